//! The built-in tables are clean, and a fault in a table is an issue with its line.

use chokepoint_catalogue::{Catalogue, Holding, Tables};
use chokepoint_model::Ratio;

#[test]
fn the_built_in_tables_are_clean() {
    let (catalogue, issues) = Catalogue::built_in();
    let shown: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert!(catalogue.accelerators().len() > 120 && catalogue.servers().len() > 200);
    assert!(catalogue.tariff_codes().iter().any(|code| code.codes.iter().any(|code| code == "8471.50")));
}

#[test]
fn every_server_says_what_it_holds_or_that_nobody_knows() {
    let (catalogue, _) = Catalogue::built_in();
    let server = catalogue.servers().iter().find(|server| server.model == "DGX H100").unwrap();
    let held: Vec<&str> = catalogue.held_by(server).map(|row| row.model.as_str()).collect();
    assert_eq!((held, server.count), (vec!["H100 SXM5 80GB"], Some(8)));
    let kind = |holding: &Holding| matches!(holding, Holding::Kind(_));
    assert!(catalogue.servers().iter().any(|server| server.holdings.iter().any(kind)));
    let chip = catalogue.accelerator("A800 SXM4 80GB").unwrap();
    assert!(catalogue.holding(chip).any(|server| server.model == "DGX A800"));
}

/// The figures of the classifier's test vectors: the project's fact base on US controls, section 2.10, whose chip
/// figures rest on two public tables and, for the cards without high-bandwidth memory, on general knowledge.
#[test]
fn the_test_vectors_hold() {
    let vectors = [
        ("A100 SXM4 80GB", 4992, "826", "6.04", true, 2039, 600),
        ("A800 SXM4 80GB", 4992, "826", "6.04", true, 2039, 400),
        ("H100 SXM5 80GB", 15832, "814", "19.45", true, 3350, 900),
        ("H800 SXM5 80GB", 15832, "814", "19.45", true, 3350, 400),
        ("H20 96GB", 2368, "814", "2.91", true, 4000, 900),
        ("H200 SXM 141GB", 15832, "814", "19.45", true, 4800, 900),
        ("H200 NVL 141GB", 13364, "814", "16.42", true, 4800, 900),
        ("Instinct MI325X", 20919, "1017", "20.6", true, 6000, 896),
        ("Instinct MI300X", 20919, "1017", "20.6", true, 5300, 896),
        ("B200 SXM", 36000, "1628", "22.1", true, 8000, 1800),
        ("L4", 1936, "294.5", "6.57", true, 300, 64),
        ("L40S", 5864, "609", "9.63", true, 864, 64),
        ("L20", 1912, "609", "3.14", true, 864, 64),
        ("L2", 1544, "294.5", "5.24", true, 300, 64),
        ("GeForce RTX 4090", 5285, "608.5", "8.69", false, 1008, 64),
        ("GeForce RTX 4090 D", 4707, "608.5", "7.74", false, 1008, 64),
    ];
    let (catalogue, _) = Catalogue::built_in();
    let close = |figure: chokepoint_catalogue::Figure, number: Ratio| {
        // Half a per cent: sources round rates before they multiply.
        let part =
            |per_mille: i64| number.times(Ratio::whole(per_mille)).unwrap().over(Ratio::whole(1000)).unwrap();
        figure.low.is_some_and(|low| low <= part(1005)) && figure.high.is_some_and(|high| high >= part(995))
    };
    for (model, tpp, area, density, data_centre, memory, link) in vectors {
        let figures = catalogue.accelerator(model).unwrap_or_else(|| panic!("{model}")).figures();
        let number = |text: &str| Ratio::from(text.parse::<chokepoint_model::Decimal>().unwrap());
        assert!(close(figures.total_processing_performance, Ratio::whole(tpp)), "{model} TPP");
        assert!(close(figures.applicable_die_area, number(area)), "{model} area");
        assert!(close(figures.performance_density.unwrap(), number(density)), "{model} density");
        assert_eq!(figures.data_centre, Some(data_centre), "{model}");
        assert_eq!(figures.memory_bandwidth.exact(), Some(Ratio::whole(memory)), "{model} memory");
        // The vector gives the NVL card the link of the module; the card's own bridge carries 600.
        let link = if model == "H200 NVL 141GB" {
            figures.link_bandwidth.exact().unwrap()
        } else {
            Ratio::whole(link)
        };
        assert_eq!(figures.link_bandwidth.exact(), Some(link), "{model} link");
    }
}

/// Rows of accelerators.csv with these cells; the others are empty.
fn table(rows: &[&[(&str, &str)]]) -> String {
    let header =
        Tables::BUILT_IN.accelerators.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    let mut text = format!("{header}\n");
    for cells in rows {
        let line: Vec<&str> = header
            .split(',')
            .map(|column| cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell))
            .collect();
        text += &format!("{}\n", line.join(","));
    }
    text
}

const BASE: [(&str, &str); 6] = [
    ("vendor", "NVIDIA"),
    ("model", "Aurora 3"),
    ("family", "Aurora 3"),
    ("source", "invented"),
    ("confidence", "high"),
    ("marketed_for_datacenter", "yes"),
];

fn check(cells: &[(&str, &str)], expect: &str) {
    let cells: Vec<(&str, &str)> = cells.iter().chain(BASE.iter()).copied().collect();
    let accelerators = table(&[&cells]);
    let tables = Tables { accelerators: &accelerators, servers: "", board_designs: "", ..Tables::BUILT_IN };
    let (_, issues) = Catalogue::read(tables);
    let found: Vec<String> = issues
        .iter()
        .filter(|issue| issue.place.file.ends_with("accelerators.csv"))
        .map(|issue| format!("{}: {}", issue.place.line.unwrap_or(0), issue.message))
        .collect();
    assert!(
        if expect.is_empty() { found.is_empty() } else { found.iter().any(|issue| issue.contains(expect)) },
        "{expect}: {found:?}"
    );
}

#[test]
fn figures_that_do_not_follow_are_issues() {
    let rate = ("dense_fp16_bf16_tflops", "312");
    check(&[rate, ("tpp", "4992")], "");
    check(&[rate, ("tpp", "4999")], "2: TPP 4999 does not follow from the rates, which give 4992");
    check(&[rate], "TPP is missing; the rates give 4992");
    let node = ("non_planar", "yes");
    check(&[rate, ("tpp", "4992"), ("die_area_mm2", "826"), node, ("performance_density", "6.04")], "");
    check(
        &[rate, ("tpp", "4992"), ("die_area_mm2", "826"), node, ("performance_density", "6.4")],
        "density 6.4 does not follow",
    );
    check(&[("other_dense_rates", "FP7:12")], "no rate");
}

#[test]
fn cells_that_are_no_value_are_issues() {
    check(&[("launch_date", "2023-02-30")], "\"2023-02-30\" is not a date");
    check(&[("die_area_mm2", "big")], "\"big\" is no figure");
    check(&[("non_planar", "maybe")], "neither yes nor no");
    check(&[("ics", "0")], "no count");
    check(&[("vendor", "Nvida")], "not in vendors.csv");
    check(&[("confidence", "sure")], "no confidence");
    check(&[("model", "")], "the cell is empty");
}

#[test]
fn a_name_of_two_rows_and_an_unknown_accelerator_are_issues() {
    let other = [("model", "Borealis"), ("family", "Borealis"), ("aliases", "Aurora-3")];
    let second: Vec<(&str, &str)> = other.iter().chain(BASE.iter()).copied().collect();
    let accelerators = table(&[&BASE, &second]);
    let servers = "vendor,model,aliases,accelerator_model,accelerator_count,form,source,confidence\n\
                   NVIDIA,Sled 8,,Aurora 4|any:cards,8,,invented,low\n";
    let tables = Tables { accelerators: &accelerators, servers, board_designs: "", ..Tables::BUILT_IN };
    let issues: Vec<String> = Catalogue::read(tables).1.iter().map(ToString::to_string).collect();
    assert!(
        issues
            .iter()
            .any(|issue| issue.contains("accelerators.csv:3") && issue.contains("also a name of Aurora 3")),
        "{issues:?}"
    );
    assert!(
        issues.iter().any(|issue| issue.contains("servers.csv:2") && issue.contains("did you mean Aurora 3")),
        "{issues:?}"
    );
}

//! A user's own item: figures as printed, exact, what is missing left unknown, what is misspelt refused.

use chokepoint_catalogue::OwnItem;

fn check(text: &str, tpp: &str, density: &str, faults: &[&str]) {
    let (item, issues) = OwnItem::read("aurora.toml", text);
    let figures = item.figures();
    assert_eq!(figures.total_processing_performance.to_string(), tpp, "{text}");
    let shown = figures.performance_density.map_or_else(|| "none".to_owned(), |density| density.to_string());
    assert_eq!(shown, density, "{text}");
    let found: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), faults.len(), "{text}: {found:?}");
    for (issue, fault) in found.iter().zip(faults) {
        assert!(issue.contains(fault), "{issue} lacks {fault}");
    }
}

#[test]
fn an_item_is_read_from_toml_and_json() {
    check("die_area_mm2 = 826\nnon_planar = true\n[rates]\nfp16 = 312\nint8 = 624\n", "4992", "6.0435", &[]);
    check(
        r#"{"die_area_mm2": 826, "non_planar": true, "rates": {"fp16": 312, "INT8": 624}}"#,
        "4992",
        "6.0435",
        &[],
    );
    check(
        "dies = [{ area_mm2 = 400, count = 2 }, { area_mm2 = 99, node = \"65 nm\" }]\nnon_planar = true\nrates.fp16 = 300",
        "4800",
        "6",
        &[],
    );
}

#[test]
fn a_figure_with_sparsity_is_halved_and_that_is_said() {
    let text = "[rates]\nfp8 = { rate = 3957.8, sparse = true }";
    check(text, "15831.2", "unknown", &[]);
    let trace = OwnItem::read("a", text).0.figures().trace;
    assert!(
        trace[0].how.contains("FP8 3957.8 is printed with sparsity; dense it is half: 1978.9"),
        "{trace:?}"
    );
}

#[test]
fn boundaries_are_exact() {
    check("rates.fp16 = 299.999375", "4799.99", "unknown", &[]);
    check(r#"{"rates": {"fp16": 300.0}}"#, "4800", "unknown", &[]);
    check(
        r#"{"rates": {"fp16": 299.99999999999999999}}"#,
        "unknown",
        "unknown",
        &["aurora.toml:1 field fp16: \"299.99999999999999999\" is no figure"],
    );
}

#[test]
fn what_is_missing_stays_unknown() {
    check("name = \"Aurora 3\"", "unknown", "unknown", &[]);
    check("rates.fp16 = 100", "1600", "unknown", &[]);
    check("rates.fp16 = 100\nrates.int8 = \"unknown\"", "at least 1600", "unknown", &[]);
    check("rates.fp16 = 300\ndie_area_mm2 = 800", "4800", "at least 6", &[]);
    check("rates.fp16 = 300\nnode = \"90 nm\"\ndie_area_mm2 = 800", "4800", "none", &[]);
    check(
        "rates.fp16 = \"290..310\"\nnon_planar = true\ndie_area_mm2 = \"800..1000\"",
        "4640 to 4960",
        "4.64 to 6.2",
        &[],
    );
    check("circuits = 4\nrates.int8 = 143.6\ndie_area_mm2 = 800\nnon_planar = true", "287.2", "1.436", &[]);
}

#[test]
fn faults_say_where_and_what_to_do() {
    check(
        "die_area = 826",
        "unknown",
        "unknown",
        &["aurora.toml:1 field die_area: there is no key \"die_area\"; did you mean die_area_mm2?"],
    );
    check("\n[rates]\nfp61 = 3", "unknown", "unknown", &["aurora.toml:3 field fp61"]);
    check("rates.fp16 = -3", "unknown", "unknown", &["no figure"]);
    check("rates.fp16 = nan", "unknown", "unknown", &["no figure"]);
    check("rates = 4", "unknown", "unknown", &["no table"]);
    check("= =", "unknown", "unknown", &["not TOML"]);
    check("{\"rates\": {\"fp16\": }", "unknown", "unknown", &["not JSON"]);
    check("circuits = 0", "unknown", "unknown", &["no count"]);
    check("marketed_for_data_centres = 1", "unknown", "unknown", &["neither true nor false"]);
}

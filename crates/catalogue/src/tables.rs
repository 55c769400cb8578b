//! The tables of `resources/catalogue` as typed rows. What a table says of its own figures is checked in `check`.

use crate::check;
use crate::table::{Table, shown};
use crate::{Accelerator, Die, Figure, Format, Holding, Rate, Server, Specification, TariffCode};
use chokepoint_model::Issue;
use std::collections::BTreeMap;

/// The texts of the tables, as CSV.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'t> {
    /// One variant of a chip a row.
    pub accelerators: &'t str,
    /// One server a row.
    pub servers: &'t str,
    /// One use of a tariff heading a row.
    pub tariff_codes: &'t str,
    /// Makers and how they are written.
    pub vendors: &'t str,
    /// Words that show what a text speaks of.
    pub words: &'t str,
    /// Names that are also something else.
    pub ambiguous_names: &'t str,
    /// First groups of part numbers.
    pub board_designs: &'t str,
    /// Lines of servers and the shapes of their names.
    pub server_lines: &'t str,
    /// Characters that stand for others.
    pub characters: &'t str,
}

impl Tables<'static> {
    /// The tables that are built in.
    pub const BUILT_IN: Self = Self {
        accelerators: include_str!("../../../resources/catalogue/accelerators.csv"),
        servers: include_str!("../../../resources/catalogue/servers.csv"),
        tariff_codes: include_str!("../../../resources/catalogue/tariff_codes.csv"),
        vendors: include_str!("../../../resources/catalogue/vendors.csv"),
        words: include_str!("../../../resources/catalogue/words.csv"),
        ambiguous_names: include_str!("../../../resources/catalogue/ambiguous_names.csv"),
        board_designs: include_str!("../../../resources/catalogue/board_designs.csv"),
        server_lines: include_str!("../../../resources/catalogue/server_lines.csv"),
        characters: include_str!("../../../resources/catalogue/characters.csv"),
    };
}

pub(crate) const ACCELERATORS: &str = "resources/catalogue/accelerators.csv";
pub(crate) const SERVERS: &str = "resources/catalogue/servers.csv";

/// A column of rates and the format they are in.
const RATES: [(&str, Format); 6] = [
    ("dense_fp4_tflops", Format::Fp4),
    ("dense_fp8_tflops", Format::Fp8),
    ("dense_int8_tops", Format::Int8),
    ("dense_fp16_bf16_tflops", Format::Fp16),
    ("tf32_tflops", Format::Tf32),
    ("fp32_tflops", Format::Fp32),
];

pub(crate) fn accelerators(text: &str, issues: &mut Vec<Issue>) -> Vec<Accelerator> {
    let columns = [
        "vendor",
        "model",
        "family",
        "aliases",
        "form_factor",
        "architecture",
        "launch_date",
        "process_node",
        "non_planar",
        "die_area_mm2",
        "ics",
        "dense_fp4_tflops",
        "dense_fp8_tflops",
        "dense_int8_tops",
        "dense_fp16_bf16_tflops",
        "tf32_tflops",
        "fp32_tflops",
        "other_dense_rates",
        "memory_type",
        "memory_gb",
        "memory_bandwidth_gbs",
        "interconnect_bidirectional_gbs",
        "tpp",
        "performance_density",
        "marketed_for_datacenter",
        "part_numbers",
        "source",
        "confidence",
    ];
    let mut rows = Vec::new();
    Table::read(ACCELERATORS, text, &columns, issues, |table, row| {
        let mut rates = Vec::new();
        for (column, format) in RATES {
            if !row.cell(column).is_empty() {
                rates.push(Rate { format, dense: table.figure(row, column) });
            }
        }
        for part in row.parts("other_dense_rates") {
            let rate = part.split_once(':').and_then(|(name, rate)| {
                Some(Rate { format: Format::named(name.trim())?, dense: Figure::read(rate)? })
            });
            match rate {
                Some(rate) => rates.push(rate),
                None => table.issue(
                    row.line,
                    "other_dense_rates",
                    &format!("{} is no rate", shown(&part)),
                    "write FORMAT:RATE, as FP6:9227",
                ),
            }
        }
        let area = table.figure(row, "die_area_mm2");
        let non_planar = table.yes_or_no(row, "non_planar");
        let dies = if area.is_unknown() { Vec::new() } else { vec![Die { area, logic: true, non_planar }] };
        let accelerator = Accelerator {
            vendor: row.cell("vendor").to_owned(),
            headquarters: None,
            model: row.cell("model").to_owned(),
            families: row.parts("family"),
            aliases: row.parts("aliases"),
            part_numbers: row.parts("part_numbers"),
            form_factor: row.cell("form_factor").to_owned(),
            architecture: row.cell("architecture").to_owned(),
            launched: table.date(row, "launch_date"),
            process_node: row.cell("process_node").to_owned(),
            specification: Specification {
                rates,
                dies,
                circuits: table.count(row, "ics").unwrap_or(1),
                memory: table.figure(row, "memory_gb"),
                memory_type: row.cell("memory_type").to_owned(),
                memory_bandwidth: table.figure(row, "memory_bandwidth_gbs"),
                link_bandwidth: table.figure(row, "interconnect_bidirectional_gbs"),
                data_centre: table.yes_or_no(row, "marketed_for_datacenter"),
            },
            source: row.cell("source").to_owned(),
            confidence: table.confidence(row),
            line: row.line,
        };
        check::required(table, row, &["vendor", "model", "family", "source"]);
        check::stated_figures(table, row, &accelerator);
        rows.push(accelerator);
    });
    rows
}

pub(crate) fn servers(text: &str, accelerators: &[Accelerator], issues: &mut Vec<Issue>) -> Vec<Server> {
    let columns = [
        "vendor",
        "model",
        "aliases",
        "accelerator_model",
        "accelerator_count",
        "form",
        "source",
        "confidence",
    ];
    let places: BTreeMap<&str, usize> =
        accelerators.iter().enumerate().map(|(at, accelerator)| (accelerator.model.as_str(), at)).collect();
    let mut rows = Vec::new();
    Table::read(SERVERS, text, &columns, issues, |table, row| {
        let mut holdings = Vec::new();
        for name in row.parts("accelerator_model") {
            match (name.strip_prefix("any:"), places.get(name.as_str())) {
                (Some(kind), _) => holdings.push(Holding::Kind(kind.to_owned())),
                (None, Some(at)) => holdings.push(Holding::Accelerator(*at)),
                (None, None) => {
                    let nearest = crate::nearest(&name, places.keys().copied());
                    table.issue(
                        row.line,
                        "accelerator_model",
                        &format!("no accelerator is called {}", shown(&name)),
                        &format!("{}; write any:KIND when no model is known", crate::suggestion(nearest)),
                    );
                }
            }
        }
        check::required(table, row, &["vendor", "model", "source"]);
        rows.push(Server {
            vendor: row.cell("vendor").to_owned(),
            model: row.cell("model").to_owned(),
            aliases: row.parts("aliases"),
            holdings,
            count: table.count(row, "accelerator_count"),
            form: row.cell("form").to_owned(),
            source: row.cell("source").to_owned(),
            confidence: table.confidence(row),
            line: row.line,
        });
    });
    rows
}

pub(crate) fn tariff_codes(text: &str, issues: &mut Vec<Issue>) -> Vec<TariffCode> {
    let columns = [
        "code",
        "code_system",
        "role",
        "goods",
        "description_en",
        "description_zh",
        "unit_of_quantity",
        "unit_weight_kg_low",
        "unit_weight_kg_high",
        "unit_value_usd_low",
        "unit_value_usd_high",
        "value_density_usd_per_kg_low",
        "value_density_usd_per_kg_high",
        "notes",
        "source",
        "confidence",
    ];
    let mut rows = Vec::new();
    Table::read("resources/catalogue/tariff_codes.csv", text, &columns, issues, |table, row| {
        let mut range = |low: &str, high: &str| {
            let (bottom, top) = (table.figure(row, low).low, table.figure(row, high).high);
            if bottom.zip(top).is_some_and(|(bottom, top)| bottom > top) {
                table.issue(row.line, low, "the low end is above the high end", "turn them round");
                return Figure::UNKNOWN;
            }
            Figure { low: bottom, high: top }
        };
        let weight = range("unit_weight_kg_low", "unit_weight_kg_high");
        let value = range("unit_value_usd_low", "unit_value_usd_high");
        let value_density = range("value_density_usd_per_kg_low", "value_density_usd_per_kg_high");
        check::required(table, row, &["code", "code_system", "role", "source"]);
        rows.push(TariffCode {
            codes: row.parts("code"),
            system: row.cell("code_system").to_owned(),
            role: row.cell("role").to_owned(),
            goods: row.cell("goods").to_owned(),
            english: row.cell("description_en").to_owned(),
            chinese: row.cell("description_zh").to_owned(),
            unit: row.cell("unit_of_quantity").to_owned(),
            weight,
            value,
            value_density,
            notes: row.cell("notes").to_owned(),
            source: row.cell("source").to_owned(),
            confidence: table.confidence(row),
            line: row.line,
        });
    });
    rows
}

/// A table whose cells are words: the cells of its rows in the order of `columns`.
pub(crate) fn plain(
    file: &'static str,
    text: &str,
    columns: &[&str],
    issues: &mut Vec<Issue>,
) -> Vec<(u64, Vec<String>)> {
    let mut rows = Vec::new();
    Table::read(file, text, columns, issues, |_, row| {
        rows.push((row.line, columns.iter().map(|column| row.cell(column).to_owned()).collect()));
    });
    rows
}

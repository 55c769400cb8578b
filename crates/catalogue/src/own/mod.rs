//! A user's own item from a small file: figures off a data sheet, exact, with what is missing left unknown.

mod given;

use crate::table::shown;
use crate::units::{self, Quantity};
use crate::{Die, Figure, Figures, Format, Rate, Specification, Step};
use chokepoint_model::{Issue, Ratio};
use given::{Given, Report, Value};

/// An item that is not in the catalogue, as its user describes it.
///
/// ```toml
/// name    = "Aurora 3 module"
/// vendor  = "Northern Lake"
/// marketed_for_data_centres = true
/// die_area_mm2 = 620                # or: dies = [{ area_mm2 = 310, count = 2 }, { area_mm2 = 90, non_planar = false }]
/// non_planar   = true               # FinFET or gate-all-around, 16 nm and below
/// circuits     = 1                  # integrated circuits on the card; the figures are those of the card
/// memory_gb    = 96
/// memory_bandwidth_gbs = 4000
/// link_bandwidth_gbs   = 900        # both directions together
///
/// [rates]                           # TFLOPS or TOPS, dense
/// fp16 = 148
/// fp8  = { rate = 592, sparse = true }   # printed with sparsity: halved
/// int4 = "unknown"                       # it has the format, at a rate nobody states
/// ```
#[derive(Debug, Clone, Default)]
pub struct OwnItem {
    /// What its user calls it; empty when not stated.
    pub name: String,
    /// Its maker; empty when not stated.
    pub vendor: String,
    /// What it can do.
    pub specification: Specification,
    /// What was done to the figures while reading: a rate that was halved, a node that was taken for non-planar.
    pub notes: Vec<Step>,
}

const FIELDS: [&str; 13] = [
    "name",
    "vendor",
    "marketed_for_data_centres",
    "die_area_mm2",
    "dies",
    "non_planar",
    "node",
    "circuits",
    "memory_gb",
    "memory_type",
    "memory_bandwidth_gbs",
    "link_bandwidth_gbs",
    "rates",
];

/// More of anything in one file is a mistake.
const MOST: usize = 64;

impl OwnItem {
    /// Reads an item from TOML or JSON. Unknown keys are refused; an item is given back as far as it could be read,
    /// and every fault is an issue that says where and what to do.
    pub fn read(file: &str, text: &str) -> (Self, Vec<Issue>) {
        let mut report = Report::new(file);
        let mut item = Self::default();
        if let Some(given) = given::read(text, &mut report) {
            item.fill(given, &mut report);
        }
        (item, report.issues)
    }

    /// The figures the law asks for, of one of its circuits; what was done while reading stands first in the trace.
    pub fn figures(&self) -> Figures {
        let mut figures = self.specification.figures();
        figures.trace.splice(0..0, self.notes.iter().cloned());
        figures
    }

    fn fill(&mut self, given: Given, report: &mut Report<'_>) {
        let Value::Table(fields) = given.value else { return };
        known(&fields, &FIELDS, report);
        let mut area = None;
        let (mut non_planar, mut node) = (None, String::new());
        let mut dies = None;
        for (key, given) in &fields {
            let specification = &mut self.specification;
            match key.as_str() {
                "name" => self.name = text(key, given, report),
                "vendor" => self.vendor = text(key, given, report),
                "memory_type" => specification.memory_type = text(key, given, report),
                "node" => node = text(key, given, report),
                "marketed_for_data_centres" => specification.data_centre = fact(key, given, report),
                "non_planar" => non_planar = fact(key, given, report),
                "die_area_mm2" => area = Some((given.line, figure(key, Quantity::Area, given, report))),
                "dies" => dies = Some((given.line, given)),
                "circuits" => specification.circuits = count(key, given, report),
                "memory_gb" => specification.memory = plain_figure(key, given, report),
                "memory_bandwidth_gbs" => {
                    specification.memory_bandwidth = figure(key, Quantity::Bandwidth, given, report);
                }
                "link_bandwidth_gbs" => {
                    specification.link_bandwidth = figure(key, Quantity::Bandwidth, given, report);
                }
                "rates" => self.rates(given, report),
                _ => {}
            }
        }
        if non_planar.is_none() {
            non_planar = self.by_node(&node);
        }
        match (area, dies) {
            (Some(_), Some((line, _))) => report.issue(
                line,
                "dies",
                "the die area is given twice, as die_area_mm2 and as dies",
                "leave out die_area_mm2",
            ),
            (Some((_, area)), None) if !area.is_unknown() => {
                self.specification.dies = vec![Die { area, logic: true, non_planar }];
            }
            (None, Some((_, given))) => self.dies(given, non_planar, report),
            // The node alone says whether a density can exist at all.
            _ if non_planar == Some(false) => {
                self.specification.dies = vec![Die { area: Figure::UNKNOWN, logic: true, non_planar }];
            }
            _ => {}
        }
    }

    fn rates(&mut self, given: &Given, report: &mut Report<'_>) {
        let Value::Table(fields) = &given.value else {
            return report.issue(
                given.line,
                "rates",
                "the rates are no table",
                "write `[rates]` and a line for each format",
            );
        };
        let names = Format::ALL.map(|format| format.as_str().to_lowercase());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let lower: Vec<(String, Given)> =
            fields.iter().map(|(name, given)| (name.to_lowercase(), given.clone())).collect();
        known(&lower, &names, report);
        for (name, given) in lower {
            let Some(format) = Format::named(&name) else {
                continue;
            };
            let dense = self.rate(format, &given, report);
            if self.specification.rates.iter().any(|rate| rate.format == format) {
                report.issue(
                    given.line,
                    &name,
                    &format!("the rate in {} is given twice", format.as_str()),
                    "keep one",
                );
            } else {
                self.specification.rates.push(Rate { format, dense });
            }
        }
        self.specification.rates.sort_by_key(|rate| rate.format);
    }

    /// A dense rate. "TPP" counts dense matrices only, and 2:4 sparsity doubles what a data sheet prints
    /// (15 CFR part 774, supplement no. 1, ECCN 3A090, technical notes).
    fn rate(&mut self, format: Format, given: &Given, report: &mut Report<'_>) -> Figure {
        let name = format.as_str().to_lowercase();
        let Value::Table(fields) = &given.value else {
            return figure(&name, Quantity::Rate, given, report);
        };
        known(fields, &["rate", "sparse"], report);
        let (mut rate, mut sparse) = (None, false);
        for (key, given) in fields {
            match key.as_str() {
                "rate" => rate = Some(figure(&name, Quantity::Rate, given, report)),
                "sparse" => sparse = fact(key, given, report) == Some(true),
                _ => {}
            }
        }
        let Some(rate) = rate else {
            report.issue(given.line, &name, "the rate is missing", "write { rate = 592, sparse = true }");
            return Figure::UNKNOWN;
        };
        if !sparse {
            return rate;
        }
        let dense = rate.over(&Figure::exactly(Ratio::whole(2)));
        self.notes.push(Step::new(
            "total_processing_performance",
            format!("{} {rate} is printed with sparsity; dense it is half: {dense}", format.as_str()),
        ));
        dense
    }

    fn dies(&mut self, given: &Given, non_planar_of_all: Option<bool>, report: &mut Report<'_>) {
        let Value::List(list) = &given.value else {
            return report.issue(
                given.line,
                "dies",
                "the dies are no list",
                "write dies = [{ area_mm2 = 310, count = 2 }]",
            );
        };
        if list.len() > MOST {
            report.issue(
                given.line,
                "dies",
                &format!("more than {MOST} dies"),
                "write dies that are alike as one, with a count",
            );
        }
        for die in list.iter().take(MOST) {
            let Value::Table(fields) = &die.value else {
                report.issue(die.line, "dies", "a die is no table", "write { area_mm2 = 310 }");
                continue;
            };
            known(fields, &["area_mm2", "count", "non_planar", "node", "logic"], report);
            let (mut area, mut number, mut logic, mut non_planar) = (Figure::UNKNOWN, 1, true, None);
            for (key, given) in fields {
                match key.as_str() {
                    "area_mm2" => area = figure(key, Quantity::Area, given, report),
                    "count" => number = count(key, given, report),
                    "logic" => logic = fact(key, given, report) != Some(false),
                    "non_planar" => non_planar = fact(key, given, report),
                    "node" if non_planar.is_none() => non_planar = self.by_node(&text(key, given, report)),
                    _ => {}
                }
            }
            let area = area.times(Ratio::whole(number.into()));
            self.specification.dies.push(Die { area, logic, non_planar: non_planar.or(non_planar_of_all) });
        }
    }

    /// Whether the name of a node says that its transistors are non-planar: logic of 16 nm and below is made with fins
    /// or all-around gates, 20 nm and above is planar but for Intel's 22 nm, which stays undecided.
    fn by_node(&mut self, node: &str) -> Option<bool> {
        let lower = node.to_lowercase();
        let nanometres = lower
            .strip_suffix("nm")
            .map(str::trim)
            .and_then(|number| number.rsplit(' ').next()?.parse::<u32>().ok())?;
        let non_planar = match nanometres {
            1..=16 => true,
            28.. => false,
            _ => return None,
        };
        let word = if non_planar { "non-planar" } else { "planar" };
        self.notes.push(Step::new("applicable_die_area", format!("{node} is taken for a {word} node")));
        Some(non_planar)
    }
}

/// Refuses keys that are not known, and names the nearest that is.
fn known(fields: &[(String, Given)], names: &[&str], report: &mut Report<'_>) {
    for (key, given) in fields.iter().filter(|(key, _)| !names.contains(&key.as_str())) {
        let nearest = crate::nearest(key, names.iter().copied());
        let advice =
            nearest.map_or_else(|| format!("known are {}", names.join(", ")), |_| crate::suggestion(nearest));
        report.issue(given.line, key, &format!("there is no key {}", shown(key)), &advice);
    }
}

fn text(key: &str, given: &Given, report: &mut Report<'_>) -> String {
    match &given.value {
        Value::Text(text) => text.trim().chars().take(200).collect(),
        _ => {
            report.issue(given.line, key, "this is no text", "put it in quotation marks");
            String::new()
        }
    }
}

fn fact(key: &str, given: &Given, report: &mut Report<'_>) -> Option<bool> {
    match &given.value {
        Value::Fact(fact) => Some(*fact),
        Value::Text(text) if text == "unknown" => None,
        _ => {
            report.issue(
                given.line,
                key,
                "this is neither true nor false",
                "write true or false, or leave it out",
            );
            None
        }
    }
}

fn count(key: &str, given: &Given, report: &mut Report<'_>) -> u32 {
    let number = match &given.value {
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    };
    number.filter(|number| (1..=1_000).contains(number)).unwrap_or_else(|| {
        report.issue(given.line, key, "this is no count from 1 to 1000", "write a whole number");
        1
    })
}

/// A number, or in quotation marks a range or a number with its unit: `"920..2410"`, `"125 TFLOPS"`; `"unknown"` is a
/// figure nobody states.
fn figure(key: &str, quantity: Quantity, given: &Given, report: &mut Report<'_>) -> Figure {
    let read = match &given.value {
        Value::Number(number) if !number.is_negative() => {
            units::possible(quantity, Figure::exactly(*number), &number.to_string())
        }
        Value::Text(text) if text.chars().any(char::is_numeric) => units::read(quantity, text, None),
        _ => return plain_figure(key, given, report),
    };
    read.unwrap_or_else(|no| match no {
        units::NoFigure::NotANumber(_) => plain_figure(key, given, report),
        no => {
            report.issue(given.line, key, &no.to_string(), &no.advice());
            Figure::UNKNOWN
        }
    })
}

/// A number without a unit, or a range in quotation marks.
fn plain_figure(key: &str, given: &Given, report: &mut Report<'_>) -> Figure {
    let (figure, written) = match &given.value {
        Value::Number(number) if !number.is_negative() => return Figure::exactly(*number),
        Value::Number(number) => (None, number.to_string()),
        Value::Text(text) if text.trim() == "unknown" => return Figure::UNKNOWN,
        Value::Text(text) => (Figure::read(text).filter(|figure| !figure.is_unknown()), text.clone()),
        Value::Other(written) => (None, written.clone()),
        Value::Fact(_) | Value::List(_) | Value::Table(_) => (None, "this".to_owned()),
    };
    figure.unwrap_or_else(|| {
        let advice = "write a number of at most six decimals, a range such as \"920..2410\", or \"unknown\"";
        report.issue(given.line, key, &format!("{} is no figure", shown(&written)), advice);
        Figure::UNKNOWN
    })
}

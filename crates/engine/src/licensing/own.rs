//! A row of figures as an item: rates by format, die area and node, bandwidths, data centre or not.

use chokepoint_catalogue::{
    Die, Figure, Format, Rate, Specification,
    units::{self, NoFigure, Quantity, Unit},
};
use chokepoint_licensing::{Form, Item};
use chokepoint_model::Ratio;

/// What a column of figures holds, and the unit that its heading states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FigureColumn {
    measure: Measure,
    unit: Option<Unit>,
}

/// What the figures of a column measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// A rate, and whether it is printed with sparsity.
    Rate(Format, bool),
    DieArea,
    NonPlanar,
    Node,
    Circuits,
    MemoryBandwidth,
    LinkBandwidth,
    DataCentre,
    /// Total processing performance itself.
    Performance,
    /// Performance density itself.
    Density,
}

impl Measure {
    /// The quantity in whose units the cells are; `None` for a fact or a count.
    fn quantity(self) -> Option<Quantity> {
        Some(match self {
            Self::Rate(..) => Quantity::Rate,
            Self::DieArea => Quantity::Area,
            Self::Node => Quantity::Length,
            Self::MemoryBandwidth | Self::LinkBandwidth => Quantity::Bandwidth,
            Self::Performance => Quantity::Performance,
            Self::Density => Quantity::Density,
            Self::NonPlanar | Self::Circuits | Self::DataCentre => return None,
        })
    }
}

impl FigureColumn {
    /// By the words of a heading: `dense_fp16_tflops`, `FP8 sparse`, `Die Size (mm^2)`.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let measure = measure(heading)?;
        let unit = measure.quantity().and_then(|quantity| Unit::in_heading(quantity, heading));
        Some(Self { measure, unit })
    }
}

fn measure(heading: &str) -> Option<Measure> {
    let lower = heading.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    if let Some(format) = words.iter().find_map(|word| Format::named(word)) {
        return Some(Measure::Rate(format, words.iter().any(|word| word.starts_with("spars"))));
    }
    // `Link to datasheet` holds no bandwidth: the word alone is not enough.
    let is_bandwidth =
        || has("bandwidth") || has("bw") || Unit::in_heading(Quantity::Bandwidth, heading).is_some();
    Some(match () {
        () if lower.starts_with("performance_density")
            || lower.starts_with("performance density")
            || lower == "pd" =>
        {
            Measure::Density
        }
        () if has("tpp")
            || lower.starts_with("total_processing_performance")
            || lower.starts_with("total processing performance") =>
        {
            Measure::Performance
        }
        () if has("die") && (has("area") || has("mm2") || has("size")) => Measure::DieArea,
        () if lower == "non_planar" || lower == "non-planar" => Measure::NonPlanar,
        () if has("node") => Measure::Node,
        () if lower == "circuits" || lower == "ics" => Measure::Circuits,
        () if (has("memory") || has("dram") || has("hbm")) && is_bandwidth() => Measure::MemoryBandwidth,
        () if (has("link") || has("interconnect") || has("nvlink")) && !has("count") && is_bandwidth() => {
            Measure::LinkBandwidth
        }
        () if has("datacenter") || has("datacentre") || (has("data") && lower.contains("cent")) => {
            Measure::DataCentre
        }
        () => return None,
    })
}

/// The item that these cells describe; `None` when none of them holds a figure. A cell that cannot be read is reported.
pub(super) fn item<'c>(
    name: &str,
    cells: impl Iterator<Item = (FigureColumn, &'c str)>,
    mut refused: impl FnMut(NoFigure),
) -> Option<Item> {
    let mut specification = Specification::default();
    let (mut area, mut non_planar, mut any) = (None, None, false);
    let (mut performance, mut density) = (None, None);
    for (column, cell) in cells {
        let FigureColumn { measure, unit } = column;
        let mut figure = || {
            let quantity = measure.quantity().filter(|_| !cell.eq_ignore_ascii_case("unknown"));
            quantity.map_or(Figure::UNKNOWN, |quantity| {
                units::read(quantity, cell, unit).unwrap_or_else(|no| {
                    refused(no);
                    Figure::UNKNOWN
                })
            })
        };
        any |= !matches!(measure, Measure::DataCentre | Measure::Node | Measure::NonPlanar);
        match measure {
            Measure::Rate(format, sparse) => {
                let stated = figure();
                let dense = if sparse { stated.over(&Figure::exactly(Ratio::whole(2))) } else { stated };
                specification.rates.push(Rate { format, dense });
            }
            Measure::DieArea => area = Some(figure()),
            Measure::MemoryBandwidth => specification.memory_bandwidth = figure(),
            Measure::LinkBandwidth => specification.link_bandwidth = figure(),
            Measure::Performance => performance = Some(figure()),
            Measure::Density => density = Some(figure()),
            Measure::NonPlanar => non_planar = yes_or_no(cell),
            Measure::Node => non_planar = non_planar.or_else(|| by_node(cell)),
            Measure::DataCentre => specification.data_centre = yes_or_no(cell),
            Measure::Circuits => specification.circuits = cell.parse().unwrap_or(1),
        }
    }
    if !any {
        return None;
    }
    specification.dies.extend(area.map(|area| Die { area, logic: true, non_planar }));
    let mut figures = specification.figures();
    if let Some(performance) = performance {
        figures.total_processing_performance = performance;
        let area = figures.applicable_die_area;
        figures.performance_density = figures.performance_density.map(|_| performance.over(&area));
    }
    if let Some(density) = density {
        figures.performance_density = Some(density);
        figures.applicable_die_area = figures.total_processing_performance.over(&density);
    }
    let source = "the figures of the row".to_owned();
    Some(Item { name: name.to_owned(), source, ..Item::new(Form::ChipOrCard, figures) })
}

/// Whether a node's name says that its transistors are non-planar: 16 nm and below (`TSMC N7`, `16FF`) they are, 28 nm
/// and above they are not, and in between the name does not tell.
fn by_node(node: &str) -> Option<bool> {
    let digits: String =
        node.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    match digits.parse::<u32>().ok()? {
        1..=16 => Some(true),
        28.. => Some(false),
        _ => None,
    }
}

/// A fact as people write it; `None` when it is neither.
pub(super) fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "是" => Some(true),
        "no" | "n" | "false" | "0" | "否" => Some(false),
        _ => None,
    }
}

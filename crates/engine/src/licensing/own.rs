//! A row of figures as an item: rates by format, die area and node, bandwidths, data centre or not.

use chokepoint_catalogue::{Die, Figure, Format, Rate, Specification};
use chokepoint_licensing::{Form, Item};
use chokepoint_model::Ratio;

/// What a column of figures holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FigureColumn {
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

impl FigureColumn {
    /// Told by the words of a heading: `dense_fp16_tflops`, `FP8 sparse`, `die_area_mm2`.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let lower = heading.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |word: &str| words.contains(&word);
        if let Some(format) = words.iter().find_map(|word| Format::named(word)) {
            return Some(Self::Rate(format, words.iter().any(|word| word.starts_with("spars"))));
        }
        Some(match () {
            () if has("tpp") || lower == "total_processing_performance" => Self::Performance,
            () if lower == "performance_density" || lower == "pd" => Self::Density,
            () if has("die") && (has("area") || has("mm2")) => Self::DieArea,
            () if lower == "non_planar" || lower == "non-planar" => Self::NonPlanar,
            () if has("node") => Self::Node,
            () if lower == "circuits" || lower == "ics" => Self::Circuits,
            () if has("memory") && (has("bandwidth") || has("gbs")) => Self::MemoryBandwidth,
            () if (has("link") || has("interconnect")) && !has("count") => Self::LinkBandwidth,
            () if has("datacenter") || has("datacentre") || (has("data") && lower.contains("cent")) => {
                Self::DataCentre
            }
            () => return None,
        })
    }
}

/// The item that these cells describe; `None` when none of them holds a figure. A cell that cannot be read is told.
pub(super) fn item<'c>(
    name: &str,
    cells: impl Iterator<Item = (FigureColumn, &'c str)>,
    mut unreadable: impl FnMut(&str),
) -> Option<Item> {
    let mut specification = Specification::default();
    let (mut area, mut non_planar, mut any) = (None, None, false);
    let (mut performance, mut density) = (None, None);
    for (column, cell) in cells {
        let mut figure = || {
            let figure = Figure::read(cell);
            if figure.is_none() && !cell.eq_ignore_ascii_case("unknown") {
                unreadable(cell);
            }
            figure.unwrap_or(Figure::UNKNOWN)
        };
        any |= !matches!(column, FigureColumn::DataCentre | FigureColumn::Node | FigureColumn::NonPlanar);
        match column {
            FigureColumn::Rate(format, sparse) => {
                let stated = figure();
                let dense = if sparse { stated.over(&Figure::exactly(Ratio::whole(2))) } else { stated };
                specification.rates.push(Rate { format, dense });
            }
            FigureColumn::DieArea => area = Some(figure()),
            FigureColumn::MemoryBandwidth => specification.memory_bandwidth = figure(),
            FigureColumn::LinkBandwidth => specification.link_bandwidth = figure(),
            FigureColumn::Performance => performance = Some(figure()),
            FigureColumn::Density => density = Some(figure()),
            FigureColumn::NonPlanar => non_planar = yes_or_no(cell),
            FigureColumn::Node => non_planar = non_planar.or_else(|| by_node(cell)),
            FigureColumn::DataCentre => specification.data_centre = yes_or_no(cell),
            FigureColumn::Circuits => specification.circuits = cell.parse().unwrap_or(1),
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

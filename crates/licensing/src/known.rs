//! What is known of an item, in the names that conditions of the law use.

use crate::item::{Form, Item};
use chokepoint_catalogue::Figure as Stated;
use chokepoint_model::{Country, Date, Ratio};
use chokepoint_rules::{Circumstances, Figure, Truth};

/// Total processing performance, in the words of the law.
pub(crate) const PERFORMANCE: &str = "total_processing_performance";
/// Performance density.
pub(crate) const DENSITY: &str = "performance_density";
/// The fact that is tried both ways when not stated.
pub(crate) const DATA_CENTRE: &str = "designed_or_marketed_for_data_centres";

/// A figure as the conditions read it; none is below 0.
pub(crate) fn figure(stated: &Stated) -> Figure {
    match (stated.low, stated.high) {
        (None, None) => Figure::Unknown,
        (low, Some(high)) => Figure::Between(low.unwrap_or(Ratio::ZERO), high),
        (Some(low), None) => Figure::AtLeast(low),
    }
}

impl Item {
    /// A figure of the item; what its kind does not have is absent.
    pub fn figure(&self, name: &str) -> Figure {
        let figures = &self.figures;
        let of_chip = self.form != Form::Memory;
        match name {
            PERFORMANCE if of_chip => figure(&figures.total_processing_performance),
            DENSITY if of_chip => figures.performance_density.as_ref().map_or(Figure::Absent, figure),
            // What its maker states of the links; the bus to the host is not in it.
            "interconnect_rate" | "input_output_bandwidth" if of_chip => figure(&figures.link_bandwidth),
            "memory_bandwidth" if of_chip => figure(&figures.memory_bandwidth),
            "memory_and_input_output_bandwidth" if of_chip => {
                figure(&figures.memory_bandwidth.plus(&figures.link_bandwidth))
            }
            "memory_bandwidth_density" if !of_chip => figure(&self.memory_bandwidth_density),
            PERFORMANCE | DENSITY | "interconnect_rate" | "input_output_bandwidth" | "memory_bandwidth" => {
                Figure::Absent
            }
            "memory_and_input_output_bandwidth" | "memory_bandwidth_density" | "training_operations" => {
                Figure::Absent
            }
            _ => Figure::Unknown,
        }
    }

    /// A fact of the item taken in a form; `None` when not stated.
    pub(crate) fn fact(&self, form: Form, name: &str) -> Option<bool> {
        if let Some(stated) = self.facts.get(name) {
            return Some(*stated);
        }
        match name {
            DATA_CENTRE => self.figures.data_centre,
            "is_integrated_circuit" => {
                Some(matches!(form, Form::Chip | Form::Card | Form::ChipOrCard | Form::Memory))
            }
            "is_computer_or_assembly" => match form {
                Form::ChipOrCard => None,
                form => Some(matches!(form, Form::Card | Form::Computer)),
            },
            "is_commodity" => Some(!matches!(form, Form::Software | Form::Technology)),
            "is_software" => Some(form == Form::Software),
            "is_technology" => Some(form == Form::Technology),
            "is_high_bandwidth_memory" => Some(form == Form::Memory),
            "is_published_model" => Some(false),
            "designer_is_known" => Some(self.designer.is_some()),
            "accelerators_are_stated" => {
                Some(form != Form::Computer || self.designer.is_some() || self.has_rate())
            }
            _ => None,
        }
    }
}

impl Item {
    fn has_rate(&self) -> bool {
        !self.figures.total_processing_performance.is_unknown()
    }
}

/// A paragraph found so far, and whether it surely describes the item.
pub(crate) type Found<'a> = (&'a str, Truth);

/// Figures by their names in the rules.
pub(crate) type Named<'a> = &'a [(&'a str, Figure)];

/// One way the item may be, as far as one form of it goes.
pub(crate) struct Possibility<'a> {
    pub(crate) item: &'a Item,
    pub(crate) form: Form,
    /// Figures that are known as intervals, each at one point of its interval.
    pub(crate) figures: Named<'a>,
    /// Figures of the item as they are known, computed once for many ways; others are asked of the item.
    pub(crate) known: Named<'a>,
    pub(crate) data_centre: Option<bool>,
    /// Paragraphs of this form of the item.
    pub(crate) own: &'a [Found<'a>],
    /// Paragraphs of what it holds or is for.
    pub(crate) component: &'a [Found<'a>],
}

impl Circumstances for Possibility<'_> {
    fn figure(&self, name: &str) -> Figure {
        let here = self.figures.iter().chain(self.known).find(|(figure, _)| *figure == name);
        here.map_or_else(|| self.item.figure(name), |(_, figure)| *figure)
    }

    fn fact(&self, name: &str) -> Option<bool> {
        match name {
            DATA_CENTRE => self.data_centre,
            _ => self.item.fact(self.form, name),
        }
    }

    fn place(&self, _: &str) -> Option<Country> {
        None
    }

    fn day(&self, _: &str) -> Option<Date> {
        None
    }

    fn item(&self, paragraph: &str) -> Truth {
        let stated = self.item.entries.iter().flatten();
        let stated = stated.map(|entry| (entry.as_str(), Truth::Yes));
        among(stated.chain(self.own.iter().copied()), paragraph)
    }

    fn meets(&self, paragraph: &str) -> Truth {
        among(self.own.iter().chain(self.component).copied(), paragraph)
    }
}

/// Whether some of these is the paragraph or lies under it.
pub(crate) fn among<'a>(found: impl Iterator<Item = Found<'a>>, paragraph: &str) -> Truth {
    found.filter(|(name, _)| under(name, paragraph)).map(|(_, truth)| truth).max().unwrap_or(Truth::No)
}

/// Whether a paragraph is another or a part of it: `3A090.a.1` is part of `3A090.a`, and not of `3A09`.
pub(crate) fn under(name: &str, paragraph: &str) -> bool {
    name.strip_prefix(paragraph).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

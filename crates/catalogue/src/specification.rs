//! What an item can do, as its maker states it, and the figures of the law that follow from that.

use crate::{Figure, Rate, rate};
use chokepoint_model::Ratio;

/// A piece of silicon in an item. Several alike are one entry with the area of all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Die {
    /// Area in mm².
    pub area: Figure,
    /// Whether it holds logic; memory stacks do not.
    pub logic: bool,
    /// Whether its transistors are non-planar (FinFET or gate-all-around: 16 nm and below); `None` when not stated.
    pub non_planar: Option<bool>,
}

/// What an item can do. Everything is that of the whole item: a card with four circuits states the sum of the four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specification {
    /// Arithmetic rates.
    pub rates: Vec<Rate>,
    /// The dies; empty when nothing is known of them.
    pub dies: Vec<Die>,
    /// How many integrated circuits the item carries. Dies in one package are one circuit.
    pub circuits: u32,
    /// Memory in GB.
    pub memory: Figure,
    /// HBM3e, GDDR6 and so on; empty when unknown.
    pub memory_type: String,
    /// Bandwidth to memory in GB/s.
    pub memory_bandwidth: Figure,
    /// Rate to other circuits, both directions together, in GB/s.
    pub link_bandwidth: Figure,
    /// Designed or marketed for data centres.
    pub data_centre: Option<bool>,
}

impl Default for Specification {
    fn default() -> Self {
        Self {
            rates: Vec::new(),
            dies: Vec::new(),
            circuits: 1,
            memory: Figure::UNKNOWN,
            memory_type: String::new(),
            memory_bandwidth: Figure::UNKNOWN,
            link_bandwidth: Figure::UNKNOWN,
            data_centre: None,
        }
    }
}

/// How one figure was come by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The figure, by its name in the law: `total_processing_performance`.
    pub figure: &'static str,
    /// One line that says how.
    pub how: String,
}

impl Step {
    pub(crate) fn new(figure: &'static str, how: impl Into<String>) -> Self {
        Self { figure, how: how.into() }
    }
}

/// The figures the law asks for, of one integrated circuit, with how each was come by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Total processing performance.
    pub total_processing_performance: Figure,
    /// Area in mm² of the logic dies with non-planar transistors.
    pub applicable_die_area: Figure,
    /// Total processing performance by mm² of applicable die area; `None` when no die counts, so that it has no value.
    pub performance_density: Option<Figure>,
    /// GB/s.
    pub memory_bandwidth: Figure,
    /// GB/s, both directions.
    pub link_bandwidth: Figure,
    /// Designed or marketed for data centres.
    pub data_centre: Option<bool>,
    /// How many such circuits the item carries.
    pub circuits: u32,
    /// How the figures were come by.
    pub trace: Vec<Step>,
}

impl Figures {
    /// Total processing performance of several such items together, which the rule asks for a cluster or for all that a
    /// consignee receives (15 CFR 740.8), never to classify an item: a computer is in 4A090 when one of its
    /// circuits is in 3A090.
    pub fn of_assembly(&self, items: u32) -> (Figure, Step) {
        let circuits = i64::from(items) * i64::from(self.circuits);
        let sum = self.total_processing_performance.times(Ratio::whole(circuits));
        let how = format!("{sum} = {circuits} circuits × {}", self.total_processing_performance);
        (sum, Step::new("aggregate_total_processing_performance", how))
    }
}

impl Specification {
    /// The figures of one of its circuits.
    pub fn figures(&self) -> Figures {
        let circuits = self.circuits.max(1);
        let of_one = |figure: Figure| figure.over(&Figure::exactly(Ratio::whole(circuits.into())));
        let (tpp, mut trace) = rate::total_processing_performance(&self.rates, circuits);
        let area = self.applicable_die_area(&mut trace).map(of_one);
        let density = area.map(|area| tpp.over(&area));
        if let (Some(area), Some(density)) = (area, density)
            && !area.is_unknown()
        {
            trace.push(Step::new("performance_density", format!("{density} = {tpp} / {area} mm²")));
        }
        // What each of several circuits has of the card's link to the outside is not stated: its share, or all of it.
        let link = Figure { low: of_one(self.link_bandwidth).low, high: self.link_bandwidth.high };
        Figures {
            total_processing_performance: tpp,
            applicable_die_area: area.unwrap_or(Figure::exactly(Ratio::ZERO)),
            performance_density: density,
            memory_bandwidth: of_one(self.memory_bandwidth),
            link_bandwidth: link,
            data_centre: self.data_centre,
            circuits,
            trace,
        }
    }

    /// Applicable die area: "all logic dies manufactured on a process node that uses a non-planar transistor
    /// architecture" (15 CFR part 774, supplement no. 1, ECCN 3A090, technical notes). `None` when no die counts.
    fn applicable_die_area(&self, trace: &mut Vec<Step>) -> Option<Figure> {
        const NAME: &str = "applicable_die_area";
        if self.dies.is_empty() {
            trace.push(Step::new(NAME, "unknown: no die area is given"));
            return Some(Figure::UNKNOWN);
        }
        let could_count = |die: &&Die| die.logic && die.non_planar != Some(false);
        let mut area: Option<Figure> = None;
        for die in self.dies.iter().filter(could_count) {
            let mut counted = die.area;
            if die.non_planar.is_none() {
                counted.low = None; // it may not count at all
            }
            area = Some(area.map_or(counted, |sum| sum.plus(&counted)));
        }
        let left_out = self.dies.iter().filter(|die| !could_count(die)).count();
        let Some(area) = area else {
            trace.push(Step::new(
                NAME,
                "no logic die is made on a node with non-planar transistors, so density has no value",
            ));
            return None;
        };
        let mut how = format!("{area} mm² of logic on nodes with non-planar transistors");
        if left_out > 0 {
            how += &format!("; {left_out} planar or memory dies left out");
        }
        if self.dies.iter().filter(could_count).any(|die| die.non_planar.is_none()) {
            how += "; whether a node is non-planar is not stated, so that die may not count";
        }
        trace.push(Step::new(NAME, how));
        Some(area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;

    fn die(area: &str, logic: bool, non_planar: Option<bool>) -> Die {
        Die { area: Figure::read(area).unwrap(), logic, non_planar }
    }

    fn check(dies: Vec<Die>, area: &str, density: &str) {
        let rates = vec![Rate { format: Format::Fp16, dense: Figure::exactly(Ratio::whole(300)) }];
        let figures = Specification { rates, dies, ..Specification::default() }.figures();
        assert_eq!(figures.applicable_die_area.to_string(), area);
        assert_eq!(figures.performance_density.map_or_else(|| "none".to_owned(), |d| d.to_string()), density);
    }

    #[test]
    fn an_assembly_is_the_sum_of_its_circuits() {
        let rates = vec![Rate { format: Format::Int8, dense: Figure::exactly(Ratio::whole(144)) }];
        let figures = Specification { rates, circuits: 4, ..Specification::default() }.figures();
        let (sum, step) = figures.of_assembly(2);
        assert_eq!((sum.to_string().as_str(), step.how.as_str()), ("2304", "2304 = 8 circuits × 288"));
    }

    #[test]
    fn only_logic_on_non_planar_nodes_counts() {
        check(vec![die("800", true, Some(true))], "800", "6");
        check(vec![die("600", true, Some(true)), die("200", true, Some(true))], "800", "6");
        check(vec![die("800", true, Some(true)), die("400", true, Some(false))], "800", "6");
        check(vec![die("800", true, Some(true)), die("600", false, Some(true))], "800", "6");
        check(vec![die("800", true, Some(false))], "0", "none");
        check(vec![die("800", true, None)], "at most 800", "at least 6");
        check(vec![], "unknown", "unknown");
    }
}

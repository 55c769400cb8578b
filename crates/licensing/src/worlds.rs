//! The ways an item may be when figures are intervals: one point for each stretch between the thresholds of the law.

use crate::{
    item::Item,
    known::{DATA_CENTRE, DENSITY, PERFORMANCE},
};
use chokepoint_model::Ratio;
use chokepoint_rules::Figure;

/// A stretch of a figure on which no threshold lies, or a threshold by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    low: Ratio,
    /// The end; `None` when there is none. The same as `low` for a single point.
    high: Option<Ratio>,
}

impl Cell {
    fn is_point(&self) -> bool {
        self.high == Some(self.low)
    }

    /// A number in it: the middle, or one more than the beginning of a stretch without end.
    fn inside(&self) -> Ratio {
        let half = |sum: Ratio| sum.over(Ratio::whole(2));
        match self.high {
            Some(high) if high == self.low => self.low,
            Some(high) => self.low.plus(high).and_then(half).unwrap_or(high),
            None => self.low.plus(Ratio::whole(1)).unwrap_or(self.low),
        }
    }
}

/// One way an item may be: each open figure at a point, and whether it is for data centres.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Way<'a> {
    pub(crate) figures: Vec<(&'a str, Figure)>,
    pub(crate) data_centre: Option<bool>,
    /// Which of its cells each open figure was taken from, and last which of the two is so of data centres.
    pub(crate) choice: Vec<usize>,
}

/// A figure that is not known exactly: its cells, `None` where it has no value, and a point in each.
struct Open<'a> {
    name: &'a str,
    cells: Vec<Option<Cell>>,
    points: Vec<Figure>,
}

/// More ways than this are not tried one by one; the figures stay intervals then.
const MOST: usize = 4096;

/// Every way the item may be, as far as these thresholds can tell. What is known exactly is not repeated, and what is
/// not `asked` for stays as it is.
pub(crate) fn ways<'a>(
    item: &Item,
    thresholds: &'a [(String, Vec<Ratio>)],
    asked: impl Fn(&str) -> bool,
) -> Vec<Way<'a>> {
    let data_centre: &[Option<bool>] = match item.fact(item.form, DATA_CENTRE) {
        None if asked(DATA_CENTRE) => &[Some(true), Some(false)],
        None => &[None],
        Some(true) => &[Some(true)],
        Some(false) => &[Some(false)],
    };
    // Performance and density bind each other: they are laid out together or not at all.
    let bound = asked(PERFORMANCE) || asked(DENSITY);
    let asked = |name: &str| asked(name) || (bound && [PERFORMANCE, DENSITY].contains(&name));
    let open: Vec<Open<'a>> = thresholds
        .iter()
        .filter(|(name, _)| asked(name))
        .filter_map(|(name, bounds)| {
            let cells = cells(item.figure(name), bounds, may_be_absent(item, name))?;
            let point =
                |cell: &Option<Cell>| cell.map_or(Figure::Absent, |cell| Figure::exactly(cell.inside()));
            Some(Open { name, points: cells.iter().map(point).collect(), cells })
        })
        .collect();
    let number = open.iter().try_fold(1_usize, |number, open| number.checked_mul(open.cells.len()));
    let Some(number) = number.filter(|number| number.saturating_mul(data_centre.len()) <= MOST) else {
        let data_centre = item.fact(item.form, DATA_CENTRE);
        return vec![Way { figures: Vec::new(), data_centre, choice: Vec::new() }];
    };
    let possible = laid_out(item, &open, number, data_centre, true);
    // Figures that contradict each other (a density that does not follow from the area) bind nothing together.
    if possible.is_empty() { laid_out(item, &open, number, data_centre, false) } else { possible }
}

/// The first `number` choices of one cell for each open figure, those left out that cannot be together.
fn laid_out<'a>(
    item: &Item,
    open: &[Open<'a>],
    number: usize,
    data_centre: &[Option<bool>],
    only_possible: bool,
) -> Vec<Way<'a>> {
    let mut ways = Vec::new();
    let mut chosen: Vec<(&str, Option<Cell>)> = Vec::with_capacity(open.len());
    for number in 0..number {
        let mut rest = number;
        let mut choice = Vec::with_capacity(open.len() + 1);
        chosen.clear();
        for Open { name, cells, .. } in open {
            chosen.push((name, cells[rest % cells.len()]));
            choice.push(rest % cells.len());
            rest /= cells.len();
        }
        if only_possible && !is_possible(item, &chosen) {
            continue;
        }
        let figures: Vec<(&str, Figure)> =
            open.iter().zip(&choice).map(|(open, at)| (open.name, open.points[*at])).collect();
        ways.extend(data_centre.iter().enumerate().map(|(at, data_centre)| {
            let choice = choice.iter().copied().chain([at]).collect();
            Way { figures: figures.clone(), data_centre: *data_centre, choice }
        }));
    }
    ways
}

/// Density has no value where no die counts, and a die of which nobody says how it is made may not count.
pub(crate) fn may_be_absent(item: &Item, name: &str) -> bool {
    name == DENSITY && item.figures.applicable_die_area.low.is_none()
}

/// The cells of an interval; `None` when the figure is known exactly, or has no value.
fn cells(figure: Figure, bounds: &[Ratio], or_absent: bool) -> Option<Vec<Option<Cell>>> {
    let (low, high) = match figure {
        Figure::Absent => return None,
        Figure::Unknown => (Ratio::ZERO, None),
        Figure::Between(low, high) if low == high && !or_absent => return None,
        Figure::Between(low, high) => (low, Some(high)),
        Figure::AtLeast(low) => (low, None),
    };
    let inner = bounds.iter().copied().filter(|bound| *bound > low && high.is_none_or(|high| *bound < high));
    let mut points = vec![low];
    points.extend(inner);
    points.extend(high.filter(|high| *high > low));
    let mut cells: Vec<Option<Cell>> = Vec::with_capacity(2 * points.len());
    for (at, point) in points.iter().enumerate() {
        cells.push(Some(Cell { low: *point, high: Some(*point) }));
        match points.get(at + 1) {
            Some(next) => cells.push(Some(Cell { low: *point, high: Some(*next) })),
            None if high.is_none() => cells.push(Some(Cell { low: *point, high: None })),
            None => {}
        }
    }
    if or_absent {
        cells.push(None);
    }
    Some(cells)
}

/// Whether performance and density can be in these cells at once: their quotient is the die area.
fn is_possible(item: &Item, chosen: &[(&str, Option<Cell>)]) -> bool {
    let of = |name: &str| -> Option<Option<Cell>> {
        let open = chosen.iter().find(|(figure, _)| *figure == name);
        open.map(|(_, cell)| *cell).or_else(|| match item.figure(name) {
            Figure::Between(low, high) => Some(Some(Cell { low, high: Some(high) })),
            _ => None,
        })
    };
    let (Some(Some(performance)), Some(Some(density))) = (of(PERFORMANCE), of(DENSITY)) else {
        return true;
    };
    let area = &item.figures.applicable_die_area;
    let nothing = Ratio::ZERO;
    if density.is_point() && density.low == nothing {
        return performance.low == nothing;
    }
    let least = density.high.and_then(|high| performance.low.over(high)).unwrap_or(nothing);
    let most = performance.high.and_then(|high| high.over(density.low));
    if performance.is_point() && density.is_point() {
        return area.allows(least);
    }
    // Neither end of the quotient is reached, so it must lie truly inside.
    area.high.is_none_or(|high| least < high) && area.low.is_none_or(|low| most.is_none_or(|most| low < most))
}

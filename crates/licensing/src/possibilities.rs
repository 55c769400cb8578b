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

/// A figure that is not known exactly: its cells, `None` where it has no value, and a point in each.
struct Open<'a> {
    name: &'a str,
    cells: Vec<Option<Cell>>,
    points: Vec<Figure>,
}

/// Every way an item may be: each open figure at a point, and whether it is for data centres.
///
/// A way is a number. Its digits, the lowest first, say which of the two is so of data centres and which of its cells
/// each open figure is taken from.
pub(crate) struct Ways<'a> {
    data_centre: &'static [Option<bool>],
    open: Vec<Open<'a>>,
    /// The ways that can be, in order; never empty.
    pub(crate) possible: Vec<usize>,
}

/// More ways than this are not tried one by one; the figures stay intervals then.
const MOST: usize = 4096;

impl<'a> Ways<'a> {
    /// Every way the item may be, as far as these thresholds can tell. What is known exactly is not repeated, and what
    /// is not `asked` for stays as it is.
    pub(crate) fn of(
        item: &Item,
        thresholds: &'a [(String, Vec<Ratio>)],
        asked: impl Fn(&str) -> bool,
    ) -> Self {
        let known: &'static [Option<bool>] = match item.fact(item.form, DATA_CENTRE) {
            None => &[None],
            Some(true) => &[Some(true)],
            Some(false) => &[Some(false)],
        };
        let both = known[0].is_none() && asked(DATA_CENTRE);
        let data_centre = if both { &[Some(true), Some(false)] } else { known };
        // Performance and density bind each other: they are laid out together or not at all.
        let bound = asked(PERFORMANCE) || asked(DENSITY);
        let asked = |name: &str| asked(name) || (bound && [PERFORMANCE, DENSITY].contains(&name));
        let open = thresholds.iter().filter(|(name, _)| asked(name)).filter_map(|(name, bounds)| {
            let cells = cells(item.figure(name), bounds, may_be_absent(item, name))?;
            let point =
                |cell: &Option<Cell>| cell.map_or(Figure::Absent, |cell| Figure::exactly(cell.inside()));
            Some(Open { name, points: cells.iter().map(point).collect(), cells })
        });
        let mut ways = Self { data_centre, open: open.collect(), possible: Vec::new() };
        let mut numbers = (0..ways.figures()).map(|place| ways.choices(place));
        let number = numbers.try_fold(data_centre.len(), usize::checked_mul);
        match number.filter(|number| *number <= MOST) {
            Some(number) => {
                let can_be = ways.can_be(item);
                ways.possible = (0..number).filter(|way| can_be(way)).collect();
                // Figures that contradict each other (a density that does not follow from the area) bind nothing.
                if ways.possible.is_empty() {
                    ways.possible = (0..number).collect();
                }
                ways
            }
            None => Self { data_centre: known, open: Vec::new(), possible: vec![0] },
        }
    }

    /// How many figures are open.
    pub(crate) fn figures(&self) -> usize {
        self.open.len()
    }

    /// The open figure at this place.
    pub(crate) fn name(&self, place: usize) -> Option<&'a str> {
        self.open.get(place).map(|open| open.name)
    }

    /// The open figures of a way.
    pub(crate) fn at(&self, way: usize) -> Vec<(&'a str, Figure)> {
        let mut rest = way / self.data_centre.len();
        let figure = |open: &Open<'a>| {
            let choice = rest % open.points.len();
            rest /= open.points.len();
            (open.name, open.points[choice])
        };
        self.open.iter().map(figure).collect()
    }

    /// Whether the item is for data centres, this way.
    pub(crate) fn data_centre(&self, way: usize) -> Option<bool> {
        self.data_centre[way % self.data_centre.len()]
    }

    /// What there is to choose from at a place: the cells of an open figure and, after the last of them, what is so of
    /// data centres.
    fn choices(&self, place: usize) -> usize {
        self.open.get(place).map_or(self.data_centre.len(), |open| open.cells.len())
    }

    /// By how much the number of a way grows from one choice at a place to the next.
    fn stride(&self, place: usize) -> usize {
        match self.open.get(place) {
            Some(_) => {
                self.data_centre.len() * self.open[..place].iter().map(|o| o.cells.len()).product::<usize>()
            }
            None => 1,
        }
    }

    /// The choice of a way at a place.
    pub(crate) fn choice(&self, way: usize, place: usize) -> usize {
        way / self.stride(place) % self.choices(place)
    }

    /// The way that is the same but for a place, where it takes the first choice.
    pub(crate) fn but_for(&self, place: usize) -> impl Fn(usize) -> usize {
        let (stride, choices) = (self.stride(place), self.choices(place));
        move |way| way - way / stride % choices * stride
    }

    /// Tells whether performance and density can be together in a way.
    fn can_be(&self, item: &Item) -> impl Fn(&usize) -> bool + use<'a> {
        let cells = |name: &str| {
            let place = self.open.iter().position(|open| open.name == name);
            let known = || match item.figure(name) {
                Figure::Between(low, high) => vec![Some(Cell { low, high: Some(high) })],
                _ => vec![None],
            };
            let cells = place.map_or_else(known, |place| self.open[place].cells.clone());
            // A figure that is not open is in its one cell always.
            (cells, place.map_or(1, |place| self.stride(place)))
        };
        let (performances, each_performance) = cells(PERFORMANCE);
        let (densities, each_density) = cells(DENSITY);
        let pairs = densities.iter().flat_map(|density| performances.iter().map(move |one| (one, density)));
        let together: Vec<bool> = pairs.map(|(one, density)| is_possible(item, *one, *density)).collect();
        let (performances, densities) = (performances.len(), densities.len());
        move |way| {
            let (one, density) = (way / each_performance % performances, way / each_density % densities);
            together[density * performances + one]
        }
    }
}

/// Density has no value where no die counts, and a die of which not stated how it is made may not count.
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
fn is_possible(item: &Item, performance: Option<Cell>, density: Option<Cell>) -> bool {
    let (Some(performance), Some(density)) = (performance, density) else { return true };
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

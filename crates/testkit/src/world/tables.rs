//! The tables a world is made from: `resources/world`.

use crate::names::Chance;
use std::sync::OnceLock;

/// A city with its districts.
pub(super) struct City {
    pub(super) province: &'static str,
    pub(super) name: &'static str,
    /// Telephone code.
    pub(super) code: &'static str,
    pub(super) districts: Vec<&'static str>,
}

/// A trade: how often, what its companies are called and do.
pub(super) struct Trade {
    /// Whether lists of export controls reach it.
    pub(super) listed: bool,
    /// Per cent of its companies with recorded customers.
    pub(super) sells: u8,
    pub(super) words: Vec<&'static str>,
    pub(super) english: Vec<&'static str>,
    pub(super) clauses: Vec<&'static str>,
}

/// What stands near a listed party: a line of `patterns.csv`.
#[derive(Debug, Clone, Default)]
pub(super) struct Pattern {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    /// So many for each hundred listed parties.
    pub(super) often: usize,
    pub(super) when: &'static str,
    pub(super) body: &'static str,
    pub(super) room: u8,
    pub(super) building: u8,
    pub(super) next_door: u8,
    pub(super) city: u8,
    pub(super) people: u8,
    pub(super) most: u8,
    pub(super) head: u8,
    pub(super) kin: u8,
    pub(super) phone: u8,
    pub(super) email: u8,
    pub(super) web: u8,
    pub(super) brand: u8,
    pub(super) part: u8,
    pub(super) scope: u8,
    pub(super) customers: u8,
    pub(super) suppliers: u8,
    pub(super) upstream: u8,
    pub(super) held: u8,
    pub(super) trademark: u8,
}

/// Picks by weight.
pub(super) struct Weighted(Vec<u32>);

impl Weighted {
    pub(super) fn new(weights: impl Iterator<Item = u32>) -> Self {
        let mut sum = 0;
        Self(
            weights
                .map(|weight| {
                    sum += weight;
                    sum
                })
                .collect(),
        )
    }

    pub(super) fn pick(&self, chance: &mut Chance) -> usize {
        let at = chance.below(self.0.last().copied().unwrap_or(0) as usize) as u32;
        self.0.partition_point(|sum| *sum <= at)
    }
}

/// All tables.
pub(super) struct Tables {
    pub(super) cities: Vec<City>,
    pub(super) city: Weighted,
    pub(super) trades: Vec<Trade>,
    pub(super) trade: Weighted,
    /// Places in `trades` of those that lists reach.
    pub(super) listed_trades: Vec<usize>,
    pub(super) common_clauses: Vec<&'static str>,
    pub(super) rare: Vec<&'static str>,
    pub(super) common: Vec<&'static str>,
    pub(super) roads: [Vec<&'static str>; 3],
    pub(super) surnames: Vec<&'static str>,
    pub(super) surname: Weighted,
    pub(super) given: Vec<&'static str>,
    pub(super) parks: Vec<&'static str>,
    pub(super) towers: Vec<&'static str>,
    pub(super) patterns: Vec<Pattern>,
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The tables, read once.
pub(super) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(read)
}

fn read() -> Tables {
    let mut city_weights = Vec::new();
    let cities = lines(include_str!("../../resources/world/cities.csv"))
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            city_weights.push(number(cells[2]));
            let districts = cells[4].split_whitespace().collect();
            City { province: cells[0], name: cells[1], code: cells[3], districts }
        })
        .collect();
    let mut trade_weights = Vec::new();
    let mut trades: Vec<Trade> = lines(include_str!("../../resources/world/trades.csv"))
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            trade_weights.push(number(cells[0]));
            Trade {
                listed: cells[1] == "1",
                sells: number(cells[2]) as u8,
                words: cells[3].split_whitespace().collect(),
                english: cells[4].split_whitespace().collect(),
                clauses: cells[5].split('|').collect(),
            }
        })
        .collect();
    trade_weights.pop();
    let common_clauses = trades.pop().map(|common| common.clauses).unwrap_or_default();
    let mut words = lines(include_str!("../../resources/world/words.csv"));
    let mut row =
        move || -> Vec<&'static str> { words.next().unwrap_or_default().split_whitespace().collect() };
    let (rare, common) = (row(), row());
    let roads = [row(), row(), row()];
    let surnames = row();
    let split =
        |text: &'static str| text.split_at(text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len()));
    Tables {
        cities,
        city: Weighted::new(city_weights.into_iter()),
        listed_trades: (0..trades.len()).filter(|at| trades[*at].listed).collect(),
        trades,
        trade: Weighted::new(trade_weights.into_iter()),
        common_clauses,
        rare,
        common,
        roads,
        surname: Weighted::new(surnames.iter().map(|text| number(split(text).1))),
        surnames: surnames.iter().map(|text| split(text).0).collect(),
        given: row(),
        parks: row(),
        towers: row(),
        patterns: lines(include_str!("../../resources/world/patterns.csv")).skip(1).map(pattern).collect(),
    }
}

fn number(text: &str) -> u32 {
    text.trim().parse().unwrap_or(0)
}

fn pattern(line: &'static str) -> Pattern {
    let mut cells = line.splitn(25, ',');
    let mut word = move || cells.next().unwrap_or_default();
    let (name, kind, often, when, body) = (word(), word(), number(word()) as usize, word(), word());
    let mut percent = move || number(word()) as u8;
    Pattern {
        name,
        kind,
        often,
        when,
        body,
        room: percent(),
        building: percent(),
        next_door: percent(),
        city: percent(),
        people: percent(),
        most: percent(),
        head: percent(),
        kin: percent(),
        phone: percent(),
        email: percent(),
        web: percent(),
        brand: percent(),
        part: percent(),
        scope: percent(),
        customers: percent(),
        suppliers: percent(),
        upstream: percent(),
        held: percent(),
        trademark: percent(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        let tables = tables();
        assert!(tables.cities.iter().all(|city| city.name.ends_with('市') && !city.code.is_empty()));
        assert!(
            tables
                .trades
                .iter()
                .all(|trade| trade.clauses.len() > 3 && trade.words.len() == trade.english.len())
        );
        assert!(tables.surnames.iter().all(|name| name.chars().count() == 1));
        for pattern in &tables.patterns {
            assert!(["evasion", "innocent", "open"].contains(&pattern.kind), "{pattern:?}");
            assert!(["after", "soon", "before", "any"].contains(&pattern.when), "{pattern:?}");
            assert!(["new", "dormant", "renamed"].contains(&pattern.body), "{pattern:?}");
            assert!(pattern.often > 0 && pattern.most > 0, "{pattern:?}");
            assert!(pattern.room + pattern.building + pattern.next_door <= 100, "{pattern:?}");
        }
    }
}

//! The columns that CSV, workbook and Parquet share: a row a hit, and a row for a party without hits.

use crate::{
    arithmetic::{adding_up, score_words},
    workbook::Tone,
};
use chokepoint_engine::answer::{Hit, Screened, Turn};
use chokepoint_model::Listing;
use chokepoint_wire::screening::citations;

/// Headings, in order; the input's own columns stand between party and hit.
pub(super) const PARTY: [&str; 4] = ["row", "name", "schema", "countries"];
pub(super) const HIT: [&str; 12] = [
    "verdict",
    "score",
    "entity",
    "caption",
    "met",
    "listed_countries",
    "lists",
    "since",
    "citation",
    "requirement",
    "review_policy",
    "reasons",
];

pub(super) fn party(screened: &Screened) -> [String; 4] {
    let party = &screened.party;
    let countries: Vec<&str> = party.countries.iter().map(|country| country.as_str()).collect();
    let name = if party.names.is_empty() { party.caption() } else { &party.names[0].text };
    [screened.row.to_string(), name.to_owned(), party.schema.as_str().to_owned(), countries.join(";")]
}

/// How much a hit, or having none, asks for a look.
pub(super) fn tone(hit: Option<&Hit>) -> Tone {
    match hit {
        None => Tone::Quiet,
        Some(hit) if hit.turn == Some(Turn::Gone) => Tone::Past,
        Some(hit) if hit.matched => Tone::Alarm,
        Some(_) => Tone::Caution,
    }
}

/// What a reviewer is told about a hit, or about a party that has none.
pub(super) fn verdict(screened: &Screened, hit: Option<&Hit>) -> &'static str {
    match hit {
        None if screened.rescreened => "no change",
        None => "no hit",
        Some(hit) => match (hit.turn, hit.matched) {
            (None, true) => "match",
            (None, false) => "near miss",
            (Some(Turn::New), true) => "new match",
            (Some(Turn::New), false) => "new near miss",
            (Some(Turn::Changed), true) => "changed match",
            (Some(Turn::Changed), false) => "changed near miss",
            (Some(Turn::Gone), _) => "gone",
        },
    }
}

pub(super) fn hit(screened: &Screened, hit: Option<&Hit>) -> [String; 12] {
    let mut cells = std::array::from_fn(|_| String::new());
    verdict(screened, hit).clone_into(&mut cells[0]);
    let Some(hit) = hit else { return cells };
    let listed = |value: fn(&Listing) -> String| -> String {
        let values: Vec<String> = hit.listings.iter().map(value).filter(|text| !text.is_empty()).collect();
        values.join("; ")
    };
    cells[1] = format!("{:.4}", hit.score);
    hit.id.clone_into(&mut cells[2]);
    hit.caption.clone_into(&mut cells[3]);
    hit.met.clone_into(&mut cells[4]);
    cells[5] = hit.countries.iter().map(|country| country.as_str()).collect::<Vec<_>>().join(";");
    cells[6] = listed(|listing| listing.list.clone());
    cells[7] = listed(|listing| listing.period.from.map_or_else(String::new, |day| day.to_string()));
    cells[8] = listed(citations);
    cells[9] = listed(|listing| listing.requirement.as_ref().map_or_else(String::new, |it| it.text.clone()));
    cells[10] = listed(|listing| listing.review.as_ref().map_or_else(String::new, |it| it.text.clone()));
    cells[11] = reasons(hit, "; ");
    cells
}

/// The reasons, their sum and how it becomes the score.
pub(super) fn reasons(hit: &Hit, between: &str) -> String {
    let reasons = &hit.explanation.reasons;
    let weights: Vec<f64> = reasons.iter().map(|reason| f64::from(reason.weight)).collect();
    let told = reasons
        .iter()
        .zip(adding_up(&weights))
        .map(|(reason, weight)| format!("{} {weight:+.2}: {}", reason.feature.as_str(), reason.words));
    let sum: f64 = weights.iter().sum();
    let sum = format!("sum {sum:+.2} {}", score_words(sum, hit.explanation.score));
    told.chain([sum]).collect::<Vec<_>>().join(between)
}

/// The input's own columns as the first row names them; a later row's other columns follow as JSON in `more`.
#[derive(Default)]
pub(super) struct PassedColumns {
    names: Vec<String>,
}

impl PassedColumns {
    pub(super) fn new(first: &Screened) -> Self {
        Self { names: first.passed.iter().map(|(name, _)| name.clone()).collect() }
    }

    /// All headings: the party's, the input's own, the hit's, and those that a format adds. An input's heading that
    /// this program uses itself says whose it is.
    pub(super) fn headings(&self, more: &[&str]) -> Vec<String> {
        let is_ours = |name: &str| PARTY.contains(&name) || HIT.contains(&name) || more.contains(&name);
        let own =
            self.names.iter().map(|name| if is_ours(name) { format!("input {name}") } else { name.clone() });
        let ours = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        ours(&PARTY)
            .into_iter()
            .chain(own)
            .chain(ours(&["more"]))
            .chain(ours(&HIT))
            .chain(ours(more))
            .collect()
    }

    /// The headings of the input's own columns, and of what later rows have beside them.
    pub(super) fn own_headings(&self) -> Vec<String> {
        self.names.iter().cloned().chain(["Other columns".to_owned()]).collect()
    }

    pub(super) fn cells(&self, screened: &Screened) -> Vec<String> {
        let mut cells: Vec<String> = vec![String::new(); self.names.len() + 1];
        let mut more = serde_json::Map::new();
        for (name, value) in &screened.passed {
            match self.names.iter().position(|held| held == name) {
                Some(at) if cells[at].is_empty() => value.clone_into(&mut cells[at]),
                _ => {
                    more.insert(name.clone(), value.clone().into());
                }
            }
        }
        if !more.is_empty() {
            cells[self.names.len()] = serde_json::Value::Object(more).to_string();
        }
        cells
    }
}

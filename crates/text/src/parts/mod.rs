//! Names inside text: the several names that a publisher or a customer writes into one field, each with what it is.
//!
//! A record such as `Orion Works (a subordinate institute of Ministry Seven)` and a party such as `Acme d/b/a Orion Works` are
//! found by none of the names in them when the field is taken as one name. Here it is taken apart; the whole stays a name of
//! its own, so nothing that was found before is lost, and what is passed over is handed back, never dropped in silence.

mod brackets;
mod markers;
mod split;
mod strength;
#[cfg(test)]
mod tests;

pub use markers::Relation;

use markers::Side;
use split::Splitter;

/// Longer text is no name; what lies beyond is not taken apart.
const LONGEST: usize = 1_000;

/// A name inside a longer text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name, as written, without what stands around it.
    pub text: String,
    /// What it is to the name that the text begins with.
    pub relation: Relation,
    /// How much a match of it alone says.
    pub strength: Strength,
    /// The words that mark it, as written: `d/b/a`; empty where there are none.
    pub marker: String,
}

/// How much a match of a part says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// As much as any name.
    Full,
    /// An acronym or a single word: it says something only where a party is called so and no more.
    Alone,
    /// Said by hundreds ("Ninth Design Department"), or the name of another party (the parent): a near miss at most.
    Weak,
}

/// A text taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// The names in it; empty when the text is one name.
    pub parts: Vec<Part>,
    /// What is no name: markers, qualifiers ("PRC entity"), what follows "and any successor", parts that say too little.
    pub passed_over: Vec<String>,
    /// IMO numbers written into the text.
    pub imo: Vec<String>,
    /// Whether words such as "motor vessel" say that it is a ship.
    pub is_vessel: bool,
}

/// Takes apart a name as the publisher of a list prints it.
pub fn listed(text: &str) -> Split {
    split(text, Side::Publisher)
}

/// Takes apart a name as it stands in a file of parties.
pub fn given(text: &str) -> Split {
    split(text, Side::Customer)
}

fn split(text: &str, side: Side) -> Split {
    if !markers::may_have_parts(text, side) {
        return Split::default();
    }
    let (head, rest) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text.split_at(end),
        None => (text, ""),
    };
    let mut split = Splitter::new(side).split(head);
    if !rest.is_empty() {
        split.passed_over.push(rest.to_owned());
    }
    split
}

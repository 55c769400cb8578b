//! What an item is and whether it may go somewhere: names and figures in, arguments with citations out.

mod file;
mod licence;
mod named;
mod own;
mod place;

pub use file::{
    Answered, Defaults, Products, Result as RowResult, Tally, determine_file, end_use, owners, share_of,
};
pub use licence::{PartyGiven, parties};
pub use named::Named;
pub use place::DestinationGiven;

use chokepoint_catalogue::Catalogue;
use chokepoint_licensing::{Both, Classification, Determination, Gap, Item, Outcome, Readings, Transaction};
use chokepoint_model::Date;
use chokepoint_rules::{GapKind, Layer, Rules};

/// The law of a day in both layers, with the catalogue of items: what questions of licensing are asked of.
#[derive(Debug)]
pub struct Controls<'r> {
    /// The day.
    pub as_of: Date,
    /// The rules of all days.
    pub rules: &'r Rules,
    /// What the agency enforces.
    pub enforced: Readings<'r>,
    /// What the text of the regulations says.
    pub text: Readings<'r>,
    /// Chips and servers.
    pub catalogue: &'r Catalogue,
}

/// An item with its class in both layers.
#[derive(Debug, Clone)]
pub struct Classified<'r> {
    /// The item.
    pub item: Item,
    /// Its class as the agency enforces the law.
    pub enforced: Both<Classification<'r>>,
    /// Its class by the text.
    pub text: Both<Classification<'r>>,
}

/// A transaction with its determination in both layers.
#[derive(Debug, Clone)]
pub struct Determined<'r> {
    /// The transaction.
    pub transaction: Transaction,
    /// What the agency asks.
    pub enforced: Both<Determination<'r>>,
    /// What the text asks.
    pub text: Both<Determination<'r>>,
}

impl<'r> Controls<'r> {
    /// The law of a day under these rules.
    pub fn on(rules: &'r Rules, as_of: Date) -> Self {
        Self {
            as_of,
            rules,
            enforced: Readings::on(rules, as_of, Layer::Enforced),
            text: Readings::on(rules, as_of, Layer::Text),
            catalogue: &Catalogue::built_in().0,
        }
    }

    /// Classifies every item that a name may mean.
    pub fn classify(&self, named: &Named) -> Vec<Classified<'r>> {
        let items = named.items.iter();
        items
            .map(|item| Classified {
                item: item.clone(),
                enforced: self.enforced.classify(item),
                text: self.text.classify(item),
            })
            .collect()
    }

    /// Determines for every item that a name may mean. `transaction` says everything but the item.
    pub fn determine(&self, named: &Named, transaction: &Transaction) -> Vec<Determined<'r>> {
        let items = named.items.iter();
        items
            .map(|item| {
                let transaction = Transaction { item: item.clone(), ..transaction.clone() };
                Determined {
                    enforced: self.enforced.determine(&transaction),
                    text: self.text.determine(&transaction),
                    transaction,
                }
            })
            .collect()
    }
}

/// Whether a licence is required for whatever a name means, as it is said first.
pub fn outcome(determined: &[Determined<'_>]) -> Outcome {
    Outcome::of_all(determined.iter().map(|one| one.enforced.outcome()))
}

/// What the answer to several variants depends on: what each depends on, what decides between two readings, and which
/// variant it is where they differ.
pub fn depends_on<'d, 'r: 'd>(
    readings: &Readings<'r>,
    determined: impl IntoIterator<Item = (&'d str, &'d Both<Determination<'r>>)>,
) -> Vec<String> {
    let mut depends_on: Vec<String> = Vec::new();
    let mut variants: Vec<(&str, Outcome)> = Vec::new();
    for (name, answers) in determined {
        let both = std::iter::once(&answers.came).chain(&answers.not);
        depends_on.extend(both.flat_map(|one| one.depends_on.iter().cloned()));
        if answers.not.as_ref().is_some_and(|not| not.outcome() != answers.came.outcome()) {
            depends_on.extend(readings.deciding(answers).iter().map(|one| one.dated.depends_on.clone()));
        }
        variants.push((name, answers.outcome()));
    }
    if variants.iter().any(|(_, outcome)| Some(*outcome) != variants.first().map(|(_, first)| *first)) {
        let names: Vec<&str> = variants.iter().map(|(name, _)| *name).collect();
        depends_on.push(format!("which variant it is ({})", names.join(", ")));
    }
    let mut seen = Vec::new();
    depends_on.retain(|one| {
        !seen.contains(one) && {
            seen.push(one.clone());
            true
        }
    });
    depends_on
}

/// The headline of an answer in words, without the item and the destination: `not determined: 15 CFR 746.7`.
///
/// A prohibition that is not evaluated is said beside a licence that is required: none of the two lifts the other.
pub fn headline(outcome: Outcome, depends_on: &[String], not_covered: &[&Gap<'_>]) -> String {
    let depends_on = depends_on.join("; ");
    match outcome {
        Outcome::Required => {
            match sections(not_covered.iter().filter(|gap| gap.kind == GapKind::Prohibition)) {
                prohibited if prohibited.is_empty() => "licence required".to_owned(),
                prohibited => format!("licence required; not determined besides: {prohibited}"),
            }
        }
        Outcome::NotRequired => "not required by the rules covered".to_owned(),
        Outcome::NoExport => "no export: the destination is the United States".to_owned(),
        Outcome::Depends if depends_on.is_empty() => "depends".to_owned(),
        Outcome::Depends => format!("depends on: {depends_on}"),
        Outcome::NotDetermined => format!("not determined: {}", sections(not_covered.iter())),
    }
}

/// Where what leaves the answer open is written; a prohibition is called by its name.
pub fn sections<'g, 'r: 'g>(gaps: impl Iterator<Item = &'g &'g Gap<'r>>) -> String {
    let mut sections: Vec<String> = Vec::new();
    for gap in gaps.filter(|gap| gap.decides) {
        let name = gap.says.split(':').next().filter(|_| gap.kind == GapKind::Prohibition);
        let section = name.map_or_else(|| gap.section.clone(), |name| format!("{name}, {}", gap.section));
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    sections.join("; ")
}

/// The class of whatever a name means, and every class it may have: sure only where all variants agree.
pub fn outcomes<'r>(classified: &[Classified<'r>]) -> Vec<Option<&'r str>> {
    let all = classified.iter().flat_map(|one| {
        let not = one.enforced.not.iter().flat_map(|other| other.outcomes.iter());
        one.enforced.came.outcomes.iter().chain(not)
    });
    let mut outcomes: Vec<Option<&'r str>> = all.copied().collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    outcomes
}

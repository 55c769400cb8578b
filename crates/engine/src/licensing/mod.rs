//! What an item is and whether it may go somewhere: names and figures in, arguments with citations out.

mod file;
mod licence;
mod named;
mod own;

pub use file::{Answered, Defaults, Result as RowResult, Tally, determine_file, end_use, owners, share_of};
pub use licence::{PartyGiven, parties};
pub use named::Named;

use chokepoint_catalogue::Catalogue;
use chokepoint_licensing::{Both, Classification, Determination, Item, Readings, Transaction};
use chokepoint_model::Date;
use chokepoint_rules::{Layer, Rules, Truth};

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

/// Whether a licence is required for whatever a name means: `Unknown` where its variants differ.
pub fn required(determined: &[Determined<'_>]) -> Truth {
    let mut answers = determined.iter().map(|one| one.enforced.required());
    let first = answers.next().unwrap_or(Truth::Unknown);
    if answers.all(|answer| answer == first) { first } else { Truth::Unknown }
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

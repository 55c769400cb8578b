//! A transaction in the names that conditions of the law use, seen from one of its parties.

use super::approval;
use crate::{
    classify::Classification,
    item::Item,
    known::{among, figure},
    reading::{Reading, Rule},
    transaction::{Role, Transaction, TransactionParty},
};
use chokepoint_model::{Country, Date, Ratio};
use chokepoint_rules::{Circumstances, Figure, Truth};

/// Facts about the end use: what nobody declares is taken not to be so, and the answer says that it was.
pub(crate) const END_USES: [&str; 3] = ["for_supercomputer", "for_model_training", "is_military_end_user"];

/// Whether the item is in each list that provisions name, told once for all of them.
pub(crate) fn lists(reading: &Reading<'_>, classes: &Classification<'_>, item: &Item) -> Vec<Truth> {
    let described = |(name, tested): &(&str, bool)| reading.describes_if(item, classes, name, || *tested);
    reading.lists.iter().map(|list| Truth::of_any(list.paragraphs.iter().map(described))).collect()
}

/// A transaction seen from one of its parties.
pub(crate) struct Seen<'a, 'r> {
    pub(crate) reading: &'a Reading<'r>,
    pub(crate) classes: &'a Classification<'r>,
    pub(crate) transaction: &'a Transaction,
    /// Whether the item is in each list of the reading.
    pub(crate) lists: &'a [Truth],
    /// The party whose places are asked for where the law says end user.
    pub(crate) party: Option<&'a TransactionParty>,
    /// Whether part 744 or 746 asks for a licence on another ground than headquarters.
    pub(crate) by_parties: Truth,
    /// Whether the entry in question carries a programme of 744.8.
    pub(crate) programme: Option<bool>,
}

impl<'a, 'r> Seen<'a, 'r> {
    pub(crate) fn new(
        reading: &'a Reading<'r>,
        classes: &'a Classification<'r>,
        transaction: &'a Transaction,
        lists: &'a [Truth],
    ) -> Self {
        let party = transaction.end_user();
        Self { reading, classes, transaction, lists, party, by_parties: Truth::Unknown, programme: None }
    }

    /// Whether a provision concerns the item.
    pub(crate) fn concerns(&self, rule: &Rule<'_>) -> Truth {
        let lists = rule.lists.as_ref();
        lists.map_or(Truth::Yes, |lists| Truth::of_any(lists.iter().map(|at| self.lists[*at])))
    }

    pub(crate) fn from(&self, party: &'a TransactionParty) -> Self {
        Self { party: Some(party), ..*self }
    }

    /// Whether the item is on the Commerce Control List; `None` when no entry that was tested describes it for sure.
    fn is_on_control_list(&self) -> Option<bool> {
        let numbered = |entry: &String| entry.starts_with(|c: char| c.is_ascii_digit());
        match &self.transaction.item.entries {
            _ if !self.classes.outcomes.contains(&None) => Some(true),
            Some(entries) if entries.iter().any(numbered) => Some(true),
            Some(entries) if !entries.is_empty() => Some(false),
            _ => None,
        }
    }

    fn is_transfer_in_country(&self) -> Option<bool> {
        let law = self.reading.law;
        let read = |place: Country| law.counts_as(place, "us.ear");
        let from = self.transaction.exported_from.or_else(united_states)?;
        Some(read(from) == read(self.transaction.destination?))
    }

    /// Whether no role of the two is taken by several parties.
    fn one_of_each(&self) -> bool {
        let number = |role| self.transaction.parties.iter().filter(|party| party.role == role).count();
        number(Role::UltimateConsignee) <= 1 && number(Role::EndUser) <= 1
    }

    /// Where a party has its headquarters. Nobody is approved for the Emirates whose headquarters are in Macau or an
    /// embargoed country: who is approved by name is taken to have them where it is approved.
    pub(super) fn headquarters(&self, party: &TransactionParty) -> Option<Country> {
        let by_approval = || approval::of(self.reading, self.transaction, party).filter(|one| one.stands());
        party.headquarters.or_else(|| by_approval().and(self.transaction.destination))
    }

    /// Where the party is: at the destination, when not stated.
    fn location(&self) -> Option<Country> {
        self.party.and_then(|party| party.location).or(self.transaction.destination)
    }
}

impl Circumstances for Seen<'_, '_> {
    fn figure(&self, name: &str) -> Figure {
        match self.transaction.figures.get(name) {
            Some(stated) => figure(stated),
            // The item that is asked about, and no other.
            None if name == "items_in_notice" => Figure::exactly(Ratio::whole(1)),
            None => self.transaction.item.figure(name),
        }
    }

    fn fact(&self, name: &str) -> Option<bool> {
        let transaction = self.transaction;
        if let Some(stated) = transaction.facts.get(name).or_else(|| transaction.item.facts.get(name)) {
            return Some(*stated);
        }
        match name {
            "needs_licence_under_parts_744_or_746" => match self.by_parties {
                Truth::Yes => Some(true),
                Truth::No => Some(false),
                Truth::Unknown => None,
            },
            "has_programme_of_744_8" => self.programme,
            "is_on_control_list" => self.is_on_control_list(),
            "is_occupied_region" => Some(transaction.occupied_region.is_some()),
            "is_transfer_in_country" => self.is_transfer_in_country(),
            "listed_party_takes_part" => Some(self.by_parties != Truth::No),
            "one_consignee_and_one_end_user" => Some(self.one_of_each()),
            // Nobody is one by its role alone; who knows better declares it.
            "distributor_takes_part" => Some(false),
            "all_parties_approved_for_emirates" => approval::all_approved(self.reading, transaction),
            "exported_from_united_states" => Some(self.place("exported_from")? == united_states()?),
            name if END_USES.contains(&name) => Some(false),
            name => transaction.item.fact(transaction.item.form, name),
        }
    }

    fn place(&self, name: &str) -> Option<Country> {
        let party = self.party;
        match name {
            "destination" => self.transaction.destination,
            "exported_from" => self.transaction.exported_from.or_else(united_states),
            "designer_headquarters" => self.transaction.item.designer,
            "end_user_location" => self.location(),
            "end_user_headquarters" => party.and_then(|party| self.headquarters(party)),
            // Who states no parent is taken to have none above it.
            "end_user_parent_headquarters" => {
                party.and_then(|party| party.parent_headquarters.or_else(|| self.headquarters(party)))
            }
            "supercomputer_location" => self.location(),
            _ => None,
        }
    }

    fn day(&self, name: &str) -> Option<Date> {
        let stated = self.transaction.days.get(name).copied();
        stated.or_else(|| (name == "export").then(|| self.reading.law.as_of()))
    }

    fn item(&self, paragraph: &str) -> Truth {
        self.reading.describes(&self.transaction.item, self.classes, paragraph)
    }

    fn meets(&self, paragraph: &str) -> Truth {
        let classes = self.classes.classes.iter().chain(&self.classes.component);
        among(classes.map(|class| (class.paragraph, class.truth)), paragraph)
    }
}

fn united_states() -> Option<Country> {
    Country::from_code("US")
}

//! Who sends what where, to whom and for what: everything a determination is told.

use crate::item::Item;
use chokepoint_catalogue::Figure;
use chokepoint_model::{Country, Date, Listing};
use std::collections::BTreeMap;

/// What a party does in a transaction, in the words of 15 CFR 748.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Buys from the exporter.
    Purchaser,
    /// Holds the item on its way.
    IntermediateConsignee,
    /// Receives it abroad.
    UltimateConsignee,
    /// Uses it.
    EndUser,
    /// Carries or forwards it.
    Forwarder,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Purchaser,
        Self::IntermediateConsignee,
        Self::UltimateConsignee,
        Self::EndUser,
        Self::Forwarder,
    ];

    /// Lower-case words joined by `_`, as the rules name roles.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Purchaser => "purchaser",
            Self::IntermediateConsignee => "intermediate_consignee",
            Self::UltimateConsignee => "ultimate_consignee",
            Self::EndUser => "end_user",
            Self::Forwarder => "forwarder",
        }
    }

    /// As it is said.
    pub fn spoken(self) -> String {
        self.as_str().replace('_', " ")
    }
}

/// An entry on a list that a party is taken to be, on the day asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The entity as its list prints it.
    pub entity: String,
    /// How well the party meets it, 0 to 1, when it was found by its name.
    pub score: Option<f32>,
    /// Whether the entry is an address and no named party.
    pub is_address: bool,
    /// The entry.
    pub listing: Listing,
}

/// Who owns a part of a party.
#[derive(Debug, Clone, PartialEq)]
pub struct Owner {
    /// The name.
    pub name: String,
    /// The share, 0 to 1.
    pub share: Figure,
    /// The entries it is on; empty when it is on none.
    pub listed: Vec<Listed>,
}

/// A party of a transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct TransactionParty {
    /// The name; empty when not stated.
    pub name: String,
    /// What it does.
    pub role: Role,
    /// Where it is.
    pub location: Option<Country>,
    /// Where it has its headquarters.
    pub headquarters: Option<Country>,
    /// Where its ultimate parent has its headquarters.
    pub parent_headquarters: Option<Country>,
    /// The entries it is on.
    pub listed: Vec<Listed>,
    /// Its owners, as far as they are stated.
    pub owners: Vec<Owner>,
    /// Whether it was compared with the lists.
    pub screened: bool,
}

impl TransactionParty {
    /// A party of which nothing else is said.
    pub fn new(role: Role, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            role,
            location: None,
            headquarters: None,
            parent_headquarters: None,
            listed: Vec::new(),
            owners: Vec::new(),
            screened: false,
        }
    }

    /// `the end user Gulf Parts`.
    pub fn spoken(&self) -> String {
        format!("the {} {}", self.role.spoken(), self.name).trim_end().to_owned()
    }
}

/// Everything a determination is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// The item.
    pub item: Item,
    /// Where it goes from; the United States when not stated.
    pub exported_from: Option<Country>,
    /// Where it goes.
    pub destination: Option<Country>,
    /// The part of the destination that the law treats apart, by its name in the rules: `crimea`.
    pub occupied_region: Option<String>,
    /// Who takes part.
    pub parties: Vec<TransactionParty>,
    /// Facts of the law that are declared, by their names in the rules: `for_supercomputer`.
    pub facts: BTreeMap<String, bool>,
    /// Figures of the transaction, by their names in the rules: `notice_days`.
    pub figures: BTreeMap<String, Figure>,
    /// Days, by their names in the rules: `on_sale_in_united_states`.
    pub days: BTreeMap<String, Date>,
}

impl Transaction {
    /// An item on its way to a destination, with an end user of whom nothing is said.
    pub fn new(item: Item, destination: Option<Country>) -> Self {
        Self {
            item,
            exported_from: None,
            destination,
            occupied_region: None,
            parties: vec![TransactionParty::new(Role::EndUser, "")],
            facts: BTreeMap::new(),
            figures: BTreeMap::new(),
            days: BTreeMap::new(),
        }
    }

    /// The end user: the first party of that role.
    pub fn end_user(&self) -> Option<&TransactionParty> {
        self.parties.iter().find(|party| party.role == Role::EndUser)
    }
}

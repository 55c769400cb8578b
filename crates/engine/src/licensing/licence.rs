//! The parties of a transaction as they are given, compared with the lists of the day.

use crate::Lists;
use chokepoint_catalogue::Figure;
use chokepoint_licensing::{Listed, Owner, Role, TransactionParty};
use chokepoint_model::{Country, Party as Screened, Schema};
use chokepoint_screening::{Question, Scratch};

/// A party as it is given.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyGiven {
    /// What it does.
    pub role: Role,
    /// The name; empty when not stated.
    pub name: String,
    /// Where it is.
    pub location: Option<Country>,
    /// Where it has its headquarters.
    pub headquarters: Option<Country>,
    /// Where its ultimate parent has its headquarters.
    pub parent_headquarters: Option<Country>,
    /// Owners and their shares.
    pub owners: Vec<(String, Figure)>,
}

impl PartyGiven {
    /// A party of which nothing else is said.
    pub fn new(role: Role, name: impl Into<String>) -> Self {
        Self {
            role,
            name: name.into(),
            location: None,
            headquarters: None,
            parent_headquarters: None,
            owners: Vec::new(),
        }
    }
}

/// The parties with the entries that they and their owners meet. Without lists, nobody was screened, and the
/// determination says so. Near misses are handed back in sentences: they bind nobody until somebody has looked.
pub fn parties(
    given: &[PartyGiven],
    lists: Option<&Lists>,
    question: &Question,
    scratch: &mut Scratch,
) -> (Vec<TransactionParty>, Vec<String>) {
    let mut near = Vec::new();
    let mut screen = |name: &str, country: Option<Country>| -> Vec<Listed> {
        let Some(lists) = lists.filter(|_| name.chars().any(char::is_alphanumeric)) else {
            return Vec::new();
        };
        let mut party = Screened::named(name, Schema::LegalEntity);
        if let Some(country) = country {
            party.add_country(country);
        }
        let mut listed = Vec::new();
        for hit in lists.screen(&party, question, scratch) {
            if !hit.matched {
                let lists: Vec<&str> = hit.listings.iter().map(|listing| listing.list.as_str()).collect();
                near.push(format!(
                    "{name} is near {} ({}) at {:.2}, below the threshold",
                    hit.caption,
                    lists.join(", "),
                    hit.score
                ));
                continue;
            }
            let is_address = hit.schema == Schema::Address;
            listed.extend(hit.listings.into_iter().map(|listing| Listed {
                entity: hit.caption.clone(),
                score: Some(hit.score),
                is_address,
                listing,
            }));
        }
        listed
    };
    let parties = given
        .iter()
        .map(|one| TransactionParty {
            location: one.location,
            headquarters: one.headquarters,
            parent_headquarters: one.parent_headquarters,
            listed: screen(&one.name, one.location.or(one.headquarters)),
            owners: one
                .owners
                .iter()
                .map(|(name, share)| Owner { name: name.clone(), share: *share, listed: screen(name, None) })
                .collect(),
            screened: lists.is_some() && !one.name.is_empty(),
            ..TransactionParty::new(one.role, one.name.clone())
        })
        .collect();
    (parties, near)
}

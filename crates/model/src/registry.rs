//! What registries say: parties with their particulars, the interests between them, and what is not reported.

use crate::{Decimal, Interest, Issue, Listing, PartialDate, Party, PartyNumber, Stated};

/// What one or several registries say, whatever format they came in. A [`PartyNumber`] is a place in `profiles`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Registry {
    /// Files of which nothing could be read.
    pub unread: Vec<String>,
    /// The parties, in the order in which they were first named.
    pub profiles: Vec<Profile>,
    /// Who has what part in whom, in the order of the sources.
    pub interests: Vec<Interest>,
    /// Whose owners are not reported, and why.
    pub gaps: Vec<Gap>,
    /// What could not be read.
    pub issues: Vec<Issue>,
}

impl Registry {
    /// What is said of a party.
    pub fn profile(&self, number: PartyNumber) -> Option<&Profile> {
        self.profiles.get(number.at())
    }

    /// The parties with their numbers.
    pub fn parties(&self) -> impl Iterator<Item = (PartyNumber, &Profile)> {
        (0..).map(PartyNumber).zip(&self.profiles)
    }

    /// The party with this id, by looking at all of them; keep a map to ask often.
    pub fn number_of(&self, id: &str) -> Option<PartyNumber> {
        self.parties().find(|(_, profile)| profile.id == id).map(|(number, _)| number)
    }
}

/// What a registry says of one party.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// Its id in the source; where the source has none, its name.
    pub id: String,
    /// How it was told from others.
    pub known_by: KnownBy,
    /// Names (former ones among them), addresses, identifiers, countries, birth dates.
    pub party: Party,
    /// Day of founding or incorporation.
    pub founded: Option<PartialDate>,
    /// Day of dissolution, deregistration or death.
    pub dissolved: Option<PartialDate>,
    /// State as the source writes it: `active`, `存续`, `注销`.
    pub status: String,
    /// Business scope (经营范围), objects or line of business.
    pub scope: String,
    /// Registered capital.
    pub capital: Option<Money>,
    /// Telephone, e-mail, web.
    pub contacts: Vec<Contact>,
    /// What changed and when: names, addresses, people, capital.
    pub changes: Vec<Change>,
    /// Listings that the source itself states.
    pub listings: Vec<Listing>,
    /// Topics of FollowTheMoney (`sanction`, `role.pep`, `gov.soe`); empty for other formats.
    pub topics: Vec<String>,
    /// Who says so; empty for a party that is only named by others.
    pub stated: Stated,
}

impl Profile {
    /// The name to show, or the id of a party of which nothing else is said.
    pub fn caption(&self) -> &str {
        match self.party.caption() {
            "" => &self.id,
            caption => caption,
        }
    }

    /// Whether a record describes it; otherwise an interest names it and nothing more is known.
    pub fn is_described(&self) -> bool {
        !self.stated.record.is_empty()
    }
}

/// How a party of a registry was told from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum KnownBy {
    /// By an id of the source, or an identifier: one id, one party.
    #[default]
    Id,
    /// By its name alone: two parties of one name are one here, which of persons proves little.
    Name,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// In whole units of the currency: 1000 万元 is 10,000,000.
    pub amount: Decimal,
    /// ISO 4217 code; empty when the source does not say.
    pub currency: String,
}

/// How to reach a party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contact {
    /// What it is.
    pub kind: ContactKind,
    /// As the source writes it.
    pub text: String,
}

/// Ways to reach a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactKind {
    /// Telephone or fax.
    Phone,
    /// E-mail.
    Email,
    /// Web site.
    Web,
}

/// A change that a registry records (变更记录).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub what: Changed,
    /// When.
    pub on: Option<PartialDate>,
    /// What stood before; may be empty.
    pub before: String,
    /// What stands after; may be empty.
    pub after: String,
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Changed {
    /// The name.
    Name,
    /// The address.
    Address,
    /// The legal representative.
    LegalRepresentative,
    /// Directors, supervisors or managers.
    Officers,
    /// The owners or their shares.
    Owners,
    /// The registered capital.
    Capital,
    /// The business scope.
    Scope,
    /// Anything else.
    Other,
}

/// Why the owners of a party are not reported: exempt is not the same as unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Whose owners.
    pub of: PartyNumber,
    /// Which of the two.
    pub kind: GapKind,
    /// The reason as the source writes it: `NO_KNOWN_PERSON`, `noBeneficialOwners`.
    pub reason: String,
    /// Who says so.
    pub stated: Stated,
}

/// Whether there is nothing to report, or something that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// Nothing to report: no such owner, or a duty that does not apply (a company listed on an exchange).
    Exempt,
    /// There may be an owner: withheld, not found, not answered.
    Unknown,
}

impl GapKind {
    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exempt => "exempt",
            Self::Unknown => "unknown",
        }
    }
}

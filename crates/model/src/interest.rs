//! Any part one party has in another: shares, votes, seats, offices, sponsorship, kinship; dated, with its source.

use crate::{Date, Period, Share};
use std::{fmt, sync::Arc};

/// The place of a party in its [`Registry`](crate::Registry).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyNumber(pub u32);

impl PartyNumber {
    /// As a place in a slice.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// One source's word that one party has a part in another, on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// Who has it: the owner, the director, the sponsor, the predecessor.
    pub holder: PartyNumber,
    /// In whom: the company, the sponsored institute, the successor.
    pub held: PartyNumber,
    /// What it is.
    pub kind: InterestKind,
    /// How much, for shares, votes and boards; unknown for everything else.
    pub share: Share,
    /// Whether it is held in the holder's own name.
    pub directness: Directness,
    /// The days on which it is held, as far as the source says. Of a year alone, all its days.
    pub period: Period,
    /// The office or relation as the source writes it: `Chairman`, `董事长`; empty when it says none.
    pub role: Arc<str>,
    /// Who says so.
    pub stated: Stated,
}

/// Where a source says something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stated {
    /// The source: a file as the user named it, or a data set that the file names.
    pub source: Arc<str>,
    /// The record in it: the publisher's id, or the row.
    pub record: Box<str>,
    /// The day from which it was known, when the source says.
    pub seen: Option<Date>,
}

impl fmt::Display for Stated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.source, self.record)
    }
}

/// What an interest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InterestKind {
    /// A part of the capital: shares, a partner's contribution, property in an asset.
    Capital,
    /// A part of the votes, where the source tells them from the capital.
    Votes,
    /// The right to appoint or remove a part of the board.
    Board,
    /// A branch: no person of its own in law, part of the holder.
    Branch,
    /// The holder consolidates the other in its accounts; the share is not said.
    Consolidation,
    /// Control by contract or other means, as the source states it: an actual controller, a variable interest entity.
    Control,
    /// Influence or control that the source leaves open.
    Influence,
    /// A body that sponsors, founds or supervises another without shares: an academy, a ministry.
    Sponsor,
    /// Settlor, trustee, protector or beneficiary of a trust or arrangement.
    Trust,
    /// Holds for another, or has another hold for it.
    Nominee,
    /// Manages a fund or a company under a contract.
    Management,
    /// Legal representative (法定代表人).
    LegalRepresentative,
    /// A seat on the board.
    Director,
    /// A seat on the board of supervisors (监事).
    Supervisor,
    /// Manager, secretary or another officer; an employee.
    Officer,
    /// Founder or promoter (发起人).
    Founder,
    /// An office of state, army or party.
    PublicOffice,
    /// Member of an organisation.
    Member,
    /// Agent or representative of a client.
    Agent,
    /// Supplier of a customer.
    Supplier,
    /// Predecessor of a successor.
    Predecessor,
    /// A trade mark, a patent, a domain name or another right that went from the holder to the held, on the first day.
    Right,
    /// Relative.
    Family,
    /// Associate of a person.
    Associate,
    /// A link of a kind that the source does not say.
    Unknown,
}

impl InterestKind {
    /// All of them, in their order.
    pub const ALL: [Self; 25] = [
        Self::Capital,
        Self::Votes,
        Self::Board,
        Self::Branch,
        Self::Consolidation,
        Self::Control,
        Self::Influence,
        Self::Sponsor,
        Self::Trust,
        Self::Nominee,
        Self::Management,
        Self::LegalRepresentative,
        Self::Director,
        Self::Supervisor,
        Self::Officer,
        Self::Founder,
        Self::PublicOffice,
        Self::Member,
        Self::Agent,
        Self::Supplier,
        Self::Predecessor,
        Self::Right,
        Self::Family,
        Self::Associate,
        Self::Unknown,
    ];

    /// Lower-case words joined by `_`, as in `rules/`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Capital => "capital",
            Self::Votes => "votes",
            Self::Board => "board",
            Self::Branch => "branch",
            Self::Consolidation => "consolidation",
            Self::Control => "control",
            Self::Influence => "influence",
            Self::Sponsor => "sponsor",
            Self::Trust => "trust",
            Self::Nominee => "nominee",
            Self::Management => "management",
            Self::LegalRepresentative => "legal_representative",
            Self::Director => "director",
            Self::Supervisor => "supervisor",
            Self::Officer => "officer",
            Self::Founder => "founder",
            Self::PublicOffice => "public_office",
            Self::Member => "member",
            Self::Agent => "agent",
            Self::Supplier => "supplier",
            Self::Predecessor => "predecessor",
            Self::Right => "right",
            Self::Family => "family",
            Self::Associate => "associate",
            Self::Unknown => "unknown",
        }
    }

    /// The kind that a word of `rules/` names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether an amount belongs to it.
    pub const fn has_share(self) -> bool {
        matches!(self, Self::Capital | Self::Votes | Self::Board)
    }

    /// Whether it is a person's place in a company: what a register of officers says.
    pub const fn is_office(self) -> bool {
        matches!(
            self,
            Self::LegalRepresentative | Self::Director | Self::Supervisor | Self::Officer | Self::Founder
        )
    }
}

/// Whether an interest is held in the holder's own name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Directness {
    /// In the holder's own name, or the source does not tell.
    #[default]
    Direct,
    /// Through others. What it says follows from the holdings in between, and is not added to them.
    Indirect,
}

//! How a regime counts: the share from `rules`, what counts as a share, whether owners add up, what is a sign of control.

use chokepoint_model::{InterestKind, Share};
use chokepoint_rules::{Chain, Law, Owners, Ownership, Reached, Value};
use std::fmt;

/// How a regime counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// The share that matters, in parts of a billion.
    pub threshold: u32,
    /// Whether the share itself is enough, or only more than it.
    pub reached: Reached,
    /// Whether the shares of several listed owners add up.
    pub owners: Owners,
    /// What is counted, each by itself.
    pub measures: Vec<Measure>,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Parts of a whole: capital, votes or the board.
    Share(InterestKind),
    /// Ties that are control, or a sign of it.
    Control(Signs),
}

/// Kinds of interest that are control by themselves, and kinds that only point to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signs {
    /// Who has one of these controls the other.
    pub proves: Vec<InterestKind>,
    /// Who has one of these may control it: a person must judge.
    pub suggests: Vec<InterestKind>,
}

impl Signs {
    /// Those that a table of the law names on its day; none of a table that says nothing then.
    pub fn of(law: &Law<'_>, table: &str) -> Self {
        let kinds = |name: &str| -> Vec<InterestKind> {
            match law.answer_named(table, name).ok().and_then(|answer| answer.value()) {
                Some(Value::Words(words)) => {
                    words.iter().filter_map(|word| InterestKind::named(word)).collect()
                }
                _ => Vec::new(),
            }
        };
        Self { proves: kinds("proves"), suggests: kinds("suggests") }
    }
}

/// Why a rule cannot be counted here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoMethod {
    /// It multiplies shares along a chain, as no regime does today.
    Multiplied,
    /// It counts something that is no part of a whole.
    NoShare(String),
}

impl fmt::Display for NoMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Multiplied => {
                f.write_str("shares multiplied along a chain are not counted by this program")
            }
            Self::NoShare(word) => write!(f, "{word:?} is no part of a whole; use capital, votes or board"),
        }
    }
}

impl std::error::Error for NoMethod {}

impl Method {
    /// The method of a rule; `signs` matter where control is enough.
    ///
    /// # Errors
    /// When the rule counts in a way that is not known here.
    pub fn of(rule: &Ownership, signs: Signs) -> Result<Self, NoMethod> {
        if rule.chain == Chain::Multiplied {
            return Err(NoMethod::Multiplied);
        }
        let share = |word: &String| match InterestKind::named(word) {
            Some(kind) if kind.has_share() => Ok(Measure::Share(kind)),
            _ => Err(NoMethod::NoShare(word.clone())),
        };
        let mut measures = rule.counts.iter().map(share).collect::<Result<Vec<_>, _>>()?;
        if rule.control {
            measures.push(Measure::Control(signs));
        }
        Ok(Self {
            threshold: Share::of_decimal(rule.share).low(),
            reached: rule.reached,
            owners: rule.owners,
            measures,
        })
    }

    /// Whether a part of so many billionths is enough.
    pub fn is_enough(&self, parts: u64) -> bool {
        match self.reached {
            Reached::AtLeast => parts >= u64::from(self.threshold),
            Reached::MoreThan => parts > u64::from(self.threshold),
        }
    }
}

impl Measure {
    /// A word for it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Share(kind) => kind.as_str(),
            Self::Control(_) => "control",
        }
    }

    /// What an interest of this kind counts under this measure; `None` for nothing.
    pub(crate) fn counts(&self, kind: InterestKind, share: Share) -> Option<Share> {
        match self {
            Self::Share(InterestKind::Capital) => match kind {
                InterestKind::Capital => Some(share),
                // A branch is part of its holder.
                InterestKind::Branch => Some(Share::WHOLE),
                // Accounts are consolidated of what is owned or otherwise controlled: the share is not said.
                InterestKind::Consolidation => Some(Share::UNKNOWN),
                _ => None,
            },
            Self::Share(counted) => (kind == *counted).then_some(share),
            Self::Control(signs) if signs.proves.contains(&kind) => Some(Share::WHOLE),
            Self::Control(signs) if signs.suggests.contains(&kind) => Some(Share::UNKNOWN),
            Self::Control(_) => None,
        }
    }

    /// Whether what several hold cannot be more than the whole. Two may control one company.
    pub(crate) const fn has_a_whole(&self) -> bool {
        matches!(self, Self::Share(_))
    }
}

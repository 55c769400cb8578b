//! Why a match has its score: which value met which, what each counted, what spoke against.

/// What is compared. Its docstring says what it means in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// The names, in any script.
    Name,
    /// The addresses, down to building and room.
    Address,
    /// An identifier with the same value, or of the same kind with another value.
    Identifier,
    /// The birth dates.
    BirthDate,
    /// The countries.
    Country,
    /// The kinds of thing (a person is not a company).
    Schema,
}

impl Feature {
    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Address => "address",
            Self::Identifier => "identifier",
            Self::BirthDate => "birth date",
            Self::Country => "country",
            Self::Schema => "schema",
        }
    }
}

/// One reason: a value of the party met a value of the entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What was compared.
    pub feature: Feature,
    /// The party's value.
    pub party: String,
    /// The entity's value.
    pub entity: String,
    /// What it counted, in natural-log odds: above 0 speaks for the match, below 0 against it.
    pub weight: f32,
    /// In words: `"gulf parts" = "gulf parts"; "trading" only on the list`.
    pub words: String,
}

/// Why a match has its score. The sum of the weights, and nothing else, makes the score.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// 0 to 1.
    pub score: f32,
    /// What spoke for and against, strongest first.
    pub reasons: Vec<Reason>,
}

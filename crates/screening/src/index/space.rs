//! The key spaces, told apart by the sign a key begins with.

/// A key space; see [`crate::keys::Key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    /// A word as written; first, so that the texts of all plain words lie together.
    Plain,
    /// `*`, Chinese characters.
    Han,
    /// `#`, a number.
    Number,
    /// `^`, two neighbours joined.
    Joined,
    /// `~`, the consonants of a word.
    Skeleton,
    /// `=`, the whole name without spaces.
    Whole,
}

impl Space {
    /// The space of a key and the key without its sign.
    pub(super) fn of(key: &[u8]) -> (Self, &[u8]) {
        let space = match key.first() {
            Some(b'*') => Self::Han,
            Some(b'#') => Self::Number,
            Some(b'^') => Self::Joined,
            Some(b'~') => Self::Skeleton,
            Some(b'=') => Self::Whole,
            _ => return (Self::Plain, key),
        };
        (space, &key[1..])
    }

    /// Whether the keys of this space are the words a name consists of, so that their rarity adds up to its weight.
    pub(super) fn makes_up_the_name(self) -> bool {
        matches!(self, Self::Plain | Self::Han | Self::Number)
    }

    /// What meeting a key of this space counts against meeting the word as written.
    pub(super) fn counts(self) -> f32 {
        match self {
            // Many words share their consonants: Hassan, Hussein, Hossein.
            Self::Skeleton => 0.5,
            _ => 1.0,
        }
    }
}

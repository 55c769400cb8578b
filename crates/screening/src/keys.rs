//! The keys under which a name is filed and sought. Names make them, the index stores them.

/// One way to say one word of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key in its key space. Plain words have no prefix; other spaces begin with one ASCII sign that no plain
    /// word begins with: `~` consonant skeleton, `^` joined pair of neighbours, `=` the whole name without spaces,
    /// `#` number, `*` Chinese characters.
    pub text: String,
    /// Whether near spellings of it are sought too (true for plain words of four letters or more).
    pub fuzzy: bool,
}

/// One word of a sought name with every way to say it; a listed name counts once however many ways it meets.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The ways to say it.
    pub alternatives: Vec<Key>,
    /// How much the word tells, from 0 (a legal form) upwards: natural log of its rarity in names of the world.
    /// The index combines it with the rarity on the lists.
    pub weight: f32,
}

//! Chinese names against English and Chinese ones, by meaning and by sound together.

mod align;
mod chinese;
mod chinese_pair;
mod english;
mod evidence;
mod features;
mod keys;
mod likeness;

pub use align::each_character_sounds;
pub use chinese::PreparedHan;
pub use chinese_pair::{compare_han_han, explain_han_han};
pub use english::PreparedEnglish;
pub use evidence::{compare_han_latin, explain_han_latin, features_han_latin, is_one_in_a_country};
pub use features::feature_names;
pub use keys::{han_keys, han_query_groups};

/// Evidence lies between these, in natural-log odds; 8 is said only of names equal after simplification.
pub(crate) const STRONGEST_AGAINST: f32 = -12.0;
pub(crate) const STRONGEST_FOR: f32 = 7.9;

#[cfg(test)]
mod tests;

//! Text as the field writes it: scripts, names, addresses, identifiers, countries and dates. Pure functions.

pub mod address;
pub mod country;
pub mod date;
pub mod han;
pub mod identifier;
mod slug;

pub use slug::slug;

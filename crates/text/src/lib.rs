//! Text as the field writes it: scripts, names, addresses, identifiers, countries and dates. Pure functions.

pub mod address;
pub mod compound;
pub mod country;
pub mod date;
pub mod east_asian;
pub mod han;
pub mod identifier;
pub mod legal_form;
pub mod normal;
pub mod number;
pub mod parts;
pub mod person;
pub mod script;
pub mod skeleton;
mod slug;
pub(crate) mod table;
pub mod token;
pub mod translit;
pub mod words;

pub use slug::slug;

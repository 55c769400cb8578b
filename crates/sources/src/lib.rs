//! What comes from outside: list releases, their publishers, files of parties, registries of companies. The only crate that reaches out.

pub mod fetch;
pub mod lists;
pub mod parties;
pub mod registry;

//! What comes from outside: list releases, their publishers, and files of parties. The only crate that reaches out.

mod dates;
pub mod fetch;
pub mod lists;
pub mod parties;

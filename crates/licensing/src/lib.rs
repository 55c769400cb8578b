//! What an item is under the law of a day, and whether a licence is needed for it: each answer with its argument.
//!
//! ```
//! use chokepoint_catalogue::Catalogue;
//! use chokepoint_licensing::{Item, classify};
//! use chokepoint_model::Date;
//! use chokepoint_rules::{Layer, Rules};
//!
//! let chip = Catalogue::built_in().0.accelerator("A800 SXM4 80GB").unwrap();
//! let on = |day| Rules::built_in().on(day, Layer::Enforced);
//! let (before, after) = (on(Date::constant(2023, 6, 1)), on(Date::constant(2023, 11, 20)));
//! assert_eq!(classify(before, &Item::of(chip)).eccn(), None);
//! assert_eq!(classify(after, &Item::of(chip)).eccn(), Some("3A090.a"));
//! ```

mod argument;
mod classify;
mod determine;
mod item;
mod known;
mod possibilities;
mod prefilter;
mod reading;
mod readings;
mod trace;
mod transaction;

pub use classify::{Class, Classification, Decider, classify};
pub use determine::{Determination, Exception, Ground, GroundKind, Policy};
pub use item::{Form, Item};
pub use reading::{Paragraph, Reading};
pub use readings::{Both, Readings};
pub use trace::{Line, Step, Topic};
pub use transaction::{Listed, Owner, Role, Transaction, TransactionParty};

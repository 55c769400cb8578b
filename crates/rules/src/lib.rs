//! Law as dated, cited data: parse it, check it, look it up as of a day in one of two layers, and cite it.
//!
//! ```
//! use chokepoint_model::Date;
//! use chokepoint_rules::{Layer, Rules};
//!
//! let law = Rules::built_in().on(Date::constant(2024, 3, 1), Layer::Enforced);
//! for (answer, paragraph) in law.provisions("us.ear.advanced_chips") {
//!     println!("{}: {} ({})", answer.name, paragraph.title, answer.dated.cites[0]);
//! }
//! ```

mod check;
mod compiled;
mod condition;
mod coverage;
mod law;
mod parameter;
mod read;
mod rules;
mod value;

pub use chokepoint_model::{Decimal, NotDecimal, Ratio};
pub use compiled::Test;
pub use condition::{Area, Bounds, Circumstances, Condition, Figure, Tested, Truth};
pub use coverage::coverage_page;
pub use law::Law;
pub use parameter::{Cite, Confidence, Dated, Layer, Parameter, Status};
pub use rules::{Answer, Change, NoAnswer, RuleFile, Rules};
pub use value::{Chain, Kind, Owners, Ownership, Provision, Reached, Testable, Unit, Value};

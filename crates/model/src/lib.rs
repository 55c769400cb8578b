//! The words of the domain as types: parties, listings, releases, evidence and issues. No input or output.
//!
//! Every other crate speaks in these types. None of them derives a wire format: what is written to a file
//! or sent to a client has types of its own where it is written or sent.

mod country;
mod date;
mod decimal;
mod explanation;
mod finding;
mod interest;
mod issue;
mod listing;
mod party;
mod record;
mod registry;
mod share;
mod words;

pub use country::Country;
pub use date::{Date, PartialDate, Period, days};
pub use decimal::{Decimal, NotDecimal, Ratio};
pub use explanation::{Explanation, Feature, Reason};
pub use finding::{Denial, Evidence, Family, Finding, Importance, Innocent, Subject, Touches};
pub use interest::{Directness, Interest, InterestKind, PartyNumber, Stated};
pub use issue::{Issue, Place, Severity};
pub use listing::{Citation, LicenceRequirement, Listing, Requirement, Review, ReviewPolicy};
pub use party::{Address, BirthDate, Identifier, IdentifierKind, Name, NameKind, Party, Schema};
pub use record::{Record, RecordKey, Release};
pub use registry::{Change, Changed, Contact, ContactKind, Gap, GapKind, KnownBy, Money, Profile, Registry};
pub use share::{Share, percent_text};
pub use words::counted;

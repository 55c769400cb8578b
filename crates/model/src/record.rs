//! One row of one release as given, and the release it stands in.

use crate::{Date, Listing, Party};
use std::fmt;

/// The name of a record for ever: its source, and the id the publisher gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// The source, by its permanent id: `us_csl`, `us_ofac_sdn`, `un_sc`, `eu_fsf`, `uk_sanctions`, `ftm`.
    pub source: String,
    /// The publisher's id; where the publisher has none, one made from what the publisher says.
    pub id: String,
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.id)
    }
}

/// One record of a list release: whom it describes and the listings it stands for.
///
/// Everything in it is a statement of one source; statements of several records become one entity in a
/// snapshot, where each keeps the record it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its name for ever.
    pub key: RecordKey,
    /// Whom it describes.
    pub party: Party,
    /// The listings it stands for. Empty for a record that only describes (a company in a FtM file).
    pub listings: Vec<Listing>,
    /// Records of other sources that its publisher says it repeats: the Consolidated Screening List gives the numbers of
    /// OFAC's own lists.
    pub same_as: Vec<RecordKey>,
    /// Topics of FollowTheMoney (`sanction`, `export.control`, `role.pep`); empty for other formats.
    pub topics: Vec<String>,
}

/// One published state of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    /// The source, by its permanent id.
    pub source: String,
    /// The day the publisher published it: the day from which it was known.
    pub published: Date,
    /// First 12 hexadecimal digits of the SHA-256 of its bytes: two releases of one day stay apart.
    pub digest: String,
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}#{}", self.source, self.published, self.digest)
    }
}

//! The catalogue of chips, servers and tariff codes: what they can do, how people write their names, and a user's own items.
//!
//! ```
//! use chokepoint_catalogue::{Catalogue, Context, Resolution};
//!
//! let (catalogue, issues) = Catalogue::built_in();
//! assert!(issues.is_empty());
//!
//! // A name alone.
//! let Resolution::Item { candidate, .. } = catalogue.find("H200 NVL") else { panic!() };
//! assert_eq!(candidate.item.model(), "H200 NVL 141GB");
//!
//! // Names in a text: every variant that the text does not rule out.
//! let mentions = catalogue.recognise("采购 8*H800 服务器 2 台", Context::Prose);
//! assert_eq!((mentions[0].name.as_str(), mentions[0].quantity), ("H800", Some(8)));
//!
//! // The figures the law asks for, with how each was come by.
//! let figures = catalogue.accelerator("A100 SXM4 80GB").unwrap().figures();
//! assert_eq!(figures.total_processing_performance.to_string(), "4992");
//! ```

mod catalogue;
mod check;
mod figure;
mod find;
mod fold;
mod item;
mod names;
mod near;
mod own;
mod qualifier;
mod rate;
mod recognise;
mod specification;
mod table;
mod tables;
mod trie;
pub mod units;

pub use catalogue::Catalogue;
pub use figure::Figure;
pub use find::Resolution;
pub use item::{Accelerator, Confidence, Holding, Item, Server, TariffCode};
pub use own::OwnItem;
pub use rate::{Format, Rate};
pub use recognise::{Candidate, Certainty, Context, Mention};
pub use specification::{Die, Figures, Specification, Step};
pub use tables::Tables;

/// The known word that a misspelt one is nearest to; `None` when none is near.
pub(crate) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let word: String = word.chars().take(100).flat_map(char::to_lowercase).collect();
    let most = (word.chars().count() / 2).max(1);
    known
        .map(|known| (strsim::osa_distance(&word, &known.to_lowercase()), known))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, known)| known)
}

/// Advice that names the nearest known word.
pub(crate) fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(|| "leave it out".to_owned(), |known| format!("did you mean {known}?"))
}

//! One entity's dated entry on one list, and what the entry demands.

use crate::{Date, Period};
use std::fmt;

/// One entity's dated entry on one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The list, by its permanent id: `us_bis_entity_list`, `us_ofac_sdn`, `eu_fsf`, ...
    pub list: String,
    /// The days it is in effect, as far as the source says.
    pub period: Period,
    /// Programmes, as the source names them: `UKRAINE-EO13662`, `CMIC-EO13959`.
    pub programmes: Vec<String>,
    /// Where it was published, newest last.
    pub citations: Vec<Citation>,
    /// What needs a licence, as the entry says; `None` where the list's own law says it for all entries.
    pub requirement: Option<LicenceRequirement>,
    /// How an application is reviewed, as the entry says.
    pub review: Option<ReviewPolicy>,
    /// Footnotes of the Entity List that the entry carries (1, 3, 4, 5), sorted.
    pub footnotes: Vec<u8>,
    /// Denied Persons List: whether the standard terms of denial apply.
    pub standard_order: Option<bool>,
    /// Remarks of the source.
    pub remarks: String,
    /// Where the publisher explains the list.
    pub url: String,
}

impl Listing {
    /// A bare entry on `list`.
    pub fn on(list: impl Into<String>) -> Self {
        Self {
            list: list.into(),
            period: Period::default(),
            programmes: Vec::new(),
            citations: Vec::new(),
            requirement: None,
            review: None,
            footnotes: Vec::new(),
            standard_order: None,
            remarks: String::new(),
            url: String::new(),
        }
    }

    /// What the entry itself demands: `licence: all items subject to the EAR`, `review: policy of denial`, `footnote 4`,
    /// programmes. Nothing where the law of the list says it for all entries.
    pub fn terms(&self) -> Vec<String> {
        let mut terms = Vec::new();
        terms.extend(self.requirement.iter().map(|requirement| format!("licence: {}", requirement.text)));
        terms.extend(self.review.iter().map(|review| format!("review: {}", review.text)));
        if !self.footnotes.is_empty() {
            let footnotes: Vec<String> = self.footnotes.iter().map(u8::to_string).collect();
            terms.push(format!("footnote {}", footnotes.join(", ")));
        }
        if !self.programmes.is_empty() {
            terms.push(self.programmes.join(", "));
        }
        terms
    }

    /// Where it was published by a day: the notice that began it, then the last that changed it. Empty when none is known.
    pub fn cited_by(&self, day: Date) -> String {
        let mut known = self.citations.iter().filter(|cite| cite.is_out_by(day));
        match (known.next(), known.next_back()) {
            (Some(first), Some(last)) => format!("{first}, changed last by {last}"),
            (Some(first), None) => first.to_string(),
            (None, _) => String::new(),
        }
    }
}

/// A place in an official journal: `84 FR 29373`, published 24 June 2019.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// Journal and place in one normal form: `84 FR 29373`; what cannot be normalised stays as written.
    pub text: String,
    /// Day of publication, when the source gives it.
    pub published: Option<Date>,
}

impl Citation {
    /// Whether it was published by a day, as far as can be told. Each volume of the Federal Register is that of a year,
    /// the first that of 1936.
    fn is_out_by(&self, day: Date) -> bool {
        let volume = || self.text.split_once(" FR ")?.0.parse::<i32>().ok();
        match (self.published, volume()) {
            (Some(published), _) => published <= day,
            (None, Some(volume)) => 1935 + volume <= i32::from(day.year()),
            (None, None) => true,
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What needs a licence, normalised from the many spellings of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceRequirement {
    /// The normal form.
    pub requirement: Requirement,
    /// Sections of the EAR that the entry cites: `734.9(e)(2)`, `744.11`, in order of mention.
    pub sections: Vec<String>,
    /// As the list prints it.
    pub text: String,
}

/// The normal forms of a licence requirement on the lists of the bureau.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// All items subject to the EAR.
    AllItems,
    /// All items subject to the EAR, with an exception the text names.
    AllItemsWithException,
    /// All items subject to the EAR in projects that the text names.
    AllItemsInNamedProjects,
    /// Items on the Commerce Control List only.
    CommerceControlList,
    /// Items on the Commerce Control List, and EAR99 items of supplement no. 7 to part 746.
    CommerceControlListAndSupplement7,
    /// Items of supplement no. 2 to part 744 (military end users).
    Supplement2To744,
    /// Named items or ECCNs only.
    NamedItems,
    /// Anything else: read the text.
    Other,
}

/// How the bureau reviews an application, normalised from the many spellings of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewPolicy {
    /// The normal form of the general rule of the entry.
    pub review: Review,
    /// Whether the text carves out items that are reviewed otherwise.
    pub with_exceptions: bool,
    /// Sections of the EAR that the entry cites.
    pub sections: Vec<String>,
    /// As the list prints it.
    pub text: String,
}

/// The normal forms of a review policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Review {
    /// Policy of denial.
    PolicyOfDenial,
    /// Presumption of denial.
    PresumptionOfDenial,
    /// Case-by-case review.
    CaseByCase,
    /// Presumption of approval.
    PresumptionOfApproval,
    /// The entry only points to a section that says it.
    AsCitedSection,
    /// Anything else: read the text.
    Other,
}

impl Requirement {
    /// Lower-case words joined by `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AllItems => "all_items",
            Self::AllItemsWithException => "all_items_with_exception",
            Self::AllItemsInNamedProjects => "all_items_in_named_projects",
            Self::CommerceControlList => "commerce_control_list",
            Self::CommerceControlListAndSupplement7 => "commerce_control_list_and_supplement_7",
            Self::Supplement2To744 => "supplement_2_to_744",
            Self::NamedItems => "named_items",
            Self::Other => "other",
        }
    }
}

impl Review {
    /// Lower-case words joined by `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PolicyOfDenial => "policy_of_denial",
            Self::PresumptionOfDenial => "presumption_of_denial",
            Self::CaseByCase => "case_by_case",
            Self::PresumptionOfApproval => "presumption_of_approval",
            Self::AsCitedSection => "as_cited_section",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_is_cited_by_the_notices_of_the_day() {
        let cite = |text: &str| Citation { text: text.to_owned(), published: None };
        let citations = ["84 FR 29373", "87 FR 62202", "90 FR 14046"].map(cite).to_vec();
        let listing = Listing { citations, ..Listing::on("us_bis_entity_list") };
        let cited = |year| listing.cited_by(Date::new(year, 6, 24).expect("a day"));
        assert_eq!(cited(2018), "");
        assert_eq!(cited(2019), "84 FR 29373");
        assert_eq!(cited(2024), "84 FR 29373, changed last by 87 FR 62202");
        assert_eq!(cited(2026), "84 FR 29373, changed last by 90 FR 14046");
    }
}

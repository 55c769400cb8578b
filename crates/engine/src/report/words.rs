//! Findings in words, the same on a terminal, in a spreadsheet and in the report.

use chokepoint_model::{Denial, Issue, Severity, Touches};

/// What somebody says: who, when, what, where.
pub(crate) fn denial(denial: &Denial) -> String {
    let on = denial.on.map_or_else(String::new, |on| format!(" on {on}"));
    format!("{}{on}: {} ({})", denial.party, denial.text, denial.stated.source)
}

/// What a rule says and where; an entry of which no notice is known is told by its list alone.
pub(crate) fn law(law: &Touches) -> String {
    if law.citation.is_empty() {
        format!("{} ({})", law.title, law.name)
    } else {
        format!("{} ({law})", law.title)
    }
}

/// What a probability says to a reader in a hurry.
pub(crate) fn likely(probability: f64) -> &'static str {
    match probability {
        p if p >= 0.95 => "very likely, if the records are right",
        p if p >= 0.75 => "likely",
        p if p >= 0.5 => "more likely than not",
        _ => "possible",
    }
}

/// How bad an issue is, for a reader.
pub(crate) fn lost(issue: &Issue) -> &'static str {
    match issue.severity {
        Severity::Error => "not read",
        Severity::Warning => "left out in part, or odd",
        Severity::Note => "note",
    }
}

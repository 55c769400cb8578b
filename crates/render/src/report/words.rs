//! Findings in words, the same on a terminal, in a spreadsheet and in the report.

use chokepoint_model::{Denial, Issue, Severity, Touches};
use chokepoint_sources::lists;

/// What somebody says: who, when, what, where.
pub(crate) fn denial(denial: &Denial) -> String {
    let on = denial.on.map_or_else(String::new, |on| format!(" on {on}"));
    format!("{}{on}: {} ({})", denial.party, denial.text, denial.stated.source)
}

/// What a rule says and where; an entry of a list with the list's name.
pub(crate) fn law(law: &Touches) -> String {
    let id = if law.parameter.is_empty() { list(&law.name).to_owned() } else { rule(law) };
    let from = law.from.filter(|_| law.parameter.is_empty()).map(|day| format!("from {day}"));
    let status = (!matches!(law.status.as_str(), "" | "effective")).then(|| law.status.replace('_', " "));
    let cite = Some(law.citation.clone()).filter(|cite| !cite.is_empty());
    let told: Vec<String> = [Some(id), from, cite, status].into_iter().flatten().collect();
    format!("{} ({})", law.title, told.join(", "))
}

/// The id of a rule: `us.ear.red_flags.leaders_of_a_listed_firm`.
pub(crate) fn rule(law: &Touches) -> String {
    let parts = [law.parameter.as_str(), law.name.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

/// The name of a list; its id where nobody has named it.
pub(crate) fn list(id: &str) -> &str {
    lists::list(id).map_or(id, |meaning| &meaning.title)
}

/// A probability in whole per cent; what is not certain is never told as certain.
pub(crate) fn percent(probability: f64) -> String {
    match probability {
        p if p < 0.01 => "under 1 %".to_owned(),
        p if p > 0.99 => "over 99 %".to_owned(),
        p => format!("{:.0} %", p * 100.0),
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

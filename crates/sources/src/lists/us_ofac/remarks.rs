//! The remarks of the delimited files: `DOB 15 Mar 1975; nationality Iran; Passport A1 (Iran); a.k.a. 'X'.`

use super::{
    super::report::Report,
    entry::{Dated, Entry},
    labels::LABELS,
};
use crate::dates::whole;
use chokepoint_model::NameKind;

/// Reads the remarks of an entry. What the model has no place for stays a remark.
///
/// Remarks end with a full stop; where they do not, the last piece was cut off by the width of the field and is kept
/// as it is: half a number would identify somebody else.
pub(super) fn read(text: &str, entry: &mut Entry, report: &mut Report<'_>) {
    let text = text.trim();
    let (text, is_whole) = match text.strip_suffix('.') {
        Some(text) => (text, true),
        None => (text, text.chars().count() < WIDTH),
    };
    let mut pieces = text.split(';').peekable();
    while let Some(text) = pieces.next() {
        if pieces.peek().is_none() && !is_whole {
            entry.remark(text);
        } else {
            piece(text.trim(), entry, report);
        }
    }
}

/// The width of the field of remarks; what is longer goes on in the file of comments.
pub(super) const WIDTH: usize = 1000;

/// One piece between semicolons, or a value of the XML form put into the same words.
pub(super) fn piece(text: &str, entry: &mut Entry, report: &mut Report<'_>) {
    let plain = text.strip_prefix("alt. ").unwrap_or(text);
    let after = |label: &str| plain.strip_prefix(label).map(|rest| rest.trim_start_matches(':').trim());
    if let Some(date) = plain.strip_prefix("DOB ") {
        entry.birth_date(date, report);
    } else if let Some(place) = plain.strip_prefix("POB ") {
        entry.party.birth_places.push(place.trim().to_owned());
    } else if let Some(country) = after("nationality ") {
        entry.country("nationality", country);
    } else if let Some(country) = after("citizen ") {
        entry.country("citizen", country);
    } else if let Some(country) = after("Nationality of Registration ") {
        entry.country("Nationality of Registration", country);
    } else if let Some((kind, name)) = quoted_name(plain) {
        entry.name(name, kind);
    } else {
        if let Some(dated) = after("Listing Date (").and_then(dated) {
            entry.listed.push(dated);
        }
        if !identifier(plain, entry) {
            entry.remark(text);
        }
    }
}

/// `a.k.a. 'BNC'`: the names that OFAC puts into the remarks, in quotation marks, are those it calls weak.
fn quoted_name(text: &str) -> Option<(NameKind, &str)> {
    let rest = ["a.k.a. ", "f.k.a. ", "n.k.a. "].iter().find_map(|label| text.strip_prefix(label))?.trim();
    let bare = rest.strip_prefix('\'').map(|rest| rest.strip_suffix('\'').unwrap_or(rest));
    match bare {
        Some(name) => Some((NameKind::WeakAlias, name)),
        None if text.starts_with('f') => Some((NameKind::Former, rest)),
        None => Some((NameKind::Alias, rest)),
    }
}

/// `CMIC) 03 Jun 2021`, `EO 14024 Directive 3): 24 Feb 2022`.
fn dated(text: &str) -> Option<Dated> {
    let (of, day) = text.split_once(')')?;
    let day = whole(chokepoint_text::date::parse(day.trim_start_matches(':'))?.from)?;
    Some(Dated { of: of.to_owned(), day })
}

/// `Passport A1 (Iran) issued 01 Jan 2001 expires 01 Jan 2011`. The days stay a remark beside the identifier.
fn identifier(text: &str, entry: &mut Entry) -> bool {
    let starts = |label: &str| {
        text.strip_prefix(label)
            .filter(|rest| rest.starts_with([' ', ':']))
            .map(|rest| rest.trim_start_matches([' ', ':']))
    };
    let Some((label, rest)) = LABELS.iter().find_map(|(label, _)| Some((*label, starts(label)?))) else {
        return false;
    };
    let end = [" issued ", " expires "].iter().filter_map(|word| rest.find(word)).min().unwrap_or(rest.len());
    let (number, days) = (rest[..end].trim(), &rest[end..]);
    let (number, country) = match number.strip_suffix(')').and_then(|number| number.rsplit_once(" (")) {
        Some((number, country)) => (number, country),
        None => (number, ""),
    };
    // "Digital Currency Address - XBT 1Kuf...": the coin is no part of the address.
    let number = match number.strip_prefix("- ").and_then(|rest| rest.split_once(' ')) {
        Some((_, address)) if label == "Digital Currency Address" => address,
        _ => number,
    };
    let is_number = number.chars().any(|c| c.is_ascii_digit()) || label == "SWIFT/BIC";
    if !is_number || !entry.identifier(label, number, country) {
        return false;
    }
    if !days.is_empty() || !country.is_empty() && super::super::place::country(country).is_none() {
        entry.remark(text);
    }
    true
}

//! Identifiers as the publisher writes them: `US, 80-0890696, Tax ID No.` or `Passport, 836238033, KP`.

use super::{super::report::Report, address::country};
use chokepoint_model::{Country, Identifier, IdentifierKind, Severity};
use chokepoint_text::identifier::{Check, Scheme, check, normal};

/// The publisher files much under its identifiers that identifies nobody.
const NO_IDENTIFIERS: [&str; 22] = [
    "sanctions",
    "gender",
    "website",
    "email",
    "phone",
    "fax",
    "date",
    "executive order",
    "transactions prohibited",
    "organization type",
    "target type",
    "nationality",
    "determination",
    "information",
    "regulation",
    "directive",
    "cfr",
    "vessel type",
    "vessel year",
    "aircraft model",
    "aircraft manufacture",
    "aircraft operator",
];

/// Words of the publisher and the kind each means; the first that fits is taken.
const KINDS: [(&str, IdentifierKind); 29] = [
    ("unified social credit", IdentifierKind::Uscc),
    ("uscc", IdentifierKind::Uscc),
    ("legal entity number", IdentifierKind::Lei),
    ("lei", IdentifierKind::Lei),
    ("mmsi", IdentifierKind::Mmsi),
    ("maritime mobile", IdentifierKind::Mmsi),
    ("vessel registration", IdentifierKind::Imo),
    ("imo", IdentifierKind::Imo),
    ("passport", IdentifierKind::Passport),
    ("swift", IdentifierKind::Bic),
    ("bank identifier", IdentifierKind::Bic),
    ("d-u-n-s", IdentifierKind::Duns),
    ("duns", IdentifierKind::Duns),
    ("aircraft", IdentifierKind::Aircraft),
    ("call sign", IdentifierKind::CallSign),
    ("tax", IdentifierKind::Tax),
    ("v.a.t.", IdentifierKind::Tax),
    ("vat number", IdentifierKind::Tax),
    ("r.f.c.", IdentifierKind::Tax),
    ("nit #", IdentifierKind::Tax),
    ("ruc #", IdentifierKind::Tax),
    ("national id", IdentifierKind::NationalId),
    ("cedula", IdentifierKind::NationalId),
    ("c.u.r.p", IdentifierKind::NationalId),
    ("identification number", IdentifierKind::NationalId),
    ("registration", IdentifierKind::Registration),
    ("company number", IdentifierKind::Registration),
    ("registry", IdentifierKind::Registration),
    ("chamber of commerce", IdentifierKind::Registration),
];

/// The identifier of a text; a wrong check digit is an issue, and the value is kept.
pub(super) fn read(text: &str, report: &mut Report<'_>) -> Option<Identifier> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let (of, value, name) = match parts[..] {
        [of, value, name, ..] if country(of).is_some() => (country(of), value, name),
        // The columns have changed places in some releases.
        [name, value, of, ..] if country(of).is_some() => (country(of), value, name),
        [_, value, name, ..] | [value, name] => (None, value, name),
        [value] => (None, value, ""),
        [] => return None,
    };
    let (name, whole) = (name.to_ascii_lowercase(), text.to_ascii_lowercase());
    let is_number = value.bytes().any(|byte| byte.is_ascii_digit());
    let kind = kind(&name, value, of);
    if !(is_number || kind == IdentifierKind::Bic && !value.is_empty())
        || NO_IDENTIFIERS.iter().any(|word| whole.contains(word))
    {
        return None;
    }
    let identifier = Identifier { kind, value: value.trim_start_matches("IMO ").to_owned(), country: of };
    if let Some(scheme) = scheme(kind)
        && check(scheme, &normal(scheme, value)) == Check::Invalid
    {
        let message =
            format!("{value:?} has a wrong check digit for {name:?}; it is kept and counts for less");
        report.issue("check digit", Severity::Note, "ids", message, "");
    }
    Some(identifier)
}

fn kind(name: &str, value: &str, of: Option<Country>) -> IdentifierKind {
    let told =
        KINDS.iter().find(|(word, _)| name.contains(word)).map_or(IdentifierKind::Other, |(_, kind)| *kind);
    let russian = of.is_some_and(|of| of.as_str() == "RU");
    let holds = |scheme| check(scheme, &normal(scheme, value)) == Check::Valid;
    match told {
        IdentifierKind::Tax if russian && holds(Scheme::Inn) => IdentifierKind::Inn,
        IdentifierKind::Tax | IdentifierKind::Registration | IdentifierKind::Other
            if russian && holds(Scheme::Ogrn) =>
        {
            IdentifierKind::Ogrn
        }
        told => told,
    }
}

fn scheme(kind: IdentifierKind) -> Option<Scheme> {
    Some(match kind {
        IdentifierKind::Uscc => Scheme::Uscc,
        IdentifierKind::Lei => Scheme::Lei,
        IdentifierKind::Imo => Scheme::Imo,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::{report::Report, source};

    fn told(text: &str) -> (String, usize) {
        let mut sink = |_| {};
        let mut report = Report::new(&source::sources()[0], &mut sink);
        let read = read(text, &mut report);
        let told = read.map_or("none".to_owned(), |one| {
            format!(
                "{:?} {} {}",
                one.kind,
                one.value,
                one.country.map_or("-".to_owned(), |of| of.to_string())
            )
        });
        let issues = report.finish().issues;
        (told, issues.iter().filter(|issue| issue.message.contains("check digit")).count())
    }

    #[test]
    fn identifiers_are_read_in_either_order_and_remarks_are_none() {
        for (text, expect) in [
            ("US, 80-0000000, Tax ID No.", "Tax 80-0000000 US"),
            ("RU, 7707083893, Tax ID No.", "Inn 7707083893 RU"),
            ("RU, 1027700132195, Registration ID", "Ogrn 1027700132195 RU"),
            ("Passport, 836000000, KP", "Passport 836000000 KP"),
            ("PA, IMO 9074729, Vessel Registration Identification", "Imo 9074729 PA"),
            ("CN, 91350100M000100Y43, Unified Social Credit Code (USCC)", "Uscc 91350100M000100Y43 CN"),
            (",Male,Gender", "none"),
            ("Secondary sanctions risk:, section 1(b) of Executive Order 13224, as amended", "none"),
            (", 2007, Organization Established Date", "none"),
            ("", "none"),
        ] {
            assert_eq!(told(text), (expect.to_owned(), 0), "{text}");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_an_issue_and_the_value_is_kept() {
        assert_eq!(
            told("PA, IMO 9074728, Vessel Registration Identification"),
            ("Imo 9074728 PA".to_owned(), 1)
        );
    }
}

//! What a reader finds on the page.

use chokepoint_model::{Date, Evidence, Family, Finding, Importance, Innocent, Stated, Subject};

/// A finding about two made-up companies.
pub(super) fn finding(message: &str, probability: f64) -> Finding {
    let subject = |id: &str, caption: &str| Subject { id: id.to_owned(), caption: caption.to_owned() };
    let stated = Stated { source: "officers.csv".into(), record: "row 3".into(), seen: None };
    let piece = Evidence {
        statement: "Wang Lin is a director of both".to_owned(),
        stated: vec![stated],
        family: Family::People,
        weight: 2.0,
        since: None,
    };
    Finding {
        id: format!("people_of_listed:{message}"),
        detector: "people_of_listed".to_owned(),
        subjects: vec![subject("kite", "Example Kite"), subject("orchard", "Example Orchard")],
        severity: Importance::Medium,
        score: 0.0,
        probability,
        conditions: Vec::new(),
        message: message.to_owned(),
        prior: 0.0,
        families: [(Family::People, 2.0)].into(),
        evidence: vec![piece],
        against: Vec::new(),
        denials: Vec::new(),
        law: Vec::new(),
        means: "A reason to ask.".to_owned(),
        innocent: vec![Innocent {
            looks: "Two people have one name.".to_owned(),
            tell: "Birth dates differ.".to_owned(),
        }],
        as_of: Date::constant(2024, 8, 31),
        known_since: None,
    }
}

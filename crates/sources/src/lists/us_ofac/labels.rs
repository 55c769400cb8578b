//! How OFAC calls identifiers, from `labels.csv`.

use chokepoint_model::IdentifierKind;
use std::sync::LazyLock;

/// The labels of identifiers, the longer of two that start alike first.
pub(super) static LABELS: LazyLock<Vec<(&'static str, IdentifierKind)>> = LazyLock::new(|| {
    let lines = include_str!("labels.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut labels: Vec<_> =
        lines.filter_map(|line| line.rsplit_once(',')).map(|(label, of)| (label, kind(of))).collect();
    labels.sort_by_key(|(label, _)| (std::cmp::Reverse(label.len()), *label));
    labels
});

fn kind(word: &str) -> IdentifierKind {
    match word {
        "aircraft" => IdentifierKind::Aircraft,
        "bic" => IdentifierKind::Bic,
        "call_sign" => IdentifierKind::CallSign,
        "duns" => IdentifierKind::Duns,
        "imo" => IdentifierKind::Imo,
        "lei" => IdentifierKind::Lei,
        "mmsi" => IdentifierKind::Mmsi,
        "national_id" => IdentifierKind::NationalId,
        "passport" => IdentifierKind::Passport,
        "registration" => IdentifierKind::Registration,
        "tax" => IdentifierKind::Tax,
        "uscc" => IdentifierKind::Uscc,
        _ => IdentifierKind::Other,
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_table_is_a_kind() {
        for line in include_str!("labels.csv").lines().filter(|line| !line.starts_with('#')).skip(1) {
            let (_, word) = line.rsplit_once(',').expect("two columns");
            assert!(word == "other" || kind(word) != IdentifierKind::Other, "{line}");
        }
    }
}

//! The kinds of evidence between a Chinese and an English name, with their weights and their words.

use std::sync::OnceLock;

/// What is counted, in the order of `resources/zh/evidence.csv`.
pub(super) const NAMES: [&str; KINDS] = [
    "base",
    "sound of one syllable",
    "sound of two syllables",
    "sound of three syllables",
    "sound not in pinyin",
    "same letters",
    "same number",
    "other number",
    "number on one side",
    "place",
    "country",
    "modifier",
    "group",
    "plain word",
    "trade",
    "type",
    "brand only in chinese",
    "letters only in chinese",
    "place only in chinese",
    "trade only in chinese",
    "type only in chinese",
    "group only in chinese",
    "modifier only in chinese",
    "brand only in english",
    "place only in english",
    "trade only in english",
    "type only in english",
    "modifier only in english",
    "group only in english",
    "other place",
    "other brand",
    "other type",
    "nothing distinctive",
    "all met",
    "covered chinese",
    "covered english",
    "parent only in chinese",
    "covered both",
    "coined word",
    "words of a type",
    "brief place only in english",
    "brief trade only in english",
    "brief brand only in english",
    "brief type only in english",
    "body called otherwise",
    "special trade",
    "sounds alike",
    "other brand in pinyin",
    "more than the fixed name",
    "left out of a brief english name",
    "many homophones",
    "body left out of a brief english name",
    "brand met in part",
    "other trade",
    "no brand in english",
    "more than the group",
    "heard alone",
];
/// How many kinds there are.
pub(super) const KINDS: usize = 57;

/// The names of the counted kinds of evidence, for tools that fit their weights.
pub fn feature_names() -> &'static [&'static str] {
    &NAMES
}

/// The number of a kind.
pub(super) fn kind(name: &str) -> usize {
    NAMES.iter().position(|n| *n == name).unwrap_or(0)
}

/// What each kind weighs, from `resources/zh/evidence.csv`.
pub(super) fn weights() -> &'static [f32; KINDS] {
    static WEIGHTS: OnceLock<[f32; KINDS]> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let mut weights = [0.0; KINDS];
        for line in include_str!("../../../../resources/zh/evidence.csv").lines() {
            let mut fields = line.split(',');
            let kind = fields.next().and_then(|name| NAMES.iter().position(|n| *n == name));
            let weight = fields.next().and_then(|w| w.parse().ok());
            if let (Some(kind), Some(weight)) = (kind, weight) {
                weights[kind] = weight;
            }
        }
        weights
    })
}

/// What counts of the names as wholes, in words.
pub(super) fn said(kind: &str, count: f32) -> String {
    let parts = (count * 100.0).round();
    match kind {
        "base" => "two names are strangers until their words speak for them".to_owned(),
        "all met" => "every word of both names is met".to_owned(),
        "covered chinese" => format!("{parts} of 100 parts of the Chinese name are met"),
        "covered english" => format!("{parts} of 100 parts of the English name are met"),
        "covered both" => "both names are met as a whole".to_owned(),
        "nothing distinctive" => "nothing that met tells this name from others".to_owned(),
        "many homophones" if count < 0.0 => "few brands sound like this one".to_owned(),
        "many homophones" => "many brands sound like this one".to_owned(),
        "words of a type" => "several words say what kind of body it is".to_owned(),
        "special trade" => "few names say what these say they do".to_owned(),
        other => other.to_owned(),
    }
}

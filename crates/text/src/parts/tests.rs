//! What publishers and customers write into one field, and the names that are in it.

use super::{Strength, given, listed};
use proptest::prelude::*;

/// `name` for a full part, `name?` for one that counts alone only, `name~` for a weak one.
fn shown(split: &super::Split) -> Vec<String> {
    let mark = |strength| match strength {
        Strength::Full => "",
        Strength::Alone => "?",
        Strength::Weak => "~",
    };
    split.parts.iter().map(|part| format!("{}{}", part.text, mark(part.strength))).collect()
}

#[track_caller]
fn check_listed(text: &str, expect: &[&str]) {
    assert_eq!(shown(&listed(text)), expect, "{text}");
}

#[track_caller]
fn check_given(text: &str, expect: &[&str]) {
    assert_eq!(shown(&given(text)), expect, "{text}");
}

#[test]
fn what_a_statute_adds_to_a_name_is_no_part_of_it() {
    check_listed(
        "Tallow Cove Works Ltd. (PRC entity); and any successor, sub-unit, or subsidiary thereof",
        &["Tallow Cove Works Ltd."],
    );
    check_listed(
        "Tallow Cove Import and Export Company, and its sub-units and successors",
        &["Tallow Cove Import and Export Company"],
    );
    check_listed("Marrow Tallowson (Examplian national)", &["Marrow Tallowson"]);
}

#[test]
fn a_body_under_another_is_listed_by_its_own_name() {
    check_listed(
        "Tarnwick Cable Co., Ltd. (a subordinate institute of the Ninth Quarry Bureau)",
        &["the Ninth Quarry Bureau~", "Tarnwick Cable Co., Ltd."],
    );
    check_listed(
        "Quarry Commission of Tarnland (QUCT), and subordinate entity Tarnland Institute of Mirrors (TIMI)",
        &["QUCT?", "Quarry Commission of Tarnland", "TIMI?", "Tarnland Institute of Mirrors"],
    );
    check_listed(
        "Tarnwick Co., Ltd. (Tarnwick). Affiliated Entity: Lowmoor Tarnwick Lamps Co., Ltd.",
        &["Tarnwick Co., Ltd.~", "Lowmoor Tarnwick Lamps Co., Ltd."],
    );
}

#[test]
fn a_unit_that_hundreds_have_counts_only_with_its_parent() {
    check_listed(
        "Tarnwick Academy of Tides (TAT). Subordinate Institution - Ninth Design Department",
        &[
            "TAT~",
            "Tarnwick Academy of Tides~",
            "Ninth Design Department~",
            "Tarnwick Academy of Tides Ninth Design Department",
        ],
    );
}

#[test]
fn other_names_inside_a_name_are_names() {
    check_listed("TARN (A.K.A. NELL-CHAR WICK) LOWE", &["NELL-CHAR WICK", "TARN LOWE"]);
    check_listed("TARNWICK OIL COMPANY (TAWOCO) LIMITED", &["TAWOCO?", "TARNWICK OIL COMPANY LIMITED"]);
    check_listed(
        "Tarnwick Ltd [aka General Technology Limited, aka Lowmoor Wick Trade Company]",
        &["General Technology Limited", "Lowmoor Wick Trade Company", "Tarnwick Ltd"],
    );
    check_listed("JUNE TARN -AKA- IVY LOWE", &["JUNE TARN", "IVY LOWE"]);
    check_listed("JUNE TARN -AKA-IVY LOWE", &["JUNE TARN", "IVY LOWE"]);
    check_listed(
        "LTS Tarn Limited (f.k.a. Wick-International Tarn Products Ltd.)",
        &["Wick-International Tarn Products Ltd.", "LTS Tarn Limited"],
    );
    check_listed(
        "QUC 24;Lowmoor Solid Circuit Institute;QUC 44",
        &["QUC 24", "Lowmoor Solid Circuit Institute", "QUC 44"],
    );
    check_listed(
        "TARNWICK GLOBAL CO., LIMITED C/O LOW HARBOUR",
        &["TARNWICK GLOBAL CO., LIMITED", "LOW HARBOUR"],
    );
    check_listed("SIBWICK AIRLINES D/B/A T7 AIRLINES", &["SIBWICK AIRLINES", "T7 AIRLINES"]);
}

#[test]
fn places_forms_and_lines_of_business_divide_no_name() {
    for name in [
        "Tarnwick Semiconductor (Shanghai) Co., Ltd.",
        "TARNWICK SUPPLIES (PVT) LTD.",
        "Tarnwick (HK) Co., Limited",
        "NATIONAL TARN IMPORT/EXPORT CORP.",
        "TARN/WICK CELLS",
        "TARNWICK S.A.L. (OFF-SHORE)",
        "Exeter Tarn Works",
        "Bank of Tarnwick, Lowmoor Branch",
        "Mvumi Holdings",
        "现代重工业株式会社",
        "时代代工厂有限公司",
    ] {
        check_listed(name, &[]);
    }
}

#[test]
fn a_customer_writes_what_else_he_knows_into_the_name() {
    for (text, part) in [
        ("Lowe Imports d/b/a Tarnwick Technology Company Limited", "Tarnwick Technology Company Limited"),
        ("Lowe Imports DBA Tarnwick Technology Co", "Tarnwick Technology Co"),
        ("Lowe Imports c/o Tarnwick Technology Co Ltd", "Tarnwick Technology Co Ltd"),
        (
            "Lowe Imports (formerly Tarnwick Technology Company Limited)",
            "Tarnwick Technology Company Limited",
        ),
        ("Tarnwick Technology Company Limited, Attn: Purchasing", "Tarnwick Technology Company Limited"),
        ("Lowe Imports for account of Tarnwick Technology", "Tarnwick Technology"),
        ("Lowe Imports on behalf of Tarnwick Technology", "Tarnwick Technology"),
        ("Lowe Imports Ltd / Tarnwick Technology Ltd", "Tarnwick Technology Ltd"),
        ("Lowe Imports Ltd/Tarnwick Technology Ltd", "Tarnwick Technology Ltd"),
        ("Lowe Imports (Tarnwick Technology Ltd) Harwich", "Tarnwick Technology Ltd"),
        ("Lowe Imports n/k/a Tarnwick Technology", "Tarnwick Technology"),
        ("Sea Tarn ex Moon Tarn", "Moon Tarn"),
        ("Sea Tarn (ex Moon Tarn)", "Moon Tarn"),
        ("北京低原贸易有限公司（原：北京塔湖科技有限公司）", "北京塔湖科技有限公司"),
        ("北京低原贸易有限公司（曾用名：北京塔湖科技有限公司）", "北京塔湖科技有限公司"),
        ("北京低原贸易有限公司转北京塔湖科技有限公司", "北京塔湖科技有限公司"),
        ("北京低原贸易有限公司 收件人：北京塔湖科技有限公司", "北京塔湖科技有限公司"),
    ] {
        let found = given(text);
        assert!(found.parts.iter().any(|found| found.text == part), "{text}: {found:?}");
    }
}

#[test]
fn a_ship_is_known_by_the_words_before_its_name_and_its_number() {
    for text in ["M/V Sea Tarn", "Motor Vessel Sea Tarn", "MT Sea Tarn", "M.V. Sea Tarn"] {
        let found = given(text);
        assert!(found.is_vessel && found.parts[0].text == "Sea Tarn", "{text}: {found:?}");
    }
    for text in [
        "Sea Tarn (IMO 9187629)",
        "Sea Tarn IMO: 9187629",
        "Sea Tarn, IMO No. 9187629",
        "Sea Tarn IMO9187629",
    ] {
        let found = given(text);
        assert_eq!(
            (found.parts[0].text.as_str(), found.imo),
            ("Sea Tarn", vec!["9187629".to_owned()]),
            "{text}"
        );
    }
}

#[test]
fn plain_names_of_customers_are_left_alone() {
    for name in [
        "Lowe Imports Ltd",
        "Tarn, Wick and Lowe LLP",
        "Attorney Tarn",
        "Exchange Tarn",
        "IMO Tarn Clinic",
        "北京低原贸易有限公司",
        "MVP Tarn",
        "Dbase Ltd",
    ] {
        check_given(name, &[]);
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Brackets left open, markers at the end, letters of any script: no panic, and no letter goes missing.
    #[test]
    fn no_text_breaks_the_splitter_and_none_of_it_is_lost(
        pieces in prop::collection::vec(
            prop_oneof![
                Just("(".to_owned()), Just(")".to_owned()), Just("（".to_owned()), Just("）".to_owned()), Just("[aka ".to_owned()),
                Just(" d/b/a ".to_owned()), Just("; ".to_owned()), Just(" / ".to_owned()), Just(" c/o ".to_owned()),
                Just(", including the ".to_owned()), Just(" and any successor".to_owned()), Just("IMO 9187629".to_owned()),
                Just("M/V ".to_owned()), Just("转".to_owned()), Just("公司".to_owned()), Just("'s ".to_owned()),
                Just(". Subordinate Institution - ".to_owned()), "[A-Z][a-z]{1,6} ?", "\\PC{0,6}",
            ],
            0..12,
        )
    ) {
        let text = pieces.concat();
        for split in [listed(&text), given(&text)] {
            if split == super::Split::default() {
                continue;
            }
            let mut kept: Vec<char> = split.parts.iter().flat_map(|part| letters(&part.text)).collect();
            kept.extend(split.passed_over.iter().flat_map(|text| letters(text)));
            for c in letters(&text) {
                let place = kept.iter().position(|held| *held == c);
                prop_assert!(place.is_some(), "{c:?} of {text:?} is lost: {split:?}");
                kept.swap_remove(place.unwrap_or_default());
            }
        }
    }
}

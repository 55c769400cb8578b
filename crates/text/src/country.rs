//! Countries by their codes and names: ISO 3166-1, English, Chinese, and the spellings of lists and customs papers.

use crate::{han, normal, script::has_han, table};
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

/// Every spelling in its plain form, and the code it means.
static CODES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut codes = HashMap::new();
    for row in table::rows(include_str!("../../../resources/text/countries.csv")) {
        let [code, alpha3, chinese, names] = row[..] else { continue };
        let spellings = [code, alpha3].into_iter().chain(chinese.split('|')).chain(names.split('|'));
        for spelling in spellings {
            codes.entry(plain(spelling)).or_insert(code);
        }
    }
    codes
});

/// Longer texts name no country.
const LONGEST: usize = 120;

/// The code, ISO 3166-1 alpha-2, of a country given by a code or a name: `cn`, `CHN`, `Korea, South`, `中國香港`,
/// `Burma`. Hong Kong, Macau and Taiwan have codes of their own, however they are prefixed.
///
/// States that are no more keep the code they had (`SU`, `YU`, `CS`, `AN`); Burma is `MM`, Zaire `CD`.
pub fn code_of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    // The usual case, a code in capitals, without building anything.
    let held = match text.as_bytes() {
        [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            let lower = [a.to_ascii_lowercase(), b.to_ascii_lowercase()];
            CODES.get(std::str::from_utf8(&lower).ok()?)
        }
        _ => CODES.get(&plain(text)),
    };
    held.copied()
}

/// Whether a name of Hong Kong, Macau or Taiwan in Chinese characters begins with this one. Each Chinese address is asked
/// whether it begins with such a name, and nearly none does.
pub(crate) fn begins_a_region(c: char) -> bool {
    static FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
        let regions = CODES.iter().filter(|(_, code)| matches!(**code, "HK" | "MO" | "TW"));
        let mut first: Vec<char> = regions.filter_map(|(spelling, _)| spelling.chars().next()).collect();
        first.sort_unstable();
        first.dedup();
        first
    });
    FIRST.binary_search(&c).is_ok()
}

/// Words folded, without "and", "of" and "the", in alphabetic order: `Korea, Republic of` is `Republic of Korea`.
fn plain(text: &str) -> String {
    let text: Cow<'_, str> = if has_han(text) { han::simplify(text).into() } else { text.into() };
    // U.A.E. is one word; an apostrophe divides none.
    let folded: String =
        normal::fold(&text).chars().filter(|c| !matches!(c, '.' | '\'' | '’' | 'ʻ' | '‘')).collect();
    let mut words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // AND alone is Andorra.
    if words.len() > 1 {
        words.retain(|word| !matches!(*word, "and" | "of" | "the"));
    }
    // Letters set apart (U S A, P R China) are one word.
    if words.len() > 1 && words.iter().all(|word| word.chars().count() == 1) {
        return words.concat();
    }
    if has_han(&text) {
        return words.concat();
    }
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(code_of(text).unwrap_or("none"), expect, "{text}");
    }

    #[test]
    fn codes_and_names_of_every_kind_are_read() {
        for (text, expect) in [
            ("CN", "CN"),
            ("cn", "CN"),
            ("CHN", "CN"),
            (" hkg ", "HK"),
            ("Korea, South", "KR"),
            ("Korea, Democratic People's Republic of", "KP"),
            ("Russian Federation", "RU"),
            ("China (Hong Kong)", "HK"),
            ("Hong Kong SAR", "HK"),
            ("HONG KONG, CHINA", "HK"),
            ("Viet Nam", "VN"),
            ("UK", "GB"),
            ("U.A.E.", "AE"),
            ("U.S.A.", "US"),
            ("U S A", "US"),
            ("P.R. China", "CN"),
            ("中国", "CN"),
            ("中國香港", "HK"),
            ("中国（香港）", "HK"),
            ("俄羅斯聯邦", "RU"),
            ("台灣", "TW"),
            ("阿联酋", "AE"),
            ("Burma", "MM"),
            ("USSR", "SU"),
            ("Yugoslavia", "YU"),
            ("Türkiye", "TR"),
            ("TURKIYE", "TR"),
            ("Man, Isle of", "IM"),
            ("Côte d’Ivoire", "CI"),
            ("Россия", "RU"),
            ("Macau", "MO"),
            ("REGION: RUSSIA", "RU"),
            ("suhh", "SU"),
            ("The Gambia", "GM"),
            ("Congo, Democratic Republic of the", "CD"),
            ("ZZ", "none"),
            ("Chinatown", "none"),
            ("", "none"),
            ("-", "none"),
        ] {
            check(text, expect);
        }
    }

    #[test]
    fn no_two_countries_share_a_spelling() {
        let mut held: HashMap<String, &str> = HashMap::new();
        for row in table::rows(include_str!("../../../resources/text/countries.csv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            for spelling in row[1..].iter().flat_map(|cell| cell.split('|')).chain([row[0]]) {
                let earlier = *held.entry(plain(spelling)).or_insert(row[0]);
                assert_eq!(earlier, row[0], "{spelling}");
            }
        }
        assert!(held.len() > 900);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,200}") {
            let _ = code_of(&text);
        }
    }
}

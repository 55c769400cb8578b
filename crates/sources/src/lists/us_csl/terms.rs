//! Licence requirements, review policies and citations, brought from their many spellings to a few normal forms.

use chokepoint_model::{Citation, Date, LicenceRequirement, Requirement, Review, ReviewPolicy};

/// The requirement of an entry, and the footnotes of supplement no. 4 to part 744 that it carries.
pub(super) fn requirement(text: &str) -> (Option<LicenceRequirement>, Vec<u8>) {
    if text.is_empty() {
        return (None, Vec::new());
    }
    let plain = text.to_lowercase();
    let has = |words: &str| plain.contains(words);
    let requirement = if has("supplement no. 2 to part 744") {
        Requirement::Supplement2To744
    } else if has("supplement no. 7 to part 746") {
        Requirement::CommerceControlListAndSupplement7
    } else if has("projects specified in") {
        Requirement::AllItemsInNamedProjects
    } else if has("all items subject to the ear") {
        let carves_out = has("except") || has("apart from") || has("with case-by-case");
        if carves_out { Requirement::AllItemsWithException } else { Requirement::AllItems }
    } else if has("ccl") || has("commerce control list") {
        Requirement::CommerceControlList
    } else if has("eccn") {
        Requirement::NamedItems
    } else {
        Requirement::Other
    };
    (
        Some(LicenceRequirement { requirement, sections: sections(text), text: text.to_owned() }),
        footnotes(text),
    )
}

/// The review policy of an entry.
pub(super) fn review(text: &str) -> Option<ReviewPolicy> {
    if text.is_empty() {
        return None;
    }
    let plain = text.to_lowercase();
    // The list prints "Presumption for denial", "case-by case" and "casa-by-case" as well.
    let forms = [
        (Review::PolicyOfDenial, plain.find("policy of denial")),
        (
            Review::PresumptionOfDenial,
            plain.find("presumption of denial").or(plain.find("presumption for denial")),
        ),
        (Review::CaseByCase, plain.find("case-by").or(plain.find("case by case")).or(plain.find("casa-by"))),
        (Review::PresumptionOfApproval, plain.find("presumption of approval")),
    ];
    let mut met: Vec<(usize, Review)> =
        forms.iter().filter_map(|(form, place)| Some(((*place)?, *form))).collect();
    met.sort_unstable();
    let review = match met[..] {
        // "Case-by-case review for ...; and presumption of denial for all other items": the general rule comes last.
        [(_, Review::CaseByCase), (place, general), ..] if plain[place..].contains("all other items") => {
            general
        }
        [(_, general), ..] => general,
        [] if plain.contains("744") || plain.contains("746") => Review::AsCitedSection,
        [] => Review::Other,
    };
    let with_exceptions = met.len() > 1 || ["except", "apart from"].iter().any(|word| plain.contains(word));
    Some(ReviewPolicy { review, with_exceptions, sections: sections(text), text: text.to_owned() })
}

/// Sections of the EAR: `734.9(e)(2)`, `744.11`; a footnote glued behind the last bracket is no part of one.
fn sections(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at + 5 <= bytes.len() {
        let starts = bytes[at..].first().is_some_and(|b| *b == b'7')
            && bytes[at..at + 3].iter().all(u8::is_ascii_digit)
            && bytes[at + 3] == b'.'
            && bytes[at + 4].is_ascii_digit()
            && (at == 0 || !bytes[at - 1].is_ascii_digit());
        if !starts {
            at += 1;
            continue;
        }
        let mut end = at + 4;
        while end < bytes.len() && bytes[end].is_ascii_digit() {
            end += 1;
        }
        // (e)(2): a bracket with one or two letters or digits in it.
        while bytes.get(end) == Some(&b'(') {
            let Some(close) = bytes[end..].iter().take(6).position(|byte| *byte == b')') else { break };
            end += close + 1;
        }
        if let Some(section) = text.get(at..end) {
            found.push(section.to_owned());
        }
        at = end;
    }
    found.dedup();
    found
}

/// The footnotes of the Entity List, printed as raised digits and glued to the text: `734.9(e)1 ... of the EAR2`.
///
/// Footnotes 1 and 2 are one pair (Huawei and its affiliates), 3 is military end users in Russia and Belarus, 4 is
/// supercomputers, 5 is semiconductor manufacturing (supplement no. 4 to part 744).
fn footnotes(text: &str) -> Vec<u8> {
    let mut found = Vec::new();
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for (mark, tail) in squeezed.match_indices("EAR").map(|(at, mark)| (mark, &squeezed[at + mark.len()..])) {
        let tail = tail.trim_start_matches([')', '.', ',']);
        let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
        if mark == "EAR" && digits.len() == 1 && !tail.starts_with("99") {
            found.extend(digits.parse::<u8>());
        }
    }
    // 734.9(e)1, 734.9(g),3: the digit stands behind the bracket, with or without a comma.
    for (at, _) in text.match_indices("734.9(") {
        let Some(close) = text[at..].find(')') else { continue };
        let tail = text[at + close + 1..].trim_start_matches([',', ' ']);
        let mut signs = tail.chars();
        if let (Some(digit @ '1'..='5'), next) = (signs.next(), signs.next())
            && !next.is_some_and(|next| next.is_ascii_digit())
        {
            found.extend(digit.to_digit(10).map(|digit| digit as u8));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Places in the Federal Register: `84 FR 29373; 87 FR 62202`, `58 F.R. 42719 8/11/93`, `Vol. 83, No. 91, 05/10/2018`.
pub(super) fn citations(text: &str) -> Vec<Citation> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let words: Vec<&str> =
        text.split([' ', ',', ';', '(', ')', '\n', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let mut at = 0;
    while at < words.len() {
        let is_register =
            |word: &str| matches!(word.replace('.', "").to_ascii_uppercase().as_str(), "FR" | "FEDREG");
        let number =
            |word: Option<&&str>| word.and_then(|word| word.trim_end_matches('.').parse::<u32>().ok());
        match (number(words.get(at)), words.get(at + 1), number(words.get(at + 2))) {
            (Some(volume), Some(register), Some(page)) if is_register(register) => {
                let published = words.get(at + 3).and_then(|word| us_date(word));
                found.push(Citation { text: format!("{volume} FR {page}"), published });
                at += 3 + usize::from(published.is_some());
            }
            _ if words[at].eq_ignore_ascii_case("vol.") => {
                let volume = number(words.get(at + 1)).unwrap_or_default();
                let issue = number(words.get(at + 3)).unwrap_or_default();
                let published = words.get(at + 4).and_then(|word| us_date(word));
                found.push(Citation { text: format!("{volume} FR no. {issue}"), published });
                at += 5;
            }
            _ => at += 1,
        }
    }
    if found.is_empty() {
        found.push(Citation { text: text.trim().to_owned(), published: None });
    }
    found
}

/// `8/11/93`, `04/24/09`, `05/10/2018`: month, day, year; two digits mean 1950 to 2049.
fn us_date(text: &str) -> Option<Date> {
    let mut parts = text.split('/').map(|part| part.parse::<i16>().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = match year {
        0..=49 => year + 2000,
        50..=99 => year + 1900,
        _ => year,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_are_the_digits_glued_to_the_text() {
        for (text, expect) in [
            ("For All Items Subject to the EAR (See §734.9(e), and 744.11 of the EAR)4.", vec![4]),
            ("For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2", vec![1, 2]),
            (
                "For all items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)",
                vec![3],
            ),
            ("For all items subject to the EAR. (See §744.11 of the EAR).", vec![]),
            (
                "For items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR.",
                vec![],
            ),
        ] {
            assert_eq!(footnotes(text), expect, "{text}");
        }
    }

    #[test]
    fn spellings_of_one_policy_are_one_form() {
        for (text, expect, exceptions) in [
            ("Presumption of denial.", Review::PresumptionOfDenial, false),
            ("Presumption for denial", Review::PresumptionOfDenial, false),
            ("Policy of denial. See § 746.8(b)", Review::PolicyOfDenial, false),
            (
                "Policy of denial for all items subject to the EAR apart from food and medicine designated as EAR99, which will be reviewed on a case-by case basis.",
                Review::PolicyOfDenial,
                true,
            ),
            (
                "Case-by-case review for ECCNs 1A004.c; and presumption of denial for all other items subject to the EAR.",
                Review::PresumptionOfDenial,
                true,
            ),
            (
                "Case-by-case for all items listed on the CCL. Presumption of approval for EAR99 items",
                Review::CaseByCase,
                true,
            ),
            ("See §744.3(d) of this part", Review::AsCitedSection, false),
        ] {
            let policy = review(text).expect("a policy");
            assert_eq!((policy.review, policy.with_exceptions), (expect, exceptions), "{text}");
        }
    }

    #[test]
    fn citations_have_one_form() {
        let told = |text: &str| {
            let told = |c: &Citation| match c.published {
                Some(day) => format!("{} {day}", c.text),
                None => c.text.clone(),
            };
            citations(text).iter().map(told).collect::<Vec<_>>().join(" + ")
        };
        for (text, expect) in [
            ("84 FR 29373; 87 FR 62202", "84 FR 29373 + 87 FR 62202"),
            ("58 F.R. 42719 8/11/93", "58 FR 42719 1993-08-11"),
            (
                "46 F.R. 46154 9/17/81 and 46 F.R. 19290 3/30/81",
                "46 FR 46154 1981-09-17 + 46 FR 19290 1981-03-30",
            ),
            ("Vol. 83, No. 91, 05/10/2018", "83 FR no. 91 2018-05-10"),
            (
                "63 FR 64322 (11/19/98), 65 FR 14444 (03/17/00)",
                "63 FR 64322 1998-11-19 + 65 FR 14444 2000-03-17",
            ),
            ("not published", "not published"),
        ] {
            assert_eq!(told(text), expect);
        }
    }

    #[test]
    fn sections_keep_their_paragraphs() {
        let text = "For All Items Subject to the EAR (See §734.9(e)(2), and §744.11 of the EAR)4.";
        assert_eq!(sections(text), ["734.9(e)(2)", "744.11"]);
    }
}

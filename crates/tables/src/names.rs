//! Lines without columns: a list with one name a line, or sentences.

use chokepoint_text::{han::is_han, legal_form::legal_form_at, normal::fold};

/// What lines without columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Names,
    Prose,
}

/// A line with more words than this that mostly begin small is of a sentence.
const WORDS: usize = 5;

/// What these lines are; of a few lines as well as of many.
pub(crate) fn shape<'a>(lines: impl Iterator<Item = &'a str>) -> Shape {
    let (mut all, mut of_sentences, mut words, mut ends) = (0_usize, 0_usize, 0_usize, 0_usize);
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        let han = line.chars().filter(|c| is_han(*c)).count();
        all += 1;
        if han > 0 {
            // Chinese sentences have a full stop of their own, which no name has.
            words += han / 2;
            let stops = line.matches(['。', '；', '！', '？']).count();
            ends += stops;
            of_sentences += usize::from(stops > 0 || han > 40);
            continue;
        }
        let of_line: Vec<&str> = line.split_whitespace().collect();
        words += of_line.len();
        let small = of_line.iter().filter(|word| word.chars().next().is_some_and(char::is_lowercase)).count();
        of_sentences += usize::from(of_line.len() > WORDS && small * 2 >= of_line.len());
        ends += of_line.iter().filter(|word| ends_a_sentence(word)).count();
    }
    // Names have no full stops but those of abbreviations; a text has one every few dozen words.
    if of_sentences * 2 > all && ends > 0 && ends * 60 >= words { Shape::Prose } else { Shape::Names }
}

fn ends_a_sentence(word: &str) -> bool {
    let Some(bare) = word.strip_suffix(['.', '!', '?']) else { return false };
    let is_word = bare.chars().count() > 3 && bare.chars().all(|c| c.is_lowercase() || c == '\'');
    is_word && legal_form_at(&[&fold(bare)]).is_none()
}

/// Whether lines that hold commas are names all the same: after each comma is a legal form ("Co., Ltd.").
pub(crate) fn are_names_with_commas<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut with_commas, mut of_names) = (0_usize, 0_usize);
    for line in lines.filter(|line| line.contains(',')) {
        with_commas += 1;
        let is_form = |part: &str| {
            let folded = fold(part);
            let words: Vec<&str> =
                folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            words.len() <= 3 && legal_form_at(&words).is_some()
        };
        of_names += usize::from(!line.contains(['\t', ';', '|']) && line.split(',').skip(1).all(is_form));
    }
    with_commas > 0 && of_names * 10 >= with_commas * 6
}

/// A line of a list without what lists begin their lines with: `1. `, `- `, `• `, `(3) `, `３、`.
pub(crate) fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix(['-', '*', '•', '·', '–', '▪', '●', '◦']) {
        return if rest.starts_with(char::is_whitespace) || line.starts_with(['•', '▪', '●']) {
            rest.trim()
        } else {
            line
        };
    }
    let inner = line.strip_prefix(['(', '（']).unwrap_or(line);
    let rest = inner.trim_start_matches(|c: char| c.is_numeric() && !is_han(c));
    if rest.len() == inner.len() || inner.chars().count() - rest.chars().count() > 4 {
        return line;
    }
    match rest.strip_prefix(['、', ')', '）']) {
        Some(rest) if !rest.trim().is_empty() => rest.trim(),
        // "3. Quartz" is the third, "3.5 Ventures" is a name.
        _ => match rest.strip_prefix(['.', '．']) {
            Some(rest) if rest.starts_with(char::is_whitespace) && !rest.trim().is_empty() => rest.trim(),
            _ => line,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_no_list() {
        let prose = "The partners met in May and agreed on the terms of the delivery.\n\
                     Nothing was said of the price, which had been settled long before.\n\
                     See the table for the names.";
        assert_eq!(shape(prose.lines()), Shape::Prose);
        let chinese = "以下为合作伙伴情况说明。本文件不构成任何承诺。\n有关名单请见附件。";
        assert_eq!(shape(chinese.lines()), Shape::Prose);
    }

    #[test]
    fn names_are_a_list_however_they_are_written() {
        for list in [
            "Orchard Tools\nLinden Foods",
            "Quartz Import and Export Trading Company of Science and Technology Co., Ltd.\nLinden Foods Inc.",
            "orchard tools and parts trading company ltd\nlinden foods of the north company",
            "某某科技有限公司\n样本电子（深圳）有限公司",
            "One",
        ] {
            assert_eq!(shape(list.lines()), Shape::Names, "{list}");
        }
    }

    #[test]
    fn a_legal_form_after_a_comma_is_of_the_name() {
        assert!(are_names_with_commas("Orchard Tools Co., Ltd.\nLinden Foods, Inc.\nQuartz".lines()));
        assert!(!are_names_with_commas("Orchard Tools,CN\nLinden Foods,DE".lines()));
    }

    #[test]
    fn bullets_and_numbers_are_no_part_of_a_name() {
        for (line, name) in [
            ("1. Orchard Tools", "Orchard Tools"),
            ("- Orchard Tools", "Orchard Tools"),
            ("•Orchard", "Orchard"),
            ("3、样本电子", "样本电子"),
            ("(2) Linden", "Linden"),
            ("3Com", "3Com"),
            ("3.5 Ventures", "3.5 Ventures"),
            ("1000 Lakes", "1000 Lakes"),
            ("-", "-"),
        ] {
            assert_eq!(without_bullet(line), name);
        }
    }
}

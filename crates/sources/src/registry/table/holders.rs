//! Several holders in one cell: `Person A (51%), Person B (49%)`, `甲（51%）、乙（49%）`, one a line.

use super::people;

/// What a cell of holders says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holders {
    /// One holder, or none: the cell as it is.
    One,
    /// Each with the share written beside it; empty where none is.
    Several(Vec<(String, String)>),
    /// It looks like a list with shares, and which share is whose cannot be said.
    Unclear,
}

/// Reads a cell of holders.
pub(super) fn read(cell: &str) -> Holders {
    let text: String = cell.chars().map(narrow).collect();
    let stakes = stakes(&text);
    if stakes.is_empty() {
        let names: Vec<&str> =
            text.split([';', '、', '|', '\n']).map(str::trim).filter(|name| !name.is_empty()).collect();
        return match names.len() {
            0 | 1 => Holders::One,
            _ => Holders::Several(names.into_iter().map(|name| (name.to_owned(), String::new())).collect()),
        };
    }
    let leads = text[..stakes[0].start].trim_matches(is_between).is_empty();
    let mut found: Vec<(String, String)> = Vec::new();
    let ends = stakes.iter().skip(1).map(|stake| stake.start).chain([text.len()]);
    let starts = [0].into_iter().chain(stakes.iter().map(|stake| stake.end));
    // Before the first share, between two, and after the last.
    let around: Vec<(usize, usize)> = starts.zip([stakes[0].start].into_iter().chain(ends)).collect();
    let (named, rest) = match leads {
        true => (&around[1..], None),
        false => (&around[..stakes.len()], around.last()),
    };
    for ((from, to), stake) in named.iter().zip(&stakes) {
        let mut names = names(&text[*from..*to]);
        let (Some(name), false) =
            (if leads { names.first().cloned() } else { names.last().cloned() }, names.is_empty())
        else {
            return Holders::Unclear;
        };
        let at = if leads { 0 } else { names.len() - 1 };
        names.remove(at);
        found.extend(names.into_iter().map(|other| (other, String::new())));
        found.push((name, stake.text.clone()));
    }
    if let Some((from, to)) = rest {
        found.extend(names(&text[*from..*to]).into_iter().map(|name| (name, String::new())));
    }
    // What is left of a name must be one: a word such as "of" beside a per cent sign is none.
    if found.iter().any(|(name, _)| !name.chars().any(char::is_alphabetic)) {
        return Holders::Unclear;
    }
    Holders::Several(found)
}

/// Whether a cell of an unknown column looks like a list of holders with their shares.
pub(super) fn looks_like_holders(cell: &str) -> bool {
    matches!(read(cell), Holders::Several(found) if found.iter().filter(|(_, share)| !share.is_empty()).count() > 1)
}

struct Stake {
    start: usize,
    end: usize,
    text: String,
}

/// The shares in a text, with their brackets: a number with a per cent sign, or a number alone in brackets.
fn stakes(text: &str) -> Vec<Stake> {
    let mut found: Vec<Stake> = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(length) = text[open..].find(')') else { break };
        let inside = &text[open + 1..open + length];
        let is_number = !inside.trim().is_empty()
            && inside.trim().chars().all(|c| c.is_ascii_digit() || c == '.')
            && inside.trim().len() <= 6;
        if has_sign(inside) && inside.contains(|c: char| c.is_ascii_digit()) || is_number {
            found.push(Stake { start: open, end: open + length + 1, text: figure(inside) });
        }
    }
    if !found.is_empty() {
        return found;
    }
    let lower = text.to_ascii_lowercase();
    let signs = ["%", "percent", "per cent"]
        .iter()
        .flat_map(|sign| lower.match_indices(sign).map(|(at, sign)| (at, at + sign.len())));
    let mut signs: Vec<(usize, usize)> = signs.collect();
    signs.sort_unstable();
    for (at, end) in signs {
        let from = found.last().map_or(0, |stake| stake.end);
        if at < from {
            continue;
        }
        let before = text[from..at].trim_end();
        let number = before.trim_end_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | '-' | '~' | '>' | '<' | '=' | '≥' | '≤')
        });
        let start = from + number.len();
        // "A, 49,5%": a comma between digits is a decimal one.
        let start = match number.strip_suffix(',') {
            Some(whole) if whole.ends_with(|c: char| c.is_ascii_digit()) && !whole.contains('%') => {
                from + whole.trim_end_matches(|c: char| c.is_ascii_digit()).len()
            }
            _ => start,
        };
        if !text[start..at].contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        found.push(Stake { start, end, text: figure(&text[start..end]) });
    }
    found
}

fn has_sign(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains('%') || lower.contains("percent") || lower.contains("per cent")
}

/// The figure of what stands in brackets: "持股60%" is "60%"; what speaks of indirect holding stays in it.
fn figure(text: &str) -> String {
    let text = text.trim().trim_start_matches('-').trim();
    let start = text
        .find(|c: char| c.is_ascii_digit() || matches!(c, '>' | '<' | '≥' | '≤' | '~' | '约'))
        .unwrap_or(0);
    let words_before = text[..start].to_lowercase();
    let is_bound = ["more than", "over", "less than", "under", "at least", "up to", "about", "between"]
        .iter()
        .any(|word| words_before.contains(word));
    let figure = if is_bound { text } else { &text[start..] };
    let figure = if has_sign(figure) { figure.to_owned() } else { format!("{figure}%") };
    if words_before.contains("indirect") || words_before.contains("间接") {
        format!("{figure} (indirect)")
    } else {
        figure
    }
}

/// The names in what stands between two shares. A comma before a legal form belongs to the name: "Xq Holdings Co., Ltd.".
fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in text.split([',', ';', '、', '|', '\n', '\r']) {
        let bare = piece.trim_matches(is_between);
        let bare = ["and ", "& ", "和", "及"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
        let bare =
            ["持股比例", "出资比例", "持股", "占股", "出资", "认缴", " holds", " owns", " with", " has"]
                .iter()
                .find_map(|word| bare.strip_suffix(word))
                .unwrap_or(bare)
                .trim_matches(is_between);
        if bare.is_empty() {
            continue;
        }
        match names.last_mut() {
            Some(last) if people::is_legal_form(bare) => *last = format!("{last}, {bare}"),
            _ => names.push(bare.to_owned()),
        }
    }
    names
}

fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';' | ':' | '-' | '–' | '—' | '、' | '|' | '/' | '(' | ')' | '=' | '•' | '·' | '*'
        )
}

/// Full-width punctuation and digits as their ASCII forms.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '﹪' => '%',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(cell: &str, expect: &str) {
        let shown = match read(cell) {
            Holders::One => "one".to_owned(),
            Holders::Unclear => "unclear".to_owned(),
            Holders::Several(found) => {
                found.iter().map(|(name, share)| format!("{name}={share}")).collect::<Vec<_>>().join(" | ")
            }
        };
        assert_eq!(shown, expect, "{cell}");
    }

    #[test]
    fn a_list_of_holders_is_read_with_the_share_of_each() {
        check("Person Aq (51%), Li Moumou (49%)", "Person Aq=51% | Li Moumou=49%");
        check("A Works 51%; B Works 49%", "A Works=51% | B Works=49%");
        check("甲（51%）、乙（49%）", "甲=51% | 乙=49%");
        check("Anna Test: 51%\nBert Test: 49%", "Anna Test=51% | Bert Test=49%");
        check("51% Anna Test, 49% Bert Test", "Anna Test=51% | Bert Test=49%");
        check(
            "Aq Holdings Co., Ltd. (51%), Bq Trading, Inc. (49%)",
            "Aq Holdings Co., Ltd.=51% | Bq Trading, Inc.=49%",
        );
        check("张某（持股60%）；李某（持股40%）", "张某=60% | 李某=40%");
        check("Anna Test 49,5%; Bert Test 50,5%", "Anna Test=49,5% | Bert Test=50,5%");
        check("Anna Test - 51% / Bert Test - 49%", "Anna Test=51% | Bert Test=49%");
        check("Anna Test (51%) and Bert Test (49%)", "Anna Test=51% | Bert Test=49%");
        check("Anna Test (60), Bert Test (40)", "Anna Test=60% | Bert Test=40%");
        check("Anna Test (51%), Bert Test", "Anna Test=51% | Bert Test=");
        check("Anna Test (more than 25%)", "Anna Test=more than 25%");
        check("Anna Test (间接51%)", "Anna Test=51% (indirect)");
        check("Anna Test", "one");
        check("Aq Holdings Co., Ltd.", "one");
        check("甲公司、乙公司", "甲公司= | 乙公司=");
    }

    #[test]
    fn a_list_that_cannot_be_taken_apart_is_called_so() {
        check("51%, 49%", "unclear");
        check("Anna Test 51%, 49%", "unclear");
        check("(51%)(49%)", "unclear");
    }

    proptest! {
        #[test]
        fn no_cell_stops_the_reading(cell in "[A-Z甲乙0-9%（）(),;.、\\n -]{0,40}|.{0,40}") {
            let _ = read(&cell);
        }
    }
}

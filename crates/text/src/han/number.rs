//! Numbers in Chinese and English names: `第十四`, `七一八`, `14th`, `No. 28`, `forty-third` as integers.

/// The number that begins at the start of `text` and how many characters it takes: positional (七一八) or counted
/// (四十三). The ordinal sign 第 is part of it.
pub fn chinese_number(text: &[char]) -> Option<(u32, usize)> {
    let start = usize::from(text.first() == Some(&'第'));
    let run: Vec<char> =
        text[start..].iter().copied().take(12).take_while(|c| figure(*c).is_some()).collect();
    if run.is_empty() {
        return None;
    }
    let counted = run.iter().any(|c| figure(*c).is_some_and(|figure| figure >= 10));
    let value = if counted { count(&run)? } else { positional(&run)? };
    Some((value, start + run.len()))
}

/// 0 to 9 for a figure; 10, 100 and 1000 for a unit. Contracts write the figures of banks: 壹拾贰.
fn figure(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '0'..='9' => c as u32 - '0' as u32,
        _ => return None,
    })
}

fn positional(run: &[char]) -> Option<u32> {
    run.iter().try_fold(0u32, |sum, c| sum.checked_mul(10)?.checked_add(figure(*c)?))
}

fn count(run: &[char]) -> Option<u32> {
    let (mut sum, mut last) = (0u32, None);
    for c in run {
        match figure(*c)? {
            unit @ (10 | 100 | 1000) => {
                sum = sum.checked_add(last.take().unwrap_or(1u32).checked_mul(unit)?)?;
            }
            // A zero only bridges a missing unit (一百零五).
            0 if last.is_none() => {}
            digit => last = Some(last.unwrap_or(0).checked_mul(10)?.checked_add(digit)?),
        }
    }
    sum.checked_add(last.unwrap_or(0))
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENS: [&str; 8] = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"];

/// The number that an English word says: `14th`, `28`, `third`, `twenty`. Cardinal words below twenty say none,
/// for names are full of "one" and "seven".
pub fn english_number(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let rest = &word[digits..];
        let ordinal = matches!(rest, "" | "st" | "nd" | "rd" | "th");
        return if ordinal { word[..digits].parse().ok() } else { None };
    }
    if let Some(value) = ORDINALS.iter().position(|o| *o == word) {
        return Some(value as u32);
    }
    let stem = word.strip_suffix("ieth").or_else(|| word.strip_suffix('y'))?;
    TENS.iter().position(|t| *t == stem).map(|i| (i as u32 + 2) * 10)
}

/// The figure that a cardinal word below twenty says, for the second half of "twenty-one".
pub fn english_cardinal(word: &str) -> Option<u32> {
    UNITS.iter().position(|u| *u == word).map(|i| i as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_and_positional_numbers_are_read() {
        for (text, expect) in [
            ("第十四研究所", Some((14, 3))),
            ("七一八所", Some((718, 3))),
            ("二〇七所", Some((207, 3))),
            ("四十三", Some((43, 3))),
            ("一百零五厂", Some((105, 4))),
            ("第55研究所", Some((55, 3))),
            ("壹拾贰台", Some((12, 3))),
            ("叁佰零伍", Some((305, 4))),
            ("研究所", None),
            ("第", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(chinese_number(&chars), expect, "{text}");
        }
        for (word, expect) in [
            ("14th", Some(14)),
            ("28", Some(28)),
            ("fourteenth", Some(14)),
            ("forty", Some(40)),
            ("fiftieth", Some(50)),
            ("3d", None),
            ("one", None),
            ("city", None),
        ] {
            assert_eq!(english_number(word), expect, "{word}");
        }
    }
}

//! A name as words: where the writer put spaces, hyphens, points and commas.

use crate::normal::fold;
use crate::script::{Script, script_of};

/// One word as written, folded, in its own script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded letters and digits.
    pub text: String,
    /// Single letters that points or strokes bind together: A.B.C., S/A.
    pub dotted: bool,
    /// How many commas stand before it.
    pub commas: u8,
}

/// The words of a name; at most `most` of them. Apostrophes bind, everything else divides.
pub fn words(name: &str, most: usize) -> Vec<Word> {
    let folded = fold(name);
    let mut words: Vec<Word> = Vec::new();
    let mut text = String::new();
    let mut script = None;
    let mut commas = 0_u8;
    let mut bound = false; // a point or stroke, and nothing else, stands between this letter and the one before
    let chars: Vec<char> = folded.chars().collect();
    for at in 0..=chars.len() {
        let c = chars.get(at).copied().unwrap_or(' ');
        if c.is_alphanumeric() || is_vowel_sign(c) {
            let here = script_of(c);
            // Chinese characters and letters of another script do not make one word.
            let divided = script.is_some()
                && here.is_some()
                && script != here
                && (script == Some(Script::Han) || here == Some(Script::Han));
            if divided {
                push(&mut words, &mut text, &mut bound, commas, most);
            }
            script = here.or(script);
            text.push(c);
            continue;
        }
        if is_apostrophe(c) && !text.is_empty() {
            continue;
        }
        let next_is_letter = chars.get(at + 1).is_some_and(|next| next.is_alphanumeric());
        let binds = matches!(c, '.' | '/') && text.chars().count() == 1;
        push(&mut words, &mut text, &mut bound, commas, most);
        script = None;
        bound = binds && next_is_letter;
        if matches!(c, ',' | '،' | '、' | ';') {
            commas = commas.saturating_add(1);
        }
    }
    words
}

fn push(words: &mut Vec<Word>, text: &mut String, bound: &mut bool, commas: u8, most: usize) {
    if text.is_empty() {
        return;
    }
    let single = text.chars().count() == 1;
    let full = words.len() >= most;
    match words.last_mut() {
        Some(last) if *bound && single && (last.dotted || last.text.chars().count() == 1) => {
            last.text.push_str(text);
            last.dotted = true;
        }
        _ if full => {}
        _ => words.push(Word { text: text.clone(), dotted: false, commas }),
    }
    text.clear();
    *bound = false;
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | '′' | '‛' | '״' | '׳')
}

/// Vowel signs of Indic and South-East Asian scripts and the long-vowel sign of kana are part of the word.
fn is_vowel_sign(c: char) -> bool {
    matches!(u32::from(c), 0x900..=0xDFF | 0xE00..=0xFFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x30FC)
        && !c.is_whitespace()
        && !matches!(c, '।' | '॥')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_bind_letters_and_spaces_divide_words() {
        for (name, expect) in [
            ("A.B.C. Company", "abc company"),
            ("S.p.A.", "spa"),
            ("A/S Norden", "as norden"),
            ("Al Qa'ida", "al qaida"),
            ("Jean-Marie", "jean marie"),
            ("ООО\"БАЗО\"", "ооо базо"),
            ("John A. Smith", "john a smith"),
            ("'Abd al-Aziz", "abd al aziz"),
        ] {
            let found: Vec<String> = words(name, 32).into_iter().map(|word| word.text).collect();
            assert_eq!(found.join(" "), expect);
        }
    }
}

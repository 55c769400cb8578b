//! Which script a character belongs to.

/// The scripts that names are written in, as far as they are read differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Latin, with all its diacritics.
    Latin,
    /// Cyrillic of all languages.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic, Persian, Urdu, Pashto: short vowels are not written.
    Arabic,
    /// Hebrew: vowels are not written.
    Hebrew,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Korean letters.
    Hangul,
    /// Japanese syllables.
    Kana,
    /// Chinese characters, in whatever language.
    Han,
    /// Devanagari, Thai and every other script.
    Other,
}

impl Script {
    /// The script's name as the tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::Cyrillic => "cyrillic",
            Self::Greek => "greek",
            Self::Arabic => "arabic",
            Self::Hebrew => "hebrew",
            Self::Armenian => "armenian",
            Self::Georgian => "georgian",
            Self::Hangul => "hangul",
            Self::Kana => "kana",
            Self::Han => "han",
            Self::Other => "other",
        }
    }

    /// Whether the script leaves vowels unwritten, so that only consonants can be compared.
    pub const fn leaves_out_vowels(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }
}

/// The script of a letter; `None` for digits, signs and marks, which belong to no script.
pub fn script_of(c: char) -> Option<Script> {
    Some(match u32::from(c) {
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x250..=0x2AF | 0x1E00..=0x1EFF => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Cyrillic,
        0x530..=0x58F => Script::Armenian,
        0x590..=0x5FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Script::Arabic,
        0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Script::Georgian,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7FF => Script::Hangul,
        0x3041..=0x30FF | 0x31F0..=0x31FF => Script::Kana,
        0x3005 | 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF => {
            Script::Han
        }
        _ if c.is_alphabetic() => Script::Other,
        _ => return None,
    })
}

/// Whether any character is a Japanese syllable: the name is Japanese, whatever Chinese characters stand in it.
pub fn has_kana(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}') && c != 'ー')
}

/// Whether any character is a Chinese one.
pub fn has_han(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| script_of(c) == Some(Script::Han))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_is_told_by_its_letters() {
        for (text, expect) in [
            ("aÉß", Script::Latin),
            ("Жї", Script::Cyrillic),
            ("Ωά", Script::Greek),
            ("حگ", Script::Arabic),
            ("שׁ", Script::Hebrew),
            ("김", Script::Hangul),
            ("ソ", Script::Kana),
            ("华", Script::Han),
            ("ब", Script::Other),
            ("ბ", Script::Georgian),
            ("Բ", Script::Armenian),
        ] {
            assert_eq!(text.chars().next().and_then(script_of), Some(expect), "{text}");
        }
        assert_eq!(script_of('7'), None);
    }
}

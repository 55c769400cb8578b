//! Text that was UTF-8, was taken for another encoding, and was saved so: repaired where that is certain.

use encoding_rs::WINDOWS_1252;

/// Whether a text may be garbled: it has the letters that the first bytes of UTF-8 look like.
pub(crate) fn may_be(text: &str) -> bool {
    // U+00C0 to U+00FF are written with the byte C3 first, and no other character has that byte.
    text.as_bytes().contains(&0xc3)
}

/// The text as it was meant; `None` for a text that is not certainly garbled.
///
/// Every run of letters beyond ASCII must be right UTF-8 when it is written back: "Ã" is followed by "©" in no language,
/// and a text of which one such pair is left alone ("MÃO") stays as it is.
pub(crate) fn repaired(text: &str) -> Option<String> {
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    if lossy {
        return None;
    }
    let right = String::from_utf8(bytes.into_owned()).ok()?;
    let was = text.chars().filter(|c| !c.is_ascii()).count();
    let is = right.chars().filter(|c| !c.is_ascii()).count();
    // What comes out must be letters again, and fewer of them.
    let has_controls = right.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}' | '\u{fffd}'));
    (is > 0 && is < was && !has_controls).then_some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let found = if may_be(text) { repaired(text) } else { None };
        assert_eq!(found.as_deref(), expect, "{text}");
    }

    #[test]
    fn utf_8_taken_for_western_letters_is_repaired() {
        check("Ð—Ð°Ð²Ð¾Ð´", Some("Завод"));
        check("MÃ¼ller & SÃ¶hne", Some("Müller & Söhne"));
        check("ä¸­ç§‘", Some("中科"));
    }

    #[test]
    fn what_is_right_stays() {
        for text in ["Müller", "São Tomé", "MÃO", "Ångström", "中科", "Завод", "plain", "É"] {
            check(text, None);
        }
    }
}

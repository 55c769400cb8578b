//! Markup that is safe whatever the files say: every text is escaped by `maud` on its way in, and the finished page is cleaned once.

use maud::{Markup, PreEscaped, html};

/// A finished page without the characters that could make a name read as another, or that XML does not know.
///
/// Done once for the whole page and not name by name, so that no place can be forgotten: the program's own markup has none of them.
pub(super) fn clean(page: String) -> String {
    let is_clean = |c: char| !turns_writing(c) && (!c.is_control() || matches!(c, '\n' | '\t'));
    let is_text = |c: char| is_clean(c) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    page.chars().map(|c| if is_text(c) { c } else { '\u{fffd}' }).collect()
}

/// Characters that turn the direction of writing.
const fn turns_writing(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// A link to a page of the web; anything that is not such an address is text.
pub(super) fn link(url: &str, text: &str) -> Markup {
    if url.starts_with("https://") || url.starts_with("http://") {
        html! { a rel="noreferrer" href=(url) { (text) } }
    } else {
        html! { (text) }
    }
}

/// A text as the content of a string of CSS: all but letters, digits and spaces are written as numbers, so that it ends nothing.
pub(super) fn css_string(text: &str) -> Markup {
    let one = |c: char| match c {
        c if c.is_alphanumeric() || c == ' ' => c.to_string(),
        c if turns_writing(c) || c.is_control() => "\\fffd ".to_owned(),
        c => format!("\\{:x} ", c as u32),
    };
    PreEscaped(text.chars().map(one).collect())
}

/// A count with its thousands apart: `1,237`.
pub(super) fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let apart = |(at, digit): (usize, char)| {
        let comma = at > 0 && (digits.len() - at).is_multiple_of(3);
        [comma.then_some(','), Some(digit)].into_iter().flatten()
    };
    digits.chars().enumerate().flat_map(apart).collect()
}

/// A weight with its sign, one decimal place, and a true minus: `+3.8`, `−6.6`.
pub(super) fn weight(weight: f64) -> String {
    format!("{weight:+.1}").replace('-', "−").replace("−0.0", "+0.0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_breaks_out_of_its_place(text in "\\PC*|[<>&\"'/=a-z!\\-\u{0}-\u{1f}]{0,40}", url in "(javascript:|https://|data:|\")?\\PC*") {
            let page = clean(html! { p title=(text) { (text) } (link(&url, &text)) }.into_string());
            let rest = page.strip_prefix("<p title=\"").expect("its own tag");
            let (inside, rest) = rest.split_once("\">").expect("its own end");
            prop_assert!(!inside.contains(['<', '>', '"']));
            let (inside, rest) = rest.split_once("</p>").expect("its own end");
            prop_assert!(!inside.contains(['<', '>', '"']));
            prop_assert!(rest.starts_with("<a rel=\"noreferrer\" href=\"http") || !rest.contains(['<', '>', '"']));
            let in_style = css_string(&text).into_string();
            prop_assert!(!in_style.contains(['<', '>', '"', '\n', '/', '}']), "{in_style}");
        }
    }

    #[test]
    fn a_link_to_anything_but_a_page_is_text() {
        assert_eq!(link("javascript:alert(1)", "<b>").into_string(), "&lt;b&gt;");
    }

    #[test]
    fn a_name_cannot_turn_the_direction_of_writing() {
        assert_eq!(clean("a\u{202e}b\u{200f}c\u{0}\n".to_owned()), "a\u{fffd}b\u{fffd}c\u{fffd}\n");
    }

    #[test]
    fn numbers_are_set_as_in_print() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([3.84, -6.6, -0.01].map(weight), ["+3.8", "−6.6", "+0.0"]);
    }
}

//! HTML written piece by piece: tags are the program's own words, and every other text is escaped on its way in.

/// HTML that grows.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup of the program itself. `&'static`: nothing that was read from a file can get here.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, escaped so that it is text wherever it stands: between tags and in quoted attributes.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for sign in text.chars() {
            match sign {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // Signs that turn the direction of writing could make a name read as another.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
                    self.0.push('\u{fffd}')
                }
                // XML, and so SVG, has no such signs.
                sign if sign.is_control() && !matches!(sign, '\n' | '\t') => self.0.push('\u{fffd}'),
                '\u{fffe}' | '\u{ffff}' => self.0.push('\u{fffd}'),
                sign => self.0.push(sign),
            }
        }
        self
    }

    /// A number, with one decimal place where it has one.
    pub(super) fn number(&mut self, number: f64) -> &mut Self {
        let text = format!("{number:.1}");
        self.0.push_str(text.strip_suffix(".0").unwrap_or(&text));
        self
    }

    /// An element with nothing but text in it.
    pub(super) fn element(&mut self, open: &'static str, text: &str, close: &'static str) -> &mut Self {
        self.raw(open).text(text).raw(close)
    }

    /// A link to a page of the web; anything that is no such address is text.
    pub(super) fn link(&mut self, url: &str, text: &str) -> &mut Self {
        if url.starts_with("https://") || url.starts_with("http://") {
            self.raw("<a rel=\"noreferrer\" href=\"").text(url).raw("\">").text(text).raw("</a>")
        } else {
            self.text(text)
        }
    }

    /// What was made by another of these.
    pub(super) fn add(&mut self, other: &Html) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// All of it.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_breaks_out_of_where_it_stands(text in "\\PC*|[<>&\"'/=a-z!\\-\u{0}-\u{1f}]{0,40}", url in "(javascript:|https://|data:|\")?\\PC*") {
            let mut html = Html::default();
            html.raw("<p title=\"").text(&text).raw("\">").text(&text).raw("</p>").link(&url, &text);
            let out = html.finish();
            let rest = out.strip_prefix("<p title=\"").expect("its own tag");
            let (inside, rest) = rest.split_once("\">").expect("its own end");
            prop_assert!(!inside.contains(['<', '>', '"', '\'']));
            let (inside, rest) = rest.split_once("</p>").expect("its own end");
            prop_assert!(!inside.contains(['<', '>', '"', '\'']));
            prop_assert!(rest.starts_with("<a rel=\"noreferrer\" href=\"http") || !rest.contains(['<', '>', '"']));
            prop_assert_eq!(rest.matches('<').count() % 2, 0);
        }
    }

    #[test]
    fn a_link_that_is_no_address_is_text() {
        let mut html = Html::default();
        html.link("javascript:alert(1)", "<b>");
        assert_eq!(html.finish(), "&lt;b&gt;");
    }

    #[test]
    fn a_name_cannot_turn_the_direction_of_writing() {
        let mut html = Html::default();
        html.text("a\u{202e}b");
        assert_eq!(html.finish(), "a\u{fffd}b");
    }
}

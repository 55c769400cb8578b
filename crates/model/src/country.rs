//! Countries and territories by their ISO 3166-1 alpha-2 code.

use std::fmt;

/// A country or territory: two upper-case ASCII letters, as in ISO 3166-1 alpha-2.
///
/// Hong Kong (`HK`), Macau (`MO`) and Taiwan (`TW`) are codes of their own here, as in the lists; how the law
/// treats them is a question for `rules`, not for this type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads a code in either case; `None` for anything but two ASCII letters.
    ///
    /// Names ("Hong Kong", "香港", "China (Hong Kong)") are the business of `text::country`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The code, upper case.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

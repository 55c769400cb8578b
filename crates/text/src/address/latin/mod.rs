//! Addresses in Latin letters, or in letters that become Latin: English, pinyin, Russian, Turkish and the rest.

mod named;
mod numbered;
mod placed;
mod tokens;

use super::Address;
use named::named;
use numbered::{numbered, postcodes};
use tokens::{countries, tokens};

/// Reads `text` into `address`.
pub(super) fn read(text: &str, address: &mut Address) {
    let mut tokens = tokens(text);
    countries(&mut tokens, address);
    address.whole = tokens.iter().filter(|token| !token.used).map(|token| token.text.as_str()).collect();
    numbered(&mut tokens, address);
    postcodes(&mut tokens, address);
    let parts = tokens.last().map_or(0, |token| token.part + 1);
    let mut pending = None;
    let mut start = 0;
    for part in 0..parts {
        let end = start + tokens[start..].iter().take_while(|token| token.part == part).count();
        named(&mut tokens[start..end], address, &mut pending, start == 0);
        start = end;
    }
    if address.number.is_none() {
        address.number = pending;
    }
}

//! Unified social credit codes that no office gives out: right check digits, a region that is none, MADEUP for a number.

const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// The code of the made-up company of this number, up to 960: `91990000MADEUP00..`. No region of China begins with 99.
pub fn uscc(number: usize) -> String {
    let sign = |at: usize| char::from(SIGNS[at % 31]);
    let organisation = format!("MADEUP{}{}", sign(number / 31), sign(number));
    let mut code = format!("91990000{organisation}{}", organisation_check(&organisation));
    let sum: usize = code.bytes().zip(WEIGHTS).map(|(sign, weight)| value(sign) * weight).sum();
    code.push(sign((31 - sum % 31) % 31));
    code
}

fn value(sign: u8) -> usize {
    SIGNS.iter().position(|known| *known == sign).unwrap_or(0)
}

/// The check digit of an organisation code, GB 11714-1997.
fn organisation_check(code: &str) -> char {
    let value = |sign: char| sign.to_digit(36).unwrap_or(0) as usize;
    let sum: usize = code.chars().zip(ORGANISATION_WEIGHTS).map(|(sign, weight)| value(sign) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or('0'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chokepoint_text::identifier::{Check, Scheme, check, organisation_code_of};
    use std::collections::BTreeSet;

    #[test]
    fn made_up_codes_have_right_check_digits_and_say_that_they_are_made_up() {
        let codes: BTreeSet<String> = (0..960).map(uscc).collect();
        assert_eq!(codes.len(), 960);
        for code in codes {
            assert_eq!(check(Scheme::Uscc, &code), Check::Valid, "{code}");
            let organisation = organisation_code_of(&code).unwrap();
            assert_eq!(check(Scheme::OrganisationCode, organisation), Check::Valid, "{code}");
            assert!(code.starts_with("91990000MADEUP"), "{code}");
        }
    }
}

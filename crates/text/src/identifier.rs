//! Identifiers: their normal form, what their check digit says, and what a bare one is likely to be.

/// What is known about an identifier and how it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// Unified Social Credit Code of China: 18 signs, GB 32100-2015.
    Uscc,
    /// Organisation code of China before 2015: 9 signs, GB 11714-1997. It stands inside the USCC (signs 9 to 17).
    OrganisationCode,
    /// Registration number of Chinese companies before 2015: 15 digits, ISO 7064 MOD 11,10 (GS 15-2006).
    ChineseRegistration,
    /// Identity number of Chinese citizens: 18 signs, GB 11643-1999.
    ChineseCitizen,
    /// Legal Entity Identifier: 20 signs, ISO 17442, ISO 7064 MOD 97-10.
    Lei,
    /// IMO ship number: 7 digits, resolution A.1117(30).
    Imo,
    /// Taxpayer number of Russia: 10 digits for organisations, 12 for persons.
    Inn,
    /// State registration number of Russia: 13 digits for companies, 15 for sole traders.
    Ogrn,
    /// Maritime Mobile Service Identity: 9 digits.
    Mmsi,
    /// Business Identifier Code, ISO 9362: 8 signs, or 11 with the branch.
    Bic,
    /// DUNS number: 9 digits.
    Duns,
    /// A passport, tax, registration or other number without a rule known here.
    Plain,
}

/// What the check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// Of the right shape, and the check digit agrees.
    Valid,
    /// Of another shape, or the check digit differs: misread, mistyped or made up.
    Invalid,
    /// Of the right shape; the scheme has no check digit.
    NoneKnown,
}

/// Longer identifiers are no identifiers; the rest is not looked at.
const LONGEST: usize = 64;

/// Letters and digits, full width folded, in capitals: what remains when writers' habits are taken away.
/// `IMO 9074729` and `9074729` are one IMO number; `ИНН 7707083893` and `7707083893` one INN.
pub fn normal(scheme: Scheme, text: &str) -> String {
    let mut plain = letters_and_digits(without_decimals(text));
    let prefixes: &[&str] = match scheme {
        Scheme::Imo => &["IMONUMBER", "IMONO", "IMO"],
        Scheme::Inn => &["INN", "ИНН"],
        Scheme::Ogrn => &["OGRNIP", "OGRN", "ОГРНИП", "ОГРН"],
        Scheme::Lei => &["LEI"],
        Scheme::Mmsi => &["MMSI"],
        Scheme::Duns => &["DUNS"],
        Scheme::Uscc => &["USCC"],
        _ => &[],
    };
    // Only where a digit follows: LEI codes of Leipzig may begin with these letters.
    for prefix in prefixes {
        if let Some(rest) =
            plain.strip_prefix(prefix).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            plain = rest.to_owned();
            break;
        }
    }
    match scheme {
        // The main office of a bank may be written with the branch XXX.
        Scheme::Bic if plain.len() == 11 && plain.ends_with("XXX") => plain.truncate(8),
        _ => {}
    }
    plain
}

/// A number that passed through a spreadsheet or a data frame: 9187629.0 is 9187629.
fn without_decimals(text: &str) -> &str {
    let text = text.trim();
    match text.split_once('.') {
        Some((whole, zeros))
            if !zeros.is_empty()
                && zeros.bytes().all(|byte| byte == b'0')
                && whole.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            whole
        }
        _ => text,
    }
}

fn letters_and_digits(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.chars()
        .take(LONGEST)
        .nfkc()
        .filter(|c| c.is_alphanumeric())
        .take(LONGEST)
        .flat_map(char::to_uppercase)
        .collect()
}

/// What the check digit of an identifier says; `value` in its normal form.
pub fn check(scheme: Scheme, value: &str) -> Check {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    let shape = |fits: bool| if fits { Check::NoneKnown } else { Check::Invalid };
    let valid = |holds: bool| if holds { Check::Valid } else { Check::Invalid };
    match scheme {
        Scheme::Uscc => valid(uscc(value)),
        Scheme::OrganisationCode => valid(organisation_code(value)),
        Scheme::ChineseRegistration => valid(digits && value.len() == 15 && mod_11_10(value)),
        Scheme::ChineseCitizen => valid(citizen(value)),
        Scheme::Lei => valid(lei(value)),
        Scheme::Imo => valid(digits && imo(value)),
        Scheme::Inn => valid(digits && inn(value)),
        Scheme::Ogrn => valid(digits && ogrn(value)),
        // The first digit tells the kind of station: 2 to 7 are ships, by region.
        Scheme::Mmsi => shape(digits && value.len() == 9),
        Scheme::Bic => shape(bic(value)),
        Scheme::Duns => shape(digits && value.len() == 9),
        Scheme::Plain => shape(value.len() >= 3),
    }
}

/// What a bare identifier is likely to be: only schemes whose check digit agrees are named, and of short numbers,
/// which agree by chance, none.
pub fn guess(text: &str) -> Option<Scheme> {
    let named = letters_and_digits(text);
    for (prefix, scheme) in [
        ("IMO", Scheme::Imo),
        ("INN", Scheme::Inn),
        ("ИНН", Scheme::Inn),
        ("OGRN", Scheme::Ogrn),
        ("ОГРН", Scheme::Ogrn),
    ] {
        if named.starts_with(prefix) && check(scheme, &normal(scheme, text)) == Check::Valid {
            return Some(scheme);
        }
    }
    let by_length: &[Scheme] = match named.len() {
        20 => &[Scheme::Lei],
        18 => &[Scheme::ChineseCitizen, Scheme::Uscc],
        15 => &[Scheme::Ogrn, Scheme::ChineseRegistration],
        13 => &[Scheme::Ogrn],
        12 | 10 => &[Scheme::Inn],
        _ => &[],
    };
    by_length.iter().copied().find(|scheme| check(*scheme, &named) == Check::Valid)
}

/// The organisation code inside a USCC.
pub fn organisation_code_of(uscc: &str) -> Option<&str> {
    uscc.get(8..17)
}

/// Signs of GB 32100-2015, in the order of their values: no I, O, S, V, Z.
const USCC_SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// GB 32100-2015, 4.6: weights are the powers of 3 modulo 31.
fn uscc(value: &str) -> bool {
    let bytes = value.as_bytes();
    if bytes.len() != 18 || !bytes[2..8].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let (mut sum, mut weight) = (0, 1);
    for byte in &bytes[..17] {
        let Some(sign) = USCC_SIGNS.iter().position(|sign| sign == byte) else { return false };
        sum += sign * weight;
        weight = weight * 3 % 31;
    }
    USCC_SIGNS[(31 - sum % 31) % 31] == bytes[17]
}

/// GB 11714-1997: eight signs of weight 3, 7, 9, 10, 5, 8, 4, 2 and a check sign modulo 11, X for 10.
fn organisation_code(value: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let bytes = value.as_bytes();
    if bytes.len() != 9 || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    let of = |byte: u8| char::from(byte).to_digit(36).unwrap_or(0);
    let sum: u32 = bytes[..8].iter().zip(WEIGHTS).map(|(byte, weight)| of(*byte) * weight).sum();
    match 11 - sum % 11 {
        10 => bytes[8] == b'X',
        11 => bytes[8] == b'0',
        digit => of(bytes[8]) == digit && bytes[8].is_ascii_digit(),
    }
}

/// GB 11643-1999: ISO 7064 MOD 11-2 over a code of place, birth date and order.
fn citizen(value: &str) -> bool {
    let bytes = value.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) || !plausible_birth(&value[6..14]) {
        return false;
    }
    let mut sum = 0;
    for byte in &bytes[..17] {
        sum = (sum + u32::from(byte - b'0')) * 2 % 11;
    }
    match (12 - sum) % 11 {
        10 => bytes[17] == b'X',
        digit => u32::from(bytes[17]) == u32::from(b'0') + digit,
    }
}

fn plausible_birth(date: &str) -> bool {
    let number = |at: std::ops::Range<usize>| date[at].parse::<u32>().unwrap_or(0);
    (1850..=2100).contains(&number(0..4))
        && (1..=12).contains(&number(4..6))
        && (1..=31).contains(&number(6..8))
}

/// ISO 7064 MOD 11,10.
fn mod_11_10(value: &str) -> bool {
    let mut product = 10;
    for byte in &value.as_bytes()[..value.len() - 1] {
        let sum = (product + u32::from(byte - b'0')) % 10;
        product = if sum == 0 { 10 } else { sum } * 2 % 11;
    }
    let last = value.bytes().last().map_or(0, |byte| u32::from(byte - b'0'));
    (product + last) % 10 == 1
}

/// ISO 7064 MOD 97-10: letters become 10 to 35, and the remainder is 1.
fn lei(value: &str) -> bool {
    let bytes = value.as_bytes();
    if bytes.len() != 20
        || !bytes.iter().all(u8::is_ascii_alphanumeric)
        || !bytes[18..].iter().all(u8::is_ascii_digit)
    {
        return false;
    }
    let remainder = bytes.iter().fold(0, |rest, byte| {
        let sign = char::from(*byte).to_digit(36).unwrap_or(0);
        (if sign > 9 { rest * 100 } else { rest * 10 } + sign) % 97
    });
    remainder == 1
}

/// Six digits of weight 7 to 2; the last digit of their sum is the seventh.
fn imo(value: &str) -> bool {
    let digits: Vec<u32> = value.bytes().map(|b| u32::from(b - b'0')).collect();
    digits.len() == 7
        && digits.iter().any(|digit| *digit > 0)
        && digits[..6].iter().zip((2..=7).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10
            == digits[6]
}

/// Order of the Federal Tax Service: one check digit for organisations, two for persons.
fn inn(value: &str) -> bool {
    const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let digits: Vec<u32> = value.bytes().map(|b| u32::from(b - b'0')).collect();
    let holds = |at: usize| {
        let sum: u32 =
            digits[..at].iter().zip(&WEIGHTS[11 - at..]).map(|(digit, weight)| digit * weight).sum();
        sum % 11 % 10 == digits[at]
    };
    let some = digits.iter().any(|digit| *digit > 0);
    match digits.len() {
        10 => some && holds(9),
        12 => some && holds(10) && holds(11),
        _ => false,
    }
}

/// The number without its last digit, modulo 11 (13 digits) or 13 (15 digits); the last digit of that.
fn ogrn(value: &str) -> bool {
    let modulus = match value.len() {
        13 => 11,
        15 => 13,
        _ => return false,
    };
    let Some((Ok(body), Ok(last))) = value
        .split_at_checked(value.len() - 1)
        .map(|(body, last)| (body.parse::<u64>(), last.parse::<u64>()))
    else {
        return false;
    };
    // The first digit says who entered it: 1 and 5 companies, 3 sole traders, 2 later entries.
    matches!(value.as_bytes()[0], b'1'..=b'5') && body % modulus % 10 == last
}

/// Four letters, a country, two signs of place, and three of the branch if any.
fn bic(value: &str) -> bool {
    let bytes = value.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes[..6].iter().all(u8::is_ascii_alphabetic)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(scheme: Scheme, text: &str) -> Check {
        check(scheme, &normal(scheme, text))
    }

    #[test]
    fn a_right_check_digit_is_told_from_a_wrong_one() {
        // Samples of the standards and of their publishers, and public numbers of a Russian bank.
        for (scheme, right, wrong) in [
            (Scheme::Uscc, "91350100M000100Y43", "91350100M000100Y44"),
            (Scheme::OrganisationCode, "D2143569-X", "D2143569-1"),
            (Scheme::ChineseRegistration, "110108000000016", "110108000000017"),
            (Scheme::ChineseCitizen, "11010519491231002X", "110105194912310021"),
            (Scheme::Lei, "5493 0084 UKLV MY22 DS16", "54930084UKLVMY22DS17"),
            (Scheme::Imo, "IMO 9074729", "IMO 9074728"),
            (Scheme::Inn, "7707083893", "7707083894"),
            (Scheme::Inn, "500100732259", "500100732258"),
            (Scheme::Ogrn, "1027700132195", "1027700132196"),
            (Scheme::Ogrn, "304500116000157", "304500116000158"),
        ] {
            assert_eq!(told(scheme, right), Check::Valid, "{scheme:?} {right}");
            assert_eq!(told(scheme, wrong), Check::Invalid, "{scheme:?} {wrong}");
        }
    }

    #[test]
    fn kinds_without_a_check_digit_have_a_shape_at_most() {
        assert_eq!(told(Scheme::Bic, "DEUTDEFFXXX"), Check::NoneKnown);
        assert_eq!(normal(Scheme::Bic, "deutdeffxxx"), "DEUTDEFF");
        assert_eq!(told(Scheme::Bic, "DEUT"), Check::Invalid);
        assert_eq!(told(Scheme::Mmsi, "273 123 456"), Check::NoneKnown);
        assert_eq!(told(Scheme::Duns, "15-048-3782"), Check::NoneKnown);
        assert_eq!(told(Scheme::Plain, "AB 123"), Check::NoneKnown);
        assert_eq!(told(Scheme::Plain, "-"), Check::Invalid);
    }

    #[test]
    fn a_bare_identifier_is_named_only_when_its_check_digit_agrees() {
        for (text, expect) in [
            ("91350100M000100Y43", Some(Scheme::Uscc)),
            ("９１３５０１００Ｍ０００１００Ｙ４３", Some(Scheme::Uscc)),
            ("91350100M000100Y44", None),
            ("11010519491231002X", Some(Scheme::ChineseCitizen)),
            ("549300084UKLVMY22DS16", None),
            ("54930084UKLVMY22DS16", Some(Scheme::Lei)),
            ("7707083893", Some(Scheme::Inn)),
            ("1027700132195", Some(Scheme::Ogrn)),
            ("IMO 9074729", Some(Scheme::Imo)),
            ("9074729", None),
            ("hello", None),
        ] {
            assert_eq!(guess(text), expect, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,80}", digits in "[0-9A-Z]{0,22}") {
            for scheme in [
                Scheme::Uscc, Scheme::OrganisationCode, Scheme::ChineseRegistration, Scheme::ChineseCitizen, Scheme::Lei,
                Scheme::Imo, Scheme::Inn, Scheme::Ogrn, Scheme::Mmsi, Scheme::Bic, Scheme::Duns, Scheme::Plain,
            ] {
                let _ = (told(scheme, &text), told(scheme, &digits), check(scheme, &text), check(scheme, &digits));
            }
            let _ = (guess(&text), guess(&digits), organisation_code_of(&text));
        }

        #[test]
        fn one_wrong_digit_never_passes(at in 0_usize..7, by in 1_u8..10) {
            // Weights 2 to 7: IMO numbers miss some errors, a USCC (modulo a prime) none.
            let mut bytes = *b"91350100M000100Y43";
            bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
            prop_assert_eq!(check(Scheme::Uscc, std::str::from_utf8(&bytes).unwrap_or("")), Check::Invalid);
        }
    }
}

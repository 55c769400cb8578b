//! Addresses in Latin letters, or in letters that become Latin: English, pinyin, Russian, Turkish and the rest.

use super::{
    Address, Level, Number, Place, Street,
    part::without_zeros,
    places,
    words::{Word, pinyin_number, word},
};
use crate::{country, han::number::english_number, normal, script, translit};

/// One word, number or sign of an address.
struct Token {
    text: String,
    says: Word,
    /// Which part between commas it stands in.
    part: usize,
    used: bool,
}

impl Token {
    fn has_digit(&self) -> bool {
        self.text.bytes().any(|b| b.is_ascii_digit())
    }

    /// `15`, `a1`, `12a06`, `18-24`, `b`: what can number a house, block or room.
    fn is_number(&self) -> bool {
        self.text.len() <= 14 && self.ordinal_in_digits().is_none() && (self.has_digit() || self.text.len() == 1)
    }

    /// `3rd`, `12th`.
    fn ordinal_in_digits(&self) -> Option<u32> {
        let ends_in_letters = self.text.ends_with(|c: char| c.is_ascii_alphabetic());
        if ends_in_letters && self.has_digit() { english_number(&self.text) } else { None }
    }

    fn ordinal(&self) -> Option<u32> {
        self.ordinal_in_digits().or(self.says.ordinal)
    }

    /// `16/f`, `5f`, `12fl`, `3/floor`: a floor in one word.
    fn floor(&self) -> Option<&str> {
        let body = ["/floor", "/fl", "/f", "fl", "f"].iter().find_map(|end| self.text.strip_suffix(end))?;
        let body = body.trim_end_matches('-');
        let fits = body == "g" || body == "lg" || body == "ug" || body.bytes().all(|b| b.is_ascii_digit()) && body.len() <= 3;
        (fits && !body.is_empty()).then_some(body)
    }
}

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

/// The words between spaces, commas and signs; letters of other scripts become Latin.
fn tokens(text: &str) -> Vec<Token> {
    let folded = normal::fold(text);
    let mut tokens: Vec<Token> = Vec::new();
    let (mut current, mut part) = (String::new(), 0);
    let chars: Vec<char> = folded.chars().collect();
    for at in 0..=chars.len() {
        let c = chars.get(at).copied().unwrap_or(',');
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        if c.is_alphanumeric() {
            current.push(c);
            continue;
        }
        match c {
            '\'' | '’' | '‘' | '`' | 'ʼ' | '´' => continue,
            // 16/F, 18-24, N.T.: a stroke or hyphen at a number binds, a point between single letters.
            '-' | '/' | '–' if next.is_alphanumeric() && !current.is_empty() && binds(&current, next, &chars[at + 1..]) => {
                current.push(if c == '–' { '-' } else { c });
                continue;
            }
            '.' if next.is_alphabetic() && is_initials(&current) && chars.get(at + 2).is_none_or(|c| !c.is_alphanumeric()) => {
                continue;
            }
            _ => {}
        }
        push(&mut tokens, &mut current, part);
        if c == '#' {
            tokens.push(Token { text: "no".into(), says: word("no"), part, used: false });
        }
        if matches!(c, ',' | ';' | '(' | ')' | '|' | '\n' | '،' | '"') && tokens.last().is_some_and(|last| last.part == part) {
            part += 1;
        }
    }
    tokens
}

fn binds(current: &str, next: char, rest: &[char]) -> bool {
    let number = current.bytes().any(|b| b.is_ascii_digit());
    let short = current.chars().count() == 1;
    let word_follows = rest.iter().take_while(|c| c.is_alphabetic()).count() > 2;
    (number && !word_follows) || (short && (next.is_ascii_digit() || rest.iter().take_while(|c| c.is_alphanumeric()).count() == 1))
}

fn is_initials(current: &str) -> bool {
    !current.is_empty() && current.len() <= 3 && current.bytes().all(|b| b.is_ascii_alphabetic())
}

fn push(tokens: &mut Vec<Token>, current: &mut String, part: usize) {
    if current.is_empty() {
        return;
    }
    let text = std::mem::take(current);
    let text = if text.is_ascii() { text } else { other_script(&text) };
    // Rm1510 and No33 are two words, B12 is one.
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (head, tail) = text.split_at(letters);
    let says = word(head);
    let splits = letters >= 2
        && tail.starts_with(|c: char| c.is_ascii_digit())
        && (says.room || says.number || says.floor || says.building.is_some());
    if splits {
        tokens.push(Token { text: head.to_owned(), says, part, used: false });
        tokens.push(Token { text: tail.to_owned(), says: Word::default(), part, used: false });
    } else if !text.is_empty() {
        tokens.push(Token { says: word(&text), text, part, used: false });
    }
}

fn other_script(text: &str) -> String {
    // Cyrillic д. and кв. are read as written; other letters by their sound.
    if text.chars().any(|c| script::script_of(c).is_some_and(|script| script != script::Script::Latin)) {
        return translit::latin(text).0;
    }
    any_ascii::any_ascii(text).to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/')).collect()
}

/// Country names that stand as parts of their own, from the end; a code of two letters only at the very end.
fn countries(tokens: &mut [Token], address: &mut Address) {
    let mut end = tokens.len();
    let mut first = true;
    while end > 0 {
        let part = tokens[end - 1].part;
        let start = end - tokens[..end].iter().rev().take_while(|token| token.part == part).count();
        // A trailing number is a postcode: Minsk, 220114, Belarus and Belarus, 220114.
        let digits = tokens[start..end].iter().all(Token::has_digit);
        let words: Vec<&str> = tokens[start..end].iter().map(|token| token.text.as_str()).collect();
        let text = words.join(" ");
        let code = if text.len() == 2 && !first { None } else { country::code_of(&text) };
        let fits = |code: &&'static str| match address.country {
            None => true,
            Some(held) => held == *code || held == "CN" && matches!(*code, "HK" | "MO" | "TW") || *code == "CN",
        };
        match code.filter(fits) {
            Some(code) if start > 0 || text.len() > 2 => {
                address.told_country(code);
                tokens[start..end].iter_mut().for_each(|token| token.used = true);
            }
            _ if digits => {}
            _ => {
                // Kowloon Hong Kong; Beijing China: the country ends the part.
                let most = words.len().min(4);
                let tail = (1..most).find_map(|n| {
                    let text = words[words.len() - n..].join(" ");
                    (text.len() > 3).then(|| country::code_of(&text)).flatten().filter(fits).map(|code| (n, code))
                });
                if let Some((n, code)) = tail {
                    address.told_country(code);
                    tokens[end - n..end].iter_mut().for_each(|token| token.used = true);
                }
                // Hong Kong also stands before the street.
                if !first {
                    break;
                }
            }
        }
        first = false;
        end = start;
    }
}

/// Rooms, floors, boxes and blocks: what a word numbers.
fn numbered(tokens: &mut [Token], address: &mut Address) {
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].used {
            at += 1;
            continue;
        }
        let says = tokens[at].says;
        if let Some(floor) = tokens[at].floor().map(without_zeros) {
            address.floor.get_or_insert(floor);
            tokens[at].used = true;
        } else if let Some(after) = box_word(tokens, at) {
            if let Some(number) = tokens.get(after).filter(|token| token.has_digit()) {
                address.po_box.get_or_insert(without_zeros(&number.text));
                tokens[at..=after].iter_mut().for_each(|token| token.used = true);
            }
        } else if says.room {
            rooms(tokens, at, address);
        } else if says.floor {
            floor(tokens, at, address);
        } else if says.building.is_some() {
            block(tokens, at, address);
        }
        at += 1;
    }
}

/// `P.O. Box`, `PO Box`, `POB`, `Postbox`: the index of what follows.
fn box_word(tokens: &[Token], at: usize) -> Option<usize> {
    let text = |n: usize| tokens.get(at + n).map_or("", |token| token.text.as_str());
    let length = match (text(0), text(1), text(2)) {
        ("p", "o", "box") => 3,
        ("po" | "post" | "postal", "box", _) => 2,
        ("pob" | "pobox" | "postbox", ..) => 1,
        ("box", ..) => 1,
        _ => return None,
    };
    let number_sign = usize::from(tokens.get(at + length).is_some_and(|token| token.says.number));
    Some(at + length + number_sign)
}

fn rooms(tokens: &mut [Token], at: usize, address: &mut Address) {
    let part = tokens[at].part;
    let mut next = at + 1;
    // Flat/Rm 33, Room No. 5.
    while tokens.get(next).is_some_and(|token| token.part == part && (token.says.room || token.says.number)) {
        // In "Unit D" the letter is the room, in "Unit d. 5" it is a sign.
        let digit_follows = tokens.get(next + 1).is_some_and(|token| token.part == part && token.has_digit());
        if tokens[next].text.len() == 1 && !digit_follows {
            break;
        }
        next += 1;
    }
    let mut found = false;
    while let Some(token) = tokens.get(next).filter(|token| !token.used && token.is_number() && token.floor().is_none()) {
        if !found && token.part > part + 1 || found && token.part > part {
            break;
        }
        let text = token.text.clone();
        address.add_room(&text);
        tokens[at..=next].iter_mut().for_each(|token| token.used = true);
        found = true;
        // 801-803 and 805
        let joins = tokens.get(next + 1).is_some_and(|token| matches!(token.text.as_str(), "and" | "to") && token.part == part);
        if !joins {
            break;
        }
        next += 2;
    }
    if !found && next < tokens.len() {
        // A sales office, a representative office: no room.
        tokens[at].used = true;
    }
}

fn floor(tokens: &mut [Token], at: usize, address: &mut Address) {
    let part = tokens[at].part;
    let before = at.checked_sub(1).filter(|before| tokens[*before].part == part && !tokens[*before].used);
    let value = |token: &Token| {
        token.ordinal().map(|number| if number == 0 { "g".to_owned() } else { number.to_string() }).or_else(|| {
            let text = token.text.as_str();
            (token.is_number() && (token.has_digit() || text == "g")).then(|| without_zeros(text))
        })
    };
    let ordinal = before.filter(|before| tokens[*before].ordinal().is_some());
    let after = (at + 1 < tokens.len() && tokens[at + 1].part == part).then_some(at + 1).map(|after| {
        if tokens[after].says.number && after + 1 < tokens.len() { after + 1 } else { after }
    });
    let after = after.filter(|after| tokens[*after].is_number() && tokens[*after].has_digit());
    let before = before.filter(|before| tokens[*before].is_number());
    for place in [ordinal, after, before].into_iter().flatten() {
        if let Some(floor) = value(&tokens[place]).filter(|_| !tokens[place].used) {
            address.floor.get_or_insert(floor);
            tokens[place].used = true;
            tokens[at].used = true;
            return;
        }
    }
    tokens[at].used = true;
}

/// Building 7, Block A, Tower No. 2, No. 5 Building; a word with a name before it is left for [`named`].
fn block(tokens: &mut [Token], at: usize, address: &mut Address) {
    let part = tokens[at].part;
    let here = |token: Option<&Token>| token.is_some_and(|token| token.part == part && !token.used);
    let mut after = at + 1;
    if here(tokens.get(after)) && tokens[after].says.number {
        after += 1;
    }
    let named = at > 0 && here(tokens.get(at - 1)) && is_name(&tokens[at - 1]);
    let fits = here(tokens.get(after)) && tokens[after].is_number() && tokens[after].floor().is_none();
    // "Lockhart Centre 301-307, Lockhart Road": after a name the number is the street's unless a word says otherwise.
    let short = fits && tokens[after].text.len() <= 4 && !tokens[after].text.contains('/');
    let followed_by_name = tokens.get(after + 1).is_some_and(|token| token.part == part && is_name(token));
    if short && (!named || after > at + 1) || short && named && !tokens[after].has_digit() && !followed_by_name {
        let text = without_zeros(&tokens[after].text);
        address.block.get_or_insert(text);
        tokens[after].used = true;
        if after > at + 1 {
            tokens[after - 1].used = true;
        }
        if !named {
            tokens[at].used = true;
        }
        return;
    }
    let before = at > 0 && here(tokens.get(at - 1)) && (tokens[at - 1].is_number() || tokens[at - 1].ordinal_in_digits().is_some());
    if before {
        let text = tokens[at - 1].ordinal_in_digits().map_or_else(|| without_zeros(&tokens[at - 1].text), |n| n.to_string());
        address.block.get_or_insert(text);
        tokens[at - 1].used = true;
        tokens[at].used = true;
        if at > 1 && here(tokens.get(at - 2)) && tokens[at - 2].says.number {
            tokens[at - 2].used = true;
        }
    }
}

fn is_name(token: &Token) -> bool {
    !token.used && !token.is_number() && token.ordinal_in_digits().is_none() && !token.says.number && !token.says.idle
}

/// Numbers of five or six digits that stand alone, and the British and Canadian kind.
fn postcodes(tokens: &mut [Token], address: &mut Address) {
    let british = |text: &str| {
        let bytes = text.as_bytes();
        (2..=4).contains(&bytes.len()) && bytes[0].is_ascii_alphabetic() && bytes[1..].iter().any(u8::is_ascii_digit)
    };
    let inward = |text: &str| text.len() == 3 && text.as_bytes()[0].is_ascii_digit();
    for at in (0..tokens.len()).rev() {
        if tokens[at].used || at == 0 {
            continue;
        }
        let text = tokens[at].text.replace('-', "");
        // 253-261 is a range of houses; 100-0005 and 13976-13511 are postcodes.
        if text.len() < 7 && text.len() < tokens[at].text.len() {
            continue;
        }
        let (part, digits) = (tokens[at].part, text.bytes().all(|b| b.is_ascii_digit()));
        let alone = tokens[at - 1].part != part;
        let last = tokens.get(at + 1).is_none_or(|next| next.part != part);
        let marked = tokens[at - 1].says.number;
        if digits && (5..=9).contains(&text.len()) && last && !marked && (alone || text.len() == 6 || at + 1 == tokens.len()) {
            address.postcode.get_or_insert(text);
            tokens[at].used = true;
        } else if inward(&tokens[at].text) && !digits && !alone && british(&tokens[at - 1].text) {
            address.postcode.get_or_insert(format!("{}{}", tokens[at - 1].text, tokens[at].text));
            tokens[at].used = true;
            tokens[at - 1].used = true;
        }
    }
}

/// The names of one part: streets with their numbers, buildings, zones, places.
fn named(tokens: &mut [Token], address: &mut Address, pending: &mut Option<Number>, is_first: bool) {
    let mut at = 0;
    let mut run: Vec<usize> = Vec::new();
    let mut loose: Option<Number> = None;
    let mut has_street = false;
    while at < tokens.len() {
        let says = tokens[at].says;
        if tokens[at].used || says.idle {
            places_of(tokens, &run, address);
            run.clear();
        } else if says.number && tokens.get(at + 1).is_some_and(|next| !next.used && next.has_digit()) {
            let text = tokens[at + 1].text.clone();
            take_number(&text, &mut loose);
            at += 1;
        } else if let Some(kind) = says.street.filter(|_| (!run.is_empty() || number_for_name(tokens, at)) && !names_building(tokens, at)) {
            if run.is_empty() {
                run.push(at - 1);
                loose = None;
            }
            at = street(tokens, &mut run, at, kind, address);
            has_street = true;
            attach(address, loose.take().or_else(|| pending.take()));
        } else if let Some(kind) = says.prefix.filter(|_| run.is_empty() && name_follows(tokens, at)) {
            let end = at + 1 + tokens[at + 1..].iter().take_while(|token| is_name(token) && token.says.street.is_none()).count();
            run.extend(at + 1..end);
            street(tokens, &mut run, end.saturating_sub(1), kind, address);
            at = end - 1;
            has_street = true;
            attach(address, loose.take().or_else(|| pending.take()));
        } else if let Some(kind) = says.building.filter(|_| !run.is_empty()) {
            // "Ho King Commercial Centre", "Office Building": the kind is left out where the name tells enough.
            let telling: Vec<usize> = run.iter().copied().filter(|at| !tokens[*at].says.adjective).collect();
            let name = sound(tokens, if telling.is_empty() { &run } else { &telling });
            address.add_building(if name.len() < 4 { format!("{name}{kind}") } else { name });
            run.clear();
        } else if says.zone && !run.is_empty() {
            // What begins with the name of a city is a zone of that city.
            let rest = places_before(tokens, &run, address);
            let name = sound(tokens, &run[rest..]);
            address.add_place(Place::new(&name, &written(tokens, &run[rest..]), Level::Zone));
            run.clear();
        } else if says.place.is_some() && !run.is_empty() {
            place(tokens, &run, says.place.unwrap_or_default(), address);
            run.clear();
        } else if tokens[at].is_number() && tokens[at].has_digit() {
            let text = tokens[at].text.clone();
            let kindless = !has_street && address.streets.is_empty() && !run.is_empty() && loose.is_none() && pending.is_none();
            let street_without_kind = kindless && places::known(&sound(tokens, &run)).is_none() && tokens[at].text.len() <= 6;
            if street_without_kind && run.iter().all(|at| is_name(&tokens[*at])) && !followed_by_street(tokens, at) {
                let last = at.saturating_sub(1);
                street(tokens, &mut run, last, "", address);
                has_street = true;
                take_number(&text, &mut loose);
                attach(address, loose.take());
            } else if has_street && address.number.is_none() {
                take_number(&text, &mut loose);
                attach(address, loose.take());
            } else if followed_by_number_and_street(tokens, at) {
                run.push(at);
            } else {
                places_of(tokens, &run, address);
                run.clear();
                take_number(&text, &mut loose);
            }
        } else {
            run.push(at);
        }
        at += 1;
    }
    if !run.is_empty() && loose.is_some() && !has_street && address.streets.is_empty() && is_first {
        // "15 Rustaveli": a street that nobody calls one.
        let last = tokens.len() - 1;
        if places::known(&sound(tokens, &run)).is_none() {
            street(tokens, &mut run, last, "", address);
            attach(address, loose.take());
        }
    }
    places_of(tokens, &run, address);
    if let Some(number) = loose {
        // The number may belong to the street of the part before or after.
        if address.number.is_none() && !address.streets.is_empty() {
            address.number = Some(number);
        } else {
            *pending = Some(number);
        }
    }
}

fn take_number(text: &str, loose: &mut Option<Number>) {
    if loose.is_none() {
        *loose = Number::read(text);
    }
}

fn attach(address: &mut Address, number: Option<Number>) {
    if address.number.is_none() {
        address.number = number;
        // The street with the number comes first.
        if address.number.is_some() && address.streets.len() > 1 {
            let last = address.streets.len() - 1;
            address.streets.swap(0, last);
        }
    }
}

/// "Bright Way Tower": the street's word is part of a building's name.
fn names_building(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| !next.used && next.says.building.is_some() && next.says.side.is_none())
}

/// "5 Street": a number that is the street's name.
fn number_for_name(tokens: &[Token], at: usize) -> bool {
    at > 0 && !tokens[at - 1].used && tokens[at - 1].ordinal().is_some()
}

/// "Qianhaiwan 1 Road": a number inside the name.
fn followed_by_number_and_street(tokens: &[Token], at: usize) -> bool {
    at > 0 && is_name(&tokens[at - 1]) && tokens[at].text.len() <= 2 && tokens.get(at + 1).is_some_and(|next| next.says.street.is_some() && !next.used)
}

fn followed_by_street(tokens: &[Token], at: usize) -> bool {
    tokens[at + 1..].iter().any(|token| !token.used && token.says.street.is_some())
}

/// A name follows, and no other word that would make it a street: St. Nicolas Street is no prefix.
fn name_follows(tokens: &[Token], at: usize) -> bool {
    let names = tokens[at + 1..].iter().take_while(|token| is_name(token) && token.says.street.is_none() && token.says.building.is_none()).count();
    let known = || {
        let text: String = tokens[at..].iter().take(1 + names).map(|token| token.text.as_str()).collect();
        places::known(&text).is_some()
    };
    let next = tokens.get(at + 1 + names);
    names > 0 && !known() && next.is_none_or(|next| next.says.street.is_none() || next.used)
}

/// The street of a run of words; returns the index of the last word that belongs to it.
fn street(tokens: &mut [Token], run: &mut Vec<usize>, at: usize, kind: &'static str, address: &mut Address) -> usize {
    let from = city_in_front(tokens, run, address);
    let mut words: Vec<usize> = run[from..].to_vec();
    run.clear();
    let mut last = at;
    // Chatham Road South, Huju Road North, Queen's Road Central.
    while tokens.get(last + 1).is_some_and(|next| !next.used && next.says.side.is_some() && next.text.len() > 1) {
        last += 1;
        words.push(last);
    }
    let name = |at: &usize| {
        let token = &tokens[*at];
        let ordinal = token.ordinal().or_else(|| token.text.parse().ok()).and_then(pinyin_number);
        ordinal.or(token.says.side.filter(|_| !token.says.is_pinyin).map(str::to_owned)).or_else(|| {
            let english = address.country.is_none_or(|country| matches!(country, "CN" | "TW"));
            token.says.sound.filter(|_| english).map(str::to_owned)
        })
    };
    let is_tail = |at: &usize| tokens[*at].ordinal().is_some() || tokens[*at].says.side.is_some() || tokens[*at].text.parse::<u32>().is_ok();
    let plain: String = words.iter().map(|at| name(at).filter(|_| is_tail(at)).unwrap_or_else(|| tokens[*at].text.clone())).collect();
    let meant: String = words.iter().map(|at| name(at).unwrap_or_else(|| tokens[*at].text.clone())).collect();
    // English puts the side first or last; Chinese puts it last.
    let body = words.iter().filter(|at| !is_tail(at) || tokens[**at].says.is_pinyin && **at != words[words.len() - 1]);
    let stem: String = body.clone().map(|at| name(at).unwrap_or_else(|| tokens[*at].text.clone())).collect();
    let kept: Vec<usize> = body.copied().collect();
    let tail: String = words
        .iter()
        .filter(|at| !kept.contains(at))
        .map(|at| name(at).unwrap_or_else(|| tokens[*at].text.clone()))
        .collect();
    let mut sounds: Vec<String> = Vec::new();
    for sound in [plain, meant, format!("{stem}{tail}")] {
        if !sound.is_empty() && !sounds.contains(&sound) {
            sounds.push(sound);
        }
    }
    if !sounds.is_empty() && address.streets.len() < 4 {
        let text = words.iter().map(|at| tokens[*at].text.as_str()).collect::<Vec<_>>().join(" ");
        address.streets.push(Street { sounds, stem, tail, kind, text });
    }
    last
}

/// "Beijing Xueyuan Road": a known city in front of a street's name; returns where the name begins.
fn city_in_front(tokens: &[Token], run: &[usize], address: &mut Address) -> usize {
    for length in (1..=3_usize.min(run.len())).rev() {
        let Some(found) = known_here(&sound(tokens, &run[..length]), address) else { continue };
        let rest = run[length..].iter().any(|at| {
            let token = &tokens[*at];
            token.says.side.is_none() && token.ordinal().is_none() && token.text.len() > 2
        });
        if rest && found.level <= Level::City {
            address.add_place(found);
            return length;
        }
    }
    0
}

/// Adds known places at the beginning of a run; returns where the rest begins.
fn places_before(tokens: &[Token], run: &[usize], address: &mut Address) -> usize {
    for length in (1..=3_usize.min(run.len().saturating_sub(1))).rev() {
        if let Some(found) = known_here(&sound(tokens, &run[..length]), address) {
            address.add_place(found);
            return length;
        }
    }
    0
}

fn place(tokens: &[Token], run: &[usize], kind: &str, address: &mut Address) {
    let rest = places_before(tokens, run, address);
    let name = sound(tokens, &run[rest..]);
    let level = match kind {
        "city" => Level::City,
        "province" => Level::Province,
        _ => Level::District,
    };
    let found = known_here(&name, address).unwrap_or_else(|| Place::new(&name, &written(tokens, &run[rest..]), level));
    // A district may bear the name of a city (Chaoyang); what the address calls it counts.
    let level = if found.level == Level::City && level == Level::Province { Level::Province } else { found.level };
    address.add_place(Place { level, ..found });
}

/// Words that nothing calls a street or building: places, known ones taken out one by one.
fn places_of(tokens: &[Token], run: &[usize], address: &mut Address) {
    let mut at = 0;
    let mut unknown: Vec<usize> = Vec::new();
    while at < run.len() {
        let found = (1..=4_usize.min(run.len() - at)).rev().find_map(|length| {
            let run = &run[at..at + length];
            let saint = |text: String| text.strip_prefix("st").map_or(text.clone(), |rest| format!("saint{rest}"));
            let sound = sound(tokens, run);
            known_here(&sound, address).or_else(|| known_here(&saint(sound), address)).map(|place| (length, place))
        });
        match found {
            Some((length, place)) => {
                flush(tokens, &mut unknown, address);
                address.add_place(place);
                at += length;
            }
            None => {
                unknown.push(run[at]);
                at += 1;
            }
        }
    }
    flush(tokens, &mut unknown, address);
}

fn flush(tokens: &[Token], unknown: &mut Vec<usize>, address: &mut Address) {
    let name = sound(tokens, unknown);
    if name.len() >= 3 {
        let place = Place::new(&name, &written(tokens, unknown), Level::Other);
        address.add_place(place);
    }
    unknown.clear();
}

/// A known place, unless the address is in another country.
fn known_here(sound: &str, address: &Address) -> Option<Place> {
    let chinese = |country: &str| matches!(country, "CN" | "HK" | "MO" | "TW");
    places::known(sound).filter(|place| match (place.country, address.country) {
        (Some(of), Some(here)) => of == here || chinese(of) && chinese(here),
        _ => true,
    })
}

fn sound(tokens: &[Token], run: &[usize]) -> String {
    run.iter().flat_map(|at| tokens[*at].text.chars()).filter(|c| c.is_alphanumeric()).collect()
}

fn written(tokens: &[Token], run: &[usize]) -> String {
    run.iter().map(|at| tokens[*at].text.as_str()).collect::<Vec<_>>().join(" ")
}

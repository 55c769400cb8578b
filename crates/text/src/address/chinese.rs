//! Addresses in Chinese characters: place, street, number, building, floor and room stand in this order, each
//! followed by the sign that says what it is.

use super::{
    Address, Level, Number, Place, Street,
    part::without_zeros,
    places::{self, sound_of},
    words::word,
};
use crate::{
    country,
    han::{self, number::chinese_number, rows},
};
use std::sync::LazyLock;

/// What a suffix says of the name or number before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Place(Level),
    Zone,
    Street(&'static str),
    Building,
    House,
    Block,
    Entrance,
    Floor,
    Room,
    Lane,
    Group,
}

struct Units {
    /// Suffixes of names, the longest first.
    names: Vec<(Vec<char>, Unit)>,
    /// Suffixes of numbers, the longest first.
    numbers: Vec<(Vec<char>, Unit)>,
    /// What is registered at the place of a name and is none.
    idle: Vec<&'static str>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units { names: Vec::new(), numbers: Vec::new(), idle: Vec::new() };
    for row in rows(include_str!("../../../../resources/zh/address_units.csv")) {
        let [class, canonical, suffixes] = row[..] else { continue };
        if class == "idle" {
            units.idle = suffixes.split('|').collect();
            continue;
        }
        let unit = match (class, canonical) {
            ("admin", "province") => Unit::Place(Level::Province),
            ("admin", "city") => Unit::Place(Level::City),
            ("admin", _) => Unit::Place(Level::District),
            ("zone", _) => Unit::Zone,
            ("street", kind) => Unit::Street(kind),
            ("building", _) => Unit::Building,
            ("house", _) => Unit::House,
            ("block", _) => Unit::Block,
            ("entrance", _) => Unit::Entrance,
            ("floor", _) => Unit::Floor,
            ("room", _) => Unit::Room,
            ("lane", _) => Unit::Lane,
            _ => Unit::Group,
        };
        let of_name = matches!(unit, Unit::Place(_) | Unit::Zone | Unit::Street(_) | Unit::Building);
        let table = if of_name { &mut units.names } else { &mut units.numbers };
        table.extend(suffixes.split('|').map(|suffix| (suffix.chars().collect(), unit)));
    }
    units.names.sort_by_key(|(suffix, _)| std::cmp::Reverse(suffix.len()));
    units.numbers.sort_by_key(|(suffix, _)| std::cmp::Reverse(suffix.len()));
    units
});

fn unit_at(table: &[(Vec<char>, Unit)], chars: &[char]) -> Option<(usize, Unit)> {
    table.iter().find(|(suffix, _)| chars.starts_with(suffix)).map(|(suffix, unit)| (suffix.len(), *unit))
}

/// Reads `text` into `address`.
pub(super) fn read(text: &str, address: &mut Address) {
    let chars: Vec<char> = han::simplify(text).chars().filter(|c| !c.is_whitespace()).collect();
    let chars = without_country(&chars, address);
    address.whole = chars.iter().filter(|c| c.is_alphanumeric() || **c == '-').collect();
    let (mut at, mut start) = (0, 0);
    while at < chars.len() {
        let rest = &chars[at..];
        if !rest[0].is_alphanumeric() {
            name_alone(&chars[start..at], address);
            at += 1;
            start = at;
            continue;
        }
        if at == start
            && let Some(length) = known_place(rest, address)
        {
            at += length;
            start = at;
            continue;
        }
        if let Some((length, unit)) = unit_at(&UNITS.names, rest).filter(|_| at > start)
            && let Some(length) = whole_suffix(chars, at, length, unit)
        {
            name(&chars[start..at], unit, &chars[at..at + length], address);
            at += length;
            start = at;
            continue;
        }
        if let Some(length) = number(rest, at > start, address, &chars[start..at]) {
            name_alone(&chars[start..at], address);
            at += length;
            start = at;
            continue;
        }
        at += 1;
    }
    name_alone(&chars[start..], address);
}

/// 中国 and 香港 in front; the second remains a place.
fn without_country<'a>(chars: &'a [char], address: &mut Address) -> &'a [char] {
    let mut chars = chars;
    for name in ["中华人民共和国", "中国"] {
        let name: Vec<char> = name.chars().collect();
        if chars.starts_with(&name) && chars.len() > name.len() {
            address.told_country("CN");
            chars = &chars[name.len()..];
        }
    }
    // A Chinese name keeps its order; words of other scripts are looked up in any order, and signs are left out.
    if chars.first().is_some_and(|c| han::is_han(*c) && !country::begins_a_region(*c)) {
        return chars;
    }
    for length in [7, 5, 2] {
        if chars.len() > length
            && let Some(code) = country::code_of(&chars[..length].iter().collect::<String>())
            && matches!(code, "HK" | "MO" | "TW")
            && !is_street_ahead(&chars[length..])
        {
            address.told_country(code);
            return &chars[length..];
        }
    }
    chars
}

/// 北京 in 北京海淀区, but not in 北京路.
fn known_place(rest: &[char], address: &mut Address) -> Option<usize> {
    for length in (2..=6.min(rest.len())).rev() {
        let name: String = rest[..length].iter().collect();
        if !places::is_chinese_place(&name) || is_street_ahead(&rest[length..]) {
            continue;
        }
        let after = &rest[length..];
        // 朝阳区 is read with its suffix, 上海大厦 and 南京市场 are names.
        let mut taken = length;
        match unit_at(&UNITS.names, after) {
            Some((suffix, Unit::Place(_))) => taken += suffix,
            // 旺角花园街 is a street in Mong Kok.
            Some((suffix, Unit::Building)) if !is_street_ahead(&after[suffix..]) => continue,
            Some((_, Unit::Street(_))) => continue,
            _ => {}
        }
        // A county's name without its suffix is too often something else.
        let found = places::known(&sound_of(&name))?;
        if taken == length && found.level > Level::City && found.country == Some("CN") {
            continue;
        }
        let english = found.country == Some("HK");
        address.add_place(Place { text: name, ..found });
        if english && address.country.is_none() {
            address.country = Some("HK");
        }
        return Some(taken);
    }
    None
}

/// Whether what follows makes the name before it a street's: 路, 东路, 中一路.
fn is_street_ahead(rest: &[char]) -> bool {
    let middle = rest.iter().take(3).take_while(|c| "东南西北中一二三四五六七八九十".contains(**c)).count();
    matches!(unit_at(&UNITS.names, &rest[middle.min(rest.len())..]), Some((_, Unit::Street(_))))
}

/// The length of the suffix at `at`, or none when it is rather a part of the name: 中路 in 中路街道, 区 in 区间路.
fn whole_suffix(chars: &[char], at: usize, length: usize, unit: Unit) -> Option<usize> {
    let after = &chars[at + length..];
    match unit {
        // 铁路街, 道里区: the longer name wins.
        Unit::Street(_) => match unit_at(&UNITS.names, after) {
            Some((_, Unit::Street(_) | Unit::Place(_))) => None,
            _ => Some(length),
        },
        Unit::Place(_) => match unit_at(&UNITS.names, after) {
            Some((_, Unit::Street(_)))
                if after.first() != Some(&'道') || length == 1 && chars[at] == '村' =>
            {
                None
            }
            _ => Some(length),
        },
        // 花园街, 广场路, 工业园区路 are streets.
        _ => match unit_at(&UNITS.names, after) {
            Some((_, Unit::Street(_))) => None,
            _ => Some(length),
        },
    }
}

/// A name with the suffix that says what it is.
fn name(chars: &[char], unit: Unit, suffix: &[char], address: &mut Address) {
    let text: String = chars.iter().collect();
    match unit {
        Unit::Place(level) => {
            let sound = sound_of(&text);
            let found = places::known(&sound).filter(|place| place.country.is_some());
            let level = found.as_ref().map_or(level, |place| place.level.min(level));
            let sound = found.map_or(sound, |place| place.sound);
            address.add_place(Place { sound, text, level, country: None });
        }
        Unit::Zone => {
            let sound = sound_of(&text);
            address.add_place(Place::new(
                &sound,
                &format!("{text}{}", suffix.iter().collect::<String>()),
                Level::Zone,
            ));
        }
        Unit::Street(kind) => street(chars, kind, suffix, address),
        _ => address.add_building(sound_of(&text)),
    }
}

/// A street: its name, then ordinals and sides before the suffix (中山东一路).
fn street(chars: &[char], kind: &'static str, suffix: &[char], address: &mut Address) {
    if address.streets.len() >= 4 {
        return;
    }
    let tail =
        chars.iter().rev().take_while(|c| "东南西北中一二三四五六七八九十0123456789".contains(**c)).count();
    let stem = if tail == chars.len() { chars.len() } else { chars.len() - tail };
    let said = |chars: &[char]| {
        let numerals: String =
            chars.iter().map(|c| if c.is_ascii_digit() { digit(*c) } else { *c }).collect();
        sound_of(&numerals)
    };
    let text: String = chars.iter().collect();
    let mut sounds = vec![said(chars)];
    // 花园街 in Hong Kong is Fa Yuen Street, 中山东路 may be East Zhongshan Road.
    let whole = format!("{text}{}", suffix.iter().collect::<String>());
    if matches!(address.country, Some("HK" | "MO") | None)
        && let Some(english) = places::english_street(&whole)
    {
        let words = crate::normal::fold(english).replace('\'', "");
        let named: String = words
            .split_whitespace()
            .filter(|one| word(one).street.is_none() || *one == "strand")
            .map(|one| word(one).side.unwrap_or(one))
            .filter(|one| *one != "strand")
            .collect();
        sounds.push(named);
    }
    sounds.retain(|sound| !sound.is_empty());
    address.streets.push(Street {
        sounds,
        stem: said(&chars[..stem]),
        tail: said(&chars[stem..]),
        kind,
        text: whole,
    });
}

fn digit(c: char) -> char {
    c.to_digit(10).and_then(|digit| "零一二三四五六七八九".chars().nth(digit as usize)).unwrap_or(c)
}

/// A number with its unit at the start of `rest`; returns how many characters it takes.
fn number(rest: &[char], in_name: bool, address: &mut Address, before: &[char]) -> Option<usize> {
    let (value, length) = value(rest)?;
    let after = &rest[length..];
    let unit = unit_at(&UNITS.numbers, after);
    let is_numeral = !value.starts_with(|c: char| c.is_ascii_alphanumeric());
    let text = if is_numeral { chinese_number(&rest[..length])?.0.to_string() } else { value };
    let Some((suffix, unit)) = unit else {
        if is_numeral || !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        // 401、402房: the unit comes after the last one. 318国道 and 1999广场 are names.
        let listed = after.first().is_some_and(|c| !c.is_alphanumeric() && !matches!(c, '(' | ')'));
        let ends = after.is_empty() || after.first().is_some_and(|c| !han::is_han(*c));
        if listed && let Some(unit) = unit_of_list(after) {
            count(&text, unit, address);
            return Some(length);
        }
        if ends {
            bare(&text, address);
            return Some(length);
        }
        return None;
    };
    if is_numeral && in_name && matches!(unit, Unit::Lane | Unit::Group) {
        return None;
    }
    // 二期, 一区 belong to the name of an estate.
    if matches!(after[0], '期' | '区') {
        return None;
    }
    // 附5号, 之2: behind the number before.
    if unit == Unit::House && before.last() == Some(&'附') {
        address.number = address.number.take().map(|number| number.with_suffix(&without_zeros(&text)));
        return Some(length + suffix);
    }
    count(&text, unit, address);
    // 号楼 after 1幢 and the like stand in the table; 3号之2 does not.
    let mut taken = length + suffix;
    if unit == Unit::House
        && after.get(suffix) == Some(&'之')
        && let Some((sub, sub_length)) = value_after(&after[suffix + 1..])
    {
        address.number = address.number.take().map(|number| number.with_suffix(&sub));
        taken += 1 + sub_length;
    }
    Some(taken)
}

fn value_after(rest: &[char]) -> Option<(String, usize)> {
    let (text, length) = value(rest)?;
    let number = if text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        text
    } else {
        chinese_number(&rest[..length])?.0.to_string()
    };
    Some((without_zeros(&number), length))
}

/// Digits with letters and strokes (`e19`, `8-6-1`, `12b`), Chinese numerals, or the Heavenly Stems with a number.
fn value(rest: &[char]) -> Option<(String, usize)> {
    let stem = |c: char| {
        "甲乙丙丁戊".chars().position(|stem| stem == c).and_then(|at| char::from_digit(at as u32 + 10, 36))
    };
    let first = *rest.first()?;
    if first == '第' {
        return value(&rest[1..]).map(|(value, length)| (value, length + 1));
    }
    if let Some(letter) = stem(first) {
        // 甲2号 is 2甲; 甲座 is block A.
        let digits: String = rest[1..].iter().take(5).take_while(|c| c.is_ascii_digit()).collect();
        let unit = unit_at(&UNITS.numbers, &rest[1..]);
        return match (digits.is_empty(), unit) {
            (false, _) => Some((format!("{digits}{letter}"), 1 + digits.len())),
            (true, Some(_)) => Some((letter.to_string(), 1)),
            _ => None,
        };
    }
    if first.is_ascii_alphanumeric() {
        let mut length = rest
            .iter()
            .take(16)
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '#' | '之' | '~'))
            .count();
        // 16f is a floor; the letter is its unit.
        if length > 1 && rest[length - 1] == 'f' && rest[..length - 1].iter().all(char::is_ascii_digit) {
            length -= 1;
        }
        let mut value: String =
            rest[..length].iter().map(|c| if matches!(c, '之' | '~' | '#') { '-' } else { *c }).collect();
        if let Some(letter) = rest.get(length).copied().and_then(stem) {
            value.push(letter);
            length += 1;
        }
        return Some((value.trim_end_matches('-').to_owned(), length));
    }
    let length = rest.iter().take(8).take_while(|c| "〇零一二三四五六七八九十百".contains(**c)).count();
    (length > 0).then(|| (rest[..length].iter().collect(), length))
}

/// The unit at the end of a list of numbers: 一、三、四层.
fn unit_of_list(rest: &[char]) -> Option<Unit> {
    let mut rest = rest;
    for _ in 0..12 {
        let (first, after) = rest.split_first()?;
        if !matches!(first, '、' | ',' | '&' | '和') {
            return None;
        }
        let (_, length) = value(after)?;
        rest = &after[length..];
        if let Some((_, unit)) = unit_at(&UNITS.numbers, rest) {
            return Some(unit);
        }
    }
    None
}

/// What a number with its unit means after what has been read before.
fn count(text: &str, unit: Unit, address: &mut Address) {
    let text = without_zeros(text.trim_matches('-'));
    let deep = address.floor.is_some() || address.entrance.is_some() || address.block.is_some();
    match unit {
        Unit::House if address.number.is_none() && !deep => address.number = Number::read(&text),
        Unit::Lane if address.number.is_none() => address.number = Number::read(&text),
        Unit::House | Unit::Room => address.add_room(&text),
        Unit::Block => _ = address.block.get_or_insert(text),
        Unit::Entrance => _ = address.entrance.get_or_insert(text),
        Unit::Floor => _ = address.floor.get_or_insert(text),
        Unit::Group => address.add_room(&format!("{text}z")),
        _ => {}
    }
}

/// A number at the end without a unit: the room, once a number or building is known.
fn bare(text: &str, address: &mut Address) {
    let text = without_zeros(text);
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        address.postcode.get_or_insert(text);
    } else if address.number.is_some() || address.block.is_some() || !address.buildings.is_empty() {
        address.add_room(&text);
    } else {
        address.number = Number::read(&text);
    }
}

/// A name without a suffix: a known place, or what is registered at the place of a building.
fn name_alone(chars: &[char], address: &mut Address) {
    let text: String = chars.iter().filter(|c| c.is_alphanumeric()).collect();
    if chars.len() < 2 || text.is_empty() || UNITS.idle.contains(&text.as_str()) {
        return;
    }
    if let Some(place) = places::known(&sound_of(&text)).filter(|_| places::is_chinese_place(&text)) {
        address.add_place(place);
    } else if address.streets.is_empty() && address.number.is_none() && address.places.is_empty() {
        address.add_place(Place::new(&sound_of(&text), &text, Level::Other));
    } else {
        address.add_building(sound_of(&text));
    }
}

//! What a word names: streets with their numbers, buildings, zones.

use super::{
    super::{Address, Level, Number, Place, Street, places, words::pinyin_number},
    placed::{city_in_front, place, places_before, places_of, sound, written},
    tokens::{Token, is_name},
};

/// The names of one part: streets with their numbers, buildings, zones, places.
pub(super) fn named(
    tokens: &mut [Token],
    address: &mut Address,
    pending: &mut Option<Number>,
    is_first: bool,
) {
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
        } else if let Some(kind) = says
            .street
            .filter(|_| (!run.is_empty() || number_for_name(tokens, at)) && !names_building(tokens, at))
        {
            if run.is_empty() {
                run.push(at - 1);
                loose = None;
            }
            at = street(tokens, &mut run, at, kind, address);
            has_street = true;
            gives_way(address, &loose);
            attach(address, loose.take().or_else(|| pending.take()));
        } else if let Some(kind) = says.prefix.filter(|_| run.is_empty() && name_follows(tokens, at)) {
            let end = at
                + 1
                + tokens[at + 1..]
                    .iter()
                    .take_while(|token| is_name(token) && token.says.street.is_none())
                    .count();
            run.extend(at + 1..end);
            street(tokens, &mut run, end.saturating_sub(1), kind, address);
            at = end - 1;
            has_street = true;
            gives_way(address, &loose);
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
            let kindless = !has_street
                && address.streets.is_empty()
                && !run.is_empty()
                && loose.is_none()
                && pending.is_none();
            let street_without_kind =
                kindless && places::known(&sound(tokens, &run)).is_none() && tokens[at].text.len() <= 6;
            if street_without_kind
                && run.iter().all(|at| is_name(&tokens[*at]))
                && !followed_by_street(tokens, at)
            {
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

/// "Incubator 3-8, 18 Haitai West Road": what was taken for a street without a word for it gives way to one that has the
/// word and a number of its own.
fn gives_way(address: &mut Address, number: &Option<Number>) {
    if number.is_some()
        && address.number.is_some()
        && let [first, .., last] = &address.streets[..]
        && first.kind.is_empty()
        && !last.kind.is_empty()
    {
        address.streets.remove(0);
        address.number = None;
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
    tokens
        .get(at + 1)
        .is_some_and(|next| !next.used && next.says.building.is_some() && next.says.side.is_none())
}

/// "5 Street": a number that is the street's name.
fn number_for_name(tokens: &[Token], at: usize) -> bool {
    at > 0 && !tokens[at - 1].used && tokens[at - 1].ordinal().is_some()
}

/// "Qianhaiwan 1 Road": a number inside the name.
fn followed_by_number_and_street(tokens: &[Token], at: usize) -> bool {
    at > 0
        && is_name(&tokens[at - 1])
        && tokens[at].text.len() <= 2
        && tokens.get(at + 1).is_some_and(|next| next.says.street.is_some() && !next.used)
}

fn followed_by_street(tokens: &[Token], at: usize) -> bool {
    tokens[at + 1..].iter().any(|token| !token.used && token.says.street.is_some())
}

/// A name follows, and no other word that would make it a street: St. Nicolas Street is no prefix.
fn name_follows(tokens: &[Token], at: usize) -> bool {
    let names = tokens[at + 1..]
        .iter()
        .take_while(|token| is_name(token) && token.says.street.is_none() && token.says.building.is_none())
        .count();
    let known = || {
        let text: String = tokens[at..].iter().take(1 + names).map(|token| token.text.as_str()).collect();
        places::known(&text).is_some()
    };
    let next = tokens.get(at + 1 + names);
    names > 0 && !known() && next.is_none_or(|next| next.says.street.is_none() || next.used)
}

/// The street of a run of words; returns the index of the last word that belongs to it.
fn street(
    tokens: &mut [Token],
    run: &mut Vec<usize>,
    at: usize,
    kind: &'static str,
    address: &mut Address,
) -> usize {
    let from = city_in_front(tokens, run, address);
    let mut words: Vec<usize> = run[from..].to_vec();
    run.clear();
    let mut last = at;
    // Chatham Road South, Huju Road North, Queen's Road Central.
    while tokens
        .get(last + 1)
        .is_some_and(|next| !next.used && next.says.side.is_some() && next.text.len() > 1)
    {
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
    let is_tail = |at: &usize| {
        tokens[*at].ordinal().is_some()
            || tokens[*at].says.side.is_some()
            || tokens[*at].text.parse::<u32>().is_ok()
    };
    let plain: String = words
        .iter()
        .map(|at| name(at).filter(|_| is_tail(at)).unwrap_or_else(|| tokens[*at].text.clone()))
        .collect();
    let meant: String = words.iter().map(|at| name(at).unwrap_or_else(|| tokens[*at].text.clone())).collect();
    // English puts the side first or last; Chinese puts it last.
    let body = words
        .iter()
        .filter(|at| !is_tail(at) || tokens[**at].says.is_pinyin && **at != words[words.len() - 1]);
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

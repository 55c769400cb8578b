//! Cities, districts and zones among the words of an address.

use super::{
    super::{Address, Level, Place, places},
    tokens::Token,
};

/// "Beijing Xueyuan Road": a known city in front of a street's name; returns where the name begins.
pub(super) fn city_in_front(tokens: &[Token], run: &[usize], address: &mut Address) -> usize {
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
pub(super) fn places_before(tokens: &[Token], run: &[usize], address: &mut Address) -> usize {
    for length in (1..=3_usize.min(run.len().saturating_sub(1))).rev() {
        if let Some(found) = known_here(&sound(tokens, &run[..length]), address) {
            address.add_place(found);
            return length;
        }
    }
    0
}

pub(super) fn place(tokens: &[Token], run: &[usize], kind: &str, address: &mut Address) {
    let rest = places_before(tokens, run, address);
    let name = sound(tokens, &run[rest..]);
    let level = match kind {
        "city" => Level::City,
        "province" => Level::Province,
        _ => Level::District,
    };
    let found = known_here(&name, address)
        .unwrap_or_else(|| Place::new(&name, &written(tokens, &run[rest..]), level));
    // A district may bear the name of a city (Chaoyang); what the address calls it counts.
    let level =
        if found.level == Level::City && level == Level::Province { Level::Province } else { found.level };
    address.add_place(Place { level, ..found });
}

/// Words that nothing calls a street or building: places, known ones taken out one by one.
pub(super) fn places_of(tokens: &[Token], run: &[usize], address: &mut Address) {
    let mut at = 0;
    let mut unknown: Vec<usize> = Vec::new();
    while at < run.len() {
        let found = (1..=4_usize.min(run.len() - at)).rev().find_map(|length| {
            let run = &run[at..at + length];
            let saint =
                |text: String| text.strip_prefix("st").map_or(text.clone(), |rest| format!("saint{rest}"));
            let sound = sound(tokens, run);
            known_here(&sound, address)
                .or_else(|| known_here(&saint(sound), address))
                .map(|place| (length, place))
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

pub(super) fn sound(tokens: &[Token], run: &[usize]) -> String {
    run.iter().flat_map(|at| tokens[*at].text.chars()).filter(|c| c.is_alphanumeric()).collect()
}

pub(super) fn written(tokens: &[Token], run: &[usize]) -> String {
    run.iter().map(|at| tokens[*at].text.as_str()).collect::<Vec<_>>().join(" ")
}

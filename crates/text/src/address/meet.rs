//! How far two addresses are one: to the room, the building, the number in the street, or only the city.

use super::{Address, Level, Street, part::near};
use crate::script::has_han;

/// How far two addresses meet, from nothing to the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meeting {
    /// Both tell a city or country, and they are others.
    Apart,
    /// Nothing that both tell.
    Unknown,
    /// One city or province.
    City,
    /// One district, or one postcode.
    District,
    /// One street, or one industrial zone; the numbers differ or are not told.
    Street,
    /// One number in one street, but the places named beside it differ, or are not told on either side.
    NumberElsewhere,
    /// One building, but different rooms or floors of it, or different blocks of one compound.
    OtherRoom,
    /// One number in one street, or one named building.
    Building,
    /// One box at a post office.
    Box,
    /// One floor of one building; no room is told.
    Floor,
    /// One room of one building.
    Room,
}

/// How far two addresses meet.
pub fn meet(a: &Address, b: &Address) -> Meeting {
    let place = places(a, b);
    if let (Some(one), Some(other)) = (&a.po_box, &b.po_box)
        && one == other
        && place >= Meeting::City
    {
        return Meeting::Box;
    }
    if a.is_precise() && b.is_precise() && a.whole.len() >= 10 && a.whole == b.whole && a.po_box.is_none() {
        return if place == Meeting::Apart { Meeting::NumberElsewhere } else { inside(a, b) };
    }
    let one_street = a.streets.iter().any(|street| {
        b.streets.iter().any(|other| street.meets(other) && !are_of_two_kinds((a, street), (b, other)))
    });
    let numbers = a.number.as_ref().zip(b.number.as_ref()).map(|(number, other)| number.meets(other));
    let one_building =
        a.buildings.iter().any(|name| b.buildings.iter().any(|other| is_one_building(name, other)));
    let at_one_number = one_street && numbers == Some(true);
    let in_one_building = one_building && (one_street && numbers != Some(false) || place >= Meeting::City);
    if at_one_number || in_one_building {
        let inside = inside(a, b);
        let surely_one = in_one_building && at_one_number;
        return match place {
            // A district named on one side and a city on the other look apart and are not: the rest decides.
            Meeting::Apart if surely_one && inside >= Meeting::Building => inside,
            Meeting::Apart => Meeting::NumberElsewhere,
            Meeting::Unknown if !surely_one && inside < Meeting::Floor => Meeting::NumberElsewhere,
            _ => inside,
        };
    }
    let one_zone = a.places.iter().any(|place| {
        place.level == Level::Zone
            && b.places.iter().any(|other| other.level == Level::Zone && other.sound == place.sound)
    });
    if (one_street || one_zone) && place >= Meeting::City {
        return Meeting::Street;
    }
    place
}

/// Whether two streets of one name are two by what they are, as Garden Road and Garden Street in Hong Kong are.
///
/// Only where the signs say so: in Chinese, and in Latin letters where streets are not called so by a translator alone.
/// Of 420 houses that the American lists give twice or more, those that stand now in a road and now in a street or an
/// avenue are all in mainland China.
fn are_of_two_kinds((a, one): (&Address, &Street), (b, other): (&Address, &Street)) -> bool {
    if one.kind.is_empty() || other.kind.is_empty() || one.kind == other.kind {
        return false;
    }
    let country = a.country.or(b.country);
    match (has_han(&one.text), has_han(&other.text)) {
        (true, true) => true,
        (false, false) => country.is_some_and(|country| !is_translated_in(country)),
        // 道 is road, drive and avenue there, and 街 always street.
        _ => {
            matches!(country, Some("HK" | "MO"))
                && matches!((one.kind, other.kind), ("road", "street") | ("street", "road"))
        }
    }
}

/// Countries of which the streets are signed in a script of their own, so that whoever writes them in Latin letters chooses
/// the word for what they are.
fn is_translated_in(country: &str) -> bool {
    const TRANSLATED: [&str; 22] = [
        "AE", "AF", "BH", "CN", "EG", "IL", "IQ", "IR", "JO", "JP", "KP", "KR", "KW", "LB", "LY", "OM", "QA",
        "SA", "SD", "SY", "TW", "YE",
    ];
    TRANSLATED.contains(&country)
}

fn is_one_building(a: &str, b: &str) -> bool {
    a.len() >= 5 && near(a, b)
}

/// How far two addresses in one building meet inside it.
fn inside(a: &Address, b: &Address) -> Meeting {
    let both = |one: &Option<String>, other: &Option<String>| {
        one.as_ref().zip(other.as_ref()).map(|(one, other)| one == other)
    };
    let (block, floor) = (both(&a.block, &b.block), both(&a.floor, &b.floor));
    if block == Some(false) || both(&a.entrance, &b.entrance) == Some(false) {
        return Meeting::OtherRoom;
    }
    let told = a.floor.as_deref().or(b.floor.as_deref());
    match (a.rooms.is_empty(), b.rooms.is_empty()) {
        (false, false) => {
            let one_room = a.rooms.iter().any(|room| b.rooms.iter().any(|other| room.meets(other, told)));
            if one_room && floor != Some(false) { Meeting::Room } else { Meeting::OtherRoom }
        }
        _ if floor == Some(false) => Meeting::OtherRoom,
        (true, true) if floor == Some(true) => Meeting::Floor,
        _ => Meeting::Building,
    }
}

/// How the places agree; Apart when both sides name some and share none.
fn places(a: &Address, b: &Address) -> Meeting {
    if let (Some(one), Some(other)) = (a.country, b.country)
        && one != other
        && !is_listed_under(one, other)
    {
        return Meeting::Apart;
    }
    let mut best = Meeting::Unknown;
    if a.postcode.is_some() && a.postcode == b.postcode {
        best = Meeting::District;
    }
    for place in &a.places {
        let Some(other) = b.places.iter().find(|other| other.sound == place.sound) else { continue };
        let narrow = place.level.max(other.level);
        best = best.max(match narrow {
            Level::Province | Level::City => Meeting::City,
            // A name that only one side calls a district is that of a city.
            _ if place.level == Level::City || other.level == Level::City => Meeting::City,
            _ => Meeting::District,
        });
    }
    if best == Meeting::Unknown && !a.places.is_empty() && !b.places.is_empty() {
        return Meeting::Apart;
    }
    best
}

/// Lists put Hong Kong and Macau under China as often as not, and their own codes as often.
fn is_listed_under(a: &str, b: &str) -> bool {
    let part = |code: &str| matches!(code, "HK" | "MO");
    (a == "CN" && part(b)) || (b == "CN" && part(a))
}

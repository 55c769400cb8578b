//! Addresses: the same room, the same building, the same street number, only the city, or other cities.

use super::{Filed, Tell, Told, weights};
use chokepoint_model::{Country, Feature};
use chokepoint_text::address::{self, Address, Level, Meeting};

/// An address taken apart, with how many listed parties share it.
#[derive(Debug, Clone)]
pub(super) struct PreparedAddress {
    text: Box<str>,
    parts: Box<Address>,
    /// Listed parties in the same room, and in the same building; 1 when nobody counted.
    in_room: u32,
    in_building: u32,
    /// The same with those that are one group counted once.
    groups_in_building: u32,
}

impl PreparedAddress {
    pub(super) fn new(given: &chokepoint_model::Address) -> Self {
        let country = given.country.as_ref().map(Country::as_str);
        let parts = Box::new(address::parse(&given.text, country));
        Self { text: given.text.as_str().into(), parts, in_room: 1, in_building: 1, groups_in_building: 1 }
    }

    pub(super) fn country(&self) -> Option<Country> {
        self.parts.country.and_then(Country::from_code)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        self.parts.keys().into_iter().map(|key| format!("a:{key}"))
    }

    pub(super) fn count_sharing(&mut self, filed: &impl Fn(&str) -> Filed) {
        let most = |inside: bool, count: &dyn Fn(Filed) -> usize| {
            let keys =
                self.keys().filter(|key| (key.starts_with("a:=") || address::is_inside(key)) == inside);
            keys.map(|key| count(filed(&key))).max().unwrap_or(1).max(1) as u32
        };
        // Who gives a house and no room in it has the house; tenants of a tower are strangers.
        let has_the_house = self.parts.rooms.is_empty() && self.parts.floor.is_none();
        let groups = |filed: Filed| {
            let is_one_group = has_the_house && filed.together && filed.parties <= weights::LARGEST_GROUP;
            if is_one_group { 1 } else { filed.parties }
        };
        let parties = |filed: Filed| filed.parties;
        (self.in_room, self.in_building, self.groups_in_building) =
            (most(true, &parties), most(false, &parties), most(false, &groups));
    }

    /// Listed parties of whom any may be the one meant.
    fn strangers(&self, meeting: Meeting) -> u32 {
        match meeting {
            Meeting::Building | Meeting::Box | Meeting::OtherRoom => self.groups_in_building,
            _ => self.sharing(meeting),
        }
    }

    fn sharing(&self, meeting: Meeting) -> u32 {
        match meeting {
            Meeting::Room | Meeting::Floor => self.in_room,
            Meeting::Building | Meeting::Box | Meeting::OtherRoom => self.in_building,
            _ => 1,
        }
    }
}

/// Counts the pair of addresses that meets best.
pub(super) fn weigh(
    party: &[PreparedAddress],
    entity: &[PreparedAddress],
    listed_address: bool,
    tell: &mut Tell<'_>,
) {
    let mut best: Option<(f32, Meeting, &PreparedAddress, &PreparedAddress)> = None;
    for one in party {
        for other in entity {
            let meeting = address::meet(&one.parts, &other.parts);
            let weight = if listed_address {
                // An entry that names a house and no room means the whole house.
                let whole_house = other.parts.rooms.is_empty() && other.parts.floor.is_none();
                let meeting =
                    if whole_house && meeting == Meeting::Building { Meeting::Floor } else { meeting };
                weights::listed_address(meeting)
            } else {
                let strangers = one.strangers(meeting).max(other.strangers(meeting));
                weights::shared(weights::address(meeting), strangers)
            };
            if best.is_none_or(|(held, ..)| held < weight) {
                best = Some((weight, meeting, one, other));
            }
        }
    }
    let Some((weight, meeting, one, other)) = best.filter(|(weight, ..)| *weight != 0.0) else { return };
    tell(weight, &|| Told {
        feature: Feature::Address,
        weight,
        party: one.text.to_string(),
        entity: other.text.to_string(),
        words: words(meeting, one, other, listed_address),
    });
}

fn words(meeting: Meeting, one: &PreparedAddress, other: &PreparedAddress, listed_address: bool) -> String {
    let spot = || match (&other.parts.number, other.parts.streets.first(), other.parts.buildings.first()) {
        (Some(number), Some(street), _) => format!("{number} {street}"),
        (_, _, Some(building)) => building.clone(),
        (_, Some(street), _) => street.to_string(),
        _ => other.text.to_string(),
    };
    let sharing = match one.sharing(meeting).max(other.sharing(meeting)) {
        0 | 1 => String::new(),
        shared => format!("; {shared} listed parties are at it"),
    };
    let text = match meeting {
        Meeting::Room => {
            format!("the same room {}, {}", other.parts.rooms.first().map_or("", |room| &room.text), spot())
        }
        Meeting::Floor => {
            format!("the same floor {}, {}", other.parts.floor.as_deref().unwrap_or_default(), spot())
        }
        Meeting::Building => format!("the same building, {}", spot()),
        Meeting::Box => format!("the same P.O. box {}", other.parts.po_box.as_deref().unwrap_or_default()),
        Meeting::OtherRoom => format!("another room of {}", spot()),
        Meeting::NumberElsewhere => format!("{}, but perhaps of another place", spot()),
        Meeting::Street => format!("only the street meets, {}", spot()),
        Meeting::District | Meeting::City => format!("only {} meets", common(&one.parts, &other.parts)),
        Meeting::Apart => format!("{}, {} differ", place(&one.parts), place(&other.parts)),
        Meeting::Unknown => "nothing in common".to_owned(),
    };
    let listed = if listed_address { "; the list names the address itself" } else { "" };
    format!("{text}{sharing}{listed}")
}

/// The place that both name.
fn common(a: &Address, b: &Address) -> String {
    let narrow = a
        .places
        .iter()
        .filter(|place| b.places.iter().any(|other| other.sound == place.sound))
        .max_by_key(|place| place.level);
    narrow.map_or_else(|| a.postcode.clone().unwrap_or_default(), |place| capital(&place.text))
}

/// The city, or whatever place is told, or the country.
fn place(address: &Address) -> String {
    let city =
        address.places.iter().find(|place| place.level == Level::City).or_else(|| address.places.first());
    city.map_or_else(|| address.country.unwrap_or("elsewhere").to_owned(), |place| capital(&place.text))
}

/// Folded words with capitals: dubai is Dubai.
fn capital(text: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect::<String>())
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

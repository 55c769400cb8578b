//! Addresses taken apart, down to building and room, in Chinese and in Latin letters, so that both can meet.

mod chinese;
mod latin;
mod meet;
mod part;
mod places;
#[cfg(test)]
mod tests;
mod words;

pub use meet::{Meeting, meet};
pub use part::{Number, Room, Street};
pub use places::{Level, Place};

use crate::{country, script::has_han};

/// More characters than this are no address; the rest is not looked at.
pub const LONGEST: usize = 600;

/// An address taken apart. A part that is not told is empty.
///
/// Names of streets, places and buildings are kept by their sound (Latin letters and digits without spaces, Chinese in
/// pinyin), so that `海泰华科大街15号` and `No. 15 Haitai Huake Street` are one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The country, ISO 3166-1 alpha-2, when the text or the source tells it.
    pub country: Option<&'static str>,
    /// Cities, districts, towns and zones.
    pub places: Vec<Place>,
    /// The postcode.
    pub postcode: Option<String>,
    /// Streets, the one with the number first.
    pub streets: Vec<Street>,
    /// The number in the street.
    pub number: Option<Number>,
    /// Names of buildings.
    pub buildings: Vec<String>,
    /// The building's number or letter where several stand together: `7` of Building 7, `a` of Block A.
    pub block: Option<String>,
    /// The entrance of a Chinese block (单元).
    pub entrance: Option<String>,
    /// The floor, `g` for the ground floor of Hong Kong.
    pub floor: Option<String>,
    /// Rooms, units, flats.
    pub rooms: Vec<Room>,
    /// The box at a post office.
    pub po_box: Option<String>,
    /// Letters and digits of the whole text, without the name of the country: equal texts are equal addresses.
    pub whole: String,
}

impl Address {
    /// Whether it tells more than a place: a street, a building, a box.
    pub fn is_precise(&self) -> bool {
        !self.streets.is_empty()
            || !self.buildings.is_empty()
            || self.po_box.is_some()
            || self.places.iter().any(|place| place.level == Level::Zone)
    }

    /// The parts in one order and one spelling.
    pub fn normal_form(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.rooms.first().map(|room| format!("room {}", room.text)));
        parts.extend(self.floor.as_ref().map(|floor| format!("floor {floor}")));
        parts.extend(self.entrance.as_ref().map(|entrance| format!("entrance {entrance}")));
        parts.extend(self.block.as_ref().map(|block| format!("block {block}")));
        parts.extend(self.buildings.iter().cloned());
        let number = self.number.as_ref().map_or_else(String::new, |number| format!("{number} "));
        parts.extend(self.streets.first().map(|street| format!("{number}{street}")));
        if self.streets.is_empty() && !number.is_empty() {
            parts.push(number.trim().to_owned());
        }
        parts.extend(self.po_box.as_ref().map(|number| format!("po box {number}")));
        parts.extend(self.places.iter().rev().map(|place| place.text.clone()));
        parts.extend(self.postcode.clone());
        parts.extend(self.country.map(str::to_owned));
        parts.join(", ")
    }

    /// The keys under which the address is filed and sought, the most exact first: room, number in the street,
    /// box, named building. Two addresses that could be one share a key.
    pub fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if self.is_precise() && self.whole.len() >= 10 {
            keys.push(format!("={}", self.whole));
        }
        let mut spots: Vec<String> = Vec::new();
        if let (Some(street), Some(number)) = (self.streets.first(), &self.number) {
            for sound in &street.sounds {
                spots.extend(number.ends().map(|end| format!("{end}|{sound}")));
            }
        }
        spots.extend(self.buildings.iter().filter(|name| name.len() >= 6).cloned());
        for spot in &spots {
            // Two bars: a spot has one itself, before a street that may begin with any letter.
            keys.extend(self.rooms.iter().map(|room| format!("{spot}||r{}", room.text)));
            if self.rooms.is_empty() {
                keys.extend(self.floor.iter().map(|floor| format!("{spot}||f{floor}")));
            }
            keys.extend(self.places.iter().map(|place| format!("{spot}@{}", place.sound)));
            keys.push(spot.clone());
        }
        if let Some(number) = &self.po_box {
            keys.extend(self.places.iter().map(|place| format!("box{number}@{}", place.sound)));
        }
        keys.truncate(MOST_KEYS);
        keys
    }
}

/// An address has no more keys than this.
const MOST_KEYS: usize = 24;

/// Whether a key of an address is of a room or a floor, not of the house they are in.
pub fn is_inside(key: &str) -> bool {
    key.contains("||")
}

/// Takes an address apart. `given` is the country that the source gives beside the text.
pub fn parse(text: &str, given: Option<&str>) -> Address {
    let mut address = Address { country: given.and_then(country::code_of), ..Address::default() };
    let text: String = text.chars().take(LONGEST).collect();
    if has_han(&text) {
        chinese::read(&text, &mut address);
    } else {
        latin::read(&text, &mut address);
    }
    // Every address in Hong Kong or Macau is in one city, also when only the country says so.
    if let Some(city @ ("HK" | "MO" | "SG")) = address.country {
        let sound = match city {
            "HK" => "xianggang",
            "MO" => "aomen",
            _ => "singapore",
        };
        address.add_place(places::known(sound).unwrap_or_else(|| Place::new(sound, sound, Level::City)));
    }
    address
}

impl Address {
    fn add_place(&mut self, place: Place) {
        if !place.sound.is_empty()
            && self.places.len() < 12
            && self.places.iter().all(|held| held.sound != place.sound)
        {
            self.places.push(place);
        }
    }

    fn add_building(&mut self, sound: String) {
        if sound.len() >= 3 && self.buildings.len() < 6 && !self.buildings.contains(&sound) {
            self.buildings.push(sound);
        }
    }

    fn add_room(&mut self, text: &str) {
        if let Some(room) = Room::read(text).filter(|room| !self.rooms.contains(room))
            && self.rooms.len() < 8
        {
            self.rooms.push(room);
        }
    }

    /// A country named in the text is the more exact one where the source puts Hong Kong under China.
    fn told_country(&mut self, code: &'static str) {
        if self.country.is_none() || matches!((self.country, code), (Some("CN"), "HK" | "MO" | "TW")) {
            self.country = Some(code);
        }
    }
}

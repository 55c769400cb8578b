//! Who stood where and when, found by room, building and street.

use super::{dated::Dated, days::Days, postings::Postings};
use chokepoint_model::{Changed, Country, Date, PartyNumber, Profile, Registry};
use chokepoint_text::address::{self, Address, Level, Meeting};
use std::collections::HashMap;

/// An address taken apart, with the days on which somebody stood there.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// Place in [`Places::addresses`].
    pub(crate) address: usize,
    /// As written, and when.
    pub(crate) value: Dated,
    /// The day from which it stood there, whenever that was recorded.
    pub(crate) arose: Date,
}

/// An address taken apart, with the keys of its room, building and street.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    pub(crate) parts: Address,
    pub(crate) rooms: Vec<String>,
    pub(crate) buildings: Vec<String>,
    pub(crate) streets: Vec<String>,
}

/// All addresses of a registry.
pub(crate) struct Places {
    pub(crate) addresses: Vec<Taken>,
    pub(crate) filed: Postings,
    sites: HashMap<PartyNumber, Vec<Site>>,
    by_text: HashMap<(String, Option<Country>), usize>,
}

/// House numbers no further apart than this are next door: the house opposite, and the one after it.
const NEXT_DOOR: i64 = 4;

impl Places {
    pub(super) fn of(registry: &Registry, days: &Days) -> Self {
        let mut places = Self {
            addresses: Vec::new(),
            filed: Postings::default(),
            sites: HashMap::new(),
            by_text: HashMap::new(),
        };
        for (number, profile) in registry.parties() {
            if super::is_company(profile) {
                places.file(number, profile, days);
            }
        }
        places.filed = places.filed.finish();
        places.by_text = HashMap::new();
        places
    }

    fn file(&mut self, number: PartyNumber, profile: &Profile, days: &Days) {
        let today = profile.party.addresses.iter().map(|address| address.text.as_str());
        let country = profile.party.countries.first().copied();
        for value in super::dated::timeline(today, profile, Changed::Address, days.known_since(number)) {
            let given = profile.party.addresses.iter().find(|address| address.text == value.text);
            let country = given.and_then(|address| address.country).or(country);
            let address = *self.by_text.entry((value.text.clone(), country)).or_insert_with(|| {
                self.addresses.push(Taken::of(&value.text, country));
                self.addresses.len() - 1
            });
            let taken = &self.addresses[address];
            for key in taken.rooms.iter().chain(&taken.buildings).chain(&taken.streets) {
                self.filed.add(key, number, value.since);
            }
            self.sites.entry(number).or_default().push(Site {
                address,
                arose: days.value_arose(number, value.since),
                value,
            });
        }
    }

    /// Where a company stood.
    pub(crate) fn of_company(&self, company: PartyNumber) -> &[Site] {
        self.sites.get(&company).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many companies share the narrowest of some keys on a day: of two ways to write a building the one that more
    /// companies use counts.
    pub(crate) fn sharers(&self, keys: &[String], day: Date) -> usize {
        let filed = keys.iter().filter_map(|key| self.filed.key(key));
        filed.map(|key| self.filed.count(key, day)).max().unwrap_or(0)
    }
}

impl Taken {
    /// Takes an address apart.
    pub(crate) fn of(text: &str, country: Option<Country>) -> Self {
        let parts = address::parse(text, country.as_ref().map(Country::as_str));
        let mut taken = Self::default();
        for key in parts.keys() {
            // A box is a desk, like a room; the whole text of an address with a room is that room.
            let is_room = address::is_inside(&key) || key.starts_with("box");
            let is_whole = key.starts_with('=');
            if is_room {
                taken.rooms.push(key);
            } else if !is_whole {
                taken.buildings.push(key);
            }
        }
        // A spot without a town is filed only where no town is told.
        if taken.buildings.iter().any(|key| key.contains('@')) {
            taken.buildings.retain(|key| key.contains('@'));
        }
        for street in &parts.streets {
            for sound in &street.sounds {
                let towns = parts.places.iter().filter(|place| place.level <= Level::Other);
                let towns = towns.filter(|place| place.level != Level::Province);
                taken.streets.extend(towns.map(|place| format!("st {sound}@{}", place.sound)));
                if parts.places.is_empty() {
                    taken.streets.push(format!("st {sound}"));
                }
            }
        }
        let zones = parts.places.iter().filter(|place| place.level == Level::Zone);
        taken.streets.extend(zones.map(|zone| format!("zone {}", zone.sound)));
        taken.parts = parts;
        taken
    }

    /// How far two addresses meet.
    pub(crate) fn meet(&self, other: &Self) -> Meeting {
        address::meet(&self.parts, &other.parts)
    }

    /// Whether two addresses name one town known here, or are word for word the same: there is a 12 Main Street in every
    /// town, and of unknown towns nobody can say which is which.
    pub(crate) fn is_in_one_town_with(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.parts.places, &other.parts.places);
        ours.iter().any(|place| theirs.iter().any(|other| other.sound == place.sound))
            || !self.parts.whole.is_empty() && self.parts.whole == other.parts.whole
    }

    /// Whether two addresses in one street are next door.
    pub(crate) fn is_next_door_to(&self, other: &Self) -> bool {
        let number = |taken: &Self| -> Option<i64> {
            let text = taken.parts.number.as_ref()?.to_string();
            let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        };
        match (number(self), number(other)) {
            (Some(one), Some(two)) => (one - two).abs() <= NEXT_DOOR,
            _ => false,
        }
    }
}

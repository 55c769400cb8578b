//! Where companies stand: homes, streets, parks, factories behind their own gate, and towers where agents register them.

use super::tables::{Tables, tables};
use crate::names::Chance;
use chokepoint_text::han::reading::pinyin_of;
use std::fmt::Write;

/// What kind of place it is, and so how many companies share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SiteKind {
    /// A flat: one company, seldom two.
    Home,
    /// A house in a street: a handful.
    Street,
    /// A park of several buildings: dozens to hundreds.
    Park,
    /// A tower where an agent registers hundreds.
    Tower,
    /// A gate of its own: one, and who rents from it.
    Factory,
}

/// A number in a street of a city.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) kind: SiteKind,
    pub(super) city: u16,
    district: u16,
    road: [u8; 3],
    number: u16,
    /// The name of the park or building; empty for none.
    name: String,
    blocks: u16,
    floors: u16,
}

/// A place in a site; 0 is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Spot {
    pub(super) site: u32,
    pub(super) block: u16,
    pub(super) floor: u16,
    pub(super) room: u16,
    /// One of many desks in an agent's room.
    pub(super) desk: u16,
}

/// All sites, by city and kind.
pub(super) struct Places {
    pub(super) sites: Vec<Site>,
    streets: Vec<Vec<u32>>,
    parks: Vec<Vec<u32>>,
    towers: Vec<Vec<u32>>,
}

impl Places {
    /// Parks and towers of a world of so many companies; homes and streets come with who stands there.
    pub(super) fn new(companies: usize, chance: &mut Chance) -> Self {
        let tables = tables();
        let empty = vec![Vec::new(); tables.cities.len()];
        let mut places =
            Self { sites: Vec::new(), streets: empty.clone(), parks: empty.clone(), towers: empty };
        // A park for each 200 companies and an agent's tower for each 2,500, where the companies are.
        for at in 0..companies / 200 + tables.cities.len() {
            let city = if at < tables.cities.len() { at } else { tables.city.pick(chance) };
            let site = places.add(SiteKind::Park, city as u16, chance);
            places.parks[city].push(site);
        }
        for _ in 0..companies / 2500 + 8 {
            let city = tables.city.pick(chance);
            let site = places.add(SiteKind::Tower, city as u16, chance);
            places.towers[city].push(site);
        }
        places
    }

    fn add(&mut self, kind: SiteKind, city: u16, chance: &mut Chance) -> u32 {
        let tables = tables();
        let roads = &tables.roads;
        let road = [0, 1, 2].map(|part: usize| chance.below(roads[part].len()) as u8);
        let named = match kind {
            SiteKind::Park => coined(tables, chance) + one(&tables.parks, chance),
            SiteKind::Tower => coined(tables, chance) + one(&tables.towers, chance),
            SiteKind::Street if chance.percent(25) => coined(tables, chance) + one(&tables.towers, chance),
            SiteKind::Home => coined(tables, chance) + ["花园", "小区", "苑", "公寓"][chance.below(4)],
            _ => String::new(),
        };
        let (blocks, floors) = match kind {
            SiteKind::Home => (4 + chance.below(30), 6 + chance.below(26)),
            SiteKind::Street => (1, 4 + chance.below(20)),
            SiteKind::Park => (4 + chance.below(22), 3 + chance.below(10)),
            SiteKind::Tower => (1, 12 + chance.below(28)),
            SiteKind::Factory => (1 + chance.below(6), 3),
        };
        let districts = tables.cities[usize::from(city)].districts.len();
        self.sites.push(Site {
            kind,
            city,
            district: chance.below(districts) as u16,
            road,
            number: 1 + chance.octave(16, 1200) as u16,
            name: named,
            blocks: blocks as u16,
            floors: floors as u16,
        });
        (self.sites.len() - 1) as u32
    }

    /// Somewhere of a kind in a city.
    pub(super) fn spot(&mut self, kind: SiteKind, city: u16, chance: &mut Chance) -> Spot {
        let at = usize::from(city);
        let site = match kind {
            SiteKind::Home | SiteKind::Factory => self.add(kind, city, chance),
            SiteKind::Street if self.streets[at].is_empty() || chance.percent(45) => {
                let site = self.add(kind, city, chance);
                self.streets[at].push(site);
                site
            }
            SiteKind::Street => self.streets[at][chance.below(self.streets[at].len())],
            SiteKind::Park => self.parks[at][chance.octave(4, self.parks[at].len())],
            SiteKind::Tower => match self.towers[at].len() {
                0 => return self.spot(SiteKind::Street, city, chance),
                many => self.towers[at][chance.octave(2, many)],
            },
        };
        self.inside(site, chance)
    }

    /// Somewhere in a site.
    pub(super) fn inside(&self, site: u32, chance: &mut Chance) -> Spot {
        let Site { kind, blocks, floors, .. } = &self.sites[site as usize];
        let block = if *blocks > 1 { 1 + chance.below(usize::from(*blocks)) as u16 } else { 0 };
        match kind {
            SiteKind::Factory if chance.percent(80) => Spot { site, ..Spot::default() },
            // An agent has one room, and desks in it.
            SiteKind::Tower => {
                Spot { site, block: 0, floor: 11, room: 17, desk: 1 + chance.below(2500) as u16 }
            }
            _ => {
                let floor = 1 + chance.below(usize::from(*floors)) as u16;
                let room = if chance.percent(75) { 1 + chance.below(24) as u16 } else { 0 };
                Spot { site, block, floor, room, desk: 0 }
            }
        }
    }

    /// Another floor or room of the same building.
    pub(super) fn same_building(&self, spot: Spot, chance: &mut Chance) -> Spot {
        let floors = self.sites[spot.site as usize].floors;
        let floor = 1 + chance.below(usize::from(floors)) as u16;
        Spot { floor, room: 1 + chance.below(24) as u16, desk: 0, ..spot }
    }

    /// Another building of the park, or a number near by in the same street.
    pub(super) fn next_door(&mut self, spot: Spot, chance: &mut Chance) -> Spot {
        let site = &self.sites[spot.site as usize];
        if site.kind == SiteKind::Park && site.blocks > 1 {
            let other = 1
                + (usize::from(spot.block) + chance.below(usize::from(site.blocks) - 1))
                    % usize::from(site.blocks);
            let floor = 1 + chance.below(usize::from(site.floors)) as u16;
            return Spot { block: other as u16, floor, room: 1 + chance.below(24) as u16, ..spot };
        }
        let mut near = site.clone();
        let step = 2 * (1 + chance.below(3) as u16);
        near.number =
            if chance.percent(50) && near.number > step { near.number - step } else { near.number + step };
        near.kind = SiteKind::Street;
        near.name = String::new();
        near.blocks = 1;
        self.sites.push(near);
        self.inside((self.sites.len() - 1) as u32, chance)
    }

    /// The address as a registry writes it; `style` chooses among the ways of writing.
    pub(super) fn chinese(&self, spot: Spot, style: u8) -> String {
        let (site, tables) = (&self.sites[spot.site as usize], tables());
        let city = &tables.cities[usize::from(site.city)];
        let mut text = String::with_capacity(96);
        // A registry of a city often leaves the province out.
        if !style.is_multiple_of(3) {
            text.push_str(city.province);
        }
        text.push_str(city.name);
        text.push_str(city.districts.get(usize::from(site.district)).copied().unwrap_or_default());
        text.push_str(&site.road_name());
        let _ = write!(text, "{}号{}", site.number, site.name);
        if spot.block > 0 {
            let unit = ["号楼", "幢", "栋", "座"][usize::from(style / 3 % 4)];
            match (unit, spot.block) {
                ("座", block @ 1..=26) => text.push((b'A' + block as u8 - 1) as char),
                (_, block) => _ = write!(text, "{block}"),
            }
            text.push_str(unit);
        }
        match (spot.floor, spot.room) {
            (0, _) => {}
            (floor, 0) => _ = write!(text, "{floor}层"),
            (floor, room) => {
                if style.is_multiple_of(5) {
                    let _ = write!(text, "{floor}层");
                }
                let _ = write!(text, "{floor}{room:02}");
                if spot.desk > 0 {
                    let _ = write!(text, "-{}", spot.desk);
                }
                text.push_str(if style.is_multiple_of(7) { "" } else { "室" });
            }
        }
        text.push_str(match style % 31 {
            0 => "(仅限办公)",
            1 => "（集群注册）",
            _ => "",
        });
        text
    }

    /// The address in English, as lists print it.
    pub(super) fn english(&self, spot: Spot) -> String {
        let (site, tables) = (&self.sites[spot.site as usize], tables());
        let city = &tables.cities[usize::from(site.city)];
        let mut text = String::new();
        match (spot.floor, spot.room) {
            (0, _) => {}
            (floor, 0) => _ = write!(text, "{floor}/F, "),
            (floor, room) => _ = write!(text, "Room {floor}{room:02}, "),
        }
        if spot.block > 0 {
            let _ = write!(text, "Building {}, ", spot.block);
        }
        let road = tables.roads[2][usize::from(site.road[2])];
        let kind = match road {
            "街" | "大街" => "Street",
            "大道" => "Avenue",
            "东路" => "East Road",
            "西路" => "West Road",
            "南路" => "South Road",
            "北路" => "North Road",
            "中路" => "Middle Road",
            _ => "Road",
        };
        let bare: String = site.road_name().chars().take(2).collect();
        let _ = write!(text, "No. {} {} {kind}", site.number, capital(&bare));
        if let Some(district) = city.districts.get(usize::from(site.district)) {
            let (bare, kind) = match district.strip_suffix('区') {
                Some(bare) => (bare, " District"),
                None => (district.trim_end_matches(['市', '县']), ""),
            };
            let _ = write!(text, ", {}{kind}", capital(bare));
        }
        let _ = write!(text, ", {}", capital(city.name.trim_end_matches('市')));
        if let Some(province) = city.province.strip_suffix('省') {
            let _ = write!(text, ", {}", capital(province));
        }
        text
    }
}

impl Site {
    fn road_name(&self) -> String {
        let roads = &tables().roads;
        self.road.iter().enumerate().map(|(part, word)| roads[part][usize::from(*word)]).collect()
    }
}

fn coined(tables: &Tables, chance: &mut Chance) -> String {
    one(&tables.rare, chance).to_owned() + one(&tables.common, chance)
}

fn one(words: &[&'static str], chance: &mut Chance) -> &'static str {
    chance.one_of(words).copied().unwrap_or_default()
}

/// Pinyin as one word with a capital letter.
pub(super) fn capital(han: &str) -> String {
    let mut word: String = pinyin_of(&han.chars().collect::<Vec<_>>()).concat();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

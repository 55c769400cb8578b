//! Bodies of the state, and groups of companies below a head, some of them below such a body.

use super::{
    World,
    company::{Company, Kind, Node},
    day::{date, later},
    found::{Draft, Size},
    tables::tables,
};
use chokepoint_model::{Date, InterestKind};

/// A body of the state, the company that holds its shares, and its institutes.
#[derive(Debug, Clone)]
pub(super) struct Top {
    pub(super) body: u32,
    pub(super) holding: u32,
    pub(super) institutes: Vec<u32>,
}

/// A head and its companies.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Place in `tops`.
    pub(super) top: Option<u32>,
    pub(super) head: u32,
    pub(super) members: Vec<u32>,
}

const FIELDS: [&str; 8] =
    ["计算技术", "光电技术", "微电子", "自动化", "空间技术", "材料", "激光", "信息工程"];

impl World {
    /// Three academies with institutes, and in every city an office that holds the state's shares.
    pub(super) fn establish_bodies(&mut self) {
        let cities = tables().cities.len();
        for at in 0..3 + cities {
            let is_academy = at < 3;
            let city = if is_academy { tables().city.pick(&mut self.chance) } else { at - 3 };
            let brand = self.brand();
            let place = tables().cities[city].name;
            let name = if is_academy {
                format!("{brand}科学院")
            } else {
                format!("{place}{brand}国有资产运营中心")
            };
            let body = self.body(Kind::State, name, city);
            let owners = vec![(Node::Company(body), 1000)];
            let (founded, brand) = (Some(date(2005, 3, 1)), Some(brand));
            let holding = self.found(Draft {
                city: Some(city),
                size: Size::Large,
                founded,
                brand: brand.clone(),
                owners,
                steady: true,
                ..Draft::default()
            });
            let mut institutes = Vec::new();
            for field in FIELDS.iter().take(if is_academy { 8 } else { 0 }) {
                let city = tables().city.pick(&mut self.chance);
                let bare = tables().cities[city].name.trim_end_matches('市');
                let name = format!("{}科学院{bare}{field}研究所", brand.as_deref().unwrap_or_default());
                let institute = self.body(Kind::Institute, name, city);
                self.link(
                    Node::Company(body),
                    institute,
                    InterestKind::Sponsor,
                    "主管单位",
                    date(2000, 1, 1),
                );
                institutes.push(institute);
            }
            self.tops.push(Top { body, holding, institutes });
        }
    }

    /// A body without owners, older than the world.
    pub(super) fn body(&mut self, kind: Kind, name: String, city: usize) -> u32 {
        let at = self.found(Draft { city: Some(city), size: Size::Small, steady: true, ..Draft::default() });
        let founded = date(1980 + self.chance.below(20) as i16, 5, 4);
        for link in self.links_of(at) {
            let link = &mut self.links[link as usize];
            // A body has a head, and nobody owns it.
            if link.kind == InterestKind::Capital {
                link.seen = super::END;
            }
        }
        let company = &mut self.companies[at as usize];
        let Company { spots, scopes, .. } = &mut *company;
        spots[0].0 = founded;
        scopes[0] = (founded, "科学研究、人才培养、国有资产管理".to_owned());
        (company.kind, company.founded, company.seen) = (kind, founded, date(2005, 1, 1));
        company.names = vec![(founded, name)];
        at
    }

    /// A group for each 700 companies, of 3 to 500 companies; four in ten below a body of the state.
    pub(super) fn found_groups(&mut self) {
        for _ in 0..(self.plan.companies / 700).max(8) {
            let top = self.chance.percent(40).then(|| {
                if self.chance.percent(35) {
                    self.chance.below(3)
                } else {
                    self.chance.below(self.tops.len())
                }
            });
            let size = (3 + self.chance.octave(4, 500)).min(self.plan.companies / 100 + 3);
            self.found_group(top, size);
        }
    }

    fn found_group(&mut self, top: Option<usize>, size: usize) {
        let tables = tables();
        let trade = if self.chance.percent(60) {
            tables.listed_trades[self.chance.below(tables.listed_trades.len())]
        } else {
            tables.trade.pick(&mut self.chance)
        };
        let founded = date(2005 + self.chance.octave(3, 9) as i16, 1 + self.chance.below(12) as i8, 8);
        let mut owners = Vec::new();
        if let Some(top) = top {
            let Top { holding, ref institutes, .. } = self.tops[top];
            let institute = self.chance.one_of(institutes).copied();
            owners.push((Node::Company(holding), [310, 510, 667, 1000][self.chance.below(4)]));
            if let Some(institute) = institute.filter(|_| owners[0].1 < 700) {
                owners.push((Node::Company(institute), 120));
            }
        }
        let head = self.found(Draft {
            trade: Some(trade),
            size: Size::Large,
            founded: Some(founded),
            owners,
            steady: true,
            ..Draft::default()
        });
        let group = self.groups.len() as u32;
        self.groups.push(Group { top: top.map(|top| top as u32), head, members: vec![head] });
        self.join(head, group);
        for _ in 1..size {
            let member = self.found_member(head, group, trade);
            self.join(member, group);
            self.groups[group as usize].members.push(member);
        }
    }

    /// A company of a group, below its head or a member; its shares, names and places as groups have them.
    fn found_member(&mut self, head: u32, group: u32, trade: usize) -> u32 {
        let parent = if self.chance.percent(45) {
            head
        } else {
            let members = &self.groups[group as usize].members;
            members[self.chance.below(members.len())]
        };
        let above = self.companies[parent as usize].clone();
        let founded = later(above.founded, self.chance.from_to(200, 3600)).min(date(2026, 6, 1));
        // As in the tree of a real group: six of ten are held whole, the others by half to nine tenths.
        let share =
            [1000, 1000, 1000, 1000, 1000, 1000, 900, 800, 700, 600, 510, 500, 400][self.chance.below(13)];
        let spot = match self.chance.below(100) {
            0..=14 => Some(self.places.same_building(above.spot(founded), &mut self.chance)),
            15..=24 => Some(self.places.next_door(above.spot(founded), &mut self.chance)),
            _ => None,
        };
        let at_home = spot.is_some() || self.chance.percent(50);
        let people = if self.chance.percent(75) { self.people_of(parent, founded, 2) } else { Vec::new() };
        let phone = self.chance.percent(28).then(|| above.contacts.first().map(|c| c.2.clone())).flatten();
        let draft = Draft {
            city: at_home.then_some(above.city),
            trade: self.chance.percent(60).then_some(trade),
            size: if self.chance.percent(20) { Size::Large } else { Size::Small },
            founded: Some(founded),
            brand: self.chance.percent(58).then(|| above.brand.clone()),
            spot,
            headed: self.chance.percent(35),
            people,
            owners: vec![(Node::Company(parent), share)],
            phone,
            ..Draft::default()
        };
        self.found(draft)
    }

    fn join(&mut self, company: u32, group: u32) {
        self.group_of.resize(self.companies.len(), None);
        self.group_of[company as usize] = Some(group);
    }

    /// Up to so many people who serve in it on a day, each once.
    pub(super) fn people_of(&mut self, company: u32, day: Date, most: usize) -> Vec<u32> {
        let mut people = Vec::new();
        for link in self.links_of(company) {
            let link = &self.links[link as usize];
            if let Node::Person(person) = link.holder
                && link.kind.is_office()
                && link.from <= day
                && link.until.is_none_or(|until| later(until, 900) > day)
                && !people.contains(&person)
            {
                people.push(person);
            }
        }
        while people.len() > most.max(1) {
            people.remove(self.chance.below(people.len()));
        }
        people
    }
}

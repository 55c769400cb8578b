//! Listed parties, and what stands near them: evasions and innocent neighbours, drawn trace by trace from the table.

use super::{
    World,
    company::{Company, Node},
    day::{END, between, date, later},
    found::{Draft, Size},
    places::{SiteKind, capital},
    tables::{Pattern, tables},
    truth::{Drawn, Kind},
};
use chokepoint_model::{ContactKind, Date, InterestKind};

impl World {
    /// Chooses so many listed parties: heads of groups in the trades that lists reach, some of their companies, and
    /// firms that stand alone. Listings come in batches, more of them in later years.
    pub(super) fn list(&mut self, wanted: usize) {
        let tables = tables();
        let batches: Vec<Date> = (0..44)
            .map(|_| {
                let year = 2026 - self.chance.octave(4, 13) as i16;
                let month = self.chance.below(if year == 2026 { 3 } else { 12 });
                date(year, 1 + month as i8, 1 + self.chance.below(28) as i8)
            })
            .collect();
        let mut candidates: Vec<u32> = Vec::new();
        for group in &self.groups {
            if tables.trades[self.companies[group.head as usize].trade].listed {
                candidates.push(group.head);
                let mates = group.members[1..].iter().copied();
                candidates.extend(mates.filter(|at| at % 5 == 0).take(3));
            }
        }
        candidates.truncate(wanted * 6 / 10);
        while candidates.len() < wanted {
            let trade = Some(tables.listed_trades[self.chance.below(tables.listed_trades.len())]);
            let size = if self.chance.percent(60) { Size::Large } else { Size::Small };
            let alone = self.found(Draft { trade, size, ..Draft::default() });
            candidates.push(alone);
        }
        for at in candidates {
            let founded = self.companies[at as usize].founded;
            let open: Vec<Date> =
                batches.iter().copied().filter(|day| between(founded, *day) > 700).collect();
            let Some(day) = self.chance.one_of(&open).copied() else { continue };
            let city = self.companies[at as usize].city;
            let company = &mut self.companies[at as usize];
            company.listed = Some(day);
            company.dissolved = company.dissolved.filter(|end| *end > later(day, 400));
            let (brand, trade) = (capital(&company.brand), company.trade);
            let name = company.name(day).to_owned();
            company.english.get_or_insert_with(|| super::found::english_name(city, &brand, trade, &name));
            self.listed.push(at);
            let (customers, suppliers) = (6 + self.chance.octave(8, 28), 4 + self.chance.below(16));
            self.trade_of(at, customers, suppliers);
        }
    }

    /// Sets around the listed parties what the table says, each as often as it says.
    pub(super) fn surround(&mut self) {
        for pattern in &tables().patterns {
            let many = (pattern.often * self.listed.len()).div_ceil(100);
            for _ in 0..many {
                let listed = self.listed[self.chance.below(self.listed.len())];
                self.set(pattern, listed);
            }
        }
    }

    /// The day something comes; `None` when it would come after the end of the world.
    fn day_of(&mut self, pattern: &Pattern, listed: u32) -> Option<Date> {
        let company = &self.companies[listed as usize];
        let (founded, listing) = (company.founded, company.listed?);
        let day = match pattern.when {
            // Preparation before the listing becomes known, a peak within the first year and a half, a long tail; a
            // window of 36 months is quoted as typical.
            "after" => {
                let (least, most) = match self.chance.below(100) {
                    0..=7 => (-180, 0),
                    8..=31 => (1, 180),
                    32..=71 => (180, 540),
                    72..=91 => (540, 1080),
                    _ => (1080, 2160),
                };
                later(listing, self.chance.from_to(least, most))
            }
            "soon" => later(listing, self.chance.from_to(0, 1080)),
            "before" => later(listing, -self.chance.from_to(365, 4400)).max(later(founded, 120)),
            _ => date(
                2005 + self.years.pick(&mut self.chance) as i16,
                1 + self.chance.below(12) as i8,
                1 + self.chance.below(28) as i8,
            ),
        };
        (day < later(END, -60)).then_some(day)
    }

    fn set(&mut self, pattern: &Pattern, of: u32) {
        let Some(day) = self.day_of(pattern, of) else { return };
        let above = self.companies[of as usize].clone();
        let mut traces: Vec<&'static str> = Vec::new();
        let mut roll = |world: &mut Self, trace: &'static str, percent: u8| {
            let left = world.chance.percent(percent);
            if left {
                traces.push(trace);
            }
            left
        };
        // Place: the exact room, the building, next door, or somewhere of the city.
        let seat = above.spot(day);
        let place = self.chance.below(100) as u8;
        let mut spot = None;
        if place < pattern.room {
            (spot, _) = (Some(seat), roll(self, "room", 100));
        } else if place < pattern.room + pattern.building {
            (spot, _) =
                (Some(self.places.same_building(seat, &mut self.chance)), roll(self, "building", 100));
        } else if place < pattern.room + pattern.building + pattern.next_door {
            (spot, _) = (Some(self.places.next_door(seat, &mut self.chance)), roll(self, "next_door", 100));
        }
        let city = spot.is_some() || self.chance.percent(pattern.city);
        // People.
        let mut people = Vec::new();
        if roll(self, "people", pattern.people) {
            let most = 1 + self.chance.below(usize::from(pattern.most));
            people = self.people_of(of, day, most);
        }
        let leaves =
            pattern.kind == "evasion" || matches!(pattern.name, "ex_employee_competitor" | "laid_off");
        if leaves {
            self.leave(of, &people, day);
        }
        // A publisher's id takes one person for two, one time in sixteen.
        let people: Vec<u32> = people.into_iter().map(|person| self.mistaken(person)).collect();
        let mut headed = !people.is_empty() && roll(self, "head", pattern.head);
        let mut team = people;
        if roll(self, "kin", pattern.kin)
            && let Some(relative) = self.relative_of(of, day)
        {
            team.insert(0, relative);
            headed = true;
        }
        // Contacts.
        let mut reused = |world: &mut Self, trace, percent, kind| {
            let text = above.contact(kind)?.to_owned();
            roll(world, trace, percent).then_some(text)
        };
        let phone = reused(self, "phone", pattern.phone, ContactKind::Phone);
        let email = reused(self, "email", pattern.email, ContactKind::Email);
        let web = reused(self, "web", pattern.web, ContactKind::Web);
        // Name and scope.
        let brand = if roll(self, "brand", pattern.brand) {
            Some(above.brand.clone())
        } else if roll(self, "part", pattern.part) {
            Some(self.alike(&above.brand))
        } else {
            None
        };
        let same_trade = roll(self, "scope", pattern.scope);
        let scope = (same_trade && self.chance.percent(50)).then(|| self.altered(above.scope(day)));
        let trade = same_trade.then_some(above.trade);
        // Owners.
        let mut owners: Vec<(Node, u32)> = Vec::new();
        let top = self.group_of.get(of as usize).copied().flatten().and_then(|group| {
            let top = self.groups[group as usize].top?;
            Some(self.tops[top as usize].clone())
        });
        if let Some(top) = top.as_ref()
            && roll(self, "upstream", pattern.upstream)
        {
            let share = [100, 200, 300, 340, 400, 510][self.chance.below(6)];
            let owner = if self.chance.percent(40) {
                self.layer(Node::Company(top.holding), above.city, day)
            } else {
                top.holding
            };
            owners.push((Node::Company(owner), share));
        }
        if roll(self, "held", pattern.held) {
            self.hold_it(pattern, of, above.city, day, &mut owners);
        }
        let size = match (pattern.kind, self.chance.below(100)) {
            ("evasion", 0..=24) | ("open" | "innocent", 0..=11) => Size::Large,
            ("innocent", 60..) | ("evasion", 86..) => Size::Micro,
            _ => Size::Small,
        };
        let draft = Draft {
            city: city.then_some(above.city),
            trade,
            size,
            founded: Some(day),
            brand,
            spot,
            scope,
            people: team,
            headed,
            owners,
            phone,
            email,
            web,
            // An evasion has just begun to live; the others live as all do.
            steady: pattern.kind == "evasion" && self.chance.percent(70),
        };
        let company = match pattern.body {
            "renamed" => self.write_anew(of, draft, day),
            "dormant" => self.revive(draft, day),
            _ => self.found(draft),
        };
        if top.is_some() && traces.contains(&"upstream") && self.chance.percent(35) {
            let body = top.map_or(0, |top| top.institutes.first().copied().unwrap_or(top.body));
            self.link(Node::Company(body), company, InterestKind::Sponsor, "主管单位", day);
        }
        if self.chance.percent(pattern.trademark) {
            traces.push("trademark");
            let on = later(day, self.chance.from_to(20, 500));
            self.transfers.push((of, company, on));
        }
        self.hand_over(pattern, of, company, day, &mut traces);
        let kind = match pattern.kind {
            "evasion" => Kind::Evasion,
            "open" => Kind::Open,
            _ => Kind::Innocent,
        };
        self.near.push(Drawn { kind, pattern: pattern.name, of, company, since: day, traces });
    }

    /// Six of ten give up the seat they leave, as far as the register knows.
    fn leave(&mut self, of: u32, people: &[u32], day: Date) {
        for link in self.links_of(of) {
            let gone = later(day, self.chance.from_to(-200, 60));
            let known = self.chance.percent(60);
            let link = &mut self.links[link as usize];
            let is_theirs = matches!(link.holder, Node::Person(person) if people.contains(&person));
            if is_theirs && known && link.kind.is_office() && link.from < gone {
                link.until.get_or_insert(gone);
            }
        }
    }

    fn mistaken(&mut self, person: u32) -> u32 {
        if self.chance.below(16) > 0 {
            return person;
        }
        self.persons.push(self.persons[person as usize].clone());
        (self.persons.len() - 1) as u32
    }

    /// A relative of somebody of the company, mostly of the same surname; one register in five tells of it.
    fn relative_of(&mut self, of: u32, day: Date) -> Option<u32> {
        let person = self.people_of(of, day, 1).first().copied()?;
        let surname = self.persons[person as usize].surname;
        let same = self.chance.percent(75);
        let relative = self.person(same.then_some(surname));
        if self.chance.percent(30) {
            self.persons[relative as usize].phone = self.persons[person as usize].phone.clone();
        }
        if self.chance.percent(20) {
            self.families.push((person, relative));
        }
        Some(relative)
    }

    /// A brand that keeps a character, or the whole with one more.
    fn alike(&mut self, brand: &str) -> String {
        let tables = tables();
        let chars: Vec<char> = brand.chars().collect();
        let kept = chars[self.chance.below(chars.len())].to_string();
        let others = if tables.rare.contains(&kept.as_str()) { &tables.common } else { &tables.rare };
        let other = others[self.chance.below(others.len())];
        match self.chance.below(3) {
            0 => kept + other,
            1 => other.to_owned() + &kept,
            _ => format!("{brand}{}", tables.common[self.chance.below(tables.common.len())]),
        }
    }

    /// A scope copied with one clause less or one more.
    fn altered(&mut self, scope: &str) -> String {
        let mark = ['；', '、', ';'].into_iter().find(|mark| scope.contains(*mark)).unwrap_or('；');
        let mut clauses: Vec<&str> = scope.split(mark).collect();
        if clauses.len() > 2 && self.chance.percent(60) {
            clauses.remove(self.chance.below(clauses.len() - 1));
        }
        let more = &tables().common_clauses;
        if self.chance.percent(50) {
            clauses.insert(0, more[self.chance.below(more.len())]);
        }
        clauses.join(&mark.to_string())
    }

    /// A new holding at an agent's desk, held whole.
    fn layer(&mut self, owner: Node, city: usize, day: Date) -> u32 {
        let spot = self.places.spot(SiteKind::Tower, city as u16, &mut self.chance);
        let founded = later(day, -self.chance.from_to(10, 200));
        self.found(Draft {
            city: Some(city),
            trade: Some(3),
            founded: Some(founded),
            spot: Some(spot),
            owners: vec![(owner, 1000)],
            steady: true,
            ..Draft::default()
        })
    }

    /// The listed party as an owner: through two layers just under one half, openly, or beside a partner.
    fn hold_it(&mut self, pattern: &Pattern, of: u32, city: usize, day: Date, owners: &mut Vec<(Node, u32)>) {
        owners.clear();
        match pattern.name {
            "layered" => {
                let mate = self
                    .group_of
                    .get(of as usize)
                    .copied()
                    .flatten()
                    .and_then(|group| self.chance.one_of(&self.groups[group as usize].members).copied());
                for owner in [of, mate.unwrap_or(of)] {
                    let layer = self.layer(Node::Company(owner), city, day);
                    owners.push((Node::Company(layer), [499, 490, 480, 450][self.chance.below(4)]));
                    self.near.push(Drawn {
                        kind: Kind::Open,
                        pattern: "layer",
                        of,
                        company: layer,
                        since: day,
                        traces: vec!["held"],
                    });
                }
            }
            "open_subsidiary" | "older_subsidiary" => {
                owners.push((Node::Company(of), [1000, 1000, 1000, 800, 700, 510][self.chance.below(6)]));
            }
            "joint_venture" => {
                owners.push((Node::Company(of), [200, 250, 300, 400, 450][self.chance.below(5)]));
                let partner = self.vendors[self.chance.below(self.vendors.len())];
                owners.push((Node::Company(partner), 550));
            }
            _ => owners.push((Node::Company(of), [50, 100, 150, 200][self.chance.below(4)])),
        }
    }

    /// The same company in a second register, which knows it under its new name and has it as old as it is.
    fn write_anew(&mut self, of: u32, mut draft: Draft, day: Date) -> u32 {
        let above = self.companies[of as usize].clone();
        let new_brand = draft.brand.take().unwrap_or_else(|| self.brand());
        draft.brand = Some(above.brand.clone());
        draft.founded = Some(above.founded);
        draft.size = above.size;
        draft.steady = true;
        let moved = draft.spot;
        draft.spot = Some(above.spot(day));
        let at = self.found(draft);
        self.companies[at as usize].names = vec![(above.founded, above.name(day).to_owned())];
        self.companies[at as usize].seen = later(day, self.chance.from_to(5, 200));
        // One second register in three tells what it was called before.
        let told = self.chance.percent(33);
        self.companies[at as usize].tells_former = told;
        self.rename(at, Some(new_brand), day, told);
        let spot =
            moved.unwrap_or_else(|| self.places.spot(SiteKind::Street, above.city as u16, &mut self.chance));
        if spot != above.spot(day) {
            let on = later(day, self.chance.from_to(0, 90));
            self.relocate(at, spot, on);
        }
        at
    }

    /// An old company of somebody else's, whose register changes within a quarter.
    fn revive(&mut self, draft: Draft, day: Date) -> u32 {
        let founded = later(day, -self.chance.from_to(800, 4000)).max(date(2005, 1, 10));
        let at = self.found(Draft {
            city: draft.city,
            size: Size::Micro,
            founded: Some(founded),
            steady: true,
            ..Draft::default()
        });
        let Company { city, trade: old, size, .. } = self.companies[at as usize];
        let trade = draft.trade.unwrap_or(old);
        self.companies[at as usize].trade = trade;
        let days: Vec<i32> = (0..6).map(|_| self.chance.from_to(0, 90)).collect();
        let mut team = draft.people.into_iter();
        let head = draft.headed.then(|| team.next()).flatten().unwrap_or_else(|| self.somebody());
        self.new_head(at, head, later(day, days[0]));
        for person in team {
            self.link(Node::Person(person), at, InterestKind::Officer, "副总经理", later(day, days[1]));
        }
        let mut owners = draft.owners;
        let left = 1000_u32.saturating_sub(owners.iter().map(|(_, share)| share).sum());
        if left > 0 {
            owners.push((Node::Person(head), left));
        }
        self.sell_to(at, owners, later(day, days[0]));
        let brand = draft.brand.unwrap_or_else(|| self.brand());
        self.rename(at, Some(brand), day, true);
        let spot =
            draft.spot.unwrap_or_else(|| self.places.spot(SiteKind::Street, city as u16, &mut self.chance));
        self.relocate(at, spot, later(day, days[2]));
        let scope = draft.scope.unwrap_or_else(|| self.scope(trade));
        self.rescope(at, scope, later(day, days[3]));
        let capital = if size == Size::Micro { 2000 } else { 5000 };
        self.recapitalise(at, capital, later(day, days[4]));
        let contacts = [
            (ContactKind::Phone, draft.phone),
            (ContactKind::Email, draft.email),
            (ContactKind::Web, draft.web),
        ];
        for (kind, text) in contacts {
            if let Some(text) = text {
                let company = &mut self.companies[at as usize];
                company.contacts.retain(|contact| contact.1 != kind);
                company.contacts.push((later(day, days[5]), kind, text));
            }
        }
        at
    }

    /// Customers and suppliers of the listed party that become the company's; of an evasion the old sales end.
    fn hand_over(&mut self, pattern: &Pattern, of: u32, to: u32, day: Date, traces: &mut Vec<&'static str>) {
        let ends = pattern.kind == "evasion";
        if self.chance.percent(pattern.customers) {
            traces.push("customers");
            for number in self.sales_of(of) {
                if self.chance.percent(38) {
                    let customer = self.links[number as usize].held;
                    self.pass_on(number, (to, customer), day, ends);
                }
            }
        }
        if self.chance.percent(pattern.suppliers) {
            traces.push("suppliers");
            for number in self.links_of(of) {
                if let (Node::Company(supplier), InterestKind::Supplier) =
                    (self.links[number as usize].holder, self.links[number as usize].kind)
                    && self.chance.percent(45)
                {
                    self.pass_on(number, (supplier, to), day, ends);
                }
            }
        }
        if pattern.scope >= 25 {
            let (customers, suppliers) = (self.chance.octave(2, 10), self.chance.below(5));
            self.trade_of(to, customers, suppliers);
        }
    }

    fn pass_on(&mut self, old: u32, (supplier, customer): (u32, u32), day: Date, ends: bool) {
        let begins = later(day, self.chance.from_to(20, 800));
        let end = later(day, self.chance.from_to(-90, 400));
        if ends && self.chance.percent(60) && self.links[old as usize].from < end {
            self.links[old as usize].until.get_or_insert(end);
        }
        self.sell(supplier, customer, begins);
    }
}

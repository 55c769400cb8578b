//! How an ordinary company comes to be: its name, its place, its people, its owners, and how it is reached.

use super::{
    World,
    company::{Company, Kind, Link, Node, Person},
    day::{date, later},
    places::{SiteKind, Spot, capital},
    tables::tables,
};
use chokepoint_model::{ContactKind, Date, InterestKind, Share};

/// How large a company is: one family, a firm, a house with a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Size {
    #[default]
    Micro,
    Small,
    Large,
}

/// What is given of a new company; the rest is drawn as for any other.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) city: Option<usize>,
    pub(super) trade: Option<usize>,
    pub(super) size: Size,
    pub(super) founded: Option<Date>,
    pub(super) brand: Option<String>,
    pub(super) spot: Option<Spot>,
    pub(super) scope: Option<String>,
    /// Who comes, the head first when `headed`.
    pub(super) people: Vec<u32>,
    pub(super) headed: bool,
    pub(super) owners: Vec<(Node, u32)>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) web: Option<String>,
    /// Nothing is to happen to it by itself.
    pub(super) steady: bool,
}

impl World {
    /// Founds a company.
    pub(super) fn found(&mut self, draft: Draft) -> u32 {
        let tables = tables();
        let at = self.companies.len() as u32;
        let city = draft.city.unwrap_or_else(|| tables.city.pick(&mut self.chance));
        let trade = draft.trade.unwrap_or_else(|| tables.trade.pick(&mut self.chance));
        let founded = draft.founded.unwrap_or_else(|| self.founding_day());
        let spot = draft.spot.unwrap_or_else(|| self.ordinary_spot(city, draft.size));
        let brand = draft.brand.unwrap_or_else(|| self.brand());
        let name = self.company_name(city, &brand, trade, draft.size);
        let style = self.chance.below(210) as u8;
        let scope = draft.scope.unwrap_or_else(|| self.scope(trade));
        // Records reach a collection of registries within weeks, some only after a year or two.
        let late =
            if self.chance.percent(8) { self.chance.from_to(120, 700) } else { self.chance.from_to(3, 75) };
        let english = (draft.size == Size::Large || self.chance.percent(8))
            .then(|| english_name(city, &capital(&brand), trade, &name));
        let capital = match draft.size {
            Size::Micro => [10, 20, 30, 50, 50, 100, 100, 200, 300, 500][self.chance.below(10)],
            Size::Small => [100, 200, 500, 500, 1000, 1000, 2000, 3000][self.chance.below(8)],
            Size::Large => [3000, 5000, 8000, 10_000, 20_000, 50_000][self.chance.below(6)],
        };
        let address = self.places.chinese(spot, style);
        self.companies.push(Company {
            kind: Kind::Company,
            names: vec![(founded, name)],
            english,
            brand,
            city,
            trade,
            size: draft.size,
            spots: vec![(founded, spot, address)],
            style,
            scopes: vec![(founded, scope)],
            capitals: vec![(founded, capital)],
            contacts: Vec::new(),
            founded,
            fuzzy: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3][self.chance.below(20)],
            dissolved: None,
            seen: later(founded, late),
            changes: Vec::new(),
            listed: None,
            tells_former: self.chance.percent(60),
            tells_address: !self.chance.percent(2),
        });
        self.staff(at, &draft.people, draft.headed, founded);
        self.fund(at, draft.owners, founded);
        self.reach(at, draft.phone, draft.email, draft.web);
        if !draft.steady {
            self.live(at);
        }
        at
    }

    /// A day of founding: more companies every year, fewer in the last, unfinished one.
    fn founding_day(&mut self) -> Date {
        let year = self.years.pick(&mut self.chance) as i16 + 2005;
        let last = if year == 2026 { 9 } else { 12 };
        date(year, 1 + self.chance.below(last) as i8, 1 + self.chance.below(28) as i8)
    }

    pub(super) fn ordinary_spot(&mut self, city: usize, size: Size) -> Spot {
        use SiteKind::{Factory, Home, Park, Street, Tower};
        let kinds = match size {
            Size::Micro => [(50, Home), (26, Street), (16, Tower), (6, Park), (2, Factory)],
            Size::Small => [(14, Home), (38, Street), (12, Tower), (20, Park), (16, Factory)],
            Size::Large => [(0, Home), (22, Street), (4, Tower), (36, Park), (38, Factory)],
        };
        let mut draw = self.chance.below(100);
        let mut kind = Street;
        for (share, other) in kinds {
            if draw < share {
                kind = other;
                break;
            }
            draw -= share;
        }
        self.places.spot(kind, city as u16, &mut self.chance)
    }

    /// A brand: most are their founders' own, some are everybody's.
    pub(super) fn brand(&mut self) -> String {
        let rank = if self.chance.percent(75) {
            self.chance.below(150_000)
        } else {
            self.chance.octave(48, 150_000)
        };
        let (tables, mut own) = (tables(), crate::names::Chance::new(0xb2a4d ^ rank as u64));
        let rare = tables.rare[own.below(tables.rare.len())];
        let common = tables.common[own.below(tables.common.len())];
        let third = tables.common[own.below(tables.common.len())];
        match own.below(10) {
            0..=4 => [rare, common].concat(),
            5..=7 => [common, rare].concat(),
            8 => [common, rare, third].concat(),
            _ => [rare, common, third].concat(),
        }
    }

    pub(super) fn company_name(&mut self, city: usize, brand: &str, trade: usize, size: Size) -> String {
        let tables = tables();
        let place = tables.cities[city].name;
        let bare = place.trim_end_matches('市');
        let place = if self.chance.percent(25) { place } else { bare };
        let word = self.chance.one_of(&tables.trades[trade].words).copied().unwrap_or_default();
        let form = match size {
            Size::Large if self.chance.percent(45) => "股份有限公司",
            Size::Large if self.chance.percent(30) => "集团有限公司",
            _ if self.chance.percent(7) => "有限责任公司",
            _ => "有限公司",
        };
        match self.chance.below(20) {
            0 => format!("{brand}（{bare}）{word}{form}"),
            1 => format!("{brand}{word}({bare}){form}"),
            2 if !tables.cities[city].province.is_empty() => {
                format!("{}{brand}{word}{form}", tables.cities[city].province)
            }
            _ => format!("{place}{brand}{word}{form}"),
        }
    }

    /// A business scope: what the trade does, and what everybody writes.
    pub(super) fn scope(&mut self, trade: usize) -> String {
        let tables = tables();
        let own = &tables.trades[trade].clauses;
        let first = self.chance.below(own.len());
        let mut clauses: Vec<&str> =
            (0..2 + self.chance.below(own.len() - 1)).map(|at| own[(first + at) % own.len()]).collect();
        for _ in 0..self.chance.below(5) {
            let clause = tables.common_clauses[self.chance.octave(1, tables.common_clauses.len())];
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        let mark = ["；", "、", ";"][self.chance.below(3)];
        let end = if self.chance.percent(40) {
            "。（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
        } else {
            ""
        };
        clauses.join(mark) + end
    }

    /// Somebody new.
    pub(super) fn person(&mut self, surname: Option<usize>) -> u32 {
        let tables = tables();
        let surname = surname.unwrap_or_else(|| tables.surname.pick(&mut self.chance));
        let mut name = tables.surnames[surname].to_owned();
        for _ in 0..if self.chance.percent(17) { 1 } else { 2 } {
            name.push_str(tables.given[self.chance.octave(12, tables.given.len())]);
        }
        let phone = self.mobile();
        self.persons.push(Person { name, surname, phone });
        let person = (self.persons.len() - 1) as u32;
        if self.chance.percent(5) {
            self.serial.push(person);
        }
        person
    }

    /// Somebody new or, one time in nine, somebody who founds and serves often.
    pub(super) fn somebody(&mut self) -> u32 {
        if self.serial.len() > 50 && self.chance.percent(11) {
            let at = if self.chance.percent(70) {
                self.chance.below(self.serial.len())
            } else {
                self.chance.octave(24, self.serial.len())
            };
            return self.serial[at];
        }
        self.person(None)
    }

    /// Fills the offices.
    fn staff(&mut self, at: u32, people: &[u32], headed: bool, from: Date) {
        let size = self.companies[at as usize].size;
        let mut people = people.iter().copied();
        // An agent's nominee stands in for one client in five.
        let nominee =
            self.agent_of(at).filter(|_| self.chance.percent(20)).map(|agent| self.agents[agent].nominee);
        let head = if headed { people.next() } else { nominee };
        let head = head.unwrap_or_else(|| self.somebody());
        self.link(Node::Person(head), at, InterestKind::LegalRepresentative, "法定代表人", from);
        let (directors, supervisors, officers) = match size {
            Size::Micro => (0, 1, 0),
            Size::Small => (self.chance.below(3), 1, self.chance.below(2)),
            Size::Large => (4 + self.chance.below(5), 2 + self.chance.below(2), 2 + self.chance.below(3)),
        };
        let role = if directors == 0 { "执行董事兼总经理" } else { "董事长" };
        self.link(Node::Person(head), at, InterestKind::Director, role, from);
        // One register in seven tells the legal representative and no more.
        if size != Size::Large && self.chance.percent(14) && people.len() == 0 {
            return;
        }
        let seats = std::iter::repeat_n((InterestKind::Director, "董事"), directors)
            .chain(std::iter::repeat_n((InterestKind::Officer, "副总经理"), officers))
            .chain(std::iter::repeat_n((InterestKind::Supervisor, "监事"), supervisors));
        for (kind, role) in seats {
            let person = people.next().unwrap_or_else(|| self.somebody());
            let day = if self.chance.percent(75) { from } else { later(from, self.chance.from_to(60, 1500)) };
            self.link(Node::Person(person), at, kind, role, day);
        }
        for person in people {
            self.link(Node::Person(person), at, InterestKind::Officer, "经理", from);
        }
    }

    /// Gives it owners: those given, then its people and seldom another company.
    fn fund(&mut self, at: u32, owners: Vec<(Node, u32)>, from: Date) {
        let mut left = 1000_u32.saturating_sub(owners.iter().map(|(_, share)| *share).sum());
        for (owner, share) in owners {
            self.hold(owner, at, share, from);
        }
        if left == 0 || (left == 1000 && self.chance.percent(5)) {
            return;
        }
        if self.chance.percent(6)
            && let Some(owner) = self.another(at)
        {
            let share = left.min([1000, 700, 510, 400, 300, 200][self.chance.below(6)]);
            left -= share;
            self.hold(Node::Company(owner), at, share, from);
        }
        let head = self.head_of(at);
        for turn in 0..3 {
            if left == 0 {
                break;
            }
            let share = if turn == 2 || self.chance.percent(45) {
                left
            } else {
                (left * self.chance.from_to(3, 9) as u32 / 10).max(1)
            };
            left -= share;
            let owner = match head {
                Some(head) if turn == 0 && self.chance.percent(85) => head,
                _ => self.somebody(),
            };
            self.hold(Node::Person(owner), at, share, from);
        }
    }

    /// Some company that stood before.
    pub(super) fn another(&mut self, at: u32) -> Option<u32> {
        let other = self.chance.below(at as usize) as u32;
        let company = self.companies.get(other as usize)?;
        (other != at && company.founded < self.companies[at as usize].founded).then_some(other)
    }

    /// Telephone, mail and web.
    fn reach(&mut self, at: u32, phone: Option<String>, email: Option<String>, web: Option<String>) {
        let company = &self.companies[at as usize];
        let (from, size, code) = (company.founded, company.size, tables().cities[company.city].code);
        let domain = format!("{}.example", capital(&company.brand).to_lowercase());
        let agent = self.agent_of(at);
        let phone = phone.or_else(|| match agent {
            Some(agent) if self.chance.percent(50) => Some(self.agents[agent].phone.clone()),
            _ if self.chance.percent(14) => None,
            _ if size != Size::Micro && self.chance.percent(60) => {
                Some(format!("{code}-0{:07}", self.chance.below(10_000_000)))
            }
            _ => self.head_of(at).map(|head| self.persons[head as usize].phone.clone()),
        });
        let email = email.or_else(|| match agent {
            Some(agent) if self.chance.percent(35) => Some(self.agents[agent].email.clone()),
            _ if size == Size::Micro && self.chance.percent(55) => None,
            _ if size != Size::Micro && self.chance.percent(50) => Some(format!("info@{domain}")),
            _ => Some(format!("{}@mail.example", 100_000 + self.chance.below(900_000_000))),
        });
        let share = [2, 12, 60][size as usize];
        let web = web.or_else(|| self.chance.percent(share).then(|| format!("www.{domain}")));
        let contacts = [(ContactKind::Phone, phone), (ContactKind::Email, email), (ContactKind::Web, web)];
        self.companies[at as usize].contacts =
            contacts.into_iter().filter_map(|(kind, text)| Some((from, kind, text?))).collect();
    }

    /// Adds a link, known some weeks later, sometimes much later.
    pub(super) fn link(
        &mut self,
        holder: Node,
        held: u32,
        kind: InterestKind,
        role: &'static str,
        from: Date,
    ) {
        self.add_link(holder, held, kind, role, from, Share::UNKNOWN);
    }

    pub(super) fn hold(&mut self, holder: Node, held: u32, thousandths: u32, from: Date) {
        let share = match self.chance.below(40) {
            0 => Share::UNKNOWN,
            _ => Share::exactly(thousandths.min(1000) * (Share::PARTS / 1000)),
        };
        self.add_link(holder, held, InterestKind::Capital, "股东", from, share);
    }

    fn add_link(
        &mut self,
        holder: Node,
        held: u32,
        kind: InterestKind,
        role: &'static str,
        from: Date,
        share: Share,
    ) {
        let late =
            if self.chance.percent(10) { self.chance.from_to(150, 800) } else { self.chance.from_to(0, 80) };
        let number = self.links.len() as u32;
        self.links.push(Link {
            holder,
            held,
            kind,
            role,
            share,
            from,
            dated: !self.chance.percent(12),
            until: None,
            seen: later(from, late),
        });
        if self.of_company.len() <= held as usize {
            self.of_company.resize(held as usize + 1, Vec::new());
        }
        self.of_company[held as usize].push(number);
    }

    /// The numbers of the links in which it is held.
    pub(super) fn links_of(&self, at: u32) -> Vec<u32> {
        self.of_company.get(at as usize).cloned().unwrap_or_default()
    }

    pub(super) fn head_of(&self, at: u32) -> Option<u32> {
        self.of_company.get(at as usize)?.iter().find_map(|link| {
            let link = &self.links[*link as usize];
            match link.holder {
                Node::Person(person) if link.kind == InterestKind::LegalRepresentative => Some(person),
                _ => None,
            }
        })
    }

    fn agent_of(&self, at: u32) -> Option<usize> {
        let spot = self.companies[at as usize].spots[0].1;
        // Half of the towers are the first agent's, half of the rest the second's, and so on.
        let at = spot.site.wrapping_mul(0x9e37_79b1).leading_zeros() as usize;
        (spot.desk > 0).then(|| at.min(self.agents.len() - 1))
    }

    /// A mobile number of a range that is not given out.
    pub(super) fn mobile(&mut self) -> String {
        format!("12{:09}", self.chance.below(1_000_000_000))
    }
}

/// A name in English, as companies put it on their cards.
pub(super) fn english_name(city: usize, brand: &str, trade: usize, name: &str) -> String {
    let (trade, city) = (&tables().trades[trade], tables().cities[city].name);
    let word = trade.words.iter().position(|word| name.contains(word)).unwrap_or(0);
    let word = trade.english.get(word).copied().unwrap_or_default().replace('_', " ");
    format!("{} {brand} {word} Co., Ltd.", capital(city.trim_end_matches('市')))
}

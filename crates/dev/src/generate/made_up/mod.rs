//! Companies and people that do not exist, the same ones each time: names, codes, addresses, contacts, owners, offices.

mod code;
mod random;
mod table;
mod words;

pub use random::{Random, later};
pub use table::{Particular, holdings, offices, register, supplies, table};
pub use words::WORDS;
use words::{Place, Trade};

use chokepoint_model::Date;
use std::collections::BTreeSet;

/// What stands beside every record that is made up.
pub const NOTE: &str = "虚构，仅为示例 (made up for this example)";
/// The source of every record that is made up.
pub const SOURCE: &str = "made-up";

/// A company.
#[derive(Debug, Clone, Default)]
pub struct Company {
    /// Its id, which says that it is made up.
    pub id: String,
    /// Its registered name.
    pub name: String,
    /// Its name in Latin letters.
    pub english: String,
    /// Unified social credit code.
    pub code: String,
    /// Legal representative.
    pub representative: String,
    /// Supervisor.
    pub supervisor: String,
    /// Registered capital in ten thousand yuan.
    pub capital: usize,
    /// Day of founding.
    pub founded: Date,
    /// Registered address.
    pub address: String,
    /// Business scope.
    pub scope: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// The body that sponsors it, if one does.
    pub sponsor: String,
    /// A name that it bore before.
    pub former: String,
    /// The city that its name begins with.
    pub city: String,
    /// Its brand and the sound of that.
    pub brand: (String, String),
}

/// A part of the capital.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The company that is held.
    pub held: (String, String),
    /// Who holds it.
    pub owner: String,
    /// The kind of owner.
    pub kind: &'static str,
    /// Per cent.
    pub percent: String,
    /// Since when.
    pub since: Date,
    /// Until when, where it has ended.
    pub until: Option<Date>,
}

/// A person's place in a company.
#[derive(Debug, Clone)]
pub struct Office {
    /// The company.
    pub company: (String, String),
    /// The person.
    pub person: String,
    /// The office.
    pub role: &'static str,
    /// From and, where it has ended, until.
    pub period: (Date, Option<Date>),
}

/// A contract of supply.
#[derive(Debug, Clone)]
pub struct Supply {
    /// Id and name of the supplier.
    pub supplier: (String, String),
    /// Id and name of the buyer.
    pub buyer: (String, String),
    /// What was bought.
    pub item: &'static str,
    /// Day of the award.
    pub on: Date,
}

/// Makes companies and people, none twice.
pub struct Maker {
    /// The draws.
    pub random: Random,
    /// The companies so far.
    pub companies: Vec<Company>,
    /// Their owners.
    pub holdings: Vec<Holding>,
    /// Their people.
    pub offices: Vec<Office>,
    people: BTreeSet<String>,
    brands: Vec<(String, String)>,
}

impl Company {
    /// Its id and its name.
    pub fn named(&self) -> (String, String) {
        (self.id.clone(), self.name.clone())
    }
}

impl Maker {
    /// A maker; the seed decides everything that it makes.
    pub fn new(seed: u64) -> Self {
        let mut random = Random(seed);
        let mut brands: Vec<(String, String)> = Vec::new();
        for first in &WORDS.first {
            for second in &WORDS.second {
                let ((a, sound_a), (b, sound_b)) =
                    (first.split_once(' ').unwrap_or_default(), second.split_once(' ').unwrap_or_default());
                let at = random.between(0, brands.len());
                brands.insert(at, (format!("{a}{b}"), format!("{sound_a}{sound_b}")));
            }
        }
        Self {
            random,
            companies: Vec::new(),
            holdings: Vec::new(),
            offices: Vec::new(),
            people: WORDS.common.iter().cloned().collect(),
            brands,
        }
    }

    /// A brand that no other company bears.
    pub fn brand(&mut self) -> (String, String) {
        self.brands.pop().unwrap_or_default()
    }

    /// The name of a person that nobody else bears.
    pub fn person(&mut self) -> String {
        let (family, given): (Vec<char>, Vec<char>) =
            (WORDS.family.chars().collect(), WORDS.given.chars().collect());
        loop {
            let mut name = String::new();
            name.extend(self.random.pick(&family));
            name.extend(self.random.pick(&given));
            name.extend(self.random.pick(&given));
            if self.people.insert(name.clone()) {
                return name;
            }
        }
    }

    /// A company of a trade at a place, founded on a day, with a representative of its own; nobody owns it yet.
    pub fn company(&mut self, brand: (String, String), trade: &Trade, place: &Place, founded: Date) -> usize {
        let number = self.companies.len() + 1;
        let word = self.random.pick(&trade.words).map_or("", String::as_str);
        let (word, english) = word.split_once(' ').unwrap_or_default();
        let (city, city_english) = place.city.split_once(' ').unwrap_or_default();
        let (hanzi, sound) = &brand;
        // Registered names put the city in front or into brackets.
        let name = match self.random.between(0, 3) {
            0 => format!("{hanzi}{word}（{city}）有限公司"),
            1 => format!("{city}{hanzi}{word}股份有限公司"),
            _ => format!("{city}{hanzi}{word}有限公司"),
        };
        let mail = if sound.is_empty() { format!("c{number:03}") } else { sound.to_lowercase() };
        let company = Company {
            id: format!("made-up:{number:03}"),
            english: format!("{city_english} {sound} {english} Co., Ltd."),
            code: code::uscc(number),
            representative: self.person(),
            supervisor: self.person(),
            capital: [50, 100, 200, 500, 1000, 2000, 3000, 5000, 10_000][self.random.between(0, 8)],
            founded,
            address: self.address(place),
            scope: self.random.pick(&trade.scope).cloned().unwrap_or_default(),
            // No local number in China begins with a nought.
            phone: format!("{}-0000{:04}", place.area, self.random.between(0, 9999)),
            email: format!("office@{mail}.example"),
            sponsor: String::new(),
            former: String::new(),
            city: city.to_owned(),
            brand: brand.clone(),
            name,
        };
        self.companies.push(company);
        number - 1
    }

    /// An address at a place.
    fn address(&mut self, place: &Place) -> String {
        let number = self.random.between(place.least, place.most);
        let (floor, room) = (self.random.between(1, 9), self.random.between(1, 20));
        let inside = match self.random.between(0, 2) {
            0 => format!("{floor}层"),
            1 => format!("{floor}层{floor}{room:02}室"),
            _ if place.unit == "号" => format!("{}幢{floor}{room:02}室", self.random.between(1, 4)),
            _ => format!("{floor}{room:02}室"),
        };
        format!("{}{number}{}{inside}", place.before, place.unit)
    }

    /// Another address in the town of a company.
    pub fn elsewhere_in_town(&mut self, at: usize) -> String {
        let town = self.companies.get(at).map(|company| company.city.clone()).unwrap_or_default();
        let places: Vec<&Place> = WORDS.place.iter().filter(|place| place.city.starts_with(&town)).collect();
        self.random.pick(&places).copied().map(|place| self.address(place)).unwrap_or_default()
    }

    /// Persons own it: the representative most, one or two others the rest.
    pub fn owned_by_persons(&mut self, at: usize) {
        let Some(company) = self.companies.get(at).cloned() else { return };
        let most = self.random.between(51, 90);
        self.hold(at, company.representative, "自然人股东", most.to_string());
        let other = if self.random.chance(20) { company.supervisor } else { self.person() };
        self.hold(at, other, "自然人股东", (100 - most).to_string());
    }

    /// Somebody holds a part of it from its founding on.
    pub fn hold(&mut self, at: usize, owner: String, kind: &'static str, percent: String) {
        let Some(company) = self.companies.get(at) else { return };
        let held = company.named();
        self.holdings.push(Holding { held, owner, kind, percent, since: company.founded, until: None });
    }

    /// Somebody has an office in it.
    pub fn office(&mut self, at: usize, person: &str, role: &'static str, period: (Date, Option<Date>)) {
        let Some(company) = self.companies.get(at) else { return };
        self.offices.push(Office { company: company.named(), person: person.to_owned(), role, period });
    }
}

/// The trade of this id.
pub fn trade(id: &str) -> &'static Trade {
    static NONE: std::sync::LazyLock<Trade> = std::sync::LazyLock::new(Trade::default);
    WORDS.trade.iter().find(|trade| trade.id == id).unwrap_or(&NONE)
}

/// The place of this id.
pub fn place(id: &str) -> &'static Place {
    static NONE: std::sync::LazyLock<Place> = std::sync::LazyLock::new(Place::default);
    WORDS.place.iter().find(|place| place.id == id).unwrap_or(&NONE)
}

/// The places of a kind.
pub fn places(kind: &str) -> Vec<&'static Place> {
    WORDS.place.iter().filter(|place| place.kind == kind).collect()
}

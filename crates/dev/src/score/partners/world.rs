//! A vendor's partners, the companies around them and a list, all made up from a seed, with the truth of each partner.

use super::words::{WORDS, both};
use chokepoint_model::{Date, days};
use chokepoint_testkit::names::Chance;
use chokepoint_text::han::reading::pinyin_of;
use std::collections::BTreeSet;

/// The day on which the list entries begin.
pub(super) const LISTED: Date = Date::constant(2021, 12, 17);

/// What ties a partner, and what must come out: the first word names the standing.
pub(super) const TIES: [(&str, &str); 30] = [
    ("listed", "the list prints its English name"),
    ("listed", "the list prints its Chinese name as an alias"),
    ("listed", "the list prints a name that it bore before"),
    ("listed", "the list prints its name with another legal form"),
    ("listed", "it is a branch of a listed company"),
    ("owned", "a listed party holds all"),
    ("owned", "a listed party holds exactly half"),
    ("owned", "two listed parties hold 30 % and 25 %"),
    ("owned", "a holding of a listed party holds 51 %"),
    ("owned", "a listed party holds more than half, told as a range"),
    ("owned", "a joint venture, half of it a listed party's"),
    ("owned", "a listed party holds 70 %; no register describes the partner"),
    ("minority", "a listed party holds 49 %"),
    ("minority", "a listed party holds 15 %"),
    ("minority", "a listed party holds 5 %"),
    ("minority", "a listed party holds 25 to 50 %"),
    ("minority", "a listed party holds 30 % of a holding that holds 80 %"),
    ("minority", "a company that a listed party owns holds 30 %"),
    ("minority", "a listed party is an owner, the share untold"),
    ("people", "its legal representative is a director of a listed party"),
    ("people", "its founder was general manager of a listed party until after the listing"),
    ("people", "its supervisor is a supervisor of a listed party"),
    ("people", "a director of a listed party holds 60 % of it"),
    ("place", "the room of a listed party"),
    ("place", "another room in the house of a listed party, where few are"),
    ("place", "the room of a listed party, written in English"),
    ("military", "it sold to a unit of the armed forces"),
    ("military", "it sold to a military academy"),
    ("military", "a defence group holds 30 %"),
    ("military", "it sold to a laboratory for defence science"),
];
/// What looks like a tie and is none.
pub(super) const INNOCENT: [&str; 11] = [
    "an officer bears a common name that somebody of a listed party bears",
    "the room of an agent that a listed party uses too",
    "a tower in which a listed party has a room, too",
    "the next house",
    "an owner of several partners whom nobody listed",
    "another company with the brand of a listed party, in another trade and city",
    "sold to a school whose town has the word for army in its name",
    "a listed party was an owner until years before it was listed",
    "sells to the bank and the school to which a listed party sells",
    "its legal representative is that of another company that nobody listed",
    "stands in the street of a listed party",
];
/// How the page writes a name.
pub(super) const FORMS: [&str; 7] =
    ["as registered", "English", "English without form", "traditional", "short", "short English", "former"];

#[derive(Debug, Clone, Default)]
pub(super) struct Company {
    pub(super) name: String,
    pub(super) english: String,
    pub(super) short: String,
    pub(super) short_english: String,
    pub(super) former: String,
    pub(super) brand: (String, String),
    pub(super) city: usize,
    pub(super) trade: usize,
    pub(super) representative: usize,
    pub(super) address: String,
    pub(super) address_english: String,
    pub(super) founded: Date,
    pub(super) phone: String,
    /// Whether a register has a record of it.
    pub(super) is_described: bool,
}

/// Who holds: a person or a company by place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holder {
    Person(usize),
    Company(usize),
}

#[derive(Debug, Clone)]
pub(super) struct Holding {
    pub(super) holder: Holder,
    pub(super) held: usize,
    /// The lowest and the highest per cent; the same for an exact share; `None` for one untold.
    pub(super) percent: Option<(u32, u32)>,
    pub(super) until: Option<Date>,
}

#[derive(Debug, Clone)]
pub(super) struct Office {
    pub(super) person: usize,
    pub(super) company: usize,
    /// Chinese and English.
    pub(super) role: [&'static str; 2],
    pub(super) from: Date,
    pub(super) until: Option<Date>,
}

#[derive(Debug, Clone)]
pub(super) struct Sale {
    pub(super) supplier: usize,
    pub(super) buyer: String,
    pub(super) on: Date,
}

/// An entry of the list.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) address: String,
}

/// A name on the page.
#[derive(Debug, Clone)]
pub(super) struct Partner {
    pub(super) name: String,
    pub(super) form: &'static str,
    /// Kind and reason; `None` for no tie.
    pub(super) tie: Option<(&'static str, &'static str)>,
    /// What looks like a tie, where something does.
    pub(super) looks: &'static str,
}

#[derive(Default)]
pub(super) struct World {
    pub(super) companies: Vec<Company>,
    pub(super) people: Vec<String>,
    pub(super) holdings: Vec<Holding>,
    pub(super) offices: Vec<Office>,
    pub(super) sales: Vec<Sale>,
    pub(super) list: Vec<Entry>,
    pub(super) partners: Vec<Partner>,
}

struct Maker {
    world: World,
    chance: Chance,
    names: BTreeSet<String>,
    brands: BTreeSet<String>,
    persons: BTreeSet<String>,
    /// Listed owners, each alone in its house.
    owners: Vec<usize>,
    namesakes: Vec<usize>,
}

/// A world with so many names on the page.
pub(super) fn world(seed: u64, names: usize) -> World {
    let mut maker = Maker {
        world: World::default(),
        chance: Chance::new(seed ^ 0x7061_6765),
        names: BTreeSet::new(),
        brands: BTreeSet::new(),
        persons: WORDS.common.iter().cloned().collect(),
        owners: Vec::new(),
        namesakes: Vec::new(),
    };
    maker.surroundings(names);
    // So many in a hundred have ties, as in the report on a real page; as many again look as if they had.
    let (tied, alike) = (names * 18 / 100, names * 25 / 100);
    let mut order: Vec<usize> = (0..names).collect();
    for at in (1..names).rev() {
        order.swap(at, maker.chance.below(at + 1));
    }
    let first = maker.chance.below(TIES.len());
    let mut partners = Vec::new();
    for (turn, at) in order.into_iter().enumerate() {
        let tie = (turn < tied).then(|| TIES[(first + turn) % TIES.len()]);
        let looks = (tied..tied + alike).contains(&turn).then(|| INNOCENT[(first + turn) % INNOCENT.len()]);
        let partner = maker.partner(tie, looks.unwrap_or_default());
        partners.push((at, partner));
    }
    partners.sort_by_key(|(at, _)| *at);
    maker.world.partners = partners.into_iter().map(|(_, partner)| partner).collect();
    maker.the_rest_belongs_to_its_people();
    maker.world
}

impl Maker {
    fn pick<T: Clone + Default>(&mut self, several: &[T]) -> T {
        self.chance.one_of(several).cloned().unwrap_or_default()
    }

    fn person(&mut self) -> usize {
        let (surnames, given) = (WORDS.surnames(), WORDS.given());
        loop {
            let mut name = String::from(self.pick(&surnames));
            name.push(self.pick(&given));
            name.push(self.pick(&given));
            if self.persons.insert(name.clone()) {
                self.world.people.push(name);
                return self.world.people.len() - 1;
            }
        }
    }

    /// A person whose name many bear.
    fn namesake(&mut self) -> usize {
        let common = self.pick(&WORDS.common);
        self.world.people.push(common);
        self.world.people.len() - 1
    }

    fn brand(&mut self) -> (String, String) {
        let [first, second, third] = WORDS.brands();
        loop {
            let mut signs = vec![self.pick(&first), self.pick(&second)];
            // There are not enough brands of two signs for a long page.
            if self.chance.percent(30) || self.brands.len() > 250 {
                signs.push(self.pick(&third));
            }
            if self.brands.len() > 2500 {
                signs.push(self.pick(&second));
            }
            let brand: String = signs.iter().collect();
            let sound: String = pinyin_of(&signs).concat();
            // Two brands of one sound are one in Latin letters.
            if self.brands.insert(sound.clone()) {
                let mut letters = sound.chars();
                let first = letters.next().map(|c| c.to_ascii_uppercase());
                return (brand, first.into_iter().chain(letters).collect());
            }
        }
    }

    fn company(&mut self) -> usize {
        let brand = self.brand();
        let (city, trade) = (self.chance.below(WORDS.city.len()), self.chance.below(WORDS.trade.len()));
        self.company_of(brand, city, trade)
    }

    fn company_of(&mut self, brand: (String, String), city: usize, trade: usize) -> usize {
        let (word, word_english) = both(&WORDS.trade[trade].word);
        let (short, short_english) = both(&WORDS.trade[trade].short);
        let (town, town_english) = both(&WORDS.city[city].name);
        let plain_town = town.trim_end_matches('市');
        let (hanzi, sound) = &brand;
        let (name, english) = match self.chance.below(4) {
            0 => (
                format!("{town}{hanzi}{word}有限公司"),
                format!("{town_english} {sound} {word_english} Co., Ltd."),
            ),
            1 => (
                format!("{hanzi}{word}（{plain_town}）有限公司"),
                format!("{sound} {word_english} ({town_english}) Co., Ltd."),
            ),
            2 => (
                format!("{plain_town}{hanzi}{word}股份有限公司"),
                format!("{town_english} {sound} {word_english} Corporation Limited"),
            ),
            _ => (
                format!("{hanzi}{word}有限责任公司"),
                format!("{sound} {word_english} Limited Liability Company"),
            ),
        };
        self.names.insert(name.clone());
        let representative = self.person();
        let (address, address_english) = self.address(city);
        let phone = format!("{}-0{:07}", WORDS.city[city].area, self.chance.below(9_999_999));
        let company = Company {
            short: format!("{hanzi}{short}"),
            short_english: format!("{sound} {short_english}"),
            founded: self.day(Date::constant(2003, 1, 1), 6000),
            former: String::new(),
            is_described: true,
            name,
            english,
            brand: brand.clone(),
            city,
            trade,
            representative,
            address,
            address_english,
            phone,
        };
        self.world.companies.push(company);
        self.world.companies.len() - 1
    }

    fn day(&mut self, from: Date, within: usize) -> Date {
        let after = i32::try_from(self.chance.below(within)).unwrap_or(0);
        from.checked_add(days(after)).unwrap_or(from)
    }

    /// An address in a town, in Chinese and English; even numbers, so that the odd ones are free for those who must be alone.
    fn address(&mut self, city: usize) -> (String, String) {
        let street = self.pick(&WORDS.city[city].streets);
        let number = 2 * (1 + self.chance.below(400));
        let (floor, room) = (1 + self.chance.below(20), 1 + self.chance.below(12));
        at(city, &street, number, floor, room)
    }

    fn hold(&mut self, holder: Holder, held: usize, percent: (u32, u32)) {
        self.world.holdings.push(Holding { holder, held, percent: Some(percent), until: None });
    }

    fn exactly(&mut self, holder: usize, held: usize, percent: u32) {
        self.hold(Holder::Company(holder), held, (percent, percent));
    }

    /// Persons hold what is left.
    fn rest(&mut self, held: usize, percent: u32) {
        let person = self.person();
        self.hold(Holder::Person(person), held, (percent, percent));
    }

    fn office(&mut self, person: usize, company: usize, role: [&'static str; 2], until: Option<Date>) {
        let from = self.day(Date::constant(2014, 1, 1), 1500);
        self.world.offices.push(Office { person, company, role, from, until });
    }

    fn sale(&mut self, supplier: usize, buyer: &str) {
        let on = self.day(Date::constant(2022, 2, 1), 1200);
        self.world.sales.push(Sale { supplier, buyer: buyer.to_owned(), on });
    }

    /// Listed owners, the list, and companies that are nobody's partner.
    fn surroundings(&mut self, names: usize) {
        for at in 0..(6 + names / 200) {
            let one = self.company();
            let city = self.world.companies[one].city;
            let streets = &WORDS.city[city].streets;
            let street = streets[at % streets.len()].clone();
            // Odd numbers, four apart: the even ones beside them belong to nobody else.
            let number = 1001 + 4 * at;
            let (address, address_english) = self::at(city, &street, number, 3, 4);
            let company = &mut self.world.companies[one];
            (company.address, company.address_english) = (address, address_english);
            let entry = Entry {
                name: company.english.clone(),
                // Every other list entry prints the brand alone, as lists do.
                aliases: [company.brand.1.clone(), company.name.clone()][at % 2..].to_vec(),
                address: company.address_english.clone(),
            };
            self.world.list.push(entry);
            let person = self.person();
            self.office(person, one, ["董事", "Director"], None);
            let person = self.person();
            self.office(person, one, ["监事", "Supervisor"], None);
            let namesake = self.namesake();
            self.namesakes.push(namesake);
            self.office(namesake, one, ["监事", "Supervisor"], None);
            self.owners.push(one);
        }
        // One listed party uses an agent, one has a room in a tower.
        let city = 0;
        let agent = at(city, &WORDS.city[city].streets[0], 900, 18, 1);
        let tower = at(city, &WORDS.city[city].streets[1], 902, 7, 9);
        for (which, (address, english)) in [(0, agent.clone()), (1, tower)] {
            let owner = self.owners[which];
            self.world.list[which].address.clone_from(&english);
            let company = &mut self.world.companies[owner];
            (company.address, company.address_english) = (address, english);
        }
        for _ in 0..60 {
            let one = self.company();
            let company = &mut self.world.companies[one];
            (company.address, company.address_english) = agent.clone();
            let one = self.company();
            let (floor, room) = (1 + self.chance.below(28), 10 + self.chance.below(9));
            let company = &mut self.world.companies[one];
            (company.address, company.address_english) =
                at(city, &WORDS.city[city].streets[1], 902, floor, room);
        }
        // Namesakes of people of listed parties are many among strangers.
        for _ in 0..(100 + names / 3) {
            let one = self.company();
            if self.chance.percent(15) {
                let person = self.namesake();
                self.office(person, one, ["监事", "Supervisor"], None);
            }
        }
        // Entries that nobody here is.
        for at in 0..60 {
            let (_, sound) = self.brand();
            let name = match at % 3 {
                0 => format!("{sound} General Trading FZE"),
                1 => format!("OOO {sound} Elektronika"),
                _ => format!("{sound} Research Institute of Physics"),
            };
            self.world.list.push(Entry { name, ..Entry::default() });
        }
        for (seller, buyer) in [(0, "华东示范银行"), (0, "岳麓示范大学"), (1, "岳麓示范大学")]
        {
            let owner = self.owners[seller];
            self.sale(owner, buyer);
        }
    }

    fn partner(&mut self, tie: Option<(&'static str, &'static str)>, looks: &'static str) -> Partner {
        let company = self.company();
        // Every name of the page has its form; a name that is told by the list stays as registered.
        let mut form = match self.chance.below(20) {
            0..=7 => FORMS[0],
            8..=11 => FORMS[1],
            12..=13 => FORMS[2],
            14..=15 => FORMS[3],
            16..=17 => FORMS[4],
            18 => FORMS[5],
            _ => FORMS[6],
        };
        if let Some((_, why)) = tie {
            self.tie(company, why);
            if !self.world.companies[company].is_described {
                form = FORMS[0];
            }
        }
        self.look(company, looks);
        if form == "former" && self.world.companies[company].former.is_empty() {
            let (brand, _) = self.brand();
            self.world.companies[company].former = format!("{brand}电子有限公司");
        }
        let of = &self.world.companies[company];
        let name = match form {
            "English" => of.english.clone(),
            "English without form" => without_form(&of.english),
            "traditional" => WORDS.traditional(&of.name),
            "short" => of.short.clone(),
            "short English" => of.short_english.clone(),
            "former" => of.former.clone(),
            _ => of.name.clone(),
        };
        if self.chance.percent(60) {
            self.sale(
                company,
                ["滨江示范学院", "华东示范银行", "锦业示范医院", "长河示范数据中心"][company % 4],
            );
        }
        Partner { name, form, tie, looks }
    }

    /// A listed party at its own gate.
    fn owner(&mut self) -> usize {
        let from_third = self.owners[2..].to_vec();
        self.pick(&from_third)
    }

    fn tie(&mut self, company: usize, why: &str) {
        let owner = self.owner();
        let of = self.world.companies[company].clone();
        let mut entry = |name: String, aliases: Vec<String>| {
            self.world.list.push(Entry { name, aliases, address: String::new() });
        };
        match why {
            "the list prints its English name" => entry(of.english, Vec::new()),
            "the list prints its Chinese name as an alias" => {
                entry(format!("{} International Group", of.brand.1), vec![of.name]);
            }
            "the list prints a name that it bore before" => {
                let (brand, sound) = self.brand();
                let former = format!("{brand}通信设备有限公司");
                self.world.companies[company].former.clone_from(&former);
                let name = format!("{sound} Communication Equipment Co., Ltd.");
                self.world.list.push(Entry { name, aliases: vec![former], address: String::new() });
            }
            "the list prints its name with another legal form" => {
                entry(format!("{} Ltd.", without_form(&of.english)), Vec::new());
            }
            "it is a branch of a listed company" => {
                let head = self.world.companies[owner].clone();
                let (town, town_english) = both(&WORDS.city[of.city].name);
                let company = &mut self.world.companies[company];
                company.name = format!("{}{}分公司", head.name, town.trim_end_matches('市'));
                company.english = format!("{} {town_english} Branch", head.english);
                company.short = format!("{}{}分公司", head.short, town.trim_end_matches('市'));
                company.short_english = format!("{} {town_english} Branch", head.short_english);
            }
            "a listed party holds all" => self.exactly(owner, company, 100),
            "a listed party holds exactly half" => {
                self.exactly(owner, company, 50);
                self.rest(company, 50);
            }
            "two listed parties hold 30 % and 25 %" => {
                self.exactly(self.owners[2], company, 30);
                self.exactly(self.owners[3], company, 25);
                self.rest(company, 45);
            }
            "a holding of a listed party holds 51 %" => {
                let holding = self.company();
                self.exactly(owner, holding, 80);
                self.rest(holding, 20);
                self.exactly(holding, company, 51);
                self.rest(company, 49);
            }
            "a listed party holds more than half, told as a range" => {
                self.hold(Holder::Company(owner), company, (51, 75));
            }
            "a joint venture, half of it a listed party's" => {
                self.exactly(owner, company, 50);
                let other = self.company();
                self.exactly(other, company, 50);
            }
            "a listed party holds 70 %; no register describes the partner" => {
                self.world.companies[company].is_described = false;
                self.exactly(owner, company, 70);
            }
            "a listed party holds 49 %" => self.minority(owner, company, 49),
            "a listed party holds 15 %" => self.minority(owner, company, 15),
            "a listed party holds 5 %" => self.minority(owner, company, 5),
            "a listed party holds 25 to 50 %" => self.hold(Holder::Company(owner), company, (25, 50)),
            "a listed party holds 30 % of a holding that holds 80 %" => {
                let holding = self.company();
                self.minority(owner, holding, 30);
                self.exactly(holding, company, 80);
                self.rest(company, 20);
            }
            "a company that a listed party owns holds 30 %" => {
                let holding = self.company();
                self.exactly(owner, holding, 100);
                self.minority(holding, company, 30);
            }
            "a listed party is an owner, the share untold" => {
                let holder = Holder::Company(owner);
                self.world.holdings.push(Holding { holder, held: company, percent: None, until: None });
            }
            "its legal representative is a director of a listed party" => {
                self.office(of.representative, owner, ["董事", "Director"], None);
            }
            "its founder was general manager of a listed party until after the listing" => {
                let person = self.person();
                let until = self.day(LISTED, 200);
                self.office(person, owner, ["总经理", "General Manager"], Some(until));
                let founded = self.day(until, 100);
                self.world.companies[company].founded = founded;
                self.world.offices.push(Office {
                    person,
                    company,
                    role: ["创始人", "Founder"],
                    from: founded,
                    until: None,
                });
            }
            "its supervisor is a supervisor of a listed party" => {
                let person = self.person();
                for one in [owner, company] {
                    self.office(person, one, ["监事", "Supervisor"], None);
                }
            }
            "a director of a listed party holds 60 % of it" => {
                let person = self.person();
                self.office(person, owner, ["董事", "Director"], None);
                self.hold(Holder::Person(person), company, (60, 60));
                self.rest(company, 40);
            }
            "the room of a listed party" => {
                let address = self.world.companies[owner].address.clone();
                self.world.companies[company].address = address;
            }
            "another room in the house of a listed party, where few are" => {
                let address = self.world.companies[owner].address.clone();
                self.world.companies[company].address = address.replace("3层304室", "5层502室");
            }
            "the room of a listed party, written in English" => {
                let address = self.world.companies[owner].address_english.clone();
                self.world.companies[company].address = address;
            }
            "it sold to a unit of the armed forces" => {
                let buyer = self.pick(&["中国人民解放军00007部队", "武警示范总队", "东部战区示范保障中心"]);
                self.sale(company, buyer);
            }
            "it sold to a military academy" => {
                let buyer =
                    self.pick(&["空军示范工程大学", "陆军示范步兵学院", "第九军医大学", "示范军事交通学院"]);
                self.sale(company, buyer);
            }
            "it sold to a laboratory for defence science" => {
                let buyer = self.pick(&["示范水声国防科技重点实验室", "示范大学国防重点学科实验室"]);
                self.sale(company, buyer);
            }
            "a defence group holds 30 %" => {
                let group = self.company();
                let defence = &mut self.world.companies[group];
                defence.name = format!("{}军工集团有限公司", defence.brand.0);
                defence.english = format!("{} Defence Industry Group Co., Ltd.", defence.brand.1);
                self.minority(group, company, 30);
            }
            _ => {}
        }
    }

    fn minority(&mut self, holder: usize, held: usize, percent: u32) {
        self.exactly(holder, held, percent);
        self.rest(held, 100 - percent);
    }

    fn look(&mut self, company: usize, looks: &str) {
        let owner = self.owner();
        let set = |maker: &mut Self, place: (String, String)| {
            let company = &mut maker.world.companies[company];
            (company.address, company.address_english) = place;
        };
        let gate = self.world.companies[owner].address.clone();
        match looks {
            "an officer bears a common name that somebody of a listed party bears" => {
                let person = self.namesake();
                self.office(person, company, ["监事", "Supervisor"], None);
            }
            "the room of an agent that a listed party uses too" => {
                let of = &self.world.companies[self.owners[0]];
                let place = (of.address.clone(), of.address_english.clone());
                set(self, place);
            }
            "a tower in which a listed party has a room, too" => {
                let (floor, room) = (1 + self.chance.below(28), 10 + self.chance.below(9));
                set(self, at(0, &WORDS.city[0].streets[1], 902, floor, room));
            }
            "the next house" => {
                let number: usize = number_of(&gate);
                let place = gate.replace(&format!("{number}号"), &format!("{}号", number + 2));
                set(self, (place, String::new()));
            }
            "stands in the street of a listed party" => {
                let number: usize = number_of(&gate);
                let other = 2 * (1 + self.chance.below(400));
                let place = gate.replace(&format!("{number}号"), &format!("{other}号"));
                set(self, (place, String::new()));
            }
            "an owner of several partners whom nobody listed" => {
                // The first companies after the owners and the crowd are ordinary ones.
                let owner = self.owners.len() + 125;
                self.exactly(owner, company, 60);
                self.rest(company, 40);
            }
            "another company with the brand of a listed party, in another trade and city" => {
                let of = self.world.companies[owner].clone();
                let city = (of.city + 1) % WORDS.city.len();
                let trade = (of.trade + 2) % WORDS.trade.len();
                let other = self.company_of(of.brand, city, trade);
                let made = self.world.companies.pop().unwrap_or_default();
                debug_assert_eq!(other, self.world.companies.len());
                self.world.companies[company] = made;
            }
            "sold to a school whose town has the word for army in its name" => {
                self.sale(company, "将军山示范学校");
            }
            "a listed party was an owner until years before it was listed" => {
                self.world.companies[company].founded = Date::constant(2009, 4, 1);
                self.world.holdings.push(Holding {
                    holder: Holder::Company(owner),
                    held: company,
                    percent: Some((60, 60)),
                    until: Some(Date::constant(2016, 5, 31)),
                });
                self.rest(company, 100);
            }
            "sells to the bank and the school to which a listed party sells" => {
                self.sale(company, "华东示范银行");
                self.sale(company, "岳麓示范大学");
            }
            "its legal representative is that of another company that nobody listed" => {
                let other = self.company();
                self.world.companies[company].representative = self.world.companies[other].representative;
            }
            _ => {}
        }
    }

    fn the_rest_belongs_to_its_people(&mut self) {
        let held: BTreeSet<usize> = self.world.holdings.iter().map(|one| one.held).collect();
        for at in (0..self.world.companies.len()).filter(|at| !held.contains(at)) {
            let most = 51 + u32::try_from(self.chance.below(40)).unwrap_or(0);
            let representative = self.world.companies[at].representative;
            self.hold(Holder::Person(representative), at, (most, most));
            self.rest(at, 100 - most);
        }
    }
}

fn number_of(address: &str) -> usize {
    let before = address.split('号').next().unwrap_or_default();
    before.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0)
}

fn at(city: usize, street: &str, number: usize, floor: usize, room: usize) -> (String, String) {
    let city = &WORDS.city[city];
    let ((town, town_english), (district, district_english), (street, street_english)) =
        (both(&city.name), both(&city.district), both(street));
    (
        format!("{town}{district}{street}{number}号{floor}层{floor}{room:02}室"),
        format!(
            "Room {floor}{room:02}, {floor}/F, No. {number} {street_english}, {district_english}, {town_english}"
        ),
    )
}

fn without_form(english: &str) -> String {
    ["Co., Ltd.", "Corporation Limited", "Limited Liability Company"]
        .iter()
        .fold(english.to_owned(), |name, form| name.replace(form, ""))
        .trim()
        .to_owned()
}

//! A made-up registry of companies with listed parties among them, how some of these go on under another name, what
//! innocently looks the same, and the truth beside it.
//!
//! Brands, persons, parks, telephone numbers and codes are invented; cities and districts are real, because addresses
//! are read by them. `docs/world.md` says how often things happen here, and why.

mod changes;
mod company;
mod day;
pub mod files;
mod found;
mod groups;
mod patterns;
mod places;
mod render;
mod tables;
#[cfg(test)]
mod tests;
mod trading;
mod truth;

pub use day::END;
pub use truth::{Kind, Near, Truth};

use crate::names::Chance;
use chokepoint_model::{Date, Party, Registry};
use company::{Agent, Company, Link, Node, Person};
use places::Places;
use tables::Weighted;

/// What world is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The same for the same seed.
    pub seed: u64,
    /// Companies, institutes and bodies, about.
    pub companies: usize,
    /// How the registry tells persons from one another.
    pub persons: Persons,
}

/// How a registry tells persons from one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Persons {
    /// By an id of the publisher, which takes one person for two some of the time.
    #[default]
    Ids,
    /// By their names alone, as the public registry prints them.
    Names,
}

impl Plan {
    /// A world of so many companies.
    pub fn new(seed: u64, companies: usize) -> Self {
        Self { seed, companies, persons: Persons::Ids }
    }
}

/// A made-up world.
pub struct World {
    plan: Plan,
    chance: Chance,
    places: Places,
    companies: Vec<Company>,
    persons: Vec<Person>,
    links: Vec<Link>,
    /// The links in which each company is held, and those in which it sells.
    of_company: Vec<Vec<u32>>,
    sales: Vec<Vec<u32>>,
    agents: Vec<Agent>,
    /// Who founds and serves again and again.
    serial: Vec<u32>,
    years: Weighted,
    tops: Vec<groups::Top>,
    groups: Vec<groups::Group>,
    group_of: Vec<Option<u32>>,
    buyers: Vec<u32>,
    vendors: Vec<u32>,
    listed: Vec<u32>,
    /// Relatives that a register tells of.
    families: Vec<(u32, u32)>,
    transfers: Vec<(u32, u32, Date)>,
    /// All parties by id, so that nothing tells in which order they were drawn.
    order: Vec<(String, Node)>,
    near: Vec<truth::Drawn>,
}

/// So many of a thousand companies are listed.
const LISTED: usize = 3;

/// Foundings in a year, 2005 to 2026, in parts: the number of new companies grew fourfold after the reform of 2014.
const YEARS: [u32; 22] =
    [18, 19, 20, 20, 23, 26, 29, 30, 38, 52, 60, 70, 78, 82, 86, 88, 92, 90, 92, 92, 90, 70];

impl World {
    /// Makes a world.
    pub fn new(plan: Plan) -> Self {
        let mut chance = Chance::new(plan.seed ^ 0x5eed_0f3a_11aa_77ee);
        let places = Places::new(plan.companies, &mut chance);
        let mut world = Self {
            plan,
            chance,
            places,
            companies: Vec::new(),
            persons: Vec::new(),
            links: Vec::new(),
            of_company: Vec::new(),
            sales: Vec::new(),
            agents: Vec::new(),
            serial: Vec::new(),
            years: Weighted::new(YEARS.into_iter()),
            tops: Vec::new(),
            groups: Vec::new(),
            group_of: Vec::new(),
            buyers: Vec::new(),
            vendors: Vec::new(),
            listed: Vec::new(),
            families: Vec::new(),
            transfers: Vec::new(),
            order: Vec::new(),
            near: Vec::new(),
        };
        world.open_agencies();
        world.establish_bodies();
        world.found_groups();
        world.found_until(plan.companies * 7 / 10);
        world.open_markets();
        world.list((plan.companies * LISTED / 1000).max(12));
        world.surround();
        world.found_until(plan.companies);
        world.trade();
        world.order = render::order(&world);
        world
    }

    fn open_agencies(&mut self) {
        for at in 0..12 {
            let nominee = self.person(None);
            let phone = format!("400-0{:06}", self.chance.below(1_000_000));
            self.agents.push(Agent { phone, email: format!("service@agency{at}.example"), nominee });
        }
    }

    fn found_until(&mut self, companies: usize) {
        use found::{Draft, Size};
        while self.companies.len() < companies {
            let size = match self.chance.below(100) {
                0..=71 => Size::Micro,
                72..=97 => Size::Small,
                _ => Size::Large,
            };
            self.found(Draft { size, ..Draft::default() });
        }
    }

    /// What is known on a day: nothing that was recorded later, and names, places and people as they stood.
    pub fn registry(&self, as_of: Date) -> Registry {
        render::registry(self, as_of)
    }

    /// The list as of a day: for each listed party an id on the list, the party as the list prints it, and the day.
    /// Lists print names in English and addresses, and no code.
    pub fn list_of(&self, as_of: Date) -> Vec<(String, Party, Date)> {
        render::list(self, as_of)
    }

    /// What is true, whoever knows it.
    pub fn truth(&self) -> Truth {
        truth::of(self)
    }

    fn caption(&self, node: Node) -> &str {
        match node {
            Node::Company(at) => self.companies[at as usize].names.last().map_or("", |(_, name)| name),
            Node::Person(at) => &self.persons[at as usize].name,
        }
    }
}

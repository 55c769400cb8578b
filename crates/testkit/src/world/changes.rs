//! What happens to a company in its life: names, addresses, heads, owners and trades that change, and the end.

use super::{
    World,
    company::{Company, Node},
    day::{END, later},
    found::english_name,
    places::{Spot, capital},
    tables::tables,
};
use chokepoint_model::{Changed, Date, InterestKind};

impl World {
    /// What happens to an ordinary company: a new name, another place, other people; the end.
    pub(super) fn live(&mut self, at: u32) {
        let founded = self.companies[at as usize].founded;
        let some_day = |world: &mut Self| later(founded, world.chance.from_to(200, 4500));
        if self.chance.percent(6) {
            let day = some_day(self);
            let brand = if self.chance.percent(50) { None } else { Some(self.brand()) };
            self.rename(at, brand, day, true);
        }
        if self.chance.percent(15) {
            let day = some_day(self);
            let Company { city, size, .. } = self.companies[at as usize];
            let spot = self.ordinary_spot(city, size);
            self.relocate(at, spot, day);
        }
        if self.chance.percent(16) {
            let day = some_day(self);
            let person = self.somebody();
            self.new_head(at, person, day);
        }
        if self.chance.percent(12) {
            let day = some_day(self);
            let capital = self.companies[at as usize].capitals[0].1 * 2;
            self.recapitalise(at, capital, day);
        }
        if self.chance.percent(10) {
            let day = some_day(self);
            let scope = self.scope(self.companies[at as usize].trade);
            self.rescope(at, scope, day);
        }
        // One in seventy is sold whole, and its register changes within weeks.
        if self.chance.below(70) == 0 {
            let day = some_day(self);
            self.change_hands(at, day);
        }
        if self.chance.percent(27) {
            let day = later(founded, self.chance.from_to(300, 5000));
            if day < END {
                self.companies[at as usize].dissolved = Some(day);
            }
        }
    }

    fn change_hands(&mut self, at: u32, day: Date) {
        let Company { city, size, .. } = self.companies[at as usize];
        let (buyer, brand, spot) = (self.somebody(), self.brand(), self.ordinary_spot(city, size));
        self.new_head(at, buyer, day);
        self.sell_to(at, vec![(Node::Person(buyer), 1000)], later(day, 3));
        let days = [self.chance.from_to(0, 40), self.chance.from_to(0, 60)];
        self.rename(at, Some(brand), later(day, days[0]), true);
        self.relocate(at, spot, later(day, days[1]));
        let trade = tables().trade.pick(&mut self.chance);
        let scope = self.scope(trade);
        self.rescope(at, scope, later(day, days[0]));
    }

    // What a register writes down.

    fn note(&mut self, at: u32, what: Changed, day: Date, before: String, after: String) {
        if day < END {
            self.companies[at as usize].changes.push((day, what, before, after));
        }
    }

    /// A new name: of the same brand with another word of trade, or of another brand. `told` says whether the change
    /// record still tells the old one.
    pub(super) fn rename(&mut self, at: u32, brand: Option<String>, day: Date, told: bool) {
        let Company { city, trade, size, .. } = self.companies[at as usize];
        let brand = brand.unwrap_or_else(|| self.companies[at as usize].brand.clone());
        let name = self.company_name(city, &brand, trade, size);
        let company = &mut self.companies[at as usize];
        let before = if told { company.name(day).to_owned() } else { String::new() };
        if company.english.is_some() {
            company.english = Some(english_name(city, &capital(&brand), trade, &name));
        }
        company.names.push((day, name.clone()));
        company.names.sort_by_key(|(day, _)| *day);
        self.note(at, Changed::Name, day, before, name);
    }

    pub(super) fn relocate(&mut self, at: u32, spot: Spot, day: Date) {
        let text = self.places.chinese(spot, self.companies[at as usize].style);
        let company = &mut self.companies[at as usize];
        let before = company.address(day).to_owned();
        company.spots.push((day, spot, text.clone()));
        company.spots.sort_by_key(|(day, ..)| *day);
        self.note(at, Changed::Address, day, before, text);
    }

    pub(super) fn new_head(&mut self, at: u32, person: u32, day: Date) {
        let mut before = String::new();
        for link in self.links_of(at) {
            let link = &mut self.links[link as usize];
            let is_head = link.kind == InterestKind::LegalRepresentative || link.role.contains("总经理");
            if let Node::Person(old) = link.holder
                && is_head
                && link.until.is_none()
                && link.from < day
            {
                before.clone_from(&self.persons[old as usize].name);
                link.until = Some(day);
            }
        }
        self.link(Node::Person(person), at, InterestKind::LegalRepresentative, "法定代表人", day);
        self.link(Node::Person(person), at, InterestKind::Director, "执行董事兼总经理", day);
        let after = self.persons[person as usize].name.clone();
        self.note(at, Changed::LegalRepresentative, day, before, after);
    }

    /// All shares change hands.
    pub(super) fn sell_to(&mut self, at: u32, owners: Vec<(Node, u32)>, day: Date) {
        let mut before = Vec::new();
        for link in self.links_of(at) {
            let link = &mut self.links[link as usize];
            if link.kind == InterestKind::Capital && link.until.is_none() && link.from < day {
                link.until = Some(day);
                before.push(link.holder);
            }
        }
        let names =
            |nodes: &[Node]| nodes.iter().map(|node| self.caption(*node)).collect::<Vec<_>>().join("、");
        let (before, after) =
            (names(&before), names(&owners.iter().map(|(node, _)| *node).collect::<Vec<_>>()));
        for (owner, share) in owners {
            self.hold(owner, at, share, day);
        }
        self.note(at, Changed::Owners, day, before, after);
    }

    pub(super) fn recapitalise(&mut self, at: u32, capital: u32, day: Date) {
        let before = self.companies[at as usize].capitals.last().map_or(0, |(_, capital)| *capital);
        self.companies[at as usize].capitals.push((day, capital));
        self.note(at, Changed::Capital, day, format!("{before}万元"), format!("{capital}万元"));
    }

    pub(super) fn rescope(&mut self, at: u32, scope: String, day: Date) {
        let before = self.companies[at as usize].scope(day).to_owned();
        let company = &mut self.companies[at as usize];
        company.scopes.push((day, scope.clone()));
        company.scopes.sort_by_key(|(day, _)| *day);
        self.note(at, Changed::Scope, day, before, scope);
    }
}

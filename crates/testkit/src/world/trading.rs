//! Who sells to whom, as awards and reports tell it: universities buy from everyone, and most sales are not recorded.

use super::{
    World,
    company::{Kind, Node},
    day::{END, date, later},
    found::{Draft, Size},
    tables::tables,
};
use chokepoint_model::{Date, InterestKind};

impl World {
    /// Buyers that publish their awards, and makers that everybody buys from.
    pub(super) fn open_markets(&mut self) {
        let tables = tables();
        for _ in 0..(self.plan.companies / 700).max(12) {
            let (city, brand) = (tables.city.pick(&mut self.chance), self.brand());
            let kind = ["理工", "科技", "航空", "工业", "师范", "医科"][self.chance.below(6)];
            let university = self.body(Kind::Institute, format!("{brand}{kind}大学"), city);
            self.buyers.push(university);
        }
        for top in &self.tops {
            self.buyers.extend(&top.institutes);
        }
        for _ in 0..(self.plan.companies / 250).max(20) {
            let trade = tables.listed_trades[self.chance.below(tables.listed_trades.len())];
            let vendor = Draft { size: Size::Large, trade: Some(trade), steady: true, ..Draft::default() };
            let vendor = self.found(vendor);
            self.vendors.push(vendor);
            self.buyers.push(vendor);
        }
    }

    /// Records that one sells to another from a day on; tells the number of the link.
    pub(super) fn sell(&mut self, supplier: u32, customer: u32, from: Date) -> Option<u32> {
        if supplier == customer || from >= END {
            return None;
        }
        self.link(Node::Company(supplier), customer, InterestKind::Supplier, "供应商", from);
        let number = self.links.len() as u32 - 1;
        self.sales.resize(self.companies.len().max(self.sales.len()), Vec::new());
        self.sales[supplier as usize].push(number);
        Some(number)
    }

    pub(super) fn sales_of(&self, supplier: u32) -> Vec<u32> {
        self.sales.get(supplier as usize).cloned().unwrap_or_default()
    }

    /// Customers and suppliers of its own.
    pub(super) fn trade_of(&mut self, company: u32, customers: usize, suppliers: usize) {
        let founded = self.companies[company as usize].founded.max(date(2005, 1, 1));
        for turn in 0..customers + suppliers {
            let day = later(founded, self.chance.from_to(60, 2800));
            if turn < customers {
                let customer = if self.chance.percent(70) {
                    self.buyers[self.chance.octave(40, self.buyers.len())]
                } else {
                    self.chance.below(self.companies.len()) as u32
                };
                if self.companies[customer as usize].founded < day {
                    self.sell(company, customer, day);
                }
            } else {
                let vendor = self.vendors[self.chance.octave(24, self.vendors.len())];
                if self.companies[vendor as usize].founded < day {
                    self.sell(vendor, company, day);
                }
            }
        }
    }

    /// Everybody's trade, and the trademarks that change hands among strangers.
    pub(super) fn trade(&mut self) {
        for _ in 0..self.companies.len() / 250 {
            let [from, to] = [0, 1].map(|_| self.chance.below(self.companies.len()) as u32);
            let founded = self.companies[from as usize].founded.max(self.companies[to as usize].founded);
            let day = later(founded, self.chance.from_to(100, 2500));
            self.transfers.push((from, to, day));
        }
        for company in 0..self.companies.len() {
            if self.companies[company].listed.is_some() {
                continue;
            }
            let sells = tables().trades[self.companies[company].trade].sells;
            if self.companies[company].kind == Kind::Company && self.chance.percent(sells) {
                let (customers, suppliers) = (1 + self.chance.octave(2, 12), self.chance.below(4));
                self.trade_of(company as u32, customers, suppliers);
            }
        }
    }
}

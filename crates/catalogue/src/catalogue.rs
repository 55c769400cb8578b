//! The catalogue as a whole: its rows, its names, and what is wrong with its tables.

use crate::names::{Names, Words};
use crate::{Accelerator, Holding, Item, Server, Tables, TariffCode, check, tables};
use chokepoint_model::{Country, Issue};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Accelerators, servers and tariff codes, and the names they go by.
#[derive(Debug)]
pub struct Catalogue {
    accelerators: Vec<Accelerator>,
    servers: Vec<Server>,
    tariff_codes: Vec<TariffCode>,
    names: Names,
}

static BUILT_IN: LazyLock<(Catalogue, Vec<Issue>)> = LazyLock::new(|| Catalogue::read(Tables::BUILT_IN));

impl Catalogue {
    /// The catalogue that is built in, read once, and the issues of its tables: none, as a test holds.
    pub fn built_in() -> &'static (Self, Vec<Issue>) {
        &BUILT_IN
    }

    /// Reads and checks tables. A row with a fault is kept as far as it can be read.
    pub fn read(tables: Tables<'_>) -> (Self, Vec<Issue>) {
        let mut issues = Vec::new();
        let mut accelerators = tables::accelerators(tables.accelerators, &mut issues);
        let servers = tables::servers(tables.servers, &accelerators, &mut issues);
        let tariff_codes = tables::tariff_codes(tables.tariff_codes, &mut issues);
        let mut plain = |file, text, columns: &[&str]| tables::plain(file, text, columns, &mut issues);
        let words = Words {
            vendors: plain(
                "resources/catalogue/vendors.csv",
                tables.vendors,
                &["vendor", "makes", "spellings", "headquarters", "own"],
            ),
            words: plain("resources/catalogue/words.csv", tables.words, &["kind", "words"]),
            ambiguous: plain(
                "resources/catalogue/ambiguous_names.csv",
                tables.ambiguous_names,
                &["name", "also", "unless"],
            ),
            designs: plain(
                "resources/catalogue/board_designs.csv",
                tables.board_designs,
                &["design", "families", "note"],
            ),
            server_lines: plain(
                "resources/catalogue/server_lines.csv",
                tables.server_lines,
                &["vendor", "words", "shapes"],
            ),
            characters: plain(
                "resources/catalogue/characters.csv",
                tables.characters,
                &["kind", "from", "to"],
            ),
        };
        for row in &mut accelerators {
            let maker = words.vendors.iter().find(|(_, cells)| cells.first() == Some(&row.vendor));
            row.headquarters = maker.and_then(|(_, cells)| Country::from_code(cells.get(3)?));
        }
        let names = Names::new(&accelerators, &servers, &words, &mut issues);
        let vendors: BTreeSet<&str> = names.vendors.iter().map(String::as_str).collect();
        check::vendors(&accelerators, &servers, &vendors, &mut issues);
        check::names(&accelerators, &servers, &mut issues);
        (Self { accelerators, servers, tariff_codes, names }, issues)
    }

    /// Every variant of a chip, in the order of the table.
    pub fn accelerators(&self) -> &[Accelerator] {
        &self.accelerators
    }

    /// Every server, in the order of the table.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// Every use of a tariff heading, in the order of the table.
    pub fn tariff_codes(&self) -> &[TariffCode] {
        &self.tariff_codes
    }

    /// The accelerator of this model, to the letter.
    pub fn accelerator(&self, model: &str) -> Option<&Accelerator> {
        self.accelerators.iter().find(|row| row.model == model)
    }

    /// The accelerators that a server may hold: one of them at a time, unless a text says otherwise.
    pub fn held_by<'c>(&'c self, server: &'c Server) -> impl Iterator<Item = &'c Accelerator> {
        server.holdings.iter().filter_map(|holding| match holding {
            Holding::Accelerator(at) => self.accelerators.get(*at),
            Holding::Kind(_) => None,
        })
    }

    /// The servers that may hold an accelerator.
    pub fn holding<'c>(&'c self, accelerator: &'c Accelerator) -> impl Iterator<Item = &'c Server> {
        self.servers.iter().filter(|server| self.held_by(server).any(|held| held.line == accelerator.line))
    }

    /// Every item, accelerators first.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.accelerators.iter().map(Item::Accelerator).chain(self.servers.iter().map(Item::Server))
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }
}

//! Every name of the catalogue, and what it means: a family, one row, a board design, a maker, a word of the trade.

use crate::fold::Folder;
use crate::near::Near;
use crate::table::{issue, shown};
use crate::trie::Trie;
use crate::{Accelerator, Server};
use chokepoint_model::Issue;
use std::collections::BTreeMap;

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Any variant of a family, by its place.
    Family(usize),
    /// One accelerator, by its place.
    Accelerator(usize),
    /// One server, by its place.
    Server(usize),
    /// The first group of a part number, by its place.
    Design(usize),
    /// A maker, by its place; a `weak` spelling is also a common word.
    Vendor { at: usize, weak: bool },
    /// A word that shows that the text speaks of computing hardware.
    Goods,
    /// A word of its own that looks like a garbled name: `H2O`.
    Word,
    /// Something that makes the name beside it that of another thing.
    Apart(Apart),
}

/// What makes the name beside it that of another thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Apart {
    /// The part in a portable computer.
    Laptop,
    /// A maker, or a line, of telephones, cameras, headsets, cars.
    Maker,
    /// Such a thing itself.
    Goods,
}

/// A name and what it means.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) meaning: Meaning,
    /// As the table writes it.
    pub(crate) name: String,
    /// How many letters and digits it has.
    pub(crate) length: usize,
    /// Digits alone.
    pub(crate) number: bool,
    /// Some digit.
    pub(crate) figures: bool,
    /// A part number, not a name.
    pub(crate) part_number: bool,
    /// Its place among the ambiguous names.
    pub(crate) ambiguous: Option<usize>,
}

/// Variants that share a name.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) name: String,
    pub(crate) members: Vec<usize>,
}

/// A name that is also something else.
#[derive(Debug)]
pub(crate) struct Ambiguous {
    pub(crate) also: String,
    /// Words beside it that settle that it is the other thing.
    pub(crate) unless: Vec<String>,
}

/// A line of servers.
#[derive(Debug)]
pub(crate) struct ServerLine {
    pub(crate) vendor: String,
    /// What must stand before the model; empty when its shape is enough.
    pub(crate) words: Vec<String>,
    pub(crate) shapes: Vec<String>,
}

/// A board design: what its part numbers may be.
#[derive(Debug)]
pub(crate) struct Design {
    pub(crate) note: String,
    pub(crate) accelerators: Vec<usize>,
    pub(crate) servers: Vec<usize>,
}

/// Everything that can be found in a text.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) folder: Folder,
    pub(crate) trie: Trie,
    pub(crate) entries: Vec<Entry>,
    pub(crate) families: Vec<Family>,
    pub(crate) designs: Vec<Design>,
    pub(crate) ambiguous: Vec<Ambiguous>,
    pub(crate) server_lines: Vec<ServerLine>,
    pub(crate) vendors: Vec<String>,
    /// For each maker, whether its name stands before chips of its own only.
    pub(crate) only_own: Vec<bool>,
    pub(crate) near: Near,
}

/// Rows of the tables of words.
pub(crate) type Rows = Vec<(u64, Vec<String>)>;

/// The tables of words that names are built from.
pub(crate) struct Words {
    pub(crate) vendors: Rows,
    pub(crate) words: Rows,
    pub(crate) ambiguous: Rows,
    pub(crate) designs: Rows,
    pub(crate) server_lines: Rows,
    pub(crate) characters: Rows,
}

fn server_line(row: &[String]) -> Option<ServerLine> {
    let [vendor, words, shapes] = row else { return None };
    let parts = |cell: &String| cell.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    Some(ServerLine { vendor: vendor.clone(), words: parts(words), shapes: parts(shapes) })
}

impl Names {
    pub(crate) fn new(
        accelerators: &[Accelerator],
        servers: &[Server],
        words: &Words,
        issues: &mut Vec<Issue>,
    ) -> Self {
        let mut names = Self {
            folder: Folder::new(&words.characters),
            trie: Trie::new(),
            entries: Vec::new(),
            families: Vec::new(),
            designs: Vec::new(),
            ambiguous: Vec::new(),
            server_lines: words.server_lines.iter().filter_map(|(_, row)| server_line(row)).collect(),
            vendors: words.vendors.iter().filter_map(|(_, row)| row.first().cloned()).collect(),
            only_own: words
                .vendors
                .iter()
                .map(|(_, row)| row.get(4).is_some_and(|own| own == "yes"))
                .collect(),
            near: Near::default(),
        };
        let ambiguous = names.ambiguous(&words.ambiguous);
        let place = |name: &str| ambiguous.get(&squeezed(name)).copied();

        let mut families: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, row) in accelerators.iter().enumerate() {
            let family = *families.entry(row.family()).or_insert_with(|| {
                names.families.push(Family { name: row.family().to_owned(), members: Vec::new() });
                names.families.len() - 1
            });
            names.families[family].members.push(at);
            // Each variant repeats the names of its family; the first adds them.
            if names.families[family].members.len() == 1 {
                for name in &row.families {
                    names.add(name, Meaning::Family(family), false, place(name));
                }
            }
            for name in row.aliases.iter().chain([&row.model]) {
                names.add(name, Meaning::Accelerator(at), false, place(name));
            }
            for number in &row.part_numbers {
                names.add(number, Meaning::Accelerator(at), true, None);
            }
        }
        for (at, row) in servers.iter().enumerate() {
            for name in row.aliases.iter().chain([&row.model]) {
                names.add(name, Meaning::Server(at), false, place(name));
            }
        }
        names.designs(accelerators, servers, &words.designs, issues);
        for (at, (_, row)) in words.vendors.iter().enumerate() {
            for spelling in row.get(2).map_or("", String::as_str).split('|') {
                let weak = spelling.ends_with('~');
                names.add(spelling.trim_end_matches('~'), Meaning::Vendor { at, weak }, false, None);
            }
        }
        for (_, row) in &words.words {
            let meaning = match row.first().map(String::as_str) {
                Some("goods") => Meaning::Goods,
                Some("not") => Meaning::Word,
                Some("laptop") => Meaning::Apart(Apart::Laptop),
                Some("other_maker") => Meaning::Apart(Apart::Maker),
                Some("other_goods") => Meaning::Apart(Apart::Goods),
                _ => continue,
            };
            for word in row.get(1).map_or("", String::as_str).split('|') {
                names.add(word, meaning, false, None);
            }
        }
        names.near = Near::new(&names.entries);
        names
    }

    fn add(&mut self, name: &str, meaning: Meaning, part_number: bool, ambiguous: Option<usize>) {
        let folded = self.folder.fold(name);
        let length = folded.chars.iter().filter(|c| c.c.is_alphanumeric()).count();
        if length == 0 {
            return;
        }
        let number = folded.chars.iter().all(|c| c.c.is_ascii_digit());
        let figures = folded.chars.iter().any(|c| c.c.is_ascii_digit());
        let entry = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.trie.insert(&folded, entry);
        self.entries.push(Entry {
            meaning,
            name: name.to_owned(),
            length,
            number,
            figures,
            part_number,
            ambiguous,
        });
    }

    fn ambiguous(&mut self, rows: &Rows) -> BTreeMap<String, usize> {
        let mut places = BTreeMap::new();
        for (_, row) in rows {
            let [name, also, unless] = row.as_slice() else {
                continue;
            };
            let unless = unless.split('|').filter(|word| !word.is_empty());
            let unless =
                unless.map(|word| self.folder.fold(word).chars.iter().map(|c| c.c).collect()).collect();
            places.insert(squeezed(name), self.ambiguous.len());
            self.ambiguous.push(Ambiguous { also: also.clone(), unless });
        }
        places
    }

    fn designs(
        &mut self,
        accelerators: &[Accelerator],
        servers: &[Server],
        rows: &Rows,
        issues: &mut Vec<Issue>,
    ) {
        for (line, row) in rows {
            let [design, families, note] = row.as_slice() else {
                continue;
            };
            let mut of_design = Design { note: note.clone(), accelerators: Vec::new(), servers: Vec::new() };
            for name in families.split('|').map(str::trim) {
                // A family, or a family and the form that narrows it.
                let of_family = accelerators.iter().enumerate().filter(|(_, row)| {
                    let rest = name.strip_prefix(row.family()).map(str::trim);
                    rest.is_some_and(|form| {
                        let built = format!("{} {}", row.model, row.form_factor).to_lowercase();
                        form.is_empty() || built.contains(&form.to_lowercase())
                    }) && (name == row.family() || name.starts_with(&format!("{} ", row.family())))
                });
                let before = of_design.accelerators.len() + of_design.servers.len();
                of_design.accelerators.extend(of_family.map(|(at, _)| at));
                of_design.servers.extend(
                    servers.iter().enumerate().filter(|(_, row)| row.model == name).map(|(at, _)| at),
                );
                if of_design.accelerators.len() + of_design.servers.len() == before {
                    let message = format!("no family or server is called {}", shown(name));
                    issues.push(issue(
                        "resources/catalogue/board_designs.csv",
                        *line,
                        "families",
                        &message,
                        "write a family, or the model of a server",
                    ));
                }
            }
            self.designs.push(of_design);
            self.add(design, Meaning::Design(self.designs.len() - 1), true, None);
        }
    }
}

/// Letters and digits alone, in lower case: how names are compared.
pub(crate) fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

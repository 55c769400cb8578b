//! What is asked about: a chip, a computer, memory, software or technology, with its figures and what is stated of it.

use chokepoint_catalogue::{Accelerator, Confidence, Figure, Figures, OwnItem, Server, Specification, Step};
use chokepoint_model::{Country, PartialDate};
use std::collections::BTreeMap;

/// What kind of thing an item is. Software and technology take their level from the commodity they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// An integrated circuit by itself.
    Chip,
    /// An integrated circuit on the card or module it is sold on: a chip, and an assembly that holds one.
    Card,
    /// A chip of which not stated: whether it is sold alone or on a card.
    ChipOrCard,
    /// A computer that holds chips.
    Computer,
    /// High-bandwidth memory by itself.
    Memory,
    /// Software for such a commodity.
    Software,
    /// Technology for such a commodity.
    Technology,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Chip,
        Self::Card,
        Self::ChipOrCard,
        Self::Computer,
        Self::Memory,
        Self::Software,
        Self::Technology,
    ];

    /// As it is written and read: `chip`, `computer`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chip => "chip",
            Self::Card => "card",
            Self::ChipOrCard => "chip or card",
            Self::Computer => "computer",
            Self::Memory => "memory",
            Self::Software => "software",
            Self::Technology => "technology",
        }
    }

    /// What it holds or is for, whose figures decide: the chip on a card, the computer that software is for.
    pub(crate) const fn component(self) -> Option<Self> {
        match self {
            Self::Card | Self::ChipOrCard | Self::Computer => Some(Self::Chip),
            Self::Software | Self::Technology => Some(Self::Card),
            Self::Chip | Self::Memory => None,
        }
    }
}

/// What is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is called.
    pub name: String,
    /// What kind of thing it is.
    pub form: Form,
    /// The figures of one of its chips.
    pub figures: Figures,
    /// Memory only: bandwidth by area of the package or stack, in GB/s by mm².
    pub memory_bandwidth_density: Figure,
    /// Paragraphs of control lists that it is stated to be described in (`5A992.c`); `None` when not stated.
    pub entries: Option<Vec<String>>,
    /// Facts of the law that are stated of it, by their names in the rules.
    pub facts: BTreeMap<String, bool>,
    /// The computer of the catalogue and the chip in it, when it is a computer.
    pub holds: String,
    /// Where whoever designed its chip has its headquarters; `None` when not stated.
    pub designer: Option<Country>,
    /// When it was announced.
    pub announced: Option<PartialDate>,
    /// Where the figures come from.
    pub source: String,
    /// How far they are trusted; `None` when they are the user's own.
    pub confidence: Option<Confidence>,
}

impl Item {
    /// A chip of the catalogue, on the card or module it is sold on.
    pub fn of(accelerator: &Accelerator) -> Self {
        Self {
            name: accelerator.model.clone(),
            designer: accelerator.headquarters,
            announced: accelerator.launched,
            source: accelerator.source.clone(),
            confidence: Some(accelerator.confidence),
            ..Self::new(Form::Card, accelerator.figures())
        }
    }

    /// A server of the catalogue with one of the chips that it may hold.
    pub fn of_server(server: &Server, accelerator: &Accelerator) -> Self {
        let count = server.count.map_or_else(|| "an unknown number of".to_owned(), |count| count.to_string());
        Self {
            name: server.model.clone(),
            form: Form::Computer,
            holds: format!("{count} × {}", accelerator.model),
            source: format!("{}; {}", server.source, accelerator.source),
            confidence: Some(server.confidence.min(accelerator.confidence)),
            announced: None,
            ..Self::of(accelerator)
        }
    }

    /// A server of the catalogue of whose chips nothing is known.
    pub fn of_bare_server(server: &Server) -> Self {
        Self {
            name: server.model.clone(),
            holds: "chips that are not known".to_owned(),
            source: server.source.clone(),
            confidence: Some(server.confidence),
            ..Self::new(Form::Computer, Specification::default().figures())
        }
    }

    /// A server of a known line that is not in the catalogue: what it holds, if anything, is not stated.
    pub fn of_server_line(vendor: &str, name: &str) -> Self {
        let named = name.to_lowercase().starts_with(&vendor.to_lowercase());
        Self {
            name: if named { name.to_owned() } else { format!("{vendor} {name}") },
            holds: "no accelerators stated".to_owned(),
            source: "lines of general-purpose servers".to_owned(),
            ..Self::new(Form::Computer, Specification::default().figures())
        }
    }

    /// A user's own item.
    pub fn own(own: &OwnItem) -> Self {
        let name = match (own.name.is_empty(), own.vendor.is_empty()) {
            (true, _) => "own item".to_owned(),
            (_, true) => own.name.clone(),
            (..) => format!("{} {}", own.vendor, own.name),
        };
        let source = "the user's own figures".to_owned();
        Self { name, source, ..Self::new(Form::ChipOrCard, own.figures()) }
    }

    /// An item of these figures and nothing else said.
    pub fn new(form: Form, figures: Figures) -> Self {
        Self {
            name: String::new(),
            form,
            figures,
            memory_bandwidth_density: Figure::UNKNOWN,
            entries: None,
            facts: BTreeMap::new(),
            holds: String::new(),
            designer: None,
            announced: None,
            source: String::new(),
            confidence: None,
        }
    }

    /// How its figures were come by.
    pub fn steps(&self) -> &[Step] {
        &self.figures.trace
    }
}

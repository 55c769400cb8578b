//! The things of the catalogue: accelerators, servers that hold them, and tariff codes they move under.

use crate::{Figure, Figures, Specification};
use chokepoint_model::{Country, PartialDate};

/// How far a row of the catalogue is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// An estimate, a single report, or contested.
    Low,
    /// Second hand, or partly from general knowledge.
    Medium,
    /// The maker's own data, or several sources that agree.
    High,
}

impl Confidence {
    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High].into_iter().find(|confidence| confidence.as_str() == word)
    }
}

/// A chip, as the card or module it is sold on.
#[derive(Debug, Clone)]
pub struct Accelerator {
    /// The maker.
    pub vendor: String,
    /// Where the maker, who designed the chip, has its headquarters; `None` when the table of makers does not say.
    pub headquarters: Option<Country>,
    /// The variant: `A100 SXM4 80GB`. The name by which it is known for ever.
    pub model: String,
    /// What the variants share, the first name being the family's: `A100`.
    pub families: Vec<String>,
    /// Other names of this variant alone.
    pub aliases: Vec<String>,
    /// Order numbers, board numbers, silicon numbers.
    pub part_numbers: Vec<String>,
    /// How it is built in.
    pub form_factor: String,
    /// Architecture and die: `Ampere GA100`.
    pub architecture: String,
    /// Day, month or year it was announced.
    pub launched: Option<PartialDate>,
    /// Where and how it is made; empty when unknown.
    pub process_node: String,
    /// What it can do.
    pub specification: Specification,
    /// Where the row comes from.
    pub source: String,
    /// How far it is trusted.
    pub confidence: Confidence,
    /// Line of the table.
    pub line: u64,
}

impl Accelerator {
    /// Name of the family it is a variant of.
    pub fn family(&self) -> &str {
        self.families.first().map_or(&self.model, String::as_str)
    }

    /// The figures the law asks for, of one of its circuits.
    pub fn figures(&self) -> Figures {
        self.specification.figures()
    }
}

/// What a server is sold with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holding {
    /// A model of the catalogue, by its place there.
    Accelerator(usize),
    /// Only a kind of card is known: `domestic cards`.
    Kind(String),
}

/// A server, module board, rack or cloud machine that holds accelerators.
#[derive(Debug, Clone)]
pub struct Server {
    /// The maker.
    pub vendor: String,
    /// Its name.
    pub model: String,
    /// Other names and numbers.
    pub aliases: Vec<String>,
    /// What it may hold: one of these at a time, unless the text says otherwise.
    pub holdings: Vec<Holding>,
    /// How many of them, when that is known.
    pub count: Option<u32>,
    /// Height, weight, kind of machine.
    pub form: String,
    /// Where the row comes from.
    pub source: String,
    /// How far it is trusted.
    pub confidence: Confidence,
    /// Line of the table.
    pub line: u64,
}

/// A tariff heading that chips, servers or what they are disguised as move under.
#[derive(Debug, Clone)]
pub struct TariffCode {
    /// The codes, as printed: `8471.50`.
    pub codes: Vec<String>,
    /// HS6, CN-10, HTSUS-10 and so on.
    pub system: String,
    /// server, gpu_board, ic, memory, network, storage, part, sme, cover, duty_flag.
    pub role: String,
    /// What moves under it.
    pub goods: String,
    /// The heading in English.
    pub english: String,
    /// The heading in Chinese.
    pub chinese: String,
    /// Unit in which quantities are declared.
    pub unit: String,
    /// Weight of one, in kg.
    pub weight: Figure,
    /// Value of one, in USD.
    pub value: Figure,
    /// USD by kg.
    pub value_density: Figure,
    /// Remarks.
    pub notes: String,
    /// Where the row comes from.
    pub source: String,
    /// How far it is trusted.
    pub confidence: Confidence,
    /// Line of the table.
    pub line: u64,
}

/// Something the catalogue knows.
#[derive(Debug, Clone, Copy)]
pub enum Item<'c> {
    /// An accelerator.
    Accelerator(&'c Accelerator),
    /// A server.
    Server(&'c Server),
}

impl<'c> Item<'c> {
    /// Its name.
    pub fn model(&self) -> &'c str {
        match self {
            Self::Accelerator(accelerator) => &accelerator.model,
            Self::Server(server) => &server.model,
        }
    }

    /// Its maker.
    pub fn vendor(&self) -> &'c str {
        match self {
            Self::Accelerator(accelerator) => &accelerator.vendor,
            Self::Server(server) => &server.vendor,
        }
    }
}

/// Items are the same when they are the same row.
impl PartialEq for Item<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Accelerator(a), Self::Accelerator(b)) => a.line == b.line,
            (Self::Server(a), Self::Server(b)) => a.line == b.line,
            _ => false,
        }
    }
}

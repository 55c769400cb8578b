//! The arguments of the program.

use chokepoint_engine::{THRESHOLD, ownership::REGIMES};
use chokepoint_model::{Date, Family};
use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValuesParser};
use std::path::PathBuf;

/// Finds AI chips that slip through export controls, and the companies that move them.
#[derive(Debug, Parser)]
#[command(name = "chokepoint", version, about, propagate_version = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Print one JSON document (JSON lines where the result is a stream)
    #[arg(long, global = true)]
    pub json: bool,
    /// The day asked about; answers use what was known and in effect then [default: today]
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// The workspace folder [default: $CHOKEPOINT_HOME, else the platform's data folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// A folder of your own rules, on top of the program's and of the folder `rules` in the workspace
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Tell all that was covered, list by list, where a line would do
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// Replace the file of -o when it exists, and write into a folder that holds other files
    #[arg(long, global = true)]
    pub force: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Screen bundled parties and investigate the bundled case, with reasons and a report
    Demo(Demo),
    /// List releases: import, update, status, diff
    #[command(subcommand)]
    Lists(Lists),
    /// Screen a file of parties, or one name, against the lists
    Screen(Box<Screen>),
    /// Score pairs of names: a CSV with the columns schema,name1,name2
    Compare(Compare),
    /// The law as dated data: list, show, check, diff
    #[command(subcommand)]
    Rules(Rules),
    /// What a chip or server is: its figures, its class on the day, and why
    Item(Box<Item>),
    /// Whether a licence is required, what could lift it, and how an application would be reviewed
    Licence(Box<Licence>),
    /// Who is caught by ownership or control: the lowest and highest provable share, and the path
    Ownership(Box<Ownership>),
    /// Everything over a folder of mixed files: findings ranked by worth, with a report
    Investigate(Investigate),
    /// Companies that may carry on a listed one, as of any day
    Successors(Successors),
    /// A list of partners in, the same list out with what is known of each, strongest first
    Audit(Audit),
}

/// `demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// The folder for the report
    #[arg(short, long, value_name = "DIR", default_value = "chokepoint-demo")]
    pub output: PathBuf,
}

/// `lists ...`
#[derive(Debug, Subcommand)]
pub enum Lists {
    /// Read list releases from files or folders and keep them
    Import {
        /// Files of the publishers, or folders of them, with the folders inside
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The source, when it should not be recognised by content: us_csl, us_ofac_sdn, us_ofac_cons, eu_fsf, eu_journal, uk_sanctions,
        /// un_sc, chokepoint_ai_chips, or ftm:NAME for a dataset of FollowTheMoney
        #[arg(long, value_name = "ID")]
        source: Option<String>,
        /// The day the release was published [default: the day in the file, else today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        published: Option<Date>,
        /// Take a release that lost a list, or half of one, against the release before it
        #[arg(long)]
        accept_smaller: bool,
        /// Take a second release of a day in place of the first
        #[arg(long)]
        accept_same_day: bool,
    },
    /// Fetch the newest releases from the publishers
    Update {
        /// Only these sources
        sources: Vec<String>,
        /// Fetch the one source from here: a mirror of the publisher's file, once for each file of the source
        #[arg(long, value_name = "URL")]
        from: Vec<String>,
    },
    /// Show the releases held and what they cover
    Status,
    /// Show what changed between two releases of a source
    Diff {
        /// The earlier release, as `lists status` names it
        from: String,
        /// The later release
        to: String,
        /// Write the changes to a file
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// `screen`
#[derive(Debug, Args)]
pub struct Screen {
    /// A file of parties: CSV, XLSX, JSON lines, FollowTheMoney or Parquet; `-` for standard input
    #[arg(required_unless_present = "name", conflicts_with = "name")]
    pub file: Option<PathBuf>,
    /// One name
    #[arg(long)]
    pub name: Option<String>,
    /// Country of the one name, as a code or in words
    #[arg(long, requires = "name")]
    pub country: Option<String>,
    /// Address of the one name
    #[arg(long, requires = "name")]
    pub address: Option<String>,
    /// What the parties are where the file does not say: Person, Company, Organization, LegalEntity, Vessel, Airplane
    #[arg(long, default_value = "LegalEntity")]
    pub schema: String,
    /// The score from which a hit is a match
    #[arg(long, default_value_t = THRESHOLD, value_parser = share)]
    pub threshold: f32,
    /// The most hits a party gets
    #[arg(long, default_value_t = 5)]
    pub limit: usize,
    /// How to write the result [default: table on a terminal, else jsonl]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Which column holds what: `--map name=Vendor --map country=Land`
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub map: Vec<String>,
    /// The sheet of a workbook
    #[arg(long)]
    pub sheet: Option<String>,
    /// End with exit code 1 when a party matches
    #[arg(long)]
    pub fail_on_hit: bool,
    /// Only what changed for these parties since this release was the newest of its source
    #[arg(long, value_name = "RELEASE")]
    pub since: Option<String>,
}

/// `compare`
#[derive(Debug, Args)]
pub struct Compare {
    /// A CSV with the columns schema,name1,name2; `-` for standard input
    pub pairs: PathBuf,
    /// Add a column that says why
    #[arg(long)]
    pub explain: bool,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `rules ...`
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// Show every parameter with what it holds on the day
    List {
        /// Only those that have these words in their id, title or names: `us.ear`, `3A090`, `ownership`
        words: Vec<String>,
        /// What the text says, or what the agency enforces
        #[arg(long, value_enum, default_value_t = Layer::Enforced)]
        layer: Layer,
        /// Only what rests on values that nobody has confirmed
        #[arg(long)]
        unverified: bool,
    },
    /// Show the whole history of a value with its citations
    Show {
        /// The parameter, as `rules list` names it
        id: String,
        /// One name of a table
        name: Option<String>,
    },
    /// Check every rule file: faults, overlaps, gaps, stale and unconfirmed values
    Check {
        /// A folder of rule files to check as if it lay on top of the others
        folder: Option<PathBuf>,
    },
    /// Show what changed in the law between two days
    Diff {
        /// The earlier day
        #[arg(value_name = "DAY")]
        from: Date,
        /// The later day
        #[arg(value_name = "DAY")]
        to: Date,
        /// Only what the text says, or what the agency enforces [default: both]
        #[arg(long, value_enum)]
        layer: Option<Layer>,
    },
}

/// Which law is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Layer {
    /// What the text of the regulations says
    Text,
    /// What the agency enforces
    Enforced,
}

impl From<Layer> for chokepoint_rules::Layer {
    fn from(layer: Layer) -> Self {
        match layer {
            Layer::Text => Self::Text,
            Layer::Enforced => Self::Enforced,
        }
    }
}

/// `item`
#[derive(Debug, Args)]
pub struct Item {
    /// The name of a chip or server; an item of your own (TOML or JSON); or a file of many (CSV, XLSX, JSON lines)
    pub what: Vec<String>,
    /// Where it would go, as a code or in words
    #[arg(long, value_name = "CC")]
    pub destination: Option<String>,
    /// Where the end user has its headquarters
    #[arg(long, value_name = "CC")]
    pub end_user_hq: Option<String>,
    /// Where the ultimate parent of the end user has its headquarters [default: as the end user]
    #[arg(long, value_name = "CC")]
    pub end_user_parent_hq: Option<String>,
    /// Figures of an item of your own, and what is stated of it
    #[command(flatten)]
    pub stated: Stated,
    /// How to write the answers to a file of many [default: table on a terminal, else csv]
    #[arg(long, value_enum)]
    pub format: Option<LinesFormat>,
    /// Write the answers to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The sheet of a workbook
    #[arg(long)]
    pub sheet: Option<String>,
}

/// What is stated of an item on the command line.
#[derive(Debug, Args)]
pub struct Stated {
    /// A dense rate in TFLOPS or TOPS: `fp16=148`; `fp8=592,sparse` is halved; `fp8=500..600` is a range
    #[arg(long, value_name = "FORMAT=RATE")]
    pub rate: Vec<String>,
    /// Area of the logic dies in mm²
    #[arg(long, value_name = "MM2")]
    pub die_area: Option<String>,
    /// Process node: `7 nm`
    #[arg(long)]
    pub node: Option<String>,
    /// Whether the transistors are non-planar: FinFET or gate-all-around
    #[arg(long, value_name = "yes|no")]
    pub non_planar: Option<String>,
    /// Bandwidth to memory in GB/s
    #[arg(long, value_name = "GBS")]
    pub memory_bandwidth: Option<String>,
    /// Rate to other chips in GB/s, both directions together
    #[arg(long, value_name = "GBS")]
    pub link_bandwidth: Option<String>,
    /// Designed or marketed for data centres
    #[arg(long, value_name = "yes|no")]
    pub data_centre: Option<String>,
    /// Memory only: bandwidth by area of the package or stack, in GB/s by mm²
    #[arg(long, value_name = "GBS_MM2")]
    pub memory_density: Option<String>,
    /// What kind of thing it is: chip, card, computer, memory, software, technology
    #[arg(long)]
    pub form: Option<String>,
    /// A paragraph of the control list in which it is described as well: 5A992.c
    #[arg(long, value_name = "ECCN")]
    pub entry: Vec<String>,
    /// A fact of the law that is declared: `recipient_of_letter=yes`; `rules/words.toml` has their names
    #[arg(long, value_name = "FACT=yes|no")]
    pub declare: Vec<String>,
}

/// `licence`
#[derive(Debug, Args)]
pub struct Licence {
    /// A file of transactions: CSV, XLSX or JSON lines with the columns item, destination, end_user and the like
    #[arg(required_unless_present = "item", conflicts_with = "item")]
    pub file: Option<PathBuf>,
    /// The name of a chip or server, or a file that describes one of your own
    #[arg(long)]
    pub item: Option<String>,
    /// Where it goes, as a code or in words
    #[arg(long, value_name = "CC", required_unless_present = "file")]
    pub destination: Option<String>,
    /// Where it is exported from [default: US]
    #[arg(long, value_name = "CC")]
    pub from: Option<String>,
    /// Who uses it; the name is compared with the lists
    #[arg(long, value_name = "NAME")]
    pub end_user: Option<String>,
    /// Where the end user has its headquarters
    #[arg(long, value_name = "CC")]
    pub end_user_hq: Option<String>,
    /// Where the ultimate parent of the end user has its headquarters [default: as the end user]
    #[arg(long, value_name = "CC")]
    pub end_user_parent_hq: Option<String>,
    /// Where the end user is [default: the destination]
    #[arg(long, value_name = "CC")]
    pub end_user_location: Option<String>,
    /// An owner of the end user (of the consignee, when no end user is named) and its share: `Alpha Holding=50%`
    #[arg(long, value_name = "NAME=SHARE")]
    pub owner: Vec<String>,
    /// Who receives it abroad
    #[arg(long, value_name = "NAME")]
    pub consignee: Option<String>,
    /// Where the consignee has its headquarters
    #[arg(long, value_name = "CC")]
    pub consignee_hq: Option<String>,
    /// An owner of the consignee and its share
    #[arg(long, value_name = "NAME=SHARE")]
    pub consignee_owner: Vec<String>,
    /// Who holds it on its way
    #[arg(long, value_name = "NAME")]
    pub intermediate_consignee: Option<String>,
    /// Who buys it
    #[arg(long, value_name = "NAME")]
    pub purchaser: Option<String>,
    /// Who carries it
    #[arg(long, value_name = "NAME")]
    pub forwarder: Option<String>,
    /// The end use as declared: supercomputer, training of models, military
    #[arg(long, value_name = "TEXT")]
    pub end_use: Vec<String>,
    /// Calendar days from the notice to the export, for License Exception NAC
    #[arg(long, value_name = "DAYS")]
    pub notice_days: Option<String>,
    /// The first day on which the part was on sale in the United States
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on_sale: Option<Date>,
    /// Figures of an item of your own, and what is stated of it
    #[command(flatten)]
    pub stated: Stated,
    /// The score from which a name on the lists counts as met
    #[arg(long, default_value_t = THRESHOLD, value_parser = share)]
    pub threshold: f32,
    /// How to write the answers to a file of transactions [default: table on a terminal, else csv]
    #[arg(long, value_enum)]
    pub format: Option<LinesFormat>,
    /// Write the answers to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The sheet of a workbook
    #[arg(long)]
    pub sheet: Option<String>,
}

/// How the answers to a file of many are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LinesFormat {
    /// For reading on a terminal
    Table,
    /// The columns of the input, then the answer
    Csv,
    /// An object a row
    Jsonl,
}

/// `ownership`
#[derive(Debug, Args)]
pub struct Ownership {
    /// Registries: FollowTheMoney, BODS, GLEIF, CSV or XLSX; several are read as one
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The body of law that counts
    #[arg(long, default_value = "bis", value_parser = PossibleValuesParser::new(REGIMES.map(|one| one.id)))]
    pub regime: String,
    /// Listed parties by id or name, separated by commas; `ID=LIST` names the list
    #[arg(long, value_name = "IDS")]
    pub listed: Vec<String>,
    /// The score from which a party of the registry is a listed one
    #[arg(long, default_value_t = THRESHOLD, value_parser = share)]
    pub threshold: f32,
    /// Which column holds what: `--map owner=Gesellschafter --map share=Anteil`
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub map: Vec<String>,
    /// Instead: the shortest and the strongest path between two parties
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"], conflicts_with = "around")]
    pub between: Vec<String>,
    /// Instead: the parties around one
    #[arg(long, value_name = "ID")]
    pub around: Option<String>,
    /// How far around
    #[arg(long, default_value_t = 2, requires = "around")]
    pub depth: u32,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// End with exit code 1 when a party is caught
    #[arg(long)]
    pub fail_on_hit: bool,
}

/// `successors`
#[derive(Debug, Args)]
pub struct Successors {
    /// A listed party by name or id [default: every listing of the period]
    pub name: Option<String>,
    /// Registries: FollowTheMoney, BODS, GLEIF, CSV or XLSX; several are read as one
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub registry: Vec<PathBuf>,
    /// The first day of the listings
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "name")]
    pub since: Option<Date>,
    /// The last day of the listings
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "name")]
    pub until: Option<Date>,
    /// Walk the days and say when each candidate would first have been seen
    #[arg(long)]
    pub replay: bool,
    /// Leave a family of evidence out, as if no file said anything of it: what is left when it is not trusted
    #[arg(long, value_name = "FAMILY", value_delimiter = ',')]
    pub without: Vec<Evidence>,
    /// The most candidates of one listed party
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
    /// End with exit code 1 when a candidate is put before a person
    #[arg(long)]
    pub fail_on_hit: bool,
}

/// `audit`
#[derive(Debug, Args)]
pub struct Audit {
    /// The list of partners: CSV, XLSX, JSON lines or Parquet with a column of names
    pub partners: PathBuf,
    /// Which column of the list holds what: `--map name=Vendor --map country=Land`
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub map: Vec<String>,
    /// The sheet of a workbook
    #[arg(long)]
    pub sheet: Option<String>,
    /// The score from which a partner may be a listed party
    #[arg(long, default_value_t = THRESHOLD, value_parser = share)]
    pub threshold: f32,
    /// The most partners that are printed; a file has all
    #[arg(long)]
    pub limit: Option<usize>,
    /// How to write the result [default: table, or what the ending of the file means]
    #[arg(long, value_enum)]
    pub format: Option<AuditFormat>,
    /// Registries, lists and whatever else is known; several are read as one
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub registry: Vec<PathBuf>,
    /// Write the list with the answers to a file: .csv, .json or .xlsx
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// End with exit code 1 when a partner is listed, owned or tied, or may be
    #[arg(long)]
    pub fail_on_hit: bool,
}

/// `investigate`
#[derive(Debug, Args)]
pub struct Investigate {
    /// The folder: registries, lists, partner lists, parties, in any mix; `case.toml` in it may give title, day and notes
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The folder for the results [default: DIR-findings]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Leave a family of evidence out, as if no file said anything of it: what is left when it is not trusted
    #[arg(long, value_name = "FAMILY", value_delimiter = ',')]
    pub without: Vec<Evidence>,
    /// Write every party and tie as FollowTheMoney too (entities.ftm.json)
    #[arg(long)]
    pub ftm: bool,
    /// How many findings are printed; the report has all
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
    /// End with exit code 1 when there is a finding
    #[arg(long)]
    pub fail_on_hit: bool,
}

/// A family of evidence that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Evidence {
    /// Officers, legal representatives, founders, persons as owners
    People,
    /// Addresses
    Place,
    /// Companies and bodies that own, control or sponsor
    Capital,
    /// Foundings and changes
    Time,
    /// Suppliers, and with them buyers: they stand in the same records
    Trade,
    /// Telephone, e-mail, web
    Contact,
    /// Buyers, and with them suppliers
    Customers,
    /// Business scopes
    Scope,
}

impl Evidence {
    /// The families meant.
    pub fn families(these: &[Self]) -> Vec<Family> {
        let of = |one: &Self| match one {
            Self::People => Family::People,
            Self::Place => Family::Place,
            Self::Capital => Family::Capital,
            Self::Time => Family::Time,
            Self::Trade => Family::Trade,
            Self::Contact => Family::Contact,
            Self::Customers => Family::Customers,
            Self::Scope => Family::Scope,
        };
        these.iter().map(of).collect()
    }
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading on a terminal
    Table,
    /// A line a hit
    Csv,
    /// A line a party, then the coverage
    Jsonl,
    /// A workbook for a reviewer
    Xlsx,
    /// A row a hit
    Parquet,
}

/// How an audit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// For reading on a terminal
    Table,
    /// A row a partner
    Csv,
    /// A line a partner, then what was covered
    Jsonl,
    /// One document
    Json,
}

fn share(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}

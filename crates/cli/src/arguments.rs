//! The arguments of the program.

use chokepoint_model::Date;
use clap::{Args, Parser, Subcommand, ValueEnum};
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
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Screen the bundled parties against the bundled list, with reasons
    Demo(Demo),
    /// List releases: import, update, status, diff
    #[command(subcommand)]
    Lists(Lists),
    /// Screen a file of parties, or one name, against the lists
    Screen(Screen),
    /// Score pairs of names: a CSV with the columns schema,name1,name2
    Compare(Compare),
    /// The law as dated data: list, show, check, diff
    #[command(subcommand)]
    Rules(Rules),
}

/// `demo`
#[derive(Debug, Args)]
pub struct Demo {}

/// `lists ...`
#[derive(Debug, Subcommand)]
pub enum Lists {
    /// Read list releases from files or folders and keep them
    Import {
        /// Files of the publishers, or folders of them
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The source, when it should not be recognised by content
        #[arg(long, value_name = "ID")]
        source: Option<String>,
        /// The day the release was published [default: the day in the file, else today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        published: Option<Date>,
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
    #[arg(long, default_value_t = 0.7, value_parser = share)]
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

fn share(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}

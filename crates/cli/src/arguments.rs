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
    /// Who is caught by ownership or control: the lowest and highest provable share, and the path
    Ownership(Ownership),
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

/// `ownership`
#[derive(Debug, Args)]
pub struct Ownership {
    /// Registries: FollowTheMoney, BODS, GLEIF, CSV or XLSX; several are read as one
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The regime that counts
    #[arg(long, value_enum, default_value = "bis")]
    pub regime: Regime,
    /// Listed parties by id or name, parted by commas; `ID=LIST` names the list
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub listed: Vec<String>,
    /// The score from which a party of the registry is a listed one
    #[arg(long, default_value_t = 0.7, value_parser = share)]
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

/// A body of law that reaches the companies of listed parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Regime {
    /// The affiliates rule of the Bureau of Industry and Security
    Bis,
    /// The fifty per cent rule of the Office of Foreign Assets Control
    Ofac,
    /// The asset freeze of the European Union
    Eu,
    /// The asset freeze of the United Kingdom
    Uk,
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

//! `chokepoint item`: what a chip or server is on a day, and why; one, or a file of many.

use super::{list_issues, something_lost, under_rules};
use crate::{
    Ended,
    arguments::{Common, Item, LinesFormat, Stated},
    clock::today,
    progress,
};
use anyhow::{Context, Result, bail, ensure};
use chokepoint_catalogue::Figure;
use chokepoint_engine::{
    Lists, Question,
    licensing::{self, Controls, Defaults, DestinationGiven, Named, PartyGiven, Products, Tally},
};
use chokepoint_licensing::{Form, Role, Transaction};
use chokepoint_model::{Country, Issue};
use chokepoint_render::{
    Destination,
    licensing::{Lines, item_report},
};
use chokepoint_rules::Rules;
use chokepoint_sources::parties;
use chokepoint_wire::licensing::item_json;
use std::{
    collections::BTreeMap,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

pub fn run(command: &Item, common: &Common) -> Result<Ended> {
    under_rules(common, |rules| answer(command, rules, common))
}

fn answer(command: &Item, rules: &Rules, common: &Common) -> Result<Ended> {
    let controls = controls(rules, common);
    let end_user = PartyGiven {
        headquarters: place(command.end_user_hq.as_deref())?,
        parent_headquarters: place(command.end_user_parent_hq.as_deref())?,
        ..PartyGiven::new(Role::EndUser, "")
    };
    let destination = going(&controls, command.destination.as_deref())?;
    let facts = facts(rules, &command.stated.declare)?;
    let what = command.what.join(" ");
    if let Some(path) = table_at(&what) {
        let rows = open(&path, command.sheet.as_deref())?;
        let defaults = Defaults { destination, exported_from: None, parties: vec![end_user], facts };
        let answers =
            Answers { format: command.format, output: command.output.as_deref(), json: common.json };
        return answers.write(&controls, None, rows, &defaults);
    }
    let (named, issues) = named(&controls, &what, &command.stated)?;
    let classified = controls.classify(&named);
    let (parties, _) =
        licensing::parties(&[end_user], None, &Question::on(controls.as_of), &mut Default::default());
    let determined = destination.map(|destination| {
        let transaction = Transaction {
            parties,
            facts,
            occupied_region: destination.occupied_region,
            ..Transaction::new(named.items[0].clone(), Some(destination.country))
        };
        controls.determine(&named, &transaction)
    });
    let mut out = Destination::open(command.output.as_deref())?;
    if common.json {
        let document = item_json(&controls, &named, &classified, determined.as_deref(), &issues);
        writeln!(out, "{document:#}")?;
    } else {
        let mut text = String::new();
        item_report(&mut text, &controls, &named, &classified, determined.as_deref())?;
        out.put(text.as_bytes())?;
    }
    out.close()?;
    list_issues(&issues);
    Ok(if something_lost(&issues) { Ended::Partly } else { Ended::Done })
}

/// The law of the day.
pub fn controls<'r>(rules: &'r Rules, common: &Common) -> Controls<'r> {
    Controls::on(rules, common.as_of.unwrap_or_else(today))
}

/// A country by its code or name.
pub fn place(text: Option<&str>) -> Result<Option<Country>> {
    let read = |text: &str| {
        parties::country(text)
            .with_context(|| format!("unknown country {text:?}; give its two-letter code or its name"))
    };
    text.map(read).transpose()
}

/// Where the item goes: a country, or a region that the law treats apart.
pub fn going(controls: &Controls<'_>, text: Option<&str>) -> Result<Option<DestinationGiven>> {
    let read = |text: &str| {
        controls
            .destination(text)
            .with_context(|| format!("unknown country {text:?}; give its two-letter code or its name"))
    };
    text.map(read).transpose()
}

/// Declared facts, each by its name in the rules.
pub fn facts(rules: &Rules, declared: &[String]) -> Result<BTreeMap<String, bool>> {
    let mut facts = BTreeMap::new();
    for one in declared {
        let (name, value) = one.split_once('=').unwrap_or((one, "yes"));
        let name = name.trim();
        ensure!(
            rules.words().any(|(word, _)| word == name),
            "no fact of the rules is called {name:?}; rules/words.toml has their names"
        );
        facts.insert(name.to_owned(), yes_or_no(value)?);
    }
    Ok(facts)
}

fn yes_or_no(text: &str) -> Result<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        other => bail!("{other:?} is neither yes nor no"),
    }
}

/// The file of many that an argument names; a file that describes one item is none.
fn table_at(what: &str) -> Option<PathBuf> {
    let path = Path::new(what);
    (what == "-" || path.is_file() && !is_own(path)).then(|| path.to_owned())
}

/// Whether a file describes one item: TOML, or JSON that is one object.
fn is_own(path: &Path) -> bool {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => true,
        Some("json") => std::fs::read_to_string(path).is_ok_and(|text| {
            serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|value| value.is_object())
        }),
        _ => false,
    }
}

/// A file of many, or standard input.
pub fn open(path: &Path, sheet: Option<&str>) -> Result<Products> {
    Ok(match path == Path::new("-") {
        true => Products::from_reader(Box::new(std::io::stdin()), "standard input")?,
        false => Products::open(path, sheet)?,
    })
}

/// The item meant: of the catalogue, of a file of one's own, or of the figures on the command line.
pub fn named(controls: &Controls<'_>, what: &str, stated: &Stated) -> Result<(Named, Vec<Issue>)> {
    let form = match &stated.form {
        None => None,
        Some(word) => Some(Form::ALL.into_iter().find(|form| form.as_str() == word.trim()).with_context(|| {
            format!("no kind of item is called {word:?}; use chip, card, computer, memory, software or technology")
        })?),
    };
    let density = match &stated.memory_density {
        None => None,
        Some(text) => Some(Figure::read(text).with_context(|| format!("{text:?} is no figure"))?),
    };
    let path = Path::new(what);
    let (named, issues) = if let Some(text) = described(what, stated)? {
        ensure!(!path.is_file(), "{what} is a file; give either the file or the figures");
        let (named, issues) = Named::own("the command line", &text);
        // A figure that was typed can be typed again: nothing is answered beside one that was not taken.
        if let Some(issue) = issues.first() {
            bail!("{}: {}; {}", issue.place.field, issue.message, issue.advice);
        }
        (named, issues)
    } else if path.is_file() {
        let text = std::fs::read_to_string(path).with_context(|| what.to_owned())?;
        let (named, issues) = Named::own(what, &text);
        ensure!(
            named.items[0].name != "own item"
                || issues.is_empty()
                || !named.items[0].figures.total_processing_performance.is_unknown(),
            "{what} describes no item: {}",
            issues.first().map(ToString::to_string).unwrap_or_default()
        );
        (named, issues)
    } else {
        ensure!(!what.trim().is_empty(), "name an item, a file, or give its figures by --rate and the like");
        let of_file = path.extension().is_some_and(|ending| {
            ["csv", "toml", "json", "jsonl", "xlsx"].iter().any(|known| ending.eq_ignore_ascii_case(known))
        });
        ensure!(!of_file, "{what}: there is no such file");
        (Named::find(controls.catalogue, what)?, Vec::new())
    };
    let mut named = named.stated(&stated.entry, form, density);
    let facts = facts(controls.rules, &stated.declare)?;
    for item in &mut named.items {
        item.facts.extend(facts.iter().map(|(name, is)| (name.clone(), *is)));
    }
    Ok((named, issues))
}

/// The figures on the command line as the file that would say the same; `None` when there are none.
fn described(name: &str, stated: &Stated) -> Result<Option<String>> {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut lines = Vec::new();
    for (key, value) in [
        ("die_area_mm2", &stated.die_area),
        ("memory_bandwidth_gbs", &stated.memory_bandwidth),
        ("link_bandwidth_gbs", &stated.link_bandwidth),
        ("node", &stated.node),
    ] {
        lines.extend(value.iter().map(|value| format!("{key} = {}", quoted(value))));
    }
    for (key, value) in
        [("marketed_for_data_centres", &stated.data_centre), ("non_planar", &stated.non_planar)]
    {
        if let Some(value) = value {
            lines.push(format!("{key} = {}", yes_or_no(value)?));
        }
    }
    if lines.is_empty() && stated.rate.is_empty() && stated.memory_density.is_none() {
        return Ok(None);
    }
    if !name.trim().is_empty() {
        lines.insert(0, format!("name = {}", quoted(name)));
    }
    lines.push("[rates]".to_owned());
    for rate in &stated.rate {
        let (format, value) =
            rate.split_once('=').with_context(|| format!("{rate:?} is no rate; write fp16=148"))?;
        lines.push(match value.strip_suffix(",sparse") {
            Some(value) => format!("{} = {{ rate = {}, sparse = true }}", quoted(format), quoted(value)),
            None => format!("{} = {}", quoted(format), quoted(value)),
        });
    }
    Ok(Some(lines.join("\n")))
}

/// How the answers to a file of many are written, and where.
pub struct Answers<'a> {
    pub format: Option<LinesFormat>,
    pub output: Option<&'a Path>,
    pub json: bool,
}

impl Answers<'_> {
    /// Answers every row.
    pub fn write(
        &self,
        controls: &Controls<'_>,
        lists: Option<(&Lists, &Question)>,
        rows: Products,
        defaults: &Defaults,
    ) -> Result<Ended> {
        super::ending(self.output, &["csv", "jsonl", "json", "ndjson", "txt"])?;
        let lines = self.lines();
        let headings = rows.headings.clone();
        let headings = headings.as_deref();
        let bar = progress::bar(rows.size);
        let mut out = Destination::open(self.output)?;
        out.put(&lines.head(headings))?;
        let (tally, issues): (Tally, Vec<Issue>) = licensing::determine_file(
            controls,
            lists,
            rows,
            defaults,
            |result| lines.line(controls, result, headings),
            |line| out.put(&line),
            |bytes| bar.set_position(bytes),
        )?;
        bar.finish_and_clear();
        out.close()?;
        list_issues(&issues);
        let more = tally.issues.saturating_sub(issues.len() as u64);
        if more > 0 {
            eprintln!("... and {more} more issues, each in its row");
        }
        Ok(if something_lost(&issues) { Ended::Partly } else { Ended::Done })
    }

    /// The form asked for, else the one that the file's ending means, else what suits the destination.
    fn lines(&self) -> Lines {
        let ending =
            self.output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
        match (self.format, ending.as_deref()) {
            (Some(LinesFormat::Table), _) => Lines::Table,
            (Some(LinesFormat::Csv), _) => Lines::Csv,
            (Some(LinesFormat::Jsonl), _) | (None, Some("jsonl" | "json" | "ndjson")) => Lines::Json,
            (None, _) if self.json => Lines::Json,
            (None, Some(_)) => Lines::Csv,
            (None, None) if std::io::stdout().is_terminal() => Lines::Table,
            (None, None) => Lines::Csv,
        }
    }
}

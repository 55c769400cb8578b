//! A file of products or transactions: a line each in order, on all cores, in memory that does not grow with it.

use super::{
    Controls, DestinationGiven, Named, PartyGiven, licence,
    own::{self, FigureColumn},
};
use crate::{
    EngineError, Lists,
    batches::{Issues, Read, ordered},
};
use chokepoint_catalogue::{Figure, units::NoFigure};
use chokepoint_licensing::{Both, Classification, Determination, Gap, Outcome, Role, Transaction};
use chokepoint_model::{Country, Issue, Place, Severity};
use chokepoint_screening::{Question, Scratch};
use chokepoint_tables::{
    self as tables, Event, Kind, Options, Row, Tables,
    roles::{plain, plain_forms},
};
use std::{
    collections::{BTreeMap, HashMap},
    io,
    path::Path,
    sync::{Arc, LazyLock},
};

const TABLE: &str = include_str!("../../../../resources/tables/product_columns.csv");

/// Rows worked on together: enough to keep all cores busy, few enough to keep memory constant.
const BATCH: usize = 4096;
/// Names whose meaning is kept: a catalogue names the same few again and again.
const NAMES_KEPT: usize = 4096;
/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Item,
    Maker,
    Destination,
    ExportedFrom,
    EndUse,
    Name(Role),
    Headquarters(Role),
    ParentHeadquarters(Role),
    Location(Role),
    Owners(Role),
    Figure(FigureColumn),
}

/// Which column holds what, by the headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Vec<Option<Column>>);

impl Columns {
    /// The columns under these headings; `None` when none names or describes an item.
    pub fn of(headings: &[String]) -> Option<Self> {
        let columns: Vec<Option<Column>> = headings.iter().map(|heading| column(heading)).collect();
        let describes = |column: &Column| matches!(column, Column::Item | Column::Figure(_));
        columns.iter().flatten().any(describes).then_some(Self(columns))
    }
}

/// Words of headings: the columns, the parties, and the facts of a party.
#[derive(Default)]
struct Words {
    columns: BTreeMap<String, &'static str>,
    parties: BTreeMap<String, Role>,
    facts: BTreeMap<String, &'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(kind), Some(what), Some(spellings)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let spellings = spellings.split('|').map(plain);
        match kind {
            "column" => words.columns.extend(spellings.map(|spelling| (spelling, what))),
            "fact" => words.facts.extend(spellings.map(|spelling| (spelling, what))),
            _ => {
                if let Some(role) = Role::ALL.into_iter().find(|role| role.as_str() == what) {
                    words.parties.extend(spellings.map(|spelling| (spelling, role)));
                }
            }
        }
    }
    words
});

fn column(heading: &str) -> Option<Column> {
    plain_forms(heading)
        .find_map(|form| named(&form))
        .or_else(|| FigureColumn::of(heading).map(Column::Figure))
}

/// The column of a heading in its plain form.
fn named(plain: &str) -> Option<Column> {
    if let Some(column) = WORDS.columns.get(plain) {
        return Some(match *column {
            "item" => Column::Item,
            "maker" => Column::Maker,
            "destination" => Column::Destination,
            "exported from" => Column::ExportedFrom,
            "end use" => Column::EndUse,
            _ => Column::Owners(Role::EndUser),
        });
    }
    if let Some(role) = WORDS.parties.get(plain) {
        return Some(Column::Name(*role));
    }
    let parts = plain.char_indices().skip(1).map(|(at, _)| plain.split_at(at));
    parts.into_iter().find_map(|(party, fact)| {
        let role = *WORDS.parties.get(party)?;
        Some(match *WORDS.facts.get(fact)? {
            "name" => Column::Name(role),
            "headquarters" => Column::Headquarters(role),
            "parent headquarters" => Column::ParentHeadquarters(role),
            "location" => Column::Location(role),
            _ => Column::Owners(role),
        })
    })
}

/// A file of products or transactions, opened: its headings are known, its rows are not yet read.
pub struct Products {
    tables: Tables,
    /// Of each table; `None` for one that is not read or has no headings.
    columns: Vec<Option<Columns>>,
    wanted: Vec<bool>,
    /// The headings, where they are the same for all rows.
    pub headings: Option<Arc<[String]>>,
    /// Size of the file in bytes, when it is known.
    pub size: Option<u64>,
}

impl Products {
    /// Opens a file.
    ///
    /// # Errors
    /// When it cannot be read, or no column names or describes an item.
    pub fn open(path: &Path, sheet: Option<&str>) -> std::result::Result<Self, EngineError> {
        let options = Options { sheet: sheet.map(str::to_owned), ..options() };
        Self::of(tables::open(path, &options))
    }

    /// Opens a stream of text.
    ///
    /// # Errors
    /// As [`Products::open`].
    pub fn from_reader(
        reader: Box<dyn io::Read + Send>,
        name: &str,
    ) -> std::result::Result<Self, EngineError> {
        Self::of(tables::from_reader(reader, name, &options()))
    }

    fn of(opened: std::result::Result<Tables, tables::OpenError>) -> std::result::Result<Self, EngineError> {
        let tables = opened.map_err(|error| EngineError::Parties(error.to_string()))?;
        let any_headed = tables.heads.iter().any(|head| head.kind == Kind::Headed);
        let columns: Vec<Option<Columns>> = tables
            .heads
            .iter()
            .map(|head| match head.kind {
                Kind::Unheaded | Kind::Objects => None,
                Kind::Names if any_headed => None,
                Kind::Names | Kind::Headed => Columns::of(&head.headings),
            })
            .collect();
        let heads = || tables.heads.iter().zip(&columns);
        let wanted: Vec<bool> =
            heads().map(|(head, columns)| columns.is_some() || head.kind == Kind::Objects).collect();
        if !wanted.contains(&true) {
            let found: Vec<&str> =
                tables.heads.iter().flat_map(|head| head.headings.iter()).map(String::as_str).collect();
            return Err(EngineError::Parties(format!(
                "no column names an item or gives its figures (found: {}); call one of them item",
                found.join(", ")
            )));
        }
        let mut read = heads().filter(|(_, columns)| columns.is_some()).map(|(head, _)| &head.headings);
        let first = read.next().cloned();
        let headings = first.filter(|first| read.all(|other| other == first));
        let size = tables.size;
        Ok(Self { tables, columns, wanted, headings, size })
    }
}

fn options() -> Options {
    Options { known: |heading| column(heading).is_some(), ..Options::default() }
}

/// What holds for every row that does not say otherwise.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// Where everything goes.
    pub destination: Option<DestinationGiven>,
    /// Where everything comes from.
    pub exported_from: Option<Country>,
    /// Who takes part.
    pub parties: Vec<PartyGiven>,
    /// What is declared.
    pub facts: BTreeMap<String, bool>,
}

/// What a file came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows answered.
    pub rows: u64,
    /// Rows for which a licence is required.
    pub required: u64,
    /// Issues met, shown or not.
    pub issues: u64,
}

/// The answer to one row.
#[derive(Debug, Clone)]
pub struct Answered<'r> {
    /// What the row was taken to mean.
    pub named: Arc<Named>,
    /// The class of each item it may mean, as enforced.
    pub classes: Vec<Both<Classification<'r>>>,
    /// The determination for each, when there is a destination.
    pub determined: Vec<Both<Determination<'r>>>,
    /// Where it goes.
    pub destination: Option<DestinationGiven>,
    /// Who uses it; empty when not stated.
    pub end_user: String,
    /// What is known to be law of the item and is not evaluated, where no destination is stated.
    pub not_covered: Vec<Gap<'r>>,
    /// Near misses on the lists, in sentences.
    pub near: Vec<String>,
}

/// One row with its answer, or the reason there is none.
#[derive(Debug, Clone)]
pub struct Result<'r> {
    /// The row.
    pub row: Row,
    /// The answer.
    pub answer: std::result::Result<Answered<'r>, String>,
}

/// Answers every row of a file and hands what `render` makes of each over in the order of the rows.
///
/// # Errors
/// What `each` returns when a result cannot be written.
pub fn determine_file<R: Send>(
    controls: &Controls<'_>,
    lists: Option<(&Lists, &Question)>,
    products: Products,
    defaults: &Defaults,
    render: impl Fn(&Result<'_>) -> R + Sync,
    mut each: impl FnMut(R) -> std::result::Result<(), EngineError>,
    progress: impl Fn(u64),
) -> std::result::Result<(Tally, Vec<Issue>), EngineError> {
    let Products { tables, columns, wanted, .. } = products;
    let (mut tally, mut issues) = (Tally::default(), Issues::default());
    let (file, bytes) = (tables.file.clone(), Arc::clone(&tables.bytes));
    for (head, _) in tables.heads.iter().zip(&wanted).filter(|(_, wanted)| !**wanted) {
        let place = Place { file: file.clone(), ..Place::default() };
        let message = format!("the sheet {:?} was not read: no column names an item", head.name);
        issues.add(Issue { place, severity: Severity::Warning, message, advice: String::new() });
    }
    let worker = Worker { controls, lists, defaults, columns: &columns };
    ordered(
        BATCH,
        &bytes,
        |sink| {
            tables.read(|at| wanted.get(at).copied().unwrap_or_default(), &mut |event| {
                sink(match event {
                    Event::Row(row) => Read::Row(row),
                    Event::Issue(issue) => Read::Issue(issue),
                })
            })
        },
        Memory::default,
        |memory, row| {
            let mut issues = Vec::new();
            let result = worker.answer(row, memory, &mut issues);
            let required = result
                .answer
                .as_ref()
                .is_ok_and(|answer| answer.determined.iter().any(|one| one.outcome() == Outcome::Required));
            (render(&result), required, issues)
        },
        |batch| {
            batch.issues.into_iter().for_each(|issue| issues.add(issue));
            for (rendered, required, row_issues) in batch.worked {
                tally.rows += 1;
                tally.required += u64::from(required);
                for mut issue in row_issues {
                    if issue.place.file.is_empty() {
                        issue.place.file.clone_from(&file);
                    }
                    issues.add(issue);
                }
                each(rendered)?;
            }
            progress(batch.bytes);
            Ok::<(), EngineError>(())
        },
    )?;
    tally.issues = issues.count;
    Ok((tally, issues.shown))
}

/// What a thread keeps between rows.
#[derive(Default)]
struct Memory<'r> {
    scratch: Scratch,
    names: HashMap<String, std::result::Result<Known<'r>, String>>,
}

/// What a name means, with its classes.
type Known<'r> = (Arc<Named>, Vec<Both<Classification<'r>>>);

struct Worker<'a, 'r> {
    controls: &'a Controls<'r>,
    lists: Option<(&'a Lists, &'a Question)>,
    defaults: &'a Defaults,
    columns: &'a [Option<Columns>],
}

impl<'r> Worker<'_, 'r> {
    fn answer(&self, row: Row, memory: &mut Memory<'r>, issues: &mut Vec<Issue>) -> Result<'r> {
        let answer = self.answer_row(&row, memory, issues);
        if let Err(reason) = &answer {
            issues.push(issue(&row, Severity::Error, reason.clone(), ""));
        }
        Result { row, answer }
    }

    fn answer_row(
        &self,
        row: &Row,
        memory: &mut Memory<'r>,
        issues: &mut Vec<Issue>,
    ) -> std::result::Result<Answered<'r>, String> {
        let own_columns;
        let of_table = self.columns.get(row.table).and_then(Option::as_ref);
        let columns = match of_table.filter(|columns| columns.0.len() == row.headings.len()) {
            Some(columns) => columns,
            None => {
                own_columns = Columns::of(&row.headings).ok_or("the row names no item; call a field item")?;
                &own_columns
            }
        };
        let cells: Vec<(Column, &str)> = columns
            .0
            .iter()
            .zip(&row.cells)
            .filter_map(|(column, cell)| Some(((*column)?, cell.trim())))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let (named, classes) = self.item(row, &cells, memory, issues)?;
        let given = self.given(row, &cells, issues);
        let mut answered = Answered {
            named,
            classes,
            determined: Vec::new(),
            destination: given.destination.clone(),
            end_user: String::new(),
            near: Vec::new(),
            not_covered: Vec::new(),
        };
        let Some(destination) = &given.destination else {
            let items = answered.named.items.iter().zip(&answered.classes);
            let reading = &self.controls.enforced.came;
            answered.not_covered =
                items.flat_map(|(item, classes)| reading.not_covered(item, &classes.came)).collect();
            return Ok(answered);
        };
        let question =
            self.lists.map_or_else(|| Question::on(self.controls.as_of), |(_, question)| *question);
        let lists = self.lists.map(|(lists, _)| lists);
        let (parties, near) = licence::parties(&given.parties, lists, &question, &mut memory.scratch);
        let determined = answered
            .named
            .items
            .iter()
            .zip(&answered.classes)
            .map(|(item, classes)| {
                let transaction = Transaction {
                    exported_from: given.exported_from,
                    parties: parties.clone(),
                    facts: given.facts.clone(),
                    occupied_region: destination.occupied_region.clone(),
                    ..Transaction::new(item.clone(), Some(destination.country))
                };
                self.controls.enforced.determine_as(&transaction, classes)
            })
            .collect();
        let end_user = parties.iter().find(|party| party.role == Role::EndUser);
        answered.end_user = end_user.map_or_else(String::new, |party| party.name.clone());
        (answered.determined, answered.near) = (determined, near);
        Ok(answered)
    }

    /// What the row is about: its own figures, else what the catalogue knows under its name.
    fn item(
        &self,
        row: &Row,
        cells: &[(Column, &str)],
        memory: &mut Memory<'r>,
        issues: &mut Vec<Issue>,
    ) -> std::result::Result<Known<'r>, String> {
        let name = cells.iter().find(|(column, _)| *column == Column::Item).map_or("", |(_, cell)| cell);
        let figures = cells.iter().filter_map(|(column, cell)| match column {
            Column::Figure(figure) => Some((*figure, *cell)),
            _ => None,
        });
        let own = own::item(name, figures, |no| {
            let severity = match no {
                NoFigure::NotANumber(_) | NoFigure::UnknownUnit { .. } => Severity::Warning,
                NoFigure::Unconvertible { .. } | NoFigure::Impossible { .. } => Severity::Error,
            };
            issues.push(issue(row, severity, format!("{no}; it is taken as unknown"), &no.advice()));
        });
        if let Some(item) = own {
            let classes = vec![self.controls.enforced.classify(&item)];
            return Ok((Arc::new(Named::of(item, name)), classes));
        }
        if name.is_empty() {
            return Err("the row names no item and gives no figures".to_owned());
        }
        let maker = cells.iter().find(|(column, _)| *column == Column::Maker).map_or("", |(_, cell)| cell);
        let key = if maker.is_empty() { name.to_owned() } else { format!("{maker}\t{name}") };
        if let Some(known) = memory.names.get(&key) {
            return known.clone();
        }
        let found = Named::find_of(self.controls.catalogue, maker, name)
            .map_err(|error| error.to_string())
            .map(|named| {
                let classes = named.items.iter().map(|item| self.controls.enforced.classify(item)).collect();
                (Arc::new(named), classes)
            });
        if memory.names.len() >= NAMES_KEPT {
            memory.names.clear();
        }
        memory.names.insert(key, found.clone());
        found
    }

    /// The defaults with what the row says itself.
    fn given(&self, row: &Row, cells: &[(Column, &str)], issues: &mut Vec<Issue>) -> Defaults {
        let mut given = self.defaults.clone();
        let mut unknown = |cell: &str| {
            let shown: String = cell.chars().take(40).collect();
            let message = format!("unknown country {shown:?}");
            issues.push(issue(row, Severity::Warning, message, "use the two-letter code or the name"));
        };
        let mut place = |cell: &str| {
            let place = self.controls.destination(cell);
            if place.is_none() {
                unknown(cell);
            }
            place
        };
        for (column, cell) in cells {
            match column {
                Column::Destination => given.destination = place(cell),
                Column::ExportedFrom => given.exported_from = place(cell).map(|place| place.country),
                Column::EndUse => given.facts.extend(end_use(cell)),
                Column::Name(role) => (*cell).clone_into(&mut party(&mut given.parties, *role).name),
                Column::Headquarters(role) => {
                    party(&mut given.parties, *role).headquarters = place(cell).map(|place| place.country)
                }
                Column::ParentHeadquarters(role) => {
                    party(&mut given.parties, *role).parent_headquarters =
                        place(cell).map(|place| place.country);
                }
                Column::Location(role) => {
                    party(&mut given.parties, *role).location = place(cell).map(|place| place.country)
                }
                Column::Owners(role) => party(&mut given.parties, *role).owners = owners(cell),
                Column::Item | Column::Maker | Column::Figure(_) => {}
            }
        }
        party(&mut given.parties, Role::EndUser);
        given
    }
}

/// The party of a role, made when there is none.
fn party(parties: &mut Vec<PartyGiven>, role: Role) -> &mut PartyGiven {
    let at = parties.iter().position(|party| party.role == role).unwrap_or_else(|| {
        parties.push(PartyGiven::new(role, ""));
        parties.len() - 1
    });
    &mut parties[at]
}

/// Owners as a cell or an option writes them: `Alpha Holding=50%; Beta Fund=0.2; Gamma`.
pub fn owners(text: &str) -> Vec<(String, Figure)> {
    let each = text.split(';').map(str::trim).filter(|one| !one.is_empty());
    each.map(|one| match one.rsplit_once('=') {
        Some((name, share)) => (name.trim().to_owned(), share_of(share).unwrap_or(Figure::UNKNOWN)),
        None => (one.to_owned(), Figure::UNKNOWN),
    })
    .collect()
}

/// A share: `0.5`, `50%`, `50 %`, `40..60%`; a number above 1 is in per cent.
pub fn share_of(text: &str) -> Option<Figure> {
    let (number, percent) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim(), true),
        None => (text.trim(), false),
    };
    let figure = Figure::read(number).filter(|figure| !figure.is_unknown())?;
    let one = chokepoint_model::Ratio::whole(1);
    let hundred = chokepoint_model::Ratio::whole(100);
    let above = figure.high.or(figure.low).is_some_and(|end| end > one);
    let share = if percent || above { figure.over(&Figure::exactly(hundred)) } else { figure };
    share.high.or(share.low).is_some_and(|end| end <= one).then_some(share)
}

/// A declared end use as facts of the law.
pub fn end_use(text: &str) -> BTreeMap<String, bool> {
    let lower = text.to_lowercase();
    let mut facts = BTreeMap::new();
    for (fact, words) in [
        ("for_supercomputer", ["supercomputer", "super computer", "超算", "超级计算"]),
        ("for_model_training", ["training", "train model", "训练", "model_training"]),
        ("is_military_end_user", ["military", "defence", "defense", "军"]),
    ] {
        if words.iter().any(|word| lower.contains(word)) {
            facts.insert(fact.to_owned(), true);
        }
    }
    facts
}

fn issue(row: &Row, severity: Severity, message: String, advice: &str) -> Issue {
    let place = Place { file: String::new(), line: row.line, record: Some(row.row), field: String::new() };
    Issue { place, severity, message, advice: advice.to_owned() }
}

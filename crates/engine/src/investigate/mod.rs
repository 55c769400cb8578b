//! An investigation: a folder of mixed files read, everything run over it, the findings ranked by what they are worth.

mod case;
mod folder;
mod identity;
mod listed;
mod on_a_list;
mod read;
mod without;

pub use case::{Case, CaseSource};
pub use folder::{FileKind, FolderFile};

use crate::{
    Engine, EngineError,
    answer::CoveredList,
    ownership::{OwnershipQuestion, Regime, ownership},
};
use chokepoint_detectors::{DETECTORS, Known, Listed};
use chokepoint_model::{
    Date, Family, Finding, Issue, PartialDate, PartyNumber, Profile, Registry, Severity, counted,
};
use chokepoint_rules::Rules;
use chokepoint_screening::Question;
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// What is asked of a folder.
#[derive(Debug, Clone)]
pub struct InvestigateQuestion {
    /// The day, where the user names one; else that of `case.toml`, else `today`.
    pub as_of: Option<Date>,
    /// The day on which it is asked.
    pub today: Date,
    /// Where results go: no input, should it lie in the folder.
    pub out: Option<PathBuf>,
    /// Is told what is being done, for people who wait.
    pub tell: fn(&str),
    /// Families of evidence that are not trusted: what gives them is left away. Names and lists
    /// always stay.
    pub without: Vec<Family>,
}

/// All that a folder gives.
pub struct Investigation {
    /// What is said about the folder.
    pub case: Case,
    /// The day asked about.
    pub as_of: Date,
    /// What was looked at.
    pub files: Vec<FolderFile>,
    /// Who is who.
    pub registry: Registry,
    /// Who stands on a list, in the registry and beside it.
    pub listed: Vec<Listed>,
    /// What was found, worth most first.
    pub findings: Vec<Finding>,
    /// The lists that were covered.
    pub lists: Vec<CoveredList>,
    /// What was not covered, in sentences.
    pub notes: Vec<String>,
    /// What could not be read or is odd.
    pub issues: Vec<Issue>,
}

impl Investigation {
    /// The listed parties of the registry that are listed on the day, in the order of the registry.
    pub fn listed_here(&self) -> Vec<(PartyNumber, &Listed)> {
        let here = self.listed.iter().filter(|one| !one.is_address_only() && one.is_listed_on(self.as_of));
        let mut here: Vec<_> =
            here.flat_map(|one| one.numbers.iter().map(move |number| (*number, one))).collect();
        here.sort_by_key(|(number, _)| *number);
        here.dedup_by_key(|(number, _)| *number);
        here
    }

    /// Whether anything of the input was lost.
    pub fn lost_something(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity > Severity::Note)
    }
}

/// Reads a folder and runs everything over it. Without `lists` of a workspace only those in the folder count.
///
/// # Errors
/// When the folder cannot be read. What is wrong in it is an issue beside the result.
pub fn investigate(
    folder: &Path,
    engine: Option<&Engine>,
    rules: &Rules,
    question: &InvestigateQuestion,
) -> Result<Investigation, EngineError> {
    let refused = |source| EngineError::File { path: folder.to_owned(), source };
    if !folder.is_dir() {
        return Err(refused(std::io::Error::other("this is no folder; give a folder of files")));
    }
    let mut issues = Vec::new();
    let files = folder::files(folder, question.out.as_deref(), &mut issues).map_err(refused)?;
    if files.is_empty() {
        let message = "there is no file in it; give a folder with registers, owners, officers, partner lists";
        return Err(refused(std::io::Error::other(message)));
    }
    let prepared = prepare(files, engine, question, issues)?;
    (question.tell)(&format!("running {} detectors", DETECTORS.len()));
    Ok(prepared.examine(rules))
}

/// What files say, resolved against the lists: all that a detector looks at.
pub(crate) struct Prepared {
    pub(crate) case: Case,
    pub(crate) as_of: Date,
    pub(crate) files: Vec<FolderFile>,
    pub(crate) registry: Registry,
    pub(crate) found: listed::Found,
    pub(crate) lists: Vec<CoveredList>,
    pub(crate) notes: Vec<String>,
    pub(crate) issues: Vec<Issue>,
}

/// Reads named files and finds who is listed.
pub(crate) fn prepare_paths(
    paths: &[PathBuf],
    engine: Option<&Engine>,
    question: &InvestigateQuestion,
) -> Result<Prepared, EngineError> {
    let mut issues = Vec::new();
    let files = folder::named(paths, &mut issues)?;
    prepare(files, engine, question, issues)
}

fn prepare(
    files: Vec<FolderFile>,
    engine: Option<&Engine>,
    question: &InvestigateQuestion,
    mut issues: Vec<Issue>,
) -> Result<Prepared, EngineError> {
    (question.tell)(&format!("reading {}", counted(files.len() as u64, "file", "files")));
    let read::Read { mut case, mut registry, records } = read::read(&files, &mut issues);
    let mut files = files;
    for file in files.iter_mut().filter(|file| registry.unread.contains(&file.name)) {
        file.kind = FileKind::Unread;
    }
    let as_of = question.as_of.or(case.as_of).unwrap_or(question.today);
    issues.append(&mut registry.issues);
    let lists = match engine.map(|engine| engine.lists(as_of)) {
        Some(Ok(lists)) => Some(lists),
        None | Some(Err(EngineError::NoLists(_))) => None,
        Some(Err(error)) => return Err(error),
    };
    let own = listed::own_lists(&registry, records, as_of)?;
    let parties = counted(registry.profiles.len() as u64, "party", "parties");
    (question.tell)(&format!("looking up {parties} on the lists"));
    let mut found = listed::find(&registry, own.as_ref(), lists.as_ref(), as_of, &mut issues);
    case.settle(&registry, &found.listed, &mut issues);
    issues.extend(oddities(&registry, &found.listed, as_of));
    for family in &question.without {
        without::leave_out(*family, &mut registry, &mut found.listed);
    }

    let (mut covered, mut notes) = (Vec::new(), Vec::new());
    for of in own.iter().map(|own| &own.lists).chain(&lists) {
        let coverage = of.coverage(&Question::on(as_of), registry.profiles.len() as u64, Vec::new());
        covered.extend(coverage.lists);
        notes.extend(coverage.notes.into_iter().filter(|note| !note.starts_with("names are compared")));
    }
    if covered.is_empty() {
        notes.push(
            "no list was at hand: nobody counts as listed, and nobody could be tied to a listed party"
                .to_owned(),
        );
    }
    notes.extend(not_there_yet(&registry, as_of));
    if registry.profiles.is_empty() {
        notes.push("no file names a party: nothing was examined".to_owned());
    }
    if !question.without.is_empty() {
        let words: Vec<&str> = question.without.iter().map(|family| family.as_str()).collect();
        notes.push(format!("left out as asked: what the files say of {}", words.join(", ")));
    }
    notes.push(format!(
        "what no file says was not looked at: no register was asked, nothing was fetched; {} by {} detectors",
        counted(registry.profiles.len() as u64, "party was examined", "parties were examined"),
        DETECTORS.len()
    ));
    Ok(Prepared { case, as_of, files, registry, found, lists: covered, notes, issues })
}

impl Prepared {
    /// Runs everything over it, worth most first.
    pub(crate) fn examine(self, rules: &Rules) -> Investigation {
        let known = Known::new(&self.registry, &self.found.listed, &self.case.replies);
        let cx = known.on(self.as_of, rules);
        let mut findings = on_a_list::findings(&self.registry, &self.found, &self.case.replies, self.as_of);
        findings.extend(DETECTORS.iter().flat_map(|detector| detector.examine(&cx)));
        findings.sort_by(|a, b| b.worth().total_cmp(&a.worth()).then_with(|| a.id.cmp(&b.id)));
        drop(cx);
        self.with(findings)
    }

    /// What the detectors find without the parties that nothing but the file read last names.
    pub(crate) fn examine_without(&self, last: &str, rules: &Rules) -> Vec<Finding> {
        let mut registry = self.registry.clone();
        let tied: HashSet<PartyNumber> =
            registry.interests.iter().flat_map(|interest| [interest.holder, interest.held]).collect();
        let is_known = |(number, profile): (PartyNumber, &Profile)| {
            profile.stated.source.as_ref() != last || tied.contains(&number)
        };
        let kept =
            registry.parties().filter(|one| is_known(*one)).last().map_or(0, |(number, _)| number.at() + 1);
        registry.profiles.truncate(kept);
        let mut listed = self.found.listed.clone();
        listed.iter_mut().for_each(|one| one.numbers.retain(|number| number.at() < kept));
        let known = Known::new(&registry, &listed, &self.case.replies);
        let cx = known.on(self.as_of, rules);
        DETECTORS.iter().flat_map(|detector| detector.examine(&cx)).collect()
    }

    /// Only what screening finds, without any detector.
    pub(crate) fn screened(self) -> Investigation {
        let findings = on_a_list::findings(&self.registry, &self.found, &self.case.replies, self.as_of);
        self.with(findings)
    }

    fn with(self, findings: Vec<Finding>) -> Investigation {
        let Self { case, as_of, files, registry, found, lists, notes, issues } = self;
        Investigation { case, as_of, files, registry, listed: found.listed, findings, lists, notes, issues }
    }
}

/// Companies that are founded only after the day: no detector sees them as of it.
fn not_there_yet(registry: &Registry, as_of: Date) -> Option<String> {
    let later = registry
        .profiles
        .iter()
        .filter(|profile| profile.founded.and_then(PartialDate::first_day).is_some_and(|day| day > as_of));
    let later: Vec<&str> = later.map(|profile| profile.caption()).collect();
    let named = later.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    let more = later.len().saturating_sub(3);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!later.is_empty()).then(|| {
        let count = counted(later.len() as u64, "party is", "parties are");
        format!("{count} founded after {as_of} and not looked at as of that day: {named}{more}")
    })
}

/// What is odd about the holdings: shares that add to too much, sources that disagree.
fn oddities(registry: &Registry, listed: &[Listed], as_of: Date) -> Vec<Issue> {
    let ids = listed.iter().filter(|one| one.is_listed_on(as_of)).flat_map(|one| &one.numbers);
    let listed = ids.filter_map(|number| Some(registry.profile(*number)?.id.clone())).collect();
    ownership(registry, None, &OwnershipQuestion { regime: Regime::Bis, as_of, listed, threshold: 0.7 })
        .issues
}

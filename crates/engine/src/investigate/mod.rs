//! An investigation: a folder of mixed files read, everything run over it, the findings ranked by what they are worth.

mod case;
mod folder;
mod listed;
mod read;
mod without;

pub use case::{Case, CaseSource};
pub use folder::{FileKind, FolderFile};

use crate::{
    Engine, EngineError, Lists,
    answer::CoveredList,
    ownership::{ListedParty, Regime, count},
};
use chokepoint_detectors::{Category, DETECTORS, Detector, Identified, Known, ListMeaning, Listed};
use chokepoint_model::{
    Date, Family, Finding, Issue, PartialDate, Party, PartyNumber, Profile, Registry, Release, Schema,
    Severity, counted,
};
use chokepoint_rules::Rules;
use chokepoint_screening::{Question, identity};
use chokepoint_sources::lists::sources;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
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
    /// The score from which a party may be a listed one.
    pub threshold: f32,
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
    /// Who is listed, in the registry and beside it, certain or possible.
    pub listed: Vec<Listed>,
    /// What was found, worth most first.
    pub findings: Vec<Finding>,
    /// The lists that were covered.
    pub lists: Vec<CoveredList>,
    /// The releases that they were read from, with their days.
    pub releases: Vec<Release>,
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

    /// The parties of the registry that may be a listed one on the day and are not for certain, in the order of the registry,
    /// the best match first.
    pub fn possibly_listed(&self) -> Vec<(PartyNumber, &Listed, &Identified)> {
        let certain: HashSet<PartyNumber> =
            self.listed_here().into_iter().map(|(number, _)| number).collect();
        let now = self.listed.iter().filter(|one| !one.is_address_only() && one.is_listed_on(self.as_of));
        let all = now.flat_map(|one| one.identified.iter().map(move |found| (found.number, one, found)));
        let open = |(number, _, found): &(PartyNumber, &Listed, &Identified)| {
            !found.certainty.is_certain() && !certain.contains(number)
        };
        let mut all: Vec<_> = all.filter(open).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0).then(b.2.explanation.score.total_cmp(&a.2.explanation.score)));
        all
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
        return Err(refused(std::io::Error::other("this is not a folder; give a folder of files")));
    }
    let mut issues = Vec::new();
    let files = folder::files(folder, question.out.as_deref(), &mut issues).map_err(refused)?;
    if files.is_empty() {
        let message = "there is no file in it; give a folder with registers, owners, officers, partner lists";
        return Err(refused(std::io::Error::other(message)));
    }
    let prepared = prepare(files, engine, rules, question, Vec::new(), issues)?;
    (question.tell)(&format!("running {} detectors", DETECTORS.len()));
    Ok(prepared.examine(rules))
}

/// What files say, resolved against the lists: all that a detector looks at.
pub(crate) struct Prepared {
    pub(crate) case: Case,
    pub(crate) as_of: Date,
    pub(crate) files: Vec<FolderFile>,
    pub(crate) registry: Registry,
    pub(crate) listed: Vec<Listed>,
    /// The lists themselves, those of the folder first, and the place of each of their entities among the listed.
    pub(crate) asked: Asked,
    pub(crate) lists: Vec<CoveredList>,
    pub(crate) releases: Vec<Release>,
    pub(crate) notes: Vec<String>,
    pub(crate) issues: Vec<Issue>,
}

/// The lists that were asked.
pub(crate) struct Asked {
    own: Option<listed::OwnLists>,
    workspace: Option<Lists>,
    places: HashMap<String, usize>,
}

impl Asked {
    /// The listed party that a name means best, as screening finds it; by its place among the listed.
    pub(crate) fn called(&self, name: &str, as_of: Date) -> Option<usize> {
        let party = Party::named(name, Schema::LegalEntity);
        let asked = [identity::Asked { party: &party, states: &[] }];
        let lists = self.own.iter().map(|own| &own.lists).chain(&self.workspace);
        let found = lists.flat_map(|lists| identity::identify(&lists.snapshot, &asked, &Question::on(as_of)));
        let placed = found.filter_map(|one| Some((one.found.score, *self.places.get(&one.found.entity.id)?)));
        placed.reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, at)| at)
    }
}

/// Reads named files and finds who is listed; `partners` are parties of a list beside them.
pub(crate) fn prepare_paths(
    paths: &[PathBuf],
    engine: Option<&Engine>,
    rules: &Rules,
    question: &InvestigateQuestion,
    partners: Vec<Profile>,
) -> Result<Prepared, EngineError> {
    let mut issues = Vec::new();
    let files = folder::named(paths, &mut issues)?;
    prepare(files, engine, rules, question, partners, issues)
}

fn prepare(
    files: Vec<FolderFile>,
    engine: Option<&Engine>,
    rules: &Rules,
    question: &InvestigateQuestion,
    partners: Vec<Profile>,
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
    registry.profiles.extend(partners);
    let lists = match engine.map(|engine| engine.lists(as_of)) {
        Some(Ok(lists)) => Some(lists),
        None | Some(Err(EngineError::NoLists(_))) => None,
        Some(Err(error)) => return Err(error),
    };
    let own = listed::own_lists(&registry, records, as_of)?;
    let parties = counted(registry.profiles.len() as u64, "party", "parties");
    (question.tell)(&format!("looking up {parties} on the lists"));
    let (mut listed, places) = listed::find(
        &registry,
        own.as_ref(),
        lists.as_ref(),
        &Question { threshold: question.threshold, ..Question::on(as_of) },
        &mut issues,
    );
    case.settle(&registry, &listed, &mut issues);
    issues.extend(oddities(&registry, &listed, rules, as_of));
    for family in &question.without {
        without::leave_out(*family, &mut registry, &mut listed);
    }

    let (mut covered, mut releases, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for of in own.iter().map(|own| &own.lists).chain(&lists) {
        let coverage = of.coverage(&Question::on(as_of), registry.profiles.len() as u64, Vec::new());
        covered.extend(coverage.lists);
        releases.extend(coverage.releases);
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
    let asked = Asked { own, workspace: lists, places };
    Ok(Prepared { case, as_of, files, registry, listed, asked, lists: covered, releases, notes, issues })
}

impl Prepared {
    /// Runs everything over it, worth most first.
    pub(crate) fn examine(self, rules: &Rules) -> Investigation {
        let findings = run(&self, &self.registry, &self.listed, rules, &|_| true);
        self.with(findings)
    }

    /// The same, where the detectors of ties see only the first so many parties, and whoever takes part in an interest: names of
    /// which nothing else is known would make what the others share look rare.
    pub(crate) fn examine_first(self, first: usize, rules: &Rules) -> Investigation {
        let mut registry = self.registry.clone();
        registry.profiles.truncate(first);
        let mut listed = self.listed.clone();
        for one in &mut listed {
            one.numbers.retain(|number| number.at() < first);
            one.identified.retain(|found| found.number.at() < first);
        }
        let is_of_a_list = |detector: &Detector| detector.metadata().category == Category::Listed;
        let mut findings = run(&self, &self.registry, &self.listed, rules, &is_of_a_list);
        findings.extend(run(&self, &registry, &listed, rules, &|detector| !is_of_a_list(detector)));
        sort(&mut findings);
        self.with(findings)
    }

    fn with(self, findings: Vec<Finding>) -> Investigation {
        let Self { case, as_of, files, registry, listed, lists, releases, notes, issues, .. } = self;
        Investigation { case, as_of, files, registry, listed, findings, lists, releases, notes, issues }
    }
}

/// Runs some of the detectors over a registry.
fn run(
    of: &Prepared,
    registry: &Registry,
    listed: &[Listed],
    rules: &Rules,
    which: &dyn Fn(&Detector) -> bool,
) -> Vec<Finding> {
    let known = Known::new(registry, listed, &of.case.replies).with_lists(meanings());
    let cx = known.on(of.as_of, rules);
    let detectors = DETECTORS.iter().filter(|detector| which(detector));
    let mut findings: Vec<Finding> = detectors.flat_map(|detector| detector.examine(&cx)).collect();
    sort(&mut findings);
    findings
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| b.worth().total_cmp(&a.worth()).then_with(|| a.id.cmp(&b.id)));
}

/// What the lists are called and mean.
fn meanings() -> BTreeMap<String, ListMeaning> {
    let lists = sources().iter().flat_map(|source| &source.lists);
    lists
        .map(|list| (list.id.clone(), ListMeaning { title: list.title.clone(), effect: list.effect.clone() }))
        .collect()
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
fn oddities(registry: &Registry, listed: &[Listed], rules: &Rules, as_of: Date) -> Vec<Issue> {
    let parties = ListedParty::of(listed, as_of);
    Regime::named("bis")
        .map(|regime| count(registry, parties, rules, regime, as_of).issues)
        .unwrap_or_default()
}

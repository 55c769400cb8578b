//! Which companies may carry on a listed one, as of any day: for one party, or for every listing of a period.

use crate::{
    Engine, EngineError,
    answer::CoveredList,
    investigate::{InvestigateQuestion, Prepared, prepare_paths},
};
use chokepoint_detectors::{Candidate, Known, Listed, replay, successors};
use chokepoint_model::{Date, Family, Issue};
use chokepoint_rules::Rules;
use std::path::PathBuf;

/// What is asked.
#[derive(Debug, Clone)]
pub struct SuccessorQuestion {
    /// A listed party by id or name; `None` for every listing of the period.
    pub of: Option<String>,
    /// The first day of the listings.
    pub since: Option<Date>,
    /// The last day of the listings.
    pub until: Option<Date>,
    /// The day asked about, when the user names one.
    pub as_of: Option<Date>,
    /// The day on which it is asked.
    pub today: Date,
    /// The most candidates of one listed party.
    pub most: usize,
    /// Whether the days are walked, so that each candidate has the day on which it would first have been seen.
    pub replay: bool,
    /// Families of evidence that are not trusted: what gives them is left away.
    pub without: Vec<Family>,
}

/// The candidates of one listed party.
pub struct SuccessorsOf {
    /// Its id.
    pub id: String,
    /// Its name.
    pub caption: String,
    /// The first day on a list.
    pub listed_since: Option<Date>,
    /// Whether the registries know it: otherwise only what the list prints could be compared.
    pub is_in_the_registry: bool,
    /// Likeliest first.
    pub candidates: Vec<Seen>,
}

/// A candidate, and when it would first have been seen.
pub struct Seen {
    /// As of the day asked about.
    pub candidate: Candidate,
    /// With a replay the first day on which it would have been put before a person.
    pub first_seen: Option<Date>,
    /// With a replay every day on which its probability changed.
    pub course: Vec<(Date, f64)>,
}

/// The answer.
pub struct SuccessorAnswer {
    /// The day asked about.
    pub as_of: Date,
    /// Whether the days were walked.
    pub is_replay: bool,
    /// The listed parties asked about, by the day of their listing.
    pub of: Vec<SuccessorsOf>,
    /// The lists covered.
    pub lists: Vec<CoveredList>,
    /// Parties in the registries.
    pub parties: usize,
    /// What was not covered, in sentences.
    pub notes: Vec<String>,
    /// What could not be read.
    pub issues: Vec<Issue>,
}

/// Finds them.
///
/// # Errors
/// When a file cannot be opened, or nobody listed bears the name.
pub fn find_successors(
    registries: &[PathBuf],
    engine: Option<&Engine>,
    rules: &Rules,
    question: &SuccessorQuestion,
) -> Result<SuccessorAnswer, EngineError> {
    let without = question.without.clone();
    let asked = InvestigateQuestion {
        as_of: question.as_of,
        today: question.today,
        out: None,
        without,
        tell: |_| {},
    };
    let Prepared { case, as_of, registry, found, lists, notes, issues, .. } =
        prepare_paths(registries, engine, &asked)?;
    let known = Known::new(&registry, &found.listed, &case.replies);
    let mut of: Vec<&Listed> = match &question.of {
        Some(name) => vec![named(&found.listed, name, as_of)?],
        None => in_period(&found.listed, question, as_of).collect(),
    };
    of.sort_by(|a, b| (a.first_listed_by(as_of), &a.id).cmp(&(b.first_listed_by(as_of), &b.id)));
    let cx = known.on(as_of, rules);
    let answer = |listed: &Listed| SuccessorsOf {
        id: listed.id.clone(),
        caption: listed.caption().to_owned(),
        listed_since: listed.first_listed_by(as_of),
        is_in_the_registry: !listed.numbers.is_empty(),
        candidates: if question.replay {
            let seen = replay(&known, rules, listed, as_of, question.most).into_iter();
            seen.map(|seen| Seen {
                candidate: seen.candidate,
                first_seen: seen.first_seen.map(|(day, _)| day),
                course: seen.course.into_iter().map(|(day, _, probability)| (day, probability)).collect(),
            })
            .collect()
        } else {
            let found = successors(&cx, listed, question.most).into_iter();
            found.map(|candidate| Seen { candidate, first_seen: None, course: Vec::new() }).collect()
        },
    };
    let mut of: Vec<SuccessorsOf> = of.into_iter().map(answer).collect();
    if question.of.is_none() {
        of.retain(|one| !one.candidates.is_empty());
    }
    drop(cx);
    Ok(SuccessorAnswer {
        as_of,
        is_replay: question.replay,
        of,
        lists,
        parties: registry.profiles.len(),
        notes,
        issues,
    })
}

/// The listed parties whose first listing lies in the period.
fn in_period<'a>(
    listed: &'a [Listed],
    question: &SuccessorQuestion,
    as_of: Date,
) -> impl Iterator<Item = &'a Listed> {
    let (since, until) = (question.since.unwrap_or(Date::MIN), question.until.unwrap_or(as_of).min(as_of));
    let is_in = move |one: &&Listed| match one.first_listed_by(as_of) {
        Some(day) => since <= day && day <= until,
        // A listing without a day is in no period but in all of time.
        None => since == Date::MIN && one.is_listed_on(as_of),
    };
    listed.iter().filter(|one| !one.is_address_only()).filter(is_in)
}

/// The listed party that a user means: by id, by a whole name, else by a part of a name that only one bears.
fn named<'a>(listed: &'a [Listed], name: &str, as_of: Date) -> Result<&'a Listed, EngineError> {
    let plain = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let wanted = plain(name);
    let by = |meets: &dyn Fn(&Listed) -> bool| {
        let mut found: Vec<&Listed> =
            listed.iter().filter(|one| !one.listings_by(as_of).is_empty() && meets(one)).collect();
        // Of two, the one that the registry knows.
        found.sort_by_key(|one| one.numbers.is_empty());
        found
    };
    let whole = by(&|one| one.id == name || one.party.names.iter().any(|held| plain(&held.text) == wanted));
    if let Some(first) = whole.first() {
        return Ok(first);
    }
    let part = by(&|one| {
        !wanted.is_empty() && one.party.names.iter().any(|held| plain(&held.text).contains(&wanted))
    });
    match &part[..] {
        [one] => Ok(one),
        [] => Err(EngineError::NoParty(format!(
            "nobody called {name:?} is listed on {as_of}, in the files or on the lists at hand; give the name as the list prints it"
        ))),
        several => {
            let names: Vec<&str> = several.iter().take(5).map(|one| one.caption()).collect();
            Err(EngineError::NoParty(format!(
                "{name:?} is a part of several listed names: {}",
                names.join("; ")
            )))
        }
    }
}

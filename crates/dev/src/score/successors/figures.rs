//! What candidates are worth against the truth of a world.

use super::{Candidate, Found, View, calibration::Calibration};
use anyhow::Result;
use chokepoint_model::Date;
use chokepoint_testkit::world::{END, Kind, Near, Truth};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Write,
};

/// The moments at which all listed parties are asked about.
pub(super) const MOMENTS: [&str; 2] = ["about a year after each listing", "at the end"];

/// What was answered on a day.
pub(super) struct Asked {
    as_of: Date,
    /// Companies known on the day.
    known: BTreeSet<String>,
    /// For each listed party asked about, by the day of its listing and the records that are it.
    found: Vec<(Date, Found)>,
}

impl Asked {
    pub(super) fn of(view: &View<'_>, found: Vec<Found>) -> Self {
        let days = view.asked.iter().map(|at| view.list[*at].2);
        Self {
            as_of: view.as_of,
            known: view.registry.profiles.iter().map(|profile| profile.id.clone()).collect(),
            found: days.zip(found).collect(),
        }
    }
}

/// A candidate with the truth about it.
struct Judged<'a> {
    candidate: &'a Candidate,
    /// The listed party it is a candidate of.
    of: &'a str,
    rank: usize,
    /// The pattern by which it stands near that party or its group.
    near: Option<&'a Near>,
    /// What it is to that party.
    kind: Option<Kind>,
}

impl Judged<'_> {
    fn pattern(&self) -> &'static str {
        self.near.map_or("stranger", |near| near.pattern)
    }
}

/// All figures of one finder in one world.
pub(super) struct Answer<'a> {
    truth: &'a Truth,
    asked: &'a [Asked],
    /// What stands near a group, by the group and the company; evasions before others.
    near: HashMap<(u32, &'a str), &'a Near>,
    /// What stands near a listed party itself.
    of_party: HashMap<(&'a str, &'a str), &'a Near>,
}

impl<'a> Answer<'a> {
    pub(super) fn of(truth: &'a Truth, asked: &'a [Asked]) -> Self {
        let mut near: HashMap<(u32, &str), &Near> = HashMap::new();
        for one in &truth.near {
            let Some(group) = truth.groups.get(&one.of) else { continue };
            let held = near.entry((*group, &one.company)).or_insert(one);
            if one.kind == Kind::Evasion {
                *held = one;
            }
        }
        let of_party = truth.near.iter().map(|one| ((one.of.as_str(), one.company.as_str()), one)).collect();
        Self { truth, asked, near, of_party }
    }

    /// How a company stands near a listed party: what goes on for one of a group goes on for all; otherwise what it is to
    /// this party goes before what it is to another of the group, which may have been listed on another day.
    fn near(&self, of: &str, company: &str) -> Option<(&'a Near, Kind)> {
        let group = self.truth.groups.get(of)?;
        let of_group = self.near.get(&(*group, company)).copied();
        let own = || self.of_party.get(&(of, company)).copied();
        let near = of_group.filter(|near| near.kind == Kind::Evasion).or_else(own).or(of_group)?;
        // What the group holds openly and founded after this listing is neither right nor wrong.
        let is_open = near.kind == Kind::Innocent
            && near.traces.contains(&"held")
            && self.truth.listed.get(of).is_some_and(|listed| *listed < near.since);
        Some((near, if is_open { Kind::Open } else { near.kind }))
    }

    /// Prints all, and gives the calibration of each of the [`MOMENTS`].
    pub(super) fn print(&self, name: &str, out: &mut dyn Write) -> Result<[Calibration; 2]> {
        writeln!(out, "\n## {name}")?;
        let moments = [
            self.print_moment(MOMENTS[0], &|asked, day| year_after(day) == asked, out)?,
            self.print_moment(MOMENTS[1], &|asked, _| asked == END, out)?,
        ];
        self.print_lead(out)?;
        Ok(moments)
    }

    /// Which listed party an answer is about: the record of the registry that is it.
    fn party(&self, found: &'a Found) -> Option<&'a str> {
        found.same.iter().map(String::as_str).find(|id| self.truth.listed.contains_key(*id))
    }

    fn print_moment(
        &self,
        title: &str,
        wanted: &dyn Fn(Date, Date) -> bool,
        out: &mut dyn Write,
    ) -> Result<Calibration> {
        let mut judged: Vec<Judged<'a>> = Vec::new();
        // Every evasion that could be found: its company was known, and not as the listed party itself.
        let mut sought: BTreeMap<(&str, &str), &Near> = BTreeMap::new();
        let (mut parties, mut unresolved, mut as_itself) = (0, 0, 0);
        for asked in self.asked {
            for (day, found) in &asked.found {
                if !wanted(asked.as_of, *day) {
                    continue;
                }
                parties += 1;
                let Some(of) = self.party(found) else {
                    unresolved += 1;
                    continue;
                };
                for near in self.truth.near.iter().filter(|near| near.of == of && near.kind == Kind::Evasion)
                {
                    if found.same.contains(&near.company) {
                        as_itself += 1;
                    } else if near.since <= asked.as_of && asked.known.contains(&near.company) {
                        sought.insert((of, &near.company), near);
                    }
                }
                for (rank, candidate) in found.candidates.iter().enumerate() {
                    if found.same.contains(&candidate.company) {
                        continue;
                    }
                    let (near, kind) = self.near(of, &candidate.company).unzip();
                    judged.push(Judged { candidate, of, rank, near, kind });
                }
            }
        }
        writeln!(
            out,
            "\n### {title}: {parties} listed parties ({unresolved} not in the registry), {} successors to find \
             ({as_itself} more known by a former name as the listed party itself)",
            sought.len()
        )?;
        let first_ten =
            |judged: &&Judged<'_>| judged.rank < 10 && judged.near.is_some_and(|near| near.of == judged.of);
        let early: BTreeSet<(&str, &str)> = judged
            .iter()
            .filter(|one| one.kind == Some(Kind::Evasion))
            .filter(first_ten)
            .map(|one| (one.of, one.candidate.company.as_str()))
            .collect();
        writeln!(
            out,
            "recall of the first ten candidates: {} (want 80 %)",
            share(early.iter().filter(|key| sought.contains_key(*key)).count(), sought.len())
        )?;
        let queue = Queue::of(&judged, &sought);
        queue.print(out)?;
        let mut calibration = Calibration::default();
        for one in judged.iter().filter(|one| one.kind != Some(Kind::Open)) {
            calibration.take(one.candidate.probability, one.kind == Some(Kind::Evasion), one.pattern());
        }
        calibration.print(out)?;
        let alone = judged.iter().filter(|one| one.candidate.is_alert && one.candidate.families < 2).count();
        let alerts = judged.iter().filter(|one| one.candidate.is_alert).count();
        let right = |one: &&Judged<'_>| one.candidate.is_alert && one.kind == Some(Kind::Evasion);
        let right = judged.iter().filter(right).count();
        let open = judged.iter().filter(|one| one.candidate.is_alert && one.kind == Some(Kind::Open)).count();
        writeln!(
            out,
            "alerts: {alerts}, of which successors {right}, openly held {open}; on one family alone {alone} (want 0)"
        )?;
        self.print_patterns(&judged, &sought, &early, queue.threshold, out)?;
        Ok(calibration)
    }

    /// Each evasion: how many, how many among the first ten and in the queue; each innocent pattern: how many in it.
    fn print_patterns(
        &self,
        judged: &[Judged<'_>],
        sought: &BTreeMap<(&str, &str), &Near>,
        early: &BTreeSet<(&str, &str)>,
        threshold: f64,
        out: &mut dyn Write,
    ) -> Result<()> {
        let mut patterns: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for (key, near) in sought {
            let counts = patterns.entry(near.pattern).or_default();
            counts[0] += 1;
            counts[1] += usize::from(early.contains(key));
            let is_queued = |one: &Judged<'_>| {
                (one.of, one.candidate.company.as_str()) == *key && one.candidate.score >= threshold
            };
            counts[2] += usize::from(judged.iter().any(is_queued));
        }
        writeln!(out, "{:<24} {:>6} {:>10} {:>10}", "evasion", "known", "first ten", "in queue")?;
        for (pattern, [all, early, queued]) in patterns {
            writeln!(out, "{pattern:<24} {all:>6} {:>10} {:>10}", share(early, all), share(queued, all))?;
        }
        let mut wrong: BTreeMap<&str, usize> = BTreeMap::new();
        for one in judged.iter().filter(|one| one.candidate.score >= threshold) {
            match one.kind {
                Some(Kind::Evasion | Kind::Open) => {}
                _ => *wrong.entry(one.pattern()).or_default() += 1,
            }
        }
        let wrong: Vec<String> = wrong.iter().map(|(pattern, many)| format!("{pattern} {many}")).collect();
        writeln!(out, "wrong in the queue: {}", wrong.join(", "))?;
        Ok(())
    }

    /// Days from the coming of a successor to the first half year at which it is an alert, or among the first ten.
    fn print_lead(&self, out: &mut dyn Write) -> Result<()> {
        let mut first: BTreeMap<(&str, &str), [Option<Date>; 2]> = BTreeMap::new();
        for asked in self.asked {
            for (_, found) in &asked.found {
                let Some(of) = self.party(found) else { continue };
                for (rank, candidate) in found.candidates.iter().enumerate() {
                    let seen = [candidate.is_alert, rank < 10];
                    let days = first.entry((of, &candidate.company)).or_default();
                    for (day, seen) in days.iter_mut().zip(seen) {
                        if seen {
                            *day = Some(day.map_or(asked.as_of, |day| day.min(asked.as_of)));
                        }
                    }
                }
            }
        }
        let evasions: Vec<&Near> = self.truth.near.iter().filter(|near| near.kind == Kind::Evasion).collect();
        for (which, title) in ["as an alert", "among the first ten"].into_iter().enumerate() {
            let mut months: Vec<i32> = evasions
                .iter()
                .filter_map(|near| {
                    let day = first.get(&(near.of.as_str(), near.company.as_str()))?[which]?;
                    let since = near.since.max(self.truth.listed[&near.of]);
                    Some(since.until(day).map_or(0, |span| span.get_days()) / 30)
                })
                .collect();
            months.sort_unstable();
            let within = months.iter().filter(|months| **months <= 12).count();
            let middle =
                months.get(months.len() / 2).map_or("-".to_owned(), |months| format!("{months} months"));
            writeln!(
                out,
                "seen {title}: {} of {} successors, half of them within {middle}, {} within a year of their coming \
                 or the listing (asked every half year)",
                months.len(),
                evasions.len(),
                share(within, evasions.len())
            )?;
        }
        Ok(())
    }
}

/// The half year at which a listing is a year old or a little more.
fn year_after(listing: Date) -> Date {
    let (year, month) = (listing.year() + 1, listing.month());
    let (year, month) = if month <= 6 { (year, 7) } else { (year + 1, 1) };
    Date::new(year, month, 1).unwrap_or(END)
}

/// One row a company and group, the best first; what is held openly is left out.
struct Queue {
    /// The score at which the wanted recall is reached; of all when it never is.
    threshold: f64,
    text: String,
}

const WANTED: f64 = 0.7;

impl Queue {
    fn of(judged: &[Judged<'_>], sought: &BTreeMap<(&str, &str), &Near>) -> Self {
        let mut best: BTreeMap<&str, &Judged<'_>> = BTreeMap::new();
        for one in judged.iter().filter(|one| one.kind != Some(Kind::Open)) {
            let held = best.entry(&one.candidate.company).or_insert(one);
            if one.candidate.score > held.candidate.score {
                *held = one;
            }
        }
        let mut rows: Vec<&Judged<'_>> = best.into_values().collect();
        rows.sort_by(|a, b| b.candidate.score.total_cmp(&a.candidate.score));
        let companies: BTreeSet<&str> = sought.keys().map(|(_, company)| *company).collect();
        let all = companies.len();
        // What carries on a mate that is not asked about is right, but nobody sought it.
        let (mut right, mut found) = (0, 0_u32);
        let (mut text, mut threshold) = (String::new(), f64::NEG_INFINITY);
        let mut marks = [0.3, 0.5, WANTED, 0.8].into_iter().peekable();
        for (at, one) in rows.iter().enumerate() {
            let is_right = one.kind == Some(Kind::Evasion);
            right += usize::from(is_right);
            found += u32::from(is_right && companies.contains(one.candidate.company.as_str()));
            while let Some(mark) = marks.next_if(|mark| f64::from(found) >= mark * all as f64) {
                let want = if mark == WANTED { " (want 30 %; 9.8 % is the best published)" } else { "" };
                text += &format!(
                    "precision of the queue at recall {:.0} %: {}{want}, {} rows\n",
                    mark * 100.0,
                    share(right, at + 1),
                    at + 1
                );
                if mark == WANTED {
                    threshold = one.candidate.score;
                }
            }
        }
        text += &format!(
            "all {} rows: recall {}, precision {}\n",
            rows.len(),
            share(found as usize, all),
            share(right, rows.len())
        );
        Self { threshold, text }
    }

    fn print(&self, out: &mut dyn Write) -> Result<()> {
        Ok(write!(out, "{}", self.text)?)
    }
}

fn share(part: usize, whole: usize) -> String {
    super::super::counts::percent(part as u32, whole as u32)
}

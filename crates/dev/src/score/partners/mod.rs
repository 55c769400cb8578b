//! The partner audit measured on pages, registers and lists that are made up from a seed: what is found, by kind of tie,
//! what is called tied and is not, and how the page comes out in order.

mod files;
mod words;
mod world;

use anyhow::{Context, Result, bail};
use chokepoint_engine::{
    audit::{Audit, AuditQuestion, Standing, audit},
    investigate::InvestigateQuestion,
};
use chokepoint_model::Date;
use chokepoint_rules::Rules;
use std::{collections::BTreeMap, io::Write, path::PathBuf, time::Instant};
use world::{Partner, World};

/// Seeds that are measured when none is given. Whoever works on the audit looks at others.
const SEEDS: [u64; 6] = [9001, 9002, 9003, 9004, 9005, 9006];
/// Names on a page.
const NAMES: usize = 400;

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Of {
    /// How many.
    pub some: usize,
    /// Of how many.
    pub all: usize,
}

/// What came out.
#[derive(Debug, Default)]
pub struct Figures {
    /// Partners with a tie that were called listed, owned or tied, by kind and reason of the tie.
    pub found: BTreeMap<(&'static str, &'static str), Of>,
    /// The same whose standing is the very one.
    pub right: Of,
    /// The same by how the page writes the name.
    pub by_form: BTreeMap<&'static str, Of>,
    /// Partners without a tie that were called so, by what looks like a tie; empty for nothing.
    pub wrong: BTreeMap<&'static str, Of>,
    /// Of partners with ties, those that were called a possible match; of those without, the same.
    pub possible: Of,
    /// Of partners without ties.
    pub possible_wrong: Of,
    /// Of as many names from the top as have ties, how many have one.
    pub at_the_top: Of,
    /// What was missed or wrong, a line each.
    pub told: Vec<String>,
}

impl Of {
    fn add(&mut self, is_one: bool) {
        self.some += usize::from(is_one);
        self.all += 1;
    }
}

/// Measures; `arguments` are `--seed N`, `--names N` and `--told`, which prints what was missed and what was wrong.
///
/// # Errors
/// When an argument is not one of these, or a page cannot be written or audited.
pub fn run(arguments: &[&str], out: &mut dyn Write) -> Result<()> {
    let (mut seeds, mut names, mut told) = (Vec::new(), NAMES, false);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut number = || rest.next().context("a number is missing")?.parse::<u64>().context("no number");
        match *argument {
            "--seed" => seeds.push(number()?),
            "--names" => names = usize::try_from(number()?)?,
            "--told" => told = true,
            other => bail!("{other}: give --seed N, --names N or --told"),
        }
    }
    if seeds.is_empty() {
        seeds.extend(SEEDS);
    }
    let mut figures = Figures::default();
    for seed in &seeds {
        let began = Instant::now();
        measure(*seed, names, &mut figures)?;
        writeln!(out, "seed {seed}: {names} names in {:.1} s", began.elapsed().as_secs_f64())?;
    }
    figures.print(told, out)
}

/// Makes a page with its registers and list, audits it, and adds what came out.
///
/// # Errors
/// When the files cannot be written or audited.
pub fn measure(seed: u64, names: usize, figures: &mut Figures) -> Result<()> {
    let world = world::world(seed, names);
    let folder = tempfile::tempdir()?;
    files::write(&world, seed, folder.path())?;
    let registries: Vec<PathBuf> = files::FILES.iter().map(|name| folder.path().join(name)).collect();
    let question = InvestigateQuestion {
        as_of: None,
        today: Date::constant(2026, 1, 31),
        out: None,
        without: Vec::new(),
        threshold: chokepoint_engine::THRESHOLD,
        tell: |_| {},
    };
    let partners = folder.path().join(files::PAGE);
    let question = AuditQuestion { partners, reading: Default::default(), registries, of: question };
    let answer = audit(None, Rules::built_in(), &question)?;
    figures.add(seed, &world, &answer);
    Ok(())
}

impl Figures {
    fn add(&mut self, seed: u64, world: &World, answer: &Audit) {
        let tied = world.partners.iter().filter(|one| one.tie.is_some()).count();
        for (place, one) in answer.partners.iter().enumerate() {
            let at = usize::try_from(one.row.saturating_sub(1)).unwrap_or(0);
            let Some(partner) = world.partners.get(at) else { continue };
            // What is only possible is put before a person, and is counted by itself.
            let is_found = one.standing <= Standing::Tied && one.standing != Standing::Possible;
            let is_possible = one.standing == Standing::Possible;
            match partner.tie {
                Some(_) => self.possible.add(is_possible),
                None => self.possible_wrong.add(is_possible),
            }
            if place < tied {
                self.at_the_top.add(partner.tie.is_some());
            }
            let finding = one.findings.first().map(|at| &answer.investigation.findings[*at]);
            let because = finding.map_or("", |finding| finding.message.as_str());
            let line = |what: &str| {
                format!(
                    "seed {seed}: {what} {} ({}, {}): {} {because}",
                    partner.name,
                    partner.form,
                    partner.tie.map_or(partner.looks, |tie| tie.1),
                    one.standing.as_str(),
                )
            };
            match partner.tie {
                Some(tie) => {
                    self.found.entry(tie).or_default().add(is_found);
                    self.by_form.entry(partner.form).or_default().add(is_found);
                    self.right.add(is_right(partner, one.standing));
                    if !is_found {
                        self.told.push(line("missed"));
                    } else if !is_right(partner, one.standing) {
                        self.told.push(line("other standing"));
                    }
                }
                None => {
                    self.wrong.entry(partner.looks).or_default().add(is_found);
                    if is_found {
                        self.told.push(line("wrong"));
                    }
                }
            }
        }
    }

    /// All partners with ties that were found.
    pub fn all_found(&self) -> Of {
        self.found.values().fold(Of::default(), |a, b| Of { some: a.some + b.some, all: a.all + b.all })
    }

    /// All partners without ties that were called tied.
    pub fn all_wrong(&self) -> Of {
        self.wrong.values().fold(Of::default(), |a, b| Of { some: a.some + b.some, all: a.all + b.all })
    }

    fn print(&self, told: bool, out: &mut dyn Write) -> Result<()> {
        let line = |of: Of| format!("{:>5} of {:>5}  {:>3.0} %", of.some, of.all, 100.0 * share(of));
        writeln!(out, "\nnames with ties that were called listed, owned or tied")?;
        writeln!(out, "{}  all", line(self.all_found()))?;
        writeln!(out, "{}  with the very standing", line(self.right))?;
        for ((kind, why), of) in &self.found {
            writeln!(out, "{}  {kind}: {why}", line(*of))?;
        }
        writeln!(out, "by how the page writes the name")?;
        for (form, of) in &self.by_form {
            writeln!(out, "{}  {form}", line(*of))?;
        }
        writeln!(out, "names without ties that were called so")?;
        writeln!(out, "{}  all", line(self.all_wrong()))?;
        for (looks, of) in &self.wrong {
            writeln!(
                out,
                "{}  {}",
                line(*of),
                if looks.is_empty() { "nothing looks like a tie" } else { looks }
            )?;
        }
        writeln!(out, "called a possible match: of those with ties, of those without")?;
        writeln!(out, "{}\n{}", line(self.possible), line(self.possible_wrong))?;
        writeln!(out, "order: of as many names from the top as have ties, those that have one")?;
        writeln!(out, "{}", line(self.at_the_top))?;
        if told {
            self.told.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        Ok(())
    }
}

fn share(of: Of) -> f64 {
    of.some as f64 / of.all.max(1) as f64
}

/// Whether the standing is that of the tie. A branch is its head and owned by it; a share that is not told may be any.
fn is_right(partner: &Partner, standing: Standing) -> bool {
    match partner.tie {
        Some(("listed", "it is a branch of a listed company")) => standing <= Standing::Owned,
        Some(("listed", _)) => standing == Standing::Listed,
        Some(("owned", _)) => standing == Standing::Owned,
        Some((_, why)) if why.contains("untold") || why.contains("25 to 50") => {
            matches!(standing, Standing::Owned | Standing::Tied)
        }
        _ => standing == Standing::Tied,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tied_on_unseen_pages_is_found_and_hardly_anything_else() {
        let mut figures = Figures::default();
        for seed in [1, 2, 3] {
            measure(seed, 120, &mut figures).expect("a page");
        }
        let (found, wrong) = (figures.all_found(), figures.all_wrong());
        assert!(found.all >= 60, "{found:?}");
        assert!(share(found) >= 0.95, "{found:?}: {:#?}", figures.told);
        assert!(share(wrong) <= 0.05, "{wrong:?}: {:#?}", figures.told);
    }
}

//! The answer for reading: the law, whom it catches and by what path, what is not known, what was covered.

use chokepoint_engine::{
    EngineError,
    ownership::{Entity, OwnershipAnswer, PathStep, Reading, Tie},
};
use chokepoint_model::{PartyNumber, Registry, percent_text};
use chokepoint_rules::Truth;
use std::io::{self, Write};

/// Steps of a path that are printed; the JSON has all.
const STEPS: usize = 12;
/// Parties of one kind that are printed.
const SHOWN: usize = 200;

/// Writes the answer for reading.
///
/// # Errors
/// When the result cannot be written.
pub fn write_table(
    answer: &OwnershipAnswer,
    registry: &Registry,
    out: &mut dyn Write,
) -> Result<(), EngineError> {
    write(answer, registry, out).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => EngineError::Closed,
        _ => EngineError::Output(error.to_string()),
    })
}

fn write(answer: &OwnershipAnswer, registry: &Registry, out: &mut dyn Write) -> io::Result<()> {
    for reading in &answer.readings {
        law(answer, reading, out)?;
    }
    let Some((first, others)) = answer.readings.split_first() else { return Ok(()) };
    for (truth, title) in [(Truth::Yes, "OWNED"), (Truth::Unknown, "UNDETERMINED")] {
        let found: Vec<(usize, &Entity)> =
            first.entities.iter().enumerate().filter(|(_, one)| one.caught == truth).collect();
        for (at, entity) in found.iter().take(SHOWN) {
            writeln!(out, "\n{title:<12}  {}  {}", caption(registry, entity.party), share(entity))?;
            if let Some(other) = others.first().and_then(|other| other.entities.get(*at))
                && other.caught != entity.caught
            {
                writeln!(out, "{INDENT}not covered by the rule if {}", others[0].law.reading)?;
            }
            detail(entity, registry, out)?;
        }
        if found.len() > SHOWN {
            writeln!(out, "\n... and {} more; --json has all", found.len() - SHOWN)?;
        }
    }
    let told: Vec<&Entity> =
        first.entities.iter().filter(|one| one.caught == Truth::No && is_worth_a_look(one)).collect();
    if !told.is_empty() {
        writeln!(out, "\nnot covered by the rule, but worth a look:")?;
    }
    for entity in told.iter().take(SHOWN) {
        writeln!(out, "  {}  {}", caption(registry, entity.party), share(entity))?;
        for tie in entity.ties.iter().filter(|tie| tie.holder_is_listed) {
            writeln!(out, "{INDENT}{}", tie_text(tie, registry))?;
        }
        for caution in &entity.cautions {
            writeln!(out, "{INDENT}{}", caution.text)?;
        }
    }
    let count = |truth: Truth| first.entities.iter().filter(|one| one.caught == truth).count();
    let counted =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    writeln!(
        out,
        "\nread: {}, {}",
        counted(registry.profiles.len(), "party", "parties"),
        counted(registry.interests.len(), "interest", "interests")
    )?;
    writeln!(
        out,
        "{} parties: {} covered by the rule, {} undetermined, {} not covered; {} listed",
        registry.profiles.len(),
        count(Truth::Yes),
        count(Truth::Unknown),
        count(Truth::No),
        answer.listed.iter().filter(|one| one.is_certain).count()
    )?;
    let possibly: Vec<_> = answer.listed.iter().filter(|one| !one.is_certain).collect();
    if !possibly.is_empty() {
        writeln!(out, "\npossibly listed; look at the entry of each:")?;
    }
    for one in possibly.iter().take(SHOWN) {
        let condition = one.condition(registry).unwrap_or_default();
        let mut lists: Vec<&str> = one.entries.iter().map(|entry| entry.listing.list.as_str()).collect();
        lists.dedup();
        writeln!(out, "  perhaps {condition}: {}", lists.join(", "))?;
    }
    if !answer.releases.is_empty() {
        writeln!(
            out,
            "screened against {} of {}",
            counted(answer.lists.len(), "list", "lists"),
            answer.releases.join(", ")
        )?;
    }
    answer.notes.iter().try_for_each(|note| writeln!(out, "note: {note}"))
}

/// Whether a party that is not caught has something that asks for caution, or a tie to a listed one.
fn is_worth_a_look(entity: &Entity) -> bool {
    !entity.cautions.is_empty() || entity.ties.iter().any(|tie| tie.holder_is_listed)
}

fn tie_text(tie: &Tie, registry: &Registry) -> String {
    let role = if tie.role.is_empty() { tie.kind.as_str() } else { &tie.role };
    let law = if tie.law.is_empty() { "no rule of the regime speaks of it" } else { &tie.law };
    format!("{} is {role}: {law}", caption(registry, tie.holder))
}

const INDENT: &str = "           ";

fn law(answer: &OwnershipAnswer, reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    let law = &reading.law;
    let cites: Vec<String> = law.cites.iter().take(2).map(ToString::to_string).collect();
    let state = match (law.applies, law.reading.is_empty()) {
        (true, true) => "applies".to_owned(),
        (true, false) => format!("applies if {}", law.reading),
        (false, true) => {
            format!("not in force ({}): shares are shown for information only", law.status)
        }
        (false, false) => format!("does not apply ({}) if {}", law.status, law.reading),
    };
    writeln!(out, "{} on {}: {state}", answer.regime.id, answer.as_of)?;
    if !law.says.is_empty() {
        writeln!(out, "  {}", law.says)?;
    }
    writeln!(out, "  {}", cites.join("; "))?;
    if !law.depends_on.is_empty() {
        writeln!(out, "  open: {}", law.depends_on)?;
    }
    Ok(())
}

fn share(entity: &Entity) -> String {
    let (low, high) = (percent_text(u64::from(entity.lowest)), percent_text(u64::from(entity.highest)));
    if low == high { format!("{low} %") } else { format!("{low} to {high} %") }
}

fn detail(entity: &Entity, registry: &Registry, out: &mut dyn Write) -> io::Result<()> {
    for step in entity.path.iter().take(STEPS) {
        writeln!(out, "{INDENT}{}", path_step(step, registry))?;
    }
    if entity.path.len() > STEPS || entity.path_is_cut {
        writeln!(out, "{INDENT}... {} steps in all; --json has them", entity.path.len())?;
    }
    if !entity.lists.is_empty() {
        writeln!(out, "{INDENT}by owners on {}", entity.lists.join(", "))?;
    }
    for tie in &entity.ties {
        writeln!(out, "{INDENT}{}", tie_text(tie, registry))?;
    }
    for caution in &entity.cautions {
        writeln!(out, "{INDENT}{}", caution.text)?;
    }
    Ok(())
}

fn path_step(step: &PathStep, registry: &Registry) -> String {
    let what = match step.measure {
        "control" => "controls".to_owned(),
        "capital" => format!("holds {} of", step.share),
        other => format!("holds {} of the {other} of", step.share),
    };
    let stated =
        registry.interests.get(step.evidence as usize).map(|one| one.stated.to_string()).unwrap_or_default();
    format!("{} {what} {}   ({stated})", caption(registry, step.from), caption(registry, step.to))
}

fn caption(registry: &Registry, party: PartyNumber) -> &str {
    registry.profile(party).map_or("?", |profile| profile.caption())
}

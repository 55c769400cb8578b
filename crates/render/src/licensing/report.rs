//! Answers for reading: the argument line by line, each with the citation beside it.

use chokepoint_catalogue::Figure;
use chokepoint_engine::licensing::{
    Classified, Controls, Determined, Named, headline, outcome, outcomes, sections,
};
use chokepoint_licensing::{Both, Classification, Determination, Gap, Outcome, Step, Topic, Transaction};
use chokepoint_rules::{Answer, Confidence, Status, Truth};
use chokepoint_wire::licensing::{
    arguments, citation, distinct, item_gaps, not_covered, review, step_citation, turns_on, unverified, used,
};
use std::fmt::{self, Write};

/// What an item is, for reading. With a determination, also whether it may go there.
///
/// # Errors
/// When it cannot be written.
pub fn item_report(
    out: &mut dyn Write,
    controls: &Controls<'_>,
    named: &Named,
    classified: &[Classified<'_>],
    determined: Option<&[Determined<'_>]>,
) -> fmt::Result {
    let gaps = item_gaps(controls, classified);
    let gaps: Vec<&Gap<'_>> = distinct(gaps.iter()).into_iter().filter(|gap| gap.decides).collect();
    let open = match sections(gaps.iter()) {
        open if open.is_empty() => open,
        open => format!(": not determined: {open}"),
    };
    writeln!(out, "{} on {}{open}", asked(named), controls.as_of)?;
    left_open(out, &gaps)?;
    head(out, controls, named, classified)?;
    writeln!(out, "\nWhy")?;
    let arguments = arguments(controls, classified);
    for (item, steps) in &arguments {
        if arguments.len() > 1 {
            writeln!(out, "  {item}")?;
        }
        for step in steps {
            tell(out, step)?;
        }
    }
    let doubts = unverified(arguments.iter().flat_map(|(_, steps)| steps));
    rests(out, &doubts)?;
    match determined {
        Some(determined) => {
            writeln!(out, "\n{}", first_line(controls, determined))?;
            left_open(out, &deciding(determined))?;
            licence_body(out, controls, determined, false)
        }
        None => Ok(()),
    }
}

fn head(
    out: &mut dyn Write,
    controls: &Controls<'_>,
    named: &Named,
    classified: &[Classified<'_>],
) -> fmt::Result {
    for note in &named.notes {
        writeln!(out, "  note: {note}")?;
    }
    writeln!(out)?;
    let rows: Vec<[String; 4]> = classified
        .iter()
        .map(|one| {
            let figures = &one.item.figures;
            let density = figures.performance_density.as_ref();
            [
                shown_name(one),
                figures.total_processing_performance.to_string(),
                density.map_or_else(|| "none".to_owned(), Figure::to_string),
                class(&one.enforced.came),
            ]
        })
        .collect();
    let headings = ["item", "TPP", "density", "class"].map(str::to_owned);
    // Variants give ranges (`13368 to 15831.2`): each column is as wide as its widest cell.
    let [name, tpp, density, _] = [0, 1, 2, 3].map(|at| {
        let cells = rows.iter().chain([&headings]).map(|row| row[at].chars().count());
        cells.max().unwrap_or_default()
    });
    for row in std::iter::once(&headings).chain(&rows) {
        writeln!(out, "  {:<name$}  {:>tpp$}  {:>density$}  {}", row[0], row[1], row[2], row[3])?;
    }
    let all = outcomes(classified);
    let agreed = match all[..] {
        [Some(eccn)] => eccn.to_owned(),
        [None] => not_controlled(&arguments(controls, classified)),
        _ => {
            format!("open: {}", all.iter().map(|one| one.unwrap_or("none")).collect::<Vec<_>>().join(" or "))
        }
    };
    writeln!(out, "\n  as enforced: {agreed}")?;
    for one in classified {
        if one.text.came.outcomes != one.enforced.came.outcomes {
            writeln!(out, "  by the text: {} is {}", one.item.name, class(&one.text.came))?;
        }
    }
    Ok(())
}

/// The entries that were tested and describe none of the items.
fn not_controlled(arguments: &[(&str, Vec<Step<'_>>)]) -> String {
    let steps = arguments.iter().flat_map(|(_, steps)| steps);
    let named = steps.filter(|step| step.topic == Topic::Classification && !step.name.is_empty());
    let mut entries: Vec<&str> =
        named.map(|step| step.name.split_once('.').map_or(step.name.as_str(), |(entry, _)| entry)).collect();
    entries.sort_unstable();
    entries.dedup();
    match entries.is_empty() {
        true => "in none of the entries covered here, as they then stood".to_owned(),
        false => format!("not controlled by {} as it then stood", entries.join(" or ")),
    }
}

fn shown_name(one: &Classified<'_>) -> String {
    match one.item.holds.is_empty() {
        true => one.item.name.clone(),
        false => format!("{} ({})", one.item.name, one.item.holds),
    }
}

/// A class in a few words.
pub(super) fn class(classes: &Classification<'_>) -> String {
    let outcomes: Vec<&str> = classes.outcomes.iter().map(|one| one.unwrap_or("none")).collect();
    let also = classes.also();
    let also = if also.is_empty() { String::new() } else { format!(" (also {})", also.join(", ")) };
    format!("{}{also}", outcomes.join(" or "))
}

/// A determination, for reading.
///
/// # Errors
/// When it cannot be written.
pub fn licence_report(
    out: &mut dyn Write,
    controls: &Controls<'_>,
    named: &Named,
    classified: &[Classified<'_>],
    determined: &[Determined<'_>],
) -> fmt::Result {
    let line = first_line(controls, determined);
    writeln!(out, "{} {} on {}", asked(named), lower_first(&line), controls.as_of)?;
    left_open(out, &deciding(determined))?;
    head(out, controls, named, classified)?;
    licence_body(out, controls, determined, true)
}

/// What was asked, and what it was taken for.
fn asked(named: &Named) -> String {
    match named.query == named.name {
        true => named.name.clone(),
        false => format!("{} ({})", named.name, named.query),
    }
}

/// `To IR: not determined: 15 CFR 746.7`.
fn first_line(controls: &Controls<'_>, determined: &[Determined<'_>]) -> String {
    let Transaction { destination, occupied_region, .. } = &determined[0].transaction;
    let to = destination.map_or_else(|| "somewhere".to_owned(), |place| place.to_string());
    let region = occupied_region.as_ref().map_or_else(String::new, |region| format!(" ({region})"));
    let said = headline(outcome(determined), &turns_on(controls, determined), &not_covered(determined));
    format!("To {to}{region}: {}", sentence(&said))
}

/// A headline as it is said at the beginning of a report.
fn sentence(headline: &str) -> String {
    headline
        .replacen("licence required", "a licence is required", 1)
        .replacen("not required by the rules covered", "no licence is required by the rules covered here", 1)
        .replacen("depends", "it depends", 1)
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What leaves the answer open.
fn deciding<'d, 'r>(determined: &'d [Determined<'r>]) -> Vec<&'d Gap<'r>> {
    not_covered(determined).into_iter().filter(|gap| gap.decides).collect()
}

fn left_open(out: &mut dyn Write, gaps: &[&Gap<'_>]) -> fmt::Result {
    for gap in gaps {
        writeln!(out, "  not determined: {}", gap.says)?;
        cite(out, gap.answer.as_ref(), "          ")?;
    }
    Ok(())
}

fn licence_body(
    out: &mut dyn Write,
    controls: &Controls<'_>,
    determined: &[Determined<'_>],
    with_item: bool,
) -> fmt::Result {
    let first = &determined[0];
    writeln!(out)?;
    if determined.len() > 1 {
        for one in determined {
            writeln!(out, "  {}: {}", one.transaction.item.name, said(one.enforced.outcome()))?;
        }
    }
    match (&first.enforced.not, &controls.enforced.not) {
        (Some(not), Some(reading)) => {
            for answer in controls.enforced.deciding(&first.enforced) {
                writeln!(
                    out,
                    "\nTwo readings are possible. It depends on {} [{}]",
                    answer.dated.depends_on,
                    citation(&answer)
                )?;
            }
            writeln!(out, "\nIf it came into force: {}", said(first.enforced.came.outcome()))?;
            let came = &controls.enforced.came;
            answer(
                out,
                &came.reasons(&first.transaction, &first.enforced.came),
                &first.enforced.came,
                with_item,
            )?;
            writeln!(out, "\nIf it did not: {}", said(not.outcome()))?;
            answer(out, &reading.reasons(&first.transaction, not), not, false)?;
        }
        _ => {
            let came = &controls.enforced.came;
            let steps = came.reasons(&first.transaction, &first.enforced.came);
            answer(out, &steps, &first.enforced.came, with_item)?;
        }
    }
    if differs(&first.text, &first.enforced) {
        let text = &first.text.came;
        writeln!(out, "\nBy the text, which is not enforced as printed: {}", said(first.text.outcome()))?;
        for ground in &text.grounds {
            writeln!(out, "  {:<7} {}: {}", mark(Some(ground.truth)), ground.name, ground.says)?;
            cite(out, ground.authorities.first(), "          ")?;
        }
    }
    Ok(())
}

fn differs(text: &Both<Determination<'_>>, enforced: &Both<Determination<'_>>) -> bool {
    let grounds = |one: &Both<Determination<'_>>| -> Vec<_> {
        one.came.grounds.iter().map(|ground| (ground.name.clone(), ground.truth)).collect()
    };
    grounds(text) != grounds(enforced)
}

/// One determination with its argument.
fn answer(
    out: &mut dyn Write,
    steps: &[Step<'_>],
    determination: &Determination<'_>,
    with_item: bool,
) -> fmt::Result {
    for ground in &determination.grounds {
        writeln!(
            out,
            "  {:<7} {}: {}",
            mark(Some(ground.truth)),
            ground.kind.as_str().replace('_', " "),
            ground.says
        )?;
    }
    if let Some(review) = review(determination) {
        writeln!(out, "  an application is reviewed under: {}", review.replace('_', " "))?;
    }
    if !determination.exceptions.is_empty() {
        let open = |truth| {
            let names = determination.exceptions.iter().filter(|one| one.truth == truth).map(|one| one.name);
            names.collect::<Vec<_>>().join(", ")
        };
        for (what, truth) in
            [("open", Truth::Yes), ("open if their terms are met", Truth::Unknown), ("closed", Truth::No)]
        {
            let names = open(truth);
            if !names.is_empty() {
                writeln!(out, "  licence exceptions {what}: {names}")?;
            }
        }
    }
    let mut topic = None;
    for step in steps {
        let of_item = matches!(step.topic, Topic::Figure | Topic::Classification);
        if of_item && !with_item {
            continue;
        }
        if topic != Some(step.topic) {
            topic = Some(step.topic);
            let heading = match step.topic {
                Topic::Figure | Topic::Classification => "The item",
                Topic::Requirement => "Requirements, by item and destination",
                Topic::Party => "Parties",
                Topic::EndUse => "End use",
                Topic::Exception => "Licence exceptions",
                Topic::Review => "Review",
                Topic::Condition => "Conditions",
                Topic::NotCovered => "Not covered",
            };
            if step.topic != Topic::Classification {
                writeln!(out, "\n {heading}")?;
            }
        }
        tell(out, step)?;
    }
    if !determination.assumed.is_empty() {
        writeln!(out, "\n Taken for granted")?;
        for one in &determination.assumed {
            writeln!(out, "  - {one}")?;
        }
    }
    if !determination.open.is_empty() {
        writeln!(out, "\n Not evaluated")?;
        for one in &determination.open {
            writeln!(out, "  - {one}")?;
        }
    }
    rests(out, &unverified(used(steps, determination.required)))
}

/// What nobody has verified of all this.
fn rests(out: &mut dyn Write, doubts: &[String]) -> fmt::Result {
    if doubts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n This rests on values that were not verified")?;
    for doubt in doubts {
        writeln!(out, "  - {doubt}")?;
    }
    Ok(())
}

fn said(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Required => "a licence is required",
        Outcome::NotRequired => "no licence is required by the rules covered here",
        Outcome::NoExport => "no export",
        Outcome::Depends => "it depends",
        Outcome::NotDetermined => "not determined",
    }
}

const fn mark(truth: Option<Truth>) -> &'static str {
    match truth {
        Some(Truth::Yes) => "yes",
        Some(Truth::No) => "no",
        Some(Truth::Unknown) => "unknown",
        None => "",
    }
}

/// One step: whether it holds, what it says, what was tested, and who says so.
fn tell(out: &mut dyn Write, step: &Step<'_>) -> fmt::Result {
    let name = if step.topic == Topic::Figure { String::new() } else { named(&step.name) };
    writeln!(out, "  {:<7} {name}{}", mark(step.truth), step.says)?;
    for line in step.lines.iter().filter(|line| line.decides) {
        let indent = "  ".repeat(line.depth);
        writeln!(out, "            {indent}{:<7} {}", mark(Some(line.truth)), line.text)?;
    }
    let cites = step_citation(step);
    if !cites.is_empty() {
        let own = step.authorities.first().map(trust).unwrap_or_default();
        writeln!(out, "          [{cites}]{own}")?;
    }
    let unverified = step.authorities.iter().skip(1).filter(|answer| answer.dated.is_unverified());
    for answer in unverified {
        writeln!(
            out,
            "          and {} {}[{}]{}",
            answer.parameter.id,
            answer.name,
            citation(answer),
            trust(answer)
        )?;
    }
    Ok(())
}

/// A name before what it says; names of the rules' own tables are said as words.
fn named(name: &str) -> String {
    match name.chars().any(char::is_uppercase) || name.is_empty() || name.starts_with("us_") {
        true if name.is_empty() => String::new(),
        true => format!("{name}: "),
        false => format!("{}: ", name.replace('_', " ")),
    }
}

fn cite(out: &mut dyn Write, answer: Option<&Answer<'_>>, indent: &str) -> fmt::Result {
    match answer {
        Some(answer) => writeln!(out, "{indent}[{}]{}", citation(answer), trust(answer)),
        None => Ok(()),
    }
}

/// How far a value is to be trusted, when that is not at first hand.
fn trust(answer: &Answer<'_>) -> String {
    let confidence = match answer.dated.confidence {
        Confidence::FirstHand => "",
        Confidence::SecondHand => " at second hand",
        Confidence::Computed => " computed",
        Confidence::Knowledge => " unverified",
    };
    let status = match answer.dated.status {
        Status::Effective => "",
        Status::Suspended => " suspended",
        Status::NotEnforced => " not enforced",
        Status::Expected => " expected, not confirmed",
    };
    format!("{confidence}{status}")
}

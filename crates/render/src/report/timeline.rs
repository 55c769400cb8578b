//! The days of a finding on one line: foundings, listings, changes, people and owners that came and went.

use super::{finding::source, html::Html, network, words};
use chokepoint_engine::investigate::Investigation;
use chokepoint_model::{Changed, Date, Finding, Interest, InterestKind, PartialDate, Stated};

const LEFT: f64 = 30.0;
const RIGHT: f64 = 970.0;
/// Events of one subject that are shown.
const MOST: usize = 12;
/// Marks nearer than this stand one above the other.
const NEAR: f64 = 18.0;

/// Something that happened.
struct Event {
    on: Date,
    /// As the source knows the day.
    written: String,
    lane: usize,
    what: String,
    source: String,
    /// How much it says; the rest goes first when there is no room.
    says: u32,
    is_listing: bool,
}

/// Writes the timeline, unless fewer than two days are known.
pub(super) fn write(of: &Investigation, finding: &Finding, page: &mut Html) {
    let (lanes, mut events) = events(of, finding);
    if events.len() < 2 {
        return;
    }
    events.sort_by(|a, b| (a.on, &a.what, a.lane).cmp(&(b.on, &b.what, b.lane)));
    let (first, last) =
        (events[0].on.year(), events.iter().map(|event| event.on.year()).max().unwrap_or(0) + 1);
    let year = |day: Date| f64::from(day.year()) + f64::from(day.day_of_year() - 1) / 366.0;
    let span = f64::from(last - first).max(1.0);
    let x_of = |day: Date| LEFT + (year(day) - f64::from(first)) / span * (RIGHT - LEFT);
    let mut heights = vec![1_u32; lanes.len()];
    let mut at: Vec<(f64, u32)> = Vec::new();
    for (number, event) in events.iter().enumerate() {
        let x = x_of(event.on);
        let near = events[..number].iter().zip(&at).rev();
        let taken = near.filter(|(other, (place, _))| other.lane == event.lane && (x - place).abs() < NEAR);
        let level = taken.map(|(_, (_, level))| level + 1).max().unwrap_or(0);
        heights[event.lane] = heights[event.lane].max(level + 1);
        at.push((x, level));
    }
    let mut y = 8.0;
    let lines: Vec<f64> = heights
        .iter()
        .map(|levels| {
            y += 22.0 + f64::from(*levels) * 20.0;
            y
        })
        .collect();
    page.raw("<figure><svg class=\"timeline\" viewBox=\"0 0 1000 ")
        .number(y + 34.0)
        .raw("\" role=\"img\" aria-label=\"timeline\">\n");
    let step = (i32::from(last - first) / 12).max(1);
    for year in (i32::from(first)..=i32::from(last)).step_by(step as usize) {
        let x = LEFT + f64::from(year - i32::from(first)) / span * (RIGHT - LEFT);
        page.raw("<line class=\"year\" x1=\"")
            .number(x)
            .raw("\" x2=\"")
            .number(x)
            .raw("\" y1=\"8\" y2=\"")
            .number(y + 10.0);
        page.raw("\"/><text class=\"small\" x=\"")
            .number(x)
            .raw("\" y=\"")
            .number(y + 26.0)
            .raw("\">")
            .text(&year.to_string())
            .raw("</text>\n");
    }
    for (caption, line) in lanes.iter().zip(&lines) {
        page.raw("<line class=\"lane\" x1=\"30\" x2=\"970\" y1=\"")
            .number(*line)
            .raw("\" y2=\"")
            .number(*line)
            .raw("\"/>");
        page.raw("<text class=\"caption\" x=\"30\" y=\"")
            .number(line + 14.0)
            .raw("\">")
            .text(caption)
            .raw("</text>\n");
    }
    // What happened between two of them stands on both lines, under one number.
    let mut told: Vec<&Event> = Vec::new();
    for (event, (x, level)) in events.iter().zip(&at) {
        let is_it = |other: &&Event| (other.on, &other.what) == (event.on, &event.what);
        let place = told.iter().position(is_it).unwrap_or(told.len());
        if place == told.len() {
            told.push(event);
        }
        let y = lines[event.lane] - 10.0 - f64::from(*level) * 20.0;
        page.raw(if event.is_listing {
            "<circle class=\"mark listing\" r=\"9\" cx=\""
        } else {
            "<circle class=\"mark\" r=\"9\" cx=\""
        });
        page.number(*x)
            .raw("\" cy=\"")
            .number(y)
            .raw("\"/><text class=\"mark\" x=\"")
            .number(*x)
            .raw("\" y=\"")
            .number(y + 4.0);
        page.raw("\">").number((place + 1) as f64).raw("</text>\n");
    }
    page.raw("</svg>\n<figcaption>When it happened</figcaption></figure>\n<ol class=\"events\">\n");
    for event in told {
        page.raw("<li><b class=\"day\">").text(&event.written).raw("</b> ").text(&event.what);
        page.raw(" <small>").text(&event.source).raw("</small></li>\n");
    }
    page.raw("</ol>\n");
}

/// The events of each subject, and their captions.
fn events(of: &Investigation, finding: &Finding) -> (Vec<String>, Vec<Event>) {
    let subjects = network::subjects(of, finding);
    let mut all = Vec::new();
    for (lane, (caption, numbers)) in subjects.iter().enumerate() {
        let mut events: Vec<Event> = Vec::new();
        let mut add =
            |on: Option<Date>, written: String, what: String, stated: Option<&Stated>, says: u32| {
                let is_known = stated.and_then(|one| one.seen).is_none_or(|seen| seen <= of.as_of);
                if let Some(on) = on.filter(|on| is_known && *on <= of.as_of) {
                    let source = stated.map_or_else(String::new, |one| {
                        format!("{}, {}", source(of, &one.source), one.record)
                    });
                    let is_fresh = events.iter().all(|event| event.on != on || event.what != what);
                    if is_fresh {
                        events.push(Event { on, written, lane, what, source, says, is_listing: says == 9 });
                    }
                }
            };
        let id = finding.subjects.get(lane).map_or("", |subject| subject.id.as_str());
        for listed in of
            .listed
            .iter()
            .filter(|listed| listed.id == id || listed.numbers.iter().any(|one| numbers.contains(one)))
        {
            for listing in listed.listings_by(of.as_of) {
                let on = listing.period.from;
                let cite = listing.cited_by(on.unwrap_or(of.as_of));
                let cite = if cite.is_empty() { cite } else { format!(", {cite}") };
                let written = on.map(|day| day.to_string()).unwrap_or_default();
                add(
                    on,
                    written,
                    format!("{caption} is listed: {}{cite}", words::list(&listing.list)),
                    None,
                    9,
                );
            }
        }
        for number in numbers {
            let Some(profile) = of.registry.profile(*number) else { continue };
            let mut partial = |date: Option<PartialDate>, what: &str, says| {
                if let Some(date) = date {
                    add(
                        date.first_day(),
                        date.to_string(),
                        format!("{} is {what}", profile.caption()),
                        Some(&profile.stated),
                        says,
                    );
                }
            };
            partial(profile.founded, "founded", 8);
            partial(profile.dissolved, "dissolved", 8);
            for change in &profile.changes {
                let what = match change.what {
                    Changed::Name => "name",
                    Changed::Address => "address",
                    Changed::LegalRepresentative => "legal representative",
                    Changed::Officers => "officers",
                    Changed::Owners => "owners",
                    Changed::Capital => "capital",
                    Changed::Scope => "scope",
                    Changed::Other => "a particular",
                };
                let words = format!(
                    "{} changes its {what}: {} → {}",
                    profile.caption(),
                    or_nothing(&change.before),
                    or_nothing(&change.after)
                );
                if let Some(on) = change.on {
                    add(on.first_day(), on.to_string(), words, Some(&profile.stated), 7);
                }
            }
        }
        let touches =
            |interest: &&Interest| numbers.contains(&interest.holder) || numbers.contains(&interest.held);
        for interest in of.registry.interests.iter().filter(touches) {
            let name = |number| of.registry.profile(number).map_or("", |profile| profile.caption());
            let role = if interest.role.is_empty() {
                interest.kind.as_str().replace('_', " ")
            } else {
                interest.role.to_string()
            };
            let says = match interest.kind {
                InterestKind::Supplier | InterestKind::Unknown => 1,
                kind if kind.is_office() => 5,
                _ => 4,
            };
            for (day, turn) in [(interest.period.from, ""), (interest.period.until, " ends")] {
                let written = day.map(|day| day.to_string()).unwrap_or_default();
                let words = if interest.kind.has_share() && !interest.share.is_unknown() {
                    let (holder, held) = (name(interest.holder), name(interest.held));
                    format!(
                        "{holder} holds {} of {held}{}",
                        interest.share,
                        if turn.is_empty() { "" } else { ": ends" }
                    )
                } else {
                    format!("{} – {}: {role}{turn}", name(interest.holder), name(interest.held))
                };
                add(day, written, words, Some(&interest.stated), says);
            }
        }
        events.sort_by(|a, b| b.says.cmp(&a.says).then(a.on.cmp(&b.on)).then_with(|| a.what.cmp(&b.what)));
        events.truncate(MOST);
        all.append(&mut events);
    }
    (subjects.into_iter().map(|(caption, _)| caption).collect(), all)
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "?" } else { text }
}

//! The days of a finding: the parties as lanes, people as bars that end at one and begin at the other, the listing as a red rule.
//!
//! Places are percentages and texts are text, so that the same markup is right on a telephone, on paper and on a wide screen.

mod events;

use super::{
    chinese,
    story::{self, Story},
    ties::{self, Side},
};
use chokepoint_model::{Date, Finding, PartialDate};
use events::{Event, ListingDay, Person};
use maud::{Markup, html};

/// A founding so many years before all else is not drawn to scale.
const LONG_BEFORE: i16 = 6;
/// Beyond this part of the width a text is written to the left of its mark.
const TURNS: f64 = 52.0;

/// From one day to another, as parts of the width.
struct Axis {
    first: i16,
    years: f64,
    last: Date,
}

impl Axis {
    fn at(&self, day: Date) -> f64 {
        let year = f64::from(day.year()) + f64::from(day.day_of_year() - 1) / 366.0;
        ((year - f64::from(self.first)) / self.years * 100.0).clamp(0.0, 100.0)
    }

    fn bar(&self, from: Option<Date>, until: Option<Date>) -> String {
        let (from, until) =
            (from.map_or(0.0, |day| self.at(day)), until.map_or(self.at(self.last), |day| self.at(day)));
        format!("left:{from:.2}%;width:{:.2}%", (until - from).max(0.6))
    }
}

/// Draws the days; nothing where fewer than two are known.
pub(super) fn draw(story: &Story<'_>, finding: &Finding) -> Option<Markup> {
    let sides = ties::sides(story, finding)?;
    let sides: Vec<&Side<'_>> = sides.iter().collect();
    let listings: Vec<ListingDay> = sides.iter().flat_map(|side| events::listings(story, side)).collect();
    let people = events::people(story, &sides);
    let events = events::events(story, &sides, &people);
    let founded: Vec<Option<PartialDate>> =
        sides.iter().map(|side| story.profile(side.id).and_then(|profile| profile.founded)).collect();
    let founded_on: Vec<Date> = founded.iter().flatten().filter_map(|date| date.first_day()).collect();
    let spans = people.iter().flat_map(|one| &one.tenures).flat_map(|one| [one.from, one.until]).flatten();
    let mut days: Vec<Date> =
        listings.iter().map(|one| one.on).chain(events.iter().map(|one| one.on)).chain(spans).collect();
    if days.len() + founded_on.len() < 2 {
        return None;
    }
    let earliest = days.iter().chain(&founded_on).min()?.year();
    let story_begins = days.iter().min().map_or(earliest, |day| day.year());
    let first = if story_begins - earliest > LONG_BEFORE { story_begins - 1 } else { earliest };
    let last = story.of.as_of;
    days.push(last);
    let years = (f64::from(last.year() - first) + f64::from(last.day_of_year()) / 366.0).max(1.0);
    let axis = Axis { first: first - i16::from(first == earliest && story_begins < earliest), years, last };
    Some(html! {
        figure.time aria-label=(format!("When it happened, {} to {}", axis.first, last.year())) {
            div.plot {
                (years_of(&axis))
                @for listing in &listings { (rule(&axis, listing)) }
                (lane(story, &axis, sides[0], founded[0], 0))
                @for person in &people { (bars(&axis, person)) }
                (lane(story, &axis, sides[1], founded[1], 1))
                ol.events { @for event in &events { (mark(story, &axis, event)) } }
            }
            figcaption {
                @for listing in &listings { b.red { (story::day(listing.on)) } " " (chinese::text(&listing.what)) ": " (listing.where_) ". " }
                "A bar with a soft end began or ended on a day that no source says."
            }
        }
    })
}

fn years_of(axis: &Axis) -> Markup {
    let last = axis.last.year();
    let step = usize::try_from((last - axis.first) / 8).unwrap_or(0).max(1);
    html! {
        div.years aria-hidden="true" {
            @for year in (axis.first..=last).step_by(step) {
                @let at = f64::from(year - axis.first) / axis.years * 100.0;
                @if at < 97.0 { i style=(format!("left:{at:.2}%")) { (year) } }
            }
        }
    }
}

fn rule(axis: &Axis, listing: &ListingDay) -> Markup {
    let at = axis.at(listing.on);
    html! {
        div.rule.turned[at > TURNS] style=(format!("--x:{at:.2}%")) {
            b { (chinese::text(&listing.what)) " " (story::day(listing.on)) }
        }
    }
}

fn lane(story: &Story<'_>, axis: &Axis, side: &Side<'_>, founded: Option<PartialDate>, at: usize) -> Markup {
    let from = founded.and_then(PartialDate::first_day);
    let dissolved =
        story.profile(side.id).and_then(|profile| profile.dissolved).and_then(PartialDate::first_day);
    let is_soft = from.is_none_or(|day| day.year() < axis.first);
    html! {
        div.lane {
            span.who { b { (chinese::text(side.name)) } }
            span.track {
                i.life.(class(at)).soft[is_soft] style=(axis.bar(from, dissolved)) {}
                @if let Some(founded) = founded {
                    @let x = from.map_or(0.0, |day| axis.at(day));
                    span.told.turned[x > TURNS] style=(format!("--x:{x:.2}%")) { "founded " (story::partial(founded)) }
                }
            }
        }
    }
}

const fn class(side: usize) -> &'static str {
    if side == 0 { "one" } else { "other" }
}

fn bars(axis: &Axis, person: &Person<'_>) -> Markup {
    let said: Vec<&str> = person.tenures.iter().map(|tenure| tenure.what.as_str()).collect();
    html! {
        div.lane.person {
            span.who { (chinese::text(person.name)) }
            span.track {
                @for tenure in &person.tenures {
                    i.(class(tenure.side)).soft[tenure.from.is_none()] style=(axis.bar(tenure.from, tenure.until)) {}
                }
                @let x = person.tenures.iter().filter_map(|one| one.until.or(one.from)).map(|day| axis.at(day)).fold(0.0_f64, f64::max);
                span.told.turned[x > TURNS] style=(format!("--x:{x:.2}%")) { (chinese::text(&said.join("; "))) }
            }
        }
    }
}

fn mark(story: &Story<'_>, axis: &Axis, event: &Event) -> Markup {
    let x = axis.at(event.on);
    html! {
        li.lane.event {
            span.who { (event.written) }
            span.track {
                i.dot style=(format!("left:{x:.2}%")) {}
                span.told.turned[x > TURNS] style=(format!("--x:{x:.2}%")) {
                    (chinese::text(&event.what)) " "
                    @if let Some(stated) = &event.stated { (story.cite(&stated.source)) }
                }
            }
        }
    }
}

//! The lead: the first finding as a headline, with what the two share and the days of it at once.

use super::{
    chinese, finding, likely,
    story::{self, Story},
    ties, timeline,
};
use chokepoint_model::Finding;
use maud::{Markup, html};

/// Writes it.
pub(super) fn write(story: &Story<'_>, lead: &Finding) -> Markup {
    let (main, rest) = story.headline(lead);
    html! {
        section #lead {
            p.kicker { "Worth most · " (likely::badge(lead)) " " (likely::bar(lead.probability, lead.probability)) }
            h2.headline { (chinese::text(&main)) }
            (finding::names(story, lead))
            (finding::conditions(lead))
            p.standfirst {
                @if !rest.is_empty() { (chinese::text(&rest)) ". " }
                @if let Some(day) = lead.known_since { "All that speaks for it was known from " (story::day(day)) ". " }
                @if !lead.denials.is_empty() { b { (finding::replies(story, lead)) } ": " a href="#f1" { "what they say" } ". " }
                a href="#f1" { "The evidence, the weights and how it could be innocent" }
            }
            @if let Some(ties) = ties::draw(story, lead) { (ties) }
            @if let Some(time) = timeline::draw(story, lead) { (time) }
        }
    }
}

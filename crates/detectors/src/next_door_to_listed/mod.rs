//! A company stands next to a listed party: in another room of its building, or in the house beside it.

use crate::{
    Context,
    at_address::{self, Crowds},
    rarity::shared,
    tables::weights,
    tie::{Tie, since_words, subject_of},
};
use chokepoint_model::{Evidence, Family, Finding};
use chokepoint_text::address::Meeting;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let population = cx.index().places.filed.population(cx.as_of);
    let mut crowds = Crowds::default();
    for near in at_address::near(cx) {
        let things = &weights().shared;
        let (thing, sharers, words) = match near.meeting {
            Meeting::OtherRoom => (things.other_room, near.in_building, "another room of the same building"),
            Meeting::Building if near.names_a_room => {
                (things.other_room, near.in_building, "the same building, and one of the two names no room")
            }
            Meeting::Street if near.next_door => {
                // A house full of companies is a service, whichever of the two houses it is.
                (things.next_door, near.in_building.max(near.at_its_own) + 1, "the house beside it")
            }
            _ => continue,
        };
        let since = near.since;
        let statement = format!(
            "{} stands at {}{}; {} stands at {}: {words} (companies here in the building: {})",
            cx.caption(near.company),
            near.text,
            since_words(since),
            near.listed.caption(),
            near.listed_text,
            near.in_building.max(1),
        );
        let message = format!("{} stands next to {}", cx.caption(near.company), near.listed.caption());
        let weight = shared(thing, sharers, population);
        let subjects = vec![cx.subject(near.company), subject_of(near.listed)];
        let tie = Tie::of("next_door_to_listed", subjects, message).because(Evidence {
            statement,
            stated: near.stated,
            family: Family::Place,
            weight,
            since,
        });
        let tie = if near.listed.is_address_only() {
            tie.touching(cx, "us.ear.address_only_entries", "another_unit_of_the_building")
        } else {
            tie.touching(cx, "us.fincen.export_evasion_red_flags", "address_of_a_listed_party")
        };
        if let Some(finding) = tie.listing(cx, near.listed).finding(cx) {
            crowds.take(near.listed, 0, finding);
        }
    }
    crowds.finish(|listed| format!("stand next to {}", listed.caption()))
}

//! A company is registered at an address that a list prints: at one that is listed itself, or at that of a listed party.

use crate::{
    Context,
    at_address::{self, Crowds},
    rarity::shared,
    tables::weights,
    tie::{Tie, since_words, subject_of},
};
use chokepoint_model::{Evidence, Family, Finding, Importance};
use chokepoint_text::address::Meeting;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let population = cx.index().places.filed.population(cx.as_of);
    let mut crowds = Crowds::default();
    for near in at_address::near(cx) {
        let listed = near.listed(cx);
        let things = &weights().shared;
        let is_room = matches!(near.meeting, Meeting::Room | Meeting::Floor | Meeting::Box);
        let (thing, sharers, words) = match near.meeting {
            _ if is_room => (things.room, near.in_room, "the same room"),
            // A list that names a house and no room means the whole house.
            Meeting::Building if !near.names_a_room => {
                (things.building, near.in_building, "the same building")
            }
            _ => continue,
        };
        // 15 CFR 744.11 and 744.16(f): an address without a name binds whoever uses it, however many they are.
        let is_listed_itself = listed.is_address_only();
        let weight =
            if is_listed_itself { weights().ties.proven } else { shared(thing, sharers, population) };
        let since = near.since;
        let statement = format!(
            "{} is registered at {}{}; the list prints {} for {}: {words} (companies here that share it: {})",
            cx.caption(near.company),
            near.text,
            since_words(since),
            near.listed_text,
            listed.caption(),
            sharers.max(1),
        );
        let what = if is_listed_itself { "an address that is listed itself" } else { "the address of" };
        let of = if is_listed_itself { String::new() } else { format!(" {}", listed.caption()) };
        let message = format!("{} is registered at {what}{of}", cx.caption(near.company));
        let subjects = vec![cx.subject(near.company), subject_of(listed)];
        let mut tie = Tie::of("listed_address", subjects, message).because(Evidence {
            statement,
            stated: near.stated.clone(),
            family: Family::Place,
            weight,
            since,
        });
        tie = if is_listed_itself {
            tie.severity = Some(Importance::Critical);
            tie.touching(cx, "us.ear.address_only_entries", "binds_whoever_uses_the_address")
        } else {
            tie.touching(cx, "us.bis_guidance.diversion_red_flags", "address_of_a_listed_party").touching(
                cx,
                "us.fincen.export_evasion_red_flags",
                "address_of_a_listed_party",
            )
        };
        if let Some(finding) = tie.listing(cx, listed).finding(cx) {
            crowds.take(listed, sharers, finding);
        }
    }
    crowds.finish(|listed| match listed.is_address_only() {
        true => format!("stand at an address that is listed itself, {}", listed.caption()),
        false => format!("stand at the address of {}", listed.caption()),
    })
}

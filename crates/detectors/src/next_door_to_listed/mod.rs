//! A company stands in the house beside that of a listed party.

use crate::{
    Context,
    at_address::{Beside, neighbours},
    tables::weights,
};
use chokepoint_model::Finding;
use chokepoint_text::address::Meeting;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    neighbours(cx, "next_door_to_listed", "stands next to", |near| {
        let is_beside = near.meeting == Meeting::Street && near.next_door;
        is_beside.then(|| Beside {
            thing: weights().shared.next_door,
            // A house full of companies is a service, whichever of the two houses it is.
            sharers: near.in_building.max(near.at_its_own) + 1,
            words: "the house beside it",
        })
    })
}

//! A company stands in the building of a listed party, in another room or in one that nobody names.

use crate::{
    Context,
    at_address::{Beside, neighbours},
    tables::weights,
};
use chokepoint_model::Finding;
use chokepoint_text::address::Meeting;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    neighbours(cx, "same_building_as_listed", "stands in the building of", |near| {
        let words = match near.meeting {
            Meeting::OtherRoom => "another room of the same building",
            // A list that names the whole house is met by whoever is in it: `listed_address`.
            Meeting::Building if near.names_a_room => "the same building, and one of the two names no room",
            _ => return None,
        };
        Some(Beside { thing: weights().shared.other_room, sharers: near.in_building, words })
    })
}

//! One folder a detector: what it looks for, how somebody innocent looks the same, and examples that are its tests.
//!
//! Everything is asked as of a day and answered with evidence: what was seen, where, what it counts, what speaks against.

mod at_address;
mod context;
mod detector;
mod index;
pub mod law;
mod listed;
mod rarity;
mod tables;
mod tie;
mod weigh;

mod changed_at_listing;
mod customers_of_listed;
mod desk_of_many;
mod founded_after_control;
mod listed_address;
mod military_tie;
mod next_door_to_listed;
mod on_a_list;
mod ownership_caught;
mod people_of_listed;
mod same_building_as_listed;
mod stake_of_listed;
mod stake_under_threshold;
mod successor_of_listed;

pub use context::{Context, Known, ListMeaning};
pub use detector::{About, Category, Detector, Look, Maturity, Metadata, Reference, detector};
pub use listed::{Identified, Listed, resolve};
pub use successor_of_listed::{Candidate, Seen, replay, successors, successors_of_period};
pub use tables::Calibration;
pub use weigh::calibration;

use chokepoint_model::Finding;

/// A line of the list: the folder's name is the id.
macro_rules! detector {
    ($id:ident) => {
        Detector {
            id: stringify!($id),
            text: include_str!(concat!(stringify!($id), "/detector.toml")),
            examine: $id::examine,
        }
    };
}

/// All detectors, in the order of their ids.
pub const DETECTORS: &[Detector] = &[
    detector!(changed_at_listing),
    detector!(customers_of_listed),
    detector!(desk_of_many),
    detector!(founded_after_control),
    detector!(listed_address),
    detector!(military_tie),
    detector!(next_door_to_listed),
    detector!(on_a_list),
    detector!(ownership_caught),
    detector!(people_of_listed),
    detector!(same_building_as_listed),
    detector!(stake_of_listed),
    detector!(stake_under_threshold),
    detector!(successor_of_listed),
];

/// What all detectors find as of the day of the context, worth most first.
pub fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = DETECTORS.iter().flat_map(|detector| detector.examine(cx)).collect();
    findings.sort_by(|a, b| b.worth().total_cmp(&a.worth()).then_with(|| a.id.cmp(&b.id)));
    findings
}

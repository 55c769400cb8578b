//! What is true of a world, whoever knows it: who is listed, who goes on for whom, and who only looks so.

use super::{World, company, render};
use chokepoint_model::Date;
use std::collections::BTreeMap;

/// What stands near a listed party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It goes on for the listed party.
    Evasion,
    /// It looks like it and does not.
    Innocent,
    /// It belongs to the listed party openly and came after the listing: ownership tells it, neither answer is wrong.
    Open,
}

/// One company that stands near a listed party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// What it is.
    pub kind: Kind,
    /// The pattern: a line of `resources/world/patterns.csv`, or `group_member`.
    pub pattern: &'static str,
    /// Id of the listed party.
    pub of: String,
    /// Id of the company.
    pub company: String,
    /// The day it came: founded, or the day an old shell changed.
    pub since: Date,
    /// The traces that were left, in the words of the columns of the table.
    pub traces: Vec<&'static str>,
}

/// What is true of a world.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Truth {
    /// The listed parties by id, with the day of their listing.
    pub listed: BTreeMap<String, Date>,
    /// What stands near them.
    pub near: Vec<Near>,
    /// The group of each listed party and of its companies; what goes on for one of a group goes on for all.
    pub groups: BTreeMap<String, u32>,
}

/// The same by number.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) kind: Kind,
    pub(super) pattern: &'static str,
    pub(super) of: u32,
    pub(super) company: u32,
    pub(super) since: Date,
    pub(super) traces: Vec<&'static str>,
}

pub(super) fn of(world: &World) -> Truth {
    let listed: BTreeMap<u32, Date> =
        world.listed.iter().filter_map(|at| Some((*at, world.companies[*at as usize].listed?))).collect();
    let mut truth = Truth {
        listed: listed
            .iter()
            .map(|(at, day)| (render::id(world, company::Node::Company(*at)), *day))
            .collect(),
        ..Truth::default()
    };
    let id = |at: u32| render::id(world, company::Node::Company(at));
    for drawn in &world.near {
        truth.near.push(Near {
            kind: drawn.kind,
            pattern: drawn.pattern,
            of: id(drawn.of),
            company: id(drawn.company),
            since: drawn.since,
            traces: drawn.traces.clone(),
        });
    }
    for (at, day) in &listed {
        // A listed party of no group is a group of its own, numbered behind the others.
        let group = world.group_of.get(*at as usize).copied().flatten();
        let number = group.unwrap_or(world.groups.len() as u32 + at);
        truth.groups.insert(id(*at), number);
        for member in group.iter().flat_map(|group| &world.groups[*group as usize].members) {
            truth.groups.insert(id(*member), number);
            let founded = world.companies[*member as usize].founded;
            // A mate that is listed on another day is one of the group as well.
            if member != at {
                truth.near.push(Near {
                    kind: if founded > *day { Kind::Open } else { Kind::Innocent },
                    pattern: "group_member",
                    of: id(*at),
                    company: id(*member),
                    since: founded,
                    traces: vec!["held"],
                });
            }
        }
    }
    truth.near.sort_by(|a, b| (&a.of, &a.company).cmp(&(&b.of, &b.company)));
    truth
}

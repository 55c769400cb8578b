//! Neighbourhoods and paths in a registry, with the statement behind each step.

use chokepoint_model::{Date, PartyNumber, Registry};
use chokepoint_ownership::{Graph, Hop, neighbourhood, shortest, strongest};
use serde_json::{Value, json};

/// What is walked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Walk {
    /// The parties around one.
    Around(String, u32),
    /// The shortest and the strongest path between two.
    Between(String, String),
}

/// Parties that are looked at, and hops that a path may have.
const MOST: usize = 200_000;
const SHOWN: usize = 1000;
const DEEPEST: u32 = 32;

/// Walks; `None` when a party is not in the registry, with the name that is missing.
///
/// # Errors
/// The id or name that no party has.
pub fn walk(registry: &Registry, as_of: Date, walk: &Walk) -> Result<Value, String> {
    let graph = Graph::of(registry);
    let find = |name: &String| {
        let called =
            || registry.parties().find(|(_, one)| one.party.names.iter().any(|held| held.text == *name));
        registry.number_of(name).or_else(|| called().map(|(number, _)| number)).ok_or_else(|| name.clone())
    };
    Ok(match walk {
        Walk::Around(name, depth) => {
            let middle = find(name)?;
            let neighbours = neighbourhood(&graph, middle.0, as_of, *depth, SHOWN);
            let shown = neighbours.iter().map(|one| {
                json!({
                    "id": id(registry, one.party),
                    "caption": caption(registry, one.party),
                    "distance": one.distance,
                    "by": one.by.map(|hop| step(registry, &graph, hop)),
                })
            });
            json!({
                "around": id(registry, middle.0),
                "as_of": as_of.to_string(),
                "neighbours": shown.collect::<Vec<_>>(),
                "is_cut": neighbours.len() == SHOWN,
            })
        }
        Walk::Between(from, to) => {
            let (from, to) = (find(from)?, find(to)?);
            let steps = |hops: Option<Vec<Hop>>| {
                hops.map(|hops| hops.into_iter().map(|hop| step(registry, &graph, hop)).collect::<Vec<_>>())
            };
            json!({
                "from": id(registry, from.0),
                "to": id(registry, to.0),
                "as_of": as_of.to_string(),
                "shortest": steps(shortest(&graph, from.0, to.0, as_of, DEEPEST, MOST)),
                "strongest": steps(strongest(&graph, from.0, to.0, as_of, MOST)),
            })
        }
    })
}

fn id(registry: &Registry, party: u32) -> &str {
    registry.profile(PartyNumber(party)).map_or("", |profile| profile.id.as_str())
}

fn caption(registry: &Registry, party: u32) -> &str {
    registry.profile(PartyNumber(party)).map_or("", |profile| profile.caption())
}

fn step(registry: &Registry, graph: &Graph, hop: Hop) -> Value {
    let edge = graph.edge(hop.edge);
    let stated = registry.interests.get(edge.evidence as usize);
    json!({
        "from": id(registry, hop.from),
        "to": id(registry, hop.to),
        "holder": id(registry, edge.holder),
        "held": id(registry, edge.held),
        "kind": edge.kind.as_str(),
        "share": edge.kind.has_share().then(|| edge.share.to_string()),
        "role": stated.map(|one| one.role.as_ref()),
        "since": edge.period.from.map(|day| day.to_string()),
        "until": edge.period.until.map(|day| day.to_string()),
        "source": stated.map(|one| one.stated.source.as_ref()),
        "record": stated.map(|one| one.stated.record.as_ref()),
    })
}

//! Facts beside ownership: ties without shares, each with the law that cares; and what asks for caution.

use super::{Counts, Entity, Entry, ListedParty, Regime};
use chokepoint_model::{Date, InterestKind, PartyNumber, Period, Registry};
use chokepoint_ownership::{Answer, Graph};
use chokepoint_rules::{Law, Layer, Rules, Truth, Value};
use std::{collections::BTreeMap, sync::Arc};

/// A tie without shares to a listed or caught party, or to a body that sponsors or controls.
#[derive(Debug, Clone)]
pub struct Tie {
    /// Who has it.
    pub holder: PartyNumber,
    /// Whether the holder is listed, or caught itself.
    pub holder_is_listed: bool,
    /// What it is.
    pub kind: InterestKind,
    /// The office or relation as the source writes it.
    pub role: Arc<str>,
    /// When.
    pub period: Period,
    /// What the law makes of it, with its citation; empty when no rule of the regime speaks of it.
    pub law: String,
    /// Place of the statement in the registry's interests.
    pub evidence: u32,
}

/// What asks for caution, with its citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    /// A permanent id: `unknown_share_is_a_red_flag`, `below_the_share_or_a_parent`.
    pub id: &'static str,
    /// In words.
    pub text: String,
    /// Where the law says it; empty when the caution is plain sense.
    pub law: String,
}

/// Ties of one company that are told; a company with a thousand officers has them in the registry.
const MOST: usize = 50;

pub(super) struct Ties<'a> {
    registry: &'a Registry,
    graph: &'a Graph,
    regime: &'static Regime,
    as_of: Date,
    law: Law<'a>,
    listed: BTreeMap<PartyNumber, &'a ListedParty>,
}

impl<'a> Ties<'a> {
    pub(super) fn new(
        registry: &'a Registry,
        graph: &'a Graph,
        listed: &'a [ListedParty],
        regime: &'static Regime,
        rules: &'a Rules,
        as_of: Date,
    ) -> Self {
        Self {
            registry,
            graph,
            regime,
            as_of,
            law: rules.on(as_of, Layer::Enforced),
            listed: listed.iter().map(|one| (one.party, one)).collect(),
        }
    }

    /// The ties without shares into a party on the day.
    pub(super) fn ties(&self, party: PartyNumber, answer: &Answer) -> Vec<Tie> {
        let mut found = Vec::new();
        for at in self.graph.edges_into(party.0) {
            let kind = self.graph.kind(at);
            let holder = PartyNumber(self.graph.holder(at));
            let is_share = matches!(kind, InterestKind::Capital | InterestKind::Votes);
            if is_share || holder == party || !self.graph.stands_on(at, self.as_of) {
                continue;
            }
            let holder_is_listed = self.listed.get(&holder).is_some_and(|one| one.is_certain)
                || answer.caught(holder.0) == Truth::Yes;
            // Who sponsors or controls matters whoever it is; an officer only when listed.
            let always =
                matches!(kind, InterestKind::Sponsor | InterestKind::PublicOffice | InterestKind::Control);
            if !holder_is_listed && !self.listed.contains_key(&holder) && !always {
                continue;
            }
            let edge = self.graph.edge(at);
            let role = self.registry.interests.get(edge.evidence as usize).map(|one| Arc::clone(&one.role));
            found.push(Tie {
                holder,
                holder_is_listed,
                kind,
                role: role.unwrap_or_default(),
                period: edge.period,
                law: self.law_on(kind),
                evidence: edge.evidence,
            });
            if found.len() == MOST {
                break;
            }
        }
        found
    }

    /// What the regime makes of a kind of tie.
    fn law_on(&self, kind: InterestKind) -> String {
        if let Some(table) = self.regime.ties
            && let Ok(answer) = self.law.answer_named(table, kind.as_str())
            && let Some(Value::Text(text)) = answer.value()
        {
            return format!("{text} ({})", answer.dated.cites[0]);
        }
        let Some(table) = self.regime.control_signs else { return String::new() };
        for (name, means) in
            [("proves", "control is enough"), ("suggests", "a sign of control, to be judged")]
        {
            if let Ok(answer) = self.law.answer_named(table, name)
                && let Some(Value::Words(words)) = answer.value()
                && words.iter().any(|word| word == kind.as_str())
            {
                return format!("{means} ({})", answer.dated.cites[0]);
            }
        }
        String::new()
    }

    /// What asks for caution of a party that is measured so.
    pub(super) fn cautions(&self, entity: &Entity, measured: Truth, answer: &Answer) -> Vec<Caution> {
        let mut found = Vec::new();
        let mut tell = |id: &'static str, text: String| {
            let table = self.regime.effects;
            let said = table.and_then(|table| self.law.answer_named(table, id).ok());
            let said = said.filter(|answer| answer.value().is_some());
            let law = said.map(|answer| {
                format!(
                    "{} ({})",
                    answer.value().map_or(String::new(), ToString::to_string),
                    answer.dated.cites[0]
                )
            });
            let caution = Caution { id, text, law: law.unwrap_or_default() };
            if !found.contains(&caution) {
                found.push(caution);
            }
        };
        for condition in &entity.conditions {
            tell("only_if_listed", format!("only if {condition}"));
        }
        if measured == Truth::Unknown && entity.conditions.is_empty() {
            tell(
                "unknown_share_is_a_red_flag",
                "listed or caught owners may reach the share: find out what they hold".to_owned(),
            );
        }
        if measured == Truth::No && entity.highest > 0 {
            tell(
                "below_the_share_or_a_parent",
                "listed or caught owners hold a part below the share".to_owned(),
            );
        }
        for at in self.graph.edges_out_of(entity.party.0) {
            let held = PartyNumber(self.graph.held(at));
            let owns = matches!(
                self.graph.kind(at),
                InterestKind::Capital | InterestKind::Votes | InterestKind::Control
            );
            if owns && self.listed.contains_key(&held) && self.graph.stands_on(at, self.as_of) {
                tell("below_the_share_or_a_parent", "it holds a part of a listed party".to_owned());
            }
        }
        if entity.lists.len() > 1 && measured != Truth::No {
            tell(
                "strictest_owner_decides",
                "owners on several lists: the strictest of them decides".to_owned(),
            );
        }
        let mut others: Vec<&str> = Vec::new();
        let mut is_address = false;
        for at in self.graph.edges_into(entity.party.0) {
            let holder = PartyNumber(self.graph.holder(at));
            let owns = matches!(
                self.graph.kind(at),
                InterestKind::Capital
                    | InterestKind::Votes
                    | InterestKind::Branch
                    | InterestKind::Consolidation
            );
            let Some(listed) = self.listed.get(&holder).filter(|_| owns && !answer.is_seed(holder.0)) else {
                continue;
            };
            if self.graph.stands_on(at, self.as_of) {
                let entries = || listed.entries.iter();
                is_address |= entries().any(|entry| entry.counts == Counts::AddressOnly);
                let other =
                    |entry: &&Entry| matches!(entry.counts, Counts::OtherList | Counts::OtherProgramme);
                others.extend(entries().filter(other).map(|entry| entry.listing.list.as_str()));
            }
        }
        others.sort_unstable();
        others.dedup();
        if !others.is_empty() {
            let text = format!("an owner is on lists that pass nothing on here: {}", others.join(", "));
            tell("other_lists_do_not_count", text);
        }
        if is_address {
            let text = "an owner is registered at a listed address: that alone passes nothing on".to_owned();
            tell("an_address_passes_nothing_on", text);
        }
        if self.regime.foreign_only
            && measured != Truth::No
            && self
                .registry
                .profile(entity.party)
                .is_some_and(|profile| profile.party.countries.iter().any(|country| country.as_str() == "US"))
        {
            tell(
                "foreign_affiliates_only",
                "it has a tie to the United States: the rule speaks of foreign affiliates".to_owned(),
            );
        }
        found
    }
}

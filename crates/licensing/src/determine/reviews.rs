//! How an application would be reviewed: the policies that speak of it, and what they come to together.

use super::{Ground, GroundKind, Seen, listing::Binding};
use crate::{
    reading::Cited,
    trace::{Step, Topic},
};
use chokepoint_model::Review;
use chokepoint_rules::Truth;

/// A review policy that applies, or may.
#[derive(Debug, Clone)]
pub struct Policy<'r> {
    /// How an application is reviewed.
    pub review: Review,
    /// `Yes`, or `Unknown` when what is known does not decide.
    pub truth: Truth,
    /// The name of the policy, or the list whose entry states it.
    pub name: String,
    /// What it says.
    pub says: String,
    /// Where the journal prints it, for an entry of a list.
    pub cites: Vec<String>,
    pub(super) provision: Option<Cited<'r>>,
}

impl<'r> Policy<'r> {
    /// The answer that cites it; `None` for the entry of a list.
    pub fn answer(&self) -> Option<chokepoint_rules::Answer<'r>> {
        self.provision.map(|(answer, _)| answer)
    }

    pub(super) fn step(&self, seen: &Seen<'_, 'r>) -> Step<'r> {
        let mut step = match self.provision {
            Some(cited) => Step::of(Topic::Review, cited, self.truth, seen.reading.law, seen),
            None => {
                Step::new(Topic::Review, &self.name, &self.says).holds(self.truth).cited(self.cites.clone())
            }
        };
        step.says = format!("{}: {}", self.review.as_str().replace('_', " "), step.says);
        step
    }
}

/// The policies that speak of an application on these grounds.
pub(super) fn policies<'r>(
    seen: &Seen<'_, 'r>,
    grounds: &[Ground<'r>],
    bindings: &[Binding<'_, 'r>],
) -> Vec<Policy<'r>> {
    // While a ground is sure, what is only possible does not add its own review.
    let surest = grounds.iter().map(|ground| ground.truth).max().unwrap_or(Truth::No);
    let has = |kind: GroundKind| grounds.iter().any(|ground| ground.kind == kind && ground.truth == surest);
    let of_item = has(GroundKind::Item) || has(GroundKind::Destination);
    let of_end_use = has(GroundKind::EndUse);
    let spoken = seen.reading.reviews.iter().filter_map(|rule| {
        let (answer, provision) = rule.cited();
        let review = provision
            .review
            .filter(|_| if rule.kind == GroundKind::EndUse { of_end_use } else { of_item })?;
        let concerned = seen.concerns(rule);
        if concerned == Truth::No {
            return None;
        }
        let truth = concerned.min(rule.test.test(seen));
        (truth != Truth::No).then(|| Policy {
            review,
            truth,
            name: answer.name.to_owned(),
            says: provision.title.clone(),
            cites: Vec::new(),
            provision: Some((answer, provision)),
        })
    });
    let of_entries = bindings.iter().filter(|binding| binding.truth != Truth::No).filter_map(Binding::policy);
    spoken.chain(of_entries).collect()
}

/// How strict a policy is; the strictest that applies decides.
const fn strictness(review: Review) -> u8 {
    match review {
        Review::PolicyOfDenial => 5,
        Review::PresumptionOfDenial => 4,
        Review::CaseByCase => 3,
        Review::PresumptionOfApproval => 2,
        Review::AsCitedSection => 1,
        Review::Other => 0,
    }
}

/// What the policies come to: one, or several while it is open which applies; strictest first.
pub(super) fn together(policies: &[Policy<'_>]) -> Vec<Review> {
    let sure = policies.iter().filter(|policy| policy.truth == Truth::Yes).map(|policy| policy.review);
    let least = sure.max_by_key(|review| strictness(*review));
    let possible =
        policies.iter().filter(|policy| policy.truth == Truth::Unknown).map(|policy| policy.review);
    let mut reviews: Vec<Review> =
        possible.filter(|review| least.is_none_or(|least| strictness(*review) > strictness(least))).collect();
    reviews.extend(least);
    reviews.sort_by_key(|review| std::cmp::Reverse(strictness(*review)));
    reviews.dedup();
    reviews
}

//! Which licence exceptions could lift the requirement, and the test each passes, fails or leaves open.

use super::{Gap, Seen, listing::Binding};
use crate::{
    reading::Cited,
    trace::{Line, Step, Topic},
};
use chokepoint_rules::{Answer, Truth};

/// A licence exception that speaks of the item.
#[derive(Debug, Clone)]
pub struct Exception<'r> {
    /// Its name: `NAC`.
    pub name: &'r str,
    /// What it is for.
    pub title: &'r str,
    /// Whether it is open.
    pub truth: Truth,
    /// The answer that cites it.
    pub answer: Answer<'r>,
    /// The entry of a party, or the prohibition, that closes it, and who says so.
    pub closed: Option<(String, Answer<'r>)>,
    provision: &'r chokepoint_rules::Provision,
}

/// The exceptions that speak of the item; a requirement that rests on parties alone is lifted by none of the item's.
///
/// None is open under General Prohibitions Four, Seven, Nine and Ten (15 CFR 740.1(a), 740.2).
pub(super) fn exceptions<'r>(
    seen: &Seen<'_, 'r>,
    bindings: &[Binding<'_, 'r>],
    gaps: &[Gap<'r>],
) -> Vec<Exception<'r>> {
    let prohibited = gaps
        .iter()
        .find_map(|gap| gap.closes_exceptions.then_some((gap.says.clone(), gap.answer?, gap.truth)));
    let concerning = seen.reading.exceptions.iter().filter_map(|rule| {
        let concerned = seen.concerns(rule);
        (concerned != Truth::No).then_some((rule, concerned))
    });
    concerning
        .map(|(rule, concerned)| {
            let (answer, provision) = rule.cited();
            let closing = bindings.iter().filter(|binding| is_near(binding)).find_map(|binding| {
                let (open, by) = binding.leaves_open(seen.reading, answer.name)?;
                (!open).then_some((
                    binding.ground().says,
                    by,
                    binding.owner.map_or(Truth::Yes, |(_, caught, _)| caught),
                ))
            });
            let closing = closing.or_else(|| prohibited.clone());
            let mut truth = concerned.min(rule.test.test(seen));
            if let Some((.., sure)) = &closing {
                truth = truth.min(sure.not());
            }
            let closed = closing.map(|(says, by, _)| (says, by));
            Exception { name: answer.name, title: &provision.title, truth, answer, closed, provision }
        })
        .collect()
}

/// Whether an entry can close exceptions: of a party itself, or passed on to it.
fn is_near(binding: &Binding<'_, '_>) -> bool {
    binding.owner.is_none_or(|(_, caught, _)| caught != Truth::No)
}

impl<'r> Exception<'r> {
    /// The provision with its answer.
    fn cited(&self) -> Cited<'r> {
        (self.answer, self.provision)
    }

    pub(super) fn step(&self, seen: &Seen<'_, 'r>) -> Step<'r> {
        let mut step = Step::of(Topic::Exception, self.cited(), self.truth, seen.reading.law, seen);
        if let Some((says, by)) = &self.closed {
            step = step.line(format!("closed: {says}"), Truth::Yes).by(*by);
        }
        step
    }

    /// The tests that it asks, each with its outcome.
    pub(super) fn tests(&self, seen: &Seen<'_, 'r>) -> Vec<Line> {
        self.step(seen).lines
    }
}

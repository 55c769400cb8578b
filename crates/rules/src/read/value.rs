//! Reads what `is` holds, by the file's unit.

use super::{
    condition::{condition, items},
    fields::{At, Report},
};
use crate::{
    Chain, Decimal, GapKind, GapTerms, Kind, Owners, Ownership, Provision, Reached, Testable, Unit, Value,
};
use chokepoint_model::Review;
use std::collections::BTreeSet;

/// The keys of a provision: those it must have, and those it may have.
const fn keys(kind: Kind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        Kind::Paragraph => (&["title", "when"], &["unless"]),
        Kind::Requirement | Kind::Exception => (&["title", "items", "when"], &["unless"]),
        Kind::Review => (&["title", "items", "when", "review"], &["unless"]),
        Kind::Effect => (&["title"], &["items", "lists", "when", "unless"]),
        Kind::Flag => (&["title", "sees", "testable"], &[]),
        Kind::Gap => (&["title", "turns_on", "decides"], &["items", "when", "unless", "closes_exceptions"]),
    }
}

const REVIEWS: &[(&str, Review)] = &[
    ("policy_of_denial", Review::PolicyOfDenial),
    ("presumption_of_denial", Review::PresumptionOfDenial),
    ("case_by_case", Review::CaseByCase),
    ("presumption_of_approval", Review::PresumptionOfApproval),
    ("as_cited_section", Review::AsCitedSection),
    ("other", Review::Other),
];

const TESTABLE: &[(&str, Testable)] =
    &[("fully", Testable::Fully), ("partly", Testable::Partly), ("no", Testable::No)];

/// The value, or `None` with its issue reported.
pub(super) fn value(report: &mut Report<'_>, at: At<'_, '_>, unit: &Unit, instrument: &str) -> Option<Value> {
    Some(match unit {
        Unit::Number(unit) => {
            let number = report.number(at, "is")?;
            if unit == "share" && !(Decimal::whole(0)..=Decimal::whole(1)).contains(&number) {
                report.refuse(at.offset, "is", format!("{number} is no share"), "write a share from 0 to 1");
            }
            Value::Number(number)
        }
        Unit::Text => Value::Text(report.text(at, "is")?),
        Unit::YesOrNo => Value::YesOrNo(report.yes_or_no(at, "is")?),
        Unit::Words => Value::Words(report.words(at, "is")),
        Unit::Items => Value::Items(items(report, at, "is", instrument)),
        Unit::Country => Value::Country(report.country(at, "is")?),
        Unit::Countries => {
            let mut countries = BTreeSet::new();
            for entry in report.list(at, "is") {
                let Some(country) = report.country(entry, "is") else {
                    continue;
                };
                if !countries.insert(country) {
                    report.refuse(entry.offset, "is", format!("{country} stands here twice"), "");
                }
            }
            Value::Countries(countries)
        }
        Unit::Condition => Value::Condition(condition(report, at, instrument)?),
        Unit::Ownership => Value::Ownership(ownership(report, at)?),
        Unit::Provision(kind) => Value::Provision(Box::new(provision(report, at, *kind, instrument)?)),
    })
}

fn ownership(report: &mut Report<'_>, at: At<'_, '_>) -> Option<Ownership> {
    let known = ["share", "reached", "owners", "chain", "control", "counts", "lists"];
    let fields = report.fields(at, "is", &known)?;
    let advice = "the keys are share, reached, owners, chain, control, counts, lists";
    let reached = [("at_least", Reached::AtLeast), ("more_than", Reached::MoreThan)];
    let owners = [("added_together", Owners::AddedTogether), ("each_alone", Owners::EachAlone)];
    let chain = [("link_by_link", Chain::LinkByLink), ("multiplied", Chain::Multiplied)];

    let share = fields.required(report, "share", advice).and_then(|at| report.number(at, "share"));
    let reached =
        fields.required(report, "reached", advice).and_then(|at| report.one_of(at, "reached", &reached));
    let owners =
        fields.required(report, "owners", advice).and_then(|at| report.one_of(at, "owners", &owners));
    let chain = fields.required(report, "chain", advice).and_then(|at| report.one_of(at, "chain", &chain));
    let control = fields.required(report, "control", advice).and_then(|at| report.yes_or_no(at, "control"));
    let counts = fields.required(report, "counts", advice).map(|at| report.words(at, "counts"));
    let lists = fields.required(report, "lists", advice).map(|at| report.words(at, "lists"));
    Some(Ownership {
        share: share?,
        reached: reached?,
        owners: owners?,
        chain: chain?,
        control: control?,
        counts: counts?,
        lists: lists?,
    })
}

fn provision(report: &mut Report<'_>, at: At<'_, '_>, kind: Kind, instrument: &str) -> Option<Provision> {
    let (must, may) = keys(kind);
    let fields = report.fields(at, "is", &[must, may].concat())?;
    for key in must {
        fields.required(report, key, "");
    }
    let mut words = |key| fields.get(key).map(|at| report.words(at, key)).unwrap_or_default();
    let (lists, sees) = (words("lists"), words("sees"));
    let mut when = |key| fields.get(key).and_then(|at| condition(report, at, instrument));
    let (when, unless) = (when("when"), when("unless"));
    let kinds = GapKind::ALL.map(|kind| (kind.as_str(), kind));
    let turns_on = fields.get("turns_on").and_then(|at| report.one_of(at, "turns_on", &kinds));
    let mut is = |key| fields.get(key).and_then(|at| report.yes_or_no(at, key)).unwrap_or_default();
    let (decides, closes_exceptions) = (is("decides"), is("closes_exceptions"));
    Some(Provision {
        title: fields.get("title").and_then(|at| report.text(at, "title"))?,
        items: fields.get("items").map(|at| items(report, at, "items", instrument)).unwrap_or_default(),
        lists,
        when,
        unless,
        review: fields.get("review").and_then(|at| report.one_of(at, "review", REVIEWS)),
        sees,
        testable: fields.get("testable").and_then(|at| report.one_of(at, "testable", TESTABLE)),
        gap: turns_on.map(|kind| GapTerms { kind, decides, closes_exceptions }),
    })
}

//! A company founded after the controls began buys controlled goods, or an older one has bought them only since.

use crate::{
    Context,
    tables::weights,
    tie::{Tie, piece, piece_of},
};
use chokepoint_catalogue::{Catalogue, Context as Kind};
use chokepoint_model::{Date, Family, Finding, Importance, Interest, InterestKind, PartialDate, PartyNumber};
use chokepoint_rules::Rules;
use std::collections::BTreeMap;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let Some(control) = control_day(cx.law.rules()).filter(|day| *day <= cx.as_of) else { return Vec::new() };
    let catalogue = &Catalogue::built_in().0;
    let mut purchases: BTreeMap<PartyNumber, Vec<(Date, &Interest)>> = BTreeMap::new();
    for interest in &cx.registry().interests {
        let day = interest.period.from.or(interest.stated.seen);
        let known = interest.stated.seen.or(day).is_some_and(|seen| seen <= cx.as_of);
        if interest.kind != InterestKind::Supplier || !known || interest.role.is_empty() {
            continue;
        }
        let names_a_chip = !catalogue.recognise(&interest.role, Kind::Prose).is_empty();
        if let Some(day) = day.filter(|_| names_a_chip) {
            purchases.entry(interest.held).or_default().push((day, interest));
        }
    }
    let of = purchases.into_iter();
    of.filter_map(|(buyer, mut bought)| {
        bought.sort_by_key(|(day, interest)| (*day, interest.holder));
        finding(cx, control, buyer, &bought)
    })
    .collect()
}

fn finding(
    cx: &Context<'_>,
    control: Date,
    buyer: PartyNumber,
    bought: &[(Date, &Interest)],
) -> Option<Finding> {
    let (first, _) = *bought.first()?;
    if first < control {
        return None;
    }
    let profile = cx.profile(buyer);
    let founded = profile.founded.and_then(PartialDate::last_day);
    let is_new = founded.is_some_and(|day| day >= control);
    let message = match founded {
        Some(day) if is_new => {
            format!(
                "{} was founded on {day}, after the controls of {control}, and buys controlled chips",
                profile.caption()
            )
        }
        _ => {
            format!("{} has bought controlled chips only since the controls of {control}", profile.caption())
        }
    };
    let interests: Vec<&Interest> = bought.iter().take(5).map(|(_, interest)| *interest).collect();
    let named: Vec<String> = bought
        .iter()
        .take(3)
        .map(|(day, interest)| format!("{} from {} on {day}", interest.role, cx.caption(interest.holder)))
        .collect();
    let statement =
        format!("{} purchases that name a chip, the first on {first}: {}", bought.len(), named.join("; "));
    let mut tie = Tie::of("founded_after_control", vec![cx.subject(buyer)], message).because(piece(
        Family::Trade,
        weights().ties.stake,
        statement,
        &interests,
    ));
    if let Some(day) = founded.filter(|_| is_new) {
        let statement = format!("founded on {day}, {control} is the first day of the controls");
        tie = tie.because(piece_of(cx, buyer, Family::Time, weights().ties.control, statement, Some(day)));
        tie.severity = Some(Importance::High);
        tie = tie.touching(cx, "us.fincen.export_evasion_red_flags", "new_firm_in_priority_goods");
    } else {
        tie = tie.touching(cx, "us.fincen.export_evasion_red_flags", "newly_importing_priority_goods");
    }
    tie.touching(cx, "us.bis_guidance.diversion_red_flags", "first_orders_after_the_controls")
        .touching(cx, "us.ear.red_flags", "little_business_background")
        .finding(cx)
}

/// The first day on which advanced chips were a paragraph of the control list.
fn control_day(rules: &Rules) -> Option<Date> {
    rules.parameter("us.ear.advanced_chips")?.values().map(|(_, dated)| dated.from).min()
}

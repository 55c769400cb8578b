//! The law and the guidance that a finding touches, as of its day.

use crate::{Context, Listed};
use chokepoint_model::{Date, Listing, Share, Touches};
use chokepoint_ownership::{
    Method, Signs,
    regimes::{Counts, REGIMES},
};
use chokepoint_rules::{Answer, Value};

/// What a parameter, or a name in it, says on the day; `None` where it says nothing yet.
pub(crate) fn touches(cx: &Context<'_>, parameter: &str, name: &str) -> Option<Touches> {
    Some(of_answer(&cx.law.answer_named(parameter, name).ok()?))
}

/// The same of an answer.
pub(crate) fn of_answer(answer: &Answer<'_>) -> Touches {
    let mut title = match &answer.dated.value {
        Some(Value::Provision(provision)) => provision.title.clone(),
        Some(Value::Text(text)) => text.clone(),
        _ => answer.parameter.title.clone(),
    };
    if let (true, Some(otherwise)) = (answer.is_in_doubt(), answer.otherwise) {
        title += &format!(
            "; in doubt on the day, both answers are possible: it depends on {}; if it did not come, the rule is {} as before",
            answer.dated.depends_on,
            otherwise.status.as_str().replace('_', " ")
        );
    }
    let cite = answer.dated.cites.first();
    Touches {
        parameter: answer.parameter.id.clone(),
        name: answer.name.to_owned(),
        title,
        citation: cite.map(ToString::to_string).unwrap_or_default(),
        url: cite.map(|cite| cite.url.clone()).unwrap_or_default(),
        from: Some(answer.dated.from),
        status: answer.dated.status.as_str().to_owned(),
    }
}

/// The listings of a party by the day, each with what its entry demands and its place in the official journal.
pub(crate) fn listings(cx: &Context<'_>, listed: &Listed) -> Vec<Touches> {
    let listings = listed.listings_by(cx.as_of).into_iter();
    listings.map(|listing| of_listing(listed.caption(), listing, cx.as_of)).collect()
}

/// What an entry of a list says of a party.
pub fn of_listing(caption: &str, listing: &Listing, as_of: Date) -> Touches {
    let is_on = listing.period.contains(as_of);
    let terms = listing.terms();
    let demands = if terms.is_empty() { String::new() } else { format!(" ({})", terms.join("; ")) };
    Touches {
        parameter: String::new(),
        name: listing.list.clone(),
        title: format!("{caption} {} listed{demands}", if is_on { "is" } else { "was" }),
        citation: listing.cited_by(as_of),
        url: listing.url.clone(),
        from: listing.period.from,
        status: if is_on { "effective" } else { "ended" }.to_owned(),
    }
}

/// The share at which ownership is counted as a whole, the lowest of the regimes on the day; `None` where no law says one.
pub(crate) fn law_share(cx: &Context<'_>) -> Option<u32> {
    let rules = REGIMES.iter().filter_map(|regime| cx.law.ownership(regime.rule));
    rules.map(|rule| Share::of_decimal(rule.share).low()).min()
}

/// Whether a stake of so much makes a company one that a listed party owns under some regime of the day, a suspended
/// one among them.
pub(crate) fn is_enough_somewhere(cx: &Context<'_>, listed: &Listed, share: Share) -> bool {
    REGIMES.iter().any(|regime| {
        let Some((_, rule)) = regime.rule_on(&cx.law) else { return false };
        let counts = |one| regime.counts(&cx.law, rule, one, listed.party.schema) == Counts::Yes;
        let method = Method::of(rule, Signs::default());
        listed.listings_on(cx.as_of).any(counts)
            && method.is_ok_and(|method| method.is_enough(u64::from(share.low())))
    })
}

//! What companies of one trade show: contacts, brands, business scope, buyers and suppliers.

use super::{group::Pair, predecessor::Predecessor};
use crate::{
    index::{
        partners::{Partners, Sale},
        postings::Key,
    },
    rarity::{poisson_tail, shared, steadied},
    tables::{Step, weights},
};
use chokepoint_model::{ContactKind, Date, Evidence, Family, PartyNumber, counted};
use std::collections::{BTreeMap, BTreeSet};

/// Telephones, mail and web in common.
pub(super) fn contacts(pair: &Pair<'_, '_>, pieces: &mut Vec<Evidence>) {
    let Pair { of, company, .. } = *pair;
    let (cx, filed) = (of.cx, &of.cx.index().contacts);
    // Who gives the same address for mail gives the same domain by that, and says it once.
    let by_mail: BTreeSet<Key> = cx
        .profile(company)
        .contacts
        .iter()
        .filter_map(|contact| match crate::index::contacts::keys(contact).as_slice() {
            [mail, domain] if contact.kind == ContactKind::Email => {
                filed.key(domain).filter(|_| filed.key(mail).is_some_and(|mail| of.contacts.contains(&mail)))
            }
            _ => None,
        })
        .collect();
    let both = filed
        .of(company)
        .iter()
        .filter(|(key, since)| of.contacts.contains(key) && !by_mail.contains(key) && *since <= cx.as_of);
    for (key, since) in both {
        let sharers = filed.count(*key, cx.as_of);
        let arose = cx.index().days.value_arose(company, *since);
        let text = cx.profile(company).contacts.iter().find(|contact| {
            crate::index::contacts::keys(contact).iter().any(|own| filed.key(own) == Some(*key))
        });
        let statement = format!(
            "{} gives {} like {} (companies here that do: {sharers})",
            cx.caption(company),
            text.map_or("the same contact", |contact| contact.text.as_str()),
            of.listed.caption()
        );
        let population = filed.population(cx.as_of);
        let weight = shared(weights().shared.contact, sharers, population) * pair.freshness(arose);
        let since = Some(*since).filter(|day| *day > Date::MIN);
        pieces.push(Evidence {
            statement,
            stated: vec![cx.stated(company)],
            family: Family::Contact,
            weight,
            since,
        });
    }
}

/// A brand in common, in characters, by sound or by meaning: the rarest form of it counts once.
pub(super) fn brands(pair: &Pair<'_, '_>, pieces: &mut Vec<Evidence>) {
    let Pair { of, company, .. } = *pair;
    let (cx, filed) = (of.cx, &of.cx.index().brands);
    let both = filed.of(company).iter().filter(|(key, since)| of.brands.contains(key) && *since <= cx.as_of);
    let rarest = both.map(|(key, since)| (filed.count(*key, cx.as_of), *since, *key)).min();
    let Some((sharers, since, _)) = rarest else { return };
    let arose = cx.index().days.value_arose(company, since);
    let statement = format!(
        "{} and {} share a brand, in characters, sound or meaning (companies here that use it: {sharers})",
        cx.caption(company),
        of.listed.caption()
    );
    let population = filed.population(cx.as_of);
    let weight = shared(weights().shared.brand, sharers, population) * pair.freshness(arose);
    let since = Some(since).filter(|day| *day > Date::MIN);
    pieces.push(Evidence {
        statement,
        stated: vec![cx.stated(company)],
        family: Family::Name,
        weight,
        since,
    });
}

/// How alike the business scopes of strangers and the listed company are.
pub(super) struct Likeness(Vec<f64>);

impl Likeness {
    pub(super) fn around(of: &Predecessor<'_>) -> Self {
        let table = &weights().scope;
        let mut hits = vec![0; table.len()];
        let alike = of.strangers().iter().filter_map(|company| likeness(of, *company));
        let steps = alike.filter_map(|alike| step_of(table, alike));
        let total: usize = steps.map(|at| hits[at] += 1).count();
        Self(table.iter().zip(hits).map(|(step, hits)| steadied(hits, total, step.stranger)).collect())
    }
}

fn likeness(of: &Predecessor<'_>, company: PartyNumber) -> Option<f64> {
    let scopes = &of.cx.index().scopes;
    of.numbers.iter().filter_map(|own| scopes.likeness(*own, company)).max_by(f64::total_cmp)
}

fn step_of(table: &[Step], value: f64) -> Option<usize> {
    table.iter().position(|step| value < step.until)
}

/// Business scopes laid side by side.
pub(super) fn scope(pair: &Pair<'_, '_>, rates: &Likeness, pieces: &mut Vec<Evidence>) {
    let Pair { of, company, .. } = *pair;
    let Some(alike) = likeness(of, company) else { return };
    let Some(at) = step_of(&weights().scope, alike) else { return };
    let (given, stranger) = (weights().scope[at].given, rates.0[at]);
    let statement = format!(
        "the business scopes of {} and {} are alike to {alike:.2} of 1, as those of {:.0} % of companies here are",
        of.cx.caption(company),
        of.listed.caption(),
        100.0 * stranger
    );
    let weight = (given / stranger).ln();
    let weight = if weight > 0.0 { weight * pair.undated() } else { weight };
    pieces.push(Evidence {
        statement,
        stated: vec![of.cx.stated(company)],
        family: Family::Scope,
        weight,
        since: None,
    });
}

/// What chance gives two suppliers of one trade in buyers (or buyers in suppliers) they share.
pub(crate) struct Chance {
    /// Sales of others to partners of the listed company, and sales of others in all.
    to_partners: f64,
    all: f64,
    /// How many times more a company of the trade shares than anybody.
    trade: f64,
    /// How often each partner of the listed company is anybody's.
    shares: BTreeMap<PartyNumber, usize>,
}

impl Chance {
    pub(crate) fn of(
        of: &Predecessor<'_>,
        own: &BTreeMap<PartyNumber, Sale>,
        theirs: &Partners,
        back: &Partners,
    ) -> Self {
        let day = of.cx.as_of;
        let shares: BTreeMap<PartyNumber, usize> =
            own.keys().map(|partner| (*partner, back.count_of(*partner, day))).collect();
        // Strangers that trade at all show how many partners a company has.
        let all = (theirs.count(day) as f64 * theirs.usual(&of.cx.index().all, day)).max(1.0);
        // Its own sales say nothing of chance.
        let to_partners = shares.values().sum::<usize>() as f64 - own.len() as f64;
        let all = (all - own.len() as f64).max(1.0);
        let part = (to_partners / all).min(1.0);
        let (mut met, mut expected) = (0.0, 0.0);
        for company in super::predecessor::some_of(&of.trade, |company| !theirs.all_of(company).is_empty()) {
            let sales = theirs.of_party(company, day);
            met += sales.iter().filter(|sale| own.contains_key(&sale.partner)).count() as f64;
            expected += sales.len() as f64 * part;
        }
        Self { to_partners, all, trade: ((met + 1.0) / (expected + 1.0)).max(1.0), shares }
    }
}

/// Which side of the trade is looked at.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Buyers,
    Suppliers,
}

/// Buyers or suppliers in common, beyond what chance gives.
pub(crate) fn partners(
    of: &Predecessor<'_>,
    company: PartyNumber,
    side: Side,
    chance: &Chance,
    freshness: &dyn Fn(Date) -> f64,
    pieces: &mut Vec<Evidence>,
) {
    let (cx, index) = (of.cx, of.cx.index());
    let (own, theirs, family, most, [one, many]) = match side {
        Side::Buyers => {
            let most = weights().customers.most;
            (&of.customers, &index.customers, Family::Customers, most, ["buyer", "buyers"])
        }
        Side::Suppliers => {
            let most = weights().most(Family::Trade);
            (&of.suppliers, &index.suppliers, Family::Trade, most, ["supplier", "suppliers"])
        }
    };
    let sales = theirs.of_party(company, cx.as_of);
    if sales.is_empty() || own.is_empty() {
        return;
    }
    let both: Vec<&Sale> = sales.iter().filter(|sale| own.contains_key(&sale.partner)).collect();
    // Nor do those of the candidate; half a sale stands for what was not seen.
    let to_partners = (chance.to_partners - both.len() as f64).max(0.0) + 0.5;
    let part = (to_partners / (chance.all - sales.len() as f64).max(1.0)).min(1.0);
    let expected = sales.len() as f64 * part * chance.trade;
    if both.is_empty() {
        let none = (-expected).exp();
        let weight = (weights().customers.none / none).ln().min(0.0);
        if weight < 0.0 && sales.len() >= 3 && own.len() >= 3 {
            let statement =
                format!("{} and {} have no {many} in common", cx.caption(company), of.listed.caption());
            pieces.push(Evidence {
                statement,
                stated: vec![cx.stated(company)],
                family,
                weight,
                since: None,
            });
        }
        return;
    }
    let tail = poisson_tail(both.len(), expected);
    let fresh: f64 = both.iter().map(|sale| freshness(sale.arose.max(own[&sale.partner].arose))).sum::<f64>()
        / both.len() as f64;
    let weight = (1.0 + weights().customers.given / tail).ln().min(most) * fresh;
    let mut names: Vec<(usize, &str)> = both
        .iter()
        .map(|sale| (chance.shares.get(&sale.partner).copied().unwrap_or(0), cx.caption(sale.partner)))
        .collect();
    names.sort_unstable();
    let shown: Vec<&str> = names.iter().take(3).map(|(_, name)| *name).collect();
    let more = if names.len() > shown.len() {
        format!(" and {} more", names.len() - shown.len())
    } else {
        String::new()
    };
    let statement = format!(
        "{} in common of {} that {} is known to have, where chance gives {expected:.1}: {}{more}",
        counted(both.len() as u64, one, many),
        sales.len(),
        cx.caption(company),
        shown.join(", ")
    );
    let stated = both
        .iter()
        .take(3)
        .flat_map(|sale| [sale.interest, own[&sale.partner].interest])
        .filter_map(|at| Some(cx.registry().interests.get(at)?.stated.clone()))
        .collect();
    let since =
        both.iter().map(|sale| sale.since.max(own[&sale.partner].since)).max().filter(|day| *day > Date::MIN);
    pieces.push(Evidence { statement, stated, family, weight, since });
}

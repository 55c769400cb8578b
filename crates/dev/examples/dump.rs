//! Throw-away.
#![allow(clippy::all)]
use chokepoint_detectors::{Known, Listed, resolve, successors};
use chokepoint_model::*;
use chokepoint_rules::Rules;
use chokepoint_testkit::world::{END, Kind, Near, Persons, Plan, World};
use std::collections::HashMap;
use std::io::Write;

fn year_after(listing: Date) -> Date {
    let (year, month) = (listing.year() + 1, listing.month());
    let (year, month) = if month <= 6 { (year, 7) } else { (year + 1, 1) };
    Date::new(year, month, 1).unwrap_or(END)
}

fn chain(
    registry: &Registry,
    up: &HashMap<PartyNumber, Vec<usize>>,
    of: PartyNumber,
    depth: usize,
    out: &mut String,
    indent: usize,
) {
    if depth == 0 {
        return;
    }
    for at in up.get(&of).into_iter().flatten() {
        let i = &registry.interests[*at];
        out.push_str(&format!(
            " ~~{}{} [{}] from {:?} until {:?} seen {:?}",
            ".".repeat(indent),
            registry.profiles[i.holder.at()].caption(),
            registry.profiles[i.holder.at()].id,
            i.period.from.map(|d| d.to_string()),
            i.period.until.map(|d| d.to_string()),
            i.stated.seen.map(|d| d.to_string())
        ));
        chain(registry, up, i.holder, depth - 1, out, indent + 1);
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let companies: usize = args[1].parse().unwrap();
    let persons = if args[2] == "names" { Persons::Names } else { Persons::Ids };
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[3]).unwrap());
    for seed in &args[4..] {
        let seed: u64 = seed.parse().unwrap();
        let world = World::new(Plan { persons, ..Plan::new(seed, companies) });
        let truth = world.truth();
        let mut near: HashMap<(u32, &str), &Near> = HashMap::new();
        for one in &truth.near {
            let Some(group) = truth.groups.get(&one.of) else { continue };
            let held = near.entry((*group, &one.company)).or_insert(one);
            if one.kind == Kind::Evasion {
                *held = one;
            }
        }
        let mut days: Vec<Date> =
            truth.listed.values().map(|d| year_after(*d)).filter(|d| *d < END).collect();
        days.push(END);
        days.sort();
        days.dedup();
        for as_of in days {
            let registry = world.registry(as_of);
            let list = world.list_of(as_of);
            let transfers: Vec<Transfer> = world
                .transfers(as_of)
                .into_iter()
                .map(|(from, to, on)| Transfer {
                    what: "trade mark".to_owned(),
                    from,
                    to,
                    on: Some(on),
                    stated: Stated { source: "made-up transfers".into(), record: "".into(), seen: Some(on) },
                })
                .collect();
            let mut listed: Vec<Listed> = list
                .iter()
                .map(|(id, party, day)| {
                    let mut listing = Listing::on("us_bis_entity_list");
                    listing.period.from = Some(*day);
                    Listed {
                        id: id.clone(),
                        party: party.clone(),
                        listings: vec![listing],
                        numbers: Vec::new(),
                    }
                })
                .collect();
            resolve(&registry, &mut listed);
            let known = Known::new(&registry, &listed, &[], &transfers);
            let cx = known.on(as_of, Rules::built_in());
            let mut up: HashMap<PartyNumber, Vec<usize>> = HashMap::new();
            for (at, i) in registry.interests.iter().enumerate() {
                if matches!(i.kind, InterestKind::Capital | InterestKind::Sponsor) {
                    up.entry(i.held).or_default().push(at);
                }
            }
            let id = |n: PartyNumber| registry.profiles[n.at()].id.clone();
            let have: std::collections::HashSet<&str> =
                registry.profiles.iter().map(|p| p.id.as_str()).collect();
            for moment in ["year", "end"] {
                for (at, one) in listed.iter().enumerate() {
                    let day = list[at].2;
                    let wanted = if moment == "end" { as_of == END } else { year_after(day) == as_of };
                    if !wanted {
                        continue;
                    }
                    let same: Vec<String> = one.numbers.iter().map(|n| id(*n)).collect();
                    let Some(of) = same.iter().find(|id| truth.listed.contains_key(*id)).cloned() else {
                        continue;
                    };
                    for n in truth.near.iter().filter(|n| n.of == of && n.kind == Kind::Evasion) {
                        if !same.contains(&n.company) && n.since <= as_of && have.contains(n.company.as_str())
                        {
                            writeln!(
                                out,
                                "S\t{seed}\t{moment}\t{of}\t{}\t{}\t{}",
                                n.company,
                                n.pattern,
                                n.traces.join(",")
                            )
                            .unwrap();
                        }
                    }
                    for (rank, c) in
                        successors(&cx, one, 50).into_iter().filter(|c| c.listed_since.is_none()).enumerate()
                    {
                        let company = id(c.company);
                        if same.contains(&company) {
                            continue;
                        }
                        let n =
                            truth.groups.get(&of).and_then(|g| near.get(&(*g, company.as_str())).copied());
                        let exact = truth.near.iter().find(|n| n.of == of && n.company == company);
                        let n = if n.is_some_and(|n| n.kind == Kind::Evasion) { n } else { exact.or(n) };
                        let kind = n.map_or("stranger".into(), |n| {
                            if n.kind == Kind::Innocent && n.traces.contains(&"held") && n.since > day {
                                "Open".into()
                            } else {
                                format!("{:?}", n.kind)
                            }
                        });
                        let pattern = n.map_or("stranger", |n| n.pattern);
                        let own = n.is_some_and(|n| n.of == of);
                        let fam: Vec<String> =
                            c.families.iter().map(|(f, w)| format!("{}={w:.4}", f.as_str())).collect();
                        let mut detail = String::new();
                        if c.score > -1.0 {
                            let p = &registry.profiles[c.company.at()];
                            detail = format!(
                                "listed {day} founded {:?} seen {:?} gone {:?}",
                                p.founded.map(|d| d.to_string()),
                                p.stated.seen.map(|d| d.to_string()),
                                p.dissolved.map(|d| d.to_string())
                            );
                            for e in c.evidence.iter().chain(&c.against) {
                                detail.push_str(&format!(
                                    " ~~{:+.2} {} since {:?}: {}",
                                    e.weight,
                                    e.family.as_str(),
                                    e.since.map(|d| d.to_string()),
                                    e.statement
                                ));
                            }
                            for ch in &p.changes {
                                detail.push_str(&format!(
                                    " ~~change {:?} {:?}: {} -> {}",
                                    ch.what,
                                    ch.on.map(|d| d.to_string()),
                                    ch.before,
                                    ch.after
                                ));
                            }
                            chain(&registry, &up, c.company, 4, &mut detail, 0);
                            detail.push_str(" ~~LISTED above:");
                            for x in &one.numbers {
                                chain(&registry, &up, *x, 4, &mut detail, 0);
                            }
                            if let Some(n) = n {
                                detail.push_str(&format!(
                                    " ~~truth of {} since {} traces {:?}",
                                    n.of, n.since, n.traces
                                ));
                            }
                            detail = detail.replace(['\t', '\n'], " ");
                        }
                        writeln!(out, "C\t{seed}\t{moment}\t{of}\t{company}\t{pattern}\t{kind}\t{own}\t{rank}\t{:.5}\t{:.5}\t{:.5}\t{}\t{}\t{}", c.score, c.probability, c.prior, c.is_alert, fam.join(","), detail).unwrap();
                    }
                }
            }
        }
        eprintln!("{seed} done");
    }
}

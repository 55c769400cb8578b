//! What a name may mean: one item, or every variant that the text around it does not rule out.

use super::Candidate;
use crate::fold::Folded;
use crate::names::{Entry, Meaning};
use crate::qualifier::Qualifiers;
use crate::{Catalogue, Item};

impl Catalogue {
    /// The items a name may mean, and whether what is said beside it fits one of them.
    pub(super) fn candidates(
        &self,
        text: &Folded,
        entries: &[&Entry],
        said: &mut Qualifiers,
        until: usize,
        maker: Option<usize>,
        reasons: &mut Vec<String>,
    ) -> (Vec<Candidate<'_>>, bool) {
        let names = self.names();
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        let mut fits = false;
        for entry in entries {
            match entry.meaning {
                Meaning::Family(at) => {
                    let Some(family) = names.families.get(at) else {
                        continue;
                    };
                    let rows = || family.members.iter().filter_map(|at| self.accelerators().get(*at));
                    let mut meant = said.meant(rows());
                    if said.memory.is_none()
                        && meant.len() > 1
                        && let Some(gb) = Qualifiers::further(text, until)
                    {
                        let further = Qualifiers { memory: Some(gb), ..said.clone() };
                        if rows().any(|row| further.fit(row)) {
                            *said = further;
                            meant = said.meant(rows());
                        }
                    }
                    let narrowed = !said.is_empty();
                    fits |= narrowed && !meant.is_empty();
                    let reason = match (narrowed, meant.is_empty()) {
                        (true, false) => format!("{}, {}", family.name, said.shown()),
                        (true, true) => {
                            reasons.push(format!("no {} of {} is known", family.name, said.shown()));
                            format!("of the family {}", family.name)
                        }
                        (false, _) if family.members.len() == 1 => "its name".to_owned(),
                        (false, _) => format!("of the family {}; the text does not say which", family.name),
                    };
                    if meant.is_empty() {
                        meant = rows().collect();
                    }
                    candidates.extend(
                        meant
                            .into_iter()
                            .map(|row| Candidate { item: Item::Accelerator(row), reason: reason.clone() }),
                    );
                }
                Meaning::Accelerator(at) => {
                    let reason = if entry.part_number {
                        format!("part number {}", entry.name)
                    } else {
                        "its name".to_owned()
                    };
                    candidates.extend(
                        self.accelerators()
                            .get(at)
                            .map(|row| Candidate { item: Item::Accelerator(row), reason }),
                    );
                }
                Meaning::Server(at) => candidates.extend(
                    self.servers()
                        .get(at)
                        .map(|row| Candidate { item: Item::Server(row), reason: "its name".to_owned() }),
                ),
                Meaning::Design(at) => {
                    let Some(design) = names.designs.get(at) else {
                        continue;
                    };
                    let reason =
                        format!("board design {} ({}); the variant is not listed", entry.name, design.note);
                    let accelerators =
                        design.accelerators.iter().filter_map(|at| self.accelerators().get(*at));
                    let servers = design.servers.iter().filter_map(|at| self.servers().get(*at));
                    candidates.extend(
                        accelerators
                            .map(Item::Accelerator)
                            .chain(servers.map(Item::Server))
                            .map(|item| Candidate { item, reason: reason.clone() }),
                    );
                }
                Meaning::Vendor { .. } | Meaning::Goods | Meaning::Word | Meaning::Apart(_) => {}
            }
        }
        let mut distinct: Vec<Candidate<'_>> = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            if !distinct.iter().any(|other| other.item == candidate.item) {
                distinct.push(candidate);
            }
        }
        // The maker's name beside it decides between makers.
        if let Some(vendor) = maker.and_then(|at| names.vendors.get(at))
            && distinct.iter().any(|candidate| candidate.item.vendor() == vendor)
        {
            distinct.retain(|candidate| candidate.item.vendor() == vendor);
        }
        (distinct, fits)
    }
}

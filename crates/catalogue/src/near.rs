//! Known names near a misspelt one: the letters are counted first, and only names that could be near are compared.

use crate::names::{Entry, Meaning, squeezed};

/// Names of items and of makers, each as its letters and digits alone.
#[derive(Debug, Default)]
pub(crate) struct Near {
    items: Vec<Known>,
    vendors: Vec<String>,
}

#[derive(Debug)]
struct Known {
    /// As the table writes it.
    name: String,
    squeezed: String,
    counts: Counts,
}

impl Near {
    /// Part numbers are no names.
    pub(crate) fn new(entries: &[Entry]) -> Self {
        let mut near = Self::default();
        for entry in entries {
            let squeezed = squeezed(&entry.name);
            match entry.meaning {
                Meaning::Vendor { .. } => near.vendors.push(squeezed),
                Meaning::Family(_) | Meaning::Accelerator(_) | Meaning::Server(_) if !entry.part_number => {
                    let counts = Counts::of(&squeezed);
                    near.items.push(Known { name: entry.name.clone(), squeezed, counts });
                }
                _ => {}
            }
        }
        near
    }

    /// A query in letters and digits alone, the maker's name before it left out.
    pub(crate) fn without_vendor<'q>(&self, query: &'q str) -> &'q str {
        let rests = self.vendors.iter().filter_map(|vendor| query.strip_prefix(vendor.as_str()));
        rests.filter(|rest| !rest.is_empty()).min_by_key(|rest| rest.len()).unwrap_or(query)
    }

    /// Names of which at most a third of the letters differ, nearest first, each once.
    pub(crate) fn names(&self, wanted: &str, most: usize) -> Vec<String> {
        let furthest = (wanted.chars().count() / 3).max(1);
        let counts = Counts::of(wanted);
        let mut near: Vec<(usize, &Known)> = self
            .items
            .iter()
            .filter(|known| counts.least_distance(&known.counts) <= furthest)
            .map(|known| (strsim::osa_distance(wanted, &known.squeezed), known))
            .filter(|(distance, _)| *distance <= furthest)
            .collect();
        near.sort_unstable_by_key(|(distance, known)| (*distance, known.name.as_str()));
        near.dedup_by(|a, b| a.1.squeezed == b.1.squeezed);
        near.into_iter().map(|(_, known)| known.name.clone()).take(most).collect()
    }
}

/// How often each letter and digit stands in a text; all others together.
#[derive(Debug, Clone, Copy)]
struct Counts([u8; 37]);

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = [0_u8; 37];
        for c in text.chars() {
            let at = match c {
                'a'..='z' => c as usize - 'a' as usize,
                '0'..='9' => 26 + c as usize - '0' as usize,
                _ => 36,
            };
            counts[at] = counts[at].saturating_add(1);
        }
        Self(counts)
    }

    /// No edit adds or takes more than one letter: two texts are at least this far apart.
    fn least_distance(&self, other: &Self) -> usize {
        let (mut more, mut less) = (0, 0);
        for (a, b) in self.0.iter().zip(&other.0) {
            more += usize::from(a.saturating_sub(*b));
            less += usize::from(b.saturating_sub(*a));
        }
        more.max(less)
    }
}

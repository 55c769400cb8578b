//! Business scopes as rare and common terms, so that two can be laid side by side.

use chokepoint_model::{PartyNumber, Registry};
use chokepoint_text::han::{self, english};
use std::collections::HashMap;

/// The terms of a scope that tell most, by number, each with its part of the whole (the squares add up to 1).
type Terms = Vec<(u32, f32)>;

/// A scope has no more terms than these; the rarest are kept.
const MOST_TERMS: usize = 64;
/// More characters of a scope are not read.
const LONGEST: usize = 3000;

/// The scopes of a registry.
pub(crate) struct Scopes {
    terms: HashMap<PartyNumber, Terms>,
    /// The trade of each company: the commonest clause of its scope that not everybody has.
    sector: HashMap<PartyNumber, u32>,
    members: Vec<Vec<PartyNumber>>,
}

/// A clause that more than this part of companies have says nothing of the trade.
const BOILERPLATE: f64 = 0.3;

impl Scopes {
    pub(super) fn of(registry: &Registry) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        let mut raw: Vec<(PartyNumber, Vec<u32>)> = Vec::new();
        let mut clause_numbers: HashMap<String, u32> = HashMap::new();
        let mut clause_counts: Vec<u32> = Vec::new();
        let mut clauses: Vec<(PartyNumber, Vec<u32>)> = Vec::new();
        let intern = |text: String, numbers: &mut HashMap<String, u32>, counts: &mut Vec<u32>| {
            let next = counts.len() as u32;
            let number = *numbers.entry(text).or_insert(next);
            if number == next {
                counts.push(0);
            }
            number
        };
        for (number, profile) in registry.parties() {
            if profile.scope.trim().is_empty() || !super::is_company(profile) {
                continue;
            }
            let text: String = han::simplify(&profile.scope).chars().take(LONGEST).collect();
            let mut terms: Vec<u32> = Vec::new();
            let mut own_clauses: Vec<u32> = Vec::new();
            for clause in text.split(SIGNS).map(str::trim).filter(|clause| !clause.is_empty()) {
                own_clauses.push(intern(clause.to_owned(), &mut clause_numbers, &mut clause_counts));
                for term in terms_of(clause) {
                    terms.push(intern(term, &mut numbers, &mut counts));
                }
            }
            for (list, counts) in [(&mut terms, &mut counts), (&mut own_clauses, &mut clause_counts)] {
                list.sort_unstable();
                list.dedup();
                list.iter().for_each(|number| counts[*number as usize] += 1);
            }
            raw.push((number, terms));
            clauses.push((number, own_clauses));
        }
        let of = raw.len().max(1) as f64;
        let idf: Vec<f32> = counts.iter().map(|count| (1.0 + of / f64::from(*count)).ln() as f32).collect();
        let terms = raw.into_iter().map(|(number, terms)| (number, weighted(&terms, &idf))).collect();

        let mut sector = HashMap::new();
        let mut members: Vec<Vec<PartyNumber>> = vec![Vec::new(); clause_counts.len()];
        for (number, own) in clauses {
            let most = (of * BOILERPLATE).max(2.0);
            let told = own.iter().filter(|clause| f64::from(clause_counts[**clause as usize]) <= most);
            let commonest = told.max_by_key(|clause| (clause_counts[**clause as usize], u32::MAX - **clause));
            if let Some(clause) = commonest {
                sector.insert(number, *clause);
                members[*clause as usize].push(number);
            }
        }
        Self { terms, sector, members }
    }

    /// How alike two scopes are, 0 to 1; `None` where one is not told.
    pub(crate) fn likeness(&self, a: PartyNumber, b: PartyNumber) -> Option<f64> {
        let (a, b) = (self.terms.get(&a)?, self.terms.get(&b)?);
        let (mut sum, mut i, mut j) = (0.0_f64, 0, 0);
        while let (Some((one, weight)), Some((other, other_weight))) = (a.get(i), b.get(j)) {
            match one.cmp(other) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += f64::from(weight * other_weight);
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        Some(sum.min(1.0))
    }

    /// The companies of one trade with this one, itself among them.
    pub(crate) fn of_one_trade(&self, company: PartyNumber) -> &[PartyNumber] {
        let members = self.sector.get(&company).and_then(|sector| self.members.get(*sector as usize));
        members.map(Vec::as_slice).unwrap_or_default()
    }
}

const SIGNS: [char; 16] =
    [';', ',', '.', ':', '；', '，', '、', '。', '：', '(', ')', '（', '）', '\n', '/', '|'];

/// Pairs of Chinese characters, stems of English words.
fn terms_of(clause: &str) -> Vec<String> {
    let characters: Vec<char> = clause.chars().filter(|c| han::is_han(*c)).collect();
    if !characters.is_empty() {
        return characters.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    let words = english::words(clause);
    words
        .iter()
        .filter(|word| !english::is_stop_word(word))
        .map(|word| english::stem(word).to_owned())
        .collect()
}

fn weighted(terms: &[u32], idf: &[f32]) -> Terms {
    let mut kept: Terms = terms.iter().map(|term| (*term, idf[*term as usize])).collect();
    kept.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    kept.truncate(MOST_TERMS);
    let length = kept.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    kept.iter_mut().for_each(|(_, weight)| *weight /= length);
    kept.sort_unstable_by_key(|(term, _)| *term);
    kept
}

//! Two Chinese names: equal after simplification, one short for the other, or different.

use super::chinese::{PreparedHan, Segment};
use super::{STRONGEST_AGAINST, STRONGEST_FOR};
use chokepoint_model::{Feature, Reason};
use chokepoint_text::han::Class;

/// The evidence that two Chinese names are one, in natural-log odds; 8 only if they are equal once simplified.
pub fn compare_han_han(a: &PreparedHan, b: &PreparedHan) -> f32 {
    let sum: f32 = weigh(a, b).iter().map(|(weight, _)| weight).sum();
    bound(a, b, sum)
}

/// The same evidence in words; the weights add up to what [`compare_han_han`] returns.
pub fn explain_han_han(a: &PreparedHan, b: &PreparedHan) -> Vec<Reason> {
    let mut parts = weigh(a, b);
    let sum: f32 = parts.iter().map(|(weight, _)| weight).sum();
    let evidence = bound(a, b, sum);
    if evidence != sum {
        parts.push((evidence - sum, "evidence of names is held within bounds".to_owned()));
    }
    let reason = |(weight, words)| Reason {
        feature: Feature::Name,
        party: a.simple.clone(),
        entity: b.simple.clone(),
        weight,
        words,
    };
    parts.into_iter().map(reason).collect()
}

fn bound(a: &PreparedHan, b: &PreparedHan, sum: f32) -> f32 {
    if same(a, b) { 8.0 } else { sum.clamp(STRONGEST_AGAINST, STRONGEST_FOR) }
}

fn same(a: &PreparedHan, b: &PreparedHan) -> bool {
    a.simple == b.simple
        || (a.units.len() == b.units.len()
            && a.units.len() < super::chinese::MOST_UNITS
            && !a.units.is_empty()
            && a.units.iter().zip(&b.units).all(|(x, y)| x.text == y.text))
}

/// A name without its legal form: characters, and whether each begins a word.
struct Core {
    chars: Vec<char>,
    begins: Vec<bool>,
    classes: Vec<Option<Class>>,
    numbers: Vec<u32>,
}

fn core(name: &PreparedHan) -> Core {
    let mut core = Core { chars: Vec::new(), begins: Vec::new(), classes: Vec::new(), numbers: Vec::new() };
    for segment in name.segments() {
        let class = segment.class();
        core.numbers.extend(segment.number());
        if class == Some(Class::Form) || is_share_sign(name, &segment) {
            continue;
        }
        for (i, unit) in name.units[segment.from..segment.to].iter().enumerate() {
            for (k, c) in unit.text.chars().enumerate() {
                core.chars.push(c);
                core.begins.push(i == 0 && k == 0);
                core.classes.push(class);
            }
        }
    }
    core
}

/// 股份 closes the short names of listed companies.
fn is_share_sign(name: &PreparedHan, segment: &Segment) -> bool {
    segment.to == name.units.len() && name.text(segment.from, segment.to) == "股份"
}

fn weigh(a: &PreparedHan, b: &PreparedHan) -> Vec<(f32, String)> {
    if same(a, b) {
        return vec![(8.0, "the same characters".to_owned())];
    }
    let (ca, cb) = (core(a), core(b));
    let mut parts = Vec::new();
    let (short, long, short_name, long_name) =
        if ca.chars.len() <= cb.chars.len() { (&ca, &cb, a, b) } else { (&cb, &ca, b, a) };
    if short.chars.is_empty() {
        return vec![(-6.0, "nothing but a legal form to compare".to_owned())];
    }
    if !ca.numbers.is_empty() && !cb.numbers.is_empty() && ca.numbers != cb.numbers {
        parts.push((-9.0, "the numbers differ".to_owned()));
    }
    if ca.chars == cb.chars {
        parts
            .push((5.0, format!("{} and {} differ only in legal form", short_name.simple, long_name.simple)));
        return parts;
    }
    parts.push((-1.0, "the names differ".to_owned()));
    if ca.numbers.is_empty() != cb.numbers.is_empty() {
        parts.push((-4.0, "only one name has a number".to_owned()));
    }
    let found = contained(short, long);
    let share = short.chars.len() as f32 / long.chars.len() as f32;
    if let Some(position) = find(&long.chars, &short.chars) {
        // The short name stands whole in the long one.
        let letters = short.chars.len().min(6) as f32;
        let brand = short
            .classes
            .iter()
            .any(|c| matches!(c, None | Some(Class::Plain | Class::Group | Class::Brand)));
        parts.push((
            0.3 + 0.5 * letters + if brand { 1.5 } else { 0.0 },
            format!("{} stands whole in {}", short_name.simple, long_name.simple),
        ));
        rest(long, |i| i >= position && i < position + short.chars.len(), &mut parts, brand);
    } else if let Some(used) = found {
        let begins = used.iter().filter(|i| long.begins[**i]).count() as f32 / used.len() as f32;
        let brand = used
            .iter()
            .any(|i| matches!(long.classes[*i], None | Some(Class::Plain | Class::Group | Class::Brand)));
        let letters = used.len().min(6) as f32;
        parts.push((
            0.6 * letters + 1.5 * (begins - 0.5) + if brand { 1.0 } else { 0.0 },
            format!("{} abbreviates {}", short_name.simple, long_name.simple),
        ));
        rest(long, |i| used.contains(&i), &mut parts, brand);
    } else {
        let common = common_subsequence(&ca.chars, &cb.chars) as f32;
        let dice = 2.0 * common / (ca.chars.len() + cb.chars.len()) as f32;
        parts
            .push((-9.0 + 10.0 * dice, format!("{:.0} of 100 characters are shared in order", dice * 100.0)));
        only(short, long, &mut parts, "only in one name");
        only(long, short, &mut parts, "only in the other name");
    }
    if share < 0.2 {
        parts.push((-1.0, "one name is far shorter".to_owned()));
    }
    parts
}

/// What the longer name says beyond the shorter one.
fn rest(long: &Core, is_used: impl Fn(usize) -> bool, parts: &mut Vec<(f32, String)>, brand: bool) {
    let mut extra_brand = 0usize;
    let mut extra_type = 0usize;
    let mut at = 0;
    while at < long.chars.len() {
        let end = (at + 1..long.chars.len()).find(|i| long.begins[*i]).unwrap_or(long.chars.len());
        if !(at..end).any(&is_used) {
            match long.classes[at] {
                None => extra_brand += end - at,
                Some(Class::Type) => extra_type += 1,
                _ => {}
            }
        }
        at = end;
    }
    if extra_brand > 0 {
        let weight = if brand { -0.5 } else { -1.0 };
        parts.push((weight * extra_brand.min(4) as f32, "the longer name has a word of its own".to_owned()));
    }
    if extra_type > 0 {
        parts.push((-2.5, "the longer name is another kind of body".to_owned()));
    }
}

/// Words that tell names apart and stand in one only.
fn only(one: &Core, other: &Core, parts: &mut Vec<(f32, String)>, words: &str) {
    let mut weight = 0.0f32;
    for (i, c) in one.chars.iter().enumerate() {
        if other.chars.contains(c) {
            continue;
        }
        weight += match one.classes[i] {
            None | Some(Class::Plain | Class::Brand | Class::Group) => -1.2,
            Some(Class::Place) => -0.6,
            Some(Class::Type) => -0.6,
            _ => -0.2,
        };
    }
    if weight < 0.0 {
        parts.push((weight.max(-5.0), words.to_owned()));
    }
}

fn find(long: &[char], short: &[char]) -> Option<usize> {
    long.windows(short.len()).position(|w| w == short)
}

/// The places in `long` of the characters of `short` in order, beginnings of words first.
fn contained(short: &Core, long: &Core) -> Option<Vec<usize>> {
    let mut used: Vec<usize> = Vec::with_capacity(short.chars.len());
    let mut from = 0;
    for (k, c) in short.chars.iter().enumerate() {
        let left = &short.chars[k + 1..];
        let feasible = |i: usize| is_subsequence(left, &long.chars[i + 1..]);
        let next = used.last().map_or(0, |l| l + 1);
        let adjacent =
            (next < long.chars.len() && long.chars[next] == *c && k > 0 && feasible(next)).then_some(next);
        let begin =
            (from..long.chars.len()).find(|i| long.chars[*i] == *c && long.begins[*i] && feasible(*i));
        let any = (from..long.chars.len()).find(|i| long.chars[*i] == *c && feasible(*i));
        let place = adjacent.or(begin).or(any)?;
        used.push(place);
        from = place + 1;
    }
    Some(used)
}

fn is_subsequence(short: &[char], long: &[char]) -> bool {
    let mut chars = long.iter();
    short.iter().all(|c| chars.any(|l| l == c))
}

fn common_subsequence(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

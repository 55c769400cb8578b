//! The Chinese side of a comparison: characters with their readings, and every word that may stand in the name.

use chokepoint_text::han::english::stem;
use chokepoint_text::han::number::chinese_number;
use chokepoint_text::han::reading::{Reading, readings, surname};
use chokepoint_text::han::{Class, is_han, simplify, vocabulary};

/// Characters of a name that are looked at.
pub(crate) const MOST_UNITS: usize = 96;

/// A Chinese name prepared for comparison.
#[derive(Debug, Clone)]
pub struct PreparedHan {
    /// In simplified characters, lower case, signs kept.
    pub(crate) simple: String,
    /// Characters and Latin runs, signs left out.
    pub(crate) units: Vec<Unit>,
    /// Words that may begin at each unit, by the number of units they take.
    pub(crate) edges: Vec<Vec<Edge>>,
    /// Where legal forms stand: (from, to).
    forms: Vec<(usize, usize)>,
}

/// A character or a run of Latin letters.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) text: String,
    pub(crate) readings: Vec<Reading>,
    pub(crate) is_latin: bool,
}

/// A word that may stand in the name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Edge {
    /// A word of the vocabulary over so many units.
    Word(usize, u32),
    /// A number over so many units; whether its surroundings say that it is one (第十四, 14所).
    Number(usize, u32, bool),
}

impl PreparedHan {
    /// Prepares a Chinese name, in any character form.
    pub fn new(text: &str) -> Self {
        let simple = simplify(text);
        let mut units: Vec<Unit> = Vec::new();
        let mut glue = false;
        for c in simple.chars() {
            if units.len() >= MOST_UNITS {
                break;
            }
            if is_han(c) {
                units.push(Unit { text: c.to_string(), readings: readings(c).into_owned(), is_latin: false });
                glue = false;
            } else if c.is_alphanumeric() {
                match units.last_mut() {
                    Some(last)
                        if glue && last.is_latin && last.text.len() < 64 && same_kind(&last.text, c) =>
                    {
                        last.text.push(c)
                    }
                    _ => units.push(Unit { text: c.to_string(), readings: Vec::new(), is_latin: true }),
                }
                glue = true;
            } else {
                glue = glue && matches!(c, '&' | '-' | '\'' | '.');
            }
        }
        // A surname is read in its own way at the head of a short name.
        let short = units.len() <= 4;
        if let Some(first) = units.first_mut().filter(|u| short && !u.is_latin)
            && let Some(spelling) = first.text.chars().next().and_then(surname)
            && !first.readings.iter().any(|r| r.spelling == spelling)
        {
            first.readings.insert(0, Reading { spelling, is_pinyin: true });
        }
        let edges = edges(&units);
        let mut name = Self { simple, units, edges, forms: Vec::new() };
        let forms = name.segments().into_iter().filter(|segment| segment.class() == Some(Class::Form));
        name.forms = forms.map(|segment| (segment.from, segment.to)).collect();
        name
    }

    /// The name in simplified characters.
    pub fn simplified(&self) -> &str {
        &self.simple
    }

    /// Whether a word of it says that an organisation bears the name: a trade, a kind of body, a legal form.
    pub fn says_an_organisation(&self) -> bool {
        self.segments().iter().any(|segment| {
            matches!(
                segment.class(),
                Some(Class::Trade | Class::Type | Class::Form | Class::Holding | Class::Group)
            ) && segment.to - segment.from >= 2
        })
    }

    /// The brands of the name (字号): what remains without place, trade, kind of body and legal form. Each with the
    /// English that the vocabulary has for it, as stems.
    pub fn brands(&self) -> Vec<(String, Vec<String>)> {
        let is_brand = |edge: Option<Edge>| match edge {
            None => true,
            Some(Edge::Word(_, number)) => {
                matches!(vocabulary().word(number).class, Class::Brand | Class::Plain | Class::Group)
            }
            Some(Edge::Number(..)) => false,
        };
        let segments = self.segments();
        let runs = segments.chunk_by(|a, b| is_brand(a.edge) && is_brand(b.edge));
        let brands = runs.filter(|run| is_brand(run[0].edge)).map(|run| {
            let english = run.iter().filter_map(|segment| match segment.edge {
                Some(Edge::Word(_, number)) => Some(&vocabulary().word(number).renderings),
                _ => None,
            });
            let stems = english.flatten().filter(|rendering| !rendering.text.contains(' '));
            let stems = stems.map(|rendering| stem(&rendering.text.to_lowercase()).to_owned()).collect();
            (self.text(run[0].from, run[run.len() - 1].to), stems)
        });
        brands.collect()
    }

    /// Whether the units lie within a legal form.
    pub(crate) fn is_in_form(&self, from: usize, to: usize) -> bool {
        self.forms.iter().any(|form| form.0 <= from && to <= form.1)
    }

    /// The text of a run of units.
    pub(crate) fn text(&self, from: usize, to: usize) -> String {
        self.units[from..to].iter().map(|u| u.text.as_str()).collect()
    }

    /// The name cut into its likeliest words, whatever it is compared with: (from, to, class or none for a brand).
    pub(crate) fn segments(&self) -> Vec<Segment> {
        let count = self.units.len();
        // The least cost from each unit to the end, and the edge that gives it. A brand costs by character.
        let mut best: Vec<(f32, usize, Option<Edge>)> = vec![(0.0, 0, None); count + 1];
        for at in (0..count).rev() {
            let mut choice = (best[at + 1].0 + 1.6, 1, None);
            for edge in &self.edges[at] {
                let (len, cost) = match *edge {
                    Edge::Number(len, _, sure) => (len, if sure { 0.3 } else { 1.6 * len as f32 }),
                    Edge::Word(len, number) => match vocabulary().word(number).class {
                        Class::Letter => continue,
                        Class::Plain => (len, 1.2),
                        _ => (len, 1.0),
                    },
                };
                let total = best[at + len].0 + cost;
                if total < choice.0 {
                    choice = (total, len, Some(*edge));
                }
            }
            best[at] = choice;
        }
        let mut segments: Vec<Segment> = Vec::new();
        let mut at = 0;
        while at < count {
            let (_, len, edge) = best[at];
            match (edge, segments.last_mut()) {
                (None, Some(last)) if last.edge.is_none() && !self.units[at].is_latin => last.to = at + 1,
                _ => segments.push(Segment { from: at, to: at + len, edge }),
            }
            at += len;
        }
        segments
    }
}

/// A stretch of the name: a word, a number, or (no edge) a brand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) edge: Option<Edge>,
}

impl Segment {
    pub(crate) fn class(&self) -> Option<Class> {
        match self.edge {
            Some(Edge::Word(_, number)) => Some(vocabulary().word(number).class),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<u32> {
        match self.edge {
            Some(Edge::Number(_, value, _)) => Some(value),
            _ => None,
        }
    }
}

fn same_kind(run: &str, c: char) -> bool {
    run.chars().last().is_some_and(|last| last.is_ascii_digit() == c.is_ascii_digit())
}

fn edges(units: &[Unit]) -> Vec<Vec<Edge>> {
    let vocabulary = vocabulary();
    // One character a unit for the trie; a Latin run is no character of any word, a run of figures is its number.
    let chars: Vec<char> = units
        .iter()
        .map(|u| if u.is_latin { '\u{0}' } else { u.text.chars().next().unwrap_or('\u{0}') })
        .collect();
    let mut all: Vec<Vec<Edge>> = (0..units.len())
        .map(|at| {
            let mut list: Vec<Edge> =
                vocabulary.starting(&chars[at..]).map(|(len, number)| Edge::Word(len, number)).collect();
            list.extend(number_at(units, &chars, at));
            list
        })
        .collect();
    keep_fixed_names_whole(&mut all);
    keep_conjunctions_between_words(&mut all);
    all
}

/// 和 is "and" between words; at the head of a name or after its place it begins a brand: 和仁科技, 北京和德宇航.
fn keep_conjunctions_between_words(edges: &mut [Vec<Edge>]) {
    let class = |number: u32| vocabulary().word(number).class;
    let mut begins = vec![false; edges.len()];
    if let Some(first) = begins.first_mut() {
        *first = true;
    }
    for (at, list) in edges.iter_mut().enumerate() {
        if begins[at] {
            list.retain(|edge| !matches!(edge, Edge::Word(1, number) if class(*number) == Class::Form));
        }
        for edge in list.iter() {
            if let Edge::Word(len, number) = edge
                && class(*number) == Class::Place
                && let Some(next) = begins.get_mut(at + len)
            {
                *next = true;
            }
        }
    }
}

/// A university has one English name: 哈尔滨理工大学 is not the Harbin Institute of Technology, though its words may mean
/// that. No word is read inside a name that the vocabulary holds whole.
fn keep_fixed_names_whole(edges: &mut [Vec<Edge>]) {
    let is_fixed = |edge: &Edge| match edge {
        Edge::Word(len, number) => vocabulary().is_fixed(*number).then_some(*len),
        _ => None,
    };
    let mut at = 0;
    while at < edges.len() {
        let Some(length) = edges[at].iter().filter_map(is_fixed).max() else {
            at += 1;
            continue;
        };
        for (inside, list) in edges[at..at + length].iter_mut().enumerate() {
            list.retain(|edge| match edge {
                Edge::Word(len, _) | Edge::Number(len, ..) => {
                    inside + len > length || inside == 0 && *len == length
                }
            });
        }
        at += length;
    }
}

/// What follows a number that counts institutes, factories, bureaus or hospitals.
const COUNTED: &[char] = &[
    '所', '院', '厂', '局', '部', '研', '医', '中', '大', '附', '师', '团', '军', '机', '基', '工', '建',
    '航', '地', '设', '实', '人', '汽', '化', '公', '兵', '总', '试', '冶',
];

fn number_at(units: &[Unit], chars: &[char], at: usize) -> Option<Edge> {
    let ordinal = chars[at] == '第';
    let figures_at = at + usize::from(ordinal);
    if let Some(unit) = units.get(figures_at)
        && unit.is_latin
        && let Ok(value) = unit.text.parse::<u32>()
    {
        let next = chars.get(figures_at + 1);
        let sure = ordinal || next.is_some_and(|c| COUNTED.contains(c)) || next.is_none();
        return Some(Edge::Number(figures_at + 1 - at, value, sure));
    }
    // Not in the middle of a number.
    if at > 0 && !ordinal && chinese_number(&chars[at - 1..at]).is_some() {
        return None;
    }
    let (value, len) = chinese_number(&chars[at..])?;
    let next = chars.get(at + len);
    let sure = ordinal || (len >= 2 && next.is_some_and(|c| COUNTED.contains(c))) || next == Some(&'所');
    Some(Edge::Number(len, value, sure))
}

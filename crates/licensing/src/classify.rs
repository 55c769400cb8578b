//! Which paragraphs of the control lists describe an item: surely, perhaps and on which figure it turns, or not.

use crate::{
    item::Item,
    known::{DATA_CENTRE, Found, Named, Possibility, among, under},
    possibilities::Ways,
    prefilter::{self, Prefiltered},
    reading::{Asked, Paragraph, Reading},
};
use chokepoint_rules::{Answer, Figure, Law, Provision, Truth};
use std::collections::BTreeSet;

/// A paragraph that describes the item, or may.
#[derive(Debug, Clone, Copy)]
pub struct Class<'r> {
    /// Its name: `3A090.a.1`.
    pub paragraph: &'r str,
    /// The name under which requirements speak of it: `3A090.a`.
    pub level: &'r str,
    /// `Yes`, or `Unknown` when what is known of the item does not decide.
    pub truth: Truth,
    /// The answer that cites it.
    pub answer: Answer<'r>,
    /// What it describes.
    pub provision: &'r Provision,
}

/// Something that not stated of the item, or only as an interval, and on which its class turns.
#[derive(Debug, Clone, PartialEq)]
pub struct Decider {
    /// Name of the figure or fact in the rules.
    pub name: String,
    /// What is known of it; `None` for a fact.
    pub known: Option<Figure>,
}

/// What an item is on a day in a layer.
#[derive(Debug, Clone)]
pub struct Classification<'r> {
    /// The law that was applied.
    pub law: Law<'r>,
    /// The paragraphs that describe the item or may, in the order of the law.
    pub classes: Vec<Class<'r>>,
    /// The same of what it holds or is for: the chip in a computer.
    pub component: Vec<Class<'r>>,
    /// Every class the item may have, by the names requirements use; `None` is no class at all. Never empty.
    pub outcomes: BTreeSet<Option<&'r str>>,
    /// What its class turns on, when there is more than one outcome.
    pub deciders: Vec<Decider>,
}

/// Classifies an item under a law. For many items compile the law once: [`Reading::classify`].
pub fn classify<'r>(law: Law<'r>, item: &Item) -> Classification<'r> {
    Reading::of(law).classify(item)
}

impl<'r> Classification<'r> {
    /// The class, by the name that requirements use (`3A090.a`), when it is sure; `None` when no paragraph describes
    /// the item or when that is open.
    pub fn eccn(&self) -> Option<&'r str> {
        match self.is_open() {
            true => None,
            false => self.outcomes.first().copied().flatten(),
        }
    }

    /// Whether more than one class is possible.
    pub fn is_open(&self) -> bool {
        self.outcomes.len() > 1
    }

    /// Further classes that are sure: a card with a chip of 3A090.a is in 4A090.a as well.
    pub fn also(&self) -> Vec<&'r str> {
        self.others(Truth::Yes)
    }

    /// Further classes that are possible whatever the first is.
    pub fn perhaps(&self) -> Vec<&'r str> {
        self.others(Truth::Unknown)
    }

    fn others(&self, truth: Truth) -> Vec<&'r str> {
        let mut levels: Vec<&'r str> = Vec::new();
        for class in self.classes.iter().filter(|class| class.truth == truth) {
            if !levels.contains(&class.level) && !self.outcomes.contains(&Some(class.level)) {
                levels.push(class.level);
            }
        }
        levels
    }

    /// The paragraph of the first class, when it is sure: `3A090.a.1`.
    pub fn paragraph(&self) -> Option<&Class<'r>> {
        let eccn = self.eccn()?;
        self.classes.iter().find(|class| class.level == eccn)
    }
}

impl<'r> Reading<'r> {
    /// Classifies an item.
    ///
    /// An item is in the first paragraph of an entry that describes it. Where figures are intervals or missing, every
    /// stretch between two thresholds is tried, so that the outcomes are those that are truly possible together.
    pub fn classify(&self, item: &Item) -> Classification<'r> {
        let names = self.thresholds.iter().map(|(name, _)| name.as_str());
        let known: Vec<(&str, Figure)> = names.map(|name| (name, item.figure(name))).collect();
        let prefiltered = prefilter::of_item(self, item, &known);
        let ways = Ways::of(item, &self.thresholds, |name| {
            let mut undecided = prefiltered.iter().flat_map(|prefiltered| &prefiltered.paragraphs);
            undecided.any(|(at, truth)| *truth != Truth::Yes && self.asked[*at].names.contains(&name))
        });
        let mut own = Tally::new(self.paragraphs.len());
        let mut component = Tally::new(self.paragraphs.len());
        let mut different: Vec<Outcomes<'r>> = Vec::new();
        let mut outcome_of: Vec<usize> = Vec::with_capacity(ways.possible.len());
        for way in &ways.possible {
            let way = Way { figures: &ways.at(*way), data_centre: ways.data_centre(*way), known: &known };
            let (held, found) = self.found(item, way, &prefiltered);
            let outcomes = self.outcomes(&found);
            outcome_of.push(different.iter().position(|known| *known == outcomes).unwrap_or_else(|| {
                different.push(outcomes);
                different.len() - 1
            }));
            own.count(&found);
            component.count(&held);
        }
        let all: BTreeSet<_> = different.iter().flatten().copied().collect();
        let deciders = if all.len() > 1 { deciders(item, &ways, &outcome_of) } else { Vec::new() };
        Classification {
            law: self.law,
            classes: own.classes(self, ways.possible.len()),
            component: component.classes(self, ways.possible.len()),
            outcomes: if all.is_empty() { [None].into() } else { all },
            deciders,
        }
    }

    /// The paragraphs that describe what the item holds and the item itself, if it is this way.
    fn found(&self, item: &Item, way: Way<'_>, prefiltered: &[Prefiltered]) -> (Places, Places) {
        let (mut held, mut found) = (Places::new(), Places::new());
        for prefiltered in prefiltered {
            // What was found of the form before is held by this one: a card is itself a thing that holds a chip.
            held.append(&mut found);
            held.sort_unstable();
            held.dedup();
            let component: Vec<Found<'r>> =
                held.iter().map(|(at, truth)| (self.paragraphs[*at].name, *truth)).collect();
            let possibility = Possibility {
                item,
                form: prefiltered.form,
                figures: way.figures,
                known: way.known,
                data_centre: way.data_centre,
                own: &[],
                component: &component,
            };
            found = self.paragraphs_of(&possibility, &prefiltered.paragraphs);
        }
        (held, found)
    }

    /// Those of the paragraphs, each with what is true in every way, that describe the item in this one.
    fn paragraphs_of(&self, possibility: &Possibility<'_>, paragraphs: &[(usize, Truth)]) -> Places {
        let (mut found, mut own) = (Places::new(), Vec::<Found<'r>>::new());
        for (at, sure) in paragraphs {
            let Asked { test, first, .. } = &self.asked[*at];
            // Of the paragraphs of an entry the first that describes an item holds it.
            let before = found.iter().filter(|(at, _)| self.asked[*at].first == *first);
            let before = before.map(|(_, truth)| *truth).max().unwrap_or(Truth::No);
            if before == Truth::Yes {
                continue;
            }
            let sure = *sure == Truth::Yes;
            let told = if sure { Truth::Yes } else { test.test(&Possibility { own: &own, ..*possibility }) };
            let truth = match (told, before) {
                (Truth::No, _) => continue,
                (Truth::Yes, Truth::No) => Truth::Yes,
                _ => Truth::Unknown,
            };
            found.push((*at, truth));
            own.push((self.paragraphs[*at].name, truth));
        }
        found
    }

    /// The classes that an item may have of which these paragraphs were found.
    fn outcomes(&self, found: &[(usize, Truth)]) -> Outcomes<'r> {
        let surely = found.iter().position(|(_, truth)| *truth == Truth::Yes);
        let possible = surely.map_or(found, |at| &found[..=at]).iter();
        let mut outcomes: Outcomes<'r> = possible.map(|(at, _)| Some(self.paragraphs[*at].level)).collect();
        if surely.is_none() {
            outcomes.push(None);
        }
        outcomes.sort_unstable();
        outcomes.dedup();
        outcomes
    }

    /// Whether the item is described in a paragraph, or in one under it.
    pub(crate) fn describes(&self, item: &Item, classes: &Classification<'_>, paragraph: &str) -> Truth {
        self.describes_if(item, classes, paragraph, || self.tested.contains(paragraph))
    }

    /// The same where it is known already whether the paragraph was `tested` whole.
    pub(crate) fn describes_if(
        &self,
        item: &Item,
        classes: &Classification<'_>,
        paragraph: &str,
        tested: impl FnOnce() -> bool,
    ) -> Truth {
        let found = classes.classes.iter().map(|class| (class.paragraph, class.truth));
        let stated = item.entries.iter().flatten();
        let told = among(found.chain(stated.map(|entry| (entry.as_str(), Truth::Yes))), paragraph);
        if told == Truth::Yes {
            return told;
        }
        match &item.entries {
            // The entry alone is stated, not which of its paragraphs.
            Some(entries) if entries.iter().any(|entry| under(paragraph, entry)) => Truth::Unknown,
            Some(_) => told,
            None if tested() => told,
            None => Truth::Unknown,
        }
    }
}

/// One way an item may be.
#[derive(Clone, Copy)]
struct Way<'a> {
    /// Each open figure at a point.
    figures: Named<'a>,
    data_centre: Option<bool>,
    /// Every figure as it is known.
    known: Named<'a>,
}

/// Paragraphs by their place in the order of the law, each with whether it surely describes the item.
type Places = Vec<(usize, Truth)>;

/// The classes that are possible in one way an item may be, in order, each once.
type Outcomes<'r> = Vec<Option<&'r str>>;

/// In how many of the ways an item may be a paragraph was found.
struct Tally(Vec<(usize, usize)>);

impl Tally {
    fn new(paragraphs: usize) -> Self {
        Self(vec![(0, 0); paragraphs])
    }

    fn count(&mut self, found: &[(usize, Truth)]) {
        for (at, truth) in found {
            let (seen, sure) = &mut self.0[*at];
            *seen += 1;
            *sure += usize::from(*truth == Truth::Yes);
        }
    }

    fn classes<'r>(&self, reading: &Reading<'r>, ways: usize) -> Vec<Class<'r>> {
        let seen = self.0.iter().enumerate().filter(|(_, (seen, _))| *seen > 0);
        seen.map(|(at, (_, sure))| {
            let Paragraph { name, level, answer, provision, .. } = reading.paragraphs[at];
            let truth = if *sure == ways { Truth::Yes } else { Truth::Unknown };
            Class { paragraph: name, level, truth, answer, provision }
        })
        .collect()
    }
}

/// The open figures and facts that change the outcome while the others stay; where none does so alone, all of them.
fn deciders(item: &Item, ways: &Ways<'_>, outcome_of: &[usize]) -> Vec<Decider> {
    let Some(last) = ways.possible.last() else { return Vec::new() };
    let alone = |place: &usize| {
        let but_for = ways.but_for(*place);
        let mut before: Vec<Option<usize>> = vec![None; last + 1];
        ways.possible.iter().zip(outcome_of).any(|(way, outcome)| {
            let same = &mut before[but_for(*way)];
            same.replace(*outcome).is_some_and(|before| before != *outcome)
        })
    };
    let varies = |place: &usize| {
        let choice = |way: &usize| ways.choice(*way, *place);
        ways.possible.iter().any(|way| choice(way) != choice(last))
    };
    let places = 0..=ways.figures();
    let mut deciding: Vec<usize> = places.clone().filter(alone).collect();
    if deciding.is_empty() {
        deciding = places.filter(varies).collect();
    }
    let decider = |place: usize| match ways.name(place) {
        Some(name) => Decider { name: name.to_owned(), known: Some(item.figure(name)) },
        None => Decider { name: DATA_CENTRE.to_owned(), known: None },
    };
    deciding.into_iter().map(decider).collect()
}

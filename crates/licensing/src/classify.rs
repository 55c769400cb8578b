//! Which paragraphs of the control lists describe an item: surely, perhaps and on which figure it turns, or not.

use crate::{
    item::{Form, Item},
    known::{DATA_CENTRE, Found, World, among, under},
    reading::{Paragraph, Reading},
    worlds::{Way, ways},
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

/// Something that nobody says of the item, or only as an interval, and on which its class turns.
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

/// Classifies an item under a law. For many items lay the law out once: [`Reading::classify`].
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
        let ways = ways(item, &self.thresholds);
        let mut own = Tally::new(self.paragraphs.len());
        let mut component = Tally::new(self.paragraphs.len());
        let mut outcomes: Vec<BTreeSet<Option<&'r str>>> = Vec::with_capacity(ways.len());
        for way in &ways {
            let (held, found) = self.found(item, way);
            outcomes.push(self.outcomes(&found));
            own.count(&found);
            component.count(&held);
        }
        let all: BTreeSet<_> = outcomes.iter().flatten().copied().collect();
        let deciders = if all.len() > 1 { deciders(item, &ways, &outcomes) } else { Vec::new() };
        Classification {
            law: self.law,
            classes: own.classes(self, ways.len()),
            component: component.classes(self, ways.len()),
            outcomes: if all.is_empty() { [None].into() } else { all },
            deciders,
        }
    }

    /// The paragraphs that describe what the item holds and the item itself, if it is this way.
    fn found(&self, item: &Item, way: &Way<'_>) -> (Places, Places) {
        let held = match item.form.component() {
            None => Vec::new(),
            Some(form) => {
                // A card is itself a thing that holds a chip.
                let inner = form.component().map(|chip| self.paragraphs_of(item, chip, way, &[]));
                let mut held = inner.unwrap_or_default();
                let found = self.paragraphs_of(item, form, way, &held);
                held.extend(found);
                held.sort_unstable();
                held.dedup();
                held
            }
        };
        let found = self.paragraphs_of(item, item.form, way, &held);
        (held, found)
    }

    fn paragraphs_of(
        &self,
        item: &Item,
        form: Form,
        way: &Way<'_>,
        component: &[(usize, Truth)],
    ) -> Vec<(usize, Truth)> {
        let named = |found: &[(usize, Truth)]| -> Vec<Found<'r>> {
            found.iter().map(|(at, truth)| (self.paragraphs[*at].name, *truth)).collect()
        };
        let component = named(component);
        let (mut found, mut names) = (Vec::<(usize, Truth)>::new(), Vec::<Found<'r>>::new());
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            // Of the paragraphs of an entry the first that describes an item holds it.
            let before = found.iter().filter(|(at, _)| self.paragraphs[*at].excludes(paragraph));
            let before = before.map(|(_, truth)| *truth).max().unwrap_or(Truth::No);
            if before == Truth::Yes {
                continue;
            }
            let world = World {
                item,
                form,
                figures: &way.figures,
                data_centre: way.data_centre,
                own: &names,
                component: &component,
            };
            let truth = match (paragraph.provision.test(self.law, &world), before) {
                (Truth::No, _) => continue,
                (Truth::Yes, Truth::No) => Truth::Yes,
                _ => Truth::Unknown,
            };
            found.push((at, truth));
            names.push((paragraph.name, truth));
        }
        found
    }

    /// The classes that an item may have of which these paragraphs were found.
    fn outcomes(&self, found: &[(usize, Truth)]) -> BTreeSet<Option<&'r str>> {
        let mut outcomes = BTreeSet::new();
        for (at, truth) in found {
            outcomes.insert(Some(self.paragraphs[*at].level));
            if *truth == Truth::Yes {
                return outcomes;
            }
        }
        outcomes.insert(None);
        outcomes
    }

    /// Whether the item is described in a paragraph, or in one under it.
    pub(crate) fn describes(&self, item: &Item, classes: &Classification<'_>, paragraph: &str) -> Truth {
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
            None if self.tested.contains(paragraph) => told,
            None => Truth::Unknown,
        }
    }
}

/// Paragraphs by their place in the order of the law, each with whether it surely describes the item.
type Places = Vec<(usize, Truth)>;

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
fn deciders(item: &Item, ways: &[Way<'_>], outcomes: &[BTreeSet<Option<&str>>]) -> Vec<Decider> {
    let open: Vec<&str> =
        ways.first().into_iter().flat_map(|way| &way.figures).map(|(name, _)| *name).collect();
    let differ = |left: &Way<'_>, right: &Way<'_>| -> Vec<usize> {
        let figures = left.figures.iter().zip(&right.figures).enumerate();
        let mut places: Vec<usize> = figures.filter(|(_, (a, b))| a.1 != b.1).map(|(at, _)| at).collect();
        if left.data_centre != right.data_centre {
            places.push(open.len());
        }
        places
    };
    let mut alone = BTreeSet::new();
    let mut together = BTreeSet::new();
    for (at, left) in ways.iter().enumerate() {
        for (right, _) in
            ways.iter().zip(outcomes).skip(at + 1).filter(|(_, outcome)| **outcome != outcomes[at])
        {
            let places = differ(left, right);
            if let [place] = places[..] {
                alone.insert(place);
            }
            together.extend(places);
        }
    }
    let places = if alone.is_empty() { together } else { alone };
    let decider = |place: usize| match open.get(place) {
        Some(name) => Decider { name: (*name).to_owned(), known: Some(item.figure(name)) },
        None => Decider { name: DATA_CENTRE.to_owned(), known: None },
    };
    places.into_iter().map(decider).collect()
}

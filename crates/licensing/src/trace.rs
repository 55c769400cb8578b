//! The argument behind an answer: steps in the order of the law, each with what was tested and who says so.

use chokepoint_model::Country;
use chokepoint_rules::{Answer, Area, Circumstances, Condition, Figure, Law, Provision, Tested, Truth};

/// What a step is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// How a figure was come by.
    Figure,
    /// Whether a paragraph of a control list describes the item.
    Classification,
    /// Whether a licence is required, by item and destination.
    Requirement,
    /// What the listing or the owners of a party mean.
    Party,
    /// What the end use means.
    EndUse,
    /// Whether a licence exception is open.
    Exception,
    /// How an application is reviewed.
    Review,
    /// What must be kept or shown besides.
    Condition,
    /// What is known to be law and is not evaluated.
    NotCovered,
}

impl Topic {
    /// Lower-case words joined by `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Classification => "classification",
            Self::Requirement => "requirement",
            Self::Party => "party",
            Self::EndUse => "end_use",
            Self::Exception => "exception",
            Self::Review => "review",
            Self::Condition => "condition",
            Self::NotCovered => "not_covered",
        }
    }
}

/// One test in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands under the step: 0 for what the step asks itself.
    pub depth: usize,
    /// What is asked, and what is known of it.
    pub text: String,
    /// Whether it holds.
    pub truth: Truth,
    /// Whether the outcome of the step turns on it, or would if it were known.
    pub decides: bool,
}

/// One step of an argument.
#[derive(Debug, Clone)]
pub struct Step<'r> {
    /// What it is about.
    pub topic: Topic,
    /// The paragraph, requirement, exception or figure; empty when it has no name.
    pub name: String,
    /// What it says.
    pub says: String,
    /// Whether it holds; `None` for a remark.
    pub truth: Option<Truth>,
    /// What was tested.
    pub lines: Vec<Line>,
    /// The values of the law it rests on, the first being its own.
    pub authorities: Vec<Answer<'r>>,
    /// Where else it is published: the journal pages of a listing.
    pub cites: Vec<String>,
}

impl<'r> Step<'r> {
    pub(crate) fn new(topic: Topic, name: impl Into<String>, says: impl Into<String>) -> Self {
        let (name, says) = (name.into(), says.into());
        Self { topic, name, says, truth: None, lines: Vec::new(), authorities: Vec::new(), cites: Vec::new() }
    }

    pub(crate) fn holds(self, truth: Truth) -> Self {
        Self { truth: Some(truth), ..self }
    }

    pub(crate) fn line(mut self, text: impl Into<String>, truth: Truth) -> Self {
        self.lines.push(Line { depth: 0, text: text.into(), truth, decides: true });
        self
    }

    pub(crate) fn by(mut self, answer: Answer<'r>) -> Self {
        push(&mut self.authorities, answer);
        self
    }

    pub(crate) fn cited(mut self, cites: impl IntoIterator<Item = String>) -> Self {
        self.cites.extend(cites);
        self
    }

    /// A provision with everything it asks.
    pub(crate) fn of(
        topic: Topic,
        (answer, provision): (Answer<'r>, &'r Provision),
        truth: Truth,
        law: Law<'r>,
        known: &dyn Circumstances,
    ) -> Self {
        let mut step = Self::new(topic, answer.name, &provision.title).holds(truth).by(answer);
        step.test(provision, law, known);
        step
    }

    /// Adds what a provision asks.
    pub(crate) fn test(&mut self, provision: &'r Provision, law: Law<'r>, known: &dyn Circumstances) {
        let concerned = provision.concerns(law, known);
        let when = provision.when.as_ref().map(|when| when.tested(law, known));
        let unless = provision.unless.as_ref().map(|unless| unless.tested(law, known));
        let fails =
            |tested: &Option<Tested<'_>>| tested.as_ref().is_some_and(|tested| tested.truth == Truth::No);
        if !provision.items.is_empty() {
            let text = format!("the item is one of: {}", titles(law, &provision.items));
            // What stands further down decides only where the item is concerned.
            let decides = concerned == Truth::No || !fails(&when);
            self.lines.push(Line { depth: 0, text, truth: concerned, decides });
            if decides {
                rest(&mut self.authorities, law, &provision.items);
            }
        }
        let mut teller = Teller { law, known, step: self };
        if let Some(when) = &when {
            teller.tell(when, 0, concerned != Truth::No);
        }
        if let Some(unless) = &unless {
            let decides = unless.truth != Truth::No && concerned != Truth::No && !fails(&when);
            let text = "but not where:".to_owned();
            teller.step.lines.push(Line { depth: 0, text, truth: unless.truth, decides });
            teller.tell(unless, 1, decides);
        }
    }
}

fn push<'r>(authorities: &mut Vec<Answer<'r>>, answer: Answer<'r>) {
    let same = |held: &Answer<'r>| std::ptr::eq(held.dated, answer.dated);
    if !authorities.iter().any(same) {
        authorities.push(answer);
    }
}

/// The parameters of items that a list names.
fn rest<'r>(authorities: &mut Vec<Answer<'r>>, law: Law<'r>, items: &[String]) {
    for answer in items.iter().filter_map(|item| law.answer(item).ok()) {
        push(authorities, answer);
    }
}

/// Items as words: paragraphs by their names, parameters by their titles.
fn titles(law: Law<'_>, items: &[String]) -> String {
    let title = |item: &String| {
        law.rules().parameter(item).map_or_else(|| item.clone(), |parameter| lower_first(&parameter.title))
    };
    items.iter().map(title).collect::<Vec<_>>().join(", ")
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A figure as far as it is known.
pub(crate) fn shown(figure: Figure) -> String {
    match figure {
        Figure::Unknown => "not stated".to_owned(),
        Figure::Absent => "it has no value".to_owned(),
        Figure::Between(low, high) if low == high => format!("it is {low}"),
        Figure::Between(low, high) => format!("it is between {low} and {high}"),
        Figure::AtLeast(low) => format!("it is at least {low}"),
    }
}

/// A name of the rules as words.
pub(crate) fn spoken(name: &str) -> String {
    name.replace('_', " ")
}

/// Writes tested conditions into a step.
struct Teller<'s, 'r, 'k> {
    law: Law<'r>,
    known: &'k dyn Circumstances,
    step: &'s mut Step<'r>,
}

impl<'r> Teller<'_, 'r, '_> {
    /// `decides`: whether the outcome of the step turns on it, so that the step rests on the values it uses.
    fn tell(&mut self, tested: &Tested<'r>, depth: usize, decides: bool) {
        let text = match tested.condition {
            // At the top the step itself is the heading.
            Condition::All(_) if depth == 0 => None,
            Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => None,
            Condition::All(_) => Some("all of:".to_owned()),
            Condition::Any(_) => Some("one of:".to_owned()),
            Condition::None(_) => Some("none of:".to_owned()),
            leaf => Some(self.leaf(leaf, decides)),
        };
        let inner = depth + usize::from(text.is_some());
        if let Some(text) = text {
            self.step.lines.push(Line { depth, text, truth: tested.truth, decides });
        }
        // One failing part fails all of them, and one that holds is enough for one of them.
        let enough = match tested.condition {
            Condition::All(_) => Truth::No,
            Condition::Any(_) => Truth::Yes,
            Condition::None(_) => Truth::Yes,
            _ => Truth::Unknown,
        };
        let settled = match tested.condition {
            Condition::None(_) => tested.truth.not() == enough,
            _ => tested.truth == enough && enough != Truth::Unknown,
        };
        for part in &tested.parts {
            self.tell(part, inner, decides && (!settled || part.truth == enough));
        }
    }

    fn leaf(&mut self, condition: &'r Condition, decides: bool) -> String {
        match condition {
            Condition::Figure { name, bounds } => {
                format!("{} {bounds}: {}", spoken(name), shown(self.known.figure(name)))
            }
            Condition::Fact { name, is } => {
                let asked = if *is { "" } else { "not " };
                let known = match self.known.fact(name) {
                    None => "not stated",
                    Some(true) => "it is so",
                    Some(false) => "it is not so",
                };
                let means = self.law.rules().words().find(|(word, _)| word == name).map(|(_, means)| means);
                format!("{asked}{}: {known}", means.map_or_else(|| spoken(name), str::to_owned))
            }
            Condition::Place { name, within, outside, instrument } => {
                self.place(name, within, outside, instrument, decides)
            }
            Condition::Item(items) | Condition::Meets(items) => {
                if decides {
                    rest(&mut self.step.authorities, self.law, items);
                }
                let asked = match condition {
                    Condition::Item(_) => "the item is in",
                    _ => "it, or what it holds or is for, is at the limits of",
                };
                format!("{asked} {}", titles(self.law, items))
            }
            Condition::Holds(id) => {
                if let (true, Ok(answer)) = (decides, self.law.answer(id)) {
                    push(&mut self.step.authorities, answer);
                }
                let title = self.law.rules().parameter(id).map(|parameter| parameter.title.clone());
                format!("{}:", title.unwrap_or_else(|| id.clone()))
            }
            Condition::Day { name, .. } => {
                let known = self
                    .known
                    .day(name)
                    .map_or_else(|| "not stated".to_owned(), |day| format!("it is {day}"));
                format!("{}: {known}", condition)
            }
            Condition::All(_) | Condition::Any(_) | Condition::None(_) => String::new(),
        }
    }

    fn place(
        &mut self,
        name: &str,
        within: &[Area],
        outside: &[Area],
        instrument: &str,
        decides: bool,
    ) -> String {
        for id in within.iter().chain(outside).filter_map(Area::group) {
            if let (true, Ok(answer)) = (decides, self.law.answer(id)) {
                push(&mut self.step.authorities, answer);
            }
        }
        let area = |area: &Area| match area {
            Area::Country(country) => country.to_string(),
            Area::Group(id) => self.law.rules().parameter(id).map_or_else(
                || id.clone(),
                |group| group.title.split(',').next().unwrap_or_default().to_owned(),
            ),
        };
        let areas = |areas: &[Area]| areas.iter().map(area).collect::<Vec<_>>().join(", ");
        let mut text = spoken(name);
        if !within.is_empty() {
            text += &format!(" in {}", areas(within));
        }
        if !outside.is_empty() {
            text += &format!(" outside {}", areas(outside));
        }
        let place = self.known.place(name);
        if let (true, Some(place)) = (decides, place)
            && let Ok(answer) = self.law.answer_named(&format!("{instrument}.counts_as"), place.as_str())
        {
            push(&mut self.step.authorities, answer);
        }
        format!("{text}: {}", where_it_is(self.law, place, instrument))
    }
}

fn where_it_is(law: Law<'_>, place: Option<Country>, instrument: &str) -> String {
    match place {
        None => "not stated".to_owned(),
        Some(place) => match law.counts_as(place, instrument) {
            read if read == place => format!("it is {place}"),
            read => format!("it is {place}, which counts as {read}"),
        },
    }
}

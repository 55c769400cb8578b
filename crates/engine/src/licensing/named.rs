//! What a name means: one item, its variants, or a user's own item.

use crate::EngineError;
use chokepoint_catalogue::{Candidate, Catalogue, Figure, Item as Known, OwnItem, Resolution};
use chokepoint_licensing::{Form, Item};
use chokepoint_model::Issue;

/// What a name was taken to mean. Several items are variants of which the name does not say which.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// What was asked.
    pub query: String,
    /// What it was taken for.
    pub name: String,
    /// Every item it may mean; never empty.
    pub items: Vec<Item>,
    /// How it was understood, in sentences.
    pub notes: Vec<String>,
}

impl Named {
    /// What the catalogue knows under a name.
    ///
    /// # Errors
    /// When it knows nothing, with the nearest names.
    pub fn find(catalogue: &Catalogue, query: &str) -> Result<Self, EngineError> {
        let (name, candidates, mut notes) = match catalogue.find(query) {
            Resolution::Item { candidate, reasons, .. } => {
                (candidate.item.model().to_owned(), vec![candidate], reasons)
            }
            Resolution::Variants { name, candidates, reasons, .. } => (name, candidates, reasons),
            Resolution::Unknown { nearest } => {
                let shown: String = query.chars().take(80).collect();
                let advice = match nearest.is_empty() {
                    true => "describe it in a file or by --rate, --die-area and the like".to_owned(),
                    false => format!("nearest: {}", nearest.join(", ")),
                };
                return Err(EngineError::NoItem(format!("no item is called {shown:?}; {advice}")));
            }
        };
        let mut items: Vec<Item> =
            candidates.iter().flat_map(|candidate| items(catalogue, candidate)).collect();
        // A variant of which nobody has stated a rate does not leave a whole family open; asked for by name, it does.
        let known = |item: &Item| !item.figures.total_processing_performance.is_unknown();
        if items.iter().any(known) {
            for item in items.iter().filter(|item| !known(item)) {
                notes.push(format!("no rate of the {} is known; it is left out here", item.name));
            }
            items.retain(known);
        }
        Ok(Self { query: query.to_owned(), name, items, notes })
    }

    /// A user's own item, from TOML or JSON; what could not be read of it is an issue beside it.
    pub fn own(file: &str, text: &str) -> (Self, Vec<Issue>) {
        let (own, issues) = OwnItem::read(file, text);
        (Self::of(Item::own(&own), file), issues)
    }

    /// One item.
    pub fn of(item: Item, query: &str) -> Self {
        Self { query: query.to_owned(), name: item.name.clone(), items: vec![item], notes: Vec::new() }
    }

    /// The same with what its user says of it: in which entries it stands, and what kind of thing it is.
    pub fn stated(mut self, entries: &[String], form: Option<Form>, memory_density: Option<Figure>) -> Self {
        for item in &mut self.items {
            if !entries.is_empty() {
                item.entries = Some(entries.to_vec());
            }
            item.form = form.unwrap_or(item.form);
            if let Some(density) = memory_density {
                item.memory_bandwidth_density = density;
            }
        }
        self
    }

    /// A figure over all variants.
    pub fn range(&self, figure: impl Fn(&Item) -> Option<Figure>) -> Option<Figure> {
        let mut figures = self.items.iter().filter_map(figure);
        let first = figures.next()?;
        Some(figures.fold(first, |hull, next| Figure {
            low: hull.low.and_then(|low| Some(low.min(next.low?))),
            high: hull.high.and_then(|high| Some(high.max(next.high?))),
        }))
    }
}

/// The items of a candidate: a server with each of the chips it may hold.
fn items(catalogue: &Catalogue, candidate: &Candidate<'_>) -> Vec<Item> {
    match candidate.item {
        Known::Accelerator(accelerator) => vec![Item::of(accelerator)],
        Known::Server(server) => {
            let held: Vec<Item> =
                catalogue.held_by(server).map(|accelerator| Item::of_server(server, accelerator)).collect();
            if held.is_empty() { vec![Item::of_bare_server(server)] } else { held }
        }
    }
}

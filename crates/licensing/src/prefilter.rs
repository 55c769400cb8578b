//! Which paragraphs could describe an item at all, told before the ways it may be are tried one by one.
//!
//! A test that fails on what is surely known fails in every way. What is open is left unknown here, and so is whether
//! a paragraph that may describe the item does.

use crate::{
    item::{Form, Item},
    known::{DATA_CENTRE, DENSITY, Found, Named, Possibility},
    possibilities::may_be_absent,
    reading::Reading,
};
use chokepoint_catalogue::Specification;
use chokepoint_rules::{Figure, Truth};

/// The paragraphs that may describe an item in one of its forms.
pub(crate) struct Prefiltered {
    pub(crate) form: Form,
    /// By their place in the order of the law, with what is true in every way.
    pub(crate) paragraphs: Vec<(usize, Truth)>,
}

/// The forms whose paragraphs bear on an item, what it holds or is for first: the chip, the card, the computer.
pub(crate) fn forms(form: Form) -> impl Iterator<Item = Form> {
    let held = form.component();
    let inner = held.and_then(Form::component);
    [inner, held, Some(form)].into_iter().flatten()
}

/// The paragraphs that may describe this item, form by form.
pub(crate) fn of_item(reading: &Reading<'_>, item: &Item, known: Named<'_>) -> Vec<Prefiltered> {
    let open: Named<'_> = &[(DENSITY, Figure::Unknown)];
    let open = if may_be_absent(item, DENSITY) { open } else { &[] };
    // What is stated of an item may make it what its form is not.
    let as_its_form = item.facts.is_empty() && item.entries.is_none();
    let all: Vec<usize> = if as_its_form { Vec::new() } else { (0..reading.paragraphs.len()).collect() };
    prefiltered(reading, item, (open, known), |form| {
        if as_its_form { &reading.by_form[form as usize] } else { &all }
    })
}

/// The paragraphs that could describe some item of a form of which nothing else is stated.
pub(crate) fn of_form(reading: &Reading<'_>, form: Form) -> Vec<usize> {
    let mut figures = Specification::default().figures();
    figures.data_centre = None;
    let item = Item::new(form, figures);
    let all: Vec<usize> = (0..reading.paragraphs.len()).collect();
    // Of such an item only what its kind does not have is known.
    let names = reading.thresholds.iter().map(|(name, _)| name.as_str());
    let open = names.filter(|name| *name == DENSITY || item.figure(name) != Figure::Absent);
    let open: Vec<(&str, Figure)> = open.map(|name| (name, Figure::Unknown)).collect();
    let last = prefiltered(reading, &item, (&open, &[]), |_| &all).pop();
    last.into_iter().flat_map(|prefiltered| prefiltered.paragraphs).map(|(at, _)| at).collect()
}

fn prefiltered<'p>(
    reading: &Reading<'_>,
    item: &Item,
    (open, known): (Named<'_>, Named<'_>),
    among: impl Fn(Form) -> &'p [usize],
) -> Vec<Prefiltered> {
    let data_centre = item.fact(item.form, DATA_CENTRE);
    let mut all = Vec::with_capacity(3);
    let mut component: Vec<Found<'_>> = Vec::new();
    for form in forms(item.form) {
        let (mut own, mut paragraphs) = (Vec::<Found<'_>>::new(), Vec::new());
        for &at in among(form) {
            let possibility = Possibility {
                item,
                form,
                figures: open,
                known,
                data_centre,
                own: &own,
                component: &component,
            };
            let truth = reading.asked[at].test.test(&possibility);
            if truth != Truth::No {
                own.push((reading.paragraphs[at].name, Truth::Unknown));
                paragraphs.push((at, truth));
            }
        }
        component.extend(own);
        all.push(Prefiltered { form, paragraphs });
    }
    all
}

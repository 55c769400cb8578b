//! When and where a person was born, as far as the list knows.

use super::{
    super::{report::Report, xml::Element},
    party::Entry,
};
use crate::dates::birth;
use chokepoint_model::Severity;

impl Entry {
    pub(super) fn birth_date(&mut self, date: &Element, report: &mut Report<'_>) {
        date.report_others(&["TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"], report);
        let [kind, day, year, from, to, note] =
            ["TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"].map(|field| date.text_of(field));
        if !["EXACT", "APPROXIMATELY", "BETWEEN", ""].contains(&kind) {
            let message = format!("unknown kind of date {kind:?}; read as an exact one");
            report.issue("kind of date", Severity::Warning, "TYPE_OF_DATE", message, "");
        }
        let circa = kind == "APPROXIMATELY" || note.eq_ignore_ascii_case("approximately");
        // The month alone may stand in the note: `Sep.`, `Nov. 1973`.
        let with_note = format!("{note} {year}");
        let read = match (day, year, from) {
            ("", "", "") => self.born(note, circa) || note.is_empty(),
            ("", "", from) => {
                self.born(&if to.is_empty() { from.to_owned() } else { format!("{from} to {to}") }, circa)
            }
            ("", year, _) => (!note.is_empty() && self.born(&with_note, circa)) || self.born(year, circa),
            (day, _, _) => self.born(day, circa),
        };
        if !note.is_empty() {
            self.remark("Date of birth", note);
        }
        if !read && note.is_empty() {
            let message = format!("unknown date {:?}", [day, year, from, to].concat());
            report.issue("date", Severity::Warning, "INDIVIDUAL_DATE_OF_BIRTH", message, "");
        }
    }

    /// Adds a birth date; `false` when the text is none.
    pub(super) fn born(&mut self, text: &str, circa: bool) -> bool {
        let Some(mut date) = birth(text) else {
            return false;
        };
        date.from.circa |= circa;
        date.to.iter_mut().for_each(|to| to.circa |= circa);
        if !self.party.birth_dates.contains(&date) {
            self.party.birth_dates.push(date);
        }
        true
    }

    pub(super) fn birth_place(&mut self, place: &Element, report: &mut Report<'_>) {
        const PARTS: [&str; 4] = ["STREET", "CITY", "STATE_PROVINCE", "COUNTRY"];
        place.report_others(&[&PARTS[..], &["NOTE"]].concat(), report);
        self.born_in(&PARTS.map(|part| place.text_of(part)));
        self.remark("Place of birth", place.text_of("NOTE"));
    }

    pub(super) fn born_in(&mut self, parts: &[&str]) {
        let place = parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        if !place.is_empty() && !self.party.birth_places.contains(&place) {
            self.party.birth_places.push(place);
        }
    }
}

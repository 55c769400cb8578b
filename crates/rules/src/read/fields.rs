//! The keys of one table of a rule file, read strictly: every key is known, or an issue names the nearest one.

use crate::Decimal;
use chokepoint_model::{Country, Date, Issue, Place, Severity};
use std::collections::BTreeSet;
use toml::de::{DeTable, DeValue};

const COUNTRY_CODES: &str = include_str!("../../../../resources/rules/country_codes.txt");

/// Where issues of one file go.
pub(super) struct Report<'a> {
    file: &'a str,
    /// Offsets at which lines begin.
    lines: Vec<usize>,
    pub(super) issues: Vec<Issue>,
}

/// A file with more faults than this says no more: nobody reads on.
const MOST_ISSUES: usize = 100;

/// A value and the offset at which it stands.
#[derive(Clone, Copy)]
pub(super) struct At<'t, 'i> {
    pub(super) value: &'t DeValue<'i>,
    pub(super) offset: usize,
}

/// One table of the file.
#[derive(Clone, Copy)]
pub(super) struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    pub(super) offset: usize,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: &'a str, text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(end, _)| end + 1);
        Self { file, lines: std::iter::once(0).chain(ends).collect(), issues: Vec::new() }
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, offset: usize) -> u64 {
        self.lines.partition_point(|start| *start <= offset) as u64
    }

    /// The offset at which a line begins.
    pub(super) fn offset(&self, line: u64) -> usize {
        usize::try_from(line)
            .ok()
            .and_then(|line| self.lines.get(line.saturating_sub(1)))
            .copied()
            .unwrap_or(0)
    }

    pub(super) fn refuse(
        &mut self,
        offset: usize,
        field: &str,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        if self.issues.len() >= MOST_ISSUES {
            return;
        }
        let place = Place {
            file: self.file.to_owned(),
            line: Some(self.line(offset)),
            record: None,
            field: field.to_owned(),
        };
        let issue =
            Issue { place, severity: Severity::Error, message: message.into(), advice: advice.into() };
        self.issues.push(issue);
    }

    /// A table whose keys are among `known`.
    pub(super) fn fields<'t, 'i>(
        &mut self,
        at: At<'t, 'i>,
        field: &str,
        known: &[&str],
    ) -> Option<Fields<'t, 'i>> {
        let DeValue::Table(table) = at.value else {
            self.refuse_kind(at, field, "a table");
            return None;
        };
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let advice = nearest(name, known.iter().copied()).map_or_else(
                    || format!("known keys: {}", known.join(", ")),
                    |near| format!("did you mean {near}"),
                );
                self.refuse(key.span().start, name, format!("unknown key \"{}\"", shortened(name)), advice);
            }
        }
        Some(Fields { table, offset: at.offset })
    }

    fn refuse_kind(&mut self, at: At<'_, '_>, field: &str, wanted: &str) {
        self.refuse(at.offset, field, format!("{} where {wanted} is wanted", at.value.type_str()), "");
    }

    /// A sentence that is not empty.
    pub(super) fn text(&mut self, at: At<'_, '_>, field: &str) -> Option<String> {
        match at.value {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            DeValue::String(_) => {
                self.refuse(at.offset, field, "empty text", "say it, or leave the key out");
                None
            }
            _ => {
                self.refuse_kind(at, field, "text");
                None
            }
        }
    }

    pub(super) fn yes_or_no(&mut self, at: At<'_, '_>, field: &str) -> Option<bool> {
        let yes = at.value.as_bool();
        if yes.is_none() {
            self.refuse_kind(at, field, "true or false");
        }
        yes
    }

    /// A day, written as a TOML date.
    pub(super) fn day(&mut self, at: At<'_, '_>, field: &str) -> Option<Date> {
        let day = at.value.as_datetime().filter(|day| day.time.is_none()).and_then(|day| day.date);
        let day = day.and_then(|day| Date::new(day.year as i16, day.month as i8, day.day as i8).ok());
        if day.is_none() {
            self.refuse_kind(at, field, "a day, as in 2026-01-15 without quotes,");
        }
        day
    }

    /// A number, exactly as printed.
    pub(super) fn number(&mut self, at: At<'_, '_>, field: &str) -> Option<Decimal> {
        let text = match at.value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            DeValue::String(text) => text.as_ref(),
            _ => {
                self.refuse_kind(at, field, "a number");
                return None;
            }
        };
        let number = text.parse();
        if let Err(error) = number {
            self.refuse(
                at.offset,
                field,
                format!("\"{}\" is {error}", shortened(text)),
                "write digits, as in 5.92",
            );
        }
        number.ok()
    }

    pub(super) fn country(&mut self, at: At<'_, '_>, field: &str) -> Option<Country> {
        let country = at.value.as_str().and_then(country);
        if country.is_none() {
            let written = shortened(at.value.as_str().unwrap_or(at.value.type_str()));
            let advice = "write ISO 3166-1 alpha-2 in capitals, as in \"KR\"; the United Kingdom is \"GB\"";
            self.refuse(at.offset, field, format!("\"{written}\" is not a country code"), advice);
        }
        country
    }

    /// The entries of a list that is not empty.
    pub(super) fn list<'t, 'i>(&mut self, at: At<'t, 'i>, field: &str) -> Vec<At<'t, 'i>> {
        let Some(list) = at.value.as_array() else {
            self.refuse_kind(at, field, "a list");
            return Vec::new();
        };
        if list.is_empty() {
            self.refuse(at.offset, field, "empty list", "name something, or leave the key out");
        }
        list.iter().map(|value| At { value: value.get_ref(), offset: value.span().start }).collect()
    }

    /// A list of words, none of them twice.
    pub(super) fn words(&mut self, at: At<'_, '_>, field: &str) -> Vec<String> {
        let (mut words, mut seen) = (Vec::new(), BTreeSet::new());
        for entry in self.list(at, field) {
            let Some(word) = self.text(entry, field) else {
                continue;
            };
            if !seen.insert(word.clone()) {
                self.refuse(entry.offset, field, format!("\"{}\" stands here twice", shortened(&word)), "");
            }
            words.push(word);
        }
        words
    }

    /// One word of a closed vocabulary.
    pub(super) fn one_of<T>(&mut self, at: At<'_, '_>, field: &str, known: &[(&str, T)]) -> Option<T>
    where
        T: Copy,
    {
        let word = self.text(at, field)?;
        let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let advice = format!("known words: {}", names.join(", "));
            self.refuse(at.offset, field, format!("unknown word \"{}\"", shortened(&word)), advice);
        }
        found
    }
}

impl<'t, 'i> Fields<'t, 'i> {
    pub(super) fn get(&self, key: &str) -> Option<At<'t, 'i>> {
        let (_, value) = self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
        Some(At { value: value.get_ref(), offset: value.span().start })
    }

    pub(super) fn required(&self, report: &mut Report<'_>, key: &str, advice: &str) -> Option<At<'t, 'i>> {
        let found = self.get(key);
        if found.is_none() {
            report.refuse(self.offset, key, format!("missing {key}"), advice);
        }
        found
    }
}

/// A country by its code in capitals; `None` for what the standard does not know.
pub(super) fn country(code: &str) -> Option<Country> {
    let codes = COUNTRY_CODES.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    codes.into_iter().find(|known| *known == code).and_then(Country::from_code)
}

/// At most forty characters, for a message.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// The known word that a misspelt one most likely means: at most a third of its letters differ.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 100 {
        return None;
    }
    let scored = known.map(|candidate| (strsim::osa_distance(word, candidate), candidate));
    let (distance, candidate) = scored.min()?;
    (distance <= 1 + word.chars().count().max(candidate.chars().count()) / 3).then_some(candidate)
}

//! What a reader says while it reads: records to the sink, issues to the report, each kind of issue bounded.

use super::{Reading, Source};
use chokepoint_model::{Date, Issue, Place, Record, Severity, counted};
use std::collections::BTreeMap;

/// Issues of one kind shown one by one; the rest are counted.
const SHOWN: u64 = 20;

/// Takes what a reader finds.
pub(crate) struct Report<'a> {
    source: &'a Source,
    sink: &'a mut dyn FnMut(Record),
    reading: Reading,
    /// How many records have carried each id.
    ids: BTreeMap<String, u32>,
    kinds: BTreeMap<String, (u64, Severity)>,
    /// Records that carry an id another has, with the first such id.
    same_id: Option<(u64, String)>,
    /// Fields that are neither used nor ignored by name, with how often they were met.
    unknown: BTreeMap<String, u64>,
    file: String,
}

impl<'a> Report<'a> {
    pub(crate) fn new(source: &'a Source, sink: &'a mut dyn FnMut(Record)) -> Self {
        Self {
            source,
            sink,
            reading: Reading { complete: true, ..Reading::default() },
            ids: BTreeMap::new(),
            kinds: BTreeMap::new(),
            same_id: None,
            unknown: BTreeMap::new(),
            file: String::new(),
        }
    }

    /// The id of the source that is read.
    pub(crate) fn source_id(&self) -> &'a str {
        &self.source.id
    }

    /// From now on places are in this file.
    pub(crate) fn file(&mut self, name: &str) {
        name.clone_into(&mut self.file);
    }

    /// The file says when it was published.
    pub(crate) fn published(&mut self, day: Option<Date>) {
        self.reading.published = day.or(self.reading.published);
    }

    /// Hands a record over. Two records of one id are both kept, the later under an id of its own.
    pub(crate) fn record(&mut self, mut record: Record) {
        self.reading.records += 1;
        let used = self.ids.entry(record.key.id.clone()).or_default();
        *used += 1;
        if *used > 1 {
            let fresh = format!("{}-{used}", record.key.id);
            let id = std::mem::replace(&mut record.key.id, fresh);
            self.same_id.get_or_insert((0, id)).0 += 1;
        }
        (self.sink)(record);
    }

    /// A value that could not be read, in the record that comes next.
    pub(crate) fn issue(
        &mut self,
        kind: &str,
        severity: Severity,
        field: &str,
        message: String,
        advice: &str,
    ) {
        let (count, worst) = self.kinds.entry(format!("{field}: {kind}")).or_insert((0, severity));
        *count += 1;
        *worst = severity.max(*worst);
        if *count <= SHOWN {
            let place = Place {
                file: self.file.clone(),
                line: None,
                record: Some(self.reading.records + 1),
                field: field.to_owned(),
            };
            self.reading.issues.push(Issue { place, severity, message, advice: advice.to_owned() });
        }
    }

    /// A field was met that no reader uses.
    pub(crate) fn unused(&mut self, field: &str) {
        if !self.source.ignore.iter().any(|ignored| ignored == field) {
            *self.unknown.entry(field.to_owned()).or_default() += 1;
        }
    }

    /// The file ends before its end, or cannot be understood from here on.
    pub(crate) fn cut(&mut self, reason: impl std::fmt::Display) {
        self.reading.complete = false;
        let message = format!("cannot be read further: {reason}");
        self.issue("cut", Severity::Error, "", message, "the file is cut short or damaged: fetch it again");
    }

    /// The files are no whole release: nothing of them is imported.
    pub(crate) fn refuse(&mut self, message: String, advice: &str) {
        self.reading.complete = false;
        self.note(Severity::Error, message, advice);
    }

    pub(crate) fn finish(mut self) -> Reading {
        for (kind, (count, severity)) in std::mem::take(&mut self.kinds) {
            if count > SHOWN {
                let message = format!("{} more of the same kind ({kind})", count - SHOWN);
                self.note(severity, message, "");
            }
        }
        if let Some((count, id)) = self.same_id.take() {
            let message = format!(
                "{} with an id that another record has (the first: {id:?}); each is kept, under an id of its own",
                counted(count, "record", "records")
            );
            self.note(Severity::Note, message, "");
        }
        for (field, count) in std::mem::take(&mut self.unknown) {
            let message = format!(
                "field {field:?} is not known to this program and was passed over in {}",
                counted(count, "record", "records")
            );
            self.note(
                Severity::Note,
                message,
                "the publisher may have changed the format; an update of this program may read it",
            );
        }
        let (records, expected) = (self.reading.records, &self.source.expected);
        if self.reading.complete && !expected.contains(&records) {
            let message = format!(
                "{}, where between {} and {} are expected of the whole list",
                counted(records, "record", "records"),
                expected.start(),
                expected.end()
            );
            self.note(Severity::Note, message, "make sure that this is the whole list");
        }
        self.reading
    }

    /// Something about a whole file, which a reader says once.
    pub(crate) fn note(&mut self, severity: Severity, message: String, advice: &str) {
        let place = Place { file: self.file.clone(), ..Place::default() };
        self.reading.issues.push(Issue { place, severity, message, advice: advice.to_owned() });
    }
}

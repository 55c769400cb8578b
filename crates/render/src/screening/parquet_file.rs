//! Parquet: a row a hit, and a row for a party without hits; the coverage stands in the file's metadata.

use super::{Form, columns};
use crate::Destination;
use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{BooleanBuilder, Float32Builder, StringBuilder, UInt64Builder},
};
use arrow_schema::{DataType, Field, Schema};
use chokepoint_engine::{
    EngineError,
    answer::{Coverage, Hit, Screened},
};
use chokepoint_wire::screening as json;
use parquet::{
    arrow::ArrowWriter,
    basic::Compression,
    file::{metadata::KeyValue, properties::WriterProperties},
};
use std::sync::Arc;

/// Rows held before they are written.
const BATCH: usize = 8192;

pub(super) struct Rows {
    writer: ArrowWriter<Destination>,
    schema: Arc<Schema>,
    held: usize,
    row: UInt64Builder,
    score: Float32Builder,
    matched: BooleanBuilder,
    /// The party's columns without the row, the passed columns as JSON, and the hit's columns without the score.
    texts: Vec<StringBuilder>,
}

const PASSED: &str = "passed";

fn text_columns() -> Vec<&'static str> {
    columns::PARTY
        .iter()
        .skip(1)
        .copied()
        .chain([PASSED])
        .chain(columns::HIT.iter().copied().filter(|name| *name != "score"))
        .collect()
}

impl Rows {
    pub(super) fn new(out: Destination) -> Result<Self, EngineError> {
        let text = |name: &str| Field::new(name, DataType::Utf8, true);
        let mut fields = vec![
            Field::new("row", DataType::UInt64, false),
            Field::new("score", DataType::Float32, true),
            Field::new("matched", DataType::Boolean, false),
        ];
        fields.extend(text_columns().into_iter().map(text));
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties)).map_err(refused)?;
        Ok(Self {
            writer,
            schema,
            held: 0,
            row: UInt64Builder::new(),
            score: Float32Builder::new(),
            matched: BooleanBuilder::new(),
            texts: text_columns().iter().map(|_| StringBuilder::new()).collect(),
        })
    }

    fn push(&mut self, screened: &Screened, hit: Option<&Hit>) {
        self.row.append_value(screened.row);
        self.score.append_option(hit.map(|hit| hit.score));
        self.matched.append_value(hit.is_some_and(|hit| hit.matched));
        let passed: serde_json::Map<String, serde_json::Value> =
            screened.passed.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        let passed =
            if passed.is_empty() { String::new() } else { serde_json::Value::Object(passed).to_string() };
        let party = columns::party(screened).into_iter().skip(1);
        let hit = columns::hit(screened, hit)
            .into_iter()
            .enumerate()
            .filter(|(at, _)| columns::HIT[*at] != "score")
            .map(|(_, cell)| cell);
        for (builder, cell) in self.texts.iter_mut().zip(party.chain([passed]).chain(hit)) {
            builder.append_option((!cell.is_empty()).then_some(cell));
        }
        self.held += 1;
    }

    fn flush(&mut self) -> Result<(), EngineError> {
        if self.held == 0 {
            return Ok(());
        }
        let mut arrays: Vec<ArrayRef> =
            vec![Arc::new(self.row.finish()), Arc::new(self.score.finish()), Arc::new(self.matched.finish())];
        arrays.extend(self.texts.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef));
        self.held = 0;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(refused)?;
        self.writer.write(&batch).map_err(refused)
    }
}

impl Form for Rows {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        for hit in &screened.hits {
            self.push(screened, Some(hit));
        }
        if screened.hits.is_empty() {
            self.push(screened, None);
        }
        if self.held >= BATCH { self.flush() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>, coverage: &Coverage) -> Result<(), EngineError> {
        self.flush()?;
        let issues: Vec<_> = coverage.issues.iter().map(json::issue_json).collect();
        for (key, value) in [
            ("coverage", serde_json::to_string(&json::coverage_json(coverage)).map_err(refused)?),
            ("issues", serde_json::to_string(&issues).map_err(refused)?),
        ] {
            self.writer.append_key_value_metadata(KeyValue::new(key.to_owned(), value));
        }
        self.writer.into_inner().map_err(refused)?.close()
    }
}

fn refused(error: impl std::fmt::Display) -> EngineError {
    EngineError::Output(format!("the Parquet file cannot be written: {error}"))
}

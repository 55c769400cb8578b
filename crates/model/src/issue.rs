//! What could not be read, where it stands and what to do about it.

use std::fmt;

/// How much an issue costs the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Read all the same; worth knowing (a field this program does not know yet).
    Note,
    /// A value was left out; the rest of its record was read.
    Warning,
    /// A whole record or file could not be read.
    Error,
}

impl Severity {
    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where something stands in an input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// File as the user named it.
    pub file: String,
    /// Line, from 1, where the format has lines.
    pub line: Option<u64>,
    /// Record or row, from 1 (a header is not counted).
    pub record: Option<u64>,
    /// Field or column.
    pub field: String,
}

impl Place {
    /// Whether the file, or the file before the sheet in brackets, is a workbook.
    fn is_in_workbook(&self) -> bool {
        let file = self.file.split(" [").next().unwrap_or_default().to_ascii_lowercase();
        [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"].iter().any(|ending| file.ends_with(ending))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        // A spreadsheet program shows rows; the number of a record beside them would only confuse.
        if let (Some(line), true) = (self.line, self.is_in_workbook()) {
            write!(f, " row {line}")?;
            if !self.field.is_empty() {
                write!(f, " field {}", self.field)?;
            }
            return Ok(());
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(record) = self.record {
            write!(f, " record {record}")?;
        }
        if !self.field.is_empty() {
            write!(f, " field {}", self.field)?;
        }
        Ok(())
    }
}

/// What could not be read, where it stands and what to do about it. Stands beside a result, never in its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Issue {
    /// Where.
    pub place: Place,
    /// How much it costs the answer.
    pub severity: Severity,
    /// What is wrong, lower case, without a full stop, with the offending input (shortened).
    pub message: String,
    /// What to do about it; empty when nothing can be done.
    pub advice: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.severity.as_str())?;
        if self.place != Place::default() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)?;
        if !self.advice.is_empty() {
            write!(f, "; {}", self.advice)?;
        }
        Ok(())
    }
}

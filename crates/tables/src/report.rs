//! What was read of a file, and what was not: without it a clean answer means nothing.

/// What was read of the files of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadReport {
    /// The tables that were read.
    pub tables: Vec<TableRead>,
    /// Sheets, tables and files that were not read.
    pub not_read: Vec<NotRead>,
}

/// A table that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRead {
    /// The file, as the user named it.
    pub file: String,
    /// The sheet, or the caption of the table; empty where the file is one table.
    pub sheet: String,
    /// The row of the headings, as the user's program counts them; `None` for objects and for a list of names.
    pub heading_row: Option<u64>,
    /// The columns that were used.
    pub columns: Vec<ColumnRead>,
    /// The headings of the columns that were not used.
    pub not_used: Vec<String>,
    /// What is above the headings and was not read, shortened.
    pub above: Vec<String>,
    /// Its rows.
    pub counts: Counts,
}

/// A column that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRead {
    /// Its heading.
    pub heading: String,
    /// What it was read as: `name`, `country`, `birth date`.
    pub field: String,
    /// Whose it is where a row names several parties: `consignee`; empty otherwise.
    pub party: String,
}

/// How many rows a table has, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records.
    pub rows: u64,
    /// Rows of totals, left out.
    pub totals: u64,
    /// Rows of notes, left out.
    pub notes: u64,
    /// Headings repeated below, left out.
    pub repeated: u64,
    /// Cells whose garbled letters were repaired.
    pub repaired: u64,
}

/// What was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRead {
    /// The file, as the user named it.
    pub file: String,
    /// The sheet or table of it; empty for the whole file.
    pub sheet: String,
    /// Why, in words: `hidden`, `no column of names`.
    pub why: String,
    /// Whether records may have been lost: of a hidden or an empty sheet nobody expects any.
    pub is_loss: bool,
}

impl ReadReport {
    /// A line a table: `sheet Orders Q3, headings in row 5; name = 客户名称 Customer, country = Land; not used: CIF`.
    pub fn lines(&self) -> Vec<String> {
        let files: std::collections::BTreeSet<&str> =
            self.tables.iter().map(|one| one.file.as_str()).collect();
        let of = |file: &str, sheet: &str| {
            let file = if files.len() > 1 { file } else { "" };
            let sheet = if sheet.is_empty() { String::new() } else { format!("sheet {sheet}") };
            [file.to_owned(), sheet]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let read = self.tables.iter().map(|table| {
            let place = match table.heading_row {
                Some(row) => format!("headings in row {row}"),
                None if table.columns.len() == 1 => "a list of names".to_owned(),
                None => "fields by their keys".to_owned(),
            };
            let place = [of(&table.file, &table.sheet), place].into_iter().filter(|part| !part.is_empty());
            let mut parts = vec![place.collect::<Vec<_>>().join(", ")];
            let columns: Vec<String> = table.columns.iter().map(ToString::to_string).collect();
            if table.heading_row.is_some() || table.columns.len() > 1 {
                parts.push(columns.join(", "));
            }
            if !table.not_used.is_empty() {
                parts.push(format!("not used: {}", table.not_used.join(", ")));
            }
            let counts = table.counts;
            let left = [
                (counts.totals, "row of totals", "rows of totals"),
                (counts.notes, "row of notes", "rows of notes"),
                (counts.repeated, "row of repeated headings", "rows of repeated headings"),
            ];
            let left: Vec<String> = left
                .into_iter()
                .filter(|(count, ..)| *count > 0)
                .map(|(count, one, many)| chokepoint_model::counted(count, one, many))
                .collect();
            if !left.is_empty() {
                parts.push(format!("left out: {}", left.join(", ")));
            }
            if !table.above.is_empty() {
                parts.push(format!("above the headings, not read: {}", table.above.join(" | ")));
            }
            parts.retain(|part| !part.is_empty());
            format!("read: {}", parts.join("; "))
        });
        let not_read = self.not_read.iter().map(|one| {
            let place = match (one.file.as_str(), one.sheet.as_str()) {
                (file, "") => file.to_owned(),
                (file, sheet) => of(file, sheet),
            };
            format!("not read: {place}, {}", one.why)
        });
        read.chain(not_read).collect()
    }
}

impl std::fmt::Display for ColumnRead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.party.as_str() {
            "" => write!(f, "{} = {}", self.field, self.heading),
            party => write!(f, "{} of {party} = {}", self.field, self.heading),
        }
    }
}

//! A line a row: the answers to a file of products or transactions as CSV, JSON lines or a table.

use super::report::class;
use crate::inert::inert;
use chokepoint_engine::licensing::{Answered, Controls, RowResult};
use chokepoint_licensing::{Gap, Outcome};
use chokepoint_wire::licensing::{citation, review, row};

/// The columns that follow those of the input.
const COLUMNS: [&str; 18] = [
    "licence",
    "to",
    "end_user_name",
    "warning",
    "not_covered",
    "matched_item",
    "tpp",
    "performance_density",
    "eccn",
    "also",
    "alternatives",
    "paragraph",
    "citation",
    "required",
    "grounds",
    "review_policy",
    "unverified",
    "issue",
];

/// How the lines of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// The columns of the input, then the answer.
    Csv,
    /// A JSON object a row.
    Json,
    /// For reading on a terminal.
    Table,
}

impl Lines {
    /// What stands before the first line; `headings` are those of the input, where they are the same for all rows.
    pub fn head(self, headings: Option<&[String]>) -> Vec<u8> {
        match self {
            Self::Csv => {
                let own = headings.unwrap_or_default().iter().map(String::as_str);
                record(std::iter::once("row").chain(own).chain(COLUMNS))
            }
            Self::Json => Vec::new(),
            Self::Table => format!(
                "{:>6}  {:<28}  {:<12}  {:<20}  {:>18}  {:>20}  {:<32}  {}\n",
                "row", "item", "to", "end user", "TPP", "density", "class", "licence"
            )
            .into_bytes(),
        }
    }

    /// The line of one row. `headings` as for the head.
    pub fn line(
        self,
        controls: &Controls<'_>,
        result: &RowResult<'_>,
        headings: Option<&[String]>,
    ) -> Vec<u8> {
        match self {
            Self::Csv => {
                let number = result.row.row.to_string();
                // Rows that are shorter or longer than the header keep the columns behind them in place.
                let width = headings.map_or(0, <[String]>::len);
                let cells = (0..width).map(|at| result.row.cells.get(at).map_or("", String::as_str));
                let answer = cells_of(controls, result);
                record(std::iter::once(number.as_str()).chain(cells).chain(answer.iter().map(String::as_str)))
            }
            Self::Json => {
                let mut line = row::row_json(controls, result).to_string().into_bytes();
                line.push(b'\n');
                line
            }
            Self::Table => table_line(controls, result).into_bytes(),
        }
    }
}

fn record<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(cells.map(|cell| inert(cell).into_owned()));
    writer.into_inner().unwrap_or_default()
}

/// The column for machines: `true`, `false`, `depends`, `not_determined`; empty where there is no destination.
fn required_word(answer: &Answered<'_>) -> &'static str {
    match row::outcome(answer) {
        None => "",
        Some(Outcome::Required) => "true",
        Some(Outcome::NotRequired | Outcome::NoExport) => "false",
        Some(open) => open.as_str(),
    }
}

/// `CN`, `UA (crimea)`.
fn destination(answer: &Answered<'_>) -> String {
    answer.destination.as_ref().map_or_else(String::new, |to| match &to.occupied_region {
        Some(region) => format!("{} ({region})", to.country),
        None => to.country.to_string(),
    })
}

fn cells_of(controls: &Controls<'_>, result: &RowResult<'_>) -> [String; COLUMNS.len()] {
    let mut cells = std::array::from_fn(|_| String::new());
    let mut put = |column: &str, cell: String| {
        if let Some(at) = COLUMNS.iter().position(|name| *name == column) {
            cells[at] = cell;
        }
    };
    let answer = match &result.answer {
        Ok(answer) => answer,
        Err(reason) => {
            put("licence", "not determined: no item".to_owned());
            put("issue", reason.clone());
            return cells;
        }
    };
    let first = &answer.classes[0].came;
    let outcomes = row::outcomes(answer);
    let figures = |name: fn(&chokepoint_licensing::Item) -> Option<chokepoint_catalogue::Figure>| {
        answer.named.range(name).map_or_else(String::new, |figure| figure.to_string())
    };
    put("licence", row::said(controls, answer));
    put("to", destination(answer));
    put("end_user_name", answer.end_user.clone());
    let gaps = row::not_covered(answer);
    let says = |wanted: fn(&Gap<'_>) -> bool| {
        let says = gaps.iter().filter(|gap| wanted(gap)).map(|gap| format!("{} [{}]", gap.says, gap.section));
        says.collect::<Vec<_>>().join("; ")
    };
    put("warning", says(|gap| gap.decides));
    put("not_covered", says(|gap| !gap.decides));
    put("matched_item", answer.named.name.clone());
    put("tpp", figures(|item| Some(item.figures.total_processing_performance)));
    put("performance_density", figures(|item| item.figures.performance_density));
    if let [outcome] = &outcomes[..] {
        put("eccn", outcome.clone().unwrap_or_default());
        put("also", first.also().join("; "));
        put("paragraph", first.paragraph().map_or("", |class| class.paragraph).to_owned());
        put("citation", first.paragraph().map_or_else(String::new, |class| citation(&class.answer)));
    } else {
        let possible: Vec<&str> = outcomes.iter().map(|one| one.as_deref().unwrap_or("none")).collect();
        put("alternatives", possible.join("; "));
    }
    put("required", required_word(answer).to_owned());
    if let Some(determined) = answer.determined.first() {
        let grounds = determined.came.grounds.iter();
        let grounds: Vec<String> =
            grounds.map(|ground| format!("{}: {}", ground.kind.as_str(), ground.says)).collect();
        put("grounds", grounds.join("; "));
        put("review_policy", review(&determined.came).unwrap_or_default());
    }
    put("unverified", row::is_unverified(answer).to_string());
    put("issue", answer.near.join("; "));
    cells
}

fn table_line(controls: &Controls<'_>, result: &RowResult<'_>) -> String {
    match &result.answer {
        Err(reason) => format!("{:>6}  {reason}\n", result.row.row),
        Ok(answer) => {
            let named = &answer.named;
            let shown = |figure: Option<chokepoint_catalogue::Figure>| {
                figure.map_or_else(|| "none".to_owned(), |figure| figure.to_string())
            };
            let outcomes = row::outcomes(answer);
            let class = match &outcomes[..] {
                [_] => class(&answer.classes[0].came),
                several => several
                    .iter()
                    .map(|one| one.as_deref().unwrap_or("none"))
                    .collect::<Vec<_>>()
                    .join(" or "),
            };
            format!(
                "{:>6}  {}  {}  {}  {:>18}  {:>20}  {class:<32}  {}\n",
                result.row.row,
                padded(&named.name, 28),
                padded(&destination(answer), 12),
                padded(&answer.end_user, 20),
                shown(named.range(|item| Some(item.figures.total_processing_performance))),
                shown(named.range(|item| item.figures.performance_density)),
                row::said(controls, answer)
            )
        }
    }
}

/// A cell of the table: as wide as its column on a terminal, where a Chinese character takes two places.
fn padded(text: &str, width: usize) -> String {
    let (mut cell, mut taken) = (String::new(), 0);
    for c in text.chars() {
        let wide =
            1 + usize::from(('\u{1100}'..='\u{115f}').contains(&c) || ('\u{2e80}'..='\u{ffe6}').contains(&c));
        if taken + wide > width {
            break;
        }
        cell.push(c);
        taken += wide;
    }
    cell + &" ".repeat(width - taken)
}

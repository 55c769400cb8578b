//! A line a row: the answers to a file of products or transactions as CSV, JSON lines or a table.

use super::report::class;
use chokepoint_engine::licensing::{Answered, Controls, RowResult};
use chokepoint_rules::Truth;
use chokepoint_wire::licensing::{citation, review, row};

/// The columns that follow those of the input.
const COLUMNS: [&str; 13] = [
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
                "{:>6}  {:<32}  {:>10}  {:>8}  {:<24}  {}\n",
                "row", "item", "TPP", "density", "class", "licence"
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
                let answer = cells_of(result);
                record(std::iter::once(number.as_str()).chain(cells).chain(answer.iter().map(String::as_str)))
            }
            Self::Json => {
                let mut line = row::row_json(controls, result).to_string().into_bytes();
                line.push(b'\n');
                line
            }
            Self::Table => table_line(result).into_bytes(),
        }
    }
}

fn record<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

fn required_word(answer: &Answered<'_>) -> &'static str {
    match row::required(answer) {
        None => "",
        Some(Truth::Yes) => "true",
        Some(Truth::No) => "false",
        Some(Truth::Unknown) => "depends",
    }
}

fn cells_of(result: &RowResult<'_>) -> [String; 13] {
    let mut cells = std::array::from_fn(|_| String::new());
    let answer = match &result.answer {
        Ok(answer) => answer,
        Err(reason) => {
            reason.clone_into(&mut cells[12]);
            return cells;
        }
    };
    let first = &answer.classes[0].came;
    let outcomes = row::outcomes(answer);
    let figures = |name: fn(&chokepoint_licensing::Item) -> Option<chokepoint_catalogue::Figure>| {
        answer.named.range(name).map_or_else(String::new, |figure| figure.to_string())
    };
    answer.named.name.clone_into(&mut cells[0]);
    cells[1] = figures(|item| Some(item.figures.total_processing_performance));
    cells[2] = figures(|item| item.figures.performance_density);
    if let [outcome] = &outcomes[..] {
        cells[3] = outcome.clone().unwrap_or_default();
        cells[4] = first.also().join("; ");
        cells[6] = first.paragraph().map_or("", |class| class.paragraph).to_owned();
        cells[7] = first.paragraph().map_or_else(String::new, |class| citation(&class.answer));
    } else {
        let possible: Vec<&str> = outcomes.iter().map(|one| one.as_deref().unwrap_or("none")).collect();
        cells[5] = possible.join("; ");
    }
    required_word(answer).clone_into(&mut cells[8]);
    if let Some(determined) = answer.determined.first() {
        let grounds: Vec<String> = determined
            .came
            .grounds
            .iter()
            .map(|ground| format!("{}: {}", ground.kind.as_str(), ground.says))
            .collect();
        cells[9] = grounds.join("; ");
        cells[10] = review(&determined.came).unwrap_or_default();
    }
    cells[11] = row::is_unverified(answer).to_string();
    cells[12] = answer.near.join("; ");
    cells
}

fn table_line(result: &RowResult<'_>) -> String {
    let shortened = |text: &str| text.chars().take(32).collect::<String>();
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
                "{:>6}  {:<32}  {:>10}  {:>8}  {class:<24}  {}\n",
                result.row.row,
                shortened(&named.name),
                shown(named.range(|item| Some(item.figures.total_processing_performance))),
                shown(named.range(|item| item.figures.performance_density)),
                required_word(answer)
            )
        }
    }
}

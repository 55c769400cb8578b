//! Where the headings of a table are: under titles, disclaimers, empty rows and bands, in one row or in two.

use crate::left_out;

/// A row among the first of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    /// Its line or row, as the user's program counts them.
    pub(crate) number: u64,
    pub(crate) cells: Vec<String>,
    /// Columns from and to that one merged cell covers.
    pub(crate) spans: Vec<(usize, usize)>,
    /// Whether an empty row, or nothing, is before it.
    pub(crate) after_blank: bool,
}

impl Sample {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }

    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.trim())
    }
}

/// How many rows, empty ones not counted, are looked at.
pub(crate) const LOOKED_AT: usize = 40;
/// A heading is no longer than this, in characters.
const LONGEST: usize = 100;
/// A band over headings is no longer than this.
const LONGEST_BAND: usize = 40;

/// Headings that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The first of the rows with headings, and the last, among the samples.
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) headings: Vec<String>,
    /// How many of them somebody knows.
    pub(crate) known: usize,
}

/// The headings among the first rows of a table; `None` when nothing in them is known.
pub(crate) fn find(rows: &[Sample], known: fn(&str) -> bool, mapped: &[String]) -> Option<Found> {
    let is_mapped =
        |cell: &str| mapped.iter().any(|one| crate::roles::plain(one) == crate::roles::plain(cell));
    let is_known = |cell: &str| is_mapped(cell) || known(cell);
    let width = rows.iter().map(Sample::filled).max().unwrap_or(0);
    // Mapped cells, known cells and filled cells of each row that may be headings.
    let counts: Vec<Option<(usize, usize, usize)>> = rows
        .iter()
        .take(LOOKED_AT)
        .enumerate()
        .map(|(at, row)| {
            let cells = || row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
            let filled = cells().count();
            let figures = cells().filter(|cell| is_number(cell)).count();
            let of = |test: &dyn Fn(&str) -> bool| {
                cells().filter(|cell| cell.chars().count() <= LONGEST && test(cell)).count()
            };
            let (mapped, known) = (of(&is_mapped), of(&is_known));
            // In a table of one column a known word in the middle is a name like those around it.
            let is_placed = width > 1 || at == 0 || row.after_blank;
            (known > 0 && (figures * 2 <= filled || mapped > 0) && is_placed)
                .then_some((mapped, known, filled))
        })
        .collect();
    let best = counts.iter().flatten().map(|(mapped, known, _)| (*mapped, *known)).max()?;
    let mut last = counts.iter().position(|one| {
        one.is_some_and(|(mapped, known, filled)| {
            (mapped, known) == best && (filled * 2 >= width || width < 4 || mapped > 0)
        })
    });
    // Cells that hold known words, one a row, in a table of many columns are data (a column of "Customer" and "Supplier").
    if last.is_none() {
        last = counts.iter().position(|one| one.is_some_and(|(mapped, known, _)| (mapped, known) == best));
    }
    let mut last = last?;
    let mut first = last;
    let mut translation = None;
    if let Some(next) = rows.get(last + 1).filter(|next| next.number == rows[last].number + 1)
        && is_second_row(&rows[last], next, &is_known)
    {
        translation = Some(last);
        last += 1;
    } else if last > 0
        && let above = &rows[last - 1]
        && above.number + 1 == rows[last].number
        && is_band(above, &rows[last])
    {
        first = last - 1;
    }
    let headings = match (translation, first < last) {
        (Some(top), _) => two_rows(&rows[top], &rows[last], &is_known),
        (None, true) => banded(&rows[first], &rows[last], &is_known),
        (None, false) => {
            let cells = rows[last].cells.iter();
            cells.map(|cell| cell.trim().to_owned()).collect()
        }
    };
    let known = headings.iter().filter(|heading| is_known(heading)).count();
    Some(Found { first, last, headings, known })
}

/// A number, a date or an amount: no heading.
pub(crate) fn is_number(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits * 2 >= cell.chars().filter(|c| !c.is_whitespace()).count()
}

/// Whether the row below the headings says them once more, in another language or in detail: no figures, and most of
/// its cells known.
fn is_second_row(top: &Sample, below: &Sample, known: &dyn Fn(&str) -> bool) -> bool {
    let cells = || below.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let filled = cells().count();
    let of_them = cells().filter(|cell| cell.chars().count() <= LONGEST && known(cell)).count();
    let other = (0..below.cells.len())
        .filter(|at| !below.cell(*at).is_empty() && below.cell(*at) != top.cell(*at))
        .count();
    of_them >= 2
        && of_them * 4 >= filled * 3
        && other > 0
        && !cells().any(|cell| is_number(cell) || left_out::is_placeholder(cell))
}

/// Whether a row is a band over headings: short words over some of the columns, no title over all of them.
fn is_band(above: &Sample, headings: &Sample) -> bool {
    let filled = above.filled();
    let is_short = |cell: &String| cell.chars().count() <= LONGEST_BAND && !is_number(cell.trim());
    if filled == 0 || filled > headings.filled() || !above.cells.iter().all(is_short) {
        return false;
    }
    let width = headings.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    match filled {
        1 => {
            let at = above.cells.iter().position(|cell| !cell.trim().is_empty()).unwrap_or(0);
            let to = above.spans.iter().find(|(from, _)| *from == at).map_or(at, |(_, to)| *to);
            // Alone over the first column, or over all, it is a title.
            at > 0 || to > at && to + 1 < width
        }
        _ => true,
    }
}

/// The words over each column: as far as a merged cell reaches, else as far as the next word.
fn over_columns(band: &Sample, width: usize) -> Vec<String> {
    let mut over = vec![String::new(); width];
    let mut at = 0;
    while at < width {
        let text = band.cell(at).to_owned();
        let span = band.spans.iter().find(|(from, _)| *from == at).map(|(_, to)| *to);
        let to = match (text.is_empty(), span) {
            (true, _) => at,
            (false, Some(to)) => to.min(width - 1),
            // Where cells are merged, a word over one column is of that column alone.
            (false, None) if !band.spans.is_empty() => at,
            (false, None) => (at + 1..width).find(|next| !band.cell(*next).is_empty()).unwrap_or(width) - 1,
        };
        over[at..=to].fill(text);
        at = to + 1;
    }
    over
}

/// Headings under a band: joined with it where somebody knows them so ("Ship-to Name").
fn banded(band: &Sample, headings: &Sample, known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let width = headings.cells.len().max(band.cells.len());
    let over = over_columns(band, width);
    (0..width)
        .map(|at| {
            let (own, band_cell) = (headings.cell(at), over[at].as_str());
            if own.is_empty() {
                return band.cell(at).to_owned();
            }
            let joined = format!("{band_cell} {own}");
            if !band_cell.is_empty()
                && band_cell != own
                && known(&joined)
                && (known(own) || !known(band_cell))
            {
                joined
            } else {
                own.to_owned()
            }
        })
        .collect()
}

/// Headings of which a second row says the same or more: whichever somebody knows.
fn two_rows(top: &Sample, below: &Sample, known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let width = top.cells.len().max(below.cells.len());
    let over = over_columns(top, width);
    (0..width)
        .map(|at| {
            let (upper, lower) = (top.cell(at), below.cell(at));
            let joined = format!("{} {lower}", over[at]);
            match (upper, lower) {
                ("", "") => String::new(),
                (upper, "") => upper.to_owned(),
                (_, lower) if !over[at].is_empty() && over[at] != lower && known(&joined) => joined,
                (_, lower) if known(lower) => lower.to_owned(),
                ("", lower) => lower.to_owned(),
                (upper, _) => upper.to_owned(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles;

    /// Rows of a picture: cells between bars, a line without any is empty.
    fn rows(picture: &str) -> Vec<Sample> {
        let mut rows = Vec::new();
        let mut after_blank = true;
        for (number, line) in (1..).zip(picture.lines()) {
            if line.trim().is_empty() {
                after_blank = true;
                continue;
            }
            let cells = line.split('|').map(|cell| cell.trim().to_owned()).collect();
            rows.push(Sample { number, cells, spans: Vec::new(), after_blank });
            after_blank = false;
        }
        rows
    }

    fn check(picture: &str, row: u64, expect: &str) {
        let rows = rows(picture);
        let found = find(&rows, |heading| roles::role(heading).is_some(), &[]);
        let told = found.map(|found| (rows[found.last].number, found.headings.join("|")));
        assert_eq!(told, Some((row, expect.to_owned())), "{picture}");
    }

    #[test]
    fn headings_are_found_under_a_title_and_an_empty_row() {
        check("Open orders Q3\n\nNo|Customer|Country\n1|Orchard Tools|DE", 3, "No|Customer|Country");
        check("企业列表\n免责声明：以上数据仅供参考\n企业名称|国家\n样本电子|CN", 3, "企业名称|国家");
    }

    #[test]
    fn a_band_says_whose_the_columns_are() {
        check(
            "|Bill-to||Ship-to|||\nNo|Name|Country|Name|Country|Qty\n1|A|DE|B|CN|5",
            2,
            "No|Bill-to Name|Bill-to Country|Ship-to Name|Ship-to Country|Qty|",
        );
    }

    #[test]
    fn a_second_row_of_headings_is_no_party() {
        check("客户名称|国家\nCustomer|Country\n样本电子|CN", 2, "客户名称 Customer|国家 Country");
    }

    #[test]
    fn a_column_of_known_words_is_no_row_of_headings() {
        check(
            "Customer Name|Type|Ctry\nOrchard|Customer|DE\nLinden|Supplier|FR",
            1,
            "Customer Name|Type|Ctry",
        );
    }

    #[test]
    fn a_list_of_names_has_no_headings() {
        let found = |picture| find(&rows(picture), |heading| roles::role(heading).is_some(), &[]);
        assert_eq!(found("Orchard Tools\nPartner\nLinden Foods"), None, "a name like the others");
        assert!(found("Partner\nOrchard Tools").is_some());
        assert!(found("Our partners 2024\n\nPartner\nOrchard Tools").is_some());
    }

    #[test]
    fn a_column_that_the_user_names_is_a_heading() {
        let rows = rows("Title\nWer|Wo\nOrchard|DE");
        let found = find(&rows, |_| false, &["wer".to_owned()]).expect("found");
        assert_eq!(found.last, 1);
    }
}

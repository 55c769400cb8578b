//! Which lists the programmes of an entry put it on, from `programmes.csv`.

use super::entry::Dated;
use chokepoint_model::Date;
use std::sync::LazyLock;

/// A line of the table.
struct Line {
    programme: &'static str,
    remark: &'static str,
    list: &'static str,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let lines = include_str!("programmes.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .filter_map(|line| {
            let mut cells = line.split(',');
            Some(Line { programme: cells.next()?, remark: cells.next()?, list: cells.next()? })
        })
        .collect()
});

/// The lists of an entry of the consolidated list, each with the day from which it is in effect, when a remark says
/// so; in the order of the table.
pub(super) fn lists(
    programmes: &[String],
    remarks: &[String],
    dated: &[Dated],
) -> Vec<(&'static str, Option<Date>)> {
    let mut found: Vec<(&'static str, Option<Date>)> = Vec::new();
    let of_entry =
        || LINES.iter().filter(|line| programmes.iter().any(|programme| programme == line.programme));
    for line in of_entry().filter(|line| line.remark != "alone") {
        if line.remark.is_empty() || remarks.iter().any(|remark| says(remark, line.remark)) {
            add(&mut found, line, dated);
        }
    }
    if found.is_empty() {
        for line in of_entry().filter(|line| line.remark == "alone") {
            add(&mut found, line, dated);
        }
    }
    found
}

fn add(found: &mut Vec<(&'static str, Option<Date>)>, line: &Line, dated: &[Dated]) {
    // "Listing Date (CMIC)", "Listing Date (EO 14024 Directive 3)".
    let mut days = dated.iter().filter(|it| says(&it.of, line.remark) || line.programme.starts_with(&it.of));
    let from = days.next().map(|it| it.day);
    match found.iter_mut().find(|(list, _)| *list == line.list) {
        Some((_, held)) => *held = held.or(from),
        None => found.push((line.list, from)),
    }
}

/// Whether a remark holds an executive order and a directive: "Executive Order 14024 Directive Information Subject to
/// Directive 1a" holds "14024 Directive 1a" and not "14024 Directive 1".
fn says(remark: &str, words: &str) -> bool {
    let Some((order, directive)) = words.split_once(' ') else {
        return false;
    };
    remark.contains(order)
        && remark.match_indices(directive).any(|(at, _)| {
            !remark[at + directive.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(programmes: &[&str], remarks: &[&str], expect: &[&str]) {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let told: Vec<&str> =
            lists(&owned(programmes), &owned(remarks), &[]).iter().map(|(list, _)| *list).collect();
        assert_eq!(told, expect, "{programmes:?} {remarks:?}");
    }

    #[test]
    fn every_list_of_the_table_has_a_meaning() {
        for line in LINES.iter() {
            assert!(crate::lists::list(line.list).is_some(), "{}", line.list);
        }
        assert!(crate::lists::list("us_ofac_sdn").is_some());
    }

    #[test]
    fn the_programme_decides_the_list() {
        check(&["NS-PLC"], &[], &["us_ofac_plc"]);
        check(&["SDGT", "NS-PLC"], &[], &["us_ofac_plc"]);
        check(&["CMIC-EO13959"], &[], &["us_ofac_cmic"]);
        check(&["HKAA"], &[], &["us_ofac_mbs"]);
        check(&["A-NEW-ONE"], &[], &[]);
    }

    #[test]
    fn directives_put_an_entry_on_further_lists() {
        let subject = |directive: &str| {
            format!("Executive Order 14024 Directive Information Subject to {directive} - new debt")
        };
        check(&["UKRAINE-EO13662", "RUSSIA-EO14024"], &[], &["us_ofac_ssi"]);
        check(
            &["UKRAINE-EO13662", "RUSSIA-EO14024"],
            &[&subject("Directive 3")],
            &["us_ofac_mbs", "us_ofac_ssi"],
        );
        check(
            &["UKRAINE-EO13662", "RUSSIA-EO14024"],
            &[&subject("Directive 2")],
            &["us_ofac_capta", "us_ofac_ssi"],
        );
        check(&["RUSSIA-EO14024"], &[&subject("Directive 1a")], &["us_ofac_mbs"]);
        // A directive of another order is none of this one.
        check(
            &["UKRAINE-EO13662", "RUSSIA-EO14024"],
            &["Executive Order 13662 Directive Determination - Subject to Directive 2"],
            &["us_ofac_ssi"],
        );
    }
}

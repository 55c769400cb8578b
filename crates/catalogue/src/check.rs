//! What a table says of itself must follow: figures from figures, vendors from the table of vendors, one name one row.

use crate::names::squeezed;
use crate::table::{Row, Table, issue, shown};
use crate::tables::{ACCELERATORS, SERVERS};
use crate::{Accelerator, Figure, Server};
use chokepoint_model::{Issue, Ratio};
use std::collections::{BTreeMap, BTreeSet};

/// Cells that may not be empty.
pub(crate) fn required(table: &mut Table<'_>, row: &Row<'_>, columns: &[&str]) {
    for column in columns.iter().filter(|column| row.cell(column).is_empty()) {
        table.issue(row.line, column, "the cell is empty", "fill it in");
    }
}

/// TPP follows from the dense rates, and performance density from TPP and die area, but for rounding.
pub(crate) fn stated_figures(table: &mut Table<'_>, row: &Row<'_>, accelerator: &Accelerator) {
    let figures = accelerator.figures();
    let tpp = figures.total_processing_performance;
    let stated = table.figure(row, "tpp");
    // Printed without decimals, so off by less than one.
    if let Some(stated) = stated.exact() {
        if !near(&tpp, stated, Ratio::whole(1)) {
            let message = format!("TPP {stated} does not follow from the rates, which give {tpp}");
            table.issue(
                row.line,
                "tpp",
                &message,
                "correct the rates or the TPP; another format goes into other_dense_rates",
            );
        }
    } else if !tpp.is_unknown() && row.cell("tpp").is_empty() {
        table.issue(row.line, "tpp", &format!("TPP is missing; the rates give {tpp}"), "fill it in");
    }
    let Some(density) = table.figure(row, "performance_density").exact() else {
        return;
    };
    // Printed with two decimals.
    let hundredth = Ratio::whole(1).over(Ratio::whole(100)).unwrap_or(Ratio::ZERO);
    if !figures.performance_density.is_some_and(|computed| near(&computed, density, hundredth)) {
        let computed =
            figures.performance_density.map_or_else(|| "none".to_owned(), |density| density.to_string());
        let message = format!(
            "performance density {density} does not follow from TPP and die area, which give {computed}"
        );
        table.issue(
            row.line,
            "performance_density",
            &message,
            "correct the density, the TPP or the die area",
        );
    }
}

/// Whether the figure is known at both ends and no further from `number` than `off`.
fn near(figure: &Figure, number: Ratio, off: Ratio) -> bool {
    let (Some(low), Some(high)) = (figure.low, figure.high) else {
        return false;
    };
    let reaches = |lower: Ratio, upper: Ratio| lower.plus(off).is_some_and(|sum| sum >= upper);
    reaches(low, number) && reaches(number, high)
}

/// Every vendor is one of the table of vendors.
pub(crate) fn vendors(
    accelerators: &[Accelerator],
    servers: &[Server],
    vendors: &BTreeSet<&str>,
    issues: &mut Vec<Issue>,
) {
    let rows = accelerators.iter().map(|row| (ACCELERATORS, row.line, row.vendor.as_str()));
    for (file, line, vendor) in rows.chain(servers.iter().map(|row| (SERVERS, row.line, row.vendor.as_str())))
    {
        if !vendor.is_empty() && !vendors.contains(vendor) {
            let nearest = crate::nearest(vendor, vendors.iter().copied());
            let advice = format!("{}; or add it to vendors.csv", crate::suggestion(nearest));
            issues.push(issue(
                file,
                line,
                "vendor",
                &format!("{} is not in vendors.csv", shown(vendor)),
                &advice,
            ));
        }
    }
}

/// A name belongs to one row; only the variants of one family share the family's names.
pub(crate) fn names(accelerators: &[Accelerator], servers: &[Server], issues: &mut Vec<Issue>) {
    let mut claims: Vec<(&str, &str, &str, u64)> = Vec::new(); // name, owner, file, line
    for row in accelerators {
        claims.extend(row.families.iter().map(|name| (name.as_str(), row.family(), ACCELERATORS, row.line)));
        for name in row.aliases.iter().chain(&row.part_numbers).chain([&row.model]) {
            // A family of one bears the name of its model.
            let shared = row.families.iter().any(|family| squeezed(family) == squeezed(name));
            let owner = if shared { row.family() } else { &row.model };
            claims.push((name, owner, ACCELERATORS, row.line));
        }
    }
    for row in servers {
        let names = row.aliases.iter().chain([&row.model]);
        claims.extend(names.map(|name| (name.as_str(), row.model.as_str(), SERVERS, row.line)));
    }

    let mut owners: BTreeMap<String, (&str, &str, u64)> = BTreeMap::new();
    for (name, owner, file, line) in claims {
        let first = *owners.entry(squeezed(name)).or_insert((owner, file, line));
        if (first.0, first.1) != (owner, file) {
            let message = format!("{} is also a name of {} ({}:{})", shown(name), first.0, first.1, first.2);
            issues.push(issue(file, line, "aliases", &message, "leave it to one of the two"));
        }
    }
}

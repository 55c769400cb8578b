//! A table that speaks of shares or holders and gives no interest: which column is missing, and how to say it.

use super::{
    columns::{Columns, Lack, Row},
    holders,
};
use crate::registry::{
    draft::{Draft, short},
    words,
};
use chokepoint_model::Severity;
use std::collections::BTreeSet;

/// What a table says of holdings while it is read.
#[derive(Default)]
pub(super) struct Spoken {
    pub(super) interests: usize,
    /// Whether a cell of a known column of shares or holders says something.
    says: bool,
    /// Headings that speak of shares or holders, or whose cells do, and that nobody knows.
    unknown: BTreeSet<String>,
}

const OWNED: &str = "say which column it is: --map owned=COLUMN, or name one company for the whole file: --map \"owned==Name of the company\"";
const OWNER: &str = "say which column it is: --map owner=COLUMN, or name one owner for the whole file: --map \"owner==Name of the owner\"";

impl Spoken {
    /// Looks at what a row says of holdings.
    pub(super) fn row(&mut self, row: &Row<'_>) {
        self.says = self.says
            || row.columns.groups.iter().any(|group| {
                let row = Row { group: *group, ..*row };
                ["owner", "owner id", "share", "shares", "share count", "indirect share", "beneficial owner"]
                    .iter()
                    .any(|field| row.all(field).any(|(_, cell)| !cell.is_empty()))
            });
        for (heading, cell) in row.unknown() {
            let is_empty = matches!(cell, "-" | "--" | "N/A" | "n/a" | "无" | "0");
            if !is_empty
                && !self.unknown.contains(heading)
                && (words::speaks_of_holdings(heading) || holders::looks_like_holders(cell))
            {
                self.unknown.insert(heading.to_owned());
            }
        }
    }

    /// Says what is missing.
    pub(super) fn tell(&self, columns: &Columns, draft: &mut Draft) {
        draft.place(None, None);
        let shares = quoted(&columns.headings_of_shares());
        let owners =
            quoted(&columns.headings_of(|field| matches!(field, "owner" | "owner id" | "beneficial owner")));
        let companies = columns.heading_of_companies();
        match columns.lack {
            Some(Lack::Owned) if self.says => {
                let spoken = if shares.is_empty() {
                    format!("a column of shareholders ({owners})")
                } else {
                    format!("a column of shares ({shares})")
                };
                let message = format!("{spoken}, no owned company: no interest was read");
                return draft.unread("no interest", message, OWNED);
            }
            Some(Lack::Owner) if self.says && self.interests == 0 => {
                let (message, advice) = match companies {
                    Some((heading, false)) => (
                        format!(
                            "a column of shares ({shares}), no owned company or no owner: {heading:?} may be either; no interest was read"
                        ),
                        "say which it is: --map owner=COLUMN --map owned=COLUMN; for the whole file: --map \"owned==Name of the company\"",
                    ),
                    _ => (
                        format!(
                            "a column of shares ({shares}), the owner is not named: no interest was read"
                        ),
                        OWNER,
                    ),
                };
                return draft.issue("no interest", Severity::Error, "", message, advice);
            }
            _ => {}
        }
        if self.unknown.is_empty() && !(self.says && self.interests == 0) {
            return;
        }
        let unknown = quoted(&self.unknown.iter().map(String::as_str).collect::<Vec<_>>());
        match (self.interests, self.unknown.is_empty()) {
            (0, true) => {
                let message = format!(
                    "a table of shares or holders ({owners}{}{shares}), and no interest was read",
                    if owners.is_empty() || shares.is_empty() { "" } else { ", " }
                );
                draft.issue(
                    "no interest",
                    Severity::Error,
                    "",
                    message,
                    "look at the other issues of this file",
                );
            }
            (0, false) => {
                let message =
                    format!("the column {unknown} speaks of shares or holders, and no interest was read");
                draft.issue(
                    "no interest",
                    Severity::Error,
                    "",
                    message,
                    "say what it holds: --map owner=COLUMN --map share=COLUMN",
                );
            }
            _ => {
                let message = format!("the column {unknown} speaks of shares or holders and was not used");
                draft.issue(
                    "unused",
                    Severity::Warning,
                    "",
                    message,
                    "say what it holds: --map owner=COLUMN --map share=COLUMN",
                );
            }
        }
    }
}

fn quoted(headings: &[&str]) -> String {
    headings.iter().map(|heading| format!("{:?}", short(heading))).collect::<Vec<_>>().join(", ")
}

//! Tables of procurement awards: who sold to whom, on which day, by which source.
//!
//! A row is a supplier, or several, and a buyer. It says nothing of a company beyond its name, id and address.

use super::{
    about::{self, About},
    columns::Mapping,
};
use crate::registry::{
    draft::{Draft, Found, seen, short},
    words,
};
use chokepoint_model::{InterestKind, Severity};

/// Suppliers that one cell may name: a framework agreement has many.
const MOST_IN_A_CELL: usize = 200;
/// What stands where a supplier would when nothing was awarded.
const NOBODY: [&str; 12] =
    ["-", "--", "/", "无", "暂无", "N/A", "none", "流标", "废标", "无中标供应商", "无成交供应商", "無"];
/// Words of a bracket that says what part a supplier has in a consortium.
const PARTS_OF_A_CONSORTIUM: [&str; 7] = ["联合体", "牵头", "成员", "主体", "聯合體", "consortium", "joint"];

/// The fields of a table of awards.
pub(super) struct Awards {
    fields: Vec<Option<&'static str>>,
}

impl Awards {
    /// The fields of these headings; `None` when they name no supplier and buyer, or an owner or officer too.
    pub(super) fn of(headings: &[String], mapping: &Mapping) -> Option<Self> {
        let field = |heading: &String| {
            let known = || words::award_field(heading).or_else(|| words::field(heading));
            mapping.award_field(heading).or_else(known)
        };
        let fields: Vec<Option<&'static str>> = headings.iter().map(field).collect();
        let has = |name: &str| fields.contains(&Some(name));
        let is_of_owners = ["owner", "owned", "officer", "share"].iter().any(|name| has(name));
        (has("supplier") && has("buyer") && !is_of_owners).then_some(Self { fields })
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.fields.len()
    }

    /// Reads a row: each supplier it names supplies its buyer from the day of the award.
    pub(super) fn read(&self, cells: &[String], record: &str, draft: &mut Draft) {
        let get = |field: &str| about::cell(&self.fields, cells, field);
        let (source, published) = (get("source"), get("published"));
        let about = About { source: &source, record, seen: seen(&published) };
        let (suppliers, buyer) = (get("supplier"), get("buyer"));
        let suppliers: Vec<&str> = names(&suppliers).take(MOST_IN_A_CELL).collect();
        if buyer.is_empty() || NOBODY.contains(&buyer.as_str()) {
            let message = "the row names no buyer".to_owned();
            return draft.issue(
                "buyer",
                Severity::Error,
                "buyer",
                message,
                "it was left out: name the buyer",
            );
        }
        if suppliers.is_empty() {
            let message = "the row names no supplier: nothing was awarded".to_owned();
            return draft.issue("supplier", Severity::Note, "supplier", message, "it was left out");
        }
        // The day of the award; a notice tells it no later than the day it is published.
        let awarded = get("awarded");
        let period = draft.period(if awarded.is_empty() { &published } else { &awarded }, "");
        let role = get("item");
        let buyer = about.party(&get("buyer id"), &buyer, &get("buyer address"), draft);
        // An id or an address beside several suppliers belongs to nobody knows whom.
        let is_one = suppliers.len() == 1;
        let own = |field: &str| if is_one { get(field) } else { String::new() };
        for supplier in suppliers {
            let holder = about.party(&own("supplier id"), supplier, &own("supplier address"), draft);
            if holder == buyer {
                let message = format!("{:?} buys from itself", short(supplier));
                draft.issue("itself", Severity::Warning, "supplier", message, "the row was left out");
                continue;
            }
            draft.interest(Found { period, role: &role, ..about.tie(holder, buyer, InterestKind::Supplier) });
        }
    }
}

/// The suppliers in a cell, without their part in a consortium. A comma parts Chinese names only.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    let is_chinese = cell.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let parts =
        move |c: char| matches!(c, ';' | '；' | '、' | '|' | '\n') || is_chinese && matches!(c, ',' | '，');
    cell.split(parts)
        .map(without_part)
        .filter(|name| name.chars().any(char::is_alphanumeric) && !NOBODY.contains(name))
}

/// `甲公司（联合体牵头人）` is `甲公司`.
fn without_part(name: &str) -> &str {
    let name = name.trim();
    let Some(open) = name.rfind(['(', '（']).filter(|_| name.ends_with([')', '）'])) else { return name };
    let inside = name[open..].to_lowercase();
    let is_part = PARTS_OF_A_CONSORTIUM.iter().any(|word| inside.contains(word));
    if is_part { name[..open].trim() } else { name }
}

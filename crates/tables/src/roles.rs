//! What a column holds, and whose it is: recognised by its heading in the languages of the trade.
//!
//! A heading is one of three things: a field (`Country`), a party (`Consignee`: its name), or both together
//! (`Consignee Country`, `Name des Empfängers`, `收货人地址`). Of a heading in two languages either half is enough.

use chokepoint_text::{han, normal::fold};
use std::{collections::BTreeMap, sync::LazyLock};

const TABLE: &str = include_str!("../../../resources/tables/roles.csv");

/// Longer headings, in bytes of their plain form, are sentences.
const LONGEST: usize = 120;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Role {
    /// What it says of a party: `name`, `country`, `birth date`.
    pub field: &'static str,
    /// Whose it is: `consignee`; empty where the heading names nobody in particular.
    pub party: &'static str,
}

#[derive(Default)]
struct Words {
    fields: BTreeMap<String, &'static str>,
    parties: BTreeMap<String, &'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(kind), Some(role), Some(spellings)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let held = if kind == "party" { &mut words.parties } else { &mut words.fields };
        for spelling in spellings.split('|') {
            held.entry(plain(spelling)).or_insert(role);
        }
    }
    words
});

/// A heading without case, spaces, punctuation and diacritics, in simplified characters.
pub fn plain(heading: &str) -> String {
    if heading.is_ascii() {
        return heading.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let folded = fold(heading);
    let folded = if han::has_han(&folded) { han::simplify(&folded) } else { folded };
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All fields that a user may map a column to.
pub fn fields() -> Vec<&'static str> {
    let mut fields: Vec<&'static str> = WORDS.fields.values().copied().collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// The field of this very name or of this spelling.
pub fn field(name: &str) -> Option<&'static str> {
    let plain_name = plain(name);
    fields()
        .into_iter()
        .find(|field| plain(field) == plain_name)
        .or_else(|| WORDS.fields.get(&plain_name).copied())
}

/// The party of this very name or of this spelling: `ship-to`, `收货人`.
pub fn party(name: &str) -> Option<&'static str> {
    let plain_name = plain(name);
    let by_name = WORDS.parties.values().copied().find(|party| plain(party) == plain_name);
    by_name.or_else(|| WORDS.parties.get(&plain_name).copied())
}

/// What a column of this heading holds; `None` when nobody can say.
pub fn role(heading: &str) -> Option<Role> {
    whole(&plain(heading)).or_else(|| parts(heading).into_iter().find_map(|part| whole(&plain(part))))
}

/// The number at the end of a heading, which tells one of several parties from the others: `Consignee 2 Name`, `股东3`.
pub fn number(heading: &str) -> Option<u32> {
    let digits = heading.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?;
    digits.parse().ok().filter(|number| *number < 100)
}

fn whole(plain: &str) -> Option<Role> {
    if plain.is_empty() || plain.len() > LONGEST {
        return None;
    }
    let words = &*WORDS;
    if let Some(field) = words.fields.get(plain) {
        return Some(Role { field, party: "" });
    }
    if let Some(party) = words.parties.get(plain) {
        return Some(Role { field: "name", party });
    }
    together(plain).or_else(|| {
        // "Shareholder 2", "Address3": the number only counts them.
        let bare = plain.trim_end_matches(|c: char| c.is_ascii_digit());
        if bare.len() < plain.len() && !bare.is_empty() { whole(bare) } else { None }
    })
}

/// A party and a field in one heading, either first: "consigneeaddress", "nombredelcliente", "收货人地址".
fn together(plain: &str) -> Option<Role> {
    const BETWEEN: [&str; 22] = [
        "", "of", "ofthe", "du", "dela", "del", "de", "da", "do", "des", "der", "dem", "vom", "von", "la",
        "的", "の", "1", "2", "3", "4", "5",
    ];
    let words = &*WORDS;
    for (at, _) in plain.char_indices().skip(1) {
        let (first, second) = plain.split_at(at);
        for between in BETWEEN {
            let Some(second) = second.strip_prefix(between) else { continue };
            if let (Some(party), Some(field)) = (words.parties.get(first), words.fields.get(second)) {
                return Some(Role { field, party });
            }
            if let (Some(field), Some(party)) = (words.fields.get(first), words.parties.get(second)) {
                return Some(Role { field, party });
            }
        }
    }
    None
}

/// The halves of a heading in two languages, and the heading without what is in brackets.
fn parts(heading: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    if let Some(at) = heading.find(['(', '（', '[', '【']) {
        parts.push(&heading[..at]);
        let inside = heading[at..].trim_start_matches(['(', '（', '[', '【']);
        parts.push(inside.split([')', '）', ']', '】']).next().unwrap_or_default());
    }
    parts.extend(
        heading
            .split(['/', '／', '|', '\n', '\r', '\\', ';', '-', '–', ':', '：'])
            .filter(|part| *part != heading),
    );
    // `客户名称 Customer`, `Customer客户名称`: where the script changes.
    let is_latin = |c: char| c.is_ascii_alphabetic();
    let is_other = |c: char| c.is_alphabetic() && !c.is_ascii() && (han::is_han(c) || u32::from(c) >= 0x370);
    let mut last: Option<bool> = None;
    for (at, c) in heading.char_indices() {
        let script = if is_latin(c) {
            Some(true)
        } else if is_other(c) {
            Some(false)
        } else {
            None
        };
        if let Some(script) = script {
            if last.is_some_and(|last| last != script) {
                parts.push(&heading[..at]);
                parts.push(&heading[at..]);
                break;
            }
            last = Some(script);
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headings: &[&str], field: &'static str, party: &'static str) {
        for heading in headings {
            assert_eq!(role(heading), Some(Role { field, party }).filter(|_| !field.is_empty()), "{heading}");
        }
    }

    #[test]
    fn names_are_recognised_in_the_languages_of_the_trade() {
        check(&["Company_Name", "企业名称", "NAME1", "Razón Social", "Raison sociale", "Firma"], "name", "");
        check(
            &["Nombre", "Nom", "Nome", "Firmenname", "会社名", "회사명", "Tên công ty", "Наименование"],
            "name",
            "",
        );
    }

    #[test]
    fn a_heading_says_whose_name_it_holds() {
        check(
            &["客户名称/Customer", "客户名称 Customer", "Customer Name", "Kunde", "Контрагент"],
            "name",
            "customer",
        );
        check(&["Ship-to Name", "Ship To", "Warenempfänger"], "name", "ship-to");
        check(&["Consignee", "收货人", "收貨人名稱", "Грузополучатель", "Destinatario"], "name", "consignee");
        check(&["End User", "最终用户", "Endverwender", "Utilisateur final"], "name", "end user");
    }

    #[test]
    fn an_attribute_is_of_the_party_in_its_heading() {
        check(
            &["Consignee Address", "收货人地址", "Address of consignee", "Dirección del destinatario"],
            "address",
            "consignee",
        );
        check(&["Customer Country", "Land des Kunden", "客户国家"], "country", "customer");
    }

    #[test]
    fn units_languages_and_remarks_in_brackets_do_not_matter() {
        check(&["Company Name*", "公司名称（必填）"], "name", "");
        check(&["Company Name (EN)"], "name english", "");
        check(&["Country*", "Land", "País", "Ctry", "LAND1", "国家/地区 Country"], "country", "");
    }

    #[test]
    fn what_is_no_field_is_none() {
        check(&["Order No", "CIF", "Quantity", "订单号", "", "2019", "Customer ID"], "", "");
    }
}

//! The company that a row names, and what the row says of it.

use super::columns::Row;
use crate::{
    parties::cells,
    registry::{
        draft::{Draft, add_name, short},
        life::Life,
    },
};
use chokepoint_model::{
    Change, Changed, Contact, ContactKind, IdentifierKind, Money, NameKind, PartyNumber, Schema, Severity,
};

/// The company of a row; `None` when the row names none.
pub(super) fn read(row: &Row<'_>, draft: &mut Draft) -> Option<PartyNumber> {
    let name = row.company();
    let ids = [row.get("owned id"), row.get("id"), row.of_party("uscc"), row.of_party("lei")];
    let id = ids.into_iter().find(|id| !id.is_empty()).unwrap_or_default();
    let number = match (id.is_empty(), name.is_empty()) {
        (false, _) => draft.party_called(id, name),
        (true, false) => {
            let born = chokepoint_text::date::parse(row.of_party("birth date")).map(|date| date.from.year);
            draft.party_born(name, super::people::schema_of(name, ""), born)
        }
        (true, true) => {
            let message = "the row names no company".to_owned();
            draft.issue("company", Severity::Error, "", message, "it was left out: give its name or its id");
            return None;
        }
    };
    for other in ids.into_iter().filter(|other| !other.is_empty()) {
        draft.also_called(number, other);
    }
    if row.columns.describes_company() {
        describe(row, number, draft);
    }
    if draft.profile(number).party.names.is_empty() {
        add_name(draft.profile(number), name, NameKind::Primary);
        if draft.profile(number).party.schema == Schema::LegalEntity {
            draft.profile(number).party.schema = super::people::schema_of(name, "");
        }
    }
    change(row, number, draft);
    Some(number)
}

fn describe(row: &Row<'_>, number: PartyNumber, draft: &mut Draft) {
    let seen = crate::registry::draft::seen(row.known_on());
    draft.described(number, row.get("source"), row.record, seen);
    party(row, number, draft);
    let founded = draft.date(&row.date("founded"), "founded");
    let dissolved = draft.date(&row.date("dissolved"), "dissolved");
    let written = row.get("capital");
    let capital = capital(written, row.columns.capital_in);
    if capital.is_none() && written.chars().any(|c| c.is_ascii_digit()) {
        let message = format!("unknown amount of capital {:?}", short(written));
        draft.issue("capital", Severity::Note, "capital", message, "write an amount and a currency");
    }
    draft.life(number, Life::Founded, founded, Severity::Warning);
    draft.life(number, Life::Dissolved, dissolved, Severity::Warning);
    let profile = draft.profile(number);
    profile.capital = capital.or_else(|| profile.capital.take());
    for (field, held) in [("status", &mut profile.status), ("scope", &mut profile.scope)] {
        let said = row.get(field);
        if !said.is_empty() {
            said.clone_into(held);
        }
    }
    for (field, kind) in
        [("phone", ContactKind::Phone), ("email", ContactKind::Email), ("web", ContactKind::Web)]
    {
        for text in row.get(field).split([';', '；', '、', '\n']).map(str::trim).filter(|text| text.len() > 3)
        {
            let contact = Contact { kind, text: text.to_owned() };
            if !profile.contacts.contains(&contact) {
                profile.contacts.push(contact);
            }
        }
    }
    for name in row.all("former names").flat_map(|(_, cell)| cell.split([';', '；', '、', '|', '\n'])) {
        add_name(profile, name, NameKind::Former);
    }
}

/// The columns that a file of parties has too: names, addresses, identifiers, countries, birth dates.
fn party(row: &Row<'_>, number: PartyNumber, draft: &mut Draft) {
    let (fields, cells) = row.party();
    let mut described = cells::Draft::new(Schema::LegalEntity);
    for (field, cell) in fields.iter().zip(&cells).filter(|(_, cell)| !cell.is_empty()) {
        described.set(field, cell);
    }
    let (read, remarks) = described.finish();
    for (severity, message, advice) in remarks {
        draft.issue("cell", severity, "", message, advice);
    }
    let mut read = match read {
        cells::Read::Party(read) => read,
        cells::Read::NoName(name) => {
            let message = format!("the name {name:?} has neither letters nor digits");
            return draft.issue("cell", Severity::Error, "", message, "write the name out");
        }
        cells::Read::Nothing | cells::Read::Placeholder(_) => return,
    };
    if read.schema == Schema::LegalEntity {
        read.schema = super::people::schema_of(row.company(), "");
    }
    let has_code = read.identifiers.iter().any(|one| one.kind == IdentifierKind::Uscc);
    let profile = draft.profile(number);
    if profile.party.schema == Schema::LegalEntity {
        profile.party.schema = if has_code { Schema::Company } else { read.schema };
    }
    for name in &read.names {
        add_name(profile, &name.text, name.kind);
    }
    for country in read.countries {
        profile.party.add_country(country);
    }
    fn add<T: PartialEq>(held: &mut Vec<T>, new: Vec<T>) {
        for one in new {
            if !held.contains(&one) {
                held.push(one);
            }
        }
    }
    add(&mut profile.party.addresses, read.addresses);
    add(&mut profile.party.identifiers, read.identifiers);
    add(&mut profile.party.birth_dates, read.birth_dates);
    add(&mut profile.party.birth_places, read.birth_places);
}

fn change(row: &Row<'_>, number: PartyNumber, draft: &mut Draft) {
    let (before, after) = (row.get("before"), row.get("after"));
    if before.is_empty() && after.is_empty() {
        return;
    }
    let item = row.get("change item");
    let what = changed(item);
    let on = draft.date(row.get("change date"), "change date");
    let profile = draft.profile(number);
    if what == Changed::Name {
        add_name(profile, before, NameKind::Former);
    }
    profile.changes.push(Change { what, on, before: before.to_owned(), after: after.to_owned() });
}

/// What a change is about, in the words of registers.
fn changed(item: &str) -> Changed {
    let item = item.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| item.contains(word));
    if says(&["法定代表", "负责人", "legal rep"]) {
        Changed::LegalRepresentative
    } else if says(&["名称", "name", "字号"]) {
        Changed::Name
    } else if says(&["地址", "住所", "经营场所", "address", "office", "domicile"]) {
        Changed::Address
    } else if says(&["股东", "投资人", "股权", "出资", "owner", "share", "holder"]) {
        Changed::Owners
    } else if says(&["董事", "监事", "经理", "高管", "主要人员", "director", "officer", "manager"])
    {
        Changed::Officers
    } else if says(&["注册资本", "注册资金", "capital"]) {
        Changed::Capital
    } else if says(&["经营范围", "scope", "business"]) {
        Changed::Scope
    } else {
        Changed::Other
    }
}

/// An amount of capital as registers write it: `500万元人民币`, `150(万元人民币)`, `USD 1,000,000`, `1.2亿元`.
pub(super) fn capital(text: &str, factor: i64) -> Option<Money> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let number: chokepoint_model::Decimal =
        rest[..end].replace(',', "").trim_end_matches('.').parse().ok()?;
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let factor = if says(&["亿"]) {
        100_000_000
    } else if says(&["万", "萬"]) {
        10_000
    } else if says(&["million", "mio"]) {
        1_000_000
    } else {
        factor
    };
    let currency = if says(&["美元", "usd", "us$"]) {
        "USD"
    } else if says(&["港", "hkd", "hk$"]) {
        "HKD"
    } else if says(&["欧元", "eur", "€"]) {
        "EUR"
    } else if says(&["新台币", "twd", "nt$"]) {
        "TWD"
    } else if says(&["日元", "jpy"]) {
        "JPY"
    } else if says(&["英镑", "gbp", "£"]) {
        "GBP"
    } else if says(&["人民币", "cny", "rmb", "元", "¥"]) || factor == 10_000 {
        "CNY"
    } else {
        ""
    };
    Some(Money {
        amount: number.times(chokepoint_model::Decimal::whole(factor))?,
        currency: currency.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capital_is_read_as_registers_write_it() {
        for (text, factor, expect) in [
            ("500万元人民币", 1, "5000000 CNY"),
            ("150(万元人民币)", 1, "1500000 CNY"),
            ("USD 1,000,000", 1, "1000000 USD"),
            ("1.2亿元", 1, "120000000 CNY"),
            ("300", 10_000, "3000000 CNY"),
            ("2.5 million EUR", 1, "2500000 EUR"),
        ] {
            let read = capital(text, factor).map(|money| format!("{} {}", money.amount, money.currency));
            assert_eq!(read.as_deref(), Some(expect), "{text}");
        }
        assert_eq!(capital("none", 1), None);
    }

    #[test]
    fn changes_are_told_by_their_words() {
        assert_eq!(changed("名称变更"), Changed::Name);
        assert_eq!(changed("住所变更"), Changed::Address);
        assert_eq!(changed("法定代表人姓名"), Changed::LegalRepresentative);
        assert_eq!(changed("投资人(股权)备案"), Changed::Owners);
    }
}

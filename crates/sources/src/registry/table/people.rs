//! Owners, officers, controllers and sponsors that a row names beside its company.

use super::{amount, columns::Row};
use crate::registry::{
    amount::Amount,
    draft::{Draft, Found, add_name, seen},
    words,
};
use chokepoint_model::{Directness, InterestKind, NameKind, PartyNumber, Period, Schema, Severity, Share};

/// Columns that name people of one kind.
const OFFICES: [(&str, InterestKind); 7] = [
    ("legal representative", InterestKind::LegalRepresentative),
    ("directors", InterestKind::Director),
    ("supervisors", InterestKind::Supervisor),
    ("managers", InterestKind::Officer),
    ("founders", InterestKind::Founder),
    ("controller", InterestKind::Control),
    ("sponsor", InterestKind::Sponsor),
];
/// People that one cell may name.
const MOST_IN_A_CELL: usize = 200;

/// Reads the interests of a row.
pub(super) fn read(
    row: &Row<'_>,
    company: PartyNumber,
    shares: &mut Vec<(usize, Amount, u64)>,
    draft: &mut Draft,
) {
    for (field, kind) in OFFICES {
        for name in names(row.get(field)).take(MOST_IN_A_CELL) {
            let schema = schema_of(
                name,
                if matches!(kind, InterestKind::Sponsor | InterestKind::Control) { "" } else { "person" },
            );
            let holder = draft.party_named(name, schema);
            draft.interest(found(row, holder, company, kind));
        }
    }
    let (owner, owner_id, officer) = (row.get("owner"), row.get("owner id"), row.get("officer"));
    let said = [row.get("kind"), row.get("role"), row.of_party("schema")];
    let role = said.into_iter().find(|word| !word.is_empty()).unwrap_or_default();
    let period = draft.period(row.get("from"), row.get("until"));
    if !owner.is_empty() || !owner_id.is_empty() {
        let ids: Vec<&str> =
            if owner.is_empty() { owner_id.split([',', ';']).collect() } else { vec![owner_id] };
        for id in ids {
            let holder = party(id.trim(), owner, row.get("owner type"), row.get("owner country"), draft);
            owned(row, (holder, company), role, period, shares, draft);
        }
    }
    if !officer.is_empty() {
        let kind = words::kind(role).unwrap_or(InterestKind::Officer);
        for name in names(officer).take(MOST_IN_A_CELL) {
            let holder = draft.party_named(name, schema_of(name, "person"));
            draft.interest(Found { role, period, ..found(row, holder, company, kind) });
        }
    }
}

/// An owner's part: capital, votes and board each by itself; without any of them what the words say.
fn owned(
    row: &Row<'_>,
    (holder, company): (PartyNumber, PartyNumber),
    role: &str,
    period: Period,
    shares: &mut Vec<(usize, Amount, u64)>,
    draft: &mut Draft,
) {
    let told = words::kind(role);
    if told.is_none() && !role.is_empty() && Schema::from_name(role).is_none() {
        let message = format!("{role:?} is no kind of interest known here");
        draft.issue("kind", Severity::Note, "kind", message, "the row was read as a part of the capital");
    }
    // "51% (indirect)": some registers say it beside the share.
    let says_indirect = |cell: &str| cell.contains("间接") || cell.to_lowercase().contains("indirect");
    let directness = match says_indirect(row.get("directness")) || says_indirect(row.get("share")) {
        true => Directness::Indirect,
        false => Directness::Direct,
    };
    let kind = told.unwrap_or(InterestKind::Capital);
    let share_kind = if kind.has_share() { kind } else { InterestKind::Capital };
    let mut add = |kind: InterestKind, cell: &str, draft: &mut Draft| {
        if let Some(amount) = (!cell.is_empty()).then(|| amount(cell, draft)).flatten() {
            shares.push((draft.registry.interests.len(), amount, row.line));
        }
        draft.interest(Found { role, period, directness, ..found(row, holder, company, kind) });
    };
    let share = row.get("share");
    // A tie that has no share of its own may still stand beside one: "parent, 60 %".
    if !kind.has_share() {
        add(kind, "", draft);
    }
    if kind.has_share() || !share.is_empty() {
        add(share_kind, share, draft);
    }
    for (field, kind) in [("votes", InterestKind::Votes), ("board share", InterestKind::Board)] {
        if !row.get(field).is_empty() {
            add(kind, row.get(field), draft);
        }
    }
}

pub(super) fn party(id: &str, name: &str, kind: &str, country: &str, draft: &mut Draft) -> PartyNumber {
    let schema = schema_of(name, kind);
    let number = if id.is_empty() { draft.party_named(name, schema) } else { draft.party_called(id, name) };
    let profile = draft.profile(number);
    add_name(profile, name, NameKind::Primary);
    if profile.party.schema == Schema::LegalEntity {
        profile.party.schema = schema;
    }
    if let Some(country) = crate::parties::country(country) {
        profile.party.add_country(country);
    }
    number
}

fn found<'a>(row: &Row<'a>, holder: PartyNumber, held: PartyNumber, kind: InterestKind) -> Found<'a> {
    Found {
        holder,
        held,
        kind,
        share: Share::UNKNOWN,
        directness: Directness::Direct,
        period: Period::default(),
        role: "",
        source: row.get("source"),
        record: row.record,
        seen: seen(row.get("known on")),
    }
}

/// The names in a cell. A comma parts Chinese names, and belongs to a Western one.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    let is_chinese = cell.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let parts = move |c: char| {
        matches!(c, ';' | '；' | '、' | '|' | '\n') || is_chinese && matches!(c, ',' | '，' | ' ')
    };
    cell.split(parts)
        .map(str::trim)
        .filter(|name| !name.is_empty() && !matches!(*name, "-" | "N/A" | "无" | "暂无"))
}

/// What a name is of, by the type that a column gives, by words that only organisations bear, or by its length.
pub(super) fn schema_of(name: &str, kind: &str) -> Schema {
    const COMPANY: [&str; 6] = ["公司", "集团", "企业", "合伙", "厂", "株式会社"];
    const BODY: [&str; 16] = [
        "大学",
        "学院",
        "研究所",
        "研究院",
        "科学院",
        "银行",
        "基金",
        "协会",
        "中心",
        "委员会",
        "政府",
        "国资委",
        "财政",
        "医院",
        "学校",
        "部队",
    ];
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&COMPANY) {
        return Schema::Company;
    }
    if says(&BODY) {
        return Schema::Organization;
    }
    let words: Vec<String> = name
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .filter(|w| !w.is_empty())
        .map(|word| word.trim_end_matches('.').to_owned())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // The first word of a name is never its legal form.
    if (1..words.len()).any(|at| chokepoint_text::legal_form::legal_form_at(&words[at..]).is_some()) {
        return Schema::Company;
    }
    let kind = kind.to_lowercase();
    if ["person", "individual", "natural", "自然人", "个人"].iter().any(|word| kind.contains(word)) {
        return Schema::Person;
    }
    if ["company", "corporat", "法人", "企业"].iter().any(|word| kind.contains(word)) {
        return Schema::Company;
    }
    let is_han = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·');
    if is_han && (2..=4).contains(&name.chars().count()) { Schema::Person } else { Schema::LegalEntity }
}

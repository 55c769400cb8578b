//! Owners, officers, controllers and sponsors that a row names beside its company.

use super::{
    columns::Row,
    holders::{self, Holders},
    stakes::{Said, Stake, Stakes},
};
use crate::registry::{
    amount::Amount,
    draft::{Draft, Found, add_name, seen, short},
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
pub(super) fn read(row: &Row<'_>, company: PartyNumber, stakes: &mut Stakes, draft: &mut Draft) {
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
    for group in &row.columns.groups {
        holders(&Row { group: *group, ..*row }, company, stakes, draft);
    }
}

/// Owners and officers of a row, or of one of its groups of columns.
fn holders(row: &Row<'_>, company: PartyNumber, stakes: &mut Stakes, draft: &mut Draft) {
    let (owner, owner_id, officer) = (row.get("owner"), row.get("owner id"), row.get("officer"));
    let behind = row.get("beneficial owner");
    let said = [row.get("kind"), row.get("role"), row.of_party("schema")];
    let role = said.into_iter().find(|word| !word.is_empty()).unwrap_or_default();
    // "officer_of" beside "shareholder of": the leaked registers say what it is in the second.
    let role = match (words::kind(role), words::kind(said[1])) {
        (Some(InterestKind::Officer | InterestKind::Unknown), Some(_)) => said[1],
        _ => role,
    };
    let period = draft.period(row.get("from"), row.get("until"));
    let mut tie = Owned { row, company, role, period, share: None };
    // A register of beneficial owners names nobody else.
    let (owner, behind) =
        if owner.is_empty() && owner_id.is_empty() { (behind, "") } else { (owner, behind) };
    match holders::read(owner) {
        Holders::Unclear => {
            let message = format!(
                "{:?} looks like several holders with shares, and which share is whose cannot be said",
                short(owner)
            );
            draft.issue(
                "holders",
                Severity::Error,
                "owner",
                message,
                "write one holder a row, or `Name (51%); Name (49%)`",
            );
        }
        Holders::Several(several) => {
            let own: Vec<&str> = row
                .get("share")
                .split([';', '；', '、', '|', '\n'])
                .map(str::trim)
                .filter(|share| !share.is_empty())
                .collect();
            let beside_each = own.len() == several.len() && several.iter().all(|(_, share)| share.is_empty());
            if !beside_each && !own.is_empty() && several.len() > 1 {
                let message = format!("{:?}: several holders beside one share", short(owner));
                draft.issue(
                    "holders",
                    Severity::Warning,
                    "share",
                    message,
                    "write one holder a row: what each holds was taken as unknown",
                );
            }
            for (at, (name, share)) in several.iter().enumerate().take(MOST_IN_A_CELL) {
                let holder = party("", name, row.get("owner type"), row.get("owner country"), draft);
                tie.share = match (beside_each, several.len()) {
                    (true, _) => Some(own[at].to_owned()),
                    // One name and its share in the cell, and a column of shares: the column is what is read.
                    (false, 1) if !own.is_empty() => None,
                    _ => Some(share.clone()),
                };
                tie.read(holder, stakes, draft);
            }
        }
        Holders::One if !owner.is_empty() || !owner_id.is_empty() => {
            let ids: Vec<&str> =
                if owner.is_empty() { owner_id.split([',', ';']).collect() } else { vec![owner_id] };
            for id in ids {
                let holder = party(id.trim(), owner, row.get("owner type"), row.get("owner country"), draft);
                tie.read(holder, stakes, draft);
                for name in names(behind) {
                    tie.held_for(holder, name, draft);
                }
                for name in names(row.get("nominee")) {
                    let nominee = party("", name, "", "", draft);
                    draft.interest(Found {
                        role: "nominee",
                        period,
                        ..found(row, holder, nominee, InterestKind::Nominee)
                    });
                }
            }
        }
        Holders::One => {}
    }
    if !officer.is_empty() {
        let kind = words::kind(role).unwrap_or(InterestKind::Officer);
        for name in names(officer).take(MOST_IN_A_CELL) {
            let holder = draft.party_named(name, schema_of(name, "person"));
            draft.interest(Found { role, period, ..found(row, holder, company, kind) });
        }
    }
}

/// What a row says of an owner's part.
struct Owned<'a> {
    row: &'a Row<'a>,
    company: PartyNumber,
    role: &'a str,
    period: Period,
    /// The share that stands beside the name, in place of that of the row.
    share: Option<String>,
}

impl Owned<'_> {
    /// An owner's part: capital, votes and board each by itself; without any of them what the words say.
    fn read(&self, holder: PartyNumber, stakes: &mut Stakes, draft: &mut Draft) {
        let row = self.row;
        let stated = words::kind(self.role);
        if stated.is_none() && !self.role.is_empty() && Schema::from_name(self.role).is_none() {
            let message = format!("{:?}: unknown kind of interest", short(self.role));
            draft.issue("kind", Severity::Note, "kind", message, "the row was read as a part of the capital");
        }
        let kind = stated.unwrap_or(InterestKind::Capital);
        // A tie that has no share of its own may still stand beside one: "parent, 60 %".
        let share_kind = if kind.has_share() { kind } else { InterestKind::Capital };
        let (said, written) = self.said();
        // "51% (indirect)": some registers say it beside the share.
        let says_indirect = |cell: &str| cell.contains("间接") || cell.to_lowercase().contains("indirect");
        let is_indirect = says_indirect(row.get("directness")) || says_indirect(&written);
        let directness = if is_indirect { Directness::Indirect } else { Directness::Direct };
        if !kind.has_share() {
            self.add(holder, kind, Said::Nothing, directness, stakes, draft);
        }
        let indirect = row.get("indirect share");
        let has_said = !matches!(said, Said::Nothing);
        if has_said || kind.has_share() && indirect.is_empty() {
            self.add(holder, share_kind, said, directness, stakes, draft);
        }
        if self.share.is_none() && !indirect.is_empty() {
            self.add(holder, share_kind, Said::Part(indirect.into()), Directness::Indirect, stakes, draft);
        }
        for (field, kind) in [("votes", InterestKind::Votes), ("board share", InterestKind::Board)] {
            if !row.get(field).is_empty() {
                self.add(holder, kind, Said::Part(row.get(field).into()), directness, stakes, draft);
            }
        }
    }

    /// How much is held, as the row says it best: a part of the whole before a number of shares, and that before an
    /// amount of capital.
    fn said(&self) -> (Said, String) {
        let row = self.row;
        let beside = self.share.clone().unwrap_or_default();
        if self.share.is_some() {
            let said = if beside.is_empty() { Said::Nothing } else { Said::Part(beside.as_str().into()) };
            return (said, beside);
        }
        let in_role = || Amount::inside(self.role).map(|_| self.role);
        let share = row.get("share");
        let (open, count, amount) = (row.get("shares"), row.get("share count"), row.get("amount"));
        // A column of percentages says which figures are counts, even where it is empty.
        let has_share = row.all("share").next().is_some();
        let said = match (share, open, count, amount) {
            ("", "", "", "") => {
                return in_role().map_or((Said::Nothing, String::new()), |role| {
                    (Said::Part(role.into()), role.to_owned())
                });
            }
            ("", "", "", amount) => Said::Paid(amount.into(), row.get("capital").into()),
            ("", "", count, _) => Said::Count(count.into(), row.get("total shares").into()),
            ("", open, _, _) if has_share || !row.get("total shares").is_empty() => {
                Said::Count(open.into(), row.get("total shares").into())
            }
            ("", open, _, _) => Said::Open(open.into()),
            (share, _, _, _) => Said::Part(share.into()),
        };
        (said, share.to_owned())
    }

    fn add(
        &self,
        holder: PartyNumber,
        kind: InterestKind,
        said: Said,
        directness: Directness,
        stakes: &mut Stakes,
        draft: &mut Draft,
    ) {
        let as_of = draft.as_of(self.row.get("as of"));
        if kind.has_share() {
            let interest = draft.registry.interests.len();
            stakes.0.push(Stake { interest, said, line: self.row.line, as_of, beside: self.row.beside() });
        }
        draft.interest(Found {
            role: self.role,
            period: self.period,
            directness,
            ..found(self.row, holder, self.company, kind)
        });
    }

    /// The holder holds for another: who controls what is held is he, and his part is at most the holder's.
    fn held_for(&self, holder: PartyNumber, name: &str, draft: &mut Draft) {
        let behind = party("", name, "", "", draft);
        if behind == holder {
            return;
        }
        let nominee = draft.profile(holder).caption().to_owned();
        let message = format!(
            "{} holds it for {}: how much is the beneficial owner's is not stated",
            short(&nominee),
            short(name)
        );
        draft.issue(
            "nominee",
            Severity::Note,
            "beneficial owner",
            message,
            "write the beneficial owner's share in a row of its own",
        );
        let role = format!("beneficial owner behind {nominee}");
        draft.interest(Found {
            role: &role,
            period: self.period,
            ..found(self.row, behind, self.company, InterestKind::Capital)
        });
        draft.interest(Found {
            role: &role,
            period: self.period,
            ..found(self.row, behind, self.company, InterestKind::Control)
        });
        draft.interest(Found {
            role: "nominee",
            period: self.period,
            ..found(self.row, behind, holder, InterestKind::Nominee)
        });
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
        seen: seen(row.known_on()),
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

fn latin_words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
    words
        .map(|word| word.to_lowercase().trim_end_matches('.').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether a text is a legal form and nothing else: "Ltd.", "S.A.".
pub(super) fn is_legal_form(text: &str) -> bool {
    let words = latin_words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.len() <= 3
        && chokepoint_text::legal_form::legal_form_at(&words).is_some_and(|form| form.words >= words.len())
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
    let words = latin_words(name);
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

//! A registry as the raw files a user would have: tables with Chinese columns, and FollowTheMoney as JSON lines.

use chokepoint_model::{
    Change, Changed, ContactKind, Date, Interest, InterestKind, NameKind, Party, Profile, Registry,
    percent_text,
};
use serde_json::{Value, json};

/// A file: its name and what is in it.
pub type File = (&'static str, String);

/// The tables that public registries and their sellers give out: companies, owners, officers, changes, supplies.
pub fn chinese_tables(registry: &Registry) -> Vec<File> {
    let name = |number: chokepoint_model::PartyNumber| {
        registry.profile(number).map_or(("", ""), |profile| (profile.caption(), profile.id.as_str()))
    };
    let is_code = |id: &str| id.len() == 18;
    let mut companies = Table::new(
        "企业名称,统一社会信用代码,成立日期,法定代表人,注册资本,经营状态,注销日期,注册地址,经营范围,联系电话,邮箱,网址,曾用名,英文名称",
    );
    let mut changes = Table::new("企业名称,统一社会信用代码,变更事项,变更日期,变更前,变更后");
    let mut heads = vec![""; registry.profiles.len()];
    let mut owners =
        Table::new("企业名称,统一社会信用代码,股东名称,股东统一社会信用代码,持股比例,投资日期,退出日期");
    let mut officers = Table::new("企业名称,统一社会信用代码,姓名,职务,任职日期,离任日期");
    let mut supplies =
        Table::new("source label,source id,target company,target id,relationship,start date,end date");
    let mut rights = Table::new("商标,转让人,转让人统一社会信用代码,受让人,受让人统一社会信用代码,转让日期");
    for interest in &registry.interests {
        let ((holder, holder_id), (held, held_id)) = (name(interest.holder), name(interest.held));
        let (from, until) = (shown(interest.period.from), shown(interest.period.until));
        match interest.kind {
            InterestKind::LegalRepresentative if until.is_empty() => heads[interest.held.at()] = holder,
            InterestKind::Capital => {
                let code = if is_code(holder_id) { holder_id } else { "" };
                owners.row(&[held, held_id, holder, code, &share(interest), &from, &until]);
            }
            InterestKind::Supplier => {
                supplies.row(&[holder, holder_id, held, held_id, "supplier of", &from, &until]);
            }
            InterestKind::Right => rights.row(&["商标", holder, holder_id, held, held_id, &from]),
            kind if kind.is_office() => officers.row(&[held, held_id, holder, &interest.role, &from, &until]),
            _ => {}
        }
    }
    for (number, profile) in registry.parties().filter(|(_, profile)| profile.is_described()) {
        let (caption, id) = (profile.caption(), profile.id.as_str());
        let founded = profile.founded.map(|day| day.to_string()).unwrap_or_default();
        let capital = profile
            .capital
            .as_ref()
            .map(|money| format!("{}万元人民币", money.amount.millionths() / 10_000_000_000));
        companies.row(&[
            caption,
            id,
            &founded,
            heads[number.at()],
            &capital.unwrap_or_default(),
            &profile.status,
            &profile.dissolved.map(|day| day.to_string()).unwrap_or_default(),
            profile.party.addresses.first().map_or("", |address| &address.text),
            &profile.scope,
            contact(profile, ContactKind::Phone),
            contact(profile, ContactKind::Email),
            contact(profile, ContactKind::Web),
            &names(&profile.party, NameKind::Former).join("；"),
            &names(&profile.party, NameKind::Alias).join("；"),
        ]);
        for Change { what, on, before, after } in &profile.changes {
            let on = on.map(|day| day.to_string()).unwrap_or_default();
            changes.row(&[caption, id, item(*what), &on, before, after]);
        }
    }
    vec![
        ("companies.csv", companies.finish()),
        ("owners.csv", owners.finish()),
        ("officers.csv", officers.finish()),
        ("changes.csv", changes.finish()),
        ("supplies.csv", supplies.finish()),
        ("trade-marks.csv", rights.finish()),
    ]
}

/// The same as FollowTheMoney, a line an entity.
pub fn follow_the_money(registry: &Registry) -> String {
    let mut lines = String::new();
    for profile in &registry.profiles {
        let Profile { party, .. } = profile;
        let entity = json!({
            "id": profile.id,
            "caption": profile.caption(),
            "schema": party.schema.as_str(),
            "properties": {
                "name": names(party, NameKind::Primary),
                "alias": names(party, NameKind::Alias),
                "previousName": names(party, NameKind::Former),
                "address": party.addresses.iter().map(|address| address.text.as_str()).collect::<Vec<_>>(),
                "country": party.countries.iter().map(|c| c.as_str().to_lowercase()).collect::<Vec<_>>(),
                "uscCode": party.identifiers.iter().map(|id| id.value.as_str()).collect::<Vec<_>>(),
                "incorporationDate": profile.founded.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "dissolutionDate": profile.dissolved.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "status": told(&profile.status),
                "sector": told(&profile.scope),
                "phone": told(contact(profile, ContactKind::Phone)),
                "email": told(contact(profile, ContactKind::Email)),
                "website": told(contact(profile, ContactKind::Web)),
            },
        });
        push(&mut lines, entity);
    }
    for (at, interest) in registry.interests.iter().enumerate() {
        if let Some(edge) = edge(registry, at, interest) {
            push(&mut lines, edge);
        }
    }
    lines
}

/// A list as FollowTheMoney: each party as the list prints it, and its listing.
pub fn list(parties: &[(String, Party, Date)]) -> String {
    let mut lines = String::new();
    for (id, party, day) in parties {
        push(
            &mut lines,
            json!({"id": id, "schema": "Company", "datasets": ["made_up_list"], "properties": {
                "name": names(party, NameKind::Primary),
                "alias": names(party, NameKind::Alias),
                "address": party.addresses.iter().map(|address| address.text.as_str()).collect::<Vec<_>>(),
                "country": ["cn"],
                "topics": ["export.control"],
            }}),
        );
        push(
            &mut lines,
            json!({"id": format!("{id}-listing"), "schema": "Sanction", "datasets": ["made_up_list"], "properties": {
                "entity": [id], "program": ["Made-up list"], "startDate": [day.to_string()],
            }}),
        );
    }
    lines
}

fn edge(registry: &Registry, at: usize, interest: &Interest) -> Option<Value> {
    let (schema, from, to) = match interest.kind {
        InterestKind::Capital => ("Ownership", "owner", "asset"),
        InterestKind::Supplier | InterestKind::Sponsor | InterestKind::Right | InterestKind::Unknown => {
            ("UnknownLink", "subject", "object")
        }
        InterestKind::Family => ("Family", "person", "relative"),
        kind if kind.is_office() => ("Directorship", "director", "organization"),
        _ => return None,
    };
    let mut properties = json!({
        from: [registry.profile(interest.holder)?.id],
        to: [registry.profile(interest.held)?.id],
        "role": [&*interest.role],
    });
    if interest.kind == InterestKind::Capital && interest.share.is_exact() {
        properties["percentage"] = json!([percent_text(u64::from(interest.share.low()))]);
    }
    for (name, day) in [("startDate", interest.period.from), ("endDate", interest.period.until)] {
        if let Some(day) = day {
            properties[name] = json!([day.to_string()]);
        }
    }
    Some(json!({"id": format!("link-{at}"), "schema": schema, "properties": properties}))
}

fn push(lines: &mut String, entity: Value) {
    lines.push_str(&entity.to_string());
    lines.push('\n');
}

fn names(party: &Party, kind: NameKind) -> Vec<&str> {
    party.names.iter().filter(|name| name.kind == kind).map(|name| name.text.as_str()).collect()
}

/// A value, when there is one.
fn told(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { vec![text] }
}

fn contact(profile: &Profile, kind: ContactKind) -> &str {
    profile.contacts.iter().find(|contact| contact.kind == kind).map_or("", |contact| &contact.text)
}

fn share(interest: &Interest) -> String {
    match interest.share.is_exact() {
        true => format!("{}%", percent_text(u64::from(interest.share.low()))),
        false => String::new(),
    }
}

fn shown(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn item(what: Changed) -> &'static str {
    match what {
        Changed::Name => "名称变更",
        Changed::Address => "地址变更",
        Changed::LegalRepresentative => "法定代表人变更",
        Changed::Officers => "高级管理人员备案",
        Changed::Owners => "投资人变更",
        Changed::Capital => "注册资本变更",
        Changed::Scope => "经营范围变更",
        Changed::Other => "其他事项备案",
    }
}

/// A table as it is written.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(headings: &str) -> Self {
        let mut table = Self(csv::Writer::from_writer(Vec::new()));
        table.row(&headings.split(',').collect::<Vec<_>>());
        table
    }

    fn row(&mut self, cells: &[&str]) {
        // Writing to memory does not fail; a row of another length would, and every row has its headings' length.
        let _ = self.0.write_record(cells);
    }

    fn finish(self) -> String {
        self.0.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

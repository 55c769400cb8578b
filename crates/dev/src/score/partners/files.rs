//! The world as files: a page, a register, owners, officers, awards and a list, in headings and shapes that the seed picks.

use super::words::WORDS;
use super::world::{Entry, Holder, LISTED, World};
use chokepoint_model::Date;
use std::{fs, io, path::Path};

/// The names of the files that are read beside the page.
pub(super) const FILES: [&str; 6] =
    ["case.toml", "list.json", "register.csv", "owners.csv", "officers.csv", "awards.csv"];
pub(super) const PAGE: &str = "page.csv";
/// A day on which the affiliates rule was in force.
const AS_OF: &str = "2025-10-20";
const SHAPES: u64 = 3;

pub(super) fn write(world: &World, seed: u64, folder: &Path) -> io::Result<()> {
    let shape = |turn: u64| usize::try_from((seed / turn) % SHAPES).unwrap_or(0);
    fs::write(
        folder.join("case.toml"),
        format!("title = \"A page that does not exist\"\nas_of = {AS_OF}\n"),
    )?;
    fs::write(folder.join(PAGE), page(world, shape(1)))?;
    fs::write(folder.join("register.csv"), register(world, shape(1)))?;
    fs::write(folder.join("owners.csv"), owners(world, shape(2)))?;
    fs::write(folder.join("officers.csv"), officers(world, shape(1)))?;
    fs::write(folder.join("awards.csv"), awards(world, shape(2)))?;
    let list = if seed.is_multiple_of(2) { ftm(&world.list) } else { consolidated(&world.list) };
    fs::write(folder.join("list.json"), list)
}

/// The id of a company in the registers.
fn id(at: usize) -> String {
    format!("X{:06}", 104_729 * (at + 1) % 999_983)
}

fn table(headings: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let quoted = |cell: &String| match cell.contains([',', '"']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let mut text = headings.join(",") + "\n";
    for row in rows {
        text += &(row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n");
    }
    text
}

fn page(world: &World, shape: usize) -> String {
    let headings: &[&str] =
        [&["Partner", "Level"][..], &["合作伙伴名称", "级别"], &["公司名稱", "等級"]][shape];
    let row = |(at, one): (usize, &super::world::Partner)| {
        vec![one.name.clone(), ["Elite", "Preferred", "Registered"][at % 3].to_owned()]
    };
    table(headings, world.partners.iter().enumerate().map(row))
}

fn register(world: &World, shape: usize) -> String {
    let headings: &[&str] = [
        &[
            "company id",
            "company name",
            "english name",
            "previous names",
            "trade name",
            "legal rep",
            "established",
            "registered office",
            "nature of business",
            "phone number",
            "company status",
        ][..],
        &[
            "企业编号",
            "公司名称",
            "英文名称",
            "历史名称",
            "简称",
            "法人代表",
            "成立时间",
            "注册地址",
            "主营业务",
            "联系方式",
            "企业状态",
        ],
        &[
            "公司編號",
            "公司名稱",
            "英文名稱",
            "曾用名",
            "別名",
            "法定代表人",
            "設立日期",
            "註冊地址",
            "營業項目",
            "聯繫電話",
            "状态",
        ],
    ][shape];
    let described = world.companies.iter().enumerate().filter(|(_, one)| one.is_described);
    let row = |(at, one): (usize, &super::world::Company)| {
        let scope = WORDS.trade[one.trade].scope.clone();
        let text = |text: &str| if shape == 2 { WORDS.traditional(text) } else { text.to_owned() };
        vec![
            id(at),
            text(&one.name),
            one.english.clone(),
            text(&one.former),
            // The first register has no short names.
            if shape == 0 { String::new() } else { text(&one.short) },
            world.people[one.representative].clone(),
            one.founded.to_string(),
            text(&one.address),
            text(&scope),
            one.phone.clone(),
            "存续".to_owned(),
        ]
    };
    table(headings, described.map(row))
}

fn owners(world: &World, shape: usize) -> String {
    let headings: &[&str] = [
        &[
            "company id",
            "company name",
            "shareholder",
            "shareholder type",
            "ownership percentage",
            "start date",
            "end date",
        ][..],
        &["被投资企业", "股东名称", "股东类型", "持股比例", "入股日期", "退出日期"],
        &[
            "股东编号",
            "股东",
            "被投资企业统一社会信用代码",
            "被投资企业名称",
            "股权比例(%)",
            "投资日期",
            "终止日期",
        ],
    ][shape];
    let row = |one: &super::world::Holding| {
        let (held, held_id) = (world.companies[one.held].name.clone(), id(one.held));
        let (name, kind, owner_id) = match one.holder {
            Holder::Person(at) => (world.people[at].clone(), "自然人", format!("P{at:06}")),
            Holder::Company(at) => (world.companies[at].name.clone(), "企业法人", id(at)),
        };
        let share = match (one.percent, shape) {
            (None, _) => String::new(),
            (Some((low, high)), 0) if low == high => format!("{low}%"),
            (Some((low, high)), 1) if low == high => format!("{low}.00%"),
            (Some((low, high)), _) if low == high => low.to_string(),
            (Some((51, _)), 0) => "more than 50%".to_owned(),
            (Some((51, _)), 1) => "超过50%".to_owned(),
            (Some((low, high)), 0) => format!("{low}% to {high}%"),
            (Some((low, high)), 1) => format!("{low}%至{high}%"),
            (Some((low, high)), _) => format!("{low}-{high}"),
        };
        let (from, until) = (
            world.companies[one.held].founded.to_string(),
            one.until.map(|day| day.to_string()).unwrap_or_default(),
        );
        match shape {
            0 => vec![held_id, held, name, kind.to_owned(), share, from, until],
            1 => vec![held, name, kind.to_owned(), share, from, until],
            _ => vec![owner_id, name, held_id, held, share, from, until],
        }
    };
    table(headings, world.holdings.iter().map(row))
}

fn officers(world: &World, shape: usize) -> String {
    let headings: &[&str] = [
        &["person name", "position", "company name", "company id", "appointed on", "resigned on"][..],
        &["企业名称", "人员姓名", "职位", "任职起始", "离任日期"],
        &["姓名", "職務", "企業名稱", "开始日期", "结束日期"],
    ][shape];
    let headings: Vec<&str> = headings.iter().map(|one| if *one == "職務" { "职务" } else { one }).collect();
    let row = |one: &super::world::Office| {
        let until = one.until.map(|day| day.to_string()).unwrap_or_default();
        let (person, company) = (world.people[one.person].clone(), world.companies[one.company].name.clone());
        let from = one.from.to_string();
        match shape {
            0 => vec![person, one.role[1].to_owned(), company, id(one.company), from, until],
            1 => vec![company, person, one.role[0].to_owned(), from, until],
            _ => vec![person, one.role[0].to_owned(), company, from, until],
        }
    };
    table(&headings, world.offices.iter().map(row))
}

fn awards(world: &World, shape: usize) -> String {
    let headings: &[&str] = [
        &["procuring entity", "successful bidder", "contract date", "lot"][..],
        &["采购单位名称", "成交供应商名称", "成交日期", "项目"],
        &["招标人", "中标人", "合同签订日期", "标的"],
    ][shape];
    let row = |one: &super::world::Sale| {
        vec![
            one.buyer.clone(),
            world.companies[one.supplier].name.clone(),
            one.on.to_string(),
            "计算设备一批".to_owned(),
        ]
    };
    table(headings, world.sales.iter().map(row))
}

fn json(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

fn list_of(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| json(text)).collect::<Vec<_>>().join(","))
}

/// The list as FollowTheMoney.
fn ftm(list: &[Entry]) -> String {
    let day: Date = LISTED;
    let entry = |(at, one): (usize, &Entry)| {
        let on = format!("\"datasets\":[\"us_bis_entity_list\"],\"first_seen\":\"{day}\"");
        let aliases = list_of(&one.aliases);
        let address = if one.address.is_empty() {
            String::new()
        } else {
            format!(",\"address\":[{}]", json(&one.address))
        };
        format!(
            "{{\"id\":\"entry-{at}\",\"schema\":\"Company\",{on},\"properties\":{{\"name\":[{}],\"alias\":{aliases}{address},\"country\":[\"cn\"],\"topics\":[\"export.control\"]}}}}\n\
             {{\"id\":\"sanction-{at}\",\"schema\":\"Sanction\",{on},\"properties\":{{\"entity\":[\"entry-{at}\"],\"startDate\":[\"{day}\"],\"program\":[\"made up, no such notice\"]}}}}\n",
            json(&one.name)
        )
    };
    list.iter().enumerate().map(entry).collect()
}

/// The list as the Consolidated Screening List is published.
fn consolidated(list: &[Entry]) -> String {
    let entry = |(at, one): (usize, &Entry)| {
        let addresses = if one.address.is_empty() {
            String::new()
        } else {
            format!(
                "{{\"address\":{},\"city\":null,\"state\":null,\"postal_code\":null,\"country\":\"CN\"}}",
                json(&one.address)
            )
        };
        format!(
            "{{\"id\":\"entry-{at}\",\"source\":\"Entity List (EL) - Bureau of Industry and Security\",\"name\":{},\"alt_names\":{},\"addresses\":[{addresses}],\
             \"federal_register_notice\":\"made up, no such notice\",\"start_date\":\"{LISTED}\",\"license_requirement\":\"For all items subject to the EAR\",\
             \"license_policy\":\"Presumption of denial\",\"programs\":[],\"country\":\"CN\"}}",
            json(&one.name),
            list_of(&one.aliases)
        )
    };
    let entries: Vec<String> = list.iter().enumerate().map(entry).collect();
    format!("{{\"results\":[{}]}}\n", entries.join(",\n"))
}

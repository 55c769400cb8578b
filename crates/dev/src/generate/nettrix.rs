//! `examples/nettrix`: the ordinary companies around the case, all made up, many of them alike for innocent reasons.
//!
//! They share parks, trades, months of founding, brands, people, desks and buyers with one another, never with the
//! companies of the case: of real ones only public facts are told, and those stand in a file written by hand.

use super::made_up::{
    self, Company, Maker, NOTE, Particular, SOURCE, Supply, WORDS, later, places, table, trade,
};
use chokepoint_model::Date;
use std::sync::LazyLock;

static WORLD: LazyLock<World> = LazyLock::new(world);

/// The day on which Sugon was listed (84 FR 29373).
const LISTED: Date = Date::constant(2019, 6, 24);
/// Sites that the list prints, as anybody's address: who sweeps there stands there too.
const SITES: [&str; 4] = [
    "天津市西青区华苑产业区海泰华科街15号",
    "江苏省昆山市玉山镇南淞路88号",
    "北京市海淀区水磨西街64号",
    "北京市海淀区东北旺西路8号中关村软件园36号楼",
];
/// The desk of an agent who lends address, telephone and supervisor.
const DESK: [&str; 3] =
    ["天津市西青区华苑产业区海益大厦1801室（托管）", "022-00008888", "desk@registration.example"];

struct World {
    maker: Maker,
    changes: Vec<(usize, [&'static str; 2], Date, String)>,
    supplies: Vec<Supply>,
    partners: Vec<usize>,
}

fn world() -> World {
    let mut maker = Maker::new(0x6e65_7474);
    let mut alike = WORDS.alike.clone();
    let mut old = Vec::new();

    // Makers of servers that are older than the case, and those that are as new as it.
    let mut makers = Vec::new();
    for at in 0..30 {
        let (from, until) =
            if at < 16 { (day(2006, 1), day(2018, 12)) } else { (day(2019, 7), day(2020, 12)) };
        let founded = maker.random.day(from, until);
        let brand = if at % 3 == 0 { alike.pop().map(silent) } else { None };
        let brand = brand.unwrap_or_else(|| maker.brand());
        let one = found(&mut maker, brand, "servers", "park", founded);
        maker.owned_by_persons(one);
        makers.push(one);
    }
    // People who leave a company that nobody listed, and found one next door.
    for at in 0..12 {
        let id = ["servers", "software", "network", "boards"][at % 4];
        let before = maker.random.day(day(2004, 1), day(2015, 12));
        let brand = maker.brand();
        let employer = found(&mut maker, brand, id, "park", before);
        maker.owned_by_persons(employer);
        let since = maker.random.day(day(2019, 3), day(2021, 6));
        let brand = maker.brand();
        let startup = found(&mut maker, brand, id, "park", since);
        for role in ["总经理", "技术总监"] {
            let person = maker.person();
            let left = later(since, -i32::try_from(maker.random.between(10, 160)).unwrap_or(90));
            maker.office(employer, &person, role, (later(before, 400), Some(left)));
            maker.office(startup, &person, "创始人", (since, None));
        }
        maker.owned_by_persons(startup);
        makers.extend([employer, startup]);
    }
    // Forty companies at one desk, with one supervisor.
    let nominee = maker.person();
    for at in 0..40 {
        let id = ["advisory", "logistics", "software", "servers"][at % 4];
        let founded = maker.random.day(day(2014, 1), day(2023, 6));
        let brand = maker.brand();
        let one = found(&mut maker, brand, id, "park", founded);
        let [address, phone, email] = DESK.map(str::to_owned);
        let company = &mut maker.companies[one];
        *company = Company { address, phone, email, supervisor: nominee.clone(), ..company.clone() };
        maker.owned_by_persons(one);
    }
    // Institutes that do not exist, and what was spun off from them.
    for subject in ["计算科学", "应用光学", "智能装备", "数据工程", "微纳器件"] {
        let institute = format!("{}{subject}研究所", maker.brand().0);
        for _ in 0..3 {
            let founded = maker.random.day(day(2016, 1), day(2022, 12));
            let id = if maker.random.chance(40) { "servers" } else { "boards" };
            let brand = maker.brand();
            let one = found(&mut maker, brand, id, "park", founded);
            maker.companies[one].sponsor.clone_from(&institute);
            maker.owned_by_persons(one);
        }
    }
    // Those who happen to stand where the list says: a canteen, a forwarder, a caretaker.
    for at in 0..8 {
        let founded = maker.random.day(day(2008, 1), day(2018, 12));
        let brand = maker.brand();
        let one =
            found(&mut maker, brand, if at % 2 == 0 { "property" } else { "logistics" }, "park", founded);
        maker.companies[one].address = format!("{}{}层", SITES[at % 4], at / 4 + 1);
        maker.owned_by_persons(one);
    }
    // Groups: one owner, one brand.
    for _ in 0..6 {
        let brand = maker.brand();
        let founded = maker.random.day(day(2003, 1), day(2012, 12));
        let parent = found(&mut maker, brand.clone(), "advisory", "elsewhere", founded);
        maker.owned_by_persons(parent);
        let owner = maker.companies[parent].name.clone();
        for (id, percent) in [("servers", "100"), ("power", "70"), ("cooling", "51")] {
            let since = maker.random.day(later(founded, 900), day(2020, 12));
            let kind = if maker.random.chance(50) { "park" } else { "elsewhere" };
            let one = found(&mut maker, brand.clone(), id, kind, since);
            maker.hold(one, owner.clone(), "企业法人", percent.to_owned());
            if percent != "100" {
                let person = maker.person();
                maker.hold(one, person, "自然人股东", (if percent == "70" { "30" } else { "49" }).to_owned());
            }
        }
    }
    // Everybody else.
    let trades: Vec<&str> = WORDS.trade.iter().map(|trade| trade.id.as_str()).collect();
    for at in 0..180 {
        let id = maker.random.pick(&trades).copied().unwrap_or_default();
        let founded = maker.random.day(day(2002, 1), day(2023, 12));
        let brand = if at % 20 == 0 { alike.pop().map(silent) } else { None };
        let brand = brand.unwrap_or_else(|| maker.brand());
        let kind = if maker.random.chance(55) { "park" } else { "elsewhere" };
        let one = found(&mut maker, brand, id, kind, founded);
        if maker.random.chance(10) {
            let namesake = maker.random.pick(&WORDS.common).cloned().unwrap_or_default();
            maker.companies[one].supervisor = namesake;
        }
        maker.owned_by_persons(one);
        if founded < day(2017, 1) {
            old.push(one);
        }
    }

    let changes = changes(&mut maker, &old);
    let supplies = supplies(&mut maker);
    World { maker, changes, supplies, partners: makers }
}

/// A company of a trade at some place of a kind.
fn found(maker: &mut Maker, brand: (String, String), id: &str, kind: &str, founded: Date) -> usize {
    let at = maker.random.pick(&places(kind)).copied();
    at.map_or(0, |place| maker.company(brand, trade(id), place, founded))
}

/// Changes of the register: some fall into the weeks of the listing, as some always do.
fn changes(maker: &mut Maker, old: &[usize]) -> Vec<(usize, [&'static str; 2], Date, String)> {
    let mut changes = Vec::new();
    for (at, one) in old.iter().copied().enumerate() {
        let near = at < 8;
        let on = if near {
            maker.random.day(later(LISTED, -30), later(LISTED, 40))
        } else {
            maker.random.day(day(2017, 1), day(2023, 12))
        };
        let (what, before) = match at % 3 {
            0 => (["名称变更", "name"], format!("{}科技有限公司", maker.companies[one].brand.0)),
            1 => (["住所变更", "address"], maker.elsewhere_in_town(one)),
            _ => (["法定代表人变更", "representative"], maker.person()),
        };
        changes.push((one, what, on, before));
    }
    changes
}

/// Who sells to whom: a few buyers buy from many, most from few; makers of servers buy their chips.
fn supplies(maker: &mut Maker) -> Vec<Supply> {
    let kinds = ["大学", "银行", "数据中心有限公司", "医院", "职业技术学院", "云计算有限公司"];
    let buyers: Vec<_> = (0..24).map(|at| (format!("made-up:buyer-{:02}", at + 1), kinds[at % 6])).collect();
    let buyers: Vec<_> =
        buyers.into_iter().map(|(id, kind)| (id, format!("{}{kind}", maker.brand().0))).collect();
    let vendors: Vec<_> = (1..=4)
        .map(|at| (format!("made-up:vendor-{at}"), format!("{}半导体有限公司", maker.brand().0)))
        .collect();
    let mut supplies = Vec::new();
    for company in maker.companies.clone() {
        let is_maker = trade("servers").scope.contains(&company.scope);
        let contracts = if is_maker { maker.random.between(2, 5) } else { maker.random.between(0, 1) };
        for _ in 0..contracts {
            // The first buyers are asked more often.
            let most = if maker.random.chance(50) { 5 } else { buyers.len() - 1 };
            let buyer = buyers[maker.random.between(0, most)].clone();
            let item = if is_maker { "服务器" } else { "货物及服务" };
            let on =
                maker.random.day(later(company.founded, 120), later(day(2024, 6), 0).max(company.founded));
            supplies.push(Supply { supplier: company.named(), buyer, item, on });
        }
        if is_maker && let Some(vendor) = maker.random.pick(&vendors) {
            let on = later(company.founded, 150);
            supplies.push(Supply { supplier: vendor.clone(), buyer: company.named(), item: "处理器", on });
        }
    }
    supplies
}

/// The register of companies.
pub(super) fn companies() -> String {
    let columns = [
        ("编号", Particular::Id),
        ("企业名称", Particular::Name),
        ("统一社会信用代码", Particular::Code),
        ("法定代表人", Particular::Representative),
        ("监事", Particular::Supervisor),
        ("注册资本(万元)", Particular::Capital),
        ("成立日期", Particular::Founded),
        ("住所", Particular::Address),
        ("经营范围", Particular::Scope),
        ("联系电话", Particular::Phone),
        ("电子邮箱", Particular::Email),
        ("主管单位", Particular::Sponsor),
        ("经营状态", Particular::Status),
        ("来源", Particular::Source),
        ("公示日期", Particular::Shown),
        ("备注", Particular::Note),
    ];
    made_up::register(&WORLD.maker, columns)
}

/// Who owns them.
pub(super) fn holdings() -> String {
    made_up::holdings(&WORLD.maker)
}

/// Who has an office in them.
pub(super) fn officers() -> String {
    made_up::offices(&WORLD.maker)
}

/// What changed in the register.
pub(super) fn changes_page() -> String {
    let headings =
        ["企业编号", "企业名称", "变更事项", "变更日期", "变更前", "变更后", "来源", "公示日期", "备注"];
    let row = |(at, [item, what], on, before): &(usize, [&'static str; 2], Date, String)| {
        let company = WORLD.maker.companies[*at].clone();
        let after = match *what {
            "name" => company.name.clone(),
            "address" => company.address,
            _ => company.representative,
        };
        let on = on.to_string();
        [
            company.id,
            company.name,
            (*item).to_owned(),
            on.clone(),
            before.clone(),
            after,
            SOURCE.to_owned(),
            on,
            NOTE.to_owned(),
        ]
    };
    table(headings, WORLD.changes.iter().map(row))
}

/// Who sold to whom, as a tool for charts of links writes it.
pub(super) fn awards() -> String {
    made_up::supplies(&WORLD.supplies)
}

/// The partner page of a vendor that does not exist.
pub(super) fn partners() -> String {
    let row = |at: &usize| {
        let company = &WORLD.maker.companies[*at];
        let level = if at.is_multiple_of(3) { "金牌" } else { "认证" };
        let shown = later(company.founded, 200).max(day(2021, 3)).to_string();
        [company.name.clone(), level.to_owned(), SOURCE.to_owned(), shown, NOTE.to_owned()]
    };
    table(["企业名称", "合作级别", "来源", "公示日期", "备注"], WORLD.partners.iter().map(row))
}

/// A brand whose sound nobody needs.
fn silent(brand: String) -> (String, String) {
    (brand, String::new())
}

fn day(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or(LISTED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_companies_share_a_name_and_every_record_says_that_it_is_made_up() {
        let names: BTreeSet<&str> = WORLD.maker.companies.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names.len(), WORLD.maker.companies.len());
        assert!(WORLD.maker.companies.iter().all(|one| !one.brand.0.is_empty()), "there are too few brands");
        assert!(WORLD.supplies.iter().all(|one| one.buyer.1.chars().count() > 3), "there are too few brands");
        for page in [companies(), holdings(), officers(), changes_page(), awards(), partners()] {
            assert!(page.lines().skip(1).all(|line| line.contains(NOTE)));
        }
    }

    #[test]
    fn nobody_made_up_is_tied_to_a_company_of_the_case() {
        for page in [companies(), holdings(), officers(), changes_page(), awards(), partners()] {
            for real in ["曙光", "宁畅", "中国科学院", "Nvidia", "Sugon", "Nettrix"] {
                assert!(!page.contains(real), "{real}");
            }
        }
    }
}

//! `examples/partners`: a vendor's partner page of 136 names, registers around it, and a list; 24 of them have ties.
//!
//! Everything is made up, the listed parties too. What is true of each partner stands outside the example, in
//! `corpus/partners/truth.csv`, for the test alone.

use super::made_up::{self, Maker, NOTE, Particular, Supply, WORDS, place, places, table, trade};
use chokepoint_model::Date;
use std::sync::LazyLock;

static WORLD: LazyLock<World> = LazyLock::new(world);

/// Names on the page.
const PARTNERS: usize = 136;
const FOUNDED: Date = Date::constant(2008, 3, 1);
/// The day on which the made-up list entries begin.
const LISTED: Date = Date::constant(2022, 5, 16);

struct World {
    maker: Maker,
    supplies: Vec<Supply>,
    /// Name, other name, address of each entry.
    list: Vec<[String; 3]>,
    /// The company, the name on the page, and what ties it: kind and reason.
    partners: Vec<(usize, String, [&'static str; 2])>,
}

/// What ties each of the first partners, in their order.
const TIES: [[&str; 2]; 24] = [
    ["listed", "the list prints its English name"],
    ["listed", "the list prints its English name beside another"],
    ["listed", "the list prints the name that it bore before"],
    ["listed", "the list prints its name with another legal form"],
    ["owned", "a listed party holds 100 %"],
    ["owned", "a listed party holds 50 %, not a share more"],
    ["owned", "two listed parties hold 30 % and 25 %"],
    ["owned", "a holding holds 51 %, of which a listed party holds 51 %"],
    ["owned", "a partner that is wholly owned by a listed party holds 60 %"],
    ["owned", "a listed party holds 50 %; a loop of cross-holdings changes nothing"],
    ["minority", "a listed party holds 49 %"],
    ["minority", "a listed party holds 20 %"],
    ["minority", "a company owned by a listed party holds 30 %"],
    ["minority", "a listed party holds 12 %"],
    ["officer", "its legal representative is a director of a listed party"],
    ["officer", "its founder was general manager of a listed party until 2020"],
    ["officer", "its supervisor is the legal representative of a listed party"],
    ["officer", "its chairman is the chairman of a listed party"],
    ["address", "it is registered at a listed address, same floor"],
    ["address", "it is registered at a listed address, another floor"],
    ["address", "it is registered at a listed address, written in English"],
    ["customer", "it sold to a unit of the armed forces"],
    ["customer", "it sold to a military academy"],
    ["customer", "it sold to a laboratory for defence science"],
];
const NONE: [&str; 2] = ["none", ""];

fn world() -> World {
    let mut maker = Maker::new(0x7061_7274);
    let mut partners = Vec::new();
    for at in 0..PARTNERS {
        let id = ["servers", "software", "network", "boards", "cooling"][at % 5];
        let kind = if at % 2 == 0 { "elsewhere" } else { "park" };
        let one = found(&mut maker, id, kind);
        let tie = TIES.get(at).copied().unwrap_or(NONE);
        // The page writes names in either language.
        let company = &maker.companies[one];
        let name = if at % 3 == 1 { company.english.clone() } else { company.name.clone() };
        partners.push((one, name, tie));
    }
    // Listed parties that own or know partners; each alone at its gate.
    let owners: Vec<usize> = (0..5).map(|_| found(&mut maker, "boards", "elsewhere")).collect();
    let mut list = Vec::new();
    for (at, owner) in owners.iter().copied().enumerate() {
        let (at_place, number) = (place(["jinan", "wuhan", "hefei"][at % 3]), 30 * (at + 3) + 1);
        let company = &mut maker.companies[owner];
        company.address = format!("{}{number}号3层", at_place.before);
        let address = format!("3rd Floor, {}", at_place.english.replace("{}", &number.to_string()));
        list.push([company.english.clone(), company.brand.1.clone(), address]);
        maker.owned_by_persons(owner);
    }
    let mut supplies = Vec::new();
    listed_partners(&mut maker, &mut partners, &mut list);
    owned_partners(&mut maker, &owners);
    known_partners(&mut maker, &owners);
    sold(&mut maker, &mut supplies);
    innocent(&mut maker, &owners);
    // The rest belongs to its people.
    for at in 0..maker.companies.len() {
        let id = maker.companies[at].id.clone();
        if !maker.holdings.iter().any(|holding| holding.held.0 == id) {
            maker.owned_by_persons(at);
        }
    }
    partners.sort_by(|one, other| one.1.cmp(&other.1));
    World { maker, supplies, list, partners }
}

fn found(maker: &mut Maker, id: &str, kind: &str) -> usize {
    let founded = maker.random.day(FOUNDED, Date::constant(2019, 12, 31));
    let brand = maker.brand();
    let at = maker.random.pick(&places(kind)).copied();
    at.map_or(0, |place| maker.company(brand, trade(id), place, founded))
}

/// Partners 0 to 3 are on the list themselves.
fn listed_partners(
    maker: &mut Maker,
    partners: &mut [(usize, String, [&str; 2])],
    list: &mut Vec<[String; 3]>,
) {
    let english = |at: usize| maker.companies[at].english.clone();
    let (first, second, fourth) = (english(0), english(1), english(3));
    list.push([first, String::new(), String::new()]);
    let other = format!("{} Systems International", maker.companies[1].brand.1);
    list.push([other, second, String::new()]);
    let (brand, sound) = maker.brand();
    let third = &mut maker.companies[2];
    third.former = format!("{}{brand}通信技术有限公司", third.city);
    list.push([format!("{sound} Communication Technology Co., Ltd."), third.former.clone(), String::new()]);
    list.push([fourth.replace("Co., Ltd.", "Company Limited"), String::new(), String::new()]);
    for (at, partner) in partners.iter_mut().take(4).enumerate() {
        if at != 3 {
            partner.1.clone_from(&maker.companies[at].name);
        } else {
            partner.1.clone_from(&maker.companies[at].english);
        }
    }
}

/// Partners 4 to 13 are held by listed parties, alone or together, directly or through others.
fn owned_partners(maker: &mut Maker, owners: &[usize]) {
    let name = |maker: &Maker, at: usize| maker.companies[at].name.clone();
    let listed: Vec<String> = owners.iter().map(|at| name(maker, *at)).collect();
    let [first, second, third, fourth, ..] = &listed[..] else { return };
    let holding = found(maker, "advisory", "elsewhere");
    let through = found(maker, "advisory", "elsewhere");
    let holdings = [
        (4, first.clone(), 100),
        (5, first.clone(), 50),
        (6, first.clone(), 30),
        (6, second.clone(), 25),
        (holding, second.clone(), 51),
        (7, name(maker, holding), 51),
        (8, name(maker, 4), 60),
        (9, third.clone(), 50),
        (9, name(maker, through), 10),
        (through, name(maker, 9), 20),
        (10, first.clone(), 49),
        (11, second.clone(), 20),
        (12, name(maker, 7), 30),
        (13, fourth.clone(), 12),
    ];
    for (held, owner, percent) in holdings {
        maker.hold(held, owner, "企业法人", percent.to_string());
    }
    for (held, rest) in [
        (5, 50),
        (6, 45),
        (holding, 49),
        (7, 49),
        (8, 40),
        (9, 40),
        (through, 80),
        (10, 51),
        (11, 80),
        (12, 70),
        (13, 88),
    ] {
        let person = maker.person();
        maker.hold(held, person, "自然人股东", rest.to_string());
    }
}

/// Partners 14 to 20 share people or an address with a listed party.
fn known_partners(maker: &mut Maker, owners: &[usize]) {
    let [first, second, third, fourth, fifth] = owners else { return };
    let since = Date::constant(2019, 2, 1);
    let person = maker.companies[14].representative.clone();
    maker.office(*second, &person, "董事", (since, None));
    let person = maker.person();
    maker.office(*third, &person, "总经理", (Date::constant(2012, 1, 1), Some(Date::constant(2020, 3, 31))));
    maker.companies[15].founded = Date::constant(2020, 6, 18);
    maker.office(15, &person, "创始人", (Date::constant(2020, 6, 18), None));
    maker.companies[16].supervisor = maker.companies[*fourth].representative.clone();
    let person = maker.person();
    for company in [17, *first] {
        maker.office(company, &person, "董事长", (since, None));
    }
    maker.companies[18].address = maker.companies[*third].address.clone();
    maker.companies[19].address = maker.companies[*fourth].address.replace("3层", "5层");
    let number = maker.companies[*fifth].address.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = number.strip_suffix('3').unwrap_or(&number).to_owned();
    maker.companies[20].address = place("wuhan").english.replace("{}", &number);
}

/// Partners 21 to 23 sold to the armed forces, as others sold to schools and banks.
fn sold(maker: &mut Maker, supplies: &mut Vec<Supply>) {
    let on = Date::constant(2021, 9, 14);
    let buyers = ["中国人民解放军第00000部队", "陆军示例工程学院", "国防科技示例重点实验室"];
    for (at, buyer) in buyers.into_iter().enumerate() {
        let buyer = (format!("made-up:forces-{}", at + 1), format!("{}（虚构）", buyer));
        supplies.push(Supply { supplier: maker.companies[21 + at].named(), buyer, item: "服务器", on });
    }
    // Schools, banks and a college whose town has the word for army in its name.
    let kinds = ["大学", "银行", "数据中心有限公司", "军山职业学院"];
    let buyers: Vec<_> = (0..12)
        .map(|at| (format!("made-up:buyer-{:02}", at + 1), format!("{}{}", maker.brand().0, kinds[at % 4])))
        .collect();
    for at in 0..PARTNERS {
        if maker.random.chance(70) {
            let buyer = maker.random.pick(&buyers).cloned().unwrap_or_default();
            let on = maker.random.day(Date::constant(2020, 7, 1), Date::constant(2025, 6, 30));
            supplies
                .push(Supply { supplier: maker.companies[at].named(), buyer, item: "货物及服务", on });
        }
    }
}

/// Partners from 24 on have no ties; some look as if they had.
fn innocent(maker: &mut Maker, owners: &[usize]) {
    // A name that many bear, in a listed party and in partners.
    let namesake = WORDS.common.first().cloned().unwrap_or_default();
    maker.companies[owners[0]].supervisor.clone_from(&namesake);
    for at in 24..28 {
        maker.companies[at].supervisor.clone_from(&namesake);
    }
    // The next houses of the same street.
    for (at, owner) in (28..32).zip(owners) {
        let address = &maker.companies[*owner].address;
        maker.companies[at].address = address.replace("1号3层", "7号3层");
    }
    // One desk for many; none of them is listed.
    for at in 32..46 {
        maker.companies[at].address = "天津市西青区华苑产业区海益大厦1801室（托管）".to_owned();
        maker.companies[at].phone = "022-00008888".to_owned();
    }
    // An owner of several partners that nobody listed.
    let owner = found(maker, "advisory", "elsewhere");
    let owner = maker.companies[owner].name.clone();
    for (at, percent) in (46..52).zip(["100", "100", "51", "50", "49", "20"]) {
        maker.hold(at, owner.clone(), "企业法人", percent.to_owned());
        if percent != "100" {
            let person = maker.person();
            maker.hold(at, person, "自然人股东", (100 - percent.parse().unwrap_or(0)).to_string());
        }
    }
    // People who came from a company that nobody listed.
    let employer = found(maker, "network", "park");
    for at in 52..56 {
        let person = maker.person();
        maker.office(employer, &person, "总经理", (FOUNDED, Some(Date::constant(2018, 6, 30))));
        maker.companies[at].founded = Date::constant(2018, 9, 1);
        maker.office(at, &person, "创始人", (Date::constant(2018, 9, 1), None));
    }
}

/// The vendor's page.
pub(super) fn page() -> String {
    let row = |(_, name, _): &(usize, String, [&str; 2])| [name.clone(), "CN".to_owned(), NOTE.to_owned()];
    table(["company", "country", "note"], WORLD.partners.iter().map(row))
}

/// What is true of each name on the page.
pub(super) fn truth() -> String {
    let row = |(at, name, [kind, reason]): &(usize, String, [&str; 2])| {
        [name.clone(), WORLD.maker.companies[*at].id.clone(), (*kind).to_owned(), (*reason).to_owned()]
    };
    table(["partner", "id", "tie", "because"], WORLD.partners.iter().map(row))
}

/// The register of companies.
pub(super) fn register() -> String {
    let columns = [
        ("id", Particular::Id),
        ("chinese name", Particular::Name),
        ("english name", Particular::English),
        ("former name", Particular::Former),
        ("uscc", Particular::Code),
        ("legal representative", Particular::Representative),
        ("supervisors", Particular::Supervisor),
        ("registered capital", Particular::CapitalInWords),
        ("incorporation date", Particular::Founded),
        ("registered address", Particular::Address),
        ("country", Particular::Country),
        ("business scope", Particular::Scope),
        ("telephone", Particular::Phone),
        ("status", Particular::Status),
        ("source", Particular::Source),
        ("known on", Particular::Shown),
        ("note", Particular::Note),
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

/// Who sold to whom.
pub(super) fn awards() -> String {
    made_up::supplies(&WORLD.supplies)
}

/// The list, as FollowTheMoney. Its entries claim to stand on the Entity List, so that the law has something to say.
pub(super) fn list() -> String {
    let mut text = String::new();
    for (at, [name, other, address]) in (1..).zip(&WORLD.list) {
        let alias = property("alias", other) + &property("address", address);
        let on = r#""datasets":["us_bis_entity_list"],"first_seen":"#;
        text += &format!(
            "{{\"id\":\"made-up:listed-{at}\",\"schema\":\"Company\",{on}\"{LISTED}\",\"properties\":{{\"name\":[\"{name}\"]{alias},\
             \"country\":[\"cn\"],\"topics\":[\"export.control\"],\"notes\":[\"{NOTE}\"]}}}}\n\
             {{\"id\":\"made-up:listing-{at}\",\"schema\":\"Sanction\",{on}\"{LISTED}\",\"properties\":{{\"entity\":[\"made-up:listed-{at}\"],\
             \"startDate\":[\"{LISTED}\"],\"program\":[\"made up, no such notice\"],\"notes\":[\"{NOTE}\"]}}}}\n"
        );
    }
    text
}

fn property(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(",\"{name}\":[\"{value}\"]") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_page_has_136_names_of_which_24_have_ties() {
        let names: BTreeSet<&str> = WORLD.partners.iter().map(|one| one.1.as_str()).collect();
        assert_eq!(names.len(), PARTNERS);
        assert_eq!(WORLD.partners.iter().filter(|one| one.2 != NONE).count(), 24);
    }

    #[test]
    fn the_parts_of_no_company_add_up_to_more_than_the_whole() {
        for company in &WORLD.maker.companies {
            let parts = WORLD.maker.holdings.iter().filter(|one| one.held.0 == company.id);
            let sum: u32 = parts.map(|one| one.percent.parse::<u32>().unwrap()).sum();
            assert_eq!(sum, 100, "{}", company.name);
        }
    }

    #[test]
    fn nobody_stands_at_a_listed_address_but_those_who_shall() {
        for owner in PARTNERS..PARTNERS + 5 {
            let (gate, _) = WORLD.maker.companies[owner].address.split_once('号').unwrap();
            let others = WORLD.partners.iter().filter(|one| {
                let address = &WORLD.maker.companies[one.0].address;
                address.starts_with(&format!("{gate}号")) && one.2[0] != "address"
            });
            assert_eq!(others.count(), 0, "{gate}");
        }
    }

    #[test]
    fn a_listed_address_is_the_one_that_its_company_registered() {
        for ([_, brand, address], owner) in WORLD.list.iter().zip(PARTNERS..) {
            let company = &WORLD.maker.companies[owner];
            if !address.is_empty() {
                assert_eq!(&company.brand.1, brand);
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
                assert_eq!(digits(address), digits(&company.address), "{address}: {}", company.address);
            }
        }
    }
}

//! Tables of owners as the trade writes them: what is read, and what is refused with the column that is missing.

use super::{Options, read, read_bytes};
use chokepoint_model::{Registry, Severity};
use proptest::prelude::*;

/// `holder share of held [days]`, a line each.
fn shown(registry: &Registry) -> Vec<String> {
    let caption = |number| registry.profile(number).map_or("?", |profile| profile.caption());
    let one = |one: &chokepoint_model::Interest| {
        let day = |day: Option<chokepoint_model::Date>| day.map_or(String::new(), |day| day.to_string());
        let days = match (one.period.from, one.period.until) {
            (None, None) => String::new(),
            (from, until) => format!(" [{}..{}]", day(from), day(until)),
        };
        let what = if one.kind.has_share() { one.share.to_string() } else { one.kind.as_str().to_owned() };
        format!("{}: {what} of {}{days}", caption(one.holder), caption(one.held))
    };
    registry.interests.iter().map(one).collect()
}

#[track_caller]
fn check(text: &str, expect: &[&str]) -> Registry {
    let registry = read_bytes(text.as_bytes(), "owners.csv");
    assert_eq!(shown(&registry), expect, "{text}\n{:#?}", registry.issues);
    registry
}

/// Nothing is read of the holdings, an error says which column is missing, and how to name it.
#[track_caller]
fn refused(text: &str, says: &str, advice: &str) {
    let registry = check(text, &[]);
    let errors: Vec<String> = registry
        .issues
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| format!("{one} {}", one.advice))
        .collect();
    assert!(
        errors.iter().any(|one| one.contains(says) && one.contains(advice)),
        "{text}: {errors:?} should say {says} and {advice}"
    );
}

fn with(mapping: &[&str], text: &str) -> Registry {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("owners.csv");
    std::fs::write(&path, text).expect("written");
    let mapping = mapping.iter().map(|one| (*one).to_owned()).collect();
    read(&[path], &Options { mapping }).expect("read")
}

#[test]
fn a_table_of_shares_without_a_company_or_an_owner_is_an_error() {
    refused(
        "name,update_date,shares_owned,ownership_percentage,symbol\nPerson Aq,2025-12-31,500,62.5,QM1\n",
        "no owned company",
        "--map owned",
    );
    refused("被投资企业名称,投资比例\n某乙有限公司,51%\n", "the owner is not named", "--map owner");
    refused(
        "子公司名称,持股比例(%)直接,持股比例(%)间接\n某丙有限公司,100,\n",
        "the owner is not named",
        "--map \"owner==",
    );
    refused("股东（发起人）,持股比例\n张某某,60%\n", "no owned company", "--map \"owned==");
    refused("shareholder,stake\nPerson Aq,60%\n", "no owned company", "--map \"owned==");
    refused(
        "company,country,Beteiligungsquote der Mutter\nWorks Aq,DE,60\n",
        "speaks of shares",
        "--map owner",
    );
}

#[test]
fn the_company_of_a_whole_file_may_be_named() {
    let read = with(&["owned==某甲有限公司"], "股东（发起人）,持股比例\n张某某,60%\n李某某,40%\n");
    assert_eq!(shown(&read), ["张某某: 60 % of 某甲有限公司", "李某某: 40 % of 某甲有限公司"]);
    let read = with(&["owner==Mother Aq Ltd"], "subsidiary,share\nDaughter Aq Ltd,51%\n");
    assert_eq!(shown(&read), ["Mother Aq Ltd: 51 % of Daughter Aq Ltd"]);
    let text =
        "name,update_date,shares_owned,ownership_percentage,symbol\nPerson Aq,2025-12-31,500,62.5,QM1\n";
    assert_eq!(shown(&with(&["owner=name", "owned=symbol"], text)), ["Person Aq: 62.5 % of QM1"]);
}

#[test]
fn a_wide_table_has_several_holders_a_row() {
    check(
        "企业名称,股东1,持股比例1,股东2,持股比例2\n某甲有限公司,李某某,49%,张某某,51%\n",
        &["李某某: 49 % of 某甲有限公司", "张某某: 51 % of 某甲有限公司"],
    );
    check(
        "Company,Shareholder 1,Stake 1,Shareholder 2,Stake 2,Shareholder 3,Stake 3\nWorks Aq,Anna Test,50.5%,Bert Test,49.5%,,\n",
        &["Anna Test: 50.5 % of Works Aq", "Bert Test: 49.5 % of Works Aq"],
    );
    check(
        "company,shareholder,share,shareholder,share\nWorks Aq,Anna Test,60%,Bert Test,40%\n",
        &["Anna Test: 60 % of Works Aq", "Bert Test: 40 % of Works Aq"],
    );
    check(
        "公司名称,第一大股东,第一大股东持股比例\n某甲有限公司,张某某,51%\n",
        &["张某某: 51 % of 某甲有限公司"],
    );
}

#[test]
fn headings_with_brackets_are_those_without() {
    check("公司名称,股东（发起人）,持股比例\n某甲有限公司,张某某,60%\n", &["张某某: 60 % of 某甲有限公司"]);
    check(
        "企业名称,股东名称(全称),出资比例（%）\n某甲有限公司,张某某,60\n",
        &["张某某: 60 % of 某甲有限公司"],
    );
}

#[test]
fn several_holders_in_a_cell_are_several() {
    check(
        "company,shareholders\nHaidong Works Ltd,\"Person Aq (51%), Li Moumou (49%)\"\n",
        &["Person Aq: 51 % of Haidong Works Ltd", "Li Moumou: 49 % of Haidong Works Ltd"],
    );
    check(
        "企业名称,股东信息\n某甲有限公司,张某某（51%）、李某某（49%）\n",
        &["张某某: 51 % of 某甲有限公司", "李某某: 49 % of 某甲有限公司"],
    );
    refused(
        "company,shareholders\nHaidong Works Ltd,\"51%, 49%\"\n",
        "looks like several holders",
        "one holder a row",
    );
}

#[test]
fn counts_of_shares_are_no_per_cent() {
    let both = "company,shareholder,shares,percent\nDelta Works Ltd,Person Aq,60,5.0\nDelta Works Ltd,Clean Holder Oy,40,95.0\n";
    let expect = ["Person Aq: 5 % of Delta Works Ltd", "Clean Holder Oy: 95 % of Delta Works Ltd"];
    check(both, &expect);
    assert_eq!(shown(&with(&["share=percent"], both)), expect);
    check(
        "company,shareholder,shares\nDelta Works Ltd,Person Aq,60\n",
        &["Person Aq: unknown of Delta Works Ltd"],
    );
    check(
        "company,shareholder,shares\nDelta Works Ltd,Person Aq,60%\n",
        &["Person Aq: 60 % of Delta Works Ltd"],
    );
    check(
        "company,shareholder,shareholding\nDelta Works Ltd,Person Aq,60\nDelta Works Ltd,Oy,400\n",
        &["Person Aq: unknown of Delta Works Ltd", "Oy: unknown of Delta Works Ltd"],
    );
    check(
        "company,shareholder,shares held,total shares\nDelta Works Ltd,Person Aq,\"600,000\",\"1,000,000\"\n",
        &["Person Aq: 60 % of Delta Works Ltd"],
    );
    check(
        "公司名称,股东名称,持股数量(万股),总股本(万股)\n某甲有限公司,张某某,510,1000\n",
        &["张某某: 51 % of 某甲有限公司"],
    );
    check(
        "企业名称,注册资本,股东,认缴出资额(万元)\n某甲有限公司,1000万元人民币,张某某,600\n",
        &["张某某: 60 % of 某甲有限公司"],
    );
}

#[test]
fn the_newest_day_of_a_table_counts_and_the_older_ones_are_history() {
    check(
        "company,shareholder,share,as of\nWorks Aq,Person Aq,60,2019-12-31\nWorks Aq,Oy,40,2019-12-31\nWorks Aq,Person Aq,10,2024-12-31\nWorks Aq,Oy,90,2024-12-31\n",
        &[
            "Person Aq: 60 % of Works Aq [..2024-12-30]",
            "Oy: 40 % of Works Aq [..2024-12-30]",
            "Person Aq: 10 % of Works Aq [2024-12-31..]",
            "Oy: 90 % of Works Aq [2024-12-31..]",
        ],
    );
    // A holder who is absent from a later day may have kept what the others leave, and not more.
    check(
        "公司名称,股东名称,持股比例(%),报告期\n某甲有限公司,张某某,60,2022-12-31\n某甲有限公司,李某某,70,2023-12-31\n",
        &[
            "张某某: 60 % of 某甲有限公司 [..2023-12-30]",
            "李某某: 70 % of 某甲有限公司 [2023-12-31..]",
            "张某某: 0 to 30 % of 某甲有限公司 [2023-12-31..]",
        ],
    );
}

#[test]
fn the_same_share_twice_is_one_part_or_two() {
    let read = check(
        "company,shareholder,share\nWorks Aq,Person Aq,30\nWorks Aq,Person Aq,30\nWorks Aq,Oy,40\n",
        &["Person Aq: 30 to 60 % of Works Aq", "Person Aq: 30 to 60 % of Works Aq", "Oy: 40 % of Works Aq"],
    );
    assert!(read.issues.iter().any(|one| one.message.contains("2 times")), "{:?}", read.issues);
    // Rows that differ in something else say the same once more.
    check(
        "company,shareholder,share,officer\nWorks Aq,Person Aq,30,Anna Test\nWorks Aq,Person Aq,30,Bert Test\n",
        &[
            "Person Aq: 30 % of Works Aq",
            "Anna Test: officer of Works Aq",
            "Person Aq: 30 % of Works Aq",
            "Bert Test: officer of Works Aq",
        ],
    );
}

#[test]
fn a_nominee_holds_for_another() {
    check(
        "company,shareholder,share,beneficial owner\nQuartz Works Ltd,Blue Nominees Limited,100%,Harold Testcase\n",
        &[
            "Blue Nominees Limited: 100 % of Quartz Works Ltd",
            "Harold Testcase: unknown of Quartz Works Ltd",
            "Harold Testcase: control of Quartz Works Ltd",
            "Harold Testcase: nominee of Blue Nominees Limited",
        ],
    );
    check(
        "company,beneficial owner,share\nQuartz Works Ltd,Harold Testcase,60%\n",
        &["Harold Testcase: 60 % of Quartz Works Ltd"],
    );
}

#[test]
fn an_edge_has_two_ends() {
    check("name,sourceID\nWorks Aq,Paper Mill Leak\nTrading Aq,Paper Mill Leak\n", &[]);
    check("source id,target id,share\nn1,n2,51%\n", &["n1: 51 % of n2"]);
}

#[test]
fn leaked_registers_join_nodes_by_what_the_link_says() {
    check(
        "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n11,22,officer_of,shareholder of,,01-JAN-2010,,Paper Mill Leak\n11,22,officer_of,director of,,,,Paper Mill Leak\n33,22,registered_address,registered address,,,,Paper Mill Leak\n44,22,intermediary_of,intermediary of,,,,Paper Mill Leak\n",
        &["11: unknown of 22 [2010-01-01..]", "11: director of 22", "33: unknown of 22", "44: agent of 22"],
    );
}

#[test]
fn words_for_shares_are_ranges() {
    check(
        "company,shareholder,share\nWorks Aq,Anna Test,majority\nWorks Aq,Bert Test,<5%\nTrading Aq,Cecil Test,wholly owned\n",
        &[
            "Anna Test: 50.0000001 to 100 % of Works Aq",
            "Bert Test: 0 to 4.9999999 % of Works Aq",
            "Cecil Test: 100 % of Trading Aq",
        ],
    );
}

#[test]
fn people_with_significant_control_are_read_as_published() {
    let lines = r#"{"company_number":"09990001","data":{"kind":"corporate-entity-person-with-significant-control","name":"Aq Holdings","natures_of_control":["ownership-of-shares-75-to-100-percent","voting-rights-50-to-75-percent-as-trust"],"notified_on":"2023-02-01","links":{"self":"/company/09990001/psc/1"}}}
{"company_number":"09990002","data":{"kind":"individual-person-with-significant-control","name":"Anna Test","natures_of_control":["right-to-appoint-and-remove-directors"],"notified_on":"2020-02-01","ceased_on":"2024-03-01","date_of_birth":{"year":1970,"month":5}}}
{"company_number":"09990003","data":{"kind":"persons-with-significant-control-statement","statement":"no-individual-or-entity-with-signficant-control"}}
{"data":{"kind":"totals#persons-of-significant-control-snapshot","persons_of_significant_control_count":2}}
"#;
    let read = check(
        lines,
        &[
            "Aq Holdings: 75 to 100 % of 09990001 [2023-02-01..]",
            "Aq Holdings: 50.0000001 to 74.9999999 % of 09990001 [2023-02-01..]",
            "Anna Test: 50.0000001 to 100 % of 09990002 [2020-02-01..2024-03-01]",
        ],
    );
    assert_eq!(read.gaps.len(), 1);
}

#[test]
fn the_company_file_of_companies_house_is_read_by_its_number() {
    let text = "CompanyName, CompanyNumber,RegAddress.AddressLine1, RegAddress.AddressLine2,RegAddress.PostTown,RegAddress.PostCode,CompanyStatus,DissolutionDate,IncorporationDate, PreviousName_1.CompanyName, PreviousName_2.CompanyName\n\
                WORKS AQ LIMITED,09990001,UNIT 5,1 INVENTED ROAD,LEEDS,LS1 1AA,Active,04/05/2023,03/02/2001,OLD AQ LIMITED,OLDER AQ LIMITED\n";
    let read = check(text, &[]);
    let works = &read.profiles[0];
    assert_eq!(works.id, "09990001");
    let names: Vec<&str> = works.party.names.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(names, ["WORKS AQ LIMITED", "OLD AQ LIMITED", "OLDER AQ LIMITED"]);
    assert!(
        works
            .party
            .addresses
            .iter()
            .any(|one| one.text.contains("UNIT 5") && one.text.contains("1 INVENTED ROAD")),
        "{:?}",
        works.party.addresses
    );
    assert_eq!(works.dissolved.map(|day| day.to_string()).as_deref(), Some("2023-05-04"));
    assert_eq!(works.founded.map(|day| day.to_string()).as_deref(), Some("2001-02-03"));
}

#[test]
fn the_role_of_an_edge_says_the_share() {
    check(
        r#"{"id":"o","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],"role":["Ownership of shares 75 to 100 percent"]}}
{"id":"a","schema":"Company","properties":{"name":["Mother Aq"]}}
{"id":"b","schema":"Company","properties":{"name":["Daughter Aq"]}}
"#,
        &["Mother Aq: 75 to 100 % of Daughter Aq"],
    );
}

fn bods(statements: &str) -> String {
    format!(
        r#"[{{"statementId":"s1","recordId":"e1","recordType":"entity","statementDate":"2018-01-01","recordDetails":{{"name":"Works Aq"}}}},
        {{"statementId":"s2","recordId":"p1","recordType":"person","statementDate":"2018-01-01","recordDetails":{{"names":[{{"fullName":"Anna Test"}}]}}}},{statements}]"#
    )
}

#[test]
fn statements_of_a_record_hold_until_the_next() {
    let one = |date: &str, status: &str, share: u32| {
        format!(
            r#"{{"statementId":"r{date}","recordId":"r1","recordType":"relationship","recordStatus":"{status}","statementDate":"{date}","recordDetails":{{"subject":"e1","interestedParty":"p1","interests":[{{"type":"shareholding","share":{{"exact":{share}}}}}]}}}}"#
        )
    };
    let all =
        [one("2019-01-20", "new", 75), one("2022-01-20", "updated", 10), one("2024-01-20", "closed", 10)]
            .join(",");
    check(
        &bods(&all),
        &[
            "Anna Test: 75 % of Works Aq [..2022-01-19]",
            "Anna Test: 10 % of Works Aq [2022-01-20..2024-01-20]",
        ],
    );
}

#[test]
fn a_statement_of_old_holds_until_the_one_that_replaces_it() {
    let text = r#"[{"statementID":"e-1","statementType":"entityStatement","name":"Works Aq"},
      {"statementID":"p-1","statementType":"personStatement","names":[{"fullName":"Anna Test"}]},
      {"statementID":"o-2","statementType":"ownershipOrControlStatement","statementDate":"2022-05-01","replacesStatements":["o-1"],"subject":{"describedByEntityStatement":"e-1"},"interestedParty":{"describedByPersonStatement":"p-1"},"interests":[{"type":"shareholding","share":{"exact":10}}]},
      {"statementID":"o-1","statementType":"ownershipOrControlStatement","statementDate":"2020-05-01","subject":{"describedByEntityStatement":"e-1"},"interestedParty":{"describedByPersonStatement":"p-1"},"interests":[{"type":"shareholding","share":{"exact":75}}]}]"#;
    check(
        text,
        &["Anna Test: 75 % of Works Aq [..2022-04-30]", "Anna Test: 10 % of Works Aq [2022-05-01..]"],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_headings_and_cells_stop_the_reading(
        headings in proptest::collection::vec("(公司名称|company|股东|shareholder|stake|持股比例|shares|as of|beneficial owner|source id|owned|[a-z]{1,6})[0-9]{0,2}(（发起人）)?", 1..7),
        cells in proptest::collection::vec("([0-9]{1,9}%?|Aq (\\(51%\\), Bq \\(49%\\))?|20[0-9]{2}-12-31|甲（5%）、乙|majority|[ -~]{0,12})", 1..30),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', ""));
        let mut text = headings.join(",");
        for row in cells.chunks(headings.len()) {
            text.push('\n');
            text.push_str(&row.iter().map(quoted).collect::<Vec<_>>().join(","));
        }
        let read = read_bytes(text.as_bytes(), "owners.csv");
        prop_assert!(read.interests.iter().all(|one| one.holder.at() < read.profiles.len() && one.held.at() < read.profiles.len()));
    }
}

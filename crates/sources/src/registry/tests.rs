//! Invented registries in every format; awkward rows; and no bytes that stop a reader.

use super::{Options, read, read_bytes};
use chokepoint_model::{Changed, Directness, GapKind, InterestKind, Registry, Schema, Severity};
use proptest::prelude::*;
use std::path::PathBuf;

/// `holder -kind share-> held [from..until] (role)`, a line each.
fn shown(registry: &Registry) -> Vec<String> {
    let caption = |number| registry.profile(number).map_or("?", |profile| profile.caption());
    let day = |day: Option<chokepoint_model::Date>| day.map_or(String::new(), |day| day.to_string());
    let one = |interest: &chokepoint_model::Interest| {
        let share = if interest.kind.has_share() { format!(" {}", interest.share) } else { String::new() };
        let period = match (interest.period.from, interest.period.until) {
            (None, None) => String::new(),
            (from, until) => format!(" [{}..{}]", day(from), day(until)),
        };
        let indirect = if interest.directness == Directness::Indirect { " indirect" } else { "" };
        format!(
            "{} -{}{share}{indirect}-> {}{period}",
            caption(interest.holder),
            interest.kind.as_str(),
            caption(interest.held)
        )
    };
    registry.interests.iter().map(one).collect()
}

fn check(text: &str, expect: &[&str], issues: &[&str]) -> Registry {
    let registry = read_bytes(text.as_bytes(), "sample");
    assert_eq!(shown(&registry), expect, "{text}");
    let told: Vec<String> = registry.issues.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), issues.len(), "{told:?}");
    for (told, expect) in told.iter().zip(issues) {
        assert!(told.contains(expect), "{told} should say {expect}");
    }
    registry
}

const FTM: &str = r#"{"id":"o1","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],"percentage":["49.99"],"startDate":["2019"],"endDate":["2021-06"]},"datasets":["xx_register"],"first_seen":"2020-05-01T00:00:00"}
{"id":"a","schema":"Company","properties":{"name":["Invented Works"],"uscCode":["91350100M000100Y43"],"incorporationDate":["2018-12-07"],"phone":["+86 10 5555 0100"],"addressEntity":["addr"],"capital":["5000000"]}}
{"id":"b","schema":"Company","properties":{"name":["Invented Chips"],"previousName":["Old Chips"],"nameChangeDate":["2020-01-02"]}}
{"id":"addr","schema":"Address","properties":{"full":["1 Invented Road, Tianjin"],"country":["cn"]}}
{"id":"d","schema":"Directorship","properties":{"director":["p"],"organization":["b"],"role":["董事长"]}}
{"id":"p","schema":"Person","properties":{"name":["Anna Invented"],"birthDate":["1970-05"]}}
{"id":"s","schema":"Succession","properties":{"predecessor":["a"],"successor":["b"],"date":["2020-02-01"]}}
{"id":"c","schema":"Control","properties":{"controller":["p"],"controlled":["b"]}}
{"id":"u","schema":"UnknownLink","properties":{"subject":["p"],"object":["q"]}}
{"id":"v","schema":"Ownership","properties":{"owner":["p"],"asset":["b"],"percentage":["60%"],"ownershipType":["voting rights"]}}
"#;

#[test]
fn followthemoney_gives_parties_and_what_joins_them() {
    let registry = check(
        FTM,
        &[
            "Invented Works -capital 49.99 %-> Invented Chips [2019-01-01..2021-06-30]",
            "Anna Invented -director-> Invented Chips",
            "Invented Works -predecessor-> Invented Chips [2020-02-01..]",
            "Anna Invented -control-> Invented Chips",
            "Anna Invented -unknown-> q",
            "Anna Invented -votes 60 %-> Invented Chips",
        ],
        &["1 parties are named by an id that no record describes"],
    );
    let works = &registry.profiles[0];
    assert_eq!((works.id.as_str(), works.party.addresses.len(), works.contacts.len()), ("a", 1, 1));
    assert_eq!(works.founded.map(|date| date.to_string()).as_deref(), Some("2018-12-07"));
    let first = &registry.interests[0].stated;
    assert_eq!((first.source.as_ref(), first.record.as_ref()), ("xx_register", "o1"));
    assert_eq!(first.seen.map(|day| day.to_string()).as_deref(), Some("2020-05-01"));
    assert_eq!(registry.profiles[1].changes[0].what, Changed::Name);
}

#[test]
fn a_sanction_is_an_entry_on_the_list_that_it_names() {
    let text = r#"{"id":"s","schema":"Sanction","properties":{"entity":["a"],"program":["Entity List (EL) - Bureau of Industry and Security"],"startDate":["2019-06-24"]},"datasets":["us_trade_csl"]}
{"id":"t","schema":"Sanction","properties":{"entity":["a"]},"datasets":["gb_fcdo_sanctions"]}
{"id":"a","schema":"Company","properties":{"name":["Invented Works"],"topics":["sanction"]},"datasets":["us_trade_csl"]}
"#;
    let registry = check(text, &[], &[]);
    let lists: Vec<&str> =
        registry.profiles[0].listings.iter().map(|listing| listing.list.as_str()).collect();
    assert_eq!(lists, ["us_bis_entity_list", "uk_sanctions"]);
    assert!(registry.profiles[0].listings[0].period.from.is_some());
}

#[test]
fn bods_of_today_gives_each_interest_until_the_next_statement() {
    let text = r#"[
      {"statementId":"s1","recordId":"e1","recordType":"entity","statementDate":"2020-01-01","recordDetails":{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"Invented Ltd","foundingDate":"2010-11-18","identifiers":[{"scheme":"GB-COH","id":"00000001"}]}},
      {"statementId":"s2","recordId":"p1","recordType":"person","statementDate":"2020-01-01","recordDetails":{"isComponent":false,"personType":"knownPerson","names":[{"fullName":"Berta Invented"}]}},
      {"statementId":"s3","recordId":"r1","recordType":"relationship","statementDate":"2020-01-01","recordDetails":{"subject":"e1","interestedParty":"p1","interests":[{"type":"shareholding","share":{"exact":40}}]}},
      {"statementId":"s4","recordId":"r1","recordType":"relationship","recordStatus":"updated","statementDate":"2021-01-01","recordDetails":{"subject":"e1","interestedParty":"p1","interests":[{"type":"shareholding","share":{"exclusiveMinimum":50,"maximum":75},"startDate":"2020-06-01"},{"type":"votingRights","directOrIndirect":"indirect","share":{"exact":51.5}}]}},
      {"statementId":"s5","recordId":"r2","recordType":"relationship","statementDate":"2021-01-01","recordDetails":{"subject":"e1","interestedParty":{"reason":"subjectExemptFromDisclosure"},"interests":[]}},
      {"statementId":"s6","recordId":"r3","recordType":"relationship","recordStatus":"closed","statementDate":"2022-03-04","recordDetails":{"subject":"e1","interestedParty":"p1","interests":[{"type":"boardChair"}]}},
      {"statementId":"s7","recordId":"x","recordType":"colour"},
      7
    ]"#;
    let registry = check(
        text,
        &[
            "Berta Invented -capital 40 %-> Invented Ltd [..2020-05-31]",
            "Berta Invented -capital 50.0000001 to 75 %-> Invented Ltd [2020-06-01..]",
            "Berta Invented -votes 51.5 % indirect-> Invented Ltd [2020-06-01..]",
            "Berta Invented -director-> Invented Ltd [..2022-03-04]",
        ],
        &["no type of a record", "no JSON object"],
    );
    assert_eq!(registry.gaps.len(), 1);
    assert_eq!(
        (registry.gaps[0].kind, registry.gaps[0].reason.as_str()),
        (GapKind::Exempt, "subjectExemptFromDisclosure")
    );
}

#[test]
fn bods_of_yesterday_says_the_same_in_other_words() {
    let text = r#"[
      {"statementID":"e-1","statementType":"entityStatement","entityType":"registeredEntity","name":"Invented Ltd"},
      {"statementID":"p-1","statementType":"personStatement","personType":"knownPerson","names":[{"fullName":"Carl Invented"}]},
      {"statementID":"o-0","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e-1"},"interestedParty":{"describedByPersonStatement":"p-1"},"interests":[{"type":"shareholding","share":{"exact":10}}]},
      {"statementID":"o-1","statementType":"ownershipOrControlStatement","replacesStatements":["o-0"],"subject":{"describedByEntityStatement":"e-1"},"interestedParty":{"describedByPersonStatement":"p-1"},"interests":[{"type":"voting-rights","interestLevel":"direct","share":{"minimum":25,"exclusiveMinimum":true,"maximum":50}}]},
      {"statementID":"o-2","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e-1"},"interestedParty":{"unspecified":{"reason":"unknown"}}}
    ]"#;
    let registry = check(text, &["Carl Invented -votes 25.0000001 to 50 %-> Invented Ltd"], &[]);
    assert_eq!(registry.gaps[0].kind, GapKind::Unknown);
}

const LEI: [&str; 2] = ["001GPB6A9XPE8XJICC14", "5493001Z012YSB2A0K51"];

#[test]
fn gleif_tells_exempt_from_unknown_and_never_a_share() {
    let json = format!(
        r#"[{{"LEI":"{0}","Entity":{{"LegalName":"Invented Fund","OtherEntityNames":[{{"type":"PREVIOUS_LEGAL_NAME","OtherEntityName":"Old Fund"}}],"LegalAddress":{{"FirstAddressLine":"1 Invented Street","City":"Boston","Country":"US"}},"EntityStatus":"ACTIVE","EntityCreationDate":"2012-11-29T00:00:00.000Z"}},"Registration":{{"RegistrationStatus":"ISSUED"}}}},
        {{"Relationship":{{"StartNode":{{"NodeID":"{0}"}},"EndNode":{{"NodeID":"{1}"}},"RelationshipType":"IS_DIRECTLY_CONSOLIDATED_BY","RelationshipPeriods":[{{"StartDate":"2012-11-29T00:00:00.000Z","PeriodType":"RELATIONSHIP_PERIOD"}}],"RelationshipStatus":"ACTIVE"}},"Registration":{{"RegistrationStatus":"PUBLISHED"}}}},
        {{"LEI":"{1}","ExceptionCategory":"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT","ExceptionReason":"NON_PUBLIC"}},
        {{"LEI":"{0}","ExceptionCategory":"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT","ExceptionReason":"NO_KNOWN_PERSON"}},
        {{"LEI":"short","ExceptionCategory":"X","ExceptionReason":"NO_KNOWN_PERSON"}}]"#,
        LEI[0], LEI[1]
    );
    let issues = ["no LEI", "no record describes"];
    let registry =
        check(&json, &["5493001Z012YSB2A0K51 -consolidation-> Invented Fund [2012-11-29..]"], &issues);
    let kinds: Vec<GapKind> = registry.gaps.iter().map(|gap| gap.kind).collect();
    assert_eq!(kinds, [GapKind::Unknown, GapKind::Exempt]);

    let csv = format!(
        "LEI,Entity.LegalName,Entity.LegalName.xmllang,Entity.OtherEntityNames.OtherEntityName.1,Entity.LegalAddress.Country\n{},Invented Fund,en,Fund of Old,US\n",
        LEI[0]
    );
    let registry = check(&csv, &[], &[]);
    assert_eq!(registry.profiles[0].party.names.len(), 2);
    let csv = format!(
        "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,Relationship.RelationshipStatus,Relationship.Period.1.startDate,Relationship.Period.1.periodType\n{},{},IS_ULTIMATELY_CONSOLIDATED_BY,ACTIVE,2012-11-29T00:00:00.000Z,RELATIONSHIP_PERIOD\n",
        LEI[0], LEI[1]
    );
    let expect = format!("{} -consolidation indirect-> {} [2012-11-29..]", LEI[1], LEI[0]);
    check(&csv, &[&expect], &["2 parties are named"]);
    let csv = format!(
        "LEI,Exception.Category,Exception.Reason.1\n{},DIRECT_ACCOUNTING_CONSOLIDATION_PARENT,NATURAL_PERSONS\n",
        LEI[0]
    );
    assert_eq!(check(&csv, &[], &["no record describes"]).gaps[0].kind, GapKind::Exempt);

    let xml = format!(
        r#"<?xml version="1.0"?><lei:LEIData xmlns:lei="x"><lei:LEIRecords><lei:LEIRecord><lei:LEI>{0}</lei:LEI><lei:Entity><lei:LegalName xml:lang="en">Invented &amp; Sons</lei:LegalName><lei:LegalAddress xml:lang="en"><lei:FirstAddressLine>1 Invented Street</lei:FirstAddressLine><lei:AdditionalAddressLine>Suite 4</lei:AdditionalAddressLine><lei:AdditionalAddressLine>Box 5</lei:AdditionalAddressLine><lei:Country>CN</lei:Country></lei:LegalAddress></lei:Entity></lei:LEIRecord></lei:LEIRecords></lei:LEIData>"#,
        LEI[0]
    );
    let registry = check(&xml, &[], &[]);
    let party = &registry.profiles[0].party;
    assert_eq!(
        (party.caption(), party.addresses[0].text.as_str()),
        ("Invented & Sons", "1 Invented Street, Suite 4, Box 5")
    );
    let cut = xml.strip_suffix("</lei:LEIRecords></lei:LEIData>").expect("an end");
    check(cut, &[], &["ends before its last element"]);
}

#[test]
fn tables_in_english_and_chinese_are_told_by_their_headings() {
    check(
        "owner,owned,share,from,until,kind\nX,A,50,2019-01-01,,\nA,B,49.99%,,2021,\nP,B,,,,director\nX,A,51,,,votes\n",
        &[
            "X -capital 50 %-> A [2019-01-01..]",
            "A -capital 49.99 %-> B [..2021-12-31]",
            "P -director-> B",
            "X -votes 51 %-> A",
        ],
        &[],
    );
    check(
        "企业名称,股东名称,持股比例\n样本科技有限公司,样本集团有限公司,51.5\n样本科技有限公司,张三,48.5\n",
        &["样本集团有限公司 -capital 51.5 %-> 样本科技有限公司", "张三 -capital 48.5 %-> 样本科技有限公司"],
        &[],
    );
    check(
        "owner,owned,share\nX,A,0.5\nX,B,1\n",
        &["X -capital 50 %-> A", "X -capital 100 %-> B"],
        &["parts of one"],
    );
    check(
        "source,target,type,share\nx,a,shareholder_of,60\n",
        &["x -capital 60 %-> a"],
        &["2 parties are named"],
    );
}

#[test]
fn a_table_of_companies_gives_their_particulars_and_people() {
    let registry = check(
        "企业名称,统一社会信用代码,法定代表人,成立日期,注册资本,经营范围,注册地址,电话,主管单位,经营状态\n样本科技有限公司,91350100M000100Y43,李四,2019-12-03,500万元人民币,服务器研发,天津市样本路1号,022-55550100,样本研究院,存续\n",
        &["李四 -legal_representative-> 样本科技有限公司", "样本研究院 -sponsor-> 样本科技有限公司"],
        &[],
    );
    let company = &registry.profiles[0];
    assert_eq!(company.id, "91350100M000100Y43");
    assert_eq!(company.founded.map(|date| date.to_string()).as_deref(), Some("2019-12-03"));
    assert_eq!(company.capital.as_ref().map(|money| money.amount.to_string()).as_deref(), Some("5000000"));
    assert_eq!((company.scope.as_str(), company.status.as_str()), ("服务器研发", "存续"));
    assert_eq!((company.party.addresses.len(), company.contacts.len()), (1, 1));
    assert_eq!(company.party.schema, Schema::Company);
    assert_eq!(registry.profiles[1].party.schema, Schema::Person);
}

#[test]
fn officers_and_changes_are_tables_too() {
    check(
        "姓名,职务,公司名称,任职日期\n王五,董事长,样本科技有限公司,2020-01-01\n",
        &["王五 -director-> 样本科技有限公司 [2020-01-01..]"],
        &[],
    );
    check(
        "name,title,company\nDora Invented,Chief Executive,Invented Ltd\n",
        &["Dora Invented -officer-> Invented Ltd"],
        &[],
    );
    let registry = check(
        "企业名称,变更事项,变更日期,变更前,变更后\n样本新名有限公司,名称变更,2021-05-06,样本旧名有限公司,样本新名有限公司\n",
        &[],
        &[],
    );
    assert_eq!(registry.profiles[0].changes[0].what, Changed::Name);
    assert!(registry.profiles[0].party.names.iter().any(|name| name.text == "样本旧名有限公司"));
}

#[test]
fn graphs_of_analysts_are_read() {
    check(
        r#"{"nodes":{"n1":{"id":"n1","type":"company","label":"样本公司"},"n2":{"id":"n2","type":"person","label":"赵六"}},
            "edges":{"e1":{"source":"n2","target":"n1","field":"supervisor_of"},"e2":{"source":"n1","target":"n2","field":"has_shareholder","share":"30"}}}"#,
        &["赵六 -supervisor-> 样本公司", "赵六 -capital 30 %-> 样本公司"],
        &[],
    );
    check(
        r#"[{"id":"1","childrenIdList":"2,3","name":"Top","percent":"100"},{"id":"2","childrenIdList":"","name":"Two","percent":"60.5"},{"id":"3","childrenIdList":"","name":"Three","percent":"-"}]"#,
        &["Top -capital 60.5 %-> Two", "Top -capital unknown-> Three"],
        &[],
    );
}

#[test]
fn awkward_rows_are_issues_and_the_rest_is_read() {
    check(
        "owner,owned,share,from,until\nX,A,140,,\nX,B,some,,\nX,C,50,2021-01-01,2020-01-01\nX,,50,,\nX,D,50,yesterday,\n",
        &["X -capital unknown-> A", "X -capital unknown-> B", "X -capital 50 %-> C", "X -capital 50 %-> D"],
        &["before the beginning", "names no company", "not a date", "above the whole", "no share"],
    );
    let cut = &FTM[..FTM.len() - 30];
    let registry = read_bytes(cut.as_bytes(), "cut");
    assert!(
        registry
            .issues
            .iter()
            .any(|issue| issue.severity == Severity::Error && issue.message.contains("no JSON"))
    );
    assert_eq!(registry.interests.len(), 5);
    for text in ["", "   \n", "%PDF-1.7", "colour,size\nred,1\n", "{}", "[]", "<html></html>", "\u{0}\u{0}"] {
        let registry = read_bytes(text.as_bytes(), "odd");
        assert_eq!(
            registry.issues.iter().filter(|issue| issue.severity == Severity::Error).count(),
            1,
            "{text:?}: {:?}",
            registry.issues
        );
    }
}

#[test]
fn a_name_without_an_id_is_the_party_that_bears_it_unless_two_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let owners =
        file("owners.csv", "owner,owned,share\nINVENTED  Works,Invented Chips,60\nTwin,Invented Chips,40\n");
    let companies = file("companies.csv", "id,name\n1,Invented Works\n2,Invented Chips\n3,Twin\n4,Twin\n");
    for order in [[&owners, &companies], [&companies, &owners]] {
        let paths: Vec<PathBuf> = order.iter().map(|path| (*path).clone()).collect();
        let registry = read(&paths, &Options::default()).expect("read");
        let ids: Vec<&str> = registry.profiles.iter().map(|profile| profile.id.as_str()).collect();
        assert!(ids.contains(&"1") && ids.contains(&"2"), "{ids:?}");
        let works = registry.number_of("1").expect("a number");
        assert!(registry.interests.iter().any(|interest| interest.holder == works), "{order:?}");
    }
    let mapped = file("mapped.csv", "Gesellschafter,Firma,Anteil\nA,B,50\n");
    let options = Options {
        mapping: ["owner=Gesellschafter", "owned=Firma", "share=Anteil"].map(str::to_owned).to_vec(),
    };
    let registry = read(&[mapped], &options).expect("read");
    assert_eq!(registry.interests.len(), 1);
    let wrong = Options { mapping: vec!["colour=x".to_owned()] };
    assert!(read(&[], &wrong).is_err_and(|error| error.to_string().contains("owner")));
}

#[test]
fn parties_of_one_unified_code_are_one() {
    let text = r#"{"id":"a","schema":"Company","properties":{"name":["样本科技有限公司"],"uscCode":["91350100M000100Y43"]}}
{"id":"b","schema":"Company","properties":{"name":["Sample Technology"],"uscCode":["9135 0100 M000 100Y 43"],"phone":["1234567"]}}
{"id":"o","schema":"Ownership","properties":{"owner":["b"],"asset":["c"],"percentage":["60"]}}
{"id":"c","schema":"Company","properties":{"name":["Child"]}}
"#;
    let registry =
        check(text, &["样本科技有限公司 -capital 60 %-> Child"], &["1 parties carry the unified code"]);
    assert_eq!((registry.profiles.len(), registry.profiles[0].party.names.len()), (2, 2));
}

#[test]
fn a_name_means_the_one_party_that_bears_it_whichever_file_comes_first() {
    let companies =
        "id,name,country\n1,Invented Harbour Ltd,HK\n2,Invented Harbour Ltd,SG\n3,Invented Lake Ltd,HK\n";
    let owners =
        "company,owner,share\nInvented Harbour Ltd,Anna Invented,60%\nInvented Lake Ltd,Anna Invented,70%\n";
    let folder = tempfile::tempdir().expect("a folder");
    let mut seen = Vec::new();
    for names in [["a.csv", "b.csv"], ["b.csv", "a.csv"]] {
        let paths = [(names[0], companies), (names[1], owners)].map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        });
        let mut paths = paths.to_vec();
        paths.sort();
        let registry = read(&paths, &Options::default()).expect("read");
        let held = |at: usize| registry.profile(registry.interests[at].held).expect("a party").id.clone();
        let issues: Vec<&str> = registry.issues.iter().map(|issue| issue.message.as_str()).collect();
        assert!(issues.iter().any(|told| told.contains("two parties with ids of their own")), "{issues:?}");
        seen.push((held(0), held(1), registry.profiles.len()));
    }
    assert_eq!(seen[0], ("Invented Harbour Ltd".to_owned(), "3".to_owned(), 5));
    assert_eq!(seen[0], seen[1]);
}

#[test]
fn a_person_is_not_another_of_the_same_name() {
    let text = r#"{"id":"p","schema":"Person","properties":{"name":["Anna Invented"],"birthDate":["1961-03-04"]}}
{"id":"q","schema":"Company","properties":{"name":["Invented Works"]}}
"#;
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let paths = [
        file("a.ftm.json", text),
        file("people.csv", "name,birth date\nAnna Invented,1985-07-01\nAnna Invented,1961-03-04\n"),
        file("officers.csv", "company,officer,role\nInvented Works,Anna Invented,director\n"),
    ];
    let registry = read(&paths, &Options::default()).expect("read");
    let annas = registry.profiles.iter().filter(|profile| profile.caption() == "Anna Invented").count();
    assert_eq!(annas, 3, "the one born in 1961, the one born in 1985, and one of whom nothing is known");
    let listed = registry.number_of("p").expect("a number");
    assert!(registry.interests.iter().all(|interest| interest.holder != listed), "by the name alone");
}

#[test]
fn an_entity_is_the_ones_it_was_merged_from_in_every_file() {
    let merged = r#"{"id":"NK-1","schema":"Company","referents":["a","b"],"properties":{"name":["Invented Harbour"]}}
{"id":"o","schema":"Ownership","properties":{"owner":["x"],"asset":["a"],"percentage":["60"]}}
{"id":"x","schema":"Company","properties":{"name":["Invented Owner"]}}
"#;
    let before = r#"{"id":"a","schema":"Company","properties":{"name":["Invented Harbour Ltd"]}}
{"id":"c","schema":"Ownership","properties":{"owner":["NK-1"],"asset":["d"],"percentage":["100"]}}
{"id":"d","schema":"Company","properties":{"name":["Invented Child"]}}
"#;
    for text in [format!("{merged}{before}"), format!("{before}{merged}")] {
        let registry = read_bytes(text.as_bytes(), "sample");
        assert_eq!(registry.profiles.len(), 3, "{:?}", registry.profiles);
        let chain: Vec<_> = registry.interests.iter().map(|one| (one.holder, one.held)).collect();
        assert!(chain[0].1 == chain[1].0 || chain[1].1 == chain[0].0, "{chain:?}");
    }
}

#[test]
fn an_id_that_a_delta_file_replaces_is_no_loss() {
    let text = r#"{"op":"ADD","entity":{"id":"NK-1","schema":"Company","properties":{"name":["Invented Harbour"]}}}
{"op":"DEL","entity":{"id":"NK-1"}}
{"op":"ADD","entity":{"id":"NK-2","schema":"Company","referents":["NK-1"],"properties":{"name":["Invented Harbour"],"incorporationDate":["2015-01-01"]}}}
{"op":"MOD","entity":{"id":"NK-2","schema":"Company","referents":["NK-1"],"properties":{"name":["Invented Harbour"],"incorporationDate":["2016-01-01"]}}}
{"op":"DEL","entity":{"id":"gone"}}
"#;
    let registry = check(text, &[], &["\"gone\" was deleted"]);
    assert_eq!(registry.profiles.len(), 1);
    let founded = registry.profiles[0].founded.map(|day| day.to_string());
    assert_eq!(founded.as_deref(), Some("2016-01-01"), "a change is the newer word");
}

#[test]
fn days_that_contradict_are_told_and_the_first_holds() {
    let registry = check(
        "id,name,founded,dissolved\n1,Invented Works,2019-09-01,\n1,Invented Works,2012-03-05,\n2,Invented Chips,2020-05-01,2015\n3,Invented Lake,2019,\n3,Invented Lake,2019-02-03,\n4,Invented River,2023-02-30,\n",
        &[],
        &[
            "founded 2012-03-05 here, founded 2019-09-01",
            "\"2023-02-30\" is not a date",
            "dissolved 2015, before it was founded",
        ],
    );
    let founded = |at: usize| registry.profiles[at].founded.map(|day| day.to_string());
    assert_eq!(founded(0).as_deref(), Some("2019-09-01"));
    assert_eq!((founded(1), registry.profiles[1].dissolved), (None, None), "which is wrong nobody knows");
    assert_eq!(founded(2).as_deref(), Some("2019-02-03"), "the same, more precise");
}

#[test]
fn shares_of_one_table_are_read_as_scribbled() {
    check(
        "company,owner,share\nA,X Ltd,1/3\nB,X Ltd,50/50\nC,X Ltd,约30%\nD,X Ltd,51%（间接）\nE,X Ltd,1000%\n",
        &[
            "X Ltd -capital 33.3333333 to 33.3333334 %-> A",
            "X Ltd -capital 50 %-> B",
            "X Ltd -capital 25 to 35 %-> C",
            "X Ltd -capital 51 % indirect-> D",
            "X Ltd -capital unknown-> E",
        ],
        &["sample:6 record 5 field share: \"1000%\" is below nothing or above the whole"],
    );
}

#[test]
fn a_few_wrong_bytes_cost_their_row_and_no_other() {
    let mut bytes = "企业名称,国家\n样本科技有限公司,CN\n".as_bytes().to_vec();
    for row in 0..40 {
        bytes.extend(format!("虚构{row}有限公司,CN\n").bytes());
    }
    bytes.extend(b"Invented \xff\xfe Works,CN\n");
    let registry = read_bytes(&bytes, "sample");
    assert_eq!(registry.profiles[0].caption(), "样本科技有限公司");
    assert_eq!(registry.issues.len(), 1, "{:?}", registry.issues);
    assert_eq!(registry.issues[0].place.line, Some(43));
}

#[test]
fn two_quotes_left_open_swallow_no_rows_between_them() {
    check(
        "company,owner,share\nA,\"X Ltd,10%\nB,Y Ltd,20%\nC,\"Z Ltd,30%\nD,\"W\nLtd\",40%\n",
        &[
            "X Ltd -capital 10 %-> A",
            "Y Ltd -capital 20 %-> B",
            "Z Ltd -capital 30 %-> C",
            "W\nLtd -capital 40 %-> D",
        ],
        &["sample:2 record 1: a quote is opened", "sample:4 record 3: a quote is opened"],
    );
}

#[test]
fn a_file_of_which_nothing_is_read_is_named() {
    let letter =
        "We met the buyers last week and agreed on the terms.\nNothing was said of the price of the goods.\n";
    for text in ["", letter, "%PDF", "<html></html>"] {
        let registry = read_bytes(text.as_bytes(), "sample");
        assert_eq!(registry.unread, ["sample"], "{text}: {:?}", registry.issues);
    }
    assert!(read_bytes(b"name\nInvented Works\n", "sample").unread.is_empty());
}

#[test]
fn a_workbook_of_several_sheets_is_one_registry() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, rows) in [
        ("公司", vec![["企业名称", "成立日期", "企业编号"], ["样本科技有限公司", "2019-12-03", "7"]]),
        ("股东", vec![["被投资企业", "股东", "持股比例"], ["样本科技有限公司", "样本集团", "30%"]]),
    ] {
        let sheet = book.add_worksheet().set_name(sheet).expect("a name");
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).expect("written");
            }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.xlsx");
    book.save(&path).expect("saved");
    let registry = read(&[path], &Options::default()).expect("read");
    assert_eq!(shown(&registry), ["样本集团 -capital 30 %-> 样本科技有限公司"]);
    assert_eq!((registry.profiles[0].id.as_str(), registry.profiles.len()), ("7", 2));
}

#[test]
fn a_large_table_with_one_row_in_a_hundred_broken_is_read() {
    let mut text = "owner,owned,share\n".to_owned();
    for row in 0..20_000 {
        match row % 100 {
            7 => text.push_str("\"broken\n"),
            _ => text.push_str(&format!("owner {row},company {},{}.5\n", row / 4, row % 90)),
        }
    }
    let registry = read_bytes(text.as_bytes(), "large");
    assert_eq!(registry.interests.len(), 19_800);
    assert!(registry.issues.len() < 60, "{}", registry.issues.len());
    let summed =
        registry.issues.iter().filter(|issue| issue.message.contains("180 more of the same kind")).count();
    assert_eq!(summed, 2, "a stray quote, and a row without a company");
}

#[allow(clippy::disallowed_methods)] // where the data of the team lies
fn shared() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    std::env::var("CHOKEPOINT_SHARED").map_or_else(|_| PathBuf::from(beside), PathBuf::from).join("data")
}

/// Parties, interests, gaps, and issues that are errors; `None` when the data is not beside the repository.
fn real(names: &[&str]) -> Option<(usize, usize, usize, usize)> {
    let paths: Vec<PathBuf> = names.iter().map(|name| shared().join(name)).collect();
    if let Some(absent) = paths.iter().find(|path| !path.exists()) {
        eprintln!("{} is absent: not tried", absent.display());
        return None;
    }
    let registry = read(&paths, &Options::default()).expect("read");
    let errors = registry.issues.iter().filter(|issue| issue.severity == Severity::Error).count();
    Some((registry.profiles.len(), registry.interests.len(), registry.gaps.len(), errors))
}

#[test]
fn real_graphs_are_read_when_they_are_beside_the_repository() {
    let check = |names: &[&str], expect| {
        assert!(real(names).is_none_or(|found| found == expect), "{names:?}: {:?}", real(names));
    };
    check(&["trellis-cn-corporate-graph/cn-corporate-graph.json"], (93, 117, 0, 0));
    let group = "cn-group-ownership-tree-anonymised";
    // A tree of 1371 companies, and above it six owners with seven stakes.
    check(&[&format!("{group}/nodes.json"), &format!("{group}/parents.json")], (1377, 1377, 0, 0));
    check(&["ftm-opensanctions-fixtures/zala/entities.ftm.json"], (17, 21, 0, 0));
    let gleif =
        |ending: &str| ["lei", "rr", "repex"].map(|kind| format!("gleif-bods-fixtures/{kind}-data.{ending}"));
    for ending in ["json", "xml"] {
        let names = gleif(ending);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        check(&names, (27, 10, 10, 0));
    }
    check(&["bods-examples/examples/joint-ownership.json"], (4, 3, 0, 0));
}

const AWARDS: &str =
    "项目名称,采购人,采购人地址,中标（成交）供应商,供应商地址,中标金额,中标日期,公告日期,来源
服务器采购,虚构大学,虚构市一路1号,虚构计算有限公司,虚构市二路2号,668万元,2021-03-01,2021-03-04,虚构采购网
存储采购,虚构大学,,虚构计算有限公司（联合体牵头人）、虚构存储有限公司(联合体成员),,,,2022年05月06日,虚构采购网
网络设备,虚构大学,,流标,,,,2022-05-07,虚构采购网
机房,,,虚构计算有限公司,,,2022-13-40,,
";

#[test]
fn a_table_of_awards_says_who_supplies_whom_since_which_day() {
    let registry = check(
        AWARDS,
        &[
            "虚构计算有限公司 -supplier-> 虚构大学 [2021-03-01..]",
            "虚构计算有限公司 -supplier-> 虚构大学 [2022-05-06..]",
            "虚构存储有限公司 -supplier-> 虚构大学 [2022-05-06..]",
        ],
        &["nothing was awarded", "the row names no buyer"],
    );
    let first = &registry.interests[0];
    assert_eq!((first.stated.source.as_ref(), first.stated.record.as_ref()), ("虚构采购网", "row 2"));
    assert_eq!(first.stated.seen.map(|day| day.to_string()).as_deref(), Some("2021-03-04"));
    assert_eq!(first.role.as_ref(), "服务器采购");
    let second = registry.interests[1].stated.seen.map(|day| day.to_string());
    assert_eq!(second.as_deref(), Some("2022-05-06"), "as notices write it");
    let supplier = registry.profile(first.holder).expect("the supplier");
    assert_eq!((supplier.party.schema, supplier.party.addresses.len()), (Schema::Company, 1));
    let buyer = registry.profile(first.held).expect("the buyer");
    assert_eq!(buyer.party.schema, Schema::Organization);
}

#[test]
fn awards_are_known_by_the_headings_of_either_language() {
    for headings in [
        "procuring entity,awarded to,award date",
        "Buyer Name,Supplier Name,Contract Date",
        "采购单位,中标人,定标日期",
        "采购人名称,成交供应商名称,公告日期",
        "招标人;中标单位;合同签订日期",
    ] {
        let separator = if headings.contains(';') { ";" } else { "," };
        let row =
            ["Invented University", "Invented Chips, Inc.", "2020-02-03"].map(|cell| format!("\"{cell}\""));
        let text = format!("{headings}\n{}\n", row.join(separator));
        check(&text, &["Invented Chips, Inc. -supplier-> Invented University [2020-02-03..]"], &[]);
    }
}

#[test]
fn a_table_of_rights_says_from_whom_to_whom_and_when() {
    for headings in [
        "assignor,assignee,trade mark,registration number,transfer date",
        "Previous Owner,New Owner,Mark,Serial Number,Execution Date",
        "转让人,受让人,商标名称,注册号,核准日期",
        "原权利人,现权利人,权利名称,申请号,变更日期",
    ] {
        let text = format!("{headings}\nInvented Works,Invented Chips,INVENTA,31245678,2020-02-03\n");
        let registry = check(&text, &["Invented Works -right-> Invented Chips [2020-02-03..]"], &[]);
        assert_eq!(registry.interests[0].role.as_ref(), "INVENTA 31245678");
    }
    check(
        "assignor,assignee,date\nInvented Works,,2020-02-03\nInvented Works,Invented Works,2020-02-03\n",
        &[],
        &["does not say from whom and to whom", "goes to whom it was"],
    );
    check("assignor,owner,share\nInvented Works,Anna Invented,50%\n", &[], &["no owned company"]);
}

#[test]
fn an_id_in_a_column_of_names_is_the_party_that_has_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let owners = write("a-owners.csv", "owner,company,share\nN1,C1,60%\nN9,C1,5%\n");
    let companies =
        write("companies.csv", "id,name,founded\nN1,Invented Works,1999\nC1,Invented Chips,2001\n");
    let registry = read(&[owners, companies], &Options::default()).expect("tables");
    assert_eq!(
        shown(&registry),
        ["Invented Works -capital 60 %-> Invented Chips", "N9 -capital 5 %-> Invented Chips"]
    );
    let works = registry.profiles.iter().find(|profile| profile.id == "N1").expect("the owner");
    assert_eq!(works.party.names.len(), 1, "an id is no name: {:?}", works.party.names);
}

#[test]
fn a_table_with_owners_or_with_one_side_only_is_no_table_of_awards() {
    check(
        "supplier,owner,share\nInvented Chips,Anna Invented,50%\n",
        &["Anna Invented -capital 50 %-> Invented Chips"],
        &[],
    );
    check("supplier,country\nInvented Chips,CN\n", &[], &[]);
    // Candidates have won nothing, and the agent of a procurement buys nothing.
    check("公司名称,中标候选人,采购代理机构\n虚构大学,虚构计算有限公司,虚构招标有限公司\n", &[], &[]);
}

#[test]
fn awkward_awards_are_issues_and_never_guesses() {
    let text = "buyer,buyer id,supplier,supplier id,award date\n\
        Invented University,u1,Invented Chips,c1,soon\n\
        Invented University,u1,Invented Chips; Other Chips,c2,2020-01-02\n\
        Invented University,u1,Invented University,u1,2020-01-03\n\
        Invented University,u1\n";
    let registry = check(
        text,
        &[
            "Invented Chips -supplier-> Invented University",
            "Invented Chips -supplier-> Invented University [2020-01-02..]",
            "Other Chips -supplier-> Invented University [2020-01-02..]",
        ],
        &["\"soon\" is not a date", "buys from itself", "nothing was awarded"],
    );
    assert!(registry.profiles.iter().all(|profile| profile.id != "c2"), "whose id it is nobody knows");
}

#[test]
fn a_mapping_names_the_sides_of_an_award() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("awards.csv");
    std::fs::write(&path, "wer,wem,wann\nErfunden GmbH,Amt,2020-01-02\n").expect("written");
    let mapping = ["supplier=wer", "buyer=wem", "awarded=wann"].map(str::to_owned).to_vec();
    let registry = read(&[path], &Options { mapping }).expect("read");
    assert_eq!(shown(&registry), ["Erfunden GmbH -supplier-> Amt [2020-01-02..]"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn every_row_of_a_table_of_awards_is_a_supply_or_an_issue(rows in prop::collection::vec("[a-c甲公司;,、（）联合体流标0-9\"-]{1,14}", 1..30)) {
        let text = format!("采购人,供应商,公告日期\n{}\n", rows.join("\n"));
        let registry = read_bytes(text.as_bytes(), "rows");
        prop_assert!(!registry.interests.is_empty() || !registry.issues.is_empty());
        prop_assert!(registry.interests.iter().all(|one| one.kind == InterestKind::Supplier && one.holder != one.held));
        prop_assert!(registry.profiles.iter().all(|one| !one.party.names.is_empty()));
    }

    #[test]
    fn no_bytes_stop_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_bytes(&bytes, "bytes");
    }

    #[test]
    fn no_harm_to_a_good_file_stops_its_reader(which in 0..5_usize, harm in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>()) {
        let samples = [
            FTM,
            r#"[{"statementId":"s3","recordId":"r1","recordType":"relationship","recordDetails":{"subject":"e1","interestedParty":"p1","interests":[{"type":"shareholding","share":{"exact":40}}]}}]"#,
            r#"<a:RelationshipData xmlns:a="x"><a:RelationshipRecord><a:Relationship><a:StartNode><a:NodeID>001GPB6A9XPE8XJICC14</a:NodeID></a:StartNode></a:Relationship></a:RelationshipRecord></a:RelationshipData>"#,
            "owner,owned,share,from,until,kind\nX,A,50,2019-01-01,,\nA,B,49.99%,,2021,director\n",
            AWARDS,
        ];
        let mut bytes = samples[which].as_bytes().to_vec();
        for (at, byte) in harm {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len() + 1));
        let _ = read_bytes(&bytes, "harmed");
    }

    #[test]
    fn every_row_of_a_table_is_an_interest_or_an_issue(rows in prop::collection::vec("[a-z0-9,;%\"]{1,14}", 1..30)) {
        let text = format!("owner,owned,share\n{}\n", rows.join("\n"));
        let registry = read_bytes(text.as_bytes(), "rows");
        // A row of delimiters alone is an empty row, and no row at all is no loss.
        let is_blank = rows.iter().all(|row| row.chars().all(|c| matches!(c, ',' | ';' | '"')));
        prop_assert!(is_blank || !registry.interests.is_empty() || !registry.profiles.is_empty() || !registry.issues.is_empty());
        prop_assert!(registry.interests.iter().all(|one| one.holder.at() < registry.profiles.len() && one.held.at() < registry.profiles.len()));
        prop_assert!(registry.interests.iter().all(|one| one.kind != InterestKind::Capital || one.share.low() <= one.share.high()));
    }
}

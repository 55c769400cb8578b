//! What a reader finds on the page.

use super::html;
use chokepoint_detectors::Listed;
use chokepoint_engine::{
    answer::CoveredList,
    investigate::{Case, CaseSource, FileKind, FolderFile, Investigation},
};
use chokepoint_model::{
    Date, Denial, Directness, Evidence, Family, Finding, Importance, Innocent, Interest, InterestKind, Issue,
    Listing, Name, PartialDate, Party, PartyNumber, Period, Place, Profile, Registry, Release, Schema,
    Severity, Share, Stated, Subject, Touches,
};

/// A finding about two made-up companies.
pub(super) fn finding(message: &str, probability: f64) -> Finding {
    let subject = |id: &str, caption: &str| Subject { id: id.to_owned(), caption: caption.to_owned() };
    let stated = Stated { source: "officers.csv".into(), record: "row 3".into(), seen: None };
    let piece = Evidence {
        statement: "Wang Lin is a director of both".to_owned(),
        stated: vec![stated],
        family: Family::People,
        weight: 2.0,
        since: None,
    };
    Finding {
        id: format!("people_of_listed:{message}"),
        detector: "people_of_listed".to_owned(),
        subjects: vec![subject("kite", "Example Kite"), subject("orchard", "Example Orchard")],
        severity: Importance::Medium,
        score: 0.0,
        probability,
        conditions: Vec::new(),
        message: message.to_owned(),
        prior: 0.0,
        families: [(Family::People, 2.0)].into(),
        evidence: vec![piece],
        against: Vec::new(),
        denials: Vec::new(),
        law: Vec::new(),
        means: "A reason to ask.".to_owned(),
        innocent: vec![Innocent {
            looks: "Two people have one name.".to_owned(),
            tell: "Birth dates differ.".to_owned(),
        }],
        as_of: Date::constant(2024, 8, 31),
        known_since: None,
    }
}

const AS_OF: Date = Date::constant(2024, 8, 31);

fn party(schema: Schema, names: &[&str]) -> Party {
    Party { schema, names: names.iter().map(|name| Name::primary(*name)).collect(), ..Party::default() }
}

fn profile(id: &str, schema: Schema, names: &[&str], founded: Option<PartialDate>) -> Profile {
    let stated = Stated { source: "companies.csv".into(), record: id.into(), seen: None };
    Profile { id: id.to_owned(), party: party(schema, names), founded, stated, ..Profile::default() }
}

fn office(held: u32, kind: InterestKind, period: Period, record: &str) -> Interest {
    Interest {
        holder: PartyNumber(2),
        held: PartyNumber(held),
        kind,
        share: Share::UNKNOWN,
        directness: Directness::Direct,
        period,
        role: "".into(),
        stated: Stated { source: "report-a".into(), record: record.into(), seen: None },
    }
}

/// Wang Lin left the listed Example Orchard in December 2019 and founded Example Kite in the same month.
fn case() -> Investigation {
    let month = |day| Some(Date::constant(2019, 12, day));
    let profiles = vec![
        profile(
            "kite",
            Schema::Company,
            &["昀屿信息技术（天津）有限公司", "Example Kite"],
            Some(PartialDate::full(2019, 12, 1)),
        ),
        profile("orchard", Schema::Company, &["Example Orchard"], Some(PartialDate::year(1999))),
        profile("wang", Schema::Person, &["Wang Lin"], None),
    ];
    let interests = vec![
        office(1, InterestKind::Director, Period { from: None, until: month(31) }, "r1"),
        office(0, InterestKind::Founder, Period { from: month(1), until: None }, "r2"),
    ];
    let mut listing = Listing::on("us_bis_entity_list");
    listing.period.from = Some(Date::constant(2019, 6, 24));
    let listed = Listed {
        id: "orchard".to_owned(),
        party: party(Schema::Company, &["Example Orchard"]),
        listings: vec![listing],
        numbers: vec![PartyNumber(1)],
        identified: Vec::new(),
    };
    let mut lead =
        finding("昀屿信息技术（天津）有限公司 looks like a continuation of Example Orchard, by people", 0.8);
    lead.subjects[0].caption = "昀屿信息技术（天津）有限公司".to_owned();
    lead.severity = Importance::High;
    let stated = |record: &str| Stated { source: "report-a".into(), record: record.into(), seen: None };
    lead.evidence[0].stated = vec![stated("r1"), stated("r2")];
    lead.denials.push(Denial {
        party: "kite".to_owned(),
        on: Some(AS_OF),
        text: "It obeys the law".to_owned(),
        stated: stated(""),
    });
    lead.law.push(Touches {
        parameter: "us.ear.red_flags".to_owned(),
        name: String::new(),
        title: "Red flags".to_owned(),
        citation: "supplement no. 3 to 15 CFR part 732".to_owned(),
        url: "https://www.example.org/part-732".to_owned(),
        from: None,
        status: "effective".to_owned(),
    });
    let file = |name: &str, kind| FolderFile { path: name.into(), name: name.to_owned(), kind };
    let source = CaseSource {
        id: "report-a".to_owned(),
        title: "A report".to_owned(),
        publisher: "The Example".to_owned(),
        published: Some(AS_OF),
    };
    let mut notes = Case::default();
    "A case".clone_into(&mut notes.title);
    notes.sources.push(source);
    let list = CoveredList {
        list: "us_bis_entity_list".to_owned(),
        title: "Entity List".to_owned(),
        effect: "A licence is needed".to_owned(),
        listings: 1,
    };
    Investigation {
        case: notes,
        as_of: AS_OF,
        files: vec![file("companies.csv", FileKind::Registry), file("scan.pdf", FileKind::Unread)],
        registry: Registry { profiles, interests, ..Registry::default() },
        listed: vec![listed],
        findings: vec![lead],
        lists: vec![list],
        releases: vec![Release {
            source: "us_csl".to_owned(),
            published: Date::constant(2024, 7, 31),
            digest: "0".repeat(12),
        }],
        notes: vec!["EU lists were not imported".to_owned()],
        issues: Vec::new(),
    }
}

fn check(of: &Investigation, said: &[&str]) {
    let page = html(of);
    for said in said {
        assert!(page.contains(said), "{said:?} is missing: {page}");
    }
}

#[test]
fn the_head_counts_findings_parties_lists_and_names_the_files_that_were_not_read() {
    check(
        &case(),
        &[
            "1 high",
            "parties read",
            "Entity List, 1 in effect",
            "31 July 2024",
            "figure warning",
            "file not read",
            "1 of 2 files could not be read",
            "scan.pdf",
        ],
    );
    let mut whole = case();
    whole.files.truncate(1);
    check(&whole, &["All 1 file was read", "all 1 were read"]);
    whole.issues.push(Issue {
        place: Place { file: "companies.csv".to_owned(), ..Place::default() },
        severity: Severity::Error,
        message: "row 7 has no name".to_owned(),
        advice: "name it".to_owned(),
    });
    check(&whole, &["Read in part", "figure warning", "row 7 has no name"]);
}

#[test]
fn the_first_finding_is_the_headline_with_its_ties_and_days_at_once() {
    check(
        &case(),
        &[
            "<h2 class=\"headline\">Example Kite looks like a continuation of Example Orchard</h2>",
            "<span lang=\"zh\">昀屿信息技术（天津）有限公司</span>",
            "Yunyu Xinxi Jishu (Tianjin) Youxian Gongsi",
            "left Example Orchard, Dec 2019",
            "founded Example Kite, Dec 2019",
            "mid person",
            "Listed 2019",
            "Example Kite replies",
            "It obeys the law",
        ],
    );
}

#[test]
fn a_doubt_of_who_is_who_travels_with_the_finding() {
    let mut of = case();
    of.findings[0].conditions =
        vec!["Example Orchard is the listed Example Orchard Group (0.98 by name)".to_owned()];
    check(&of, &["Only if", "Example Orchard is the listed Example Orchard Group (0.98 by name)"]);
}

#[test]
fn a_person_is_a_bar_that_ends_at_one_firm_and_begins_at_the_other() {
    let page = html(&case());
    let person =
        page.split("lane person").nth(1).and_then(|rest| rest.split("</div>").next()).expect("a person");
    assert!(
        person.contains("Wang Lin")
            && person.contains("class=\"one soft\"")
            && person.contains("class=\"other\""),
        "{person}"
    );
    assert!(person.contains("left Example Orchard, Dec 2019; founded Example Kite, Dec 2019"), "{person}");
    assert!(
        page.contains("Example Orchard listed 24 June 2019"),
        "the day of the listing is written at its rule"
    );
}

#[test]
fn a_source_cited_twice_is_one_note_and_the_law_is_one_with_its_address() {
    let page = html(&case());
    let notes = page.split("<ol class=\"notes\">").nth(1).expect("notes");
    assert_eq!(notes.matches("A report, The Example, 31 August 2024").count(), 1, "{notes}");
    assert!(notes.contains(">https://www.example.org/part-732</a>"), "{notes}");
    assert!(page.matches("href=\"#n1\"").count() >= 2);
}

#[test]
fn many_findings_of_one_kind_are_one_line_that_unfolds() {
    let mut of = case();
    for at in 0..17 {
        let mut one = finding(
            &format!("Example Neighbour {at} is next door to Example Orchard"),
            0.25 + f64::from(at % 5) / 100.0,
        );
        one.detector = "next_door_to_listed".to_owned();
        of.findings.push(one);
    }
    check(&of, &["17 × Next door to a listed party", "25 – 29 %", "16 more of this kind", "2–18"]);
}

#[test]
fn nothing_found_is_never_shown_as_clean() {
    let mut of = case();
    of.findings.clear();
    check(
        &of,
        &[
            "Nothing was found in the sources covered",
            "That is no proof",
            "1 of 2 files could not be read",
            "EU lists were not imported",
        ],
    );
    of.registry = Registry::default();
    of.lists.clear();
    check(&of, &["No file names a party: nothing was examined", "No list was covered"]);
}

#[test]
fn five_hundred_findings_are_a_page_that_a_browser_opens() {
    let mut of = case();
    of.findings.extend(
        (0..500).map(|at| finding(&format!("Example Firm {at} shares a director with Example Orchard"), 0.4)),
    );
    let page = html(&of);
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
    assert!(page.contains("Example Firm 499") && page.contains("further findings of this kind, worth less"));
    assert_eq!(page, html(&of), "the same findings, the same page");
}

#[test]
fn hostile_names_stay_text_everywhere() {
    let hostile = "</style></title><script>alert(1)</script>\u{202e}\"}@import 'x';";
    let mut of = case();
    of.case.title = hostile.to_owned();
    of.case.notes = hostile.to_owned();
    of.registry.profiles[0].party.names = vec![Name::primary(hostile)];
    of.registry.profiles[2].party.names = vec![Name::primary(hostile)];
    of.findings[0].message = format!("{hostile} is tied to Example Orchard");
    of.findings[0].subjects[0].caption = hostile.to_owned();
    of.findings[0].law[0].url = "javascript:alert(1)".to_owned();
    of.files[1].name = hostile.to_owned();
    let page = html(&of);
    assert_eq!((page.matches("</style>").count(), page.matches("</title>").count()), (1, 1));
    assert!(!page.contains("<script") && !page.contains('\u{202e}') && !page.contains("href=\"javascript"));
    let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a style");
    assert!(!style.contains("@import"), "a title ends no string of the style");
}

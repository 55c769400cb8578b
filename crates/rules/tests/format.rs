//! The format of rule files: what is refused, where and with which advice; and files laid over files.

#![allow(clippy::unwrap_used)] // a test that cannot read its own input may stop

use chokepoint_model::{Date, days};
use chokepoint_rules::{Layer, NoAnswer, RuleFile, Rules, Value};
use proptest::prelude::*;

const PATH: &str = "company/policy/limit.toml";

const GOOD: &str = r#"title   = "Orders above which a second person must sign"
unit    = "units"
checked = 2026-11-01

[[value]]
from       = 2024-01-01
is         = 8
confidence = "first_hand"
cite       = { title = "Policy 12", published = 2023-12-01 }

[[value]]
from       = 2025-07-01
is         = 4.5
confidence = "first_hand"
cite       = { title = "Policy 19", published = 2025-06-01 }
"#;

const WORDS: &str = "[[figure]]\nname = \"price\"\nmeans = \"price in dollars\"\n";

fn file<'a>(path: &'a str, text: &'a str) -> RuleFile<'a> {
    RuleFile { path, shown: path, text }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn read(text: &str) -> (Rules, Vec<String>) {
    let (rules, issues) = Rules::default().overlaid(&[file(PATH, text), file("words.toml", WORDS)]);
    (rules, issues.iter().map(ToString::to_string).collect())
}

/// The file with one thing changed is refused, and the first issue says this.
fn check_refused(from: &str, to: &str, expect: &str) {
    let text = GOOD.replacen(from, to, 1);
    assert_ne!(text, GOOD, "{from} is not in the file");
    let (rules, issues) = read(&text);
    assert!(issues.iter().any(|issue| issue.contains(expect)), "{issues:#?}");
    assert!(rules.parameter("company.policy.limit").is_none(), "a faulty file is left out whole");
}

#[test]
fn a_sound_file_is_read_and_answers_on_its_days() {
    let (rules, issues) = read(GOOD);
    assert_eq!(issues, Vec::<String>::new());
    let on = |as_of: &str| rules.lookup("company.policy.limit", day(as_of), Layer::Text);
    assert_eq!(on("2023-12-31").unwrap_err(), NoAnswer::NotYet { from: day("2024-01-01") });
    assert_eq!(on("2025-06-30").unwrap().dated.value, Some(Value::Number("8".parse().unwrap())));
    let answer = on("2025-07-01").unwrap();
    assert_eq!(answer.dated.value, Some(Value::Number("4.5".parse().unwrap())));
    assert_eq!(answer.dated.cites[0].to_string(), "Policy 19 (2025-06-01)");
    assert_eq!((answer.dated.file.as_str(), answer.dated.line), (PATH, 11));
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_nearest_known() {
    check_refused(
        "confidence",
        "confidance",
        "company/policy/limit.toml:8 field confidance: unknown key \"confidance\"; did you mean confidence",
    );
    check_refused(
        "published",
        "publishd",
        ":9 field publishd: unknown key \"publishd\"; did you mean published",
    );
    check_refused("checked", "cheked", ":3 field cheked: unknown key \"cheked\"; did you mean checked");
}

#[test]
fn a_missing_citation_is_refused() {
    check_refused(
        "cite       = { title = \"Policy 12\", published = 2023-12-01 }\n",
        "",
        ":5 field cite: missing cite",
    );
    check_refused("title = \"Policy 12\", ", "", ":9 field title: missing title");
    check_refused("\"Policy 12\"", "\" \"", ":9 field title: empty text");
}

#[test]
fn overlapping_dates_are_refused() {
    check_refused(
        "2025-07-01",
        "2024-01-01",
        "the values of lines 5 and 11 both answer 2024-01-01 in the text layer",
    );
    check_refused(
        "from       = 2024-01-01",
        "from       = 2024-01-01\nuntil      = 2025-07-01",
        "lines 5 and 12 both answer 2025-07-01",
    );
    check_refused("from       = 2024-01-01", "from = 2024-01-01\nuntil = 2023-01-01", "before it begins");
}

#[test]
fn a_value_of_the_wrong_kind_is_refused() {
    check_refused("= 8", "= true", ":7 field is: boolean where a number is wanted");
    check_refused("4.5", "nan", "\"nan\" is not a number");
    check_refused("4.5", "4.56789012", "more than six decimals");
    check_refused("2024-01-01", "\"2024-01-01\"", ":6 field from: string where a day");
    check_refused(
        "\"units\"\nchecked = 2026-11-01",
        "\"contries\"\nchecked = 2026-11-01\n[[value]]\nfrom=2020-01-01\nis=[\"CN\"]\nconfidence=\"computed\"\ncite={title=\"x\"}",
        "did you mean countries",
    );
    check_refused("\"units\"\nchecked = 2026-11-01", "\"share\"\nchecked = 2026-11-01", "8 is no share");
}

#[test]
fn a_country_that_the_standard_does_not_know_is_refused() {
    let text = GOOD
        .replace("\"units\"", "\"countries\"")
        .replace("= 8", "= [\"GB\", \"UK\"]")
        .replace("= 4.5", "= [\"cn\"]");
    let (_, issues) = read(&text);
    assert!(issues[0].contains("\"UK\" is not a country code; write ISO 3166-1"), "{issues:?}");
    assert!(issues[1].contains("\"cn\" is not a country code"), "{issues:?}");
    check_condition("{ place = \"x\", in = [\"UK\"] }", Err("\"UK\" is not a country code"));
}

#[test]
fn a_status_must_fit_the_value() {
    check_refused("is         = 8\n", "", "missing is: an effective value says what it is");
    check_refused("= 8\n", "= 8\nstatus = \"expected\"\n", "depends_on does not fit expected");
    check_refused(
        "= 8\n",
        "= 8\nstatus = \"maybe\"\n",
        "unknown word \"maybe\"; known words: effective, suspended",
    );
    check_refused("= 8\n", "= 8\nlayer = \"txt\"\n", "unknown word \"txt\"; known words: text, enforced");
    let (_, issues) = read(&GOOD.replace("= 8\n", "= 8\nname = \"small\"\n"));
    assert!(issues[0].contains("some values have a name and some have none"), "{issues:?}");
}

#[test]
fn a_file_in_a_strange_place_or_no_toml_is_refused() {
    let (_, issues) = Rules::default().overlaid(&[file("limit.toml", GOOD), file("a/B/c.toml", GOOD)]);
    assert!(issues.iter().all(|issue| issue.message.contains("is no path of a rule")) && issues.len() == 2);
    let (_, issues) = read("title = \"unfinished\nunit = 3");
    assert!(issues[0].contains(":1") && issues[0].contains("not TOML"), "{issues:?}");
}

/// A condition in a file of its own is read, or refused with this.
fn check_condition(condition: &str, expect: Result<&str, &str>) {
    let text = GOOD.replace("\"units\"", "\"condition\"").replace("= 8", &format!("= {condition}"));
    let text = text.replace("= 4.5", &format!("= {condition}"));
    let (rules, issues) = read(&text);
    match expect {
        Ok(spoken) => {
            let answer = rules.lookup("company.policy.limit", day("2024-01-01"), Layer::Text);
            assert_eq!(answer.unwrap().value().unwrap().to_string(), spoken, "{issues:?}");
        }
        Err(message) => assert!(issues.iter().any(|issue| issue.contains(message)), "{issues:#?}"),
    }
}

#[test]
fn conditions_are_read_as_a_lawyer_would_say_them() {
    let price = "{ figure = \"price\", at_least = 100, below = 200.5 }";
    check_condition(price, Ok("price at least 100, below 200.5"));
    check_condition(
        &format!(
            "{{ any = [{price}, {{ all = [{{ item = [\"3A090.a\"] }}, {{ meets = [\"4A090\"] }}] }}] }}"
        ),
        Ok("price at least 100, below 200.5 or (the item is in 3A090.a and it meets the limits of 4A090)"),
    );
}

#[test]
fn a_condition_that_says_nothing_or_names_nothing_known_is_refused() {
    check_condition(
        "{ figure = \"pricee\", above = 1 }",
        Err("unknown figure \"pricee\"; did you mean price"),
    );
    check_condition("{ figure = \"price\" }", Err("a figure without a bound"));
    check_condition("{ at_least = 3 }", Err("a condition that tests nothing"));
    check_condition(
        "{ figure = \"price\", fact = \"x\", at_least = 1 }",
        Err("a condition that tests two things"),
    );
    check_condition("{ figure = \"price\", at_least = 1, is = true }", Err("is says nothing about figure"));
    check_condition("{ all = [] }", Err("empty list"));
    check_condition("{ fact = \"price\" }", Err("unknown fact \"price\"; add it to words.toml as a fact"));
    check_condition(
        "{ item = [\"no_such_list\"] }",
        Err("there is no parameter company.policy.no_such_list"),
    );
    check_condition("{ item = [\"company.policy.limit\"] }", Err("holds condition, where items are wanted"));
}

#[test]
fn a_condition_may_name_another_but_not_in_turn() {
    let named = |inner: &str| {
        let head = "title='t'\nchecked=2026-01-01\nunit='condition'\n[[value]]\nfrom=2020-01-01\nconfidence='computed'";
        format!("{head}\ncite={{title='x'}}\nis={inner}\n")
    };
    let (first, second) = (named("{ holds = 'b' }"), named("{ holds = 'a' }"));
    let (rules, issues) =
        Rules::default().overlaid(&[file("x/y/a.toml", &first), file("x/y/b.toml", &second)]);
    assert_eq!(rules.parameters().count(), 0);
    assert!(issues[0].message.contains("a condition by itself names another"), "{issues:?}");
}

#[test]
fn a_condition_nested_without_end_is_refused() {
    let deep = "{ all = [".repeat(20_000) + &"] }".repeat(20_000);
    let (_, issues) = read(&GOOD.replace("\"units\"", "\"condition\"").replace("= 8", &format!("= {deep}")));
    assert!(issues[0].contains("not TOML"), "{:.200}", issues[0]);
}

#[test]
fn a_user_file_goes_before_the_built_in_rules_and_says_where_it_comes_from() {
    let text = r#"
title   = "The stay as our counsel reads it"
unit    = "ownership"
checked = 2026-11-20
[[value]]
from       = 2026-11-10
until      = 2027-01-09
status     = "suspended"
confidence = "first_hand"
cite       = { title = "Memorandum of counsel", published = 2026-11-20 }
"#;
    let path = "us/ear/affiliate_ownership.toml";
    let own = RuleFile { path, shown: "rules-of-ours/affiliate_ownership.toml", text };
    let (rules, issues) = Rules::built_in().overlaid(&[own]);
    assert_eq!(issues, []);
    let on = |as_of: &str| rules.lookup("us.ear.affiliate_ownership", day(as_of), Layer::Enforced).unwrap();
    let settled = on("2026-11-23");
    assert_eq!((settled.outcomes(), settled.dated.file.as_str()), (vec![None], own.shown));
    assert!(on("2027-01-10").is_in_doubt());
    assert_eq!(on("2027-01-10").dated.file, format!("rules/{path}"));
}

#[test]
fn a_user_file_of_another_unit_or_on_missing_ground_is_left_out() {
    let wrong = GOOD.replace("company", "us");
    let (rules, issues) = Rules::built_in().overlaid(&[file("us/ear/affiliate_ownership.toml", &wrong)]);
    assert!(
        issues[0].to_string().contains("unit units on top of a parameter whose unit is ownership"),
        "{issues:?}"
    );
    assert_eq!(rules.parameter("us.ear.affiliate_ownership").unwrap().files.len(), 1);

    let lists = |inner: &str| {
        format!(
            "title='t'\nunit='items'\nchecked=2026-01-01\n[[value]]\nfrom=2020-01-01\nis=['{inner}']\nconfidence='computed'\ncite={{title='x'}}\n"
        )
    };
    let (first, second) = (lists("b"), lists("c"));
    let (rules, issues) =
        Rules::default().overlaid(&[file("x/y/a.toml", &first), file("x/y/b.toml", &second)]);
    assert_eq!((rules.parameters().count(), issues.len()), (0, 2), "one falls with the other: {issues:?}");
}

#[test]
fn lists_that_name_each_other_do_not_hang_the_question() {
    let lists = |inner: &str| {
        format!(
            "title='t'\nunit='items'\nchecked=2026-01-01\n[[value]]\nfrom=2020-01-01\nis=['{inner}', '3A090']\nconfidence='computed'\ncite={{title='x'}}\n"
        )
    };
    let (first, second) = (lists("b"), lists("a"));
    let (rules, issues) =
        Rules::default().overlaid(&[file("x/y/a.toml", &first), file("x/y/b.toml", &second)]);
    assert_eq!(issues, []);
    let list = ["x.y.a".to_owned()];
    assert_eq!(rules.on(day("2024-01-01"), Layer::Text).items(&list).len(), 1);
}

#[test]
fn a_gap_and_a_stale_file_are_found_by_the_check() {
    let text = GOOD.replace("from       = 2024-01-01", "from       = 2024-01-01\nuntil      = 2024-06-30");
    let (rules, issues) = read(&text);
    assert_eq!(issues, Vec::<String>::new());
    let found: Vec<String> = rules.check(day("2027-12-01")).iter().map(ToString::to_string).collect();
    assert!(
        found.iter().any(|issue| issue.contains("no answer in the text layer from 2024-07-01")),
        "{found:#?}"
    );
    assert!(found.iter().any(|issue| issue.contains("last checked on 2026-11-01")), "{found:#?}");
}

#[test]
fn the_difference_between_two_days_is_what_changed_and_nothing_else() {
    let changed = |before: &str, after: &str, layer| -> Vec<String> {
        let changes = Rules::built_in().diff(day(before), day(after), layer);
        changes
            .iter()
            .map(|change| format!("{} {}", change.parameter.id, change.name).trim().to_owned())
            .collect()
    };
    assert_eq!(changed("2025-11-09", "2025-11-09", Layer::Text), Vec::<String>::new());
    let stay = changed("2025-11-09", "2025-11-10", Layer::Text);
    assert!(stay.contains(&"us.ear.affiliate_ownership".to_owned()));
    assert!(stay.contains(&"us.ear.red_flags share_of_a_listed_owner".to_owned()));
    assert!(
        stay.iter().all(|id| id.contains("affiliate") || id.contains("share_of_a_listed_owner")),
        "{stay:?}"
    );
    assert!(
        changed("2023-11-16", "2023-11-17", Layer::Text)
            .contains(&"us.ear.advanced_chips 3A090.a.1".to_owned())
    );
}

/// A file whose values lie on random days, some with an end, in one layer or both.
fn sheets() -> impl Strategy<Value = Vec<(i32, Option<i32>, u8, i64)>> {
    prop::collection::vec((0_i32..3000, prop::option::of(0_i32..400), 0_u8..3, 0_i64..5), 1..5)
}

fn written(values: &[(i32, Option<i32>, u8, i64)]) -> String {
    let mut text = "title = \"t\"\nunit = \"units\"\nchecked = 2026-11-01\n".to_owned();
    let start = day("2019-06-01");
    for (offset, length, layer, number) in values {
        let from = start.checked_add(days(*offset)).unwrap();
        text += &format!(
            "[[value]]\nfrom = {from}\nis = {number}\nconfidence = \"computed\"\ncite = {{ title = \"x\" }}\n"
        );
        if let Some(length) = length {
            text += &format!("until = {}\n", from.checked_add(days(*length)).unwrap());
        }
        text += ["", "layer = \"text\"\n", "layer = \"enforced\"\n"][usize::from(*layer)];
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_file_on_top_changes_no_answer_outside_its_dates(values in sheets()) {
        let text = written(&values);
        let (below, _) = read(GOOD);
        let (alone, refused) = Rules::default().overlaid(&[file(PATH, &text)]);
        let (both, issues) = below.overlaid(&[file(PATH, &text)]);
        prop_assert_eq!(&refused, &issues);
        let mut as_of = day("2019-01-01");
        while as_of <= day("2027-12-31") {
            for layer in Layer::ALL {
                let answer = |rules: &Rules| {
                    rules.lookup("company.policy.limit", as_of, layer).ok().map(|answer| answer.dated.value.clone())
                };
                prop_assert_eq!(answer(&both), answer(&alone).or_else(|| answer(&below)));
            }
            as_of = as_of.checked_add(days(1)).unwrap();
        }
    }

    #[test]
    fn the_order_of_the_files_does_not_matter(
        values in prop::collection::vec((0_usize..4, sheets()), 1..6),
        order in any::<prop::sample::Index>(),
    ) {
        let paths = ["a/b/c.toml", "a/b/d.toml", "a/e/c.toml", "words.toml"];
        let texts: Vec<String> = values.iter().map(|(_, values)| written(values)).collect();
        let mut files: Vec<RuleFile<'_>> =
            values.iter().zip(&texts).map(|((path, _), text)| file(paths[*path], text)).collect();
        let (first, first_issues) = Rules::default().overlaid(&files);
        files.rotate_left(order.index(values.len()));
        files.reverse();
        let (second, second_issues) = Rules::default().overlaid(&files);
        prop_assert_eq!(first_issues, second_issues);
        prop_assert_eq!(format!("{first:?}"), format!("{second:?}"));
    }

    #[test]
    fn no_text_stops_the_reader(
        text in "\\PC{0,200}|(\\[\\[value\\]\\]|title|unit|is|cite|when|=|\\{|\\}|\\[|\\]|\"|'|all|item|1e9|2024-01-01|,|\\.|\n| ){0,80}",
        cut in 0_usize..600,
    ) {
        let (_, _) = Rules::default().overlaid(&[file(PATH, &text), file("words.toml", &text)]);
        let damaged: String = GOOD.chars().take(cut).chain(text.chars()).collect();
        let (rules, _) = Rules::default().overlaid(&[file(PATH, &damaged)]);
        for parameter in rules.parameters() {
            prop_assert!(parameter.values().all(|(_, dated)| !dated.cites.is_empty()));
        }
    }
}

//! Any text given as a rule file and as `words.toml`, on top of the law: read or refused, never a panic, and what lies below
//! answers as before.
#![no_main]

use chokepoint_model::Date;
use chokepoint_rules::{Layer, RuleFile, Rules};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = |path| RuleFile { path, shown: path, text };
    let (rules, issues) = Rules::built_in().overlaid(&[file("company/policy/limit.toml"), file("words.toml")]);
    for parameter in rules.parameters() {
        assert!(parameter.values().all(|(_, dated)| !dated.cites.is_empty()));
    }
    assert!(rules.parameter("company.policy.limit").is_some() || !issues.is_empty());
    let day = Date::constant(2026, 11, 24);
    let _ = rules.check(day);
    let essence = |rules: &Rules| {
        rules.lookup("us.ear.headquarters_rule", day, Layer::Text).ok().map(|answer| answer.dated.value.clone())
    };
    assert_eq!(essence(&rules), essence(Rules::built_in()));
});

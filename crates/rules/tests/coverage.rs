//! The coverage page in `docs/` is the one that the rules give.

use chokepoint_rules::{Rules, coverage_page};

#[test]
fn the_committed_coverage_page_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/law-coverage.md");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == coverage_page(Rules::built_in()),
        "docs/law-coverage.md is stale; run ./dev generate"
    );
}

#[test]
fn the_page_names_every_parameter_and_everything_in_doubt() {
    let page = coverage_page(Rules::built_in());
    for parameter in Rules::built_in().parameters() {
        assert!(page.contains(&format!("| `{}` |", parameter.id)), "{}", parameter.id);
    }
    assert!(page.contains(
        "- `us.ear.affiliate_ownership`, from 2026-11-10, 90 FR 50857 (2025-11-12): whether the agency"
    ));
}

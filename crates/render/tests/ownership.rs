//! An answer about ownership as JSON and for reading.

use chokepoint_engine::ownership::{OwnershipQuestion, Regime, ownership};
use chokepoint_render::ownership::write_table;
use chokepoint_rules::Rules;
use chokepoint_sources::registry::read_bytes;
use chokepoint_wire::ownership::write_json;

#[test]
fn the_json_has_the_shape_that_the_outside_relies_on() {
    let rows = "X,A,50%,,,\nA,B,25..60%,,,\nQ,Q,10%,,,\nX,C,70%,,,\nQ,C,70%,,,\n";
    let registry = read_bytes(format!("owner,owned,share,from,until,kind\n{rows}").as_bytes(), "sample.csv");
    let question = OwnershipQuestion {
        regime: Regime::named("bis").expect("a regime"),
        as_of: "2026-11-25".parse().expect("a day"),
        listed: vec!["X".to_owned(), "nobody".to_owned()],
        threshold: 0.7,
    };
    let answer = ownership(&registry, None, Rules::built_in(), &question);
    let mut text = Vec::new();
    write_json(&answer, &registry, &mut text).expect("written");
    let json: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    assert_eq!((json["regime"].as_str(), json["as_of"].as_str()), (Some("bis"), Some("2026-11-25")));
    let entities = json["entities"].as_array().expect("entities");
    let of = |id: &str| entities.iter().find(|one| one["id"] == id).expect("an entity");
    assert_eq!(
        (&of("A")["caught"], &of("A")["lowest"], &of("A")["otherwise"]),
        (&true.into(), &0.5.into(), &false.into())
    );
    assert_eq!(
        (&of("B")["caught"], &of("B")["lowest"], &of("B")["highest"]),
        (&"unknown".into(), &0.25.into(), &0.6.into())
    );
    assert_eq!(of("A")["path"][0]["from"], "X");
    assert_eq!(of("C")["caught"], "unknown");
    assert_eq!(json["answers"].as_array().map(Vec::len), Some(2));
    let issues: Vec<&str> =
        json["issues"].as_array().expect("issues").iter().filter_map(|one| one["message"].as_str()).collect();
    for expect in ["add up to 140 %", "of itself", "nobody"] {
        assert!(issues.iter().any(|issue| issue.contains(expect)), "{issues:?}");
    }
    let mut text = Vec::new();
    write_table(&answer, &registry, &mut text).expect("written");
    let text = String::from_utf8(text).expect("text");
    for expect in ["OWNED", "X holds 50 % of A", "UNDETERMINED", "open: whether the agency"] {
        assert!(text.contains(expect), "{text}");
    }
}

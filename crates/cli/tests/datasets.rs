//! Two datasets of FollowTheMoney side by side: imported, shown, screened, each changed by its own changes.

use std::{path::Path, process::Command};

fn entity(id: &str, name: &str, dataset: &str) -> String {
    format!(
        r#"{{"id":"{id}","schema":"Company","properties":{{"name":["{name}"],"topics":["sanction"]}},"datasets":["{dataset}"],"last_seen":"2026-01-02T03:04:05"}}"#
    )
}

fn chokepoint(home: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chokepoint"))
        .args(arguments)
        .args(["--as-of", "2026-11-24"])
        .env("CHOKEPOINT_HOME", home)
        .output()
        .expect("runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{told}{}", String::from_utf8_lossy(&output.stderr));
    told
}

/// The sources of the releases in force, with their records.
fn in_force(home: &Path) -> Vec<String> {
    let status: serde_json::Value =
        serde_json::from_str(&chokepoint(home, &["lists", "status", "--json"])).expect("JSON");
    let releases = status["releases"].as_array().expect("releases").iter();
    let told =
        |it: &serde_json::Value| format!("{} {}", it["source"].as_str().expect("a source"), it["records"]);
    releases.filter(|release| release["in_force"] == true).map(told).collect()
}

fn matches(home: &Path, name: &str) -> bool {
    chokepoint(home, &["screen", "--name", name, "--format", "csv"]).contains(",match,")
}

#[test]
fn two_datasets_are_two_sources() {
    let folder = tempfile::tempdir().expect("a folder");
    let (home, write) = (folder.path().join("home"), |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    });
    // Both under the name that their publisher gives all such files, so that the name does not tell them apart.
    let first = format!("{}\n", entity("a", "Selat Parts Trading", "xx_list"));
    let second = format!("{}\n", entity("a", "Quiet Meadow Optics", "yy_list"));
    for text in [&first, &second] {
        let told = chokepoint(&home, &["lists", "import", &write("entities.ftm.json", text)]);
        assert!(told.contains("1 record  FollowTheMoney entities: "), "{told}");
    }
    assert_eq!(in_force(&home), ["ftm:xx_list 1", "ftm:yy_list 1"]);
    assert!(matches(&home, "Selat Parts Trading") && matches(&home, "Quiet Meadow Optics"));
    let status = chokepoint(&home, &["lists", "status"]);
    assert!(
        status.contains("* ftm:xx_list@2026-01-02#") && status.contains("* ftm:yy_list@2026-01-02#"),
        "{status}"
    );

    let changes =
        format!(r#"{{"op":"MOD","entity":{}}}"#, entity("a", "Copper Kettle Instruments", "yy_list"));
    chokepoint(&home, &["lists", "import", &write("entities.delta.json", &changes)]);
    assert!(matches(&home, "Selat Parts Trading") && matches(&home, "Copper Kettle Instruments"));
    assert!(!matches(&home, "Quiet Meadow Optics"));

    chokepoint(&home, &["lists", "import", "--source", "ftm:mine", &write("entities.ftm.json", &first)]);
    assert_eq!(in_force(&home), ["ftm:mine 1", "ftm:xx_list 1", "ftm:yy_list 1"]);
    let sources = chokepoint(&home, &["screen", "--name", "Selat Parts Trading", "-v"]);
    assert!(
        sources.contains("read from ftm:mine@") && sources.contains("read from ftm:yy_list@"),
        "{sources}"
    );
}

//! A compiled snapshot is named by the code and tables that made it.

#[allow(dead_code, reason = "only the digest of the build script is asked, not its main")]
#[path = "../build.rs"]
mod build;

use std::{fs, path::Path};

fn write(root: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

fn digest(files: &[(&str, &str)]) -> String {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), files);
    build::digest_of(root.path(), &["src", "tables", "Cargo.lock"]).expect("read")
}

#[test]
fn any_change_of_code_or_tables_gives_a_snapshot_another_name() {
    let files = [("src/keys.rs", "fn key() {}"), ("src/deep/room.rs", "1"), ("tables/words.csv", "a,b")];
    let same = digest(&files);
    let mut backwards = files;
    backwards.reverse();
    assert_eq!(digest(&backwards), same, "the order of writing says nothing");
    for changed in [
        [("src/keys.rs", "fn key() { 1 }"), files[1], files[2]],
        [files[0], ("src/deep/room.rs", "2"), files[2]],
        [files[0], ("src/deep/hall.rs", "1"), files[2]],
        [files[0], files[1], ("tables/words.csv", "a,c")],
    ] {
        assert_ne!(digest(&changed), same, "{changed:?}");
    }
}

#[test]
fn the_digest_in_the_program_is_that_of_the_sources_beside_it() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let now = build::digest_of(crate_folder, build::MADE_BY).expect("read");
    assert_eq!(now, env!("CHOKEPOINT_SNAPSHOT_CODE"));
}

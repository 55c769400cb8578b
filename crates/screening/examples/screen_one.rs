//! Screens one party against a list of one entry, with reasons.

use chokepoint_model::{Listing, Party, Record, RecordKey, Schema};
use chokepoint_screening::{Question, Scratch, Snapshot, screen, snapshot};
use chokepoint_store::registry::Registry;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listed = Record {
        key: RecordKey { source: "mine".into(), id: "1".into() },
        party: Party::named("Ningchang Information Industry (Beijing) Co., Ltd.", Schema::Company),
        listings: vec![Listing::on("my_list")],
        same_as: Vec::new(),
        topics: Vec::new(),
    };
    let path = std::env::temp_dir().join("my-list.flat");
    snapshot::build(vec![listed], &[], &mut Registry::default(), &path)?;
    let lists = Snapshot::open(&path)?;
    let party = Party::named("宁畅信息产业（北京）有限公司", Schema::Company);
    for found in screen(&lists, &party, &Question::on("2026-11-24".parse()?), &mut Scratch::default()) {
        eprintln!("{:.2} {}: {:#?}", found.score, found.met, found.explanation.reasons);
    }
    Ok(())
}

//! Re-screening: what changed for these parties because the lists changed, and nothing else.

use crate::{
    Lists,
    answer::{Hit, Turn},
};
use chokepoint_model::Party;
use chokepoint_screening::{Question, Scratch};

/// The hits of a party as they are now, only those that the change of the lists made: new, changed, or gone.
///
/// A hit that is gone keeps the listings of the earlier state and matches no more.
pub fn rescreen(
    before: &Lists,
    after: &Lists,
    party: &Party,
    question: &Question,
    scratch: &mut Scratch,
) -> Vec<Hit> {
    let earlier = before.screen(party, question, scratch);
    let later = after.screen(party, question, scratch);
    let mut turned = Vec::new();
    for hit in &later {
        let turn = match earlier.iter().find(|old| old.id == hit.id) {
            None => Turn::New,
            Some(old) if hit.matched && !old.matched => Turn::New,
            Some(old) if old.listings != hit.listings || old.met != hit.met || old.matched != hit.matched => {
                Turn::Changed
            }
            Some(_) => continue,
        };
        turned.push(Hit { turn: Some(turn), ..hit.clone() });
    }
    for old in earlier {
        if later.iter().all(|hit| hit.id != old.id) {
            turned.push(Hit { turn: Some(Turn::Gone), matched: false, ..old });
        }
    }
    turned
}

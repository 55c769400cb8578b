//! Listed parties as a user names them on one line: ids or names with commas between, and commas inside names.

use chokepoint_model::Registry;
use std::collections::HashSet;

/// The parties that texts name: each text whole where the registry has such a party, else taken apart at its commas, the
/// longest name first. `Example Holdings Co., Ltd.=us_ofac_sdn` is one.
pub fn named_by_hand(given: &[String], registry: &Registry) -> Vec<String> {
    let plain = |text: &str| text.trim().to_lowercase();
    let mut known: HashSet<String> = HashSet::new();
    for (_, profile) in registry.parties() {
        known.insert(plain(&profile.id));
        known.extend(profile.party.names.iter().map(|name| plain(&name.text)));
    }
    let is_known = |text: &str| {
        known.contains(&plain(text))
            || text.rsplit_once('=').is_some_and(|(name, _)| known.contains(&plain(name)))
    };
    given.iter().flat_map(|text| taken_apart(text, &is_known)).collect()
}

fn taken_apart(text: &str, is_known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let pieces: Vec<&str> = text.split(',').collect();
    let (mut at, mut found) = (0, Vec::new());
    while at < pieces.len() {
        let joined = |end: usize| pieces[at..end].join(",");
        let end = (at + 1..=pieces.len()).rev().find(|end| is_known(&joined(*end))).unwrap_or_else(|| {
            // Of a party that is not there: "Ltd." alone is no name, and a list ends with the text that has it.
            let has_list = (at + 1..=pieces.len()).find(|end| pieces[*end - 1].contains('='));
            match has_list {
                Some(end) if !(at + 1..end).any(|from| is_known(&pieces[from..end].join(","))) => end,
                _ => at + 1,
            }
        });
        let name = joined(end).trim().to_owned();
        if !name.is_empty() {
            found.push(name);
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name before the list that a text gives; of several texts, none.
    fn named(text: &str) -> Option<&str> {
        text.rsplit_once('=').filter(|(_, list)| !list.contains(',')).map(|(name, _)| name)
    }

    #[test]
    fn a_comma_does_not_cut_a_name() {
        let known = ["Aq Holdings Co., Ltd.", "Person Aq", "n1"];
        let is_known = |text: &str| {
            let name = named(text).unwrap_or(text);
            known.contains(&name.trim())
        };
        for (text, expect) in [
            ("Aq Holdings Co., Ltd.=us_ofac_sdn", "Aq Holdings Co., Ltd.=us_ofac_sdn"),
            ("n1,Person Aq", "n1|Person Aq"),
            (
                "n1,Aq Holdings Co., Ltd.=us_ofac_sdn,Person Aq",
                "n1|Aq Holdings Co., Ltd.=us_ofac_sdn|Person Aq",
            ),
            ("Nobody Co., Ltd.=us_ofac_sdn", "Nobody Co., Ltd.=us_ofac_sdn"),
            ("n9,n1", "n9|n1"),
            (" , ", ""),
        ] {
            assert_eq!(taken_apart(text, &is_known).join("|"), expect, "{text}");
        }
    }
}

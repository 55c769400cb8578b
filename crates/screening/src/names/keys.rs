//! The keys under which a name is filed and sought.

use super::view::{Kind, Token, View};
use crate::keys::{Group, Key};
use chokepoint_text::person;
use std::collections::BTreeSet;

/// The keys under which a listed name is filed: words and their families' representatives, consonants, joined
/// neighbours, the whole, numbers.
pub(super) fn filing(views: &[&View<'_>]) -> Vec<String> {
    let mut keys = Vec::new();
    for view in views {
        for (at, token) in view.tokens.iter().enumerate() {
            if token.kind == Kind::Number {
                keys.push(format!("#{}", token.number));
                keys.push(view.str(token.text).to_owned());
                continue;
            }
            if token.kind == Kind::Initial && view.tokens.len() > 1 {
                continue;
            }
            keys.extend(ways(view, token));
            let bare = view.str(token.bare);
            if bare.len() >= 2 {
                keys.push(format!("~{bare}"));
                let sound = view.str(token.sound);
                if sound.contains('v') {
                    keys.push(format!("~{}", chokepoint_text::skeleton::skeleton(sound, true)));
                }
            }
            if let Some(next) = view.tokens.get(at + 1) {
                keys.push(format!("^{}{}", view.str(token.text), view.str(next.text)));
            }
        }
        keys.push(format!("={}", view.str(view.joined)));
    }
    keys.retain(|key: &String| key.len() > 1 || key.chars().all(char::is_alphanumeric));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The groups under which a name is sought: one a word with every way to say it, and one for the whole.
pub(super) fn query(views: &[&View]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut seen = BTreeSet::new();
    for view in views {
        for (at, token) in view.tokens.iter().enumerate() {
            if token.kind == Kind::Initial && view.tokens.len() > 1 || !seen.insert(token.text_hash) {
                continue;
            }
            let mut alternatives: Vec<Key> = Vec::new();
            let mut add = |text: String, fuzzy: bool| {
                if !text.is_empty() && alternatives.iter().all(|key| key.text != text) {
                    alternatives.push(Key { text, fuzzy });
                }
            };
            if token.kind == Kind::Number {
                add(format!("#{}", token.number), false);
            } else {
                for word in ways(view, token) {
                    let fuzzy = word.len() >= 4 && !token.vowelless;
                    add(word, fuzzy);
                }
                for full in token.short_for {
                    add(person::family_name(full).unwrap_or_default().to_owned(), false);
                }
                if token.vowelless && view.str(token.bare).len() >= 2 {
                    add(format!("~{}", view.str(token.bare)), false);
                }
                // One word here may be two neighbours there, and the other way round.
                if view.str(token.text).len() >= 6 {
                    add(format!("^{}", view.str(token.text)), false);
                }
                if let Some(next) = view.tokens.get(at + 1) {
                    let (this, next) = (view.str(token.text), view.str(next.text));
                    add(format!("{this}{next}"), false);
                    add(format!("{next}{this}"), false);
                }
            }
            groups.push(Group { alternatives, weight: token.weight });
        }
        if view.tokens.len() > 1 || view.str(view.joined).len() >= 5 {
            let text = format!("={}", view.str(view.joined));
            if groups.iter().all(|group| group.alternatives.iter().all(|key| key.text != text)) {
                groups.push(Group {
                    alternatives: vec![Key { text, fuzzy: true }],
                    weight: view.total.min(4.0),
                });
            }
        }
    }
    groups
}

/// The group of the name as a whole, and of nothing else.
pub(super) fn whole(view: &View) -> Option<Group> {
    let joined = view.str(view.joined);
    let key = Key { text: format!("={joined}"), fuzzy: false };
    (!joined.is_empty()).then(|| Group { alternatives: vec![key], weight: view.total.min(4.0) })
}

/// The ways to say a word: as written, as it sounds, its family's representative.
fn ways(view: &View, token: &Token) -> Vec<String> {
    let mut ways = vec![view.str(token.text).to_owned()];
    let sound = view.str(token.sound).to_owned();
    if sound.len() >= 2 && !ways.contains(&sound) {
        ways.push(sound);
    }
    if let Some(name) = person::family_name(token.family).filter(|name| !ways.iter().any(|way| way == name)) {
        ways.push(name.to_owned());
    }
    ways
}

//! What a body is by its name: of the army, of defence, a state academy.

use crate::tables::weights;
use chokepoint_model::Profile;
use chokepoint_text::{han, normal::fold};
use std::sync::LazyLock;

/// A body of the state that matters here, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Body {
    /// Of the army, or one that works for nobody else.
    Military,
    /// A group or institute of the defence industry.
    Defence,
    /// A state academy of sciences, or a ministry.
    Academy,
}

impl Body {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Military => "military body",
            Self::Defence => "defence industry",
            Self::Academy => "state academy",
        }
    }

    pub(super) const fn as_words(self) -> &'static str {
        match self {
            Self::Military => "a military body",
            Self::Defence => "the defence industry",
            Self::Academy => "a state academy",
        }
    }

    pub(super) fn weight(self) -> f64 {
        let ties = &weights().ties;
        match self {
            Self::Military => ties.military,
            Self::Defence => ties.academy + 0.5,
            Self::Academy => ties.academy,
        }
    }
}

static WORDS: LazyLock<Vec<(Body, String)>> = LazyLock::new(|| {
    let table = include_str!("../../../../resources/detectors/state_bodies.csv");
    let rows = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    let mut words: Vec<(Body, String)> = Vec::new();
    for (kind, spellings) in rows.filter_map(|row| row.split_once(',')) {
        let body = match kind.trim() {
            "military" => Body::Military,
            "defence" => Body::Defence,
            _ => Body::Academy,
        };
        words.extend(spellings.split('|').map(|word| (body, plain(word))));
    }
    // The longest name decides: an academy of military sciences is no academy of sciences.
    words.sort_by_key(|(_, word)| (std::cmp::Reverse(word.len()), word.clone()));
    words
});

/// Words with single spaces around; Chinese without any.
fn plain(text: &str) -> String {
    if han::has_han(text) {
        return han::simplify(text).chars().filter(|c| c.is_alphanumeric()).collect();
    }
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// What a party is by one of its names, or by what its source says of it.
pub(super) fn body_of(profile: &Profile) -> Option<Body> {
    // A topic of FollowTheMoney.
    if profile.topics.iter().any(|topic| topic == "mil") {
        return Some(Body::Military);
    }
    let names = profile.party.names.iter().map(|name| plain(&name.text));
    let found = names.filter_map(|name| {
        WORDS.iter().find(|(_, word)| name.contains(word.as_str())).map(|(body, _)| *body)
    });
    found.min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chokepoint_model::{Party, Schema};

    #[test]
    fn a_body_is_known_by_its_name_in_either_language() {
        let body = |name: &str| {
            body_of(&Profile { party: Party::named(name, Schema::Organization), ..Profile::default() })
        };
        assert_eq!(body("Unit 61000 of the People's Liberation Army"), Some(Body::Military));
        assert_eq!(body("中国人民解放军某部"), Some(Body::Military));
        assert_eq!(body("中国科学院某研究所"), Some(Body::Academy));
        assert_eq!(body("Institute of Examples, Chinese Academy of Sciences"), Some(Body::Academy));
        assert_eq!(body("Academy of Military Sciences"), Some(Body::Military));
        assert_eq!(body("Northern Lake Academy of Music Co., Ltd."), None);
    }
}

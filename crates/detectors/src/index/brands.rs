//! What a company calls itself without place, trade and legal form: the brand (字号), in characters, in sound, in English.

use super::{days::Days, people::names_of, postings::Postings};
use chokepoint_model::{Changed, Registry};
use chokepoint_screening::han::PreparedHan;
use chokepoint_text::{
    han::{self, english, reading::pinyin_of},
    legal_form, words,
};

pub(super) fn file(registry: &Registry, days: &Days) -> Postings {
    let mut filed = Postings::default();
    for (number, profile) in registry.parties().filter(|(_, profile)| super::is_company(profile)) {
        for value in
            super::dated::timeline(names_of(profile), profile, Changed::Name, days.known_since(number))
        {
            for brand in of_name(&value.text) {
                filed.add(&brand, number, value.since);
            }
        }
    }
    filed.finish()
}

/// The brands of a name: as characters, by their sound, and what they mean in English.
pub(crate) fn of_name(name: &str) -> Vec<String> {
    let mut brands = Vec::new();
    if han::has_han(name) {
        for (brand, english) in PreparedHan::new(name).brands() {
            let characters: Vec<char> = brand.chars().filter(|c| han::is_han(*c)).collect();
            if characters.len() >= 2 {
                brands.push(brand.clone());
                brands.push(pinyin_of(&characters).concat());
            } else if brand.is_ascii() && brand.len() >= 3 {
                brands.push(english::stem(&brand).to_owned());
            }
            brands.extend(english.into_iter().filter(|stem| stem.len() >= 4));
        }
    } else {
        let all = english::words(name);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let mut at = 0;
        while at < all.len() {
            if at > 0
                && let Some(form) = legal_form::legal_form_at(&all[at..])
            {
                at += form.words.max(1);
                continue;
            }
            let word = all[at];
            let is_telling = word.len() >= 3
                && !word.starts_with(|c: char| c.is_ascii_digit())
                && !english::is_stop_word(word)
                && words::common(word).is_none()
                && !is_trade(word);
            if is_telling {
                brands.push(word.to_owned());
                brands.push(english::stem(word).to_owned());
            }
            at += 1;
        }
    }
    brands.sort_unstable();
    brands.dedup();
    brands
}

/// Whether the vocabulary of Chinese names uses a word for a trade, a place or a kind of body.
fn is_trade(word: &str) -> bool {
    use han::Class::{Country, Form, Holding, Modifier, Place, Trade, Type};
    let general = [Country, Form, Holding, Modifier, Place, Trade, Type];
    let general: u16 = general.into_iter().map(han::Class::bit).sum();
    let found = han::vocabulary().stem(english::stem(word)).or_else(|| han::vocabulary().stem(word));
    found.is_some_and(|(_, classes)| classes & general != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_is_found_in_characters_sound_and_english() {
        assert_eq!(of_name("天津市澜渡信息产业有限公司"), ["landu", "澜渡"]);
        assert_eq!(of_name("Landu-Ruida Server Technology Co., Ltd."), ["landu", "ruida"]);
        let dawn = of_name("曙光信息产业股份有限公司");
        assert!(dawn.iter().any(|brand| brand == "dawn") && dawn.iter().any(|brand| brand == "shuguang"));
        assert!(of_name("Beijing Electronic Technology Co., Ltd.").is_empty());
    }
}

//! What each meeting and each missing word of a Chinese and an English name counts.

use super::align::{Met, Stretch, align};
use super::chinese::{Edge, PreparedHan};
use super::english::{PreparedEnglish, Role};
use super::features::{COUNT, FEATURES, Feature, weights};
use super::likeness::{CLEARLY_HEARD, heard};
use super::{STRONGEST_AGAINST, STRONGEST_FOR};
use chokepoint_model::Reason;
use chokepoint_text::han::brand::{is_common_trade, surprise};
use chokepoint_text::han::reading::is_pinyin;
use chokepoint_text::han::{Class, vocabulary};

/// How often each feature is met between two names.
pub fn features_han_latin(han: &PreparedHan, english: &PreparedEnglish) -> Vec<f32> {
    count(han, english, false).counts.to_vec()
}

/// The evidence that a Chinese and an English name are one, in natural-log odds, 0 where the error is least.
pub fn compare_han_latin(han: &PreparedHan, english: &PreparedEnglish) -> f32 {
    let tally = count(han, english, false);
    let sum: f32 = tally.counts.iter().zip(weights()).map(|(count, weight)| count * weight).sum();
    sum.clamp(STRONGEST_AGAINST, STRONGEST_FOR)
}

/// The same evidence in words; the weights add up to what [`compare_han_latin`] returns.
pub fn explain_han_latin(han: &PreparedHan, english: &PreparedEnglish) -> Vec<Reason> {
    let tally = count(han, english, true);
    let mut reasons = Vec::new();
    let mut sum = 0.0;
    let mut told: Vec<&str> = Vec::new();
    for feature in FEATURES {
        let count = tally.counts[*feature as usize];
        let weight = count * feature.weight();
        sum += weight;
        let words: Vec<&str> =
            tally.words.iter().filter(|(of, _)| of == feature).map(|(_, w)| w.as_str()).collect();
        if words.is_empty() && weight == 0.0 {
            continue;
        }
        told.extend(&words);
        let words = if words.is_empty() { feature.said(count) } else { words.join("; ") };
        reasons.push(reason(han, english, weight, words));
    }
    let evidence = sum.clamp(STRONGEST_AGAINST, STRONGEST_FOR);
    if evidence != sum {
        reasons.push(reason(
            han,
            english,
            evidence - sum,
            "evidence of names is held within bounds".to_owned(),
        ));
    }
    reasons
}

/// Whether a Chinese and an English name, of which nothing is left over on either side, meet in so much that in a whole
/// country hardly two parties would: an uncommon brand of three syllables, or of two with its town, or the known name of a
/// group. What is heard alike or means the same (海, Ocean) says little of that kind, and a brand without its trade, town or
/// form less.
pub fn is_one_in_a_country(han: &PreparedHan, english: &PreparedEnglish) -> bool {
    /// One in three million, about as many companies as are founded in China in four months.
    const RARE: f32 = 15.0;
    /// A town is that of one company in twenty.
    const TOWN: f32 = 3.0;
    let stretches = align(han, english);
    let all_met = count(han, english, false).counts[Feature::AllMet as usize] > 0.0;
    if !all_met || is_brief(han, &stretches) || is_brief_english(english) {
        return false;
    }
    let rarity = |stretch: &Stretch| match stretch.met {
        Met::Sound(_, true) | Met::Coined(_) if !is_place(stretch, english) => {
            let brand = stretch.from + place_before(han, stretch)..stretch.to;
            let readings = han.units[brand].iter().filter_map(|unit| unit.readings.first());
            readings.map(|reading| surprise(reading.spelling)).sum()
        }
        Met::Meaning(Class::Group) => RARE,
        Met::Meaning(Class::Place) => TOWN,
        _ => 0.0,
    };
    stretches.iter().map(rarity).sum::<f32>() >= RARE
}

/// The characters of a town that a stretch met by its sound begins with: 苏州 in 苏州韫新.
fn place_before(han: &PreparedHan, stretch: &Stretch) -> usize {
    let places = han.edges[stretch.from].iter().filter_map(|edge| match edge {
        Edge::Word(len, word) if vocabulary().word(*word).class == Class::Place => Some(*len),
        _ => None,
    });
    places.max().unwrap_or(0).min(stretch.to - stretch.from)
}

fn reason(han: &PreparedHan, english: &PreparedEnglish, weight: f32, words: String) -> Reason {
    Reason {
        feature: chokepoint_model::Feature::Name,
        party: han.simple.clone(),
        entity: english.text(u64::MAX),
        weight,
        words,
    }
}

struct Tally {
    counts: [f32; COUNT],
    /// What was met or missing, in words, by feature. Made on demand only where it is read.
    words: Vec<(Feature, String)>,
}

fn count(han: &PreparedHan, english: &PreparedEnglish, is_told: bool) -> Tally {
    let stretches = align(han, english);
    let mut tally = Tally { counts: [0.0; COUNT], words: Vec::new() };
    let mut add = |feature: Feature, by: f32, words: &dyn Fn() -> String| {
        tally.counts[feature as usize] += by;
        if is_told {
            tally.words.push((feature, words()));
        }
    };
    let used_by_all = stretches.iter().fold(0, |words, stretch| words | stretch.words);
    let mut used = 0u64;
    let (mut all, mut covered) = (0.0f32, 0.0f32);
    let (mut brand_missing, mut place_missing, mut type_missing) = (false, false, false);
    let mut distinctive = false;
    let mut numbers_met = 0usize;
    let (mut shared, mut type_words, mut special) = (0.0f32, 0.0f32, 0.0f32);
    let (mut number_missing, mut trade_missing) = (false, false);
    // Characters of the brand that nothing meets; whether something that names the body did meet.
    let (mut brand_unmet, mut is_named) = (0.0f32, false);
    // The greatest number that meets, and the greatest that does not.
    let (mut number_met, mut number_unmet) = (0u32, 0u32);
    let mut by_group = 0u64;
    let mut beyond_group = false;
    let mut missing = String::new();
    let mut is_fixed = false;
    let alike = heard(han, english, &stretches, used_by_all);
    if let Some(alike) = &alike {
        let (zh, en) = (han.text(alike.from, alike.to), english.text(alike.words));
        add(Feature::SoundsAlike, alike.evidence(), &|| format!("{en} sounds like {zh}"));
        distinctive = true;
        used |= alike.words;
    }
    let is_english_brief = is_brief_english(english);
    let is_left_out = |class: Class| {
        is_english_brief && matches!(class, Class::Place | Class::Trade | Class::Letter | Class::Type)
    };
    for (at, stretch) in stretches.iter().enumerate() {
        let zh = han.text(stretch.from, stretch.to);
        let len = (stretch.to - stretch.from) as f32;
        let en = || english.text(stretch.words);
        let is_new = stretch.words & !used != 0;
        used |= stretch.words;
        if stretch.met == Met::Meaning(Class::Place) {
            used |= english.ranks(zh.chars().last());
        }
        let weigh = if is_new { 1.0 } else { 0.3 };
        // What stands for nothing, and the parent body before the name, need not be covered.
        let of_no_account = match stretch.met {
            Met::Missing(Some(Class::Form | Class::Holding)) | Met::Meaning(Class::Form) => true,
            Met::Missing(Some(class)) if is_left_out(class) => true,
            Met::Missing(Some(Class::Group | Class::Country | Class::Modifier)) => stretch.from == 0,
            _ => false,
        };
        if !of_no_account {
            all += len;
            if !matches!(stretch.met, Met::Missing(_) | Met::OtherNumber) {
                covered += len * weigh;
            }
        }
        match stretch.met {
            Met::Sound(syllables, is_pinyin) => {
                let name = match syllables {
                    1 => Feature::SoundOfOneSyllable,
                    2 => Feature::SoundOfTwoSyllables,
                    _ => Feature::SoundOfThreeSyllables,
                };
                // A place by its sound is a place; a trade word by its sound is what a name in pinyin says.
                let as_place = is_place(stretch, english);
                if as_place {
                    add(Feature::Place, weigh, &|| format!("{zh} = {}", en()));
                } else {
                    distinctive |= syllables >= 2;
                    if syllables >= 2 {
                        shared += weigh * homophones(han, stretch);
                    }
                    is_named |= syllables >= 2;
                    add(name, weigh, &|| format!("{zh} sounds like {}", en()));
                    if goes_on(&stretches, at) {
                        add(Feature::BrandMetInPart, 1.0, &|| format!("{zh} is part of a brand"));
                    }
                    if !is_pinyin {
                        add(Feature::SoundNotInPinyin, 1.0, &|| {
                            format!("{zh} is not written {} in pinyin", en())
                        });
                    }
                }
            }
            Met::Coined(syllables) => {
                distinctive |= syllables >= 2;
                is_named = true;
                add(Feature::CoinedWord, weigh, &|| format!("{} is coined from the sound of {zh}", en()));
            }
            // "Hong Kong ... Trading Limited" beside the Chinese name says what hundreds of names say.
            Met::Letters if is_general(stretch, english) => {}
            Met::Letters => {
                distinctive |= zh.len() >= 2;
                is_named = true;
                add(Feature::SameLetters, weigh, &|| format!("{zh} = {}", en()));
            }
            Met::Number => {
                numbers_met += 1;
                number_met = number_met.max(stretch_number(han, stretch));
                add(Feature::SameNumber, weigh, &|| format!("{zh} = {}", en()));
            }
            Met::OtherNumber => {
                number_missing = true;
                number_unmet = number_unmet.max(stretch_number(han, stretch));
            }
            Met::Meaning(class) => {
                let words = || format!("{zh} means {}", meaning(stretch, &en()));
                match class {
                    Class::Place => add(Feature::Place, weigh, &|| format!("{zh} = {}", en())),
                    Class::Country => add(Feature::Country, weigh, &words),
                    Class::Modifier => add(Feature::Modifier, weigh, &words),
                    Class::Group | Class::Brand => {
                        distinctive = true;
                        is_named = true;
                        by_group |= if class == Class::Group { stretch.words } else { 0 };
                        is_fixed |=
                            stretch_word(han, stretch).is_some_and(|word| vocabulary().is_fixed(word));
                        add(Feature::Group, weigh, &|| {
                            format!("{zh} is called {} in English", meaning(stretch, &en()))
                        });
                    }
                    Class::Plain => {
                        distinctive = true;
                        is_named = true;
                        add(Feature::PlainWord, weigh, &words);
                    }
                    Class::Trade => {
                        add(Feature::Trade, weigh, &words);
                        if !is_common_trade(&zh) {
                            distinctive = true;
                            special += weigh;
                        }
                    }
                    // 皖 for Anhui, 粤 for Guangdong.
                    Class::Letter if is_place(stretch, english) => {
                        add(Feature::Place, weigh, &|| format!("{zh} = {}", en()))
                    }
                    Class::Letter => add(Feature::Trade, 0.5 * weigh, &words),
                    Class::Type => {
                        type_words += weigh * (stretch.words.count_ones().saturating_sub(1)) as f32;
                        add(Feature::Type, weigh, &words);
                    }
                    Class::Holding | Class::Form => {}
                }
            }
            Met::Missing(_)
                if alike.as_ref().is_some_and(|a| a.from <= stretch.from && stretch.to <= a.to) =>
            {
                covered += len;
            }
            Met::Missing(class) => {
                missing.push_str(&zh);
                beyond_group |=
                    !of_no_account || !matches!(class, Some(Class::Form | Class::Holding | Class::Modifier));
                if matches!(class, None | Some(Class::Plain | Class::Brand)) {
                    brand_unmet += len;
                }
                let words = || format!("{zh} only in the Chinese name");
                match class {
                    None if zh.is_ascii() => {
                        brand_missing = true;
                        add(Feature::LettersOnlyInChinese, 1.0, &words);
                    }
                    None => {
                        brand_missing = true;
                        add(Feature::BrandOnlyInChinese, len.min(4.0) / 2.0, &words);
                    }
                    Some(Class::Plain | Class::Brand) => {
                        brand_missing = true;
                        add(Feature::BrandOnlyInChinese, 1.0, &words);
                    }
                    Some(Class::Type) if is_english_brief => {
                        add(Feature::BodyLeftOutOfABriefEnglishName, 1.0, &words);
                    }
                    Some(class) if is_left_out(class) => {
                        add(Feature::LeftOutOfABriefEnglishName, 1.0, &words)
                    }
                    // 中国科学院南京土壤研究所 is its only institute of soil science: the city need not be said.
                    Some(Class::Place) if follows_a_group(&stretches, at) => {
                        add(Feature::ParentOnlyInChinese, 1.0, &words);
                    }
                    Some(Class::Place) => {
                        place_missing = true;
                        add(Feature::PlaceOnlyInChinese, 1.0, &words);
                    }
                    Some(class @ (Class::Trade | Class::Letter)) => {
                        trade_missing |= class == Class::Trade;
                        let by = if is_common_trade(&zh) { 0.5 } else { 1.0 };
                        add(Feature::TradeOnlyInChinese, by, &words);
                    }
                    // A college calls itself university, a bureau commission: a body of the same family.
                    Some(Class::Type) => match english.body_like(stretch_word(han, stretch), used_by_all) {
                        Some(word) => {
                            used |= 1 << word;
                            covered += len;
                            add(Feature::BodyCalledOtherwise, 1.0, &|| {
                                format!("{zh} is called {} in English", english.words[word].text)
                            });
                        }
                        None => {
                            type_missing = true;
                            add(Feature::TypeOnlyInChinese, 1.0, &words);
                        }
                    },
                    // The academy an institute belongs to is often left out.
                    Some(Class::Group | Class::Country) if stretch.from == 0 => {
                        add(Feature::ParentOnlyInChinese, 1.0, &words)
                    }
                    Some(Class::Group | Class::Country) => add(Feature::GroupOnlyInChinese, 1.0, &words),
                    Some(Class::Modifier) => add(Feature::ModifierOnlyInChinese, 1.0, &words),
                    Some(Class::Holding | Class::Form) => {}
                }
            }
        }
    }
    let (mut en_all, mut en_covered) = (0.0f32, 0.0f32);
    let (mut brand_left, mut place_left, mut type_left, mut trade_left) = (0.0f32, false, false, false);
    let mut more_than_group = false;
    let brief = is_brief(han, &stretches);
    let only = |full: Feature, in_brief: Feature| if brief { in_brief } else { full };
    let mut at = 0;
    while at < english.words.len() {
        let word = &english.words[at];
        let met = used >> at & 1 == 1;
        at += 1;
        let of_no_account = match word.role {
            Role::Stop | Role::Form => true,
            Role::Holding => !met,
            _ => !met && english.is_acronym(at - 1),
        };
        if of_no_account {
            continue;
        }
        // What stands in parentheses repeats: (CETC), (Beijing).
        let by = if word.aside { 0.3 } else { 1.0 };
        more_than_group |= by_group >> (at - 1) & 1 == 0 && !word.aside;
        if met {
            en_all += by;
            en_covered += by;
            continue;
        }
        // "of China", "national": added or left out at will.
        let is_added = word.role == Role::Modifier;
        en_all += if is_added { 0.0 } else { by };
        let words = || format!("{} only in the English name", word.text);
        if is_fixed && !word.aside && !matches!(word.role, Role::Holding | Role::Country | Role::Number) {
            add(Feature::MoreThanTheFixedName, by, &|| format!("{} is no part of this name", word.text));
        }
        match word.role {
            Role::Brand if brand_missing && is_pinyin(&word.text) => {
                brand_left += by;
                add(Feature::OtherBrandInPinyin, by, &words);
            }
            Role::Brand => {
                brand_left += by;
                add(only(Feature::BrandOnlyInEnglish, Feature::BriefBrandOnlyInEnglish), by, &words);
            }
            Role::Place => {
                place_left |= true;
                add(only(Feature::PlaceOnlyInEnglish, Feature::BriefPlaceOnlyInEnglish), by, &words);
            }
            Role::Trade => {
                trade_left = true;
                add(only(Feature::TradeOnlyInEnglish, Feature::BriefTradeOnlyInEnglish), by, &words);
            }
            Role::Type => {
                type_left = true;
                add(only(Feature::TypeOnlyInEnglish, Feature::BriefTypeOnlyInEnglish), by, &words);
            }
            Role::Modifier => add(Feature::ModifierOnlyInEnglish, by, &words),
            Role::Group | Role::Country => add(Feature::GroupOnlyInEnglish, by, &words),
            Role::Number | Role::Holding | Role::Stop | Role::Form => {}
        }
    }
    let numbers_left = english.numbers.iter().filter(|(_, mask)| mask & used == 0);
    let number_left = numbers_left.map(|(number, _)| *number).max();
    match (number_missing, number_left.is_some()) {
        (true, true) => add(Feature::OtherNumber, 1.0, &|| "the numbers differ".to_owned()),
        // 第二研究院二十五所 is an institute of the Second Academy: the greater number is that of the body itself.
        _ if numbers_met > 0 && number_unmet.max(number_left.unwrap_or(0)) > number_met => {
            add(Feature::OtherNumber, 0.5, &|| "one has the number of a body within the other".to_owned());
        }
        (true, false) | (false, true) if numbers_met == 0 => {
            add(Feature::NumberOnOneSide, 1.0, &|| "only one name has a number".to_owned());
        }
        _ => {}
    }
    if points_elsewhere(&missing, english, used) {
        add(Feature::OtherPlace, 1.0, &|| "they point in different directions".to_owned());
    } else if place_missing && place_left {
        add(Feature::OtherPlace, 1.0, &|| "the places differ".to_owned());
    }
    if brand_missing && brand_left > 0.0 {
        add(Feature::OtherBrand, 1.0, &|| "the brands differ".to_owned());
    }
    if trade_missing && trade_left {
        add(Feature::OtherTrade, 1.0, &|| "they do different things".to_owned());
    }
    if brand_unmet > 0.0 && brand_left == 0.0 && !is_named && alike.is_none() {
        add(Feature::NoBrandInEnglish, (brand_unmet / 2.0).min(1.0), &|| {
            "the English name has no brand".to_owned()
        });
    }
    if by_group != 0 && beyond_group && !more_than_group {
        add(Feature::MoreThanTheGroup, 1.0, &|| {
            "the Chinese name says more than the name of the group".to_owned()
        });
    }
    if alike.is_some() && !stretches.iter().any(|stretch| says_more(&stretch.met)) {
        add(Feature::HeardAlone, 1.0, &|| "only the brand matches".to_owned());
    }
    if type_missing && type_left {
        add(Feature::OtherType, 1.0, &|| "they are different kinds of body".to_owned());
    }
    let zh_share = if all > 0.0 { covered / all } else { 0.0 };
    let en_share = if en_all > 0.0 { en_covered / en_all } else { 0.0 };
    tally.counts[Feature::Base as usize] = 1.0;
    tally.counts[Feature::NothingDistinctive as usize] = f32::from(!distinctive);
    // What is heard with difficulty is not met.
    let is_clear = alike.as_ref().is_none_or(|alike| alike.evidence() >= CLEARLY_HEARD);
    tally.counts[Feature::AllMet as usize] = f32::from(is_clear && zh_share > 0.99 && en_share > 0.99);
    tally.counts[Feature::CoveredChinese as usize] = zh_share;
    tally.counts[Feature::CoveredEnglish as usize] = en_share;
    let both = zh_share.min(en_share);
    tally.counts[Feature::CoveredBoth as usize] = both * both;
    tally.counts[Feature::ManyHomophones as usize] = shared;
    tally.counts[Feature::WordsOfAType as usize] = type_words;
    tally.counts[Feature::SpecialTrade as usize] = special;
    tally
}

/// North lake and south lake: one name has a direction, the other has another in its stead.
fn points_elsewhere(missing: &str, english: &PreparedEnglish, used: u64) -> bool {
    const DIRECTIONS: [(char, &str); 4] = [('东', "east"), ('南', "south"), ('西', "west"), ('北', "north")];
    let says = |word: &str, direction: &str| {
        word.strip_prefix(direction).is_some_and(|rest| matches!(rest, "" | "ern"))
    };
    let left = |direction: &str| {
        english.words.iter().enumerate().any(|(at, word)| used >> at & 1 == 0 && says(&word.text, direction))
    };
    DIRECTIONS.iter().any(|(c, _)| missing.contains(*c))
        && DIRECTIONS.iter().any(|(c, direction)| !missing.contains(*c) && left(direction))
}

/// The number of the word that a stretch is, when it is one.
fn stretch_word(han: &PreparedHan, stretch: &Stretch) -> Option<u32> {
    han.edges[stretch.from].iter().find_map(|edge| match edge {
        Edge::Word(len, number) if stretch.from + len == stretch.to => Some(*number),
        _ => None,
    })
}

/// A name as people and exchanges shorten it: a few characters without a legal form or a place, so that the place and
/// the trade that the full name has are no difference.
fn is_brief(han: &PreparedHan, stretches: &[Stretch]) -> bool {
    han.units.len() <= 6
        && !stretches.iter().any(|stretch| match stretch.met {
            Met::Missing(Some(class)) | Met::Meaning(class) => {
                matches!(class, Class::Place) || class == Class::Form && stretch.to - stretch.from > 2
            }
            _ => false,
        })
}

/// A brand alone, or with its place: what the registered Chinese name says beside it is left out, not another.
fn is_brief_english(english: &PreparedEnglish) -> bool {
    english.words.len() <= 4
        && english.words.iter().all(|word| {
            !matches!(word.role, Role::Form | Role::Trade | Role::Type | Role::Number | Role::Modifier)
        })
}

/// Whether the stretch is followed or preceded by characters that nothing meets, so that it is a part of a brand.
fn goes_on(stretches: &[Stretch], at: usize) -> bool {
    let is_open = |at: usize| {
        let met = stretches.get(at).map(|stretch| stretch.met);
        matches!(met, Some(Met::Missing(None | Some(Class::Letter | Class::Plain))))
    };
    at.checked_sub(1).is_some_and(is_open) || is_open(at + 1)
}

/// Whether the stretch stands right after the academy or group that an institute belongs to.
fn follows_a_group(stretches: &[Stretch], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| stretches.get(at)).map(|stretch| stretch.met);
    matches!(before, Some(Met::Meaning(Class::Group) | Met::Missing(Some(Class::Group))))
}

/// Whether a stretch is met by something that says what the body is or where.
fn says_more(met: &Met) -> bool {
    match met {
        Met::Meaning(class) => {
            !matches!(class, Class::Form | Class::Holding | Class::Modifier | Class::Letter)
        }
        Met::Missing(_) | Met::OtherNumber => false,
        _ => true,
    }
}

/// The number that a stretch is, when it is one.
fn stretch_number(han: &PreparedHan, stretch: &Stretch) -> u32 {
    let numbers = han.edges[stretch.from].iter().filter_map(|edge| match edge {
        Edge::Number(len, value, _) if stretch.from + len == stretch.to => Some(*value),
        _ => None,
    });
    numbers.max().unwrap_or(0)
}

/// How much likelier than others a brand of this sound is to be borne by strangers, in natural-log odds.
fn homophones(han: &PreparedHan, stretch: &Stretch) -> f32 {
    /// What a syllable of a brand says as a rule.
    const USUAL: f32 = 6.0;
    let units = han.units[stretch.from..stretch.to].iter();
    units.filter_map(|unit| unit.readings.first()).map(|reading| USUAL - surprise(reading.spelling)).sum()
}

fn is_place(stretch: &Stretch, english: &PreparedEnglish) -> bool {
    english.words.iter().enumerate().all(|(i, w)| stretch.words >> i & 1 == 0 || w.role == Role::Place)
}

/// Whether a stretch meets only words that name nobody: places, trades, forms, and what stands between them.
fn is_general(stretch: &Stretch, english: &PreparedEnglish) -> bool {
    let met = english.words.iter().enumerate().filter(|(i, _)| stretch.words >> i & 1 != 0);
    met.into_iter().all(|(_, word)| !matches!(word.role, Role::Brand | Role::Group | Role::Number))
}

fn meaning(stretch: &Stretch, words: &str) -> String {
    match stretch.rendering {
        Some((word, i)) => {
            vocabulary().word(word).renderings.get(i as usize).map_or(words, |r| r.text).to_owned()
        }
        None => words.to_owned(),
    }
}

//! The index against a plain walk over all names, hostile questions, and files that do not fit.

use super::near;
use super::retrieve::{INITIAL, UNSOUGHT, WHOLE, WHOLE_ALONE};
use super::space::Space;
use super::*;
use crate::keys::{Group, Key};
use chokepoint_store::flat::FlatWriter;
use proptest::prelude::*;

fn index_of(names: &[Vec<String>], entity_of: &[u32]) -> Index {
    let mut builder = IndexBuilder::new();
    for (doc, keys) in names.iter().enumerate() {
        builder.add(doc as u32, keys);
    }
    builder.group_by(entity_of);
    let mut file = FlatWriter::new();
    builder.build(&mut file);
    open(file).unwrap()
}

fn open(file: FlatWriter) -> Result<Index, FlatError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    file.write(&path).unwrap();
    Index::open(&FlatFile::open(&path).unwrap())
}

/// A name filed as its words, its neighbours joined, and its whole.
fn filed(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let mut keys: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    keys.extend(words.windows(2).map(|pair| format!("^{}", pair.concat())));
    keys.push(format!("={}", words.concat()));
    keys
}

fn sought(name: &str) -> Vec<Group> {
    let key = |sign: &str, word: &str| Key { text: format!("{sign}{word}"), fuzzy: word.len() >= 4 };
    let words: Vec<&str> = name.split(' ').collect();
    let word = |at: usize| {
        let mut alternatives = vec![key("", words[at]), key("^", words[at])];
        let pairs = [at.checked_sub(1), Some(at)].into_iter().flatten();
        alternatives.extend(pairs.filter_map(|at| words.get(at..at + 2)).map(|pair| key("", &pair.concat())));
        Group { alternatives, weight: 5.0 }
    };
    let mut groups: Vec<Group> = (0..words.len()).map(word).collect();
    groups.push(Group { alternatives: vec![key("=", &words.concat())], weight: 1.0 });
    groups
}

/// Every name that shares enough, by a walk over all of them.
fn walk(names: &[Vec<String>], groups: &[Group]) -> Vec<Candidate> {
    let named = |key: &str| names.iter().filter(|keys| keys.iter().any(|other| other == key)).count() as u32;
    let share = |key: &Key, listed: &str| {
        let ((space, a), (other, b)) = (Space::of(key.text.as_bytes()), Space::of(listed.as_bytes()));
        let slips = if key.text == listed { Some(0) } else { near::slips(space, a, b).filter(|_| key.fuzzy) };
        let slips = slips.filter(|_| space == other && !a.is_empty())?;
        Some((1.0 - slips as f32 / a.len().max(b.len()) as f32) * space.counts())
    };
    let whole = |key: &&Key| key.text.starts_with('=');
    let mut all: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
    all.sort_unstable();
    all.dedup();

    let words: Vec<(&Group, f32)> = (groups.iter())
        .filter(|group| group.alternatives.iter().any(|key| !whole(&key)))
        .map(|group| {
            let met = |least: f32| -> u32 {
                let brought = |listed: &&&str| {
                    group
                        .alternatives
                        .iter()
                        .filter(|key| !whole(key))
                        .any(|key| share(key, listed) >= Some(least))
                };
                all.iter().filter(brought).map(|listed| named(listed)).sum()
            };
            let (exact, near) = (met(1.0), met(0.0));
            let rarity = rarity(names.len(), if exact > 0 { exact } else { near });
            let mut weight = (group.weight * rarity).sqrt();
            if group.alternatives.iter().all(|key| key.text.len() == 1) {
                weight *= INITIAL;
            }
            (group, weight)
        })
        .collect();
    let total: f32 = words.iter().map(|(_, weight)| weight).sum();

    let mut found = Vec::new();
    for (doc, keys) in names.iter().enumerate() {
        let (mut met, mut said) = (0.0, 0.0);
        for (group, weight) in &words {
            let ways = group.alternatives.iter().filter(|key| !whole(key)).flat_map(|key| {
                keys.iter().filter_map(move |listed| Some((share(key, listed)?, named(listed))))
            });
            if let Some((share, _)) = ways.max_by(|a, b| a.0.total_cmp(&b.0)) {
                met += weight * share;
                said += 1.0;
            }
        }
        let entire = groups.iter().flat_map(|group| &group.alternatives).filter(whole);
        let entire =
            entire.flat_map(|key| keys.iter().filter_map(|listed| share(key, listed))).fold(0.0, f32::max);
        let part = if total > 0.0 { met / total } else { 0.0 };
        if part >= LEAST_SHARE || entire > 0.0 {
            // What the listed name says beside is left to the index; here it is all or nothing.
            let weight = if entire > 0.0 { part.max(WHOLE_ALONE * entire) + WHOLE * entire } else { part };
            found.push(Candidate {
                doc: doc as u32,
                weight: if said > 0.0 || entire > 0.0 { weight } else { 0.0 },
            });
        }
    }
    found
}

fn name() -> impl Strategy<Value = String> {
    proptest::collection::vec("[ab]{1,2}|[abc]{4,6}|[abcd]{8,10}|global|trading|sunrise|sun|rise", 1..5)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn every_name_that_shares_enough_is_found(
        listed in proptest::collection::vec(name(), 1..60),
        asked in proptest::collection::vec(name(), 1..6),
    ) {
        let names: Vec<Vec<String>> = listed.iter().map(|name| filed(name)).collect();
        let index = index_of(&names, &[]);
        let mut scratch = Scratch::new();
        for name in asked.iter().chain(&listed[..1]) {
            let groups = sought(name);
            let found = index.retrieve(&groups, usize::MAX, &mut scratch).to_vec();
            prop_assert!(found.is_sorted_by(|a, b| (b.weight, a.doc) <= (a.weight, b.doc)), "{:?}", found);
            let expected = walk(&names, &groups);
            for expect in &expected {
                // Sums taken in another order may fall on the other side of the line.
                let edge = (expect.weight - LEAST_SHARE).abs() < 1e-4;
                let candidate = found.iter().find(|candidate| candidate.doc == expect.doc);
                prop_assert!(candidate.is_some() || edge, "{}: {} is missing", name, listed[expect.doc as usize]);
                let Some(candidate) = candidate else { continue };
                let range = expect.weight * (1.0 - UNSOUGHT) - 1e-4..=expect.weight + 1e-4;
                prop_assert!(range.contains(&candidate.weight), "{} {:?} {:?}", name, candidate, expect);
            }
            for candidate in &found {
                let edge = candidate.weight < LEAST_SHARE + 1e-4;
                prop_assert!(edge || expected.iter().any(|expect| expect.doc == candidate.doc), "{:?}", candidate);
            }

            // A short answer is the beginning of the long one, whoever asked before.
            for limit in [0, 1, 3, 12] {
                let fresh = index.retrieve(&groups, limit, &mut Scratch::new()).to_vec();
                prop_assert_eq!(&fresh[..], index.retrieve(&groups, limit, &mut scratch));
                prop_assert_eq!(&fresh[..], &found[..found.len().min(limit)]);
            }
        }
    }

    #[test]
    fn no_question_is_too_strange(
        groups in proptest::collection::vec(
            (proptest::collection::vec(("[~^=#*]?\\PC{0,12}", any::<bool>()), 0..4), any::<f32>()), 0..40,
        ),
    ) {
        let names: Vec<Vec<String>> = ["sun rise trading", "global trading", "x"].map(filed).into();
        let groups: Vec<Group> = groups.into_iter().map(|(keys, weight)| Group {
            alternatives: keys.into_iter().map(|(text, fuzzy)| Key { text, fuzzy }).collect(),
            weight,
        }).collect();
        index_of(&names, &[]).retrieve(&groups, 5, &mut Scratch::new());
    }
}

#[test]
fn a_name_is_found_however_it_is_misspelt() {
    let list =
        ["shenzhen sunrise electronics", "mohammed ali", "ali hassan mohammed", "global sun rise", "al nur"];
    let index = index_of(&list.map(filed), &[]);
    let mut scratch = Scratch::new();
    let mut check = |asked: &str, expect: &str| {
        let found =
            index.retrieve(&sought(asked), 5, &mut scratch).first().map(|first| list[first.doc as usize]);
        assert_eq!(found, Some(expect), "{asked}");
    };
    check("shenzhen sunrise electronics", "shenzhen sunrise electronics");
    check("shenzen sunrize elektronics", "shenzhen sunrise electronics");
    check("electronics sunrise shenzhen", "shenzhen sunrise electronics");
    check("shenzhensunrise electronics", "shenzhen sunrise electronics");
    check("sun rise electronics shenzhen", "shenzhen sunrise electronics");
    check("global sunrise", "global sun rise");
    check("globall sunrisse", "global sun rise");
    check("ali mohammed", "mohammed ali");
    check("mohamed ali", "mohammed ali");
    check("alnur", "al nur");
}

#[test]
fn an_entity_of_many_names_leaves_room_for_others() {
    let mut names: Vec<Vec<String>> = (0..200).map(|_| filed("sunrise trading")).collect();
    names.push(filed("sunrise trading house"));
    let mut entity_of = vec![7; 200];
    entity_of.push(8);
    let index = index_of(&names, &entity_of);
    let mut scratch = Scratch::new();
    let found: Vec<u32> =
        index.retrieve(&sought("sunrise trading"), 5, &mut scratch).iter().map(|found| found.doc).collect();
    assert_eq!(found, [0, 1, 2, 200]);
}

#[test]
fn work_is_bounded_whatever_is_asked() {
    let names: Vec<Vec<String>> = (0..20_000).map(|at| filed(&format!("global trading x{at}"))).collect();
    let index = index_of(&names, &[]);
    let mut scratch = Scratch::new();
    let many: Vec<Group> = (0..10_000).flat_map(|_| sought("global trading")).collect();
    assert!(index.retrieve(&many, 5, &mut scratch).len() <= 5);
    let long = "x".repeat(10_000);
    index.retrieve(&sought(&format!("{long} {long}")), 5, &mut scratch);
    index.retrieve(&sought(&"global trading ".repeat(5_000)), 5, &mut scratch);
    assert!(scratch.gathered.all().len() <= MOST_READ);
    assert_eq!(index.retrieve(&sought("global trading x17"), 5, &mut scratch)[0].doc, 17);
    assert!(index.retrieve(&[], 5, &mut scratch).is_empty());
}

/// Entries read for `name` on a list of `count` names of few words, each borne by a share of all.
fn looked(count: usize, name: &str) -> usize {
    let words = ["global", "trading", "general", "company", "services", "industry"];
    let names: Vec<Vec<String>> =
        (0..count).map(|at| filed(&format!("{} {} x{at}", words[at % 6], words[at / 6 % 5]))).collect();
    let (index, mut scratch) = (index_of(&names, &[]), Scratch::new());
    index.retrieve(&sought(name), 5, &mut scratch);
    scratch.looked
}

#[test]
fn a_list_is_never_walked_through() {
    let commonest = "global trading general company services industry";
    let thousand: String = (0..1_000).map(|at| format!("word{at} ")).collect();
    for name in [
        commonest,
        &commonest.repeat(500),
        &thousand,
        &format!("{commonest} {thousand}"),
        &"x".repeat(10_000),
        &"trading ".repeat(1_000),
        "globel tradign genral companie servises industri",
    ] {
        let (small, large) = (looked(20_000, name), looked(120_000, name));
        let short: String = name.chars().take(60).collect();
        assert!(small <= MOST_LOOKED && large <= MOST_LOOKED, "{small} and {large} entries for {short}");
        // Of a list that grew by 100,000 names, no more than what is always read is read.
        assert!(large <= small.max(MOST_READ + MOST_RARE), "{small} grew to {large} for {short}");
    }
}

/// Entries of lists of rare keys, which are always read.
const MOST_RARE: usize = MOST_GROUPS * MOST_KEYS * RARE as usize;
/// Entries that one retrieval reads at most; half a bit each, those of later words.
const MOST_LOOKED: usize = MOST_READ + MOST_RARE + 16 * MOST_READ;

#[test]
fn an_empty_list_answers_nothing() {
    let index = index_of(&[], &[]);
    assert!(index.retrieve(&sought("global trading"), 5, &mut Scratch::new()).is_empty());
}

#[test]
fn the_same_names_give_the_same_bytes() {
    let bytes = || {
        let mut builder = IndexBuilder::new();
        for (doc, name) in ["global trading", "sun rise", "sunrise trading"].iter().enumerate() {
            builder.add(doc as u32, &filed(name));
        }
        let mut file = FlatWriter::new();
        builder.build(&mut file);
        let folder = tempfile::tempdir().unwrap();
        file.write(&folder.path().join("index")).unwrap();
        std::fs::read(folder.path().join("index")).unwrap()
    };
    assert_eq!(bytes(), bytes());
}

/// Sections of an index of three names, as 4-byte numbers, with one changed.
fn changed(section: &str, change: impl Fn(&mut Vec<u32>)) -> Result<Index, FlatError> {
    let mut builder = IndexBuilder::new();
    for (doc, name) in ["global trading", "sun rise", "sunrise trading"].iter().enumerate() {
        builder.add(doc as u32, &filed(name));
    }
    let mut file = FlatWriter::new();
    builder.build(&mut file);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    file.write(&path).unwrap();
    let file = FlatFile::open(&path).unwrap();
    let mut other = FlatWriter::new();
    for name in SECTIONS {
        let bytes: Array<u8> = file.array(name).unwrap();
        let mut bytes = bytes.to_vec();
        if *name == section {
            let mut numbers: Vec<u32> = bytes
                .chunks(4)
                .map(|four| four.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
                .collect();
            change(&mut numbers);
            bytes = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        }
        other.array(name, &bytes);
    }
    open(other)
}

const SECTIONS: &[&str] = &[
    "index.about",
    "index.text",
    "index.text.starts",
    "index.exact",
    "index.exact.starts",
    "index.near",
    "index.near.starts",
    "index.names",
    "index.lists",
    "index.records",
    "index.records.more",
    "index.weight",
    "index.number",
    "index.entity",
];

#[test]
fn sections_that_do_not_fit_each_other_are_refused() {
    for section in SECTIONS.iter().filter(|section| !section.ends_with(".more")) {
        assert!(changed(section, |numbers| numbers.extend([1; 8])).is_err(), "{section} longer");
        let emptied = changed(section, Vec::clear);
        assert!(emptied.is_err() || *section == "index.entity", "{section} emptied");
    }
}

proptest! {
    #[test]
    fn numbers_gone_wrong_never_panic(section in 1..SECTIONS.len(), at in any::<usize>(), number in any::<u32>()) {
        let index = changed(SECTIONS[section], |numbers| {
            if !numbers.is_empty() {
                let at = at % numbers.len();
                numbers[at] = number;
            }
        });
        if let Ok(index) = index {
            let mut scratch = Scratch::new();
            for name in ["global trading", "sunrize tradin", "sun rise", "zzz"] {
                index.retrieve(&sought(name), 5, &mut scratch);
            }
        }
    }
}

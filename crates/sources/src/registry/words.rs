//! Words of registries: which kind of interest, which reason, which column. The tables are data.

use chokepoint_model::{GapKind, InterestKind};
use chokepoint_tables::roles;
use std::{collections::BTreeMap, sync::LazyLock};

const KINDS: &str = include_str!("../../../../resources/registry/interest_kinds.csv");
const REASONS: &str = include_str!("../../../../resources/registry/gap_reasons.csv");
const COLUMNS: &str = include_str!("../../../../resources/registry/columns.csv");
const AWARD_COLUMNS: &str = include_str!("../../../../resources/registry/award_columns.csv");
const RIGHT_COLUMNS: &str = include_str!("../../../../resources/registry/right_columns.csv");

const REGISTER_COLUMNS: &str = include_str!("../../../../resources/registry/register_columns.csv");
const SHARE_WORDS: &str = include_str!("../../../../resources/registry/share_words.csv");
const NATURES: &str = include_str!("../../../../resources/registry/control_natures.csv");
const HOLDING_WORDS: &str = include_str!("../../../../resources/registry/holding_words.csv");

const LISTS: &str = include_str!("../../../../resources/registry/list_names.csv");

static KIND_OF: LazyLock<BTreeMap<String, InterestKind>> = LazyLock::new(|| {
    let of = |(kind, words): (&str, &'static str)| {
        let kind = InterestKind::named(kind);
        words.split('|').filter_map(move |word| Some((plain(word), kind?))).collect::<Vec<_>>()
    };
    rows(KINDS).flat_map(of).collect()
});

static REASON_OF: LazyLock<BTreeMap<String, GapKind>> = LazyLock::new(|| {
    let of =
        |(reason, kind)| (plain(reason), if kind == "exempt" { GapKind::Exempt } else { GapKind::Unknown });
    rows(REASONS).map(of).collect()
});

static FIELD_OF: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| spelt(COLUMNS));
static AWARD_FIELD_OF: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| spelt(AWARD_COLUMNS));
static RIGHT_FIELD_OF: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| spelt(RIGHT_COLUMNS));

static REGISTER_FIELD_OF: LazyLock<BTreeMap<String, &'static str>> =
    LazyLock::new(|| spelt(REGISTER_COLUMNS));
static SHARE_OF: LazyLock<BTreeMap<String, (&'static str, &'static str)>> = LazyLock::new(|| {
    let of = |(word, bounds): (&str, &'static str)| Some((plain(word), bounds.split_once(',')?));
    rows(SHARE_WORDS).filter_map(of).collect()
});
static HOLDING: LazyLock<(Vec<String>, Vec<String>)> = LazyLock::new(|| {
    let of = |place: &str| {
        let words = rows(HOLDING_WORDS).filter(|(at, _)| *at == place);
        words.flat_map(|(_, words)| words.split('|')).map(plain).collect()
    };
    (of("whole"), of("part"))
});

/// The field of each spelling.
fn spelt(table: &'static str) -> BTreeMap<String, &'static str> {
    let of = |(field, spellings): (&'static str, &'static str)| {
        spellings.split('|').map(move |spelling| (plain(spelling), field)).collect::<Vec<_>>()
    };
    rows(table).flat_map(of).collect()
}

/// The rows of a table of two columns, the header and comments left out.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once(','))
}

/// A word without case, spaces and signs.
pub(super) fn plain(word: &str) -> String {
    roles::plain(word)
}

/// The kind of interest that a word or a role means: the whole of it, else the longest word known in it.
pub(super) fn kind(word: &str) -> Option<InterestKind> {
    // A role longer than this is prose.
    let word = plain(&word.chars().take(200).collect::<String>());
    if word.is_empty() {
        return None;
    }
    if let Some(kind) = KIND_OF.get(&word) {
        return Some(*kind);
    }
    // Two Chinese characters say something, two Latin letters do not.
    let says_something = |known: &str| known.len() >= 5;
    let inside = KIND_OF.iter().filter(|(known, _)| says_something(known) && word.contains(known.as_str()));
    inside.max_by_key(|(known, _)| known.len()).map(|(_, kind)| *kind)
}

/// Whether a reason says that there is nothing to report; a reason nobody knows leaves it unknown.
pub(super) fn gap(reason: &str) -> GapKind {
    REASON_OF.get(&plain(reason)).copied().unwrap_or(GapKind::Unknown)
}

/// The list that a data set or programme of a FollowTheMoney file is, when it has another name here.
pub(super) fn list(name: &str) -> Option<&'static str> {
    let mut rows =
        LISTS.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once(';'));
    rows.find(|(known, _)| *known == name).map(|(_, list)| list)
}

/// The field that a heading means.
pub(super) fn field(heading: &str) -> Option<&'static str> {
    roles::plain_forms(heading).find_map(|form| FIELD_OF.get(&form).copied())
}

/// The field that a heading means, and the number that tells several of one row apart: `股东2`, `Stake 3`, `第一大股东`.
pub(super) fn numbered_field(heading: &str) -> Option<(&'static str, u32)> {
    if let Some(field) = field(heading) {
        return Some((field, 0));
    }
    let (bare, number) = without_number(heading)?;
    Some((field(&bare)?, number))
}

/// A heading without the number that counts it; years are no such numbers.
fn without_number(heading: &str) -> Option<(String, u32)> {
    const HAN: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let start = heading.find(|c: char| c.is_ascii_digit() || HAN.contains(&c))?;
    let rest = &heading[start..];
    let is_digit = rest.starts_with(|c: char| c.is_ascii_digit());
    let end = match is_digit {
        true => rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
        false => rest.chars().next().map_or(0, char::len_utf8),
    };
    let number = match is_digit {
        true => rest[..end].parse::<u32>().ok().filter(|number| (1..=99).contains(number))?,
        false => {
            HAN.iter().position(|digit| rest.starts_with(*digit)).and_then(|at| u32::try_from(at + 1).ok())?
        }
    };
    let (before, after) = (&heading[..start], &rest[end..]);
    let before = before.trim_end_matches(['第', '#', '№', '_', ' ', '(']);
    let after = ["st", "nd", "rd", "th", "大", "名", "位", "）", ")"]
        .iter()
        .find_map(|ordinal| after.strip_prefix(ordinal))
        .unwrap_or(after);
    Some((format!("{before} {after}"), number))
}

/// The field of a party that a heading of a single register means, where the words of the trade do not know it.
pub(super) fn register_field(heading: &str) -> Option<&'static str> {
    REGISTER_FIELD_OF.get(&plain(heading)).copied()
}

/// The lowest and the highest per cent that a word means in a column of shares.
pub(super) fn share_word(word: &str) -> Option<(&'static str, &'static str)> {
    SHARE_OF.get(&plain(word)).copied()
}

/// What a nature of control of Companies House means: the kind, the lowest and the highest per cent.
pub(super) fn nature(nature: &str) -> Option<(InterestKind, &'static str, &'static str)> {
    let known =
        rows(NATURES).filter(|(start, _)| nature.starts_with(start)).max_by_key(|(start, _)| start.len())?;
    let mut cells = known.1.split(',');
    Some((InterestKind::named(cells.next()?)?, cells.next()?, cells.next()?))
}

/// Whether a heading speaks of shares or of who holds them.
pub(super) fn speaks_of_holdings(heading: &str) -> bool {
    let plain = plain(heading);
    let (whole, part) = &*HOLDING;
    whole.contains(&plain) || part.iter().any(|word| plain.contains(word.as_str()))
}

/// The field that a heading means in a table of awards.
pub(super) fn award_field(heading: &str) -> Option<&'static str> {
    roles::plain_forms(heading).find_map(|form| AWARD_FIELD_OF.get(&form).copied())
}

/// The field that a heading means in a table of rights that passed on.
pub(super) fn right_field(heading: &str) -> Option<&'static str> {
    roles::plain_forms(heading).find_map(|form| RIGHT_FIELD_OF.get(&form).copied())
}

/// The field of this name, for a mapping that the user gives.
pub(super) fn field_named(name: &str) -> Option<&'static str> {
    let name = plain(name);
    FIELD_OF.values().copied().find(|field| plain(field) == name)
}

/// The field of a table of awards of this name, for a mapping that the user gives.
pub(super) fn award_field_named(name: &str) -> Option<&'static str> {
    let name = plain(name);
    AWARD_FIELD_OF.values().copied().find(|field| plain(field) == name)
}

/// All fields, for a message.
pub(super) fn fields() -> String {
    rows(COLUMNS).chain(rows(AWARD_COLUMNS)).map(|(field, _)| field).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_source_mean_their_kind() {
        for (word, expect) in [
            ("shareholding", InterestKind::Capital),
            ("voting-rights", InterestKind::Votes),
            ("appointmentOfBoard", InterestKind::Board),
            ("IS_DIRECTLY_CONSOLIDATED_BY", InterestKind::Consolidation),
            ("董事长兼总经理", InterestKind::Director),
            ("法定代表人", InterestKind::LegalRepresentative),
            ("Deputy General Manager (Sales)", InterestKind::Officer),
            ("主管单位", InterestKind::Sponsor),
            ("Leader or official of the board of directors", InterestKind::Director),
        ] {
            assert_eq!(kind(word), Some(expect), "{word}");
        }
        assert_eq!(kind("colour"), None);
    }

    #[test]
    fn every_kind_that_a_table_can_name_has_words() {
        for kind in InterestKind::ALL {
            assert!(KIND_OF.iter().any(|(_, known)| *known == kind), "{}", kind.as_str());
        }
        assert!(rows(KINDS).all(|(kind, _)| InterestKind::named(kind).is_some()));
    }

    #[test]
    fn exempt_is_not_unknown() {
        assert_eq!(gap("NON_CONSOLIDATING"), GapKind::Exempt);
        assert_eq!(gap("CONSENT_NOT_OBTAINED"), GapKind::Unknown);
        assert_eq!(gap("noBeneficialOwners"), GapKind::Exempt);
        assert_eq!(gap("a word of tomorrow"), GapKind::Unknown);
    }
}

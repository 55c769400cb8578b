//! Names of chips and servers in a text, as people write them: where, which, how many, and how sure that is.

use crate::Item;
use crate::catalogue::Catalogue;
use crate::fold::{Class, Folded};
use crate::names::{Entry, Meaning};
use crate::qualifier::{Qualifiers, quantity};
use crate::trie::Found;
use std::ops::Range;

/// What is known of a text before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Context {
    /// Nothing: a page, a letter, a register.
    #[default]
    Prose,
    /// It is about computing hardware: a tender for servers, an advert for cards.
    Goods,
    /// It names an item and little else: the item column of a table, a query.
    Item,
}

/// How sure it is that a mention means the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The letters are right, but nothing around them speaks of chips.
    Possible,
    /// It means it, or is a garbled form of it.
    Likely,
    /// It can mean nothing else.
    Certain,
}

/// One item that a mention may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'c> {
    /// The item.
    pub item: Item<'c>,
    /// Why it may be meant.
    pub reason: String,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention<'c> {
    /// Where it stands, in bytes; memory size and form belong to it, a maker and a quantity do not.
    pub place: Range<usize>,
    /// The name it was recognised by, as the catalogue writes it.
    pub name: String,
    /// What it may mean: one item, or every variant that the text does not rule out. Never empty.
    pub candidates: Vec<Candidate<'c>>,
    /// How sure it is that the name means these.
    pub certainty: Certainty,
    /// How many are named beside it: `8*H800`, `H800x8`, `8卡H100`.
    pub quantity: Option<u32>,
    /// What made it more or less sure.
    pub reasons: Vec<String>,
}

/// Characters before and after a name in which a word of the trade counts as context.
const NEAR: usize = 30;

/// Characters beside an ambiguous name in which a word can settle that it is the other thing.
const BESIDE: usize = 8;

/// Bytes that are folded at once; folded they take some twenty times as much.
const PIECE: usize = 1 << 20;

/// A word of the trade or a maker, found on the way.
struct Clue {
    from: usize,
    until: usize,
    /// The maker; `None` for a word of the trade.
    vendor: Option<usize>,
    /// A spelling that says something only directly before a name.
    weak: bool,
}

/// A name found on the way, before the text around it is weighed.
struct Raw {
    from: usize,
    until: usize,
    found: Vec<Found>,
}

impl Catalogue {
    /// The mentions of chips and servers in a text, in order, none within another.
    ///
    /// Linear in the length of the text. What the text does not decide gives every variant as a candidate; a short
    /// name that is also something else is passed over unless the text speaks of computing hardware beside it.
    pub fn recognise(&self, text: &str, context: Context) -> Vec<Mention<'_>> {
        let mut mentions = Vec::new();
        for (offset, piece) in pieces(text) {
            let folded = self.names().folder.fold(piece);
            let (raw, clues) = self.scan(&folded);
            mentions.extend(raw.iter().enumerate().filter_map(|(at, one)| {
                let neighbours = [at.checked_sub(1).and_then(|at| raw.get(at)), raw.get(at + 1)];
                let in_company = neighbours.into_iter().flatten().any(|other| self.keeps_company(one, other));
                let mut mention = self.weigh(&folded, one, &clues, in_company, context)?;
                mention.place = mention.place.start + offset..mention.place.end + offset;
                Some(mention)
            }));
        }
        mentions
    }

    /// Every name and every clue, by place.
    fn scan(&self, text: &Folded) -> (Vec<Raw>, Vec<Clue>) {
        let names = self.names();
        let (mut raw, mut clues) = (Vec::new(), Vec::new());
        let (mut open, mut found) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < text.chars.len() {
            if !may_begin(text, at) {
                at += 1;
                continue;
            }
            found.clear();
            names.trie.walk(text, at, &mut open, &mut found);
            let entry = |found: &Found| names.entries.get(found.entry as usize);
            let is_clue = |found: &Found| {
                entry(found).is_some_and(|entry| {
                    matches!(entry.meaning, Meaning::Vendor { .. } | Meaning::Goods | Meaning::Word)
                })
            };
            let name = found
                .iter()
                .filter(|found| {
                    !is_clue(found) && entry(found).is_some_and(|entry| ends_well(text, at, found, entry))
                })
                .max_by_key(|found| (found.until, std::cmp::Reverse(found.garbled)))
                .copied();
            let clue = found
                .iter()
                .filter(|found| is_clue(found) && found.garbled == 0 && word_ends(text, found.until))
                .max_by_key(|found| found.until)
                .copied();
            match (name, clue) {
                (Some(name), clue)
                    if clue.is_none_or(|clue| clue.until < name.until + usize::from(name.garbled == 0)) =>
                {
                    found.retain(|other| {
                        other.until == name.until && other.garbled == name.garbled && !is_clue(other)
                    });
                    raw.push(Raw { from: at, until: name.until, found: std::mem::take(&mut found) });
                    at = name.until;
                }
                (_, Some(clue)) => {
                    let (vendor, weak) = match entry(&clue).map(|entry| entry.meaning) {
                        Some(Meaning::Vendor { at, weak }) => (Some(at), weak),
                        Some(Meaning::Word) => (None, true),
                        _ => (None, false),
                    };
                    clues.push(Clue { from: at, until: clue.until, vendor, weak });
                    at = clue.until;
                }
                _ => at += 1,
            }
        }
        (raw, clues)
    }

    /// What a name means in this text; `None` when it means nothing here.
    fn weigh(
        &self,
        text: &Folded,
        raw: &Raw,
        clues: &[Clue],
        in_company: bool,
        context: Context,
    ) -> Option<Mention<'_>> {
        let names = self.names();
        let entries: Vec<&Entry> =
            raw.found.iter().filter_map(|found| names.entries.get(found.entry as usize)).collect();
        let entry = *entries.first()?;
        let found = *raw.found.first()?;
        let part_number = entries.iter().any(|entry| entry.part_number);

        let named_until = plural(text, raw.until);
        let mut said = Qualifiers::default();
        let mut until = named_until;
        if !part_number {
            until = said.after(text, named_until);
            said.before(text, raw.from);
        } else if matches!(entry.meaning, Meaning::Design(_)) {
            until = part_number_end(text, raw.until);
        }
        let quantity = quantity(text, raw.from, until);

        let maker = maker_before(clues, raw.from, text);
        let mut reasons = Vec::new();
        let (candidates, fits) = self.candidates(text, &entries, &mut said, until, maker, &mut reasons);
        if raw.until != named_until {
            // `V100s` may be several V100 as well as one V100S.
            reasons.push("the s at the end is read as a plural".to_owned());
        }

        // What speaks for it.
        let near = in_company || near_clue(clues, raw.from, until);
        let explicit = context == Context::Item;
        let counted = quantity.is_some();
        let signal = explicit || maker.is_some() || near || counted || fits;

        // What speaks against it.
        let ambiguous = entry.ambiguous.and_then(|at| names.ambiguous.get(at));
        let weak = entry.number || entry.length <= 4 && !part_number;
        let digits = (raw.from..raw.until).any(|at| text.class(at) == Some(Class::Digit));
        let lookalike = (raw.from..raw.until).any(|at| text.at(at).is_some_and(|c| c.lookalike));
        let garbled = found.garbled > 0 || lookalike;
        let capital = (raw.from..raw.until).any(|at| text.at(at).is_some_and(|c| c.capital));
        let attached = attached(text, raw.from, until, maker.is_some());
        let is_sum = entry.number && is_sum(text, raw.from, raw.until);

        if is_sum && maker.is_none() {
            return None;
        }
        if let Some(ambiguous) = ambiguous {
            let beside = maker.is_some() || near || fits || counted && context == Context::Goods;
            let other = ambiguous.unless.iter().any(|word| stands_beside(text, raw.from, until, word));
            if !explicit && (other || !beside || attached || garbled && !digits) {
                return None;
            }
            reasons.push(format!("{} is also {}", entry.name, ambiguous.also));
        }
        // A bracketed short name is a reference: `[S60]`.
        let bracketed = raw.from > 0 && text.char(raw.from - 1) == Some('[') && text.char(until) == Some(']');
        if bracketed && weak && !explicit && maker.is_none() {
            return None;
        }
        if garbled && !digits && !signal || attached && weak && !signal {
            return None;
        }
        if found.apart == Some(' ')
            && !explicit
            && (!(maker.is_some() || near || fits || counted) || !capital)
        {
            return None;
        }

        let mut certainty = match (ambiguous.is_some(), weak) {
            _ if explicit || maker.is_some() || part_number => Certainty::Certain,
            (true, _) => Certainty::Likely,
            (false, true) if signal => Certainty::Certain,
            (false, true) if context == Context::Goods => Certainty::Likely,
            (false, true) => Certainty::Possible,
            (false, false) => Certainty::Certain,
        };
        if garbled {
            certainty = certainty.min(if signal { Certainty::Likely } else { Certainty::Possible });
            reasons.push(format!("garbled form of {}", entry.name));
        }
        if attached {
            certainty = certainty.min(if signal { Certainty::Likely } else { Certainty::Possible });
            reasons.push("it is part of a longer code".to_owned());
        }
        if found.apart.is_some() && !signal {
            certainty = Certainty::Possible;
        }
        match (maker, near) {
            (Some(vendor), _) => reasons
                .push(format!("written after {}", names.vendors.get(vendor).map_or("", String::as_str))),
            (None, true) => reasons.push("words of the trade stand near".to_owned()),
            (None, false) if certainty == Certainty::Possible => {
                reasons.push("nothing near it speaks of chips".to_owned());
            }
            (None, false) => {}
        }
        let name = match entry.meaning {
            Meaning::Family(at) => {
                names.families.get(at).map_or_else(String::new, |family| family.name.clone())
            }
            _ if part_number => entry.name.clone(),
            _ => candidates
                .first()
                .map_or_else(|| entry.name.clone(), |candidate| candidate.item.model().to_owned()),
        };
        if candidates.is_empty() {
            return None;
        }
        Some(Mention { place: text.place(raw.from, until), name, candidates, certainty, quantity, reasons })
    }

    /// Whether a name stands near another that is a chip's and hardly anything else's: `A100 and H100`.
    fn keeps_company(&self, raw: &Raw, other: &Raw) -> bool {
        let near = raw.from <= other.until + NEAR && other.from <= raw.until + NEAR;
        let clear = |found: &Found| {
            let entry = self.names().entries.get(found.entry as usize);
            let plain = found.garbled == 0 && found.apart.is_none();
            plain && entry.is_some_and(|entry| entry.figures && entry.ambiguous.is_none() && !entry.number)
        };
        near && other.found.iter().any(clear)
    }

    /// The items a name may mean, and whether what is said beside it fits one of them.
    fn candidates(
        &self,
        text: &Folded,
        entries: &[&Entry],
        said: &mut Qualifiers,
        until: usize,
        maker: Option<usize>,
        reasons: &mut Vec<String>,
    ) -> (Vec<Candidate<'_>>, bool) {
        let names = self.names();
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        let mut fits = false;
        for entry in entries {
            match entry.meaning {
                Meaning::Family(at) => {
                    let Some(family) = names.families.get(at) else {
                        continue;
                    };
                    let rows = || family.members.iter().filter_map(|at| self.accelerators().get(*at));
                    let mut meant = said.meant(rows());
                    if said.memory.is_none()
                        && meant.len() > 1
                        && let Some(gb) = Qualifiers::further(text, until)
                    {
                        let further = Qualifiers { memory: Some(gb), ..said.clone() };
                        if rows().any(|row| further.fit(row)) {
                            *said = further;
                            meant = said.meant(rows());
                        }
                    }
                    let narrowed = !said.is_empty();
                    fits |= narrowed && !meant.is_empty();
                    let reason = match (narrowed, meant.is_empty()) {
                        (true, false) => format!("{}, {}", family.name, said.shown()),
                        (true, true) => {
                            reasons.push(format!("no {} of {} is known", family.name, said.shown()));
                            format!("of the family {}", family.name)
                        }
                        (false, _) if family.members.len() == 1 => "its name".to_owned(),
                        (false, _) => format!("of the family {}; the text does not say which", family.name),
                    };
                    if meant.is_empty() {
                        meant = rows().collect();
                    }
                    candidates.extend(
                        meant
                            .into_iter()
                            .map(|row| Candidate { item: Item::Accelerator(row), reason: reason.clone() }),
                    );
                }
                Meaning::Accelerator(at) => {
                    let reason = if entry.part_number {
                        format!("part number {}", entry.name)
                    } else {
                        "its name".to_owned()
                    };
                    candidates.extend(
                        self.accelerators()
                            .get(at)
                            .map(|row| Candidate { item: Item::Accelerator(row), reason }),
                    );
                }
                Meaning::Server(at) => candidates.extend(
                    self.servers()
                        .get(at)
                        .map(|row| Candidate { item: Item::Server(row), reason: "its name".to_owned() }),
                ),
                Meaning::Design(at) => {
                    let Some(design) = names.designs.get(at) else {
                        continue;
                    };
                    let reason =
                        format!("board design {} ({}); the variant is not listed", entry.name, design.note);
                    let accelerators =
                        design.accelerators.iter().filter_map(|at| self.accelerators().get(*at));
                    let servers = design.servers.iter().filter_map(|at| self.servers().get(*at));
                    candidates.extend(
                        accelerators
                            .map(Item::Accelerator)
                            .chain(servers.map(Item::Server))
                            .map(|item| Candidate { item, reason: reason.clone() }),
                    );
                }
                Meaning::Vendor { .. } | Meaning::Goods | Meaning::Word => {}
            }
        }
        let mut distinct: Vec<Candidate<'_>> = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            if !distinct.iter().any(|other| other.item == candidate.item) {
                distinct.push(candidate);
            }
        }
        // The maker's name beside it decides between makers.
        if let Some(vendor) = maker.and_then(|at| names.vendors.get(at))
            && distinct.iter().any(|candidate| candidate.item.vendor() == vendor)
        {
            distinct.retain(|candidate| candidate.item.vendor() == vendor);
        }
        (distinct, fits)
    }
}

/// The text in pieces that fit into memory when folded, cut behind a line where there is one.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let most = rest.floor_char_boundary(PIECE);
        let end =
            if most == rest.len() { most } else { rest[..most].rfind('\n').map_or(most, |line| line + 1) };
        let piece = (at, &rest[..end]);
        at += end;
        Some(piece)
    })
}

/// Whether a name may begin here: not inside a code, unless a quantity is written onto it (`8xH800`, `Intelx8A100`).
fn may_begin(text: &Folded, at: usize) -> bool {
    match text.class(at) {
        Some(Class::Han) => return true,
        Some(Class::Digit | Class::Letter) => {}
        _ => return false,
    }
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    if !text.is_code(before) {
        return true;
    }
    let mut digits = before;
    if text.char(before) == Some('x') {
        // Digits, then x.
        while digits > 0 && before - digits < 8 && text.class(digits - 1) == Some(Class::Digit) {
            digits -= 1;
        }
        return digits < before && !text.is_code_before(digits);
    }
    if text.class(before) == Some(Class::Digit) && text.class(at) == Some(Class::Letter) {
        // x, then digits.
        while digits > 0 && before - digits < 4 && text.class(digits - 1) == Some(Class::Digit) {
            digits -= 1;
        }
        return digits > 0 && text.char(digits - 1) == Some('x') && text.char(at) != Some('x');
    }
    false
}

/// Whether a name can end here: before a quantity, a memory size or a plural, but not inside a longer code.
fn ends_well(text: &Folded, from: usize, found: &Found, entry: &Entry) -> bool {
    let until = found.until;
    if let Meaning::Design(_) = entry.meaning {
        return !text.is_code(until);
    }
    // 1.4090 and 4.5: parts of numbers.
    let before = from.checked_sub(1).and_then(|at| text.char(at));
    if before == Some('.') && from > 1 && text.class(from - 2) == Some(Class::Digit) {
        return false;
    }
    let ends_in_digit = text.class(until - 1) == Some(Class::Digit);
    if ends_in_digit && text.char(until) == Some('.') && text.class(until + 1) == Some(Class::Digit) {
        return false;
    }
    if entry.number && matches!(text.char(until), Some(',')) && text.class(until + 1) == Some(Class::Digit) {
        return false;
    }
    // `Gaudi 4` is no Gaudi: a lone figure behind a name without figures makes it another model.
    if !entry.figures
        && text.class(until) == Some(Class::Gap)
        && let Some((number, end)) = text.number(until + 1)
        && number < 20
        && !text.is_code(end)
        && quantity(text, from, until).is_none()
    {
        return false;
    }
    if !text.is_code(until) {
        return true;
    }
    let number_after = |at: usize| text.number(at).is_some_and(|(_, end)| !text.is_code(end));
    if text.char(until) == Some('x') && number_after(until + 1) {
        return true;
    }
    if plural(text, until) > until {
        return true;
    }
    // `MI300X192GB`: a letter, then a memory size.
    let mut memory = Qualifiers::default();
    !ends_in_digit && memory.after(text, until) > until && memory.memory.is_some()
}

/// A small s that makes a plural of a name ends it: `H100s`.
fn plural(text: &Folded, until: usize) -> usize {
    let s = text.at(until).is_some_and(|c| c.c == 's' && !c.capital);
    if s && !text.is_code(until + 1) { until + 1 } else { until }
}

/// Whether a word of the trade ends here: Chinese words always do, others not inside a longer one.
fn word_ends(text: &Folded, until: usize) -> bool {
    text.class(until - 1) == Some(Class::Han)
        || text.class(until) != Some(Class::Letter)
        || text.class(until - 1) == Some(Class::Digit)
}

/// To the end of a part number that begins with a known design.
fn part_number_end(text: &Folded, until: usize) -> usize {
    let mut end = until;
    while end < until + 24 && (text.is_code(end) || text.char(end) == Some('-') && text.is_code(end + 1)) {
        end += 1;
    }
    end
}

/// The maker whose name stands directly before.
fn maker_before(clues: &[Clue], from: usize, text: &Folded) -> Option<usize> {
    let before = clues.partition_point(|clue| clue.until <= from);
    let clue = clues.get(before.checked_sub(1)?)?;
    let divided = (clue.until..from).all(|at| {
        matches!(text.class(at), Some(Class::Gap))
            || matches!(text.char(at), Some('(' | ')' | '（' | '）' | '/' | ':' | '：'))
    });
    clue.vendor.filter(|_| divided && from - clue.until <= 3)
}

/// Whether a word of the trade, or a maker that is nothing else, stands near.
fn near_clue(clues: &[Clue], from: usize, until: usize) -> bool {
    let first = clues.partition_point(|clue| clue.until + NEAR < from);
    clues[first..].iter().take_while(|clue| clue.from <= until + NEAR).any(|clue| !clue.weak)
}

/// Whether a letter or digit of an unknown code hangs on the name by a hyphen or a low line.
/// A maker's name is no code.
fn attached(text: &Folded, from: usize, until: usize, after_maker: bool) -> bool {
    let binds = |at: usize| matches!(text.char(at), Some('-' | '_'));
    let before = !after_maker && from >= 2 && binds(from - 1) && text.is_code(from - 2);
    // A word is no code: `H200-class`.
    let word = (until + 1..until + 5).all(|at| text.class(at) == Some(Class::Letter));
    let after = binds(until) && text.is_code(until + 1) && !word;
    before || after
}

/// Whether a number is a sum of money or a share: `4090元`, `¥4090`, `4090%`.
fn is_sum(text: &Folded, from: usize, until: usize) -> bool {
    let before = from.checked_sub(1).and_then(|at| text.char(at));
    matches!(text.char(until), Some('元' | '万' | '%' | '￥' | '年' | '人' | '号'))
        || matches!(before, Some('¥' | '￥' | '$' | '€' | '#' | '第'))
}

/// Whether `word` begins in the few characters after, or ends in the few before.
fn stands_beside(text: &Folded, from: usize, until: usize, word: &str) -> bool {
    let length = word.chars().count();
    let first = from.saturating_sub(BESIDE + length);
    (first..from.saturating_sub(length.saturating_sub(1)))
        .chain(until..until + BESIDE)
        .any(|at| text.starts_with(at, word))
}

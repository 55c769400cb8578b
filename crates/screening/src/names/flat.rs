//! Prepared names as a snapshot keeps them: flat arrays, read where they lie; nothing is prepared twice.

use super::view::{SetAside, Span, Token, View};
use super::{English, PreparedName, Text};
use crate::han::{PreparedEnglish, PreparedHan};
use crate::index::Candidate;
use crate::wire;
use bytemuck::{CheckedBitPattern, Pod, Zeroable, checked};
use chokepoint_store::flat::{Array, FlatError, FlatFile, FlatWriter, Strings};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// A view and where its words lie: one cache line, with all that is told of the name itself.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Head {
    whole: u64,
    joined_hash: u64,
    backwards_hash: u64,
    acronym_hash: u64,
    bytes_start: u32,
    tokens_start: u32,
    aside_start: u32,
    joined_letters: u32,
    total: f32,
    joined: Span,
    bytes: u16,
    tokens: u16,
    aside: u16,
    schema: u8,
    flags: u8,
}

/// What a view is of, in two bits of its flags.
const ROLE: u8 = 3;
const PERSON: u8 = 0;
const ORGANISATION: u8 = 1;
/// A person's name in Chinese characters as others read it.
const READING: u8 = 2;
/// The other flags of views.
const KOREAN: u8 = 4;
const COMMA: u8 = 8;
const VIETNAMESE: u8 = 16;
/// The name holds Chinese characters.
const HAN: u8 = 32;
const OF_ORGANISATION: u8 = 64;

/// Collects prepared names for a snapshot.
#[derive(Default)]
pub(crate) struct NameWriter {
    heads_end: Vec<u32>,
    heads: Vec<Head>,
    tokens: Vec<Token>,
    aside: Vec<SetAside>,
    bytes: Vec<u8>,
}

impl NameWriter {
    /// Adds the next name.
    pub(crate) fn add(&mut self, name: &PreparedName<'_>) {
        let persons = name.person.iter().map(|view| (PERSON, view));
        let organisations = name.organisation.iter().map(|view| (ORGANISATION, view));
        let readings = name.readings.iter().map(|view| (READING, view));
        for (role, view) in persons.chain(organisations).chain(readings) {
            let flags = [
                (view.korean, KOREAN),
                (view.comma, COMMA),
                (view.vietnamese, VIETNAMESE),
                (name.has_han(), HAN),
                (view.of_organisation, OF_ORGANISATION),
            ];
            self.heads.push(Head {
                whole: name.whole,
                joined_hash: view.joined_hash,
                backwards_hash: view.backwards_hash,
                acronym_hash: view.acronym_hash,
                bytes_start: u32::try_from(self.bytes.len()).unwrap_or(u32::MAX),
                tokens_start: self.tokens.len() as u32,
                aside_start: self.aside.len() as u32,
                joined_letters: view.joined_letters,
                total: view.total,
                joined: view.joined,
                bytes: count(view.bytes.len()),
                tokens: count(view.tokens.len()),
                aside: count(view.aside.len()),
                schema: wire::schema_number(name.schema),
                flags: flags.iter().filter(|(is_so, _)| *is_so).fold(role, |flags, (_, flag)| flags | flag),
            });
            self.tokens.extend_from_slice(&view.tokens);
            self.aside.extend_from_slice(&view.aside);
            self.bytes.extend_from_slice(&view.bytes);
        }
        self.heads_end.push(self.heads.len() as u32);
    }

    /// Adds the sections `prepared.*`.
    pub(crate) fn write(self, file: &mut FlatWriter) {
        file.owned("prepared.heads", self.heads);
        file.owned("prepared.heads.ends", self.heads_end);
        file.owned("prepared.tokens", self.tokens);
        file.owned("prepared.aside", self.aside);
        file.owned("prepared.bytes", self.bytes);
    }
}

/// A name is folded to some thousand letters at most, so no count is cut.
fn count(items: usize) -> u16 {
    u16::try_from(items).unwrap_or(u16::MAX)
}

/// The prepared names of a snapshot, mapped.
pub(crate) struct NameArrays {
    heads: Array<Head>,
    heads_end: Array<u32>,
    tokens: Array<u8>,
    aside: Array<u8>,
    bytes: Array<u8>,
    chinese: Chinese,
}

impl NameArrays {
    /// Maps the sections `prepared.*`.
    pub(crate) fn open(file: &Arc<FlatFile>) -> Result<Self, FlatError> {
        let heads_end: Array<u32> = file.array("prepared.heads.ends")?;
        let names = Self {
            heads: file.array("prepared.heads")?,
            tokens: file.array("prepared.tokens")?,
            aside: file.array("prepared.aside")?,
            bytes: file.array("prepared.bytes")?,
            chinese: Chinese { names: heads_end.len(), ..Chinese::default() },
            heads_end,
        };
        let heads = names.heads_end.last().map_or(0, |end| *end as usize);
        if heads == names.heads.len() { Ok(names) } else { Err(file.misshapen("prepared.heads.ends")) }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.heads_end.len()
    }

    /// The views of a name.
    fn heads_of(&self, name: u32) -> &[Head] {
        let at = name as usize;
        let start = if at == 0 { 0 } else { self.heads_end[at - 1] as usize };
        self.heads.get(start..self.heads_end[at] as usize).unwrap_or_default()
    }

    /// Looks at the cache lines of these names and at nothing else, so that memory is asked for all of them at once.
    pub(crate) fn touch(&self, names: &[Candidate]) {
        const LINE: usize = 64;
        let heads = || names.iter().flat_map(|name| self.heads_of(name.doc));
        let seen = heads().fold(0, |seen, head| seen ^ head.tokens_start);
        let lines = |head: &Head| {
            let start = head.tokens_start as usize * size_of::<Token>();
            let end = start + usize::from(head.tokens) * size_of::<Token>();
            let tokens = (start..end).step_by(LINE).filter_map(|at| self.tokens.get(at));
            tokens.chain(self.bytes.get(head.bytes_start as usize)).fold(0, |seen, byte| seen ^ byte)
        };
        std::hint::black_box((seen, heads().fold(0, |seen, head| seen ^ lines(head))));
    }

    /// Name number `name`, whose text stands in `texts`.
    pub(crate) fn get<'a>(&'a self, name: u32, texts: &'a Strings) -> PreparedName<'a> {
        let at = name as usize;
        let heads = self.heads_of(name);
        let first = heads.first().copied().unwrap_or_else(Head::zeroed);
        let views = |role: u8| heads.iter().filter(move |head| head.flags & ROLE == role);
        let view = |role: u8| views(role).next().map(|head| self.view(head));
        let han = || self.chinese.han(name, texts.get(at));
        PreparedName {
            text: Text::Listed(texts, name),
            schema: wire::schema(first.schema),
            whole: first.whole,
            han: (first.flags & HAN != 0).then(|| Cow::Borrowed(han())),
            english: English::Kept(&self.chinese, name),
            person: view(PERSON),
            organisation: view(ORGANISATION),
            readings: views(READING).map(|head| self.view(head)).collect(),
        }
    }

    fn view(&self, head: &Head) -> View<'_> {
        let bytes =
            self.bytes.get(head.bytes_start as usize..).and_then(|rest| rest.get(..head.bytes as usize));
        View {
            tokens: Cow::Borrowed(some_of(&self.tokens, head.tokens_start, head.tokens)),
            aside: Cow::Borrowed(some_of(&self.aside, head.aside_start, head.aside)),
            bytes: Cow::Borrowed(bytes.unwrap_or_default()),
            joined: head.joined,
            joined_hash: head.joined_hash,
            backwards_hash: head.backwards_hash,
            acronym_hash: head.acronym_hash,
            joined_letters: head.joined_letters,
            vietnamese: head.flags & VIETNAMESE != 0,
            of_organisation: head.flags & OF_ORGANISATION != 0,
            korean: head.flags & KOREAN != 0,
            comma: head.flags & COMMA != 0,
            total: head.total,
        }
    }
}

/// `count` items from `start` on; none where the bytes are no such items.
fn some_of<T: CheckedBitPattern>(bytes: &[u8], start: u32, count: u16) -> &[T] {
    let size = size_of::<T>();
    let rest = bytes.get(start as usize * size..).and_then(|rest| rest.get(..usize::from(count) * size));
    checked::try_cast_slice(rest.unwrap_or_default()).unwrap_or_default()
}

/// Listed names beside Chinese ones: prepared when one first meets a Chinese name, and kept.
#[derive(Default)]
pub(crate) struct Chinese {
    names: usize,
    han: OnceLock<Kept<PreparedHan>>,
    english: OnceLock<Kept<PreparedEnglish>>,
}

type Kept<T> = Box<[OnceLock<Box<T>>]>;

impl Chinese {
    fn han(&self, name: u32, text: &str) -> &PreparedHan {
        let kept = self.han.get_or_init(|| self.room());
        kept[name as usize].get_or_init(|| Box::new(PreparedHan::new(text)))
    }

    pub(super) fn english(&self, name: u32, text: &str) -> &PreparedEnglish {
        let kept = self.english.get_or_init(|| self.room());
        kept[name as usize].get_or_init(|| Box::new(PreparedEnglish::new(text)))
    }

    fn room<T>(&self) -> Kept<T> {
        (0..self.names).map(|_| OnceLock::new()).collect()
    }
}

impl std::fmt::Debug for Chinese {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} names", self.names)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{compare, explain};
    use super::*;
    use chokepoint_model::Schema;

    const NAMES: [(&str, Schema); 9] = [
        ("Northern Lake Compute Co., Ltd", Schema::LegalEntity),
        ("Petrov, Ivan Sergeevich", Schema::Person),
        ("Kim Chol-su", Schema::Person),
        ("北湖计算有限公司", Schema::Company),
        ("Озеро Север ООО", Schema::Company),
        ("金哲秀", Schema::Person),
        ("Nguyen Van Anh", Schema::Person),
        ("A.B.C. Trading No. 14", Schema::LegalEntity),
        ("!!", Schema::Vessel),
    ];

    #[test]
    fn a_kept_name_compares_as_when_it_was_prepared() {
        let (mut file, mut writer) = (FlatWriter::new(), NameWriter::default());
        let prepared: Vec<_> = NAMES.iter().map(|(text, schema)| PreparedName::new(text, *schema)).collect();
        prepared.iter().for_each(|name| writer.add(name));
        writer.write(&mut file);
        file.strings("names", NAMES.iter().map(|(text, _)| text));
        let folder = tempfile::tempdir().unwrap();
        file.write(&folder.path().join("names")).unwrap();
        let file = FlatFile::open(&folder.path().join("names")).unwrap();
        let (names, texts) = (NameArrays::open(&file).unwrap(), file.strings("names").unwrap());

        for (at, one) in prepared.iter().enumerate() {
            let kept = names.get(at as u32, &texts);
            assert_eq!((kept.text(), kept.schema()), (one.text(), one.schema()));
            assert_eq!((kept.filing_keys(), kept.query_groups()), (one.filing_keys(), one.query_groups()));
            for (other_at, other) in prepared.iter().enumerate() {
                let other_kept = names.get(other_at as u32, &texts);
                assert_eq!(
                    compare(&kept, &other_kept),
                    compare(one, other),
                    "{} {}",
                    one.text(),
                    other.text()
                );
                assert_eq!(explain(&kept, &other_kept), explain(one, other));
            }
        }
    }
}

//! Prepared names as a snapshot keeps them: flat arrays, read where they lie; nothing is prepared twice.

use super::view::{SetAside, Span, Token, View};
use super::{English, PreparedName};
use crate::han::{PreparedEnglish, PreparedHan};
use bytemuck::{CheckedBitPattern, Pod, Zeroable, checked};
use chokepoint_model::Schema;
use chokepoint_store::flat::{Array, FlatError, FlatFile, FlatWriter};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// What a view is of: a cache line that says where its words lie.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Head {
    joined_hash: u64,
    backwards_hash: u64,
    acronym_hash: u64,
    bytes_start: u64,
    tokens_start: u32,
    aside_start: u32,
    bytes: u32,
    joined_letters: u32,
    total: f32,
    joined: Span,
    tokens: u16,
    aside: u16,
    role: u8,
    flags: u8,
    room: [u8; 2],
}

/// Roles of views.
const PERSON: u8 = 0;
const ORGANISATION: u8 = 1;

/// Flags of views.
const KOREAN: u8 = 1;
const COMMA: u8 = 2;
/// The name holds Chinese characters.
const HAN: u8 = 4;

/// Collects prepared names for a snapshot.
#[derive(Default)]
pub(crate) struct NameWriter {
    whole: Vec<u64>,
    heads_end: Vec<u32>,
    heads: Vec<Head>,
    tokens: Vec<Token>,
    aside: Vec<SetAside>,
    bytes: Vec<u8>,
}

impl NameWriter {
    /// Adds the next name.
    pub(crate) fn add(&mut self, name: &PreparedName<'_>) {
        let flags = if name.has_han() { HAN } else { 0 };
        for (role, view) in [(PERSON, &name.person), (ORGANISATION, &name.organisation)] {
            let Some(view) = view else { continue };
            self.heads.push(Head {
                joined_hash: view.joined_hash,
                backwards_hash: view.backwards_hash,
                acronym_hash: view.acronym_hash,
                bytes_start: self.bytes.len() as u64,
                tokens_start: self.tokens.len() as u32,
                aside_start: self.aside.len() as u32,
                bytes: view.bytes.len() as u32,
                joined_letters: view.joined_letters,
                total: view.total,
                joined: view.joined,
                tokens: u16::try_from(view.tokens.len()).unwrap_or(u16::MAX),
                aside: u16::try_from(view.aside.len()).unwrap_or(u16::MAX),
                role,
                flags: flags | if view.korean { KOREAN } else { 0 } | if view.comma { COMMA } else { 0 },
                room: [0; 2],
            });
            self.tokens.extend_from_slice(&view.tokens);
            self.aside.extend_from_slice(&view.aside);
            self.bytes.extend_from_slice(&view.bytes);
        }
        self.heads_end.push(self.heads.len() as u32);
        self.whole.push(name.whole);
    }

    /// Adds the sections `prepared.*`.
    pub(crate) fn write(self, file: &mut FlatWriter) {
        file.array("prepared.whole", &self.whole);
        file.array("prepared.heads", &self.heads);
        file.array("prepared.heads.ends", &self.heads_end);
        file.array::<u8>("prepared.tokens", bytemuck::cast_slice(&self.tokens));
        file.array::<u8>("prepared.aside", bytemuck::cast_slice(&self.aside));
        file.array("prepared.bytes", &self.bytes);
    }
}

/// The prepared names of a snapshot, mapped.
pub(crate) struct NameArrays {
    whole: Array<u64>,
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
        let whole: Array<u64> = file.array("prepared.whole")?;
        let names = Self {
            heads: file.array("prepared.heads")?,
            heads_end: file.array("prepared.heads.ends")?,
            tokens: file.array("prepared.tokens")?,
            aside: file.array("prepared.aside")?,
            bytes: file.array("prepared.bytes")?,
            chinese: Chinese { names: whole.len(), ..Chinese::default() },
            whole,
        };
        let heads = names.heads_end.last().map_or(0, |end| *end as usize);
        if names.heads_end.len() == names.whole.len() && heads == names.heads.len() {
            Ok(names)
        } else {
            Err(file.misshapen("prepared.heads.ends"))
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.whole.len()
    }

    /// Name number `name`, whose text and schema stand elsewhere.
    pub(crate) fn get<'a>(&'a self, name: u32, text: &'a str, schema: Schema) -> PreparedName<'a> {
        let at = name as usize;
        let start = if at == 0 { 0 } else { self.heads_end[at - 1] as usize };
        let heads = self.heads.get(start..self.heads_end[at] as usize).unwrap_or_default();
        let view = |role: u8| heads.iter().find(|head| head.role == role).map(|head| self.view(head));
        let has_han = heads.iter().any(|head| head.flags & HAN != 0);
        PreparedName {
            text: Cow::Borrowed(text),
            schema,
            whole: self.whole[at],
            han: has_han.then(|| Cow::Borrowed(self.chinese.han(name, text))),
            english: English::Kept(&self.chinese, name),
            person: view(PERSON),
            organisation: view(ORGANISATION),
        }
    }

    fn view(&self, head: &Head) -> View<'_> {
        let bytes = self.bytes.get(head.bytes_start as usize..).and_then(|rest| rest.get(..head.bytes as usize));
        View {
            tokens: Cow::Borrowed(some_of(&self.tokens, head.tokens_start, head.tokens)),
            aside: Cow::Borrowed(some_of(&self.aside, head.aside_start, head.aside)),
            bytes: Cow::Borrowed(bytes.unwrap_or_default()),
            joined: head.joined,
            joined_hash: head.joined_hash,
            backwards_hash: head.backwards_hash,
            acronym_hash: head.acronym_hash,
            joined_letters: head.joined_letters,
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

//! A name as its words, every form of each computed once: as a person's or as an organisation's name.

mod build;
mod organisation;
mod part;
mod person;

pub(super) use build::Words;
pub(super) use organisation::{organisation, organisation_words};
pub(super) use person::{person, person_words};

use bytemuck::{CheckedBitPattern, NoUninit, Pod, Zeroable};
use std::borrow::Cow;

/// Words of a name beyond this many are not looked at one by one.
pub(super) const MOST_WORDS: usize = 32;
/// Letters of a word beyond this many are not compared one by one.
pub(super) const MOST_LETTERS: usize = 40;

/// A stretch of [`View::bytes`].
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Span {
    start: u16,
    length: u16,
}

/// What a word does in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, CheckedBitPattern, NoUninit)]
#[repr(u8)]
pub(super) enum Kind {
    /// A name proper, or a brand.
    Name,
    /// One letter for a name.
    Initial,
    /// A number; for persons also junior and senior.
    Number,
    /// A line of business.
    Industry,
    /// A place.
    Place,
    /// Says only that it is an organisation.
    Structure,
    /// An adjective of trade names.
    Quality,
}

/// A word with all its forms, as it also stands in a snapshot.
#[derive(Debug, Clone, Copy, CheckedBitPattern, NoUninit)]
#[repr(C)]
pub(super) struct Token {
    pub text_hash: u64,
    pub sound_hash: u64,
    /// A second reading, or the first again.
    pub other_hash: u64,
    pub bare_hash: u64,
    pub bare_other_hash: u64,
    /// This word and the next written as one; 0 for the last.
    pub pair_hash: u64,
    /// The same letters in any order; 0 for short words.
    pub scrambled_hash: u64,
    /// The letters that occur, a bit each.
    pub letters: u32,
    pub number: u32,
    pub weight: f32,
    pub text: Span,
    pub sound: Span,
    pub bare: Span,
    pub family: u16,
    pub short_for: [u16; 2],
    pub kind: Kind,
    /// The script leaves vowels out.
    pub vowelless: bool,
    /// Written in Hangul, which tells all syllables apart.
    pub hangul: bool,
    /// Says who the father was.
    pub patronymic: bool,
    /// A clan, a tribe, a place someone is from.
    pub clan: bool,
    /// Known as a word or name of its own: never a slip for another known one.
    pub known: bool,
    pub given: bool,
    /// "son of" stands before it.
    pub child: bool,
    /// Nothing: a token is three quarters of two cache lines.
    pub room: [u8; 2],
}

/// Why a word is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, CheckedBitPattern, NoUninit)]
#[repr(u8)]
pub(super) enum Aside {
    /// A legal form.
    Legal,
    /// A title.
    Title,
    /// Grammar.
    Grammar,
}

/// A word set aside.
#[derive(Debug, Clone, Copy, CheckedBitPattern, NoUninit)]
#[repr(C)]
pub(super) struct SetAside {
    pub text: Span,
    pub why: Aside,
    /// Nothing.
    pub room: [u8; 3],
}

/// A name as its words: of its own, or in a snapshot.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    pub tokens: Cow<'a, [Token]>,
    pub aside: Cow<'a, [SetAside]>,
    pub bytes: Cow<'a, [u8]>,
    /// All that counts, joined.
    pub joined: Span,
    pub joined_hash: u64,
    pub backwards_hash: u64,
    pub acronym_hash: u64,
    pub joined_letters: u32,
    pub korean: bool,
    pub comma: bool,
    /// The words say that an organisation bears the name.
    pub of_organisation: bool,
    /// A Vietnamese name: short words of which each other spelling is another word.
    pub vietnamese: bool,
    pub total: f32,
}

impl View<'_> {
    pub fn bytes(&self, span: Span) -> &[u8] {
        let start = usize::from(span.start);
        self.bytes.get(start..start + usize::from(span.length)).unwrap_or_default()
    }

    /// Whether a legal form was set aside.
    pub fn has_legal_form(&self) -> bool {
        self.aside.iter().any(|aside| aside.why == Aside::Legal)
    }

    pub fn str(&self, span: Span) -> &str {
        std::str::from_utf8(self.bytes(span)).unwrap_or_default()
    }
}

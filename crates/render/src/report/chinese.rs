//! Chinese in a page for English readers: marked as Chinese, and said aloud and in English in small type below.

use super::story::capital;
use chokepoint_model::Schema;
use chokepoint_text::{
    han::{
        self, Class, Word, has_han, is_han,
        reading::{pinyin_of, surname},
        vocabulary,
    },
    script::has_kana,
};
use maud::{Markup, html};

/// Longer texts are shown without a reading: they are addresses and scopes, not names.
const LONGEST: usize = 60;

/// A text, its Chinese (or Japanese) parts marked as such, so that they are read aloud and set as what they are.
pub(super) fn text(text: &str) -> Markup {
    html! {
        @for (is_chinese, part) in parts(text) {
            @if is_chinese { span lang=(if has_kana(part) { "ja" } else { "zh" }) { (part) } } @else { (part) }
        }
    }
}

/// How a Chinese name is said, and what it means: `Yunyu Xinxi Jishu (Tianjin) Youxian Gongsi`, then
/// `Yunyu Information Technology (Tianjin) Co., Ltd.` Nothing for a name without Chinese, or in Japanese.
pub(super) fn gloss(name: &str, schema: Schema) -> Option<Markup> {
    if !has_han(name) || has_kana(name) || name.chars().count() > LONGEST {
        return None;
    }
    let (said, sense) = (pinyin(name, schema), sense(name, schema));
    Some(html! { small.gloss { (said) @if let Some(sense) = sense { " · " i { (sense) } } } })
}

/// The parts of a text that are Chinese, with the signs between them, and those that are not.
fn parts(text: &str) -> Vec<(bool, &str)> {
    let is_east = |c: char| is_han(c) || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}');
    let mut parts: Vec<(bool, &str)> = Vec::new();
    let mut from = 0;
    let mut now = None;
    for (at, c) in text.char_indices() {
        let kind = is_east(c);
        if now.is_some_and(|now| now != kind) {
            parts.push((!kind, &text[from..at]));
            from = at;
        }
        now = Some(kind);
    }
    parts.extend(now.map(|kind| (kind, &text[from..])));
    parts
}

/// A piece of a name: a word of the vocabulary with its meaning, characters without one, or what is not Chinese.
enum Piece {
    Word(Vec<char>, Class, &'static str),
    Coined(Vec<char>),
    Other(String),
}

/// The pieces of a name, so that as few characters as can be belong to no word, in as few words as can be.
fn pieces(name: &str) -> Vec<Piece> {
    let chars: Vec<char> = han::simplify(name).chars().collect();
    let words = vocabulary();
    // From each place on: what the rest costs, and how long the piece is that begins there.
    let mut best: Vec<(u32, usize, Option<u32>)> = vec![(0, 0, None); chars.len() + 1];
    for at in (0..chars.len()).rev() {
        best[at] = (best[at + 1].0 + if is_han(chars[at]) { 4 } else { 0 }, 1, None);
        for (length, word) in words.starting(&chars[at..]) {
            let cost = best[at + length].0 + 1;
            let is_one = length > 1 && words.word(word).class != Class::Letter;
            if is_one && cost < best[at].0 {
                best[at] = (cost, length, Some(word));
            }
        }
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (_, length, word) = best[at];
        let own = chars[at..at + length].to_vec();
        at += length;
        let meaning = word.and_then(|word| meaning(words.word(word)));
        match (meaning, pieces.last_mut()) {
            (Some((class, meaning)), _) => pieces.push(Piece::Word(own, class, meaning)),
            (None, Some(Piece::Coined(before))) if is_han(own[0]) => before.extend(own),
            (None, Some(Piece::Other(before))) if !is_han(own[0]) => before.extend(own),
            (None, _) if is_han(own[0]) => pieces.push(Piece::Coined(own)),
            (None, _) => pieces.push(Piece::Other(own.into_iter().collect())),
        }
    }
    pieces
}

/// What a word is called in English: a place as it is spelled today (Beijing, not Peking), else as is usual.
fn meaning(word: &Word) -> Option<(Class, &'static str)> {
    let said = pinyin_of(&word.zh.chars().collect::<Vec<char>>()).concat();
    let is_said = |text: &str| word.class == Class::Place && text.to_lowercase() == said;
    let spelled = word.renderings.iter().find(|one| is_said(one.text)).or_else(|| word.renderings.first())?;
    Some((word.class, spelled.text))
}

/// Joins words with spaces, none inside brackets.
fn joined(words: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for word in words {
        let is_tight =
            text.is_empty() || text.ends_with(['(', ' ', '-']) || word.starts_with([')', ',', '-', ' ']);
        text.push_str(if is_tight { "" } else { " " });
        text.push_str(&word);
    }
    text
}

/// Pinyin word by word; of a person the family name first.
pub(super) fn pinyin(name: &str, schema: Schema) -> String {
    let chars: Vec<char> = name.chars().collect();
    if let (Schema::Person, [family, given @ ..], 2..=4) = (schema, &chars[..], chars.len())
        && chars.iter().all(|c| is_han(*c))
    {
        return format!(
            "{} {}",
            capital(surname(*family).unwrap_or_default()),
            capital(&pinyin_of(given).concat())
        );
    }
    joined(pieces(name).into_iter().map(|piece| match piece {
        Piece::Word(chars, ..) | Piece::Coined(chars) => in_pairs(&chars),
        Piece::Other(text) => text,
    }))
}

/// Long words are said in twos, as dictionaries write them: Xinxi Jishu, Youxian Gongsi.
fn in_pairs(chars: &[char]) -> String {
    let syllables = pinyin_of(chars);
    let mut rest = &syllables[..];
    let mut words = Vec::new();
    while !rest.is_empty() {
        let (word, others) = rest.split_at(if rest.len() > 3 { 2 } else { rest.len() });
        words.push(capital(&word.concat()));
        rest = others;
    }
    words.join(" ")
}

/// The English sense of a name, what no word of the vocabulary means in pinyin. Nothing where no word is known.
pub(super) fn sense(name: &str, schema: Schema) -> Option<String> {
    let pieces = if schema == Schema::Person { Vec::new() } else { pieces(name) };
    let is_known = pieces.iter().any(|piece| matches!(piece, Piece::Word(..)));
    let form = |words: &str| if words == "Co Ltd" { "Co., Ltd.".to_owned() } else { capital(words) };
    let word = |piece| match piece {
        Piece::Word(_, Class::Form, meaning) => form(meaning),
        Piece::Word(_, _, meaning) => capital(meaning),
        Piece::Coined(chars) => capital(&pinyin_of(&chars).concat()),
        Piece::Other(text) => text,
    };
    is_known.then(|| joined(pieces.into_iter().map(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_is_said_aloud_and_in_english() {
        let read =
            |name: &str| (pinyin(name, Schema::Company), sense(name, Schema::Company).unwrap_or_default());
        assert_eq!(
            read("昀屿信息技术（天津）有限公司"),
            (
                "Yunyu Xinxi Jishu (Tianjin) Youxian Gongsi".to_owned(),
                "Yunyu Information Technology (Tianjin) Co., Ltd.".to_owned()
            )
        );
        assert_eq!(pinyin("王林", Schema::Person), "Wang Lin");
        assert_eq!(sense("王林", Schema::Person), None, "a person's name means nothing");
    }

    #[test]
    fn only_chinese_is_marked_as_chinese() {
        assert_eq!(
            text("宁畅（北京） supplies <b>").into_string(),
            "<span lang=\"zh\">宁畅（北京）</span> supplies &lt;b&gt;"
        );
        assert_eq!(text("Nettrix").into_string(), "Nettrix");
        assert!(
            gloss("Nettrix", Schema::Company).is_none() && gloss("サンプル電機", Schema::Company).is_none()
        );
    }
}

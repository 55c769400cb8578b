//! Takes a text apart: brackets, markers and dividers, in one walk from left to right.

use super::{
    Part, Split, Strength,
    brackets::{self, Content},
    markers::{self, Effect, Relation, Side, Where},
    strength,
};

/// One name on its way: what was walked over since it began, brackets left out.
struct Segment {
    relation: Relation,
    marker: String,
    text: String,
}

impl Segment {
    fn new(relation: Relation, marker: &str) -> Self {
        Self { relation, marker: marker.to_owned(), text: String::new() }
    }
}

/// More words than this describe; they do not name.
const MOST_WORDS: usize = 16;

pub(super) struct Splitter {
    side: Side,
    found: Split,
    /// The last name that is no weak part: a unit's name is completed by it.
    head: String,
}

impl Splitter {
    pub(super) fn new(side: Side) -> Self {
        Self { side, found: Split::default(), head: String::new() }
    }

    pub(super) fn split(mut self, text: &str) -> Split {
        self.walk(text, Relation::Own, "", 0);
        self.tidy(text);
        self.found
    }

    /// Walks over a text whose first name has this relation. Brackets inside brackets are few; deeper ones stay text.
    fn walk(&mut self, text: &str, relation: Relation, marker: &str, depth: u8) {
        let mut segment = Segment::new(relation, marker);
        let start = if depth == 0 { Where::NameStart } else { Where::BracketStart };
        let (mut at, mut here) = (0, start);
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if brackets::is_opening(c)
                && depth < 3
                && let Some((content, end)) = brackets::content(text, at)
            {
                self.bracket(content, text.get(end..).unwrap_or_default(), &mut segment, depth);
                (at, here) = (end, Where::Inside);
                continue;
            }
            if let Some(end) = self.imo(text, at) {
                at = end;
                continue;
            }
            if let Some(found) = markers::marker_at(text, at, here, self.side) {
                let end = at + found.bytes;
                let written = text.get(at..end).unwrap_or_default();
                match found.effect {
                    Effect::Ends => {
                        self.finish_before_boilerplate(segment);
                        self.found.passed_over.push(text.get(at..).unwrap_or_default().to_owned());
                        return;
                    }
                    Effect::Ship => {
                        self.found.is_vessel = true;
                        self.found.passed_over.push(written.to_owned());
                    }
                    Effect::Title => self.found.passed_over.push(written.to_owned()),
                    Effect::Begins(relation) => {
                        self.found.passed_over.push(written.to_owned());
                        let next = Segment::new(relation, written);
                        self.finish(std::mem::replace(&mut segment, next));
                    }
                }
                (at, here) = (end, Where::NameStart);
                continue;
            }
            if let Some(bytes) = self.divider(text, at) {
                let next = Segment::new(beside(segment.relation), "");
                self.finish(std::mem::replace(&mut segment, next));
                (at, here) = (at + bytes, Where::NameStart);
                continue;
            }
            segment.text.push(c);
            if c.is_alphanumeric() {
                here = Where::Inside;
            }
            at += c.len_utf8();
        }
        self.finish(segment);
    }

    /// A bracket: part of the name before it, or what its first words say.
    fn bracket(&mut self, content: &str, after: &str, segment: &mut Segment, depth: u8) {
        let start = content.len() - content.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let begins = markers::marker_at(content, start, Where::BracketStart, self.side);
        if let Some(found) = begins.filter(|found| !matches!(found.effect, Effect::Ship | Effect::Title)) {
            let describes = found.effect == Effect::Begins(Relation::Includes)
                && content.get(start + found.bytes..).is_some_and(|rest| brackets::is_lower_case(rest));
            if found.effect == Effect::Ends || describes {
                self.found.passed_over.push(content.to_owned());
            } else {
                self.remember(&segment.text);
                self.walk(content, Relation::InBrackets, "(", depth + 1);
            }
            segment.text.push(' ');
            return;
        }
        if is_imo_alone(content) {
            self.walk(content, Relation::InBrackets, "(", depth + 1);
            return;
        }
        match brackets::judge(content, &segment.text, after, self.side) {
            Content::Inline => {
                segment.text.push('(');
                segment.text.push_str(content);
                segment.text.push(')');
            }
            Content::Qualifier => self.found.passed_over.push(content.to_owned()),
            // "the Academy (EAL)'s 77 Institute": the academy is the parent of what is named.
            Content::Acronym if after.starts_with("'s ") || after.starts_with("’s ") => {
                let parent = segment.text.clone();
                self.push(&parent, Relation::Parent, Strength::Weak, "'s");
                self.found.passed_over.push(content.to_owned());
            }
            Content::Acronym => self.acronym(content, segment.relation),
            Content::Name => {
                self.remember(&segment.text);
                self.walk(content, Relation::InBrackets, "(", depth + 1);
                segment.text.push(' ');
            }
        }
    }

    fn acronym(&mut self, text: &str, of: Relation) {
        let strength = if of == Relation::Parent { Strength::Weak } else { Strength::Alone };
        if strength::can_stand_alone(text) {
            self.push(text, Relation::Acronym, strength, "(");
        } else {
            self.found.passed_over.push(text.to_owned());
        }
    }

    /// How many bytes a divider of names takes here: `;`, `|`, a new line, a stroke with space around it.
    fn divider(&self, text: &str, at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        match c {
            ';' | '；' | '|' | '｜' | '\n' | '\t' => Some(c.len_utf8()),
            '/' | '／' => {
                let (before, after) = (text.get(..at)?, rest.get(c.len_utf8()..)?);
                let is_spaced =
                    before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace);
                // "Acme Trading Ltd/Orion Works Ltd": a customer's stroke between two names of several words.
                let joins = |text: &str| strength::words_of(text).len() >= 2 && !strength::says_little(text);
                let is_joint = self.side == Side::Customer && joins(before) && joins(after);
                (is_spaced || is_joint || c == '／').then_some(c.len_utf8())
            }
            _ => None,
        }
    }

    /// Reads an IMO number that begins at byte `at`; gives the byte after it.
    fn imo(&mut self, text: &str, at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let is_word = text.get(..at)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if !is_word || !rest.get(..3)?.eq_ignore_ascii_case("imo") {
            return None;
        }
        let tail = rest.get(3..)?;
        let lead = tail.len() - tail.trim_start_matches(|c: char| " .:#-numberNUMBERoO".contains(c)).len();
        let digits: String = tail.get(lead..)?.chars().take_while(char::is_ascii_digit).collect();
        if digits.len() != 7 || lead > 12 {
            return None;
        }
        let end = at + 3 + lead + 7;
        self.found.passed_over.push(text.get(at..end)?.to_owned());
        self.found.imo.push(digits);
        Some(end)
    }

    fn finish(&mut self, segment: Segment) {
        let Segment { relation, marker, text } = segment;
        let name = trimmed(&text);
        if name.is_empty() {
            self.found.passed_over.push(text);
            return;
        }
        if relation == Relation::Includes {
            self.includes(name);
            return;
        }
        let words = strength::words_of(name).len();
        if words > MOST_WORDS {
            // A description of many things: "reactors, plants, facilities and …".
            self.found.passed_over.push(text);
            return;
        }
        let strength = match (relation, strength::of(name)) {
            (Relation::Parent, _) => Strength::Weak,
            (Relation::Subordinate, Strength::Weak) => {
                self.push(name, relation, Strength::Weak, &marker);
                if !self.head.is_empty() {
                    let whole = format!("{} {name}", self.head);
                    self.push(&whole, relation, Strength::Full, &marker);
                }
                return;
            }
            // What the field, or a word beside it, says to be a name may be made of common words.
            (Relation::InBrackets | Relation::Beside | Relation::Includes, strength) => strength,
            (_, Strength::Weak) if words >= 2 => Strength::Full,
            (_, strength) => strength,
        };
        let cannot_stand = strength == Strength::Alone && !strength::can_stand_alone(name);
        if strength == Strength::Weak && relation != Relation::Parent || cannot_stand {
            self.found.passed_over.push(name.to_owned());
            return;
        }
        self.remember(name);
        self.push(name, relation, strength, &marker);
    }

    /// The name before "and any successor …" is the whole name, one word or not.
    fn finish_before_boilerplate(&mut self, segment: Segment) {
        let name = trimmed(&segment.text).to_owned();
        let is_own = segment.relation == Relation::Own;
        self.finish(segment);
        if let Some(part) = self.found.parts.iter_mut().find(|part| is_own && part.text == name) {
            part.strength = Strength::Full;
        }
    }

    /// "the Harbour Guard of Examplia", after "including": a name only when it is written as one.
    fn includes(&mut self, text: &str) {
        let name = without_article(text);
        let is_name = name.chars().next().is_some_and(char::is_uppercase);
        if is_name && strength::of(name) == Strength::Full && !name.contains(',') {
            self.found.passed_over.push(text.get(..text.len() - name.len()).unwrap_or_default().to_owned());
            self.push(name, Relation::Includes, Strength::Full, "including");
        } else {
            self.found.passed_over.push(text.to_owned());
        }
    }

    fn remember(&mut self, name: &str) {
        if self.head.is_empty() {
            trimmed(name).clone_into(&mut self.head);
        }
    }

    fn push(&mut self, text: &str, relation: Relation, strength: Strength, marker: &str) {
        let text = trimmed(text).split_whitespace().collect::<Vec<_>>().join(" ");
        // A bracket that was taken out leaves its spaces.
        let text = text.replace(" ,", ",").replace(" 's ", "'s ");
        let same = |part: &Part| part.text.eq_ignore_ascii_case(&text);
        if text.is_empty() || self.found.parts.iter().any(same) {
            self.found.passed_over.push(text);
            return;
        }
        let marker = marker.trim().to_owned();
        self.found.parts.push(Part { text, relation, strength, marker });
    }

    /// What comes before a subordinate or affiliated body is its parent, not what is listed; a part that is the whole
    /// text again, but for its punctuation, is none.
    fn tidy(&mut self, whole: &str) {
        let under = |part: &Part| {
            matches!(part.relation, Relation::Affiliated)
                || part.relation == Relation::Subordinate && !part.marker.to_lowercase().starts_with("and ")
        };
        if self.side == Side::Publisher && self.found.parts.iter().any(under) {
            for part in self.found.parts.iter_mut().filter(|part| !under(part)) {
                part.relation = Relation::Parent;
                part.strength = Strength::Weak;
            }
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let whole = letters(whole);
        let again = |part: &Part| letters(&part.text) == whole;
        for part in self.found.parts.extract_if(.., |part| again(part)) {
            self.found.passed_over.push(part.text);
        }
    }
}

fn without_article(text: &str) -> &str {
    ["the ", "The ", "THE "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

/// The relation of a name after a divider: one more of the kind before it.
fn beside(before: Relation) -> Relation {
    match before {
        Relation::Own | Relation::InBrackets | Relation::Acronym => Relation::Beside,
        other => other,
    }
}

fn is_imo_alone(content: &str) -> bool {
    content.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("imo"))
}

/// Without the punctuation that joined it to the text around it.
fn trimmed(text: &str) -> &str {
    let text = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';' | ':' | '-' | '–' | '—' | '/' | '|' | '"' | '：' | '，' | '、' | '；' | '。' | '='
            )
    });
    // The point of "Ltd." stays; that of a sentence goes where a bracket or nothing is before it.
    let text = text.strip_prefix('.').map_or(text, str::trim_start);
    let text = text.strip_suffix(" .").map_or(text, str::trim_end);
    text.strip_suffix(" and")
        .or_else(|| text.strip_suffix(" AND"))
        .unwrap_or(text)
        .trim_end_matches([' ', ','])
}

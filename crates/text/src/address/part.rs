//! Numbers, rooms and streets as they are written, in a form that can be compared.

use std::fmt;

/// The number of a house: one, or a range, with what distinguishes it further (`27-1`, `52/1`, `14a`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    first: u32,
    last: u32,
    suffix: String,
}

/// A range of houses is no longer than this: `27-1` is a house behind number 27, `253-261` five houses.
const LONGEST_RANGE: u32 = 100;

impl Number {
    /// Reads `15`, `2-16`, `27-1`, `52/1`, `14-a`, `12b`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let first = text.get(..digits)?.parse::<u32>().ok()?;
        let rest = text[digits..].trim_start_matches(['-', '/', '#']);
        let until = rest.parse::<u32>().ok().filter(|last| *last > first && last - first <= LONGEST_RANGE);
        if let Some(last) = until.filter(|_| text[digits..].starts_with('-')) {
            return Some(Self { first, last, suffix: String::new() });
        }
        let suffix = rest.chars().filter(char::is_ascii_alphanumeric).take(6).collect();
        Some(Self { first, last: first, suffix })
    }

    /// With a further number behind: 10号附5号.
    pub(super) fn with_suffix(mut self, suffix: &str) -> Self {
        self.suffix.push_str(suffix);
        self
    }

    /// Its ends, by which it is filed.
    pub(super) fn ends(&self) -> impl Iterator<Item = u32> {
        let last = (self.last != self.first).then_some(self.last);
        std::iter::once(self.first).chain(last)
    }

    /// Whether two numbers are, or may be, one house.
    pub fn meets(&self, other: &Self) -> bool {
        self.first <= other.last
            && other.first <= self.last
            && (self.suffix == other.suffix || self.suffix.is_empty() || other.suffix.is_empty())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        if self.last != self.first {
            write!(f, "-{}", self.last)?;
        }
        if !self.suffix.is_empty() {
            write!(f, "-{}", self.suffix)?;
        }
        Ok(())
    }
}

/// A room, a range of rooms, or a desk in one: `1605a`, `1318-19`, `1117-851`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Lower case, without leading zeros.
    pub text: String,
    range: Option<(u32, u32)>,
}

impl Room {
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = without_zeros(text.trim_matches(['-', '/', '#']));
        if text.is_empty() || text.len() > 12 {
            return None;
        }
        let range = match text.split_once('-') {
            None => text.parse().ok().map(|one| (one, one)),
            Some((from, to)) => match (from.parse::<u32>(), to.parse::<u32>()) {
                // 1318-19 is 1318 and 1319; 1117-851 is the 851st desk in room 1117.
                (Ok(first), Ok(last)) if to.len() < from.len() && to.len() <= 2 => {
                    let base = 10_u32.pow(to.len() as u32);
                    rooms(first, first / base * base + last)
                }
                (Ok(first), Ok(last)) => rooms(first, last),
                _ => None,
            },
        };
        Some(Self { text, range })
    }

    /// Whether two rooms are one, or one of them is among the others. Room 5 on floor 16 may be called 1605.
    pub fn meets(&self, other: &Self, floor: Option<&str>) -> bool {
        let Some(((a, b), (c, d))) = self.range.zip(other.range) else { return self.text == other.text };
        let on_floor = |small: u32, large: u32| {
            small < 100
                && floor.and_then(|floor| floor.parse::<u32>().ok()).is_some_and(|floor| {
                    floor.checked_mul(100).and_then(|hundreds| hundreds.checked_add(small)) == Some(large)
                })
        };
        a <= d && c <= b || on_floor(a, c) || on_floor(c, a)
    }
}

/// `007` is `7`, `01a` is `1a`; a lone zero stays.
pub(super) fn without_zeros(text: &str) -> String {
    let trimmed = text.trim_start_matches('0');
    if trimmed.starts_with(|c: char| c.is_ascii_digit()) { trimmed.to_owned() } else { text.to_owned() }
}

/// From one room to another on its floor, when they are so few that one tenant may have them.
fn rooms(first: u32, last: u32) -> Option<(u32, u32)> {
    const MOST: u32 = 20;
    (last > first && last - first <= MOST && first / 100 == last / 100).then_some((first, last))
}

/// A street by its sound.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Street {
    /// Every way to say it, ordinals and sides in pinyin: `zhongshandong` for Zhongshan East Road.
    pub sounds: Vec<String>,
    /// The part without ordinals and sides, which alone may be misspelt.
    pub stem: String,
    /// Ordinals and sides: `dong`. The third street is not the fourth.
    pub tail: String,
    /// road, street, avenue, ...; translators choose freely, so it tells apart only what is not translated; empty where it
    /// is not told.
    pub kind: &'static str,
    /// As written.
    pub text: String,
}

impl Street {
    /// Whether two streets bear one name, but for a slip in a long one; what kind of street it is is not asked.
    pub fn meets(&self, other: &Self) -> bool {
        self.sounds.iter().any(|sound| other.sounds.contains(sound))
            || (self.tail == other.tail && near(&self.stem, &other.stem))
    }
}

impl fmt::Display for Street {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A Chinese name says its kind itself.
        if crate::script::has_han(&self.text) || self.kind.is_empty() {
            return f.write_str(&self.text);
        }
        write!(f, "{} {}", self.text, self.kind)
    }
}

/// Whether two long sounds differ by one slip, or two where they are very long.
pub(super) fn near(a: &str, b: &str) -> bool {
    let shorter = a.len().min(b.len());
    let most = match shorter {
        0..=6 => return a == b && !a.is_empty(),
        7..=12 => 1,
        _ => 2,
    };
    if a.len().abs_diff(b.len()) > most || shorter > 60 {
        return a == b;
    }
    // Names that begin otherwise are other names.
    if a.as_bytes()[0] != b.as_bytes()[0] {
        return false;
    }
    distance(a.as_bytes(), b.as_bytes()) <= most
}

fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let step = (row[j] + 1).min(row[j + 1] + 1).min(corner + usize::from(x != y));
            corner = row[j + 1];
            row[j + 1] = step;
        }
    }
    row[b.len()]
}

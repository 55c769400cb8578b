//! What stands around a name and tells variants and quantities apart: memory size, form, memory type, `8*`, `x8`, `8卡`.

use crate::Accelerator;
use crate::fold::{Class, Folded};
use chokepoint_model::Ratio;
use chokepoint_text::han::number::chinese_number;

/// How a card is built in, as adverts write it, and the word that a row's form factor or model has for it.
const FORMS: [(&str, &str); 10] = [
    ("sxm", "sxm"),
    ("pcie", "pcie"),
    ("pcle", "pcie"), // a common misprint
    ("pci-e", "pcie"),
    ("pci e", "pcie"),
    ("pc1e", "pcie"),
    ("nvl", "nvl"),
    ("oam", "oam"),
    ("active", "active"),
    ("mezz", "oam"),
];

/// Words that count cards or chips.
const UNITS: [char; 6] = ['卡', '张', '块', '片', '颗', '枚'];

/// What was said of a variant beside its name.
#[derive(Debug, Default, Clone)]
pub(crate) struct Qualifiers {
    /// GB of memory.
    pub(crate) memory: Option<u32>,
    /// Forms.
    pub(crate) forms: Vec<&'static str>,
    /// `hbm3e`.
    pub(crate) memory_type: Option<String>,
}

impl Qualifiers {
    pub(crate) fn is_empty(&self) -> bool {
        self.memory.is_none() && self.forms.is_empty() && self.memory_type.is_none()
    }

    /// Whether a row can be meant.
    pub(crate) fn fit(&self, row: &Accelerator) -> bool {
        let specification = &row.specification;
        let memory = self.memory.is_none_or(|gb| {
            !specification.memory.is_unknown() && specification.memory.allows(Ratio::whole(gb.into()))
        });
        let built = || format!("{} {}", row.model, row.form_factor).to_lowercase();
        let forms = self.forms.is_empty() || {
            let built = built();
            self.forms.iter().all(|form| built.contains(form))
        };
        let memory_type =
            self.memory_type.as_ref().is_none_or(|kind| specification.memory_type.eq_ignore_ascii_case(kind));
        memory && forms && memory_type
    }

    /// The rows that are meant. Where a form is part of a model's name (`H100 PCIe`), models that are only built that
    /// way (`H100 NVL`) are not.
    pub(crate) fn meant<'r>(&self, rows: impl Iterator<Item = &'r Accelerator>) -> Vec<&'r Accelerator> {
        let mut meant: Vec<&Accelerator> = rows.filter(|row| self.fit(row)).collect();
        let by_name = |row: &Accelerator| {
            let model = row.model.to_lowercase();
            self.forms.iter().all(|form| model.contains(form))
        };
        if meant.iter().any(|row| by_name(row)) {
            meant.retain(|row| by_name(row));
        }
        meant
    }

    /// As it is said in a reason: `80 GB, PCIe`.
    pub(crate) fn shown(&self) -> String {
        let memory = self.memory.map(|gb| format!("{gb} GB"));
        let forms = self
            .forms
            .iter()
            .map(|form| if *form == "pcie" { "PCIe".to_owned() } else { form.to_uppercase() });
        let kind = self.memory_type.as_ref().map(|kind| kind.to_uppercase().replace('E', "e"));
        memory.into_iter().chain(forms).chain(kind).collect::<Vec<_>>().join(", ")
    }

    /// Reads what follows a name at `at`; gives where it ends.
    pub(crate) fn after(&mut self, text: &Folded, at: usize) -> usize {
        let mut until = at;
        // A handful at most: nobody writes more.
        for _ in 0..6 {
            let begin = past(text, until, |text, at| {
                matches!(text.class(at), Some(Class::Gap))
                    || matches!(text.char(at), Some('(' | ')' | '/' | ','))
            });
            match self.memory_at(text, begin).or_else(|| self.form_at(text, begin)) {
                Some(end) => until = end,
                None => break,
            }
        }
        until
    }

    /// Reads a memory size directly before a name: `80G A100`, `80GB-A100`.
    pub(crate) fn before(&mut self, text: &Folded, at: usize) {
        let mut end = at;
        if end > 0 && text.class(end - 1) == Some(Class::Gap) {
            end -= 1;
        }
        if end > 0 && text.char(end - 1) == Some('b') {
            end -= 1;
        }
        if end == 0 || text.char(end - 1) != Some('g') {
            return;
        }
        end -= 1;
        let mut begin = end;
        while begin > 0 && end - begin < 5 && text.class(begin - 1) == Some(Class::Digit) {
            begin -= 1;
        }
        if self.memory.is_none() && begin < end && !text.is_code_before(begin) {
            self.memory = text.number(begin).map(|(gb, _)| gb).filter(|gb| plausible(*gb));
        }
    }

    /// A memory size in the next few characters, past other words: `A100，显存80GB`.
    pub(crate) fn further(text: &Folded, at: usize) -> Option<u32> {
        let end = (at + 14).min(text.chars.len());
        (at..end)
            .take_while(|at| !matches!(text.char(*at), Some('。' | ';' | '；' | '\n')))
            .filter(|at| text.class(*at) == Some(Class::Digit) && !text.is_code_before(*at))
            .find_map(|at| Self::default().memory_value(text, at).map(|(gb, _)| gb))
    }

    fn memory_at(&mut self, text: &Folded, at: usize) -> Option<usize> {
        if self.memory.is_some() {
            return None;
        }
        let (gb, end) = self.memory_value(text, at)?;
        self.memory = Some(gb);
        Some(end)
    }

    fn memory_value(&self, text: &Folded, at: usize) -> Option<(u32, usize)> {
        let (gb, mut end) = text.number(at).filter(|(gb, _)| plausible(*gb))?;
        if text.class(end) == Some(Class::Gap) {
            end += 1;
        }
        if text.char(end) != Some('g') {
            return None;
        }
        end += 1;
        for suffix in ["ib", "b"] {
            if text.starts_with(end, suffix) {
                end += suffix.len();
                break;
            }
        }
        let divided = !text.is_code(end) || FORMS.iter().any(|(form, _)| text.starts_with(end, form));
        divided.then_some((gb, end))
    }

    fn form_at(&mut self, text: &Folded, at: usize) -> Option<usize> {
        if text.starts_with(at, "hbm") {
            let mut end = at + 3;
            while end < at + 5 && text.is_code(end) {
                end += 1;
            }
            let kind: String = (at..end).filter_map(|at| text.char(at)).collect();
            if self.memory_type.is_some() || text.is_code(end) || kind == "hbm" {
                return None;
            }
            self.memory_type = Some(kind);
            return Some(end);
        }
        let (written, form) = FORMS.iter().find(|(written, _)| text.starts_with(at, written))?;
        let mut end = at + written.chars().count();
        if text.class(end) == Some(Class::Digit) {
            end += 1;
        }
        if text.is_code(end) {
            return None;
        }
        if *form == "pcie" {
            end = past_slot(text, end);
        }
        if !self.forms.contains(form) {
            self.forms.push(form);
        }
        Some(end)
    }
}

/// Past the version and width of a PCIe slot, which are no quantity: `PCIe 4.0 x16`, `PCIe Gen4`.
fn past_slot(text: &Folded, at: usize) -> usize {
    let mut until = at;
    for _ in 0..2 {
        let begin = past(text, until, |text, at| text.class(at) == Some(Class::Gap));
        let digits = if text.starts_with(begin, "gen") { begin + 3 } else { begin };
        if text.char(begin) == Some('x') {
            match text.number(begin + 1) {
                Some((1 | 4 | 8 | 16, end)) if !text.is_code(end) => until = end,
                _ => break,
            }
        } else {
            match text.number(digits) {
                Some((version @ 1..=6, end)) => {
                    let point = text.char(end) == Some('.') && text.char(end + 1) == Some('0');
                    if !point && digits == begin && version > 0 {
                        break; // a lone number counts something
                    }
                    until = if point { end + 2 } else { end };
                }
                _ => break,
            }
        }
    }
    until
}

/// How many: `8*H800`, `8 x H800`, `8卡H100`, `八卡A100`, `H800x8`, `H800*8卡`, `H20 8卡`.
pub(crate) fn quantity(text: &Folded, from: usize, until: usize) -> Option<u32> {
    before(text, from).or_else(|| after(text, until)).filter(|number| *number > 0)
}

fn before(text: &Folded, from: usize) -> Option<u32> {
    // `Intelx8A100`: x, digits, and the name directly behind.
    let mut digits = from;
    while digits > 0 && from - digits < 4 && text.class(digits - 1) == Some(Class::Digit) {
        digits -= 1;
    }
    if digits < from && digits > 0 && matches!(text.char(digits - 1), Some('x' | '*')) {
        return text.number(digits).filter(|(_, end)| *end == from).map(|(number, _)| number);
    }
    let mut end = back(text, from);
    let sign = end.checked_sub(1).and_then(|at| text.char(at))?;
    if !matches!(sign, '*' | 'x') && !UNITS.contains(&sign) {
        return None;
    }
    end = back(text, end - 1);
    let mut begin = end;
    while begin > 0 && end - begin < 8 && text.class(begin - 1) == Some(Class::Digit) {
        begin -= 1;
    }
    if begin < end {
        let whole = !matches!(begin.checked_sub(1).and_then(|at| text.char(at)), Some('.' | ','));
        return (whole && !text.is_code_before(begin))
            .then(|| text.number(begin))
            .flatten()
            .map(|(number, _)| number);
    }
    if UNITS.contains(&sign) { chinese_before(text, end) } else { None }
}

fn after(text: &Folded, until: usize) -> Option<u32> {
    let begin = past(text, until, |text, at| {
        text.class(at) == Some(Class::Gap) || matches!(text.char(at), Some('(' | '（' | '、'))
    });
    if matches!(text.char(begin), Some('*' | 'x')) {
        let number = past(text, begin + 1, |text, at| text.class(at) == Some(Class::Gap));
        let (number, end) = text.number(number)?;
        let part = text.char(end) == Some('.') && text.class(end + 1) == Some(Class::Digit);
        return (!text.class(end).is_some_and(|class| class == Class::Letter) && !part).then_some(number);
    }
    let (number, end) = text.number(begin).or_else(|| chinese(text, begin))?;
    let end = past(text, end, |text, at| text.class(at) == Some(Class::Gap));
    text.char(end).filter(|c| UNITS.contains(c)).map(|_| number)
}

/// The number in Chinese characters that begins here, and where it ends; none of zero.
fn chinese(text: &Folded, at: usize) -> Option<(u32, usize)> {
    let figures: Vec<char> =
        (at..at + MOST_FIGURES).map_while(|at| text.char(at)).take_while(is_figure).collect();
    let (number, length) = chinese_number(&figures)?;
    (number > 0).then_some((number, at + length))
}

/// The number in Chinese characters that ends here.
fn chinese_before(text: &Folded, end: usize) -> Option<u32> {
    let figures = |at: &usize| text.char(*at).is_some_and(|c| is_figure(&c));
    let length = (end.saturating_sub(MOST_FIGURES)..end).rev().take_while(figures).count();
    chinese(text, end - length).filter(|(_, until)| *until == end).map(|(number, _)| number)
}

/// 九千九百九十九 has seven.
const MOST_FIGURES: usize = 7;

fn is_figure(c: &char) -> bool {
    !c.is_ascii() && chinese_number(&[*c]).is_some()
}

/// Past at most two characters that only divide.
fn past(text: &Folded, at: usize, divides: impl Fn(&Folded, usize) -> bool) -> usize {
    at + (at..at + 2).take_while(|at| divides(text, *at)).count()
}

/// Back over at most one gap.
fn back(text: &Folded, at: usize) -> usize {
    match at.checked_sub(1) {
        Some(before) if text.class(before) == Some(Class::Gap) => before,
        _ => at,
    }
}

/// Memory of a card; 4G and 5G are telephones, and no card holds terabytes.
const fn plausible(gb: u32) -> bool {
    gb >= 6 && gb <= 1_000
}

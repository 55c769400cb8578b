//! Made-up names of companies and persons, the same for the same seed, and slips of the pen in them.
//!
//! Words are put together from syllables of several languages; how often a word comes again follows Zipf's law, as
//! among real names: a few given names and words of trade make up most of them, and most words are borne once.

/// A generator of numbers (SplitMix64): small, fast, the same on every machine.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// A generator that gives the same numbers for the same `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.number()) * end as u128) >> 64) as usize
    }

    /// A number from 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something happens that happens so many times in a hundred.
    pub fn percent(&mut self, percent: u8) -> bool {
        self.below(100) < usize::from(percent)
    }

    /// A number from `least` to `most`, both included.
    pub fn from_to(&mut self, least: i32, most: i32) -> i32 {
        least + self.below((most - least + 1).max(1) as usize) as i32
    }

    /// One of `things`, each as often as another; nothing of nothing.
    pub fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }

    /// A rank below `end` that falls as often between 8 and 16 as between 16 and 32: Zipf's law in whole numbers, which
    /// every machine counts alike. Ranks below `from` stand together.
    pub fn octave(&mut self, from: usize, end: usize) -> usize {
        let from = from.max(1);
        let octaves = (end / from).max(1).ilog2() as usize + 1;
        match self.below(octaves + 1) {
            0 => self.below(from.min(end)),
            octave => {
                let low = from << (octave - 1);
                (low + self.below(low)).min(end.saturating_sub(1))
            }
        }
    }

    /// A rank below `end` by Zipf's law: rank r comes about as often as 1/(r+1).
    pub fn zipf(&mut self, end: usize) -> usize {
        let rank = ((end + 1) as f64).powf(self.share()) - 1.0;
        (rank as usize).min(end.saturating_sub(1))
    }
}

/// A culture's way with names: `resources/syllables.csv`, a line each.
struct Culture {
    syllables: Vec<&'static str>,
    /// Syllables of a word, least and most.
    least: usize,
    most: usize,
    /// Words of a person's name.
    words: usize,
}

/// Makes names, one after another.
pub struct Names {
    chance: Chance,
    cultures: Vec<Culture>,
    trades: Vec<&'static str>,
    forms: Vec<&'static str>,
}

/// Words a culture has for given names, family names and brands.
const GIVEN: usize = 3_000;
const FAMILY: usize = 40_000;
const BRANDS: usize = 150_000;

impl Names {
    /// Names that are the same for the same `seed`.
    pub fn new(seed: u64) -> Self {
        let lines =
            |text: &'static str| text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let cultures = lines(include_str!("../resources/syllables.csv"))
            .filter_map(|line| {
                let mut fields = line.split(',');
                let mut number = || fields.next()?.trim().parse().ok();
                let (least, most, words) = (number()?, number()?, number()?);
                let syllables = fields.next()?.split_whitespace().collect();
                Some(Culture { syllables, least, most, words })
            })
            .collect();
        let mut words = lines(include_str!("../resources/company-words.csv"));
        let mut row = move || words.next().unwrap_or_default().split_whitespace().collect();
        Self { chance: Chance::new(seed), cultures, trades: row(), forms: row() }
    }

    /// The next name: a company as often as a person.
    pub fn name(&mut self) -> String {
        let culture = self.chance.below(self.cultures.len());
        if self.chance.below(2) == 0 { self.company(culture) } else { self.person(culture) }
    }

    fn person(&mut self, culture: usize) -> String {
        let family = self.chance.zipf(FAMILY);
        let mut words = Vec::new();
        for _ in 1..self.cultures[culture].words + self.chance.below(2) {
            let given = self.chance.zipf(GIVEN);
            words.push(self.word(culture, 1, given));
        }
        words.push(self.word(culture, 2, family));
        words.join(" ")
    }

    fn company(&mut self, culture: usize) -> String {
        let mut words = Vec::new();
        if self.chance.below(3) == 0 {
            let city = self.chance.zipf(300);
            words.push(self.word(culture, 3, city));
        }
        for _ in 0..1 + self.chance.below(2) {
            // Most brands are of their maker's own making.
            let brand =
                if self.chance.below(5) < 3 { self.chance.below(BRANDS) } else { self.chance.zipf(BRANDS) };
            words.push(self.word(culture, 4, brand));
        }
        for _ in 0..1 + self.chance.below(2) {
            let trade = self.chance.zipf(self.trades.len());
            words.push(self.trades[trade].to_owned());
        }
        let form = self.chance.zipf(self.forms.len());
        words.push(self.forms[form].to_owned());
        words.join(" ")
    }

    /// Word number `rank` of a kind in a culture; always the same.
    fn word(&self, culture: usize, kind: u64, rank: usize) -> String {
        let mut chance = Chance::new((culture as u64) << 48 | kind << 40 | rank as u64);
        let Culture { syllables, least, most, .. } = &self.cultures[culture];
        let count = least + chance.below(most - least + 1) + usize::from(kind == 4);
        let mut word: String = (0..count).map(|_| syllables[chance.below(syllables.len())]).collect();
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        word
    }
}

/// `name` with one slip in every word of at least `least` letters: a letter dropped, doubled or changed, or two
/// neighbours swapped. The first letter stays, as it mostly does.
pub fn misspelt(name: &str, least: usize, chance: &mut Chance) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters: Vec<char> = word.chars().collect();
        if letters.len() < least || letters.len() < 2 {
            return word.to_owned();
        }
        let at = 1 + chance.below(letters.len() - 1);
        match chance.below(4) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            2 if at + 1 < letters.len() && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
            _ => {
                let other = (b'a' + chance.below(26) as u8) as char;
                letters[at] = if other == letters[at].to_ascii_lowercase() { 'q' } else { other };
            }
        }
        letters.into_iter().collect()
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_names() {
        let names = |seed| {
            let mut names = Names::new(seed);
            (0..200).map(|_| names.name()).collect::<Vec<_>>()
        };
        assert_eq!(names(7), names(7));
        assert_ne!(names(7), names(8));
        assert!(names(7).iter().all(|name| name.split(' ').count() >= 2));
    }

    #[test]
    fn a_slip_changes_every_word() {
        let mut chance = Chance::new(1);
        for _ in 0..100 {
            let slipped = misspelt("Sunrise Trading", 4, &mut chance);
            for (word, slip) in ["Sunrise", "Trading"].iter().zip(slipped.split(' ')) {
                assert_ne!(*word, slip);
            }
        }
        assert_eq!(misspelt("Li Wei", 4, &mut chance), "Li Wei");
    }
}

//! What the names of very many Chinese companies are made of, so that it tells little.

use super::rows;
use crate::table::Table;
use std::sync::OnceLock;

#[derive(Default)]
struct Tables {
    endings: Table<&'static str, ()>,
    trades: Table<&'static str, ()>,
    /// The surprise of each syllable.
    syllables: Table<&'static str, f32>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Tables::default();
        for row in rows(include_str!("../../../../resources/zh/brands.csv")) {
            match row[..] {
                ["trade", text] => tables.trades.extend(text.split(' ').map(|word| (word, ()))),
                ["ending", text] => tables.endings.extend(text.split(' ').map(|word| (word, ()))),
                _ => {}
            }
        }
        for row in rows(include_str!("../../../../resources/zh/syllables.csv")) {
            if let [syllable, count] = row[..]
                && let Ok(count) = count.parse::<f32>()
            {
                tables.syllables.insert(syllable, (100_000.0 / count.max(1.0)).ln());
            }
        }
        tables
    })
}

/// How surprising a syllable of pinyin is in the brand of a Chinese company, in natural-log odds: yi (亿, 怡, 易, 益) 3.7,
/// ying 4.9, nuo 6.1, ning 6.8. Strangers whose brands have the same two syllables are as rare as the sum says.
pub fn surprise(syllable: &str) -> f32 {
    const RAREST: f32 = 9.0;
    tables().syllables.get(syllable).copied().unwrap_or(RAREST)
}

/// Whether very many companies, schools and institutes say this word of trade: 科技, 电子, 医药.
pub fn is_common_trade(word: &str) -> bool {
    tables().trades.contains_key(word)
}

/// Whether coined brands end so after the sound of the Chinese name: Kematek is 科玛 and an ending.
pub fn is_coined_ending(ending: &str) -> bool {
    tables().endings.contains_key(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_brands_and_endings_are_known() {
        assert!(surprise("yi") < surprise("ying") && surprise("ying") < surprise("nuo"));
        assert!(surprise("nuo") < surprise("no syllable"));
        assert!(is_common_trade("科技") && !is_common_trade("蚕业"));
        assert!(is_coined_ending("tek") && !is_coined_ending("zzz"));
    }
}

//! What the names of very many Chinese companies are made of, so that it tells little.

use super::rows;
use std::collections::HashSet;
use std::sync::OnceLock;

struct Tables {
    characters: HashSet<char>,
    endings: HashSet<&'static str>,
    trades: HashSet<&'static str>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables =
            Tables { characters: HashSet::new(), endings: HashSet::new(), trades: HashSet::new() };
        for row in rows(include_str!("../../../../resources/zh/brands.csv")) {
            match row[..] {
                ["character", text] => tables.characters.extend(text.chars()),
                ["trade", text] => tables.trades.extend(text.split(' ')),
                ["ending", text] => tables.endings.extend(text.split(' ')),
                _ => {}
            }
        }
        tables
    })
}

/// Whether very many companies choose this simplified character for their brand: 华, 天, 恒, 通.
pub fn is_common_in_brands(c: char) -> bool {
    tables().characters.contains(&c)
}

/// Whether very many companies, schools and institutes say this word of trade: 科技, 电子, 医药.
pub fn is_common_trade(word: &str) -> bool {
    tables().trades.contains(word)
}

/// Whether coined brands end so after the sound of the Chinese name: Kematek is 科玛 and an ending.
pub fn is_coined_ending(ending: &str) -> bool {
    tables().endings.contains(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_brands_and_endings_are_known() {
        assert!(is_common_in_brands('恒') && !is_common_in_brands('曙'));
        assert!(is_common_trade("科技") && !is_common_trade("蚕业"));
        assert!(is_coined_ending("tek") && !is_coined_ending("zzz"));
    }
}

//! The law and the catalogue: loading the rules of all days, and recognising names in rows of products.

use super::measure;
use anyhow::Result;
use chokepoint_catalogue::{Catalogue, Context};
use chokepoint_engine::rules::load;
use chokepoint_rules::Rules;
use std::{collections::BTreeMap, fs, hint::black_box, io::Write, path::Path};

/// Rows of the made-up price list.
const ROWS: usize = 20_000;
/// Rows of the baseline: it looks for every name in each.
const BASELINE: usize = 500;

pub fn run(root: &Path, out: &mut dyn Write) -> Result<()> {
    loading(&root.join("rules"), out)?;
    recognising(out)
}

/// The files of the program, read from the program and again from their folder, beside parsing alone.
fn loading(folder: &Path, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## The rules of all days (want under 50 ms)")?;
    let (rules, first) = measure::once(|| Rules::built_in().parameters().count());
    let again = measure::each(&[(); 20], |()| {
        black_box(load(&[folder.to_owned()]));
    });
    let mut texts = BTreeMap::new();
    read(folder, &mut texts)?;
    let plain = measure::each(&[(); 20], |()| {
        for text in texts.values() {
            black_box(toml::from_str::<toml::Table>(text).is_ok());
        }
    });
    let milliseconds = |timed: &measure::Timed| timed.mean_ns() / 1e6;
    writeln!(
        out,
        "{rules} parameters from the program: {:.1} ms   once more from a folder on top: {:.1} ms   parsing {} files alone: {:.1} ms   \
         ratio {:.2}",
        first.as_secs_f64() * 1e3,
        milliseconds(&again),
        texts.len(),
        milliseconds(&plain),
        first.as_secs_f64() * 1e3 / milliseconds(&plain)
    )?;
    Ok(())
}

fn read(folder: &Path, texts: &mut BTreeMap<std::path::PathBuf, String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, texts)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            texts.insert(path.clone(), fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// A third of the rows name something else, a third a chip or server, a third one in Chinese with its number.
fn rows(models: &[&str]) -> Vec<String> {
    const OTHER: [&str; 6] = [
        "DDR5 ECC RDIMM 64GB 4800 memory module for servers",
        "机架式服务器 2U 双路 32核 512G内存 1.92T固态硬盘*4",
        "USB-C hub 7 in 1, aluminium, HDMI 4K",
        "Optical transceiver QSFP28 100G SR4 850nm",
        "Office chair, mesh, black",
        "空调室外机 变频 3匹",
    ];
    let row = |at: usize| {
        let model = models[at % models.len()];
        match at % 3 {
            0 => OTHER[at / 3 % OTHER.len()].to_owned(),
            1 => format!("{model} GPU card, {} pcs, new", at % 9 + 1),
            _ => format!("AI服务器 8*{model} 2TB内存 采购"),
        }
    };
    (0..ROWS).map(row).collect()
}

fn recognising(out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "\n## Names of chips and servers in rows of products, one core (want a million rows a minute)"
    )?;
    let (catalogue, _) = Catalogue::built_in();
    let models: Vec<&str> = catalogue.items().map(|item| item.model()).collect();
    let rows = rows(&models);
    let line = |what: &str, timed: &measure::Timed| {
        let (mean, p99) = (timed.mean_ns() / 1e3, timed.percentile(0.99));
        format!(
            "{what:<28} {mean:>8.1} us a row   p99 {p99:>6.0} us   {:>9.0} a minute",
            timed.per_second() * 60.0
        )
    };
    let recognised = measure::each(&rows, |row| {
        black_box(catalogue.recognise(row, Context::Goods));
    });
    writeln!(out, "{}", line("every name in a row", &recognised))?;
    let found = measure::each(&rows, |row| {
        black_box(catalogue.find(row));
    });
    writeln!(out, "{}", line("a row as one query", &found))?;
    let names: Vec<String> = models.iter().map(|model| model.to_lowercase()).collect();
    let plain = measure::each(&rows[..BASELINE], |row| {
        let row = row.to_lowercase();
        black_box(names.iter().filter(|name| row.contains(name.as_str())).count());
    });
    writeln!(
        out,
        "{}; ratio {:.2}",
        line("looking for each name", &plain),
        recognised.mean_ns() / plain.mean_ns()
    )?;
    Ok(())
}

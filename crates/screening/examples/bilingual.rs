//! Recall and false positives on labelled pairs of Chinese and English names: `bilingual DIR [half] [features FILE] [wrong]`.
#![allow(clippy::print_stdout, missing_docs)]

use chokepoint_screening::han::{
    PreparedEnglish, PreparedHan, compare_han_han, compare_han_latin, explain_han_latin, feature_names,
    features_han_latin,
};
use chokepoint_screening::names::score_of;
use chokepoint_text::han::has_han;
use std::collections::BTreeMap;
use std::io::Write;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments.first().map_or("../shared/data/bilingual-names", String::as_str);
    let show_wrong = arguments.iter().any(|a| a == "wrong");
    let features = arguments.iter().position(|a| a == "features").and_then(|i| arguments.get(i + 1));
    let mut sink = features.map(std::fs::File::create).transpose()?;
    if let Some(sink) = &mut sink {
        writeln!(sink, "label\tkind\tconf\tid\tquery\tcandidate\t{}", feature_names().join("\t"))?;
    }
    for (file, is_match) in [("positives.csv", true), ("hard_negatives.csv", false)] {
        let path = std::path::Path::new(folder).join(file);
        if !path.exists() {
            println!("skipped: {} absent", path.display());
            continue;
        }
        // By kind: pairs and hits of confidence A, then of A and B.
        let mut kinds: BTreeMap<String, [u32; 4]> = BTreeMap::new();
        let mut time = std::time::Duration::ZERO;
        let mut count = 0u32;
        for row in csv::Reader::from_path(&path)?.records() {
            let row = row?;
            let (query, candidate, kind, conf) = (&row[0], &row[1], &row[2], &row[4]);
            let han = PreparedHan::new(query);
            let evidence = if has_han(candidate) {
                compare_han_han(&han, &PreparedHan::new(candidate))
            } else {
                let english = PreparedEnglish::new(candidate);
                let start = Instant::now();
                let evidence = compare_han_latin(&han, &english);
                time += start.elapsed();
                count += 1;
                if let Some(sink) = &mut sink {
                    let values: Vec<String> =
                        features_han_latin(&han, &english).iter().map(f32::to_string).collect();
                    let label = u8::from(is_match);
                    writeln!(
                        sink,
                        "{label}\t{kind}\t{conf}\t{}\t{query}\t{candidate}\t{}",
                        &row[3],
                        values.join("\t")
                    )?;
                }
                evidence
            };
            let hit = score_of(evidence) >= 0.7;
            if show_wrong && hit != is_match {
                println!("{kind}\t{evidence:.1}\t{query}\t{candidate}");
                if !has_han(candidate) {
                    for reason in explain_han_latin(&han, &PreparedEnglish::new(candidate)) {
                        println!("    {:+.1} {}", reason.weight, reason.words);
                    }
                }
            }
            for name in [kind, "all"] {
                let sums = kinds.entry(name.to_owned()).or_default();
                sums[2] += 1;
                sums[3] += u32::from(hit);
                if conf == "A" {
                    sums[0] += 1;
                    sums[1] += u32::from(hit);
                }
            }
        }
        println!("{file}: {:.1} µs a comparison", time.as_secs_f64() * 1e6 / f64::from(count.max(1)));
        for (kind, [a, hit_a, all, hit_all]) in kinds {
            let share =
                |hits: u32, of: u32| if of == 0 { 0.0 } else { 100.0 * f64::from(hits) / f64::from(of) };
            println!(
                "{kind:45} A {hit_a:5}/{a:5} {:5.1} %   A+B {hit_all:5}/{all:5} {:5.1} %",
                share(hit_a, a),
                share(hit_all, all)
            );
        }
    }
    Ok(())
}

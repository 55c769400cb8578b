//! Prints what the splitter makes of each line of standard input: `name_parts listed < names.txt`, or `given`.

use chokepoint_text::parts;
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let is_given = std::env::args().nth(1).is_some_and(|side| side == "given");
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let split = if is_given { parts::given(&line) } else { parts::listed(&line) };
        if split == parts::Split::default() {
            continue;
        }
        writeln!(out, "{line}")?;
        for part in &split.parts {
            writeln!(out, "    {:?} {:?} [{}] {}", part.relation, part.strength, part.marker, part.text)?;
        }
        writeln!(
            out,
            "    passed over {:?} imo {:?} ship {}",
            split.passed_over, split.imo, split.is_vessel
        )?;
    }
    Ok(())
}

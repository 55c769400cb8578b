//! Prints the coverage page: `cargo run -p chokepoint-rules --example coverage > docs/law-coverage.md`.

use chokepoint_rules::{Rules, coverage_page};
use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(coverage_page(Rules::built_in()).as_bytes())
}

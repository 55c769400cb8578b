//! Any bytes given to the reader of tables: every row is a record, is left out and named, or is an issue, never a panic.
#![no_main]

use chokepoint_tables::{Options, from_reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reader = std::io::Cursor::new(bytes.to_vec());
    if let Ok(tables) = from_reader(Box::new(reader), "tables", &Options::default()) {
        tables.read(|_| true, &mut |_| true);
    }
});

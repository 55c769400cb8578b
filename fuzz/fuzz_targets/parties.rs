//! Any bytes given to the readers of parties: every row is a party or an issue, never a panic.
#![no_main]

use chokepoint_sources::parties::{Options, from_reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reader = std::io::Cursor::new(bytes.to_vec());
    if let Ok(parties) = from_reader(Box::new(reader), "parties", &Options::default()) {
        parties.read(&mut |_| true);
    }
});

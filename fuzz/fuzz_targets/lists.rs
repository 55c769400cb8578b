//! Any bytes given to every list reader: records and issues, never a panic.
#![no_main]

use chokepoint_sources::lists::{Input, read, recognise, sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let inputs = [Input { name: "list", bytes }];
    let _ = recognise(&inputs);
    for source in sources() {
        let mut records = 0;
        let reading = read(source, &inputs, &mut |_| records += 1);
        assert_eq!(reading.records, records);
    }
});

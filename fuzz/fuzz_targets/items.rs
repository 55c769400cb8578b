//! Any text given as a user's own item, as a query and as a page with names: read or refused, never a panic.
#![no_main]

use chokepoint_catalogue::{Catalogue, Context, OwnItem};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for file in ["item.toml", "item.json"] {
        let (item, _) = OwnItem::read(file, text);
        let _ = item.figures();
    }
    let (catalogue, _) = Catalogue::built_in();
    let _ = catalogue.find(text);
    let mut last = 0;
    for mention in catalogue.recognise(text, Context::Goods) {
        assert!(last <= mention.place.start && mention.place.end <= text.len());
        assert!(!mention.candidates.is_empty());
        last = mention.place.end;
    }
});

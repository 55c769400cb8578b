//! Two names of any text: one score between 0 and 1, the same either way round, and 1 for a name and itself.
#![no_main]

use chokepoint_model::Schema;
use chokepoint_screening::names::{PreparedName, compare, score_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (String, String, u8)| {
    let schema = [Schema::Person, Schema::Company, Schema::LegalEntity, Schema::Vessel][usize::from(input.2 % 4)];
    let (a, b) = (PreparedName::new(&input.0, schema), PreparedName::new(&input.1, schema));
    let score = score_of(compare(&a, &b));
    assert!((0.0..=1.0).contains(&score));
    assert_eq!(score.to_bits(), score_of(compare(&b, &a)).to_bits());
    assert!(score_of(compare(&a, &a)) == 1.0);
    let _ = (a.filing_keys(), a.query_groups());
});

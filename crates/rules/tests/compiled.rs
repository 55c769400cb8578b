//! A provision compiled for the law of a day says what the provision itself says.

#![allow(clippy::unwrap_used)] // a test that cannot read its own input may stop

use chokepoint_model::{Country, Date};
use chokepoint_rules::{Circumstances, Figure, Law, Layer, Ratio, Rules, Test, Truth, Value};
use proptest::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Circumstances in which anything may be so, the same for the same seed.
struct Anything(u64);

impl Anything {
    fn draw(&self, what: &str, name: &str, choices: u64) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.0, what, name).hash(&mut hasher);
        hasher.finish() % choices
    }

    fn truth(&self, what: &str, name: &str) -> Truth {
        [Truth::No, Truth::No, Truth::Unknown, Truth::Yes][self.draw(what, name, 4) as usize]
    }
}

impl Circumstances for Anything {
    fn figure(&self, name: &str) -> Figure {
        let number = Ratio::whole(self.draw("number", name, 9000) as i64);
        match self.draw("figure", name, 5) {
            0 => Figure::Unknown,
            1 => Figure::Absent,
            2 => Figure::AtLeast(number),
            _ => Figure::exactly(number),
        }
    }

    fn fact(&self, name: &str) -> Option<bool> {
        [None, Some(false), Some(true), Some(true)][self.draw("fact", name, 4) as usize]
    }

    fn place(&self, name: &str) -> Option<Country> {
        let places = ["", "CN", "HK", "MO", "AE", "DE", "US", "RU", "SG", "ZZ"];
        Country::from_code(places[self.draw("place", name, 10) as usize])
    }

    fn day(&self, name: &str) -> Option<Date> {
        let days = [None, Some(Date::constant(2024, 3, 1)), Some(Date::constant(2026, 11, 24))];
        days[self.draw("day", name, 3) as usize]
    }

    fn item(&self, paragraph: &str) -> Truth {
        self.truth("item", paragraph)
    }

    fn meets(&self, paragraph: &str) -> Truth {
        self.truth("meets", paragraph)
    }
}

fn check(law: Law<'_>, known: &Anything) {
    let mut asked = 0;
    for parameter in law.rules().parameters() {
        for answer in law.table(&parameter.id) {
            let Some(Value::Provision(provision)) = answer.value() else { continue };
            let (plain, compiled) = (provision.test(law, known), Test::of(provision, law).test(known));
            assert_eq!(
                plain,
                compiled,
                "{} {} on {}, seed {}",
                parameter.id,
                answer.name,
                law.as_of(),
                known.0
            );
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_provision_compiled_says_what_the_provision_says(seed: u64) {
        for (year, month, day) in [(2023, 6, 1), (2023, 11, 20), (2025, 6, 1), (2026, 11, 24)] {
            for layer in Layer::ALL {
                let law = Rules::built_in().on(Date::constant(year, month, day), layer);
                check(law, &Anything(seed));
                check(law.without_what_is_expected(), &Anything(seed));
            }
        }
    }
}

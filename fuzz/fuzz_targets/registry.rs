//! Any bytes given to the readers of registries: parties, interests and issues, never a panic.
#![no_main]

use chokepoint_sources::registry::read_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let registry = read_bytes(bytes, "registry");
    let parties = registry.profiles.len();
    assert!(registry.interests.iter().all(|one| one.holder.at() < parties && one.held.at() < parties));
});

//! What if a kind of evidence is not trusted: the records that give it are left away before any detector looks.

use chokepoint_detectors::Listed;
use chokepoint_model::{Change, Changed, Family, Interest, InterestKind, Registry, Schema};

/// Leaves a family away. Suppliers and buyers stand in the same records: without the one there is not the other. Names and
/// lists stay: they say who is who and who is listed.
pub(super) fn leave_out(family: Family, registry: &mut Registry, listed: &mut [Listed]) {
    let profiles = &mut registry.profiles;
    let is_person: Vec<bool> =
        profiles.iter().map(|profile| profile.party.schema == Schema::Person).collect();
    let of_a_person = |interest: &Interest| {
        interest.kind.is_office() || is_person.get(interest.holder.at()).copied().unwrap_or(false)
    };
    let mut changed = |told: &[Changed]| {
        let is_told = |change: &Change| told.contains(&change.what);
        profiles.iter_mut().for_each(|profile| profile.changes.retain(|change| !is_told(change)));
    };
    match family {
        Family::People => {
            changed(&[Changed::LegalRepresentative, Changed::Officers]);
            registry.interests.retain(|interest| !of_a_person(interest));
        }
        Family::Place => {
            changed(&[Changed::Address]);
            profiles.iter_mut().for_each(|profile| profile.party.addresses.clear());
            listed.iter_mut().for_each(|one| one.party.addresses.clear());
        }
        Family::Capital => {
            changed(&[Changed::Owners, Changed::Capital]);
            let is_kept = |one: &Interest| {
                of_a_person(one) || matches!(one.kind, InterestKind::Supplier | InterestKind::Right)
            };
            registry.interests.retain(is_kept);
        }
        Family::Time => profiles.iter_mut().for_each(|profile| {
            profile.founded = None;
            profile.changes.clear();
        }),
        Family::Trade | Family::Customers => {
            registry.interests.retain(|interest| interest.kind != InterestKind::Supplier);
        }
        Family::Contact => profiles.iter_mut().for_each(|profile| profile.contacts.clear()),
        Family::Scope => profiles.iter_mut().for_each(|profile| profile.scope.clear()),
        Family::Property => registry.interests.retain(|interest| interest.kind != InterestKind::Right),
        Family::Name | Family::Listing => {}
    }
}

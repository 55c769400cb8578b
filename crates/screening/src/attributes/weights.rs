//! The features of two parties besides their names and what each counts, in natural-log odds.

use chokepoint_model::IdentifierKind;
use chokepoint_text::address::Meeting;

/// What a meeting of two addresses counts.
pub(super) const fn address(meeting: Meeting) -> f32 {
    match meeting {
        // A desk in one room: one company, its sister or its agent.
        Meeting::Room => 4.0,
        // A floor that is let as a whole.
        Meeting::Floor => 3.4,
        // A box is rented by one party, and lent to many.
        Meeting::Box => 2.4,
        // A house: of one company in the suburbs, of hundreds in a tower.
        Meeting::Building => 2.4,
        // Neighbours in one tower, or another block of one compound.
        Meeting::OtherRoom => 0.6,
        // There is a Lenin Street 15 in every town.
        Meeting::NumberElsewhere => 0.6,
        Meeting::Street => 0.5,
        Meeting::District => 0.4,
        // Half of the listed companies of a country sit in its capital.
        Meeting::City => 0.2,
        Meeting::Unknown => 0.0,
        // Companies have branches and move.
        Meeting::Apart => -0.3,
    }
}

/// The same where the list names the address itself and nobody at it (89 FR 51644): all that is asked is whether it
/// is this room.
pub(super) const fn listed_address(meeting: Meeting) -> f32 {
    match meeting {
        Meeting::Room => 2.6,
        Meeting::Floor => 2.2,
        Meeting::Box => 1.0,
        // The house is the listed one, and nothing says which room: to be asked, not yet a match.
        Meeting::Building => -0.4,
        Meeting::OtherRoom => -2.2,
        Meeting::NumberElsewhere => -2.2,
        _ => -8.0,
    }
}

/// One of `sharing` listed parties at an address is the one meant: each of them is as likely.
pub(super) fn shared(weight: f32, sharing: u32) -> f32 {
    let less = (sharing.max(1) as f32).ln();
    if weight > LEAST_OF_SHARED { (weight - less).max(LEAST_OF_SHARED) } else { weight }
}

/// Parties that were listed together and give one house as theirs are one group; more of them are an agent's clients.
pub(crate) const LARGEST_GROUP: usize = 5;

/// An agent's desk where forty are registered says as much as the city.
const LEAST_OF_SHARED: f32 = 0.2;

/// An identifier that only one party in the world has, with the right check digit: it decides, whatever the names.
pub(super) const UNIQUE_IDENTIFIER: f32 = 14.0;
/// The same value with a wrong check digit: copied with its error, or two errors that fell together.
pub(super) const EQUAL_WITH_WRONG_CHECK: f32 = 3.0;
/// One sign apart, and only one of the two has a right check digit: the other is a slip of the pen.
pub(super) const ONE_SIGN_APART: f32 = 2.5;
/// Both have right check digits and differ: two companies, two ships.
pub(super) const OTHER_UNIQUE_IDENTIFIER: f32 = -6.0;
/// They differ, but the check digit of one is wrong, so that it may be anything.
pub(super) const OTHER_WITH_WRONG_CHECK: f32 = -1.0;

/// An equal identifier without a check digit.
pub(super) const fn equal(kind: IdentifierKind) -> f32 {
    match kind {
        IdentifierKind::NationalId | IdentifierKind::Duns => 6.0,
        IdentifierKind::Passport | IdentifierKind::Tax | IdentifierKind::Registration => 5.0,
        // A bank and its branches, a ship until it changes its flag.
        IdentifierKind::Bic | IdentifierKind::Mmsi | IdentifierKind::Aircraft => 4.5,
        IdentifierKind::CallSign => 3.0,
        _ => 3.5,
    }
}

/// Other values of the same kind from the same country.
pub(super) const fn differ(kind: IdentifierKind) -> f32 {
    match kind {
        IdentifierKind::NationalId => -2.5,
        IdentifierKind::Tax | IdentifierKind::Registration => -2.0,
        // One number a site.
        IdentifierKind::Duns | IdentifierKind::Bic => -1.0,
        // Passports expire, ships change their flag; people have several.
        IdentifierKind::Passport | IdentifierKind::Mmsi => -0.4,
        _ => 0.0,
    }
}

/// What remains of an equal identifier from two countries, of two kinds, or of few signs.
pub(super) const FROM_TWO_COUNTRIES: f32 = 0.4;
pub(super) const OF_TWO_KINDS: f32 = 0.7;
pub(super) const OF_FEW_SIGNS: f32 = 0.4;

/// One birth date in 25,000 is another's.
pub(super) const SAME_DAY: f32 = 3.5;
/// The year and month, where one side knows no more.
pub(super) const SAME_MONTH: f32 = 2.0;
/// The year, where one side knows no more.
pub(super) const SAME_YEAR: f32 = 1.0;
/// In the range or near the year that the source gives as "circa".
pub(super) const ABOUT_THE_SAME: f32 = 0.5;
/// 3 April and 4 March: the habits of two countries.
pub(super) const DAY_AND_MONTH_SWAPPED: f32 = 1.8;
/// One digit off: a slip, or a stranger.
pub(super) const ONE_DIGIT_OFF: f32 = 0.8;
/// Within two years: passports and memories err so.
pub(super) const WITHIN_TWO_YEARS: f32 = -0.8;
/// In one year on another day.
pub(super) const SAME_YEAR_OTHER_DAY: f32 = -1.2;
/// More than two years apart: another person.
pub(super) const YEARS_APART: f32 = -5.0;

/// A country in common: of two that share a name most do.
pub(super) const COUNTRY_IN_COMMON: f32 = 0.4;
/// None in common: companies trade abroad.
pub(super) const NO_COUNTRY_IN_COMMON: f32 = -0.8;
/// The same for persons, who have one or two.
pub(super) const NO_COUNTRY_OF_A_PERSON: f32 = -1.0;

/// A person is no ship.
pub(super) const CANNOT_BE: f32 = -6.0;
/// A person and a company: sources mistake one for the other where the company bears its owner's name.
pub(super) const PERSON_AND_COMPANY: f32 = -3.0;

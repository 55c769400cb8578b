//! Identifiers: equal, one sign apart, or others of the same kind; their check digits say how far to trust them.

use super::{Tell, Told, weights};
use chokepoint_model::{Country, Feature, Identifier, IdentifierKind};
use chokepoint_text::identifier::{self, Check, Scheme};

/// An identifier in its normal form with what its check digit says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PreparedIdentifier {
    kind: IdentifierKind,
    scheme: Scheme,
    value: String,
    check: Check,
    country: Option<Country>,
}

/// Fewer signs identify nobody.
const LEAST_SIGNS: usize = 4;

impl PreparedIdentifier {
    pub(super) fn new(given: &Identifier) -> Option<Self> {
        let scheme = scheme(given);
        let value = identifier::normal(scheme, &given.value);
        if value.len() < LEAST_SIGNS || value.bytes().all(|b| b == b'0') {
            return None;
        }
        let check = identifier::check(scheme, &value);
        Some(Self { kind: given.kind, scheme, value, check, country: given.country })
    }

    /// The value, and the organisation code inside a USCC.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        let inner = self.organisation_code().map(str::to_owned);
        std::iter::once(self.value.clone())
            .chain(inner)
            .filter(|value| value.len() > LEAST_SIGNS)
            .map(|value| format!("i:{value}"))
    }

    fn organisation_code(&self) -> Option<&str> {
        let whole = self.scheme == Scheme::Uscc && self.check == Check::Valid;
        if whole { identifier::organisation_code_of(&self.value) } else { None }
    }

    /// One party in the world has it, and its check digit is right.
    fn is_unique(&self) -> bool {
        is_unique_scheme(self.scheme) && self.check == Check::Valid
    }
}

fn is_unique_scheme(scheme: Scheme) -> bool {
    use Scheme::{ChineseCitizen, ChineseRegistration, Imo, Inn, Lei, Ogrn, OrganisationCode, Uscc};
    matches!(scheme, Uscc | Lei | Imo | Inn | Ogrn | OrganisationCode | ChineseRegistration | ChineseCitizen)
}

/// The scheme of an identifier: what its kind says, or what its check digit shows where the kind says little.
fn scheme(given: &Identifier) -> Scheme {
    use IdentifierKind as Kind;
    let (china, russia) = (is_from(given, "CN"), is_from(given, "RU"));
    match given.kind {
        Kind::Uscc => Scheme::Uscc,
        Kind::Lei => Scheme::Lei,
        Kind::Imo => Scheme::Imo,
        Kind::Inn => Scheme::Inn,
        Kind::Ogrn => Scheme::Ogrn,
        Kind::Mmsi => Scheme::Mmsi,
        Kind::Bic => Scheme::Bic,
        Kind::Duns => Scheme::Duns,
        Kind::Tax | Kind::Registration | Kind::NationalId | Kind::Other => {
            match identifier::guess(&given.value) {
                Some(found @ (Scheme::Uscc | Scheme::Lei | Scheme::ChineseCitizen)) => found,
                Some(found @ (Scheme::Inn | Scheme::Ogrn)) if russia => found,
                Some(found @ Scheme::ChineseRegistration) if china => found,
                _ if china && holds(Scheme::OrganisationCode, &given.value) => Scheme::OrganisationCode,
                _ => Scheme::Plain,
            }
        }
        Kind::Aircraft | Kind::CallSign | Kind::Passport => Scheme::Plain,
    }
}

fn is_from(given: &Identifier, code: &str) -> bool {
    given.country.is_some_and(|country| country.as_str() == code)
}

fn holds(scheme: Scheme, value: &str) -> bool {
    identifier::check(scheme, &identifier::normal(scheme, value)) == Check::Valid
}

/// The keys by which records of one party are joined: unique identifiers with a right check digit, no others.
pub fn unique_keys(identifiers: &[Identifier]) -> impl Iterator<Item = String> {
    identifiers.iter().filter_map(PreparedIdentifier::new).filter(PreparedIdentifier::is_unique).flat_map(
        |unique| {
            // A USCC and the organisation code inside it are one.
            let inner =
                unique.organisation_code().map(|code| format!("{:?}:{code}", Scheme::OrganisationCode));
            std::iter::once(format!("{:?}:{}", unique.scheme, unique.value)).chain(inner)
        },
    )
}

/// What two identifiers say to each other.
enum Meeting {
    Equal(f32, &'static str),
    Differ(f32, &'static str),
    Nothing,
}

/// Counts the identifier that speaks most for the match; where none does, those that speak against it.
pub(super) fn weigh(party: &[PreparedIdentifier], entity: &[PreparedIdentifier], tell: &mut Tell<'_>) {
    let mut best: Option<(f32, &str, &PreparedIdentifier, &PreparedIdentifier)> = None;
    let mut worst: Option<(f32, &str, &PreparedIdentifier, &PreparedIdentifier)> = None;
    for one in party {
        let mut against: Option<(f32, &str, &PreparedIdentifier)> = None;
        let mut met = false;
        for other in entity {
            match meet(one, other) {
                Meeting::Equal(weight, words) => {
                    met = true;
                    if best.is_none_or(|(held, ..)| held < weight) {
                        best = Some((weight, words, one, other));
                    }
                }
                // Of several of one kind the one that speaks least against it counts.
                Meeting::Differ(weight, words) if against.is_none_or(|(held, ..)| held < weight) => {
                    against = Some((weight, words, other));
                }
                _ => {}
            }
        }
        if let Some((weight, words, other)) = against.filter(|_| !met)
            && worst.is_none_or(|(held, ..)| weight < held)
        {
            worst = Some((weight, words, one, other));
        }
    }
    let Some((weight, words, one, other)) = best.or(worst) else { return };
    tell(weight, &|| Told {
        feature: Feature::Identifier,
        weight,
        party: one.value.clone(),
        entity: other.value.clone(),
        words: format!("{} {words}", name(one, other)),
    });
}

fn meet(one: &PreparedIdentifier, other: &PreparedIdentifier) -> Meeting {
    let same_scheme = one.scheme == other.scheme && (one.scheme != Scheme::Plain || one.kind == other.kind);
    let countries_differ = one.country.zip(other.country).is_some_and(|(one, other)| one != other);
    let inside =
        one.organisation_code() == Some(&other.value) || other.organisation_code() == Some(&one.value);
    if one.value == other.value || inside {
        if one.is_unique() || other.is_unique() {
            return Meeting::Equal(
                weights::UNIQUE_IDENTIFIER,
                "equal, and the check digit is right: only one party has it",
            );
        }
        if is_unique_scheme(one.scheme) || is_unique_scheme(other.scheme) {
            return Meeting::Equal(weights::EQUAL_WITH_WRONG_CHECK, "equal, but the check digit is wrong");
        }
        let mut weight = weights::equal(one.kind).min(weights::equal(other.kind));
        let mut words = "equal";
        if countries_differ {
            (weight, words) = (weight * weights::FROM_TWO_COUNTRIES, "equal, but of two countries");
        }
        if !same_scheme {
            (weight, words) = (weight * weights::OF_TWO_KINDS, "equal, but of two kinds");
        }
        if one.value.len() < 6 {
            (weight, words) = (weight * weights::OF_FEW_SIGNS, "equal, but of few signs");
        }
        return Meeting::Equal(weight, words);
    }
    if !same_scheme {
        return Meeting::Nothing;
    }
    if is_unique_scheme(one.scheme) {
        return match (one.is_unique(), other.is_unique()) {
            (true, true) => Meeting::Differ(
                weights::OTHER_UNIQUE_IDENTIFIER,
                "of another party: both check digits are right",
            ),
            (false, false) => {
                Meeting::Differ(weights::OTHER_WITH_WRONG_CHECK, "differs; the check digits are wrong")
            }
            _ if signs_apart(&one.value, &other.value) == 1 => Meeting::Equal(
                weights::ONE_SIGN_APART,
                "one sign apart, and only one check digit is right: a slip",
            ),
            _ => Meeting::Differ(weights::OTHER_WITH_WRONG_CHECK, "differs; one check digit is wrong"),
        };
    }
    let weight = weights::differ(one.kind);
    if weight == 0.0 || countries_differ || one.country.is_none() && one.kind != IdentifierKind::Duns {
        return Meeting::Nothing;
    }
    Meeting::Differ(weight, "differs")
}

/// How many signs differ; any number for values of different length.
fn signs_apart(a: &str, b: &str) -> usize {
    if a.len() != b.len() {
        return usize::MAX;
    }
    a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count()
}

fn name(one: &PreparedIdentifier, other: &PreparedIdentifier) -> &'static str {
    let kind = if one.kind == IdentifierKind::Other { other.kind } else { one.kind };
    match kind {
        IdentifierKind::Uscc => "USCC",
        IdentifierKind::Lei => "LEI",
        IdentifierKind::Imo => "IMO number",
        IdentifierKind::Inn => "INN",
        IdentifierKind::Ogrn => "OGRN",
        IdentifierKind::Mmsi => "MMSI",
        IdentifierKind::Bic => "BIC",
        IdentifierKind::Aircraft => "aircraft registration",
        IdentifierKind::CallSign => "call sign",
        IdentifierKind::Passport => "passport",
        IdentifierKind::NationalId => "national id",
        IdentifierKind::Tax => "tax number",
        IdentifierKind::Registration => "registration number",
        IdentifierKind::Duns => "DUNS",
        IdentifierKind::Other => "identifier",
    }
}

//! The features of two names and what each counts, in natural-log odds. Everything that can be weighed stands here.

/// Two strangers' names are taken to differ until their words speak for them.
pub(super) const PERSONS_ARE_STRANGERS: f32 = -2.6;
/// The same for organisations, whose names are longer and share more words.
pub(super) const ORGANISATIONS_ARE_STRANGERS: f32 = -3.0;
/// Every word of both persons' names found its like.
pub(super) const NOTHING_IS_LEFT_OVER: f32 = 2.2;
/// Every word of both organisations' names found its like; less in proportion to what is left over.
pub(super) const ALL_IS_COVERED: f32 = 2.5;
/// A slip and a part left out at once: two differences are more than twice one.
pub(super) const SLIP_AND_LEFT_OUT: f32 = -0.8;
/// A slip in a word that also changed its place.
pub(super) const SLIP_OUT_OF_PLACE: f32 = -0.8;
/// However many words agree, one that differs can still speak against them.
pub(super) const MOST_THAT_WORDS_SAY: f32 = 4.6;
/// A name that agrees in other words or another order is not quite the same name.
pub(super) const MOST_SHORT_OF_SAMENESS: f32 = 7.0;
/// Names equal after normalisation: score 1.
pub(super) const SAME: f32 = 8.0;
/// Nothing in common.
pub(super) const NOTHING_IN_COMMON: f32 = -12.0;

/// A name borne by tens of millions, by millions, common in one country, and any other.
pub(super) const PERSON_WORD: [f32; 4] = [2.4, 1.9, 1.4, 1.0];
/// A rare name of three letters or fewer is easily met by chance.
pub(super) const SHORT_PERSON_WORD: f32 = 1.6;
/// Half of all Koreans share five surnames; a syllable of a given name is one of a few dozen.
pub(super) const KOREAN_SURNAME: f32 = 0.8;
/// One syllable of a Korean given name.
pub(super) const KOREAN_SYLLABLE: f32 = 1.1;

/// A word no other trade uses: the brand.
pub(super) const BRAND: f32 = 3.2;
/// A brand of four or five letters: several use it.
pub(super) const BRIEF_BRAND: f32 = 2.6;
/// Three letters or fewer: an acronym that others share.
pub(super) const SHORT_BRAND: f32 = 1.4;
/// A person's name in a company's: tens of millions, millions, one country.
pub(super) const PERSON_IN_COMPANY: [f32; 4] = [3.2, 2.4, 2.0, 1.6];
/// A line of business, somewhat special and very common.
pub(super) const INDUSTRY: [f32; 4] = [1.6, 1.4, 1.2, 0.8];
/// A place.
pub(super) const PLACE: f32 = 0.9;
/// Says only that it is an organisation.
pub(super) const STRUCTURE: [f32; 4] = [0.8, 0.8, 0.5, 0.3];
/// An adjective of trade names.
pub(super) const QUALITY: f32 = 1.2;
/// A number on both sides.
pub(super) const NUMBER: f32 = 1.0;

/// Another accepted spelling of the same name keeps this part of its weight.
pub(super) const SPELLED_OTHERWISE: f32 = 0.92;
/// Consonants that agree where one side leaves the vowels out.
pub(super) const CONSONANTS_AGREE: f32 = 0.75;
/// A short form agrees with the full name.
pub(super) const SHORT_FORM: f32 = 0.5;
/// An initial agrees with a name.
pub(super) const INITIAL_AGREES: f32 = 0.5;
/// An initial or particle that only one side has.
pub(super) const INITIAL_MISSING: f32 = -0.2;

/// One slip of the pen in a long word: likely the same word.
pub(super) const SLIP_IN_LONG_WORD: (f32, f32) = (0.7, -0.7);
/// One slip in a word of five or six letters.
pub(super) const SLIP_IN_WORD: (f32, f32) = (0.6, -0.9);
/// One slip in a word of three or four letters: often another word.
pub(super) const SLIP_IN_SHORT_WORD: (f32, f32) = (0.4, -1.6);
/// Two slips in a long word.
pub(super) const TWO_SLIPS: (f32, f32) = (0.4, -1.6);
/// Two slips in a word of nine letters or more.
pub(super) const TWO_SLIPS_IN_LONG_WORD: (f32, f32) = (0.5, -1.1);
/// The same letters in another order.
pub(super) const SCRAMBLED: (f32, f32) = (0.5, -0.6);
/// One letter apart, but each is a name of its own (Tim, Tom).
pub(super) const TWO_KNOWN_NAMES: f32 = -0.6;

/// A part that one side leaves out: middle names, fathers' names, clans are often left out.
pub(super) const PART_LEFT_OUT: f32 = -0.5;
/// A name half the country bears: it is left out more readily.
pub(super) const COMMON_LEFT_OUT: f32 = -0.3;
/// A patronymic, a clan: most often left out.
pub(super) const OFTEN_LEFT_OUT: f32 = -0.15;
/// However many are left out.
pub(super) const MOST_LEFT_OUT: f32 = -1.3;
/// All but one part left out: half the world is called that.
pub(super) const ONE_PART_ALONE: f32 = -2.5;
/// A part of the name stands where the other side has another: another person (a differing patronymic, clan, father).
pub(super) const PART_REPLACED: f32 = -6.0;
/// An initial that is not that of the name in its place.
pub(super) const INITIAL_DIFFERS: f32 = -4.0;
/// The father's name and the son's change places: father and son, or strangers.
pub(super) const FATHER_AND_SON_SWAPPED: f32 = -5.5;
/// Two given names change places and nothing says which is the family's.
pub(super) const GIVEN_NAMES_SWAPPED: f32 = -4.6;

/// A word of an organisation's name that one side leaves out, by what the word says.
pub(super) const BRAND_LEFT_OUT: f32 = -2.6;
/// Sisters differ by their business.
pub(super) const INDUSTRY_LEFT_OUT: f32 = -1.6;
/// Trading, technology, electronics: many leave it out.
pub(super) const COMMON_INDUSTRY_LEFT_OUT: f32 = -0.7;
/// Sisters differ by their place.
pub(super) const PLACE_LEFT_OUT: f32 = -1.2;
/// Group, international, holdings.
pub(super) const STRUCTURE_LEFT_OUT: f32 = -0.5;
/// Golden, new, star.
pub(super) const QUALITY_LEFT_OUT: f32 = -1.5;
/// Fund, and fund II.
pub(super) const NUMBER_LEFT_OUT: f32 = -4.2;
/// A word of an organisation's name stands where the other has another: a sister or a stranger.
pub(super) const WORD_REPLACED: f32 = -6.0;
/// Where one of the two says only that it is an organisation.
pub(super) const STRUCTURE_REPLACED: f32 = -1.6;
/// No. 14 is not No. 38.
pub(super) const NUMBER_DIFFERS: f32 = -7.0;
/// Four letters or more of the one begin the words of the other.
pub(super) const ACRONYM: f32 = 0.6;
/// Three letters do.
pub(super) const SHORT_ACRONYM: f32 = 0.2;
/// They do, but the letters are a company's name of their own: it has a legal form.
pub(super) const ACRONYM_OF_COMPANY: f32 = -0.9;
/// The same letters, joined otherwise.
pub(super) const JOINED_OTHERWISE: f32 = 5.0;
/// Joined otherwise, with one slip.
pub(super) const JOINED_WITH_SLIP: f32 = 1.5;
/// Written backwards.
pub(super) const BACKWARDS: f32 = 0.5;

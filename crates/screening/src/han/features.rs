//! What is counted between a Chinese and an English name: the list of features, with their weights and their words.

use std::sync::OnceLock;

/// Each line is a feature and its name in `resources/zh/evidence.csv`.
macro_rules! features {
    ($($feature:ident => $name:literal,)*) => {
        /// Something that is counted between two names.
        ///
        /// A number, not a name: features were looked up by their names before, and comparing those names was a tenth of an
        /// investigation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Feature {
            $($feature),*
        }

        /// All features, in the order of their numbers.
        pub(super) const FEATURES: &[Feature] = &[$(Feature::$feature),*];
        const NAMES: &[&str] = &[$($name),*];
    };
}

features! {
    Base => "base",
    SoundOfOneSyllable => "sound of one syllable",
    SoundOfTwoSyllables => "sound of two syllables",
    SoundOfThreeSyllables => "sound of three syllables",
    SoundNotInPinyin => "sound not in pinyin",
    SameLetters => "same letters",
    SameNumber => "same number",
    OtherNumber => "other number",
    NumberOnOneSide => "number on one side",
    Place => "place",
    Country => "country",
    Modifier => "modifier",
    Group => "group",
    PlainWord => "plain word",
    Trade => "trade",
    Type => "type",
    BrandOnlyInChinese => "brand only in chinese",
    LettersOnlyInChinese => "letters only in chinese",
    PlaceOnlyInChinese => "place only in chinese",
    TradeOnlyInChinese => "trade only in chinese",
    TypeOnlyInChinese => "type only in chinese",
    GroupOnlyInChinese => "group only in chinese",
    ModifierOnlyInChinese => "modifier only in chinese",
    BrandOnlyInEnglish => "brand only in english",
    PlaceOnlyInEnglish => "place only in english",
    TradeOnlyInEnglish => "trade only in english",
    TypeOnlyInEnglish => "type only in english",
    ModifierOnlyInEnglish => "modifier only in english",
    GroupOnlyInEnglish => "group only in english",
    OtherPlace => "other place",
    OtherBrand => "other brand",
    OtherType => "other type",
    NothingDistinctive => "nothing distinctive",
    AllMet => "all met",
    CoveredChinese => "covered chinese",
    CoveredEnglish => "covered english",
    ParentOnlyInChinese => "parent only in chinese",
    CoveredBoth => "covered both",
    CoinedWord => "coined word",
    WordsOfAType => "words of a type",
    BriefPlaceOnlyInEnglish => "brief place only in english",
    BriefTradeOnlyInEnglish => "brief trade only in english",
    BriefBrandOnlyInEnglish => "brief brand only in english",
    BriefTypeOnlyInEnglish => "brief type only in english",
    BodyCalledOtherwise => "body called otherwise",
    SpecialTrade => "special trade",
    SoundsAlike => "sounds alike",
    OtherBrandInPinyin => "other brand in pinyin",
    MoreThanTheFixedName => "more than the fixed name",
    LeftOutOfABriefEnglishName => "left out of a brief english name",
    ManyHomophones => "many homophones",
    BodyLeftOutOfABriefEnglishName => "body left out of a brief english name",
    BrandMetInPart => "brand met in part",
    OtherTrade => "other trade",
    NoBrandInEnglish => "no brand in english",
    MoreThanTheGroup => "more than the group",
    HeardAlone => "heard alone",
}

/// How many features there are.
pub(super) const COUNT: usize = FEATURES.len();

/// The names of the features, for tools that fit their weights.
pub fn feature_names() -> &'static [&'static str] {
    NAMES
}

impl Feature {
    /// Its name in the table of weights.
    pub(super) fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// What it weighs, once counted.
    pub(super) fn weight(self) -> f32 {
        weights()[self as usize]
    }

    /// What counts of the names as wholes, in words.
    pub(super) fn said(self, count: f32) -> String {
        let parts = (count * 100.0).round();
        match self {
            Feature::Base => "starting point: two unrelated names".to_owned(),
            Feature::AllMet => "every word matches on both sides".to_owned(),
            Feature::CoveredChinese => format!("{parts} % of the Chinese name is matched"),
            Feature::CoveredEnglish => format!("{parts} % of the English name is matched"),
            Feature::CoveredBoth => "full match".to_owned(),
            Feature::NothingDistinctive => "no distinctive word in common".to_owned(),
            Feature::ManyHomophones if count < 0.0 => "few brands sound like this one".to_owned(),
            Feature::ManyHomophones => "many brands sound like this one".to_owned(),
            Feature::WordsOfAType => "several words say what kind of body it is".to_owned(),
            Feature::SpecialTrade => "few names say what these say they do".to_owned(),
            other => other.name().to_owned(),
        }
    }
}

/// What each feature weighs, from `resources/zh/evidence.csv`.
pub(super) fn weights() -> &'static [f32; COUNT] {
    static WEIGHTS: OnceLock<[f32; COUNT]> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let mut weights = [0.0; COUNT];
        for line in include_str!("../../../../resources/zh/evidence.csv").lines() {
            let mut fields = line.split(',');
            let feature = fields.next().and_then(|name| NAMES.iter().position(|n| *n == name));
            let weight = fields.next().and_then(|w| w.parse().ok());
            if let (Some(feature), Some(weight)) = (feature, weight) {
                weights[feature] = weight;
            }
        }
        weights
    })
}

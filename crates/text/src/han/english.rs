//! English words of names brought to stems, so that technology and technologies are one.

/// Words that carry nothing in a name.
pub fn is_stop_word(word: &str) -> bool {
    matches!(
        word,
        "of" | "and"
            | "the"
            | "for"
            | "in"
            | "on"
            | "at"
            | "a"
            | "to"
            | "by"
            | "with"
            | "s"
            | "subordinate"
            | "aka"
    )
}

/// The stem of a lower-case word: the plural and one ending taken off, never below four letters.
pub fn stem(word: &str) -> &str {
    let mut stem = word;
    if let Some(head) = stem.strip_suffix("ities").or_else(|| stem.strip_suffix("ies")) {
        if head.len() >= 4 {
            return head;
        }
    } else if stem.len() > 4
        && stem.ends_with('s')
        && !stem.ends_with("ss")
        && !stem.ends_with("us")
        && !stem.ends_with("is")
    {
        stem = &stem[..stem.len() - 1];
    }
    for ending in [
        "ization", "isation", "ations", "ation", "ments", "ment", "ical", "ings", "ing", "ial", "ics", "ity",
        "ive", "ery", "ion", "ors", "ers", "ic", "al", "er", "or", "y", "e",
    ] {
        if let Some(head) = stem.strip_suffix(ending)
            && head.len() >= 4
            && head.is_ascii()
        {
            return head;
        }
    }
    stem
}

/// The lower-case words of a Latin name; apostrophes vanish, figures part from letters unless they are an ordinal.
pub fn words(text: &str) -> Vec<String> {
    let plain = any_ascii::any_ascii(text).to_lowercase();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let flush = |word: &mut String, words: &mut Vec<String>| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    for c in plain.chars() {
        if c == '\'' || c == '`' {
            continue;
        }
        if !c.is_ascii_alphanumeric() {
            flush(&mut word, &mut words);
            continue;
        }
        // Letters before figures (CETC7) part; figures before letters stay (14th, 3d).
        if c.is_ascii_digit() && word.ends_with(|last: char| last.is_ascii_alphabetic()) {
            flush(&mut word, &mut words);
        }
        word.push(c);
    }
    flush(&mut word, &mut words);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_family_share_a_stem() {
        for family in [
            &["technology", "technologies"][..],
            &["industry", "industrial", "industries"],
            &["electronic", "electronics"],
            &["manufacture", "manufacturing"],
            &["pharmaceutical", "pharmaceuticals", "pharmaceutic"],
            &["university", "universities"],
            &["communication", "communications"],
        ] {
            for word in family {
                assert_eq!(stem(word), stem(family[0]), "{word}");
            }
        }
    }

    #[test]
    fn a_name_is_cut_at_signs_and_before_figures() {
        assert_eq!(words("Xi'an CETC-7 (14th)"), ["xian", "cetc", "7", "14th"]);
    }
}

//! A few words of a name in plain Latin letters, joined by hyphens: the readable part of an id.

/// The first `words` words of `text` in lower-case ASCII, joined by `-`, at most 40 letters.
///
/// Chinese characters become their commonest reading; this is for reading aloud, never for comparing.
pub fn slug(text: &str, words: usize) -> String {
    let plain = any_ascii::any_ascii(&text.chars().take(200).collect::<String>()).to_ascii_lowercase();
    let mut slug = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(words)
    {
        if slug.len() + word.len() > 40 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn the_readable_part_of_an_id_is_plain_words() {
        assert_eq!(slug("Nettrix Information Industry Co., Ltd.", 3), "nettrix-information-industry");
        assert_eq!(slug("O'Brien & Söhne", 4), "o-brien-sohne");
        assert_eq!(slug("😀", 4).chars().filter(|c| !c.is_ascii()).count(), 0);
        assert_eq!(slug("", 4), "");
    }
}

//! Countries.
/// Code.
pub fn code_of(text: &str) -> Option<&str> {
    let text = text.trim();
    (text.len() == 2 && text.chars().all(|c| c.is_ascii_alphabetic())).then_some(text)
}

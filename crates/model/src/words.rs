//! Words for people: the number of things with the right form of their name.

/// `1 party`, `2 parties`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_all_else_is_many() {
        let told = [0, 1, 2].map(|count| counted(count, "party", "parties"));
        assert_eq!(told, ["0 parties", "1 party", "2 parties"]);
    }
}

//! What a name says about its bearer before it is compared: how many letters it has, whether it is a branch's or a person's.

use chokepoint_text::{
    han::{is_han, reading::is_pinyin},
    legal_form::legal_form_at,
    normal::fold,
};

/// A name of fewer letters is an acronym, which several parties have.
pub(super) const ACRONYM: usize = 5;

/// The company of which a name says that it is a branch: `Example Co., Ltd. Tianjin Branch`, `示例有限公司天津分公司`.
pub(super) fn head_of_branch(name: &str) -> Option<&str> {
    let name = name.trim();
    for tail in ["分公司", "办事处", "代表处", "辦事處", "代表處"] {
        if let Some(before) = name.strip_suffix(tail) {
            return before.find("公司").map(|at| &before[..at + "公司".len()]);
        }
    }
    let (before, last) = name.rsplit_once(char::is_whitespace)?;
    let (head, _town) = before.trim_end().rsplit_once(char::is_whitespace)?;
    last.eq_ignore_ascii_case("branch").then(|| head.trim_end_matches([' ', ',', '-', '–', '(']))
}

/// Whether a name may be a person's in pinyin: two or three words of one or two syllables and nothing else.
pub(super) fn is_like_a_person(name: &str) -> bool {
    let folded = fold(name);
    let words = words(&folded);
    let has_form = (1..words.len()).any(|at| legal_form_at(&words[at..]).is_some());
    let together = words.concat();
    (2..=3).contains(&words.len()) && !has_form && together.len() <= 12 && is_pinyin(&together)
}

/// How many letters a name has beside legal forms; a Chinese character counts for two letters.
pub(super) fn letters_of(name: &str) -> usize {
    let folded = fold(name);
    let words = words(&folded);
    let (mut letters, mut at) = (0, 0);
    while at < words.len() {
        if at > 0
            && let Some(form) = legal_form_at(&words[at..])
        {
            at += form.words.max(1);
            continue;
        }
        letters += words[at].chars().map(|c| if is_han(c) { 2 } else { 1 }).sum::<usize>();
        at += 1;
    }
    letters
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_its_company() {
        assert_eq!(head_of_branch("Example Co., Ltd. Tianjin Branch"), Some("Example Co., Ltd."));
        assert_eq!(head_of_branch("示例信息（北京）有限公司天津分公司"), Some("示例信息（北京）有限公司"));
        let others = ["Example Co., Ltd.", "Olive Branch", "Branch", "分公司", "示例有限公司", ""];
        assert_eq!(others.map(head_of_branch), [None; 6]);
    }

    #[test]
    fn a_few_letters_and_a_name_like_a_persons_are_distinguished_from_names_of_companies() {
        assert_eq!(["B COMPANY", "ZTE Corp.", "华为", "Sugon"].map(letters_of), [1, 3, 4, 5]);
        assert!(["Luo Jie", "YU YI", "Wang Xiaoming"].into_iter().all(is_like_a_person));
        assert!(
            !["Sugon", "Luo Jie Trading Co., Ltd.", "Huawei Service", "Ningchang"]
                .into_iter()
                .any(is_like_a_person)
        );
    }
}

//! `chokepoint rules check`: every rule file, and what a person should look at.

use chokepoint_engine::rules::{Checked, CheckedFile};
use chokepoint_model::{Issue, Severity};

/// Every rule file with its values and issues, then the verdict.
pub fn write_check(checked: &Checked) -> String {
    let mut text = String::from("values  unverified  expected  checked     issues  file\n");
    for file in &checked.files {
        let day = file.checked.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let blank = |count: usize| if count == 0 { String::new() } else { count.to_string() };
        text += &format!(
            "{:>6}  {:>10}  {:>8}  {day:<10}  {:>6}  {}{}\n",
            file.values,
            blank(file.unverified),
            blank(file.expected),
            blank(file.issues),
            file.file,
            beside(file)
        );
    }
    if !checked.issues.is_empty() {
        text.push('\n');
    }
    // What matters most stands last, next to the verdict.
    let mut issues: Vec<&Issue> = checked.issues.iter().collect();
    issues.sort_by_key(|issue| issue.severity);
    for issue in issues {
        text += &format!("{issue}\n");
    }
    let (values, unverified, expected) = checked.totals();
    text + &format!(
        "\n{} parameters, {values} values in {} files, as of {}: {unverified} values are from general knowledge, {expected} are \
         expected and not confirmed\n{}\n",
        checked.parameters,
        checked.files.len(),
        checked.as_of,
        verdict(checked)
    )
}

fn beside(file: &CheckedFile) -> String {
    match (&file.parameter, file.on_top_of.last()) {
        (_, Some(below)) => format!("  (answers before {below} on its days)"),
        (None, _) if file.issues > 0 => "  (left out)".to_owned(),
        _ => String::new(),
    }
}

fn verdict(checked: &Checked) -> String {
    let lost = checked.issues.iter().filter(|issue| issue.severity > Severity::Note).count();
    let notes = match checked.issues.len() - lost {
        0 => String::new(),
        1 => ", with 1 note".to_owned(),
        notes => format!(", with {notes} notes"),
    };
    match lost {
        0 => format!("clean{notes}"),
        1 => format!("1 issue{notes}"),
        lost => format!("{lost} issues{notes}"),
    }
}

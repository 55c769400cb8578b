//! `docs/lists.md`: every source the program reads, its lists, and what a hit on each means in law.

use chokepoint_sources::lists::{Source, sources};
use std::fmt::Write;

pub(super) fn page() -> String {
    let mut page = String::from(
        "# Lists\n\nGenerated from `crates/sources/src/lists` by `./dev generate`. What a hit on each list means, with its \
         citation and the day somebody last confirmed it.\n",
    );
    for source in sources() {
        write_source(&mut page, source);
    }
    page
}

fn write_source(page: &mut String, source: &Source) {
    let _ = write!(page, "\n## {} (`{}`)\n\n{}.", source.title, source.id, source.publisher);
    let _ = write!(
        page,
        " Between {} and {} records are expected of a whole release.",
        source.expected.start(),
        source.expected.end()
    );
    match source.urls.as_slice() {
        [] => page.push_str(" Read from files only.\n"),
        urls => {
            page.push_str(" `chokepoint lists update` fetches it from:\n\n");
            for url in urls {
                let _ = writeln!(page, "- <{url}>");
            }
        }
    }
    if source.lists.is_empty() {
        return;
    }
    page.push_str("\n| list | what a hit means | law | checked |\n|---|---|---|---|\n");
    for list in &source.lists {
        let _ = writeln!(
            page,
            "| {} (`{}`) | {} | {} | {} |",
            list.title, list.id, list.effect, list.citation, list.checked
        );
    }
}

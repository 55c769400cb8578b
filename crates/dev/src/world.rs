//! A made-up world written as the files a user would have.

use anyhow::{Context, Result, bail};
use chokepoint_testkit::world::{END, Plan, World, files};
use std::{fmt::Write as _, fs, io::Write, path::Path};

/// Writes a world into a folder; `arguments` are `DIR [--seed N] [--companies N]`.
///
/// # Errors
/// When an argument is not one of these, or a file cannot be written.
pub fn run(arguments: &[&str], out: &mut dyn Write) -> Result<()> {
    let (folder, mut plan) = match arguments.first() {
        Some(folder) if !folder.starts_with('-') => (Path::new(folder), Plan::new(1, 2_000)),
        _ => bail!("say where: ./dev world DIR [--seed N] [--companies N]"),
    };
    for pair in arguments[1..].chunks(2) {
        match pair {
            ["--seed", number] => plan.seed = number.parse().context("--seed wants a number")?,
            ["--companies", number] => {
                plan.companies = number.parse().context("--companies wants a number")?
            }
            other => bail!("{other:?}: say --seed N or --companies N"),
        }
    }
    fs::create_dir_all(folder)?;
    for (name, text) in written(&World::new(plan)) {
        fs::write(folder.join(name), text)?;
        writeln!(out, "wrote {}", folder.join(name).display())?;
    }
    Ok(())
}

/// The files: tables, the same as FollowTheMoney, the list, the trademarks, and the truth for whoever judges.
fn written(world: &World) -> Vec<files::File> {
    let registry = world.registry(END);
    let mut written = files::chinese_tables(&registry);
    written.push(("registry.ftm.jsonl", files::follow_the_money(&registry)));
    written.push(("list.ftm.jsonl", files::list(&world.list_of(END))));
    let mut truth = String::from("kind,pattern,of,company,since,traces\n");
    for near in world.truth().near {
        let traces = near.traces.join(" ");
        let _ = writeln!(
            truth,
            "{:?},{},{},{},{},{traces}",
            near.kind, near.pattern, near.of, near.company, near.since
        );
    }
    written.push(("truth.csv", truth));
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use chokepoint_model::{InterestKind, Registry};
    use chokepoint_sources::registry::{Options, read};

    fn counts(registry: &Registry) -> [usize; 4] {
        let of = |kind| registry.interests.iter().filter(|interest| interest.kind == kind).count();
        let described = registry.profiles.iter().filter(|profile| profile.id.len() == 18).count();
        [described, of(InterestKind::Capital), of(InterestKind::Supervisor), of(InterestKind::Supplier)]
    }

    #[test]
    fn the_files_of_a_world_are_read_back_as_it_is() {
        let world = World::new(Plan::new(5, 800));
        let folder = tempfile::tempdir().expect("a folder for the files");
        for (name, text) in written(&world) {
            fs::write(folder.path().join(name), text).expect("a file can be written");
        }
        let read_back = |names: &[&str]| {
            let paths: Vec<_> = names.iter().map(|name| folder.path().join(name)).collect();
            read(&paths, &Options::default()).expect("the files can be read")
        };
        let made = world.registry(END);
        let ftm = read_back(&["registry.ftm.jsonl"]);
        assert_eq!(counts(&ftm), counts(&made));
        let tables =
            read_back(&["companies.csv", "owners.csv", "officers.csv", "changes.csv", "supplies.csv"]);
        assert_eq!(counts(&tables), counts(&made));
        let changes = |registry: &Registry| registry.profiles.iter().map(|p| p.changes.len()).sum::<usize>();
        assert_eq!(changes(&tables), changes(&made));
        let listed = read_back(&["list.ftm.jsonl"]);
        assert_eq!(
            listed.profiles.iter().filter(|p| !p.listings.is_empty()).count(),
            world.list_of(END).len()
        );
    }
}

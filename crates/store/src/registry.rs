//! The register of entity ids: what id each record and each listed name has been given, for ever.
//!
//! An id is minted once, when an entity is first seen, and stays with it when its record is renamed, moves to another
//! list, or gets another id from its publisher. The file has one line a fact, oldest first:
//! `key <tab> id`, where the key is a record (`us_csl:e71d…`) or a listed name (`us_bis_entity_list|CN|sugon`).
//! When two entities turn out to be one, the older id stays and the younger becomes a line `id <tab> older id`.

use std::{
    collections::HashMap,
    fs,
    io::{self, Write},
    path::Path,
};

/// The register of entity ids. The maps are only asked, never walked.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// Order of first appearance, so that the oldest id wins.
    ids: HashMap<String, usize>,
    by_key: HashMap<String, String>,
    unwritten: Vec<(String, String)>,
}

impl Registry {
    /// Reads the register; an absent file is an empty register. A line that is not `key <tab> id` is passed over.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(path: &Path) -> io::Result<Self> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let mut registry = Self::default();
        for line in text.lines() {
            if let Some((key, id)) = line.split_once('\t') {
                registry.insert(key, id);
            }
        }
        registry.unwritten.clear();
        Ok(registry)
    }

    /// The id of the entity that goes by these keys: the oldest one any of them has, or `minted` for a new entity.
    /// From now on all the keys have it.
    pub fn identify(&mut self, keys: &[String], minted: impl FnOnce() -> String) -> String {
        let known = self.known(keys);
        let id = known.first().cloned().unwrap_or_else(minted);
        for younger in known.iter().skip(1) {
            self.insert(younger, &id);
        }
        for key in keys {
            if self.by_key.get(key).is_none_or(|held| *held != id) {
                self.insert(key, &id);
            }
        }
        id
    }

    /// The ids that any of these keys have today, the oldest first.
    pub fn known(&self, keys: &[String]) -> Vec<String> {
        let mut known: Vec<String> = keys.iter().filter_map(|key| self.current(key)).collect();
        known.sort_by_key(|id| self.ids.get(id).copied().unwrap_or(usize::MAX));
        known.dedup();
        known
    }

    /// Whether this id was ever given.
    pub fn was_given(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// From now on these keys have this id.
    pub fn assign(&mut self, keys: &[String], id: &str) {
        for key in keys {
            if self.by_key.get(key).is_none_or(|held| held != id) {
                self.insert(key, id);
            }
        }
    }

    /// The id that a key, or an id given earlier, has today.
    pub fn current(&self, key: &str) -> Option<String> {
        let mut id = self.by_key.get(key)?;
        // Chains are short; the bound stands against a file edited into a ring.
        for _ in 0..64 {
            match self.by_key.get(id) {
                Some(older) => id = older,
                None => break,
            }
        }
        Some(id.clone())
    }

    /// Writes the facts that are new, at the end of the file, and syncs it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, path: &Path) -> io::Result<()> {
        if self.unwritten.is_empty() {
            return Ok(());
        }
        // A line begins on a line of its own, also after one that a killed process left torn.
        let mut lines = String::from("\n");
        for (key, id) in &self.unwritten {
            lines.push_str(key);
            lines.push('\t');
            lines.push_str(id);
            lines.push('\n');
        }
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(lines.as_bytes())?;
        file.sync_all()?;
        self.unwritten.clear();
        Ok(())
    }

    fn insert(&mut self, key: &str, id: &str) {
        // A chain that came back to itself would never end.
        if key == id {
            return;
        }
        let order = self.ids.len();
        self.ids.entry(id.to_owned()).or_insert(order);
        self.by_key.insert(key.to_owned(), id.to_owned());
        self.unwritten.push((key.to_owned(), id.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(of: &[&str]) -> Vec<String> {
        of.iter().map(|key| (*key).to_owned()).collect()
    }

    #[test]
    fn an_id_survives_a_new_record_number_and_a_new_name() {
        let mut registry = Registry::default();
        let id = registry.identify(&keys(&["us_csl:1", "el|CN|sugon"]), || "sugon-aaaa".into());
        assert_eq!(registry.identify(&keys(&["us_csl:2", "el|CN|sugon"]), || "x".into()), id);
        assert_eq!(registry.identify(&keys(&["us_csl:2", "el|CN|dawning"]), || "y".into()), id);
    }

    #[test]
    fn of_two_entities_that_are_one_the_older_id_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("entities.tsv");
        let mut registry = Registry::default();
        registry.identify(&keys(&["a:1"]), || "zeta".into());
        registry.identify(&keys(&["b:1"]), || "alpha".into());
        assert_eq!(registry.identify(&keys(&["a:1", "b:1"]), || "x".into()), "zeta");
        registry.write(&path).expect("written");
        let registry = Registry::read(&path).expect("read");
        assert_eq!(registry.current("b:1").as_deref(), Some("zeta"));
        assert_eq!(registry.current("alpha").as_deref(), Some("zeta"));
    }

    #[test]
    fn a_torn_last_line_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("entities.tsv");
        fs::write(&path, "a:1\tone\na:2").expect("written");
        let registry = Registry::read(&path).expect("read");
        assert_eq!(registry.current("a:1").as_deref(), Some("one"));
        assert_eq!(registry.current("a:2"), None);
    }
}

//! A snapshot: every entity of a set of releases with the index over their names, in one mapped file.

use crate::{
    attributes::{self, Filed, LARGEST_GROUP, PreparedAttributes},
    entity::{self, Entity},
    index::{Candidate, Index, IndexBuilder},
    names::{
        PreparedName,
        flat::{NameArrays, NameWriter},
    },
    parts::{self, IndexedName, ListedAs},
    wire,
};
use chokepoint_model::{Date, Record, Release};
use chokepoint_store::{
    flat::{Array, FlatError, FlatFile, FlatWriter, Strings},
    registry::Registry,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

/// Names prepared together when a snapshot is built: enough for all cores, few enough for constant memory.
const BATCH: usize = 2048;

/// A snapshot, opened.
pub struct Snapshot {
    meta: Meta,
    index: Index,
    entities: Array<u8>,
    entity_ends: Array<u64>,
    names: Strings,
    name_entity: Array<u32>,
    name_kind: Array<u8>,
    key_hash: Array<u64>,
    key_entity: Array<u32>,
    /// Where the listings of each entity end.
    listing_ends: Array<u32>,
    listing_list: Array<u16>,
    listing_from: Array<i32>,
    listing_until: Array<i32>,
    prepared: NameArrays,
    /// An entity's attributes are prepared when they are first compared, and kept.
    attributes: Vec<OnceLock<Box<PreparedAttributes>>>,
}

#[derive(Serialize, Deserialize)]
struct Meta {
    /// Source, day as year, month and day, digest.
    releases: Vec<(String, (i16, i8, i8), String)>,
    lists: Vec<String>,
}

/// Builds the snapshot of `records` (all records of all `releases`, in the order of the releases) at `path`.
///
/// The same records and register give the same bytes, on any number of threads. Returns the number of entities.
///
/// # Errors
/// When the file cannot be written.
pub fn build(
    mut records: Vec<Record>,
    releases: &[Release],
    registry: &mut Registry,
    path: &Path,
) -> Result<usize, FlatError> {
    records.par_iter_mut().for_each(tidy);
    let entities = entity::resolve(records, registry);
    write(&entities, releases, path)?;
    Ok(entities.len())
}

/// Leaves out names that are empty or only signs, and repeats.
fn tidy(record: &mut Record) {
    let mut seen = Vec::<String>::new();
    record.party.names.retain(|name| {
        let folded = name.text.trim().to_lowercase();
        let fresh = folded.chars().any(char::is_alphanumeric) && !seen.contains(&folded);
        if fresh {
            seen.push(folded);
        }
        fresh
    });
}

fn write(entities: &[Entity], releases: &[Release], path: &Path) -> Result<(), FlatError> {
    let mut file = FlatWriter::new();

    let bytes: Vec<Vec<u8>> = entities.par_iter().map(wire::encode).collect();
    let mut end = 0_u64;
    let ends: Vec<u64> = bytes
        .iter()
        .map(|one| {
            end += one.len() as u64;
            end
        })
        .collect();
    file.owned("entities", bytes.concat());
    drop(bytes);
    file.array("entities.ends", &ends);

    // Beside the names as printed stand those that are written inside them.
    let docs: Vec<IndexedName<'_>> = entities
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, entity)| parts::indexed_names(number as u32, entity))
        .collect();
    let (mut index, mut prepared, mut doc) = (IndexBuilder::new(), NameWriter::default(), 0);
    let prepare = |name: &IndexedName<'_>| {
        let name = PreparedName::new(&name.text, name.schema);
        let keys = name.filing_keys();
        (name, keys)
    };
    let mut batches = docs.chunks(BATCH);
    let mut next = || batches.next().map(|batch| batch.par_iter().map(prepare).collect::<Vec<_>>());
    let mut ready = next();
    while let Some(names) = ready {
        // While these are filed, in their order, the next are prepared.
        let file_names = || {
            for (name, keys) in names {
                index.add(doc, &keys);
                prepared.add(&name);
                doc += 1;
            }
        };
        ready = rayon::join(file_names, &mut next).1;
    }
    prepared.write(&mut file);
    index.group_by(&docs.iter().map(|name| name.entity).collect::<Vec<u32>>());
    index.build(&mut file);
    file.strings("names", docs.iter().map(|name| &name.text));
    file.array("names.entity", &docs.iter().map(|name| name.entity).collect::<Vec<u32>>());
    file.array("names.kind", &docs.iter().map(|name| name.listed_as.number()).collect::<Vec<u8>>());

    let mut keys: Vec<(u64, u32)> = entities
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, entity)| {
            attributes::keys(&entity.party).into_iter().map(move |key| (hash(&key), number as u32))
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    file.array("keys.hash", &keys.iter().map(|(hash, _)| *hash).collect::<Vec<u64>>());
    file.array("keys.entity", &keys.iter().map(|(_, entity)| *entity).collect::<Vec<u32>>());

    let mut lists: Vec<String> = entities
        .iter()
        .flat_map(|entity| entity.listings.iter().map(|held| held.listing.list.clone()))
        .collect();
    lists.sort_unstable();
    lists.dedup();
    let mut end = 0_u32;
    let ends: Vec<u32> = entities
        .iter()
        .map(|entity| {
            end += entity.listings.len() as u32;
            end
        })
        .collect();
    file.array("listings.ends", &ends);
    let listings: Vec<_> = entities.iter().flat_map(|entity| &entity.listings).collect();
    let number = |list: &String| lists.binary_search(list).unwrap_or(0) as u16;
    file.array(
        "listings.list",
        &listings.iter().map(|held| number(&held.listing.list)).collect::<Vec<u16>>(),
    );
    let from = |held: &&entity::EntityListing| held.listing.period.from.map_or(i32::MIN, day_number);
    let until = |held: &&entity::EntityListing| held.listing.period.until.map_or(i32::MAX, day_number);
    file.array("listings.from", &listings.iter().map(from).collect::<Vec<i32>>());
    file.array("listings.until", &listings.iter().map(until).collect::<Vec<i32>>());

    let day = |day: Date| (day.year(), day.month(), day.day());
    let releases = releases.iter().map(|r| (r.source.clone(), day(r.published), r.digest.clone())).collect();
    file.array("meta", &postcard::to_stdvec(&Meta { releases, lists }).unwrap_or_default());
    file.write(path)
}

impl Snapshot {
    /// Maps a snapshot and checks that it is whole.
    ///
    /// # Errors
    /// When the file is absent, cut short, altered, or of another version.
    pub fn open(path: &Path) -> Result<Self, FlatError> {
        let file: Arc<FlatFile> = FlatFile::open(path)?;
        let foreign = || FlatError::Foreign(path.to_owned());
        let meta: Meta = postcard::from_bytes(&file.array::<u8>("meta")?).map_err(|_| foreign())?;
        let names = file.strings("names")?;
        let mut snapshot = Self {
            meta,
            index: Index::open(&file)?,
            entities: file.array("entities")?,
            entity_ends: file.array("entities.ends")?,
            name_entity: file.array("names.entity")?,
            name_kind: file.array("names.kind")?,
            key_hash: file.array("keys.hash")?,
            key_entity: file.array("keys.entity")?,
            listing_ends: file.array("listings.ends")?,
            listing_list: file.array("listings.list")?,
            listing_from: file.array("listings.from")?,
            listing_until: file.array("listings.until")?,
            prepared: NameArrays::open(&file)?,
            attributes: Vec::new(),
            names,
        };
        let same = |lengths: &[usize]| lengths.windows(2).all(|pair| pair[0] == pair[1]);
        let fits = same(&[
            snapshot.names.len(),
            snapshot.name_entity.len(),
            snapshot.name_kind.len(),
            snapshot.prepared.len(),
        ]) && same(&[snapshot.entity_ends.len(), snapshot.listing_ends.len()])
            && same(&[snapshot.key_hash.len(), snapshot.key_entity.len()])
            && same(&[
                snapshot.listing_list.len(),
                snapshot.listing_from.len(),
                snapshot.listing_until.len(),
            ]);
        snapshot.attributes = (0..snapshot.entity_ends.len()).map(|_| OnceLock::new()).collect();
        if fits { Ok(snapshot) } else { Err(foreign()) }
    }

    /// The index over the listed names.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The releases it was built from.
    pub fn releases(&self) -> Vec<Release> {
        let release = |(source, (year, month, day), digest): &(String, (i16, i8, i8), String)| Release {
            source: source.clone(),
            published: Date::new(*year, *month, *day).unwrap_or(Date::MIN),
            digest: digest.clone(),
        };
        self.meta.releases.iter().map(release).collect()
    }

    /// Each list with the number of its listings in effect on `as_of`.
    pub fn lists(&self, as_of: Date) -> Vec<(String, u64)> {
        let day = day_number(as_of);
        let mut counts = vec![0_u64; self.meta.lists.len()];
        let periods = self.listing_from.iter().zip(self.listing_until.iter());
        for (list, (from, until)) in self.listing_list.iter().zip(periods) {
            if (*from..=*until).contains(&day)
                && let Some(count) = counts.get_mut(usize::from(*list))
            {
                *count += 1;
            }
        }
        self.meta.lists.iter().cloned().zip(counts).collect()
    }

    /// How many entities it holds.
    pub fn entities(&self) -> usize {
        self.entity_ends.len()
    }

    /// How many listed names it holds.
    pub fn names(&self) -> usize {
        self.names.len()
    }

    /// Entity number `number`; `None` when there is none.
    pub fn entity(&self, number: u32) -> Option<Entity> {
        wire::decode(self.bytes_of(number)?)
    }

    fn bytes_of(&self, number: u32) -> Option<&[u8]> {
        let number = number as usize;
        let end = *self.entity_ends.get(number)? as usize;
        let start = if number == 0 { 0 } else { self.entity_ends[number - 1] as usize };
        self.entities.get(start..end)
    }

    /// The entity that bears listed name `name`.
    pub fn entity_of(&self, name: u32) -> u32 {
        self.name_entity.get(name as usize).copied().unwrap_or(u32::MAX)
    }

    /// How listed name `name` belongs to its entity: printed as a name, or written inside one.
    pub fn listed_as(&self, name: u32) -> ListedAs {
        ListedAs::from_number(self.name_kind.get(name as usize).copied().unwrap_or(0))
    }

    /// Listed name `name`, as it was prepared when the snapshot was built.
    ///
    /// # Panics
    /// When there is no such name.
    pub fn name(&self, name: u32) -> PreparedName<'_> {
        self.prepared.get(name, &self.names)
    }

    /// Looks at where the names of candidates lie, all at once: to compare them one by one then does not wait for
    /// memory.
    pub(crate) fn touch_names(&self, candidates: &[Candidate]) {
        self.prepared.touch(candidates);
    }

    /// Whether entity number `number` has a listing that had begun by `as_of`, and whether one is in effect then.
    pub fn listed_on(&self, number: u32, as_of: Date) -> (bool, bool) {
        let (number, day) = (number as usize, day_number(as_of));
        let end = self.listing_ends.get(number).map_or(0, |end| *end as usize);
        let start =
            if number == 0 { 0 } else { self.listing_ends.get(number - 1).map_or(0, |end| *end as usize) };
        let from = self.listing_from.get(start..end).unwrap_or_default();
        let until = self.listing_until.get(start..end).unwrap_or_default();
        let begun = from.iter().any(|from| *from <= day);
        (begun, from.iter().zip(until).any(|(from, until)| (*from..=*until).contains(&day)))
    }

    /// The id of entity number `number`; empty when there is none.
    pub fn id_of(&self, number: u32) -> &str {
        self.bytes_of(number).and_then(wire::decode_id).unwrap_or_default()
    }

    /// The attributes of entity number `number`, prepared; prepared once and kept.
    pub fn attributes(&self, number: u32) -> Option<&PreparedAttributes> {
        let prepared = self.attributes.get(number as usize)?.get_or_init(|| {
            let party = self.entity(number).map(|entity| entity.party).unwrap_or_default();
            Box::new(PreparedAttributes::new(&party).with_sharing(|key| self.filed(key)))
        });
        Some(prepared)
    }

    /// How many entities are filed under a key, and whether they were listed together.
    fn filed(&self, key: &str) -> Filed {
        let entities = self.entities_at(key);
        let mut shared: Option<Vec<(u16, i32)>> = None;
        // More than a group would be are not looked at one by one.
        for entity in entities.iter().filter(|_| entities.len() <= LARGEST_GROUP) {
            let days: Vec<(u16, i32)> = self.days_listed(*entity).collect();
            match &mut shared {
                Some(shared) => shared.retain(|day| days.contains(day)),
                None => shared = Some(days),
            }
        }
        Filed { parties: entities.len(), together: shared.is_some_and(|shared| !shared.is_empty()) }
    }

    /// The lists that an entity stands on with the day from which, where that is known.
    fn days_listed(&self, entity: u32) -> impl Iterator<Item = (u16, i32)> {
        let number = entity as usize;
        let ended = |number: usize| self.listing_ends.get(number).map_or(0, |end| *end as usize);
        let range = number.checked_sub(1).map_or(0, ended)..ended(number);
        let lists = self.listing_list.get(range.clone()).unwrap_or_default().iter().copied();
        let from = self.listing_from.get(range).unwrap_or_default().iter().copied();
        lists.zip(from).filter(|(_, from)| *from != i32::MIN)
    }

    /// The entities filed under an identifier or an address.
    pub fn entities_at(&self, key: &str) -> &[u32] {
        let hash = hash(key);
        let start = self.key_hash.partition_point(|held| *held < hash);
        let count = self.key_hash[start..].partition_point(|held| *held == hash);
        &self.key_entity[start..start + count]
    }
}

fn hash(key: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(key.as_bytes())
}

/// A number that grows with the day; only its order means anything.
fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 512 + i32::from(day.month()) * 32 + i32::from(day.day())
}

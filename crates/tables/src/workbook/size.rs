//! How large a workbook may be: told before it is unpacked.

use std::{fs::File, io::BufReader, path::Path};

/// The most a workbook may unpack to, in bytes, and by what factor.
const LARGEST: u64 = 2 << 30;
const STEEPEST: u64 = 400;
/// The most of it that is no streamed sheet: what is held in memory.
const MOST_HELD: u64 = 256 << 20;
/// The largest .xls, which is held whole.
const LARGEST_OLD: u64 = 128 << 20;

/// Refuses an archive that would unpack to far more than it is.
pub(super) fn check(path: &Path) -> Result<(), String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let packed = file.metadata().map_err(|error| error.to_string())?.len().max(1);
    if super::cells::is_old(path) {
        return match packed > LARGEST_OLD {
            true => Err(format!("an .xls of {} MB is not read; save it as .xlsx or CSV", packed >> 20)),
            false => Ok(()),
        };
    }
    let mut archive = zip::ZipArchive::new(BufReader::new(file))
        .map_err(|error| format!("no workbook that can be read ({error}); save it as .xlsx or CSV"))?;
    let (mut unpacked, mut held) = (0_u64, 0_u64);
    for number in 0..archive.len() {
        let part = archive.by_index_raw(number).map_err(|error| error.to_string())?;
        unpacked = unpacked.saturating_add(part.size());
        let is_streamed = part.name().contains("worksheets/") && !part.name().ends_with(".bin");
        if !is_streamed {
            held = held.saturating_add(part.size());
        }
    }
    if held > MOST_HELD {
        return Err(format!(
            "it has {} MB of texts beside its sheets, and {} are read; save it as CSV",
            held >> 20,
            MOST_HELD >> 20
        ));
    }
    if unpacked > LARGEST || unpacked / packed > STEEPEST {
        return Err(format!(
            "it would unpack from {packed} to {unpacked} bytes, as no honest workbook does; it was not opened; save it as CSV if it is yours"
        ));
    }
    Ok(())
}

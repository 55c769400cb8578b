//! Any encoding to UTF-8, told by a look at the first bytes and decoded as a stream.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{self, BufRead, BufReader, Read};

/// How much is looked at.
const LOOKED_AT: usize = 64 * 1024;

/// The text of a stream, and a remark when it is not UTF-8.
pub(super) fn decode(
    mut reader: BufReader<impl Read + Send + 'static>,
) -> io::Result<(Box<dyn BufRead + Send>, Option<String>)> {
    let mut start = vec![0; LOOKED_AT];
    let mut filled = 0;
    while filled < LOOKED_AT {
        match reader.read(&mut start[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    start.truncate(filled);
    let encoding = guess(&start);
    let whole = io::Cursor::new(start).chain(reader);
    let text = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).strip_bom(true).build(whole);
    let remark = (encoding != UTF_8).then(|| format!("read as {}", encoding.name()));
    Ok((Box::new(BufReader::with_capacity(1 << 16, text)), remark))
}

fn guess(start: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return encoding;
    }
    // Text in UTF-16 has a zero in every other byte wherever it is ASCII: the header, the commas, the digits.
    let pairs = (start.len() / 2).max(1);
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    if zeros(1) * 5 > pairs {
        return UTF_16LE;
    }
    if zeros(0) * 5 > pairs {
        return UTF_16BE;
    }
    // The look may end inside a character.
    match std::str::from_utf8(start) {
        Ok(_) => UTF_8,
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => {
            let (text, broken) = GB18030.decode_without_bom_handling(&start[..start.len().saturating_sub(4).max(1)]);
            let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
            let odd = text.chars().filter(|c| !c.is_ascii()).count();
            if !broken && han * 2 > odd { GB18030 } else { WINDOWS_1252 }
        }
    }
}

//! Any encoding to UTF-8, told by a look at the first bytes and decoded as a stream.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{self, BufRead, BufReader, Read};

/// How much is looked at.
const LOOKED_AT: usize = 64 * 1024;

/// The text of a stream, and a remark when it is not UTF-8.
pub(crate) fn decode(
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
    let text = DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_override(true)
        .strip_bom(true)
        .build(whole);
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
        Err(error) if error.error_len().is_none() && start.len() >= LOOKED_AT => UTF_8,
        Err(_) if is_mostly_utf_8(start) => UTF_8,
        Err(_) => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(start, start.len() < LOOKED_AT);
            let guessed = detector.guess(None, Utf8Detection::Deny);
            // GB18030 reads all that GBK writes, and the characters that came later.
            if guessed == GBK { GB18030 } else { guessed }
        }
    }
}

/// Whether a text is UTF-8 with a few bytes that are none. In any other encoding signs beyond ASCII are hardly ever
/// right in UTF-8, so that many of them among few wrong bytes tell: one broken row must not garble all others.
fn is_mostly_utf_8(start: &[u8]) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in start.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > 10 * wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_KR, SHIFT_JIS, WINDOWS_1251};

    #[test]
    fn a_broken_row_does_not_garble_the_others() {
        let mut bytes = "公司名称,国家\n宁畅信息产业（北京）有限公司,中国\n".repeat(5).into_bytes();
        bytes.extend(b"\xff\xfe,CN\n");
        assert_eq!(guess(&bytes), UTF_8);
    }

    #[test]
    fn a_short_file_of_any_common_encoding_is_told() {
        for (text, written) in [
            ("公司名称,国家\n中科曙光,中国\n", GBK),
            ("公司名称,国家\n宁畅信息产业（北京）有限公司,中国\n", GBK),
            ("公司名稱,國家\n鴻海精密工業股份有限公司,臺灣\n", BIG5),
            ("наименование,страна\nЗавод Пример,Россия\n", WINDOWS_1251),
            ("会社名,国\nソニー株式会社テスト,日本\n", SHIFT_JIS),
            ("회사명,국가\n예시전자 주식회사,대한민국\n", EUC_KR),
            ("name,country\nMüller & Söhne GmbH,DE\n", UTF_8),
        ] {
            let (bytes, _, lossy) = written.encode(text);
            assert!(!lossy, "{text}");
            let told = guess(&bytes);
            assert_eq!(
                told.decode_without_bom_handling(&bytes).0,
                text,
                "{} read as {}",
                written.name(),
                told.name()
            );
        }
    }
}

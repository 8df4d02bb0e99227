//! Bytes to text: byte order marks, UTF-8 where it is valid, else what the letters look like.
//!
//! Owns the choice of the encoding. Must not look at what the text says.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::ImportError;

/// Bytes looked at for UTF-16 without a byte order mark.
const PROBE_BYTES: usize = 4_096;
/// Bytes looked at for the letters of an encoding.
const DETECTED_BYTES: usize = 1 << 20;

/// What binary files people try to import begin with.
const BINARY_STARTS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "an Excel, OpenDocument or ZIP file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel file"),
    (b"%PDF", "a PDF"),
    (b"\x1F\x8B", "a gzip file"),
    (b"\x28\xB5\x2F\xFD", "a zstd file"),
    (b"SQLite format 3\0", "a SQLite database"),
];

/// Decodes a whole file and says in which encoding it was; the text has no byte order mark.
///
/// `told` is obeyed; without it a byte order mark decides, then NUL bytes that only UTF-16 has, then validity as UTF-8, and
/// what the letters look like.
pub(super) fn decode(
    bytes: Vec<u8>,
    told: Option<&'static Encoding>,
) -> Result<(String, &'static Encoding), ImportError> {
    if let Some((_, what)) = BINARY_STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ImportError::NotText(what));
    }
    let mark = Encoding::for_bom(&bytes);
    let encoding = told.or(mark.map(|(encoding, _)| encoding)).or_else(|| probe_utf16(&bytes));
    let mark_bytes = mark.filter(|(marked, _)| encoding == Some(*marked)).map_or(0, |(_, length)| length);
    let (mut text, encoding) = match encoding {
        Some(encoding) if encoding == UTF_8 => (utf8(bytes, mark_bytes)?, UTF_8),
        Some(encoding) => (decode_as(bytes.get(mark_bytes..).unwrap_or_default(), encoding)?, encoding),
        None => match String::from_utf8(bytes) {
            Ok(text) => (text, UTF_8),
            Err(error) if error.as_bytes().contains(&0) => return Err(ImportError::NotText("binary")),
            Err(error) => detected(error.as_bytes())?,
        },
    };
    // Lines that end in a lone CR (old Macintosh exports) would all count as line 1.
    if text.contains('\r') && !text.contains('\n') {
        text = text.replace('\r', "\n");
    }
    Ok((text, encoding))
}

/// Decodes by what the letters look like: the families of Windows and ISO, and those of East Asia. Where the bytes are
/// none of what is found, windows-1252 has a character for each.
fn detected(bytes: &[u8]) -> Result<(String, &'static Encoding), ImportError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Digits and delimiters say nothing: the letters do, wherever in the file they begin.
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let from = first.saturating_sub(DETECTED_BYTES / 16);
    detector.feed(bytes.get(from..).map_or(bytes, |rest| rest.get(..DETECTED_BYTES).unwrap_or(rest)), false);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // What is simplified Chinese in its older form is the same in GB18030, which has all the rest.
    let guess = if guess == GBK { GB18030 } else { guess };
    match decode_as(bytes, guess) {
        Ok(text) => Ok((text, guess)),
        Err(_) => Ok((decode_as(bytes, WINDOWS_1252)?, WINDOWS_1252)),
    }
}

/// UTF-8 in place: no second copy of a large file.
fn utf8(mut bytes: Vec<u8>, mark_bytes: usize) -> Result<String, ImportError> {
    bytes.drain(..mark_bytes);
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..valid).unwrap_or_default();
        ImportError::Undecodable { encoding: UTF_8.name(), line: 1 + newlines(before) }
    })
}

/// Decodes with another encoding, refusing what it does not have.
fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Result<String, ImportError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16 + 64);
    let mut rest = bytes;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(rest.len() + 64),
            DecoderResult::Malformed(..) => {
                let line = 1 + newlines(text.as_bytes());
                return Err(ImportError::Undecodable { encoding: encoding.name(), line });
            }
        }
    }
}

/// UTF-16 without a mark: in the first part, nearly every second byte is NUL, on the same side.
fn probe_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let probe = bytes.get(..PROBE_BYTES.min(bytes.len()) & !1)?;
    let nuls = |side: usize| probe.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (nuls(0), nuls(1), probe.len() / 2);
    match pairs >= 4 {
        true if odd * 4 >= pairs * 3 && even == 0 => Some(UTF_16LE),
        true if even * 4 >= pairs * 3 && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.split(|&byte| byte == b'\n').count() as u64 - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn byte_order_marks_decide_and_are_taken_off() {
        let (text, encoding) = decode(b"\xEF\xBB\xBFDate".to_vec(), None).unwrap();
        assert_eq!((text.as_str(), encoding.name()), ("Date", "UTF-8"));
        for big in [false, true] {
            let mut bytes = utf16("\u{feff}Café", big);
            assert_eq!(decode(bytes.clone(), None).unwrap().0, "Café");
            bytes.extend(utf16("!", big));
            assert_eq!(decode(bytes, None).unwrap().0, "Café!");
        }
    }

    #[test]
    fn utf16_without_a_mark_is_known_by_its_nul_bytes() {
        for big in [false, true] {
            let (text, encoding) = decode(utf16("Date;Amount\r\n", big), None).unwrap();
            assert_eq!(text, "Date;Amount\r\n");
            assert_eq!(encoding, if big { UTF_16BE } else { UTF_16LE });
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_read_as_windows_1252_and_it_is_said() {
        let (text, encoding) = decode(b"Caf\xE9 \x80".to_vec(), None).unwrap();
        assert_eq!((text.as_str(), encoding.name()), ("Café €", "windows-1252"));
    }

    #[test]
    fn a_told_encoding_that_does_not_fit_is_refused_with_the_line() {
        let error = decode(b"a\nb\nCaf\xE9\n".to_vec(), Some(UTF_8)).unwrap_err();
        assert_eq!(error, ImportError::Undecodable { encoding: "UTF-8", line: 3 });
        let error = decode(b"a\n\xFF\xFF\n".to_vec(), Some(GBK)).unwrap_err();
        assert_eq!(error, ImportError::Undecodable { encoding: "GBK", line: 2 });
    }

    #[test]
    fn binary_files_are_named_and_refused() {
        let workbook = decode(b"PK\x03\x04rest".to_vec(), None).unwrap_err();
        assert!(workbook.to_string().contains("Excel"), "{workbook}");
        assert_eq!(decode(b"\xFFab\0cd\x01".to_vec(), None).unwrap_err(), ImportError::NotText("binary"));
    }

    #[test]
    fn lines_that_end_in_a_lone_carriage_return_are_lines() {
        assert_eq!(decode(b"a\rb\r".to_vec(), None).unwrap().0, "a\nb\n");
    }
}

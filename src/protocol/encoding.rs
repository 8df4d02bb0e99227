//! Bodies as bytes: JSON, and the content encodings identity, gzip (RFC 1952) and zstd (RFC 8878).
//!
//! Owns compression in both directions. What is unpacked is bounded: a small body cannot become a large one (I9).

use std::borrow::Cow;
use std::io::{self, Read};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::json::count_values;

/// How hard zstd tries: the level beyond which it costs more time than a network saves.
const ZSTD_LEVEL: i32 = 1;

/// Below so many bytes compression saves nothing.
const COMPRESS_BYTES_MIN: usize = 256;

/// A content encoding (RFC 9110, section 8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// gzip.
    Gzip,
    /// zstd.
    Zstd,
}

/// Why a body cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum EncodingError {
    /// It is larger than allowed after decompression.
    #[error("the body is larger than {max} bytes")]
    TooLarge {
        /// The limit.
        max: usize,
    },
    /// It holds more values than allowed.
    #[error("the body holds more than {max} values; `{name}` is the last name among them")]
    TooManyValues {
        /// The limit.
        max: usize,
        /// The name last read before the limit.
        name: String,
    },
    /// It is not in the encoding it is said to be in.
    #[error("the body cannot be decompressed")]
    Damaged(#[source] io::Error),
    /// It is not the JSON that it should be.
    #[error("the body is not what it should be: {0}")]
    Json(#[source] serde_json::Error),
}

impl Encoding {
    /// The name in `Content-Encoding`; identity has none.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Zstd => Some("zstd"),
        }
    }

    /// The encoding of a `Content-Encoding`; `None` for one that is not known.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Some(Self::Identity),
            "gzip" | "x-gzip" => Some(Self::Gzip),
            "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// The best encoding that an `Accept-Encoding` allows; a coding with `q=0` is not allowed.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let allows = |wanted: &str| {
            header.split(',').any(|entry| {
                let mut parts = entry.split(';').map(str::trim);
                parts.next().is_some_and(|name| name.eq_ignore_ascii_case(wanted))
                    && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
            })
        };
        if allows("zstd") {
            Self::Zstd
        } else if allows("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }
}

/// Writes a value as JSON in an encoding; a short one stays as it is. Returns the encoding used.
///
/// # Errors
/// What the encoder reports; not with these types and memory to spare.
pub fn encode(value: &impl Serialize, encoding: Encoding) -> io::Result<(Vec<u8>, Encoding)> {
    let json = serde_json::to_vec(value).map_err(io::Error::other)?;
    if json.len() < COMPRESS_BYTES_MIN {
        return Ok((json, Encoding::Identity));
    }
    let bytes = match encoding {
        Encoding::Identity => json,
        Encoding::Gzip => {
            let mut packed = Vec::new();
            flate2::read::GzEncoder::new(json.as_slice(), flate2::Compression::fast())
                .read_to_end(&mut packed)?;
            packed
        }
        Encoding::Zstd => zstd::bulk::compress(&json, ZSTD_LEVEL)?,
    };
    Ok((bytes, encoding))
}

/// Reads a value from a body of at most `max` bytes after decompression.
///
/// # Errors
/// The cases of [`EncodingError`].
pub fn decode<T: DeserializeOwned>(body: &[u8], encoding: Encoding, max: usize) -> Result<T, EncodingError> {
    serde_json::from_slice(&unpacked(body, encoding, max)?).map_err(EncodingError::Json)
}

/// [`decode`] of a body that may be anybody's: its values are counted before the first of them is built.
///
/// # Errors
/// The cases of [`EncodingError`].
pub fn decode_bounded<T: DeserializeOwned>(
    body: &[u8],
    encoding: Encoding,
    max: usize,
    values_max: usize,
) -> Result<T, EncodingError> {
    let json = unpacked(body, encoding, max)?;
    count_values(&json, values_max).map_err(|name| EncodingError::TooManyValues { max: values_max, name })?;
    serde_json::from_slice(&json).map_err(EncodingError::Json)
}

/// Packs what stays on this device.
///
/// # Errors
/// What the encoder reports; not with memory to spare.
pub fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::compress(bytes, ZSTD_LEVEL)
}

/// What this device packed itself, so that its size needs no bound.
///
/// # Errors
/// Bytes that [`pack`] did not make.
pub fn unpack_own(packed: &[u8]) -> io::Result<Vec<u8>> {
    zstd::stream::decode_all(packed)
}

/// A body as JSON text.
fn unpacked(body: &[u8], encoding: Encoding, max: usize) -> Result<Cow<'_, [u8]>, EncodingError> {
    match encoding {
        Encoding::Identity if body.len() > max => Err(EncodingError::TooLarge { max }),
        Encoding::Identity => Ok(Cow::Borrowed(body)),
        Encoding::Gzip => unpack(flate2::read::MultiGzDecoder::new(body), max).map(Cow::Owned),
        Encoding::Zstd => {
            let reader = zstd::stream::read::Decoder::new(body).map_err(EncodingError::Damaged)?;
            unpack(reader, max).map(Cow::Owned)
        }
    }
}

fn unpack(reader: impl Read, max: usize) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    // One byte more than allowed, so that a body of exactly the limit is told from a longer one.
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(limit).read_to_end(&mut bytes).map_err(EncodingError::Damaged)?;
    if bytes.len() > max { Err(EncodingError::TooLarge { max }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_value_back() {
        let value: Vec<u32> = (0..1_000).collect();
        for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Zstd] {
            let (bytes, used) = encode(&value, encoding).unwrap();
            assert_eq!(used, encoding);
            assert_eq!(decode::<Vec<u32>>(&bytes, used, 1 << 20).unwrap(), value);
        }
    }

    #[test]
    fn the_limit_counts_after_decompression_and_holds_one_below_at_and_above() {
        let value = "x".repeat(998); // with its quotes 1,000 bytes
        for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Zstd] {
            let (bytes, used) = encode(&value, encoding).unwrap();
            assert!(decode::<String>(&bytes, used, 1_001).is_ok());
            assert!(decode::<String>(&bytes, used, 1_000).is_ok());
            assert!(matches!(decode::<String>(&bytes, used, 999), Err(EncodingError::TooLarge { max: 999 })));
        }
    }

    #[test]
    fn a_short_body_stays_as_it_is_one_below_at_and_above() {
        for (bytes, is_packed) in
            [(COMPRESS_BYTES_MIN - 1, false), (COMPRESS_BYTES_MIN, true), (COMPRESS_BYTES_MIN + 1, true)]
        {
            let (_, used) = encode(&"x".repeat(bytes - 2), Encoding::Zstd).unwrap(); // two quotes
            assert_eq!(used == Encoding::Zstd, is_packed, "{bytes}");
        }
    }

    #[test]
    fn a_bomb_is_refused_without_being_unpacked() {
        let bomb = zstd::bulk::compress(&vec![b' '; 64 << 20], 19).unwrap();
        assert!(bomb.len() < 64 << 10);
        assert!(matches!(
            decode::<String>(&bomb, Encoding::Zstd, 1 << 20),
            Err(EncodingError::TooLarge { .. })
        ));
    }

    #[test]
    fn garbage_is_an_error_and_nothing_else() {
        for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Zstd] {
            assert!(decode::<String>(b"\x01\x02\x03", encoding, 100).is_err());
        }
    }

    #[test]
    fn an_accept_header_chooses_the_best_that_it_allows() {
        assert_eq!(Encoding::accepted("gzip, zstd"), Encoding::Zstd);
        assert_eq!(Encoding::accepted("gzip;q=0.5, zstd;q=0"), Encoding::Gzip);
        assert_eq!(Encoding::accepted("br"), Encoding::Identity);
        assert_eq!(Encoding::accepted(""), Encoding::Identity);
        assert_eq!(Encoding::from_name("br"), None);
    }
}

//! Bodies in and out.
//!
//! Owns the limits of what is read: bytes as sent, bytes after decompression, time.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody as _};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::options::{DISCARD_FACTOR, Options, SMALL_BYTES_MAX};
use crate::protocol::encoding::{Encoding, EncodingError, decode_bounded, encode};
use crate::protocol::limits::VALUES_MAX;
use crate::protocol::problem::ProblemCode;
use crate::server::service::Service;

/// A body as it was sent.
#[derive(Debug)]
pub struct Received {
    bytes: Vec<u8>,
    encoding: Encoding,
    decompressed_max: usize,
}

/// The one thing that every version of a request has.
#[derive(Deserialize)]
struct Versioned {
    protocol: u32,
}

/// How large a body may be.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes as sent.
    pub sent: usize,
    /// Bytes after decompression.
    pub decompressed: usize,
}

impl Bounds {
    /// Of a body that holds no operations.
    pub const SMALL: Self = Self { sent: SMALL_BYTES_MAX, decompressed: SMALL_BYTES_MAX };

    /// Of a body with operations: what the operator chose.
    pub const fn of_sync(options: &Options) -> Self {
        Self { sent: options.request_bytes, decompressed: options.decompressed_bytes }
    }
}

impl Received {
    /// Reads a body within bounds.
    ///
    /// # Errors
    /// A type or encoding that is not taken, a body that is too large, too slow, or breaks off.
    pub async fn read(
        headers: &HeaderMap,
        body: Body,
        bounds: Bounds,
        options: &Options,
    ) -> Result<Self, Failure> {
        let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or("?"));
        if let Some(kind) = text(header::CONTENT_TYPE)
            && !kind
                .split(';')
                .next()
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        {
            return Err(Failure::new(ProblemCode::UnsupportedMedia, "a body is application/json"));
        }
        let Some(encoding) = Encoding::from_name(text(header::CONTENT_ENCODING).unwrap_or_default()) else {
            return Err(Failure::new(
                ProblemCode::UnsupportedMedia,
                "a body is sent as it is, or as gzip or zstd",
            ));
        };
        let bytes = tokio::time::timeout(options.body_time, collect(body, bounds.sent))
            .await
            .map_err(|_| Failure::new(ProblemCode::Timeout, "the body did not arrive in time"))??;
        Ok(Self { bytes, encoding, decompressed_max: bounds.decompressed })
    }

    /// The value in it. A request of another version is told so, however it looks otherwise.
    ///
    /// # Errors
    /// A body that is too large after decompression, damaged, or not what it should be.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        self.read_json().map_err(|error| match error {
            EncodingError::TooLarge { .. } | EncodingError::TooManyValues { .. } => {
                Failure::new(ProblemCode::TooLarge, error.to_string())
            }
            EncodingError::Damaged(_) => Failure::new(ProblemCode::BadRequest, error.to_string()),
            EncodingError::Json(_) => {
                match self.read_json::<Versioned>().map(|version| Service::check_protocol(version.protocol)) {
                    Ok(Err(error)) => error.into(),
                    _ => Failure::new(ProblemCode::BadRequest, error.to_string()),
                }
            }
        })
    }

    fn read_json<T: DeserializeOwned>(&self) -> Result<T, EncodingError> {
        decode_bounded(&self.bytes, self.encoding, self.decompressed_max, VALUES_MAX)
    }
}

async fn collect(mut body: Body, max: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut count = 0_usize;
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|_| Failure::new(ProblemCode::BadRequest, "the body broke off"))?;
        let Ok(data) = frame.into_data() else { continue };
        count = count.saturating_add(data.len());
        if count <= max {
            bytes.extend_from_slice(&data);
        } else if count > max.saturating_mul(DISCARD_FACTOR) {
            break;
        }
    }
    if count > max {
        return Err(Failure::new(ProblemCode::TooLarge, format!("the body is larger than {max} bytes")));
    }
    Ok(bytes)
}

/// An answer as it is sent.
#[derive(Debug)]
pub struct Answer {
    bytes: Vec<u8>,
    encoding: Encoding,
}

impl Answer {
    /// Writes an answer in an encoding.
    ///
    /// # Errors
    /// What the encoder reports: an internal error.
    pub fn new(value: &impl Serialize, accepted: Encoding) -> Result<Self, Failure> {
        let (bytes, encoding) = encode(value, accepted)
            .map_err(|error| Failure::new(ProblemCode::Internal, error.to_string()))?;
        Ok(Self { bytes, encoding })
    }

    /// The response with a status.
    pub fn with_status(self, status: StatusCode) -> Response {
        let mut answer = Response::new(Body::from(self.bytes));
        *answer.status_mut() = status;
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(name) = self.encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        answer
    }
}

/// The encoding that the sender of these headers wants an answer in.
pub fn accepted(headers: &HeaderMap) -> Encoding {
    let header = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    Encoding::accepted(header.unwrap_or_default())
}

//! As much of HTTP/1.1 as it takes to know where a message ends (RFC 9112, section 6).

use std::io::{self, BufRead, Read, Write};
use std::net::TcpStream;

/// Bytes of a message at most: a test that sends more is wrong.
const MESSAGE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// One request or answer, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub bytes: Vec<u8>,
    head: String,
    head_bytes: usize,
    /// It ends only with its connection.
    ends_with_connection: bool,
}

impl Message {
    /// What the first line of a request asks for.
    pub fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub fn is_head(&self) -> bool {
        self.head.starts_with("HEAD ")
    }

    /// The status of an answer.
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    pub fn body(&self) -> &[u8] {
        &self.bytes[self.head_bytes..]
    }

    /// Whether its connection ends after it.
    pub fn closes(&self) -> bool {
        let asked = self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        asked || self.ends_with_connection
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
}

fn bad(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Reads a whole request; `None` at the end of the connection. A client that waits for it is told to go on.
pub fn read_request(reader: &mut impl BufRead, mut client: &TcpStream) -> io::Result<Option<Message>> {
    let Some(mut message) = read_head(reader)? else { return Ok(None) };
    if message.header("expect").is_some_and(|value| value.eq_ignore_ascii_case("100-continue")) {
        client.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    read_body(reader, &mut message)?;
    Ok(Some(message))
}

/// Reads a whole answer, without the interim ones before it.
pub fn read_answer(reader: &mut impl BufRead, to_head: bool) -> io::Result<Message> {
    loop {
        let mut message = read_head(reader)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        match message.status() {
            100..=199 => {}
            204 | 304 => return Ok(message),
            _ if to_head => return Ok(message),
            _ => {
                let framed =
                    ["content-length", "transfer-encoding"].map(|name| message.header(name).is_some());
                if framed == [false, false] {
                    message.ends_with_connection = true;
                    reader.take(MESSAGE_BYTES_MAX).read_to_end(&mut message.bytes)?;
                } else {
                    read_body(reader, &mut message)?;
                }
                return Ok(message);
            }
        }
    }
}

fn read_head(reader: &mut impl BufRead) -> io::Result<Option<Message>> {
    let mut bytes = Vec::new();
    loop {
        let begin = bytes.len();
        if read_line(reader, &mut bytes)? == 0 {
            return if bytes.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        if matches!(&bytes[begin..], b"\r\n" | b"\n") {
            let head = String::from_utf8(bytes.clone()).map_err(|_| bad("a head that is not UTF-8"))?;
            return Ok(Some(Message { head_bytes: bytes.len(), bytes, head, ends_with_connection: false }));
        }
    }
}

fn read_line(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<usize> {
    reader.take(MESSAGE_BYTES_MAX).read_until(b'\n', bytes)
}

fn read_exactly(reader: &mut impl BufRead, count: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
    if count > MESSAGE_BYTES_MAX {
        return Err(bad("a message that is too long"));
    }
    let read = reader.take(count).read_to_end(bytes)?;
    if u64::try_from(read).is_ok_and(|read| read == count) {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn read_body(reader: &mut impl BufRead, message: &mut Message) -> io::Result<()> {
    if message.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        return read_chunks(reader, &mut message.bytes);
    }
    let length = message.header("content-length").map_or(Ok(0), str::parse);
    read_exactly(reader, length.map_err(|_| bad("a length that is no number"))?, &mut message.bytes)
}

/// RFC 9112, section 7.1.
fn read_chunks(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let begin = bytes.len();
        read_line(reader, bytes)?;
        let line = std::str::from_utf8(&bytes[begin..]).map_err(|_| bad("a chunk without a size"))?;
        let digits = line.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(digits, 16).map_err(|_| bad("a chunk without a size"))?;
        if size == 0 {
            break;
        }
        read_exactly(reader, size + 2, bytes)?; // with its line end
    }
    loop {
        let begin = bytes.len();
        if read_line(reader, bytes)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if matches!(&bytes[begin..], b"\r\n" | b"\n") {
            return Ok(());
        }
    }
}

/// An answer as a proxy in front of a server gives it: no document of this protocol.
pub fn answer(status: u16, retry_after: Option<u64>) -> Vec<u8> {
    let retry_after = retry_after.map(|seconds| format!("Retry-After: {seconds}\r\n")).unwrap_or_default();
    let body = "injected\n";
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Injected\r\n{retry_after}Content-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

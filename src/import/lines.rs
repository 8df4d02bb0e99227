//! A bound on lines while a file is read, so that what is no statement never fills the memory.
//!
//! Owns the limit. Must not look at what a line says.

use super::error::ImportError;
use super::{RECORD_BYTES_MAX, own_json};

/// Longest line: a record at its limit, in UTF-16, where every character of ASCII has two bytes.
pub const LINE_BYTES_MAX: usize = 2 * RECORD_BYTES_MAX;

/// Watches the bytes of a file as they are read.
#[derive(Debug)]
pub struct LineBound {
    line: u64,
    bytes: usize,
    is_first: bool,
    is_free: bool,
    after_cr: bool,
}

impl Default for LineBound {
    fn default() -> Self {
        Self { line: 1, bytes: 0, is_first: true, is_free: false, after_cr: false }
    }
}

impl LineBound {
    /// Takes the next bytes of the file. The program's own JSON may be one line, whatever its length: what begins as such
    /// is bounded by [`super::FILE_BYTES_MAX`] alone.
    ///
    /// # Errors
    ///
    /// [`ImportError::LineTooLong`] with the line; the rest of the file need not be read.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        if std::mem::take(&mut self.is_first) {
            self.is_free = own_json::begins_as_own(bytes);
        }
        if self.is_free {
            return Ok(());
        }
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            self.grow(end)?;
            // What ends in CR LF is one line.
            let is_pair = rest[end] == b'\n' && end == 0 && self.after_cr;
            self.line += u64::from(!is_pair);
            self.after_cr = rest[end] == b'\r';
            self.bytes = 0;
            rest = &rest[end + 1..];
        }
        if !rest.is_empty() {
            self.after_cr = false;
        }
        self.grow(rest.len())
    }

    fn grow(&mut self, bytes: usize) -> Result<(), ImportError> {
        self.bytes += bytes;
        if self.bytes > LINE_BYTES_MAX {
            return Err(ImportError::LineTooLong { line: self.line, max: LINE_BYTES_MAX });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line that is too long, however the bytes come in pieces.
    fn too_long(text: &[u8]) -> Option<u64> {
        let lines: Vec<Option<u64>> = [1 << 16, 1_000_003, text.len().max(1)]
            .into_iter()
            .map(|size| {
                let mut bound = LineBound::default();
                let error = text.chunks(size).find_map(|chunk| bound.take(chunk).err());
                error.map(|error| match error {
                    ImportError::LineTooLong { line, .. } => line,
                    other => panic!("{other}"),
                })
            })
            .collect();
        assert!(lines.iter().all(|line| *line == lines[0]), "{lines:?}");
        lines[0]
    }

    #[test]
    fn a_line_beyond_the_limit_is_named_whatever_ends_the_lines() {
        let long = "x".repeat(LINE_BYTES_MAX + 1);
        for end in ["\n", "\r\n", "\r"] {
            assert_eq!(too_long(format!("a{end}b{end}{long}{end}c").as_bytes()), Some(3), "{end:?}");
            assert_eq!(too_long(format!("a{end}{}{end}c", &long[1..]).as_bytes()), None, "{end:?}");
        }
        assert_eq!(too_long(long.as_bytes()), Some(1));
        assert_eq!(too_long(&vec![0; 3 * LINE_BYTES_MAX]), Some(1));
        assert_eq!(too_long(b""), None);
    }

    #[test]
    fn our_own_json_may_be_one_line() {
        let own = format!("{{\"schema\":1,\"expenses\":[{}", "1,".repeat(LINE_BYTES_MAX));
        assert_eq!(too_long(own.as_bytes()), None);
        let other = format!("{{\"rows\":[{}", "1,".repeat(LINE_BYTES_MAX));
        assert_eq!(too_long(other.as_bytes()), Some(1));
    }
}

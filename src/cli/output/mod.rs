//! Everything that is printed: data to stdout, talk to stderr (invariant I8).
//!
//! Owns the way to a stream. Must not know where the data comes from.

pub mod json;
pub mod sanitize;
pub mod style;
pub mod table;
pub mod talk;

use std::io::{self, BufWriter, Write};

use super::error::{CliError, ErrorCode};

/// Bytes collected before they go to stdout: 64 KiB, the capacity of a Linux pipe, so that a million rows cost
/// hundreds of system calls and not a million.
const BUFFER_BYTES: usize = 64 * 1024;

/// Writes to stdout through a buffer and flushes it. A reader that went away (`outlay list | head`) is success: the
/// writer gets the error, so that it can stop early, and the caller does not.
///
/// # Errors
///
/// `disk_full` where stdout is a file on a full disk, else `bad_file`.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let mut out = BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    // What is still in the buffer after an error must not be tried again when the buffer goes.
    let _ = out.into_parts();
    settle(written)
}

/// Turns a closed pipe into success and any other failure into an error that names stdout.
fn settle(written: io::Result<()>) -> Result<(), CliError> {
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => {
            let code = match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
                _ => ErrorCode::BadFile,
            };
            Err(CliError::new(code, format!("cannot write to standard output: {error}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
        assert_eq!(settle(Err(io::ErrorKind::BrokenPipe.into())), Ok(()));
        let error = settle(Err(io::ErrorKind::StorageFull.into())).unwrap_err();
        assert_eq!(error.code, ErrorCode::DiskFull);
        assert_eq!(error.exit, 1);
    }
}

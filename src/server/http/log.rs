//! The log: one line of JSON for each event, on stderr, without personal data.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

/// The log cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The level is none.
    #[error(transparent)]
    Level(#[from] ParseError),
    /// This process has a log already.
    #[error("the log is set up already")]
    Twice,
}

/// Sends the log of this process to stderr.
///
/// # Errors
/// The cases of [`LogError`].
pub fn log_to_stderr(level: &str) -> Result<(), LogError> {
    let filter = EnvFilter::builder().parse(level)?;
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init()
        .map_err(|_| LogError::Twice)
}

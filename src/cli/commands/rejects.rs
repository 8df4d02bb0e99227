//! The file of refused rows that `import --rejects` writes: it can be mended and imported.

use std::fs;
use std::path::Path;

use crate::cli::error::CliError;
use crate::import::{RowError, Statement};
use crate::ledger::import::ImportOutcome;

/// Writes the lines of every refused row as they stand in the file, below the file's own header, each with its reason
/// in a column of its own at the end.
///
/// # Errors
///
/// Those of the file; `usage` for rows of several files, which have no header in common.
pub fn write(
    target: &Path,
    statements: &[(&Path, Statement)],
    outcome: &ImportOutcome<RowError>,
) -> Result<(), CliError> {
    let refused: Vec<_> =
        statements.iter().zip(&outcome.files).filter(|(_, file)| !file.errors.is_empty()).collect();
    let mut text = String::new();
    match refused.as_slice() {
        [] => {}
        [((_, statement), file)] => {
            let reasons: Vec<(u64, &str)> =
                file.errors.iter().map(|error| (error.line, error.message.as_str())).collect();
            let Some(records) = statement.refused_records(&reasons) else {
                return Err(CliError::usage("refused rows of JSON are not written out")
                    .with_value(target.display().to_string())
                    .with_hint("leave --rejects out; the errors name the lines"));
            };
            text = records;
        }
        several => {
            return Err(CliError::usage(format!(
                "rows of {} files were refused, which cannot share one file",
                several.len()
            ))
            .with_value(target.display().to_string())
            .with_hint("import the files one by one to use --rejects"));
        }
    }
    fs::write(target, text).map_err(|error| CliError::io("write", target, &error))
}

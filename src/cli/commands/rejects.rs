//! The file of refused rows that `import --rejects` writes: it can be mended and imported.

use std::path::{Path, PathBuf};

use super::import_read::Understood;
use crate::cli::error::CliError;
use crate::cli::whole_file;
use crate::import::RowError;
use crate::ledger::import::CheckedImport;

/// Refuses a file that the import reads, and the database.
///
/// # Errors
///
/// `usage`.
pub fn check_place(target: &Path, inputs: &[PathBuf], database: &Path) -> Result<(), CliError> {
    whole_file::refuse_database(target, database)?;
    let is_input = |input: &PathBuf| input != Path::new("-") && whole_file::is_same_place(input, target);
    if inputs.iter().any(is_input) {
        return Err(CliError::usage(format!("{} is a file that is imported", target.display()))
            .with_value(target.display().to_string())
            .with_hint("name another file for --rejects"));
    }
    Ok(())
}

/// The lines of every refused row as they stand in the file, below the file's own header, each with its reason in a
/// column of its own at the end. `None` where no row was refused.
///
/// # Errors
///
/// `usage` for rows of several files, which have no header in common, and for rows of JSON.
pub fn text(
    target: &Path,
    statements: &[Understood<'_>],
    checked: &CheckedImport<RowError>,
) -> Result<Option<String>, CliError> {
    let refused: Vec<_> =
        statements.iter().zip(checked.errors()).filter(|(_, errors)| !errors.is_empty()).collect();
    match refused.as_slice() {
        [] => Ok(None),
        [(Understood { statement, .. }, errors)] => {
            let reasons: Vec<(u64, &str)> =
                errors.iter().map(|error| (error.line, error.message.as_str())).collect();
            let records = statement.refused_records(&reasons).ok_or_else(|| {
                CliError::usage("refused rows of JSON are not written out")
                    .with_value(target.display().to_string())
                    .with_hint("leave --rejects out; the errors name the lines")
            })?;
            Ok(Some(records))
        }
        several => Err(CliError::usage(format!(
            "rows of {} files were refused, which cannot share one file",
            several.len()
        ))
        .with_value(target.display().to_string())
        .with_hint("import the files one by one to use --rejects")),
    }
}

//! Files written whole or not at all, for whoever writes one that a person named.
//!
//! Owns the way a file gets into its place, and which places are refused. Must not know what is written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::CliError;

/// Writes to a file beside the target and moves it into place, so that the target is the old file or all of the new
/// one. A link stays a link; a pipe or a device is written to as it is. Only the owner may read the file: what a person
/// spends is nobody else's business.
///
/// # Errors
///
/// `disk_full`, `read_only` or `bad_file`, naming the path as it was given; then the old file is as it was.
pub fn write(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    replace(path, write).map_err(|error| CliError::io("write", path, &error))
}

/// As [`write()`], for what writes to a file by its path alone: `make` gets an empty file that only its owner may read.
///
/// # Errors
///
/// Those of [`write()`] and of `make`; then the old file is as it was.
pub fn make(path: &Path, make: impl FnOnce(&Path) -> Result<(), CliError>) -> Result<(), CliError> {
    let told = |error: &io::Error| CliError::io("write", path, error);
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        return Err(told(&io::Error::other("it is no file")));
    }
    let target = place_of(path);
    let partial = partial_of(&target);
    let written = write_new(&partial, &mut |_| Ok(())).map_err(|error| told(&error));
    let result = written.and_then(|()| make(&partial)).and_then(|()| {
        let synced = File::open(&partial).and_then(|file| file.sync_all());
        synced.and_then(|()| fs::rename(&partial, &target)).map_err(|error| told(&error))
    });
    if result.is_err() {
        // What was written is of no use; the error that is told is the one that happened first.
        let _ = fs::remove_file(&partial);
        return result;
    }
    sync_folder_of(&target);
    Ok(())
}

fn replace(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(path)?);
        write(&mut out)?;
        return out.flush();
    }
    let target = place_of(path);
    let partial = partial_of(&target);
    let result = write_new(&partial, write).and_then(|()| fs::rename(&partial, &target));
    if result.is_err() {
        // What was written is of no use; the error that is told is the one that happened first.
        let _ = fs::remove_file(&partial);
        return result;
    }
    sync_folder_of(&target);
    Ok(())
}

/// Where a file is written before it takes its place.
fn partial_of(target: &Path) -> PathBuf {
    let mut partial = target.as_os_str().to_owned();
    partial.push(format!(".partial-{}", std::process::id()));
    let partial = PathBuf::from(partial);
    // One of an earlier process of the same number that was killed; the new one is made afresh, never through a link.
    let _ = fs::remove_file(&partial);
    partial
}

/// Waits until a file's new name is on the disk. Not every file system lets a folder be synced; the file itself is there already.
fn sync_folder_of(target: &Path) {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Writes a file that must not exist yet, and waits until it is on the disk.
fn write_new(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = BufWriter::new(options.open(path)?);
    write(&mut out)?;
    out.flush()?;
    out.get_ref().sync_all()
}

/// Refuses the database, its log and the log's index as a file to write.
///
/// # Errors
///
/// `usage`.
pub fn refuse_database(path: &Path, database: &Path) -> Result<(), CliError> {
    let beside = |ending: &str| {
        let mut name = place_of(database).into_os_string();
        name.push(ending);
        PathBuf::from(name)
    };
    if ["", "-wal", "-shm", "-journal"].iter().any(|ending| is_same_place(path, &beside(ending))) {
        return Err(CliError::usage(format!("{} belongs to the database itself", path.display()))
            .with_value(path.display().to_string())
            .with_hint("name another file"));
    }
    Ok(())
}

/// Whether two paths lead to one file, which need not exist.
#[must_use]
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    place_of(one) == place_of(other)
}

/// Where a path leads: through links, also through one that leads to nothing yet.
fn place_of(path: &Path) -> PathBuf {
    if let Ok(place) = fs::canonicalize(path) {
        return place;
    }
    let folder_of = |path: &Path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let path = fs::read_link(path).map_or_else(|_| path.to_owned(), |to| folder_of(path).join(to));
    match (fs::canonicalize(folder_of(&path)), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

//! The profiles of statements: one TOML file each, in the folder `profiles` beside the configuration.
//!
//! Owns the folder: which files are profiles, what they are called, and that each is written whole or not at all. Must not
//! know what a profile means for a statement.

mod toml;

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::error::{CliError, ErrorCode};
use super::paths::Paths;
use super::whole_file;
use crate::import::LayoutProfile;

/// The folder beside the configuration.
const FOLDER: &str = "profiles";
/// The ending of a profile's file.
const ENDING: &str = "toml";
/// The largest profile that is read: a thousand columns with long names fit, and it is a bound (invariant I9).
const FILE_BYTES_MAX: u64 = 256 * 1_024;
/// Profiles that are looked at: a person has some dozen accounts.
const PROFILES_MAX: usize = 1_000;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 64;

/// The folder of the profiles. It need not exist.
#[derive(Debug, Clone)]
pub struct Profiles {
    folder: PathBuf,
}

/// A profile's file.
#[derive(Debug)]
pub struct Entry {
    /// Its name: the file's without the ending.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// What it says, or why it cannot be read.
    pub profile: Result<LayoutProfile, CliError>,
}

/// A profile that was read.
#[derive(Debug, Clone)]
pub struct Read {
    /// What people call it.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Whether it is one of the folder's.
    pub is_own: bool,
    /// The file as it stands.
    pub text: String,
    /// What it says.
    pub profile: LayoutProfile,
}

impl Profiles {
    /// The folder that goes with the paths of a run.
    #[must_use]
    pub fn new(paths: &Paths) -> Self {
        Self { folder: paths.config_file.with_file_name(FOLDER) }
    }

    /// The profiles by name, also those that cannot be read.
    ///
    /// # Errors
    ///
    /// A folder that cannot be read; none is no error.
    pub fn list(&self) -> Result<Vec<Entry>, CliError> {
        let files = match fs::read_dir(&self.folder) {
            Ok(files) => files,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(Vec::new());
            }
            Err(error) => return Err(CliError::io("read", &self.folder, &error)),
        };
        let mut names: Vec<String> = files
            .filter_map(|file| {
                let path = file.ok()?.path();
                let name = path.file_stem()?.to_str()?.to_owned();
                (path.extension()? == ENDING && is_name(&name)).then_some(name)
            })
            .collect();
        names.sort_unstable();
        names.truncate(PROFILES_MAX);
        let entry = |name: String| {
            let path = self.path(&name);
            Entry { profile: read(&path).map(|(_, profile)| profile), name, path }
        };
        Ok(names.into_iter().map(entry).collect())
    }

    /// The names alone; none where the folder cannot be read.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.list().unwrap_or_default().into_iter().map(|entry| entry.name).collect()
    }

    /// The profile that goes by a name, or lies at a path: what holds a separator or ends in `.toml` is a path.
    ///
    /// # Errors
    ///
    /// `not_found` with the names there are; `bad_file` naming the file, the line and the key.
    pub fn find(&self, reference: &str) -> Result<Read, CliError> {
        let path = Path::new(reference);
        let is_path = reference.contains(std::path::is_separator)
            || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING));
        if is_path {
            let (text, profile) = read(path)?;
            let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            let is_own = whole_file::is_same_place(path, &self.path(&name));
            return Ok(Read { name, path: path.to_owned(), is_own, text, profile });
        }
        self.existing(reference)?;
        let path = self.path(reference);
        let (text, profile) = read(&path)?;
        Ok(Read { name: reference.to_owned(), path, is_own: true, text, profile })
    }

    /// The path of a profile that is there, whatever stands in it.
    ///
    /// # Errors
    ///
    /// `not_found` with the names there are.
    pub fn existing(&self, name: &str) -> Result<PathBuf, CliError> {
        let path = self.path(name);
        if is_name(name) && path.is_file() {
            return Ok(path);
        }
        Err(CliError {
            candidates: self.names(),
            ..CliError::not_found(format!("there is no profile `{name}`"))
        }
        .with_value(name)
        .with_hint("outlay profile list shows what there is; a file is named by its path, as in ./bank.toml"))
    }

    /// Writes a profile, whole or not at all; comments of the file that is there stay.
    ///
    /// # Errors
    ///
    /// `disk_full`, `read_only` or `bad_file`, naming the path; then the old file is as it was.
    pub fn save(&self, name: &str, profile: &LayoutProfile) -> Result<(), CliError> {
        let path = self.path(name);
        let before = read(&path).map(|(text, _)| text).unwrap_or_default();
        self.save_text(name, &toml::render(profile, &before))
    }

    /// Writes the text of a profile, which was read before.
    ///
    /// # Errors
    ///
    /// As [`Profiles::save`].
    pub fn save_text(&self, name: &str, text: &str) -> Result<(), CliError> {
        fs::create_dir_all(&self.folder)
            .map_err(|error| CliError::io("make the folder", &self.folder, &error))?;
        whole_file::write(&self.path(name), &mut |out| out.write_all(text.as_bytes()))
    }

    /// A name that no profile has yet, made of words such as an account or a file's name.
    #[must_use]
    pub fn free_name(&self, words: &str) -> String {
        let taken = self.names();
        let plain = plain_name(words);
        let mut name = plain.clone();
        let mut number = 1_u32;
        while taken.contains(&name) {
            number += 1;
            name = format!("{plain}-{number}");
        }
        name
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{ENDING}"))
    }
}

/// Reads the text of a profile.
///
/// # Errors
///
/// `bad_file` naming the file, the line and the key.
pub fn parse(path: &Path, text: &str) -> Result<LayoutProfile, CliError> {
    toml::parse(path, text)
}

/// Reads a file: its text and what it says.
fn read(path: &Path) -> Result<(String, LayoutProfile), CliError> {
    let failed =
        |error: &std::io::Error| CliError { code: ErrorCode::BadFile, ..CliError::io("read", path, error) };
    // A pipe or a device would never end.
    if !fs::metadata(path).map_err(|error| failed(&error))?.is_file() {
        return Err(CliError::bad_file(format!("{} is no file", path.display())));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| failed(&error))?;
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(CliError::bad_file(format!("{} is larger than {FILE_BYTES_MAX} bytes", path.display())));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| CliError::bad_file(format!("{} is not UTF-8", path.display())))?;
    let profile = parse(path, &text)?;
    Ok((text, profile))
}

/// Whether a file may be called so, and a person can type it as an argument.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    !name.is_empty()
        && !name.starts_with(['-', '.', ' '])
        && !name.ends_with(' ')
        && name.chars().count() <= NAME_CHARS_MAX
        && name.chars().all(fits)
}

/// Words as a name: lower-case letters with dashes between. Numbers go, they are the month or the account's.
fn plain_name(words: &str) -> String {
    let parts: Vec<String> = words
        .to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let name: String = parts.join("-").chars().take(NAME_CHARS_MAX / 2).collect();
    let name = name.trim_end_matches('-');
    if is_name(name) { name.to_owned() } else { "statement".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_can_be_typed_and_stays_in_the_folder() {
        for name in ["giro", "my bank", "a.b", "現金", "a_1-x"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", ".", "..", "../x", "a/b", "-x", ".x", "a\nb", "a\u{202e}b", " a", &"x".repeat(65)] {
            assert!(!is_name(name), "{name:?}");
        }
    }

    #[test]
    fn a_name_is_made_of_the_words_of_an_account_or_a_file() {
        assert_eq!(plain_name("Current Account"), "current-account");
        assert_eq!(plain_name("umsaetze_DE12_2026-03"), "umsaetze-de");
        assert_eq!(plain_name("2026-03"), "statement");
        assert_eq!(plain_name("../../x"), "x");
    }

    #[test]
    fn a_free_name_is_one_that_no_file_has() {
        let folder = tempfile::tempdir().unwrap();
        let profiles = Profiles { folder: folder.path().to_owned() };
        assert_eq!(profiles.free_name("giro"), "giro");
        profiles.save("giro", &LayoutProfile::default()).unwrap();
        assert_eq!(profiles.free_name("giro"), "giro-2");
        assert_eq!(profiles.names(), ["giro"]);
    }

    #[test]
    fn what_is_no_file_or_too_large_is_refused_without_being_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a.toml")).unwrap();
        fs::write(folder.path().join("b.toml"), vec![b'#'; 300 * 1_024]).unwrap();
        fs::write(folder.path().join("c.toml"), b"\xff").unwrap();
        let profiles = Profiles { folder: folder.path().to_owned() };
        for entry in profiles.list().unwrap() {
            let error = entry.profile.unwrap_err();
            assert_eq!(error.code, ErrorCode::BadFile);
            assert!(error.message.contains(&format!("{}.toml", entry.name)), "{}", error.message);
        }
    }
}

//! The configuration file: read if it is there, changed so that comments survive, written whole or not at all.
//!
//! Owns TOML. Must not decide what a key may hold: that is for `keys`.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::ops::Range;
use std::path::Path;

use toml_edit::{Document, DocumentMut, Item, Table, Value};

use super::keys::{ALIAS_TABLE, Key, nearest};
use crate::cli::commands::Command;
use crate::cli::error::CliError;
use crate::cli::whole_file;

/// The largest configuration that is read: a thousand times a large one, and a bound (invariant I9).
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// What a configuration file says.
#[derive(Debug, Clone, Default)]
pub struct ConfigFile {
    values: Vec<(Key, String)>,
    aliases: Vec<(String, String)>,
    doubts: Vec<String>,
}

impl ConfigFile {
    /// Reads the file; `None` where there is none.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, is no TOML, or has a value that its key may not hold: exit 1, naming the line.
    pub fn read(path: &Path) -> Result<Option<Self>, CliError> {
        read_text(path)?.map(|text| Self::parse(path, &text)).transpose()
    }

    /// Reads the text of a file; `path` is for messages.
    ///
    /// # Errors
    ///
    /// As [`ConfigFile::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, CliError> {
        let document = Document::parse(text).map_err(|error| malformed(path, text, &error))?;
        let mut read = Self::default();
        for (name, item) in document.as_table() {
            let line = line_of(text, document.as_table().key(name).and_then(toml_edit::Key::span));
            let place = format!("{} line {line}", path.display());
            if name == ALIAS_TABLE {
                read.take_aliases(path, text, item)?;
            } else if let Some(key) = Key::from_name(name) {
                let value = plain(item)
                    .ok_or_else(|| "it must be a text or a number".to_owned())
                    .and_then(|value| key.check(&value))
                    .map_err(|reason| {
                        CliError::bad_config(format!("{place}: `{name}` cannot be {}: {reason}", shown(item)))
                            .with_value(shown(item))
                            .with_hint(format!(
                                "use `outlay config set {name} VALUE` or `outlay config unset {name}`"
                            ))
                    })?;
                read.values.push((key, value));
            } else {
                let near =
                    nearest(name).first().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                read.doubts.push(format!("{place}: there is no key `{name}`{near}"));
            }
        }
        Ok(read)
    }

    /// Reads the table of aliases.
    fn take_aliases(&mut self, path: &Path, text: &str, item: &Item) -> Result<(), CliError> {
        let table = item.as_table_like().ok_or_else(|| {
            CliError::bad_config(format!(
                "{}: `{ALIAS_TABLE}` must be a table: [{ALIAS_TABLE}]",
                path.display()
            ))
        })?;
        for (name, item) in table.iter() {
            let line = line_of(text, table.key(name).and_then(toml_edit::Key::span));
            let place = format!("{} line {line}", path.display());
            let Some(words) = item.as_str() else {
                return Err(CliError::bad_config(format!("{place}: the alias `{name}` must be a text")));
            };
            match check_alias_name(name) {
                Ok(()) => self.aliases.push((name.to_owned(), words.to_owned())),
                Err(reason) => self.doubts.push(format!("{place}: the alias `{name}` is ignored: {reason}")),
            }
        }
        Ok(())
    }

    /// The value of a key in its canonical form.
    #[must_use]
    pub fn value(&self, key: Key) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str())
    }

    /// What an alias stands for.
    #[must_use]
    pub fn alias(&self, name: &str) -> Option<String> {
        self.aliases.iter().find(|(known, _)| known == name).map(|(_, words)| words.clone())
    }

    /// The aliases, in the order of the file.
    #[must_use]
    pub fn aliases(&self) -> &[(String, String)] {
        &self.aliases
    }

    /// What is odd in the file and ignored: unknown keys, aliases with the name of a command.
    #[must_use]
    pub fn doubts(&self) -> Vec<String> {
        self.doubts.clone()
    }
}

/// Checks the name of an alias.
///
/// # Errors
///
/// Why it cannot be one.
pub fn check_alias_name(name: &str) -> Result<(), String> {
    if Command::is_builtin(name) {
        return Err(format!("`{name}` is a command, and a command cannot be replaced"));
    }
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || name.starts_with('-') || !name.chars().all(fits) {
        return Err("a name has letters, digits, `-` and `_`, and does not begin with `-`".to_owned());
    }
    Ok(())
}

/// Gives `text` with `name` (`key` or `alias.key`) set to `value`; comments and order stay.
///
/// # Errors
///
/// A text that is no TOML, or where a part of the name is not a table.
pub fn with_value(path: &Path, text: &str, name: &[&str], value: Value) -> Result<String, CliError> {
    let mut document: DocumentMut = text.parse().map_err(|error| malformed(path, text, &error))?;
    let Some((last, tables)) = name.split_last() else { return Ok(text.to_owned()) };
    let mut table: &mut dyn toml_edit::TableLike = document.as_table_mut();
    for part in tables {
        table =
            table.entry(part).or_insert_with(|| Item::Table(Table::new())).as_table_like_mut().ok_or_else(
                || CliError::bad_config(format!("{}: `{part}` is not a table", path.display())),
            )?;
    }
    match table.get_mut(last).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(last, Item::Value(value));
        }
    }
    Ok(document.to_string())
}

/// Gives `text` without `name`; `None` where it is not there.
///
/// # Errors
///
/// A text that is no TOML.
pub fn without_value(path: &Path, text: &str, name: &[&str]) -> Result<Option<String>, CliError> {
    let mut document: DocumentMut = text.parse().map_err(|error| malformed(path, text, &error))?;
    let Some((last, tables)) = name.split_last() else { return Ok(None) };
    let mut table: &mut dyn toml_edit::TableLike = document.as_table_mut();
    for part in tables {
        match table.get_mut(part).and_then(Item::as_table_like_mut) {
            Some(inner) => table = inner,
            None => return Ok(None),
        }
    }
    Ok(table.remove(last).map(|_| document.to_string()))
}

/// The text of the file; `None` where there is none.
///
/// # Errors
///
/// A file that cannot be read, is too large or is not UTF-8.
pub fn read_text(path: &Path) -> Result<Option<String>, CliError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(CliError::io("read", path, &error)),
    };
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::io("read", path, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_BYTES_MAX) {
        return Err(CliError::bad_config(format!(
            "{} is larger than {FILE_BYTES_MAX} bytes",
            path.display()
        )));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
        CliError::bad_config(format!("{} line {line} is not UTF-8", path.display()))
    })
}

/// Writes the file whole or not at all, and makes its folder.
///
/// # Errors
///
/// `disk_full`, `read_only` or `bad_file`, naming the path; then the old file is as it was.
pub fn write(path: &Path, text: &str) -> Result<(), CliError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| CliError::io("make the folder", folder, &error))?;
    }
    whole_file::write(path, &mut |out| out.write_all(text.as_bytes()))
}

/// The error for a text that is no TOML.
fn malformed(path: &Path, text: &str, error: &toml_edit::TomlError) -> CliError {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = line_of(text, error.span());
    let column = text
        .get(..start)
        .map_or(1, |before| before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
    let reason = error.message().lines().collect::<Vec<_>>().join(", ");
    CliError::bad_config(format!("{} line {line}, column {column}: {reason}", path.display()))
        .with_details(
            serde_json::json!({ "path": path.display().to_string(), "line": line, "column": column }),
        )
        .with_hint("mend the file; other commands need it to be in order")
}

/// The line, from 1, on which a span begins.
fn line_of(text: &str, span: Option<Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start.min(text.len()));
    text.as_bytes()[..start].split(|byte| *byte == b'\n').count()
}

/// A text or a whole number as text.
fn plain(item: &Item) -> Option<String> {
    item.as_str().map(str::to_owned).or_else(|| item.as_integer().map(|number| number.to_string()))
}

/// A value as it stands in the file, without the comments around it.
fn shown(item: &Item) -> String {
    item.as_value().map_or_else(|| item.type_name().to_owned(), |value| value.to_string().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/c/config.toml";

    fn parse(text: &str) -> Result<ConfigFile, CliError> {
        ConfigFile::parse(Path::new(PATH), text)
    }

    #[test]
    fn known_keys_and_aliases_are_read() {
        let file = parse("currency = 'eur'\nlist_limit = 20\n[alias]\ncoffee = \"add 3 coffee\"\n").unwrap();
        assert_eq!(file.value(Key::Currency), Some("EUR"));
        assert_eq!(file.value(Key::ListLimit), Some("20"));
        assert_eq!(file.alias("coffee").as_deref(), Some("add 3 coffee"));
        assert!(file.doubts().is_empty());
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_nearest_key() {
        let file = parse("# mine\n\ncurency = 'EUR'\n[zzz]\na = 1\n").unwrap();
        assert_eq!(
            file.doubts(),
            [
                "/c/config.toml line 3: there is no key `curency`; did you mean `currency`?",
                "/c/config.toml line 4: there is no key `zzz`"
            ]
        );
    }

    #[test]
    fn an_alias_with_the_name_of_a_command_is_ignored_and_said_so() {
        let file = parse("[alias]\nadd = 'delete'\n\"a b\" = 'list'\n").unwrap();
        assert!(file.aliases().is_empty());
        assert!(file.doubts()[0].contains("line 2: the alias `add` is ignored"), "{:?}", file.doubts());
        assert_eq!(file.doubts().len(), 2);
    }

    #[test]
    fn a_malformed_file_is_refused_with_line_and_column() {
        let error = parse("currency = 'EUR'\nledger = \n").unwrap_err();
        assert!(error.message.starts_with("/c/config.toml line 2, column "), "{}", error.message);
        assert_eq!(error.exit, 1);
        assert_eq!(error.details.unwrap()["line"], 2);
    }

    #[test]
    fn a_value_that_its_key_may_not_hold_is_refused_with_its_line() {
        let error = parse("\nhistory = \"long\" # years\n").unwrap_err();
        assert_eq!(
            error.message,
            "/c/config.toml line 2: `history` cannot be \"long\": it must be a whole number from 1 to 1000000"
        );
        assert!(parse("color = [1]").unwrap_err().message.contains("must be a text or a number"));
    }

    #[test]
    fn setting_a_value_keeps_comments_and_order() {
        let text = "# top\nledger = 'home' # why\n\n[alias] # own words\ncoffee = 'add 3 coffee'\n";
        let path = Path::new(PATH);
        let set = with_value(path, text, &["ledger"], "work".into()).unwrap();
        assert_eq!(set, text.replace("'home'", "\"work\""));
        let set = with_value(path, &set, &["alias", "tea"], "add 2 tea".into()).unwrap();
        assert!(set.ends_with("coffee = 'add 3 coffee'\ntea = \"add 2 tea\"\n"), "{set}");
        let set = with_value(path, &set, &["currency"], "EUR".into()).unwrap();
        assert!(set.find("currency").unwrap() < set.find("[alias]").unwrap(), "{set}");
        let unset = without_value(path, &set, &["ledger"]).unwrap().unwrap();
        assert!(!unset.contains("work") && unset.contains("# own words"), "{unset}");
        assert_eq!(without_value(path, &unset, &["ledger"]).unwrap(), None);
        assert_eq!(without_value(path, "", &["alias", "x"]).unwrap(), None);
    }

    #[test]
    fn a_file_is_written_for_its_owner_alone_and_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.toml");
        let link = folder.path().join("new/config.toml");
        write(&real, "a = 1\n").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
            fs::create_dir(link.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(&real, &link).unwrap();
        }
        write(&link, "a = 2\n").unwrap();
        assert_eq!(fs::read_to_string(&link).unwrap(), "a = 2\n");
        #[cfg(unix)]
        assert_eq!(fs::read_to_string(&real).unwrap(), "a = 2\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
    }
}

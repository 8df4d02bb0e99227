//! A profile as TOML.
//!
//! Owns its keys and what each may hold; every error names the file, the line and the key. Must not touch a file.

use std::path::Path;
use std::str::FromStr;

use toml_edit::{Array, Document, DocumentMut, Item, Table, Value, value};
use uuid::Uuid;

use crate::cli::error::CliError;
use crate::cli::typed;
use crate::import::{
    ColumnRef, DateFormat, Fingerprint, LayoutProfile, Role, Sign, parse_delimiter, parse_encoding,
};
use crate::model::amount::DecimalMark;
use crate::model::currency::Currency;
use crate::model::expense::TEXT_CHARS_MAX;

/// The form of profiles that this version writes and reads.
const VERSION: i64 = 1;
/// What a new profile begins with.
const HEAD: &str = "# How `outlay import` reads statements of this layout; `outlay import --help` says what the values mean.\n";
/// The table of the columns.
const COLUMNS: &str = "columns";
/// Columns that a profile may name: as many as a statement may have.
const COLUMNS_MAX: usize = 1_000;

/// Reads the text of a profile; `path` is for messages.
pub(super) fn parse(path: &Path, text: &str) -> Result<LayoutProfile, CliError> {
    let document = Document::parse(text).map_err(|error| {
        let reason = error.message().lines().collect::<Vec<_>>().join(", ");
        let line = line_at(text, error.span().map_or(0, |span| span.start));
        CliError::bad_file(format!("{} line {line}: {reason}", path.display()))
    })?;
    let table = document.as_table();
    let mut profile = LayoutProfile::default();
    let mut has_version = false;
    for (key, item) in table {
        let line = line_at(text, table.key(key).and_then(toml_edit::Key::span).map_or(0, |span| span.start));
        let bad = |reason: String| {
            CliError::bad_file(format!("{} line {line}: `{key}` {reason}", path.display())).with_value(key)
        };
        has_version |= key == "version";
        take(&mut profile, key, item).map_err(bad)?;
    }
    if !has_version {
        return Err(CliError::bad_file(format!(
            "{} is no profile: it has no `version = {VERSION}`",
            path.display()
        )));
    }
    Ok(profile)
}

/// Takes one key; the error says what it must be.
fn take(profile: &mut LayoutProfile, key: &str, item: &Item) -> Result<(), String> {
    match key {
        "version" => match item.as_integer() {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => {
                return Err(format!("is {newer}, this version reads {VERSION}: upgrade outlay"));
            }
            _ => return Err(format!("must be {VERSION}")),
        },
        "fingerprint" => profile.fingerprint = Some(Fingerprint::of_id(parsed::<Uuid>(item, "a UUID")?)),
        "source" => profile.source = Some(typed::name("source", text(item)?).map_err(|error| error.message)?),
        "currency" => profile.currency = Some(parsed::<Currency>(item, "an ISO 4217 currency code")?),
        "encoding" => profile.encoding = Some(parse_encoding(text(item)?).map_err(|e| must(&e))?),
        "delimiter" => profile.delimiter = Some(parse_delimiter(text(item)?).map_err(|e| must(&e))?),
        "skip_lines" => {
            let lines = item.as_integer().and_then(|lines| u32::try_from(lines).ok());
            profile.skip_lines = lines.map(u64::from).ok_or("must be a number of lines")?;
        }
        "header" if item.as_str() == Some("none") => profile.headless = true,
        "header" => return Err("must be \"none\", or left out where there is one".to_owned()),
        "date_format" => {
            profile.date_format = Some(text(item)?.parse::<DateFormat>().map_err(|e| must(&e))?);
        }
        "decimal_mark" => profile.decimal_mark = Some(parsed::<DecimalMark>(item, "\".\" or \",\"")?),
        "invert" => profile.invert = Some(yes_or_no(item)?),
        "against_proof" => profile.against_proof = yes_or_no(item)?,
        "spending" => {
            profile.spending = Some(match item.as_str() {
                Some("negative") => Sign::Negative,
                Some("positive") => Sign::Positive,
                _ => return Err("must be \"negative\" or \"positive\"".to_owned()),
            });
        }
        COLUMNS => profile.columns = columns(item)?,
        _ => return Err("is no key of a profile".to_owned()),
    }
    Ok(())
}

fn must(error: &impl std::fmt::Display) -> String {
    format!("cannot be that: {error}")
}

fn text(item: &Item) -> Result<&str, String> {
    item.as_str().ok_or_else(|| "must be a text".to_owned())
}

fn yes_or_no(item: &Item) -> Result<bool, String> {
    item.as_bool().ok_or_else(|| "must be true or false".to_owned())
}

fn parsed<T: FromStr>(item: &Item, what: &str) -> Result<T, String> {
    text(item)?.parse().map_err(|_| format!("must be {what}"))
}

fn columns(item: &Item) -> Result<Vec<(Role, ColumnRef)>, String> {
    let table = item.as_table_like().ok_or("must be a table: [columns]")?;
    let mut columns: Vec<(Role, ColumnRef)> = Vec::new();
    for (key, item) in table.iter() {
        let role: Role = key.parse().map_err(|error: crate::import::BadOption| format!("has {error}"))?;
        if columns.iter().any(|(known, _)| *known == role) {
            return Err(format!("has `{role}` twice"));
        }
        if let Some(several) = item.as_array().filter(|_| role == Role::Ignore) {
            for one in several {
                columns.push((role, column(key, one)?));
            }
        } else {
            let one = item.as_value().ok_or_else(|| bad_column(key))?;
            columns.push((role, column(key, one)?));
        }
    }
    if columns.len() > COLUMNS_MAX {
        return Err(format!("names {} columns, at most {COLUMNS_MAX} are read", columns.len()));
    }
    let mut taken: Vec<&ColumnRef> = Vec::new();
    for (role, column) in &columns {
        if taken.contains(&column) {
            return Err(format!("gives column {column} a second role, {role}"));
        }
        taken.push(column);
    }
    Ok(columns)
}

fn column(key: &str, item: &Value) -> Result<ColumnRef, String> {
    let number = item.as_integer().and_then(|number| usize::try_from(number).ok());
    match (number, item.as_str()) {
        (Some(number), _) if (1..=COLUMNS_MAX).contains(&number) => Ok(ColumnRef::Number(number)),
        (_, Some(header)) if !header.trim().is_empty() && header.len() <= TEXT_CHARS_MAX => {
            Ok(ColumnRef::Header(header.trim().to_owned()))
        }
        _ => Err(bad_column(key)),
    }
}

fn bad_column(key: &str) -> String {
    format!("has `{key}`, which must be a header, or a column's number from 1 to {COLUMNS_MAX}")
}

/// Writes a profile over the text that is there, whose comments and order stay.
pub(super) fn render(profile: &LayoutProfile, before: &str) -> String {
    let mut document: DocumentMut = match before.parse() {
        Ok(document) if !before.trim().is_empty() => document,
        _ => HEAD.parse().unwrap_or_default(),
    };
    let table = document.as_table_mut();
    set(table, "version", Some(VERSION.into()));
    set(table, "fingerprint", profile.fingerprint.map(|fingerprint| fingerprint.id().to_string().into()));
    set(table, "source", profile.source.as_deref().map(Value::from));
    set(table, "currency", profile.currency.map(|currency| currency.code().into()));
    set(table, "encoding", profile.encoding_name().map(Value::from));
    set(table, "delimiter", profile.delimiter.map(delimiter));
    let lines = i64::try_from(profile.skip_lines).unwrap_or(i64::MAX);
    set(table, "skip_lines", (lines > 0).then(|| lines.into()));
    set(table, "header", profile.headless.then(|| "none".into()));
    set(table, "date_format", profile.date_format.as_ref().map(|format| format.to_string().into()));
    set(table, "decimal_mark", profile.decimal_mark.map(|mark| mark.as_str().into()));
    set(table, "invert", profile.invert.map(Value::from));
    set(table, "against_proof", profile.against_proof.then(|| true.into()));
    let sign = |sign| match sign {
        Sign::Negative => "negative",
        Sign::Positive => "positive",
    };
    set(table, "spending", profile.spending.map(|spending| sign(spending).into()));
    let mut columns = Table::new();
    let mut ignored = Array::new();
    for (role, column) in &profile.columns {
        let column: Value = match column {
            ColumnRef::Header(header) => header.as_str().into(),
            ColumnRef::Number(number) => i64::try_from(*number).unwrap_or(i64::MAX).into(),
        };
        if *role == Role::Ignore {
            ignored.push(column);
        } else {
            columns.insert(role.as_str(), value(column));
        }
    }
    if !ignored.is_empty() {
        columns.insert(Role::Ignore.as_str(), value(ignored));
    }
    if columns.is_empty() {
        table.remove(COLUMNS);
    } else if let Some(old) = table.get_mut(COLUMNS).and_then(Item::as_table_mut) {
        let known: Vec<String> = old.iter().map(|(key, _)| key.to_owned()).collect();
        for key in known {
            // The case in which somebody wrote it stays.
            let column = key.parse::<Role>().ok().and_then(|role| columns.remove(role.as_str()));
            set(old, &key, column.and_then(|column| column.into_value().ok()));
        }
        for (key, item) in columns {
            set(old, &key, item.into_value().ok());
        }
    } else {
        table.insert(COLUMNS, Item::Table(columns));
    }
    document.to_string()
}

fn delimiter(byte: u8) -> Value {
    if byte == b'\t' { "tab".into() } else { char::from(byte).to_string().into() }
}

/// Sets a key, or takes it out; what stands around a value that is there stays.
fn set(table: &mut Table, key: &str, value: Option<Value>) {
    match (value, table.get_mut(key).and_then(Item::as_value_mut)) {
        (Some(mut value), Some(old)) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        (Some(value), None) => {
            table.insert(key, Item::Value(value));
        }
        (None, _) => {
            table.remove(key);
        }
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].split(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Result<LayoutProfile, String> {
        parse(Path::new("p/bank.toml"), text).map_err(|error| error.message)
    }

    fn full() -> LayoutProfile {
        LayoutProfile {
            fingerprint: Some(Fingerprint::of_id(Uuid::from_u128(7))),
            source: Some("giro".to_owned()),
            currency: Some("EUR".parse().unwrap()),
            encoding: Some(encoding_rs::WINDOWS_1252),
            delimiter: Some(b'\t'),
            skip_lines: 2,
            headless: true,
            columns: vec![
                (Role::Date, ColumnRef::Header("Buchung \"am\"".to_owned())),
                (Role::Amount, ColumnRef::Number(3)),
                (Role::Ignore, ColumnRef::Number(4)),
                (Role::Ignore, ColumnRef::Header("x".to_owned())),
            ],
            date_format: Some(DateFormat::Strftime("%d/%m/%y".to_owned())),
            decimal_mark: Some(DecimalMark::Comma),
            invert: Some(true),
            spending: None,
            against_proof: true,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for profile in [full(), LayoutProfile::default()] {
            let text = render(&profile, "");
            assert_eq!(parsed(&text), Ok(profile), "{text}");
        }
    }

    #[test]
    fn comments_and_order_stay_when_a_profile_is_changed() {
        let text = "# mine\nsource = 'giro' # the old one\nversion = 1\n[columns]\n# why\nDate = 1 # first\nnote = 2\n";
        let mut profile = parsed(text).unwrap();
        profile.source = Some("new".to_owned());
        profile.columns = vec![(Role::Date, ColumnRef::Number(2))];
        profile.delimiter = Some(b';');
        let changed = render(&profile, text);
        assert_eq!(
            changed,
            "# mine\nsource = \"new\" # the old one\nversion = 1\ndelimiter = \";\"\n[columns]\n# why\nDate = 2 # first\n"
        );
        assert_eq!(parsed(&changed), Ok(profile));
    }

    #[test]
    fn an_error_names_the_file_the_line_and_the_key() {
        for (text, says) in [
            ("", "p/bank.toml is no profile"),
            ("version = 2", "line 1: `version` is 2, this version reads 1"),
            ("version = 'x'", "`version` must be 1"),
            ("version = 1\ncolour = 3", "line 2: `colour` is no key"),
            ("version = 1\n\ncurrency = 'EURO'", "line 3: `currency` must be an ISO 4217"),
            ("version = 1\nencoding = 'klingon'", "`encoding` cannot be that: `klingon`"),
            ("version = 1\ndelimiter = 'ab'", "`delimiter` cannot be that"),
            ("version = 1\nskip_lines = -1", "`skip_lines` must be"),
            ("version = 1\nheader = 'x'", "`header` must be \"none\""),
            ("version = 1\ndate_format = '%Q'", "`date_format` cannot be that"),
            ("version = 1\ndecimal_mark = ';'", "`decimal_mark` must be"),
            ("version = 1\ninvert = 'yes'", "`invert` must be true or false"),
            ("version = 1\nspending = 'up'", "`spending` must be"),
            ("version = 1\nfingerprint = 'up'", "`fingerprint` must be a UUID"),
            ("version = 1\nsource = \"a\\u001b[2Jb\"", "`source` "),
            ("version = 1\n[columns]\ndate = 1\nDate = 2", "line 2: `columns` has `date` twice"),
            ("version = 1\n[columns]\ndata = 1", "`columns` has `data` is not a role"),
            ("version = 1\n[columns]\ndate = 0", "`columns` has `date`, which must be"),
            ("version = 1\n[columns]\ndate = [1]", "`columns` has `date`, which must be"),
            ("version = 1\n[columns]\ndate = 1\namount = 1", "gives column 1 a second role"),
            ("version = 1\ncolumns = 1", "`columns` must be a table"),
            ("version = 1\nx = ", "line 2: "),
        ] {
            let error = parsed(text).unwrap_err();
            assert!(error.contains(says) && error.contains("p/bank.toml"), "{text:?}: {error}");
        }
    }

    fn cases() -> ProptestConfig {
        ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn no_text_makes_the_reader_fall_over(text in "[\\[\\]a-z0-9=\"'., \n\\\\]{0,120}") {
            let _ = parsed(&text);
            let _ = parsed(&format!("version = 1\n{text}"));
            let _ = render(&full(), &text);
        }

        #[test]
        fn a_damaged_profile_is_refused_or_written_as_it_was_read(
            at in any::<prop::sample::Index>(), length in 0_usize..8, put in "[ -~]{0,4}",
        ) {
            let mut text = render(&full(), "");
            let from = at.index(text.len());
            text.replace_range(from..(from + length).min(text.len()), &put);
            if let Ok(profile) = parsed(&text) {
                prop_assert_eq!(parsed(&render(&profile, &text)), Ok(profile));
            }
        }
    }
}

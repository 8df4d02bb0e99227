//! The columns that are told by `--map`, and those that a profile names.
//!
//! Owns the way from a header or a number to a position. Must not look at values.

use super::error::ImportError;
use super::infer::Given;
use super::options::ImportOptions;
use super::roles::{ColumnRef, Role};
use super::text::shown;

/// Most columns that a message lists.
const LISTED_MAX: usize = 30;

/// The roles that `--map` gives, one entry a column of the header or of what it names by number.
pub(super) fn told_roles(
    names: &[String],
    options: &ImportOptions,
) -> Result<Vec<Option<Role>>, ImportError> {
    let mut roles: Vec<Option<Role>> = vec![None; names.len()];
    for (role, wanted) in &options.map {
        let index = find_column(names, *role, wanted)?;
        if index >= super::COLUMNS_MAX {
            return Err(unknown_column(names, *role, wanted));
        }
        if index >= roles.len() {
            roles.resize(index + 1, None);
        }
        if *role != Role::Ignore && roles.contains(&Some(*role)) {
            return Err(ImportError::MappedTwice(format!("the role {role}")));
        }
        if roles[index].replace(*role).is_some() {
            return Err(ImportError::MappedTwice(format!("column {wanted}")));
        }
    }
    Ok(roles)
}

/// The roles that `--map` gives, and those that a profile gives to columns that it leaves. Of the columns of an amount,
/// those that are told stand for all.
pub(super) fn given_roles(
    names: &[String],
    options: &ImportOptions,
) -> Result<Vec<Option<Given>>, ImportError> {
    const AMOUNTS: [Role; 3] = [Role::Amount, Role::Debit, Role::Credit];
    let told = told_roles(names, options)?;
    let is_told = |role: Role| role != Role::Ignore && told.contains(&Some(role));
    let tells_amounts = AMOUNTS.into_iter().any(is_told);
    let mut given: Vec<Option<Given>> =
        told.iter().map(|role| role.map(|role| Given { role, reason: "told by --map".to_owned() })).collect();
    let Some(remembered) = &options.remembered else { return Ok(given) };
    for (role, wanted) in &remembered.profile.columns {
        if is_told(*role) || tells_amounts && AMOUNTS.contains(role) {
            continue;
        }
        let unknown =
            |error| ImportError::ProfileColumn { profile: remembered.name.clone(), error: Box::new(error) };
        let index = find_column(names, *role, wanted).map_err(unknown)?;
        if index >= super::COLUMNS_MAX {
            return Err(unknown(unknown_column(names, *role, wanted)));
        }
        if index >= given.len() {
            given.resize(index + 1, None);
        }
        let reason = format!("profile `{}`", shown(&remembered.name));
        given[index].get_or_insert(Given { role: *role, reason });
    }
    Ok(given)
}

/// The position of a column that was named, from 0.
fn find_column(names: &[String], role: Role, wanted: &ColumnRef) -> Result<usize, ImportError> {
    let header = match wanted {
        ColumnRef::Number(number) => return Ok(number.saturating_sub(1)),
        ColumnRef::Header(header) => header.trim(),
    };
    let by = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
        names.iter().enumerate().filter(|(_, name)| same(name)).map(|(index, _)| index).collect()
    };
    let exact = by(&|name| name == header);
    let found =
        if exact.is_empty() { by(&|name| name.to_lowercase() == header.to_lowercase()) } else { exact };
    match found.as_slice() {
        [index] => Ok(*index),
        [] => Err(unknown_column(names, role, wanted)),
        several => Err(ImportError::AmbiguousColumn {
            role: role.as_str(),
            wanted: wanted.to_string(),
            numbers: numbers_text(several),
        }),
    }
}

/// Positions as people count them: `2, 3`.
fn numbers_text(positions: &[usize]) -> String {
    positions.iter().map(|position| (position + 1).to_string()).collect::<Vec<_>>().join(", ")
}

pub(super) fn unknown_column(names: &[String], role: Role, wanted: &ColumnRef) -> ImportError {
    ImportError::UnknownColumn {
        role: role.as_str(),
        wanted: wanted.to_string(),
        columns: list_columns(names),
    }
}

/// `1 Date, 2 Amount` …, for messages.
pub(super) fn list_columns(names: &[String]) -> String {
    let mut listed: Vec<String> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty())
        .take(LISTED_MAX)
        .map(|(index, name)| format!("{} `{}`", index + 1, shown(name)))
        .collect();
    if listed.is_empty() {
        return format!("{} columns without names", names.len());
    }
    if names.len() > LISTED_MAX {
        listed.push(format!("… {} in all", names.len()));
    }
    listed.join(", ")
}

/// A column told by number has to be in some row of the file.
pub(super) fn check_numbers(
    options: &ImportOptions,
    names: &[String],
    width: usize,
) -> Result<(), ImportError> {
    for (role, wanted) in &options.map {
        if matches!(wanted, ColumnRef::Number(number) if *number > width) {
            let mut all = names.to_vec();
            all.resize(width.max(names.len()), String::new());
            return Err(unknown_column(&all, *role, wanted));
        }
    }
    Ok(())
}

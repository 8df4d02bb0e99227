//! What `outlay import` answers: counts and sums by file, the columns as they were understood, the rows that were refused.
//!
//! Owns the wording and the JSON. Must not read a file or write a row.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::Outcome;
use super::import::{ImportArgs, file_name};
use super::import_read::Understood;
use super::list::money_rows;
use crate::cli::args::Format;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::output::sanitize::for_terminal;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::money_json;
use crate::import::{Format as FileFormat, LeftOut, Role, RowError, Sign, Skipped, Statement};
use crate::ledger::import::{FileOutcome, ImportOutcome};

/// New categories told one by one at most: more would hide what came of the import.
const NEW_CATEGORIES_MAX: usize = 5;
/// Bad rows told on a terminal at most; JSON and the file of `--rejects` have all.
const TOLD_MAX: usize = 20;

/// Tells what came of an import.
///
/// # Errors
///
/// `bad_rows` where bad rows stopped it; those of the sums and of stdout.
pub fn finish(
    args: &ImportArgs,
    ctx: &mut Context,
    statements: &[Understood<'_>],
    left_out: &[Vec<Skipped>],
    outcome: &ImportOutcome<RowError>,
) -> Result<Outcome, CliError> {
    if !outcome.stopped {
        for message in new_category_messages(&outcome.new_categories) {
            ctx.talk.warn("new_category", message);
        }
    }
    for (Understood { path, statement, .. }, left_out) in statements.iter().zip(left_out) {
        if let Some(remembered) = &statement.options().remembered {
            let message = format!("{}: read as profile `{}` says", path.display(), remembered.name);
            ctx.talk.notice(&message);
        }
        for skipped in left_out {
            ctx.talk.warn("left_out", format!("{}: {}", path.display(), left_out_text(skipped)));
        }
        for note in &statement.layout().notes {
            ctx.talk.warn(note.code, format!("{}: {}", path.display(), note.message));
        }
    }
    let errors: Vec<(&Path, &RowError)> = statements
        .iter()
        .zip(&outcome.files)
        .flat_map(|(Understood { path, .. }, file)| file.errors.iter().map(move |error| (*path, error)))
        .collect();
    if outcome.stopped {
        return Err(refused(&errors));
    }
    answer(args, ctx, statements, left_out, outcome, &errors).map_err(|error| match outcome.group {
        Some(group) => error.after(&format!("the rows were imported (group {group})")),
        None => error,
    })?;
    if ctx.format() != Format::Json {
        for (path, error) in errors.iter().take(TOLD_MAX) {
            ctx.talk.attention("refused", told(path, error));
        }
        if errors.len() > TOLD_MAX {
            ctx.talk.attention("refused", format!("and {} more rows were refused", errors.len() - TOLD_MAX));
        }
    }
    Ok(if errors.is_empty() { Outcome::Done } else { Outcome::NeedsAttention })
}

/// Prints what came of it.
fn answer(
    args: &ImportArgs,
    ctx: &mut Context,
    statements: &[Understood<'_>],
    left_out: &[Vec<Skipped>],
    outcome: &ImportOutcome<RowError>,
    errors: &[(&Path, &RowError)],
) -> Result<(), CliError> {
    if ctx.format() == Format::Json {
        return ctx.print_json(&import_json(args, statements, left_out, outcome, errors)?);
    }
    print_outcome(args, ctx, statements, outcome)
}

/// What is said about categories that the files bring along: each by itself, or where there are many, one sentence.
fn new_category_messages(paths: &[String]) -> Vec<String> {
    if paths.len() <= NEW_CATEGORIES_MAX {
        return paths.iter().map(|path| format!("`{path}` is a new category")).collect();
    }
    vec![format!(
        "{} new categories: {} and {} more",
        paths.len(),
        paths[..NEW_CATEGORIES_MAX].join(", "),
        paths.len() - NEW_CATEGORIES_MAX
    )]
}

/// A bad row in a sentence: where it stands, why it cannot be taken, and its value unless the reason has it.
fn told(path: &Path, error: &RowError) -> String {
    let value = if error.value.is_empty() || error.message.contains(&error.value) {
        String::new()
    } else {
        format!(" (`{}`)", error.value)
    };
    format!("{}, {error}{value}", path.display())
}

/// The error of an import that bad rows stopped.
fn refused(errors: &[(&Path, &RowError)]) -> CliError {
    let lines: Vec<String> = errors.iter().take(TOLD_MAX).map(|(path, error)| told(path, error)).collect();
    let rows = if errors.len() == 1 { "1 row".to_owned() } else { format!("{} rows", errors.len()) };
    CliError::new(ErrorCode::BadRows, format!("{rows} cannot be taken; nothing was imported"))
        .with_candidates(lines)
        .with_details(errors_json(errors))
        .with_hint(
            "mend them, or import the others with --skip-bad-rows; --rejects FILE keeps what is refused",
        )
}

fn errors_json(errors: &[(&Path, &RowError)]) -> Value {
    errors
        .iter()
        .map(|(path, error)| {
            json!({
                "file": file_name(path),
                "line": error.line,
                "column": error.column,
                "value": error.value,
                "code": error.code,
                "message": error.message,
            })
        })
        .collect()
}

fn import_json(
    args: &ImportArgs,
    statements: &[Understood<'_>],
    left_out: &[Vec<Skipped>],
    outcome: &ImportOutcome<RowError>,
    errors: &[(&Path, &RowError)],
) -> Result<Value, CliError> {
    let mut files = Vec::new();
    for ((Understood { path, statement, .. }, left_out), file) in
        statements.iter().zip(left_out).zip(&outcome.files)
    {
        files.push(file_json(path, statement, left_out, file)?);
    }
    let rows_left_out: u64 = left_out.iter().flatten().map(|skipped| skipped.count).sum();
    let sum = |count: fn(&FileOutcome<RowError>) -> u64| outcome.files.iter().map(count).sum::<u64>();
    Ok(json!({
        "dry_run": args.dry_run,
        "files": files,
        "imported": sum(|file| file.imported),
        "duplicates": sum(|file| file.duplicates),
        "skipped": sum(|file| file.skipped) + rows_left_out,
        "matched": sum(|file| file.matched),
        "pending": sum(|file| file.pending),
        "categorised": {
            "rule": sum(|file| file.categorised.by_rule),
            "learnt": sum(|file| file.categorised.learnt),
        },
        "refused": errors.len(),
        "errors": errors_json(errors),
        "group": outcome.group,
    }))
}

fn file_json(
    path: &Path,
    statement: &Statement,
    left_out: &[Skipped],
    file: &FileOutcome<RowError>,
) -> Result<Value, CliError> {
    let layout = statement.layout();
    let columns: Vec<Value> = layout
        .columns
        .iter()
        .map(|column| {
            json!({
                "index": column.index,
                "header": column.header,
                "role": column.role.map(Role::as_str),
                "reason": column.reason,
            })
        })
        .collect();
    let kinds: Vec<Value> = left_out
        .iter()
        .map(|skipped| {
            json!({
                "kind": skipped.kind.as_str(),
                "count": skipped.count,
                "line": skipped.example.line,
                "example": skipped.example.value,
            })
        })
        .collect();
    Ok(json!({
        "file": path.display().to_string(),
        "batch": file.batch,
        "rows": file.rows,
        "imported": file.imported,
        "duplicates": file.duplicates,
        "skipped": file.skipped + left_out.iter().map(|skipped| skipped.count).sum::<u64>(),
        "left_out": kinds,
        "matched": file.matched,
        "pending": file.pending,
        "categorised": {"rule": file.categorised.by_rule, "learnt": file.categorised.learnt},
        "refused": file.errors.len(),
        "columns": columns,
        "encoding": layout.encoding,
        "delimiter": layout.delimiter,
        "date_format": layout.date_format_name(),
        "decimal_mark": layout.decimal_mark_name(),
        "profile": statement.options().remembered.as_ref().map(|remembered| &remembered.name),
        "totals": money_rows(&file.totals)?.iter().map(money_json).collect::<Vec<_>>(),
    }))
}

fn print_outcome(
    args: &ImportArgs,
    ctx: &mut Context,
    statements: &[Understood<'_>],
    outcome: &ImportOutcome<RowError>,
) -> Result<(), CliError> {
    let mut text = String::new();
    for (Understood { path, statement, .. }, file) in statements.iter().zip(&outcome.files) {
        if args.dry_run && statement.layout().format == FileFormat::Csv {
            text.push_str(&understood(ctx, statement));
        }
        text.push_str(&file_line(args, path, file)?);
    }
    if ctx.global.quiet {
        return Ok(());
    }
    ctx.print_text(&text)?;
    if let Some(group) = outcome.group {
        ctx.talk.hint(&format!("outlay undo {group} takes it back"));
    }
    Ok(())
}

/// The columns and what they were taken for.
fn understood(ctx: &Context, statement: &Statement) -> String {
    let layout = statement.layout();
    let mut table = Table::new(vec![
        Column::new("Column").right(),
        Column::new("Header").shrinks_to(10),
        Column::new("Read as"),
        Column::new("Because of").shrinks_to(16),
    ]);
    for column in &layout.columns {
        table.row([
            Cell::from(column.index.to_string()),
            Cell::from(column.header.as_deref().unwrap_or_default()),
            Cell::from(column.role.map_or("-", |role| role.as_str())),
            Cell::from(column.reason.as_deref().unwrap_or_default()),
        ]);
    }
    let signs = layout.sign_reason.map_or_else(String::new, |reason| {
        let sign = if layout.signs.spending == Sign::Negative { "negative" } else { "positive" };
        format!(", {sign} amounts are money spent ({reason})")
    });
    format!(
        "{}dates {}, decimal mark {}, {}{signs}\n",
        table.render(ctx.screen.width, ctx.screen.stdout_style()),
        layout.date_format_name().unwrap_or_else(|| "as written".to_owned()),
        layout.decimal_mark_name().unwrap_or("not needed"),
        layout.encoding
    )
}

/// How many rows of a kind were left out, and the first of them.
fn left_out_text(skipped: &Skipped) -> String {
    let one = skipped.count == 1;
    let rows = if one { "1 row".to_owned() } else { format!("{} rows", skipped.count) };
    let why = match skipped.kind {
        LeftOut::Section => "without a date and an amount",
        LeftOut::Balance if one => "that says a balance",
        LeftOut::Balance => "that say a balance",
        LeftOut::Total if one => "that sums up others",
        LeftOut::Total => "that sum up others",
        LeftOut::Neutral => "that the file counts neither as income nor as spending",
        LeftOut::Failed if one => "that failed or was taken back",
        LeftOut::Failed => "that failed or were taken back",
        LeftOut::Undated if one => "that is not booked and has no date yet",
        LeftOut::Undated => "that are not booked and have no date yet",
        LeftOut::Part if one => "that is a part of the row above it",
        LeftOut::Part => "that are parts of the row above them",
        LeftOut::Notice => "with a date and without an amount",
    };
    format!("{rows} {why} left out, such as line {}: {}", skipped.example.line, skipped.example.value)
}

fn file_line(args: &ImportArgs, path: &Path, file: &FileOutcome<RowError>) -> Result<String, CliError> {
    let verb = if args.dry_run { "would be imported" } else { "imported" };
    let mut parts = vec![format!("{} {verb}", file.imported)];
    let mut count = |count: usize, what: &str| {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    };
    let size = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    count(size(file.duplicates), "already there");
    count(size(file.matched), "joined with what was there");
    count(size(file.skipped), "left out, deleted before or as told");
    count(file.errors.len(), "refused");
    count(size(file.pending), "not booked yet (tag pending)");
    count(size(file.categorised.by_rule), "with a category by rules");
    count(size(file.categorised.learnt), "with a category as yours before");
    if file.rows == 0 {
        parts.push("the file has no rows".to_owned());
    }
    let mut text = format!("{}: {}\n", for_terminal(&file_name(path)), parts.join(", "));
    for row in money_rows(&file.totals)? {
        let decimal = |minor| crate::model::money::Money::new(minor, row.currency).to_decimal();
        let _ = writeln!(
            text,
            "  {}: expense {}, income {}, net {}",
            row.currency,
            decimal(row.expense_minor),
            decimal(row.income_minor),
            decimal(row.net_minor)
        );
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_new_categories_are_one_warning() {
        let paths = |count: usize| (1..=count).map(|number| format!("c{number}")).collect::<Vec<_>>();
        assert_eq!(new_category_messages(&paths(1)), ["`c1` is a new category"]);
        assert_eq!(new_category_messages(&paths(5)).len(), 5);
        assert_eq!(new_category_messages(&paths(6)), ["6 new categories: c1, c2, c3, c4, c5 and 1 more"]);
        assert_eq!(new_category_messages(&[]), Vec::<String>::new());
    }
}

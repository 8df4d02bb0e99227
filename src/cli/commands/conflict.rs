//! `outlay conflict`: the arguments, and looking at conflicts.

mod resolve;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::conflicts::{self, Conflict, Side, Which};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::{expense_line, moment};
use crate::export::json::instant;
use crate::store::Store;

/// Look at values that lost to another device's, and decide which one stands
///
/// Where two devices changed one field without knowing of each other, the later change stands and the other value is kept
/// here, on every device, until somebody decides.
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct ConflictArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ConflictCommand,
}

/// What to do with conflicts.
#[derive(Debug, Clone, Subcommand)]
pub enum ConflictCommand {
    /// List the conflicts that nobody has decided
    #[command(after_help = "\
With --format json it prints {conflicts, count, warnings}. Of each conflict, kept and lost are the two values as they met, and \
present is what the field has now: {value, deleted}, or null where the entry is not here. Categories are ids there.")]
    List {
        /// The decided ones too
        #[arg(long)]
        all: bool,
    },
    /// Show one conflict with both values
    #[command(after_help = "\
With --format json it prints {conflict, mine, warnings}; mine is kept, lost or null. Exit 3 where there is none.")]
    Show {
        /// Which conflict: its number in `conflict list`, its id, or 8 characters of it
        #[arg(value_name = "ID")]
        conflict: String,
    },
    /// Decide which value stands
    #[command(after_help = "\
`kept` is the value that stands, `lost` the other one; `mine` is the one that was entered on this device, `theirs` the other \
one, where that can be told. The choice that stands leaves what is there now, also where it was changed since. On a deleted \
expense no value is written: it stays deleted. Without a choice it asks at a terminal. undo takes the decision back.

Examples:
  outlay conflict resolve 3 mine
  outlay conflict resolve 3 --value 12.80

With --format json it prints {conflict, resolution, group, warnings}. Exit 3 where there is no such conflict.")]
    Resolve {
        /// Which conflict: its number in `conflict list`, its id, or 8 characters of it
        #[arg(value_name = "ID")]
        conflict: String,
        /// Which value stands: mine, theirs, kept or lost
        #[arg(value_name = "WHICH", value_enum, hide_possible_values = true)]
        which: Option<Choice>,
        /// Another value, written as the field is written everywhere; none empties it
        #[arg(long, value_name = "VALUE", conflicts_with = "which", allow_hyphen_values = true)]
        value: Option<String>,
    },
}

impl ConflictCommand {
    /// Whether it leaves something for the server.
    #[must_use]
    pub const fn changes(&self) -> bool {
        matches!(self, Self::Resolve { .. })
    }
}

/// Which value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Choice {
    /// The one entered on this device.
    Mine,
    /// The other one.
    Theirs,
    /// The one that stands; a later change of it stays.
    Kept,
    /// The one that lost.
    Lost,
}

/// Lines of a value in the list; `conflict show` has it whole.
const LINES_MAX: usize = 2;
/// The word of a decision for a value of its own.
const VALUE: &str = "value";
/// Characters of an id that name a conflict, at least: as for every id.
const ID_PREFIX_MIN: usize = 8;

/// Looks at conflicts and resolves them.
///
/// # Errors
///
/// `not_found`, `ambiguous`; those of the values and of the store.
pub fn run(args: &ConflictArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("conflict", &[Format::Table, Format::Json])?;
    match &args.command {
        ConflictCommand::List { all } => list(ctx, *all),
        ConflictCommand::Show { conflict } => show(ctx, conflict),
        ConflictCommand::Resolve { conflict, which, value } => {
            resolve::run(ctx, conflict, *which, value.as_deref())
        }
    }
}

fn list(ctx: &mut Context, all: bool) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let ledger = ctx.ledger_to_read(&store)?.map(|ledger| ledger.number);
    let found = conflicts::list(&store, ledger, !all)?;
    if ctx.format() == Format::Json {
        let listed: Vec<Value> = found.iter().map(conflict_json).collect();
        ctx.print_json(&json!({"count": listed.len(), "conflicts": listed}))?;
        return Ok(Outcome::Done);
    }
    if found.is_empty() {
        ctx.talk.notice("there are no conflicts");
        return Ok(Outcome::Done);
    }
    let mut columns = vec![
        Column::new("Id").right(),
        Column::new("What").wraps_to(8),
        Column::new("Field").shrinks_to(6),
        Column::new("Stands").wraps_to(6).lines(LINES_MAX),
        Column::new("By").shrinks_to(6).dropped(2),
        Column::new("Lost").wraps_to(6).lines(LINES_MAX),
        Column::new("By").shrinks_to(6).dropped(1),
    ];
    if all {
        columns.push(Column::new("Status").dropped(3));
    }
    let mut table = Table::new(columns);
    for conflict in &found {
        let left = left_behind(conflict);
        let mut cells = vec![
            Cell::from(conflict.number.to_string()),
            Cell::from(conflict.what()),
            Cell::from(conflict.field.as_deref().unwrap_or_default()),
            Cell::from(conflict.changed_since().unwrap_or_else(|| conflict.value_text(Which::Kept))),
            Cell::from(stands_by(conflict)),
            Cell::from(conflict.value_text(left)),
            Cell::from(conflict.by(left)),
        ];
        if all {
            cells.push(Cell::from(conflict.resolution.as_deref().unwrap_or(&conflict.status)));
        }
        table.row(cells);
    }
    ctx.print_table(&table)?;
    if found.iter().any(|conflict| conflict.resolution.is_none()) {
        ctx.talk.hint("outlay conflict resolve ID kept or lost, mine or theirs, or --value V decides");
    }
    Ok(Outcome::Done)
}

/// Who the value is of that the entity has now.
fn stands_by(conflict: &Conflict) -> String {
    match (&conflict.resolution, conflict.changed_since(), conflict.present_side()) {
        (None, None, _) => conflict.by(Which::Kept),
        (Some(_), _, Some(which)) => conflict.by(which),
        (Some(word), _, None) if word == VALUE => "the decision".to_owned(),
        _ => "a later change".to_owned(),
    }
}

/// The side that does not stand: the one that lost, or the other one where a decision turned that round.
fn left_behind(conflict: &Conflict) -> Which {
    match (&conflict.resolution, conflict.present_side()) {
        (Some(_), Some(Which::Lost)) => Which::Kept,
        _ => Which::Lost,
    }
}

fn show(ctx: &mut Context, reference: &str) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let conflict = find(&store, reference)?;
    let mine = conflict.mine(&conflicts::own_replicas(&store, conflict.ledger)?);
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"conflict": conflict_json(&conflict), "mine": mine.map(which_word)}))?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![Column::new("Field"), Column::new("Value").wraps_to(16)]);
    let mut line = |name: &str, value: String| {
        table.row([Cell::from(name), Cell::from(value)]);
    };
    line("conflict", conflict.number.to_string());
    line("id", conflict.id.to_string());
    line("ledger", conflict.ledger_name.clone());
    line("what", conflict.subject());
    if let Some(expense) = about(&store, &conflict)? {
        line("expense", expense);
    }
    for which in [Which::Kept, Which::Lost] {
        let side = conflict.side(which);
        let when = side.at().map_or_else(String::new, |at| format!(", {}", moment(at)));
        line(
            which_word(which),
            format!("{} ({}{when})", conflict.value_text(which), whose(&conflict, which, mine)),
        );
    }
    match (&conflict.resolution, conflict.changed_since(), conflict.present()) {
        (None, Some(now), _) => line("now", format!("{now} (a later change)")),
        (Some(_), _, Some(now)) => line("now", now),
        _ => {}
    }
    line(
        "status",
        match &conflict.resolution {
            Some(resolution) => format!("{}: {resolution}", conflict.status),
            None => conflict.status.clone(),
        },
    );
    ctx.print_table(&table)?;
    if conflict.resolution.is_none() {
        ctx.talk.hint(&conflicts::way_out(&conflict, mine));
    }
    Ok(Outcome::Done)
}

/// The expense that a conflict is about, on a line.
fn about(store: &Store, conflict: &Conflict) -> Result<Option<String>, CliError> {
    let Some(number) = conflict.entity_number.filter(|_| conflict.entity == "expense") else {
        return Ok(None);
    };
    Ok(store.expense(number)?.map(|expense| expense_line(&expense)))
}

/// Who entered a side, and whether that is this device.
fn whose(conflict: &Conflict, which: Which, mine: Option<Which>) -> String {
    match mine {
        Some(own) if own == which => "mine".to_owned(),
        Some(_) => format!("theirs: {}", conflict.by(which)),
        None => conflict.by(which),
    }
}

/// The conflict that a reference names.
fn find(store: &Store, reference: &str) -> Result<Conflict, CliError> {
    let wanted = reference.trim().trim_start_matches('#').to_ascii_lowercase();
    let number = wanted.parse::<i64>().ok();
    let all = conflicts::list(store, None, false)?;
    let by_number = all.iter().position(|conflict| Some(conflict.number) == number);
    let is_meant =
        |conflict: &Conflict| wanted.len() >= ID_PREFIX_MIN && conflict.id.to_string().starts_with(&wanted);
    let mut found: Vec<Conflict> = match by_number {
        Some(at) => all.into_iter().skip(at).take(1).collect(),
        None => all.into_iter().filter(is_meant).collect(),
    };
    match (found.pop(), found.as_slice()) {
        (Some(only), []) => Ok(only),
        (Some(last), others) => Err(CliError::ambiguous(
            format!("`{reference}` names {} conflicts", others.len() + 1),
            others.iter().chain([&last]).map(|conflict| conflict.id.to_string()).collect(),
        )
        .with_value(reference)),
        (None, _) => Err(CliError::not_found(format!("there is no conflict `{reference}`"))
            .with_value(reference)
            .with_hint("outlay conflict list shows them")),
    }
}

const fn which_word(which: Which) -> &'static str {
    match which {
        Which::Kept => "kept",
        Which::Lost => "lost",
    }
}

fn conflict_json(conflict: &Conflict) -> Value {
    json!({
        "id": conflict.id,
        "conflict": conflict.number,
        "ledger": conflict.ledger_name,
        "entity": conflict.entity,
        "entity_id": conflict.entity_id,
        "number": conflict.entity_number,
        "kind": conflict.kind,
        "field": conflict.field,
        "kept": side_json(&conflict.kept),
        "lost": side_json(&conflict.lost),
        "present": conflict.standing.as_ref().map(|now| json!({"value": now.value, "deleted": now.deleted})),
        "status": conflict.status,
        "resolution": conflict.resolution,
    })
}

fn side_json(side: &Side) -> Value {
    json!({
        "value": side.value,
        "device": side.device,
        "member": side.member,
        "at": side.at().map(instant),
        "revision": side.revision,
    })
}

//! `outlay category`: the arguments.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completions;
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::failure::shell_word;
use crate::cli::output::sanitize::for_terminal;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::typed::{self, NONE};
use crate::ledger::categories::CategoryEdit;
use crate::ledger::{Book, CategoryPolicy};
use crate::model::category::CategoryPath;
use crate::store::categories::{CategoryRow, CategoryTree};
use crate::store::writer::Committed;

/// List, add, rename, hide and merge categories
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct CategoryArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: CategoryCommand,
}

/// What to do with categories.
#[derive(Debug, Clone, Subcommand)]
pub enum CategoryCommand {
    /// List the categories with the number of their expenses
    #[command(
        after_help = "With --format json it prints {categories, count, warnings}, hidden ones included."
    )]
    List {
        /// Hidden ones too
        #[arg(long)]
        hidden: bool,
    },
    /// Add a category and those above it
    #[command(
        after_help = "Examples:\n  outlay category add food:groceries\n  outlay category add travel --colour blue --icon ✈"
    )]
    Add {
        /// The path, such as food:groceries
        #[arg(value_name = "PATH")]
        path: String,
        /// How it looks
        #[command(flatten)]
        look: CategoryLook,
    },
    /// Change the look of a category
    #[command(after_help = "Exit 3 where there is no such category.")]
    Edit {
        /// Which category
        #[arg(value_name = "PATH", add = ArgValueCandidates::new(completions::categories))]
        path: String,
        /// How it looks
        #[command(flatten)]
        look: CategoryLook,
    },
    /// Rename or move a category with all below it
    #[command(after_help = "\
Examples:
  outlay category rename groceries food:groceries

Exit 3 where there is no such category. Where NEW exists already, use merge.")]
    Rename {
        /// Which category
        #[arg(value_name = "PATH", add = ArgValueCandidates::new(completions::categories))]
        path: String,
        /// The new path
        #[arg(value_name = "NEW")]
        new: String,
    },
    /// Leave a category out of lists and completion; its expenses stay
    #[command(after_help = "Exit 3 where there is no such category.")]
    Hide {
        /// Which categories
        #[arg(value_name = "PATH", required = true, add = ArgValueCandidates::new(completions::categories))]
        paths: Vec<String>,
        /// Show them again
        #[arg(long)]
        unhide: bool,
    },
    /// Move the expenses of categories into another, and end the first
    #[command(after_help = "\
Examples:
  outlay category merge cafe coffee food:coffee

Two devices that each move or make a category without the other can end with two of one path, which every sync tells. Such a \
path is merged into itself: outlay category merge food food.

Exit 3 where there is no such category.")]
    Merge {
        /// Which categories end
        #[arg(value_name = "FROM", required = true, num_args = 1.., add = ArgValueCandidates::new(completions::categories))]
        from: Vec<String>,
        /// Which category gets their expenses
        #[arg(value_name = "INTO", required = true, add = ArgValueCandidates::new(completions::categories))]
        into: String,
    },
}

/// How a category looks and where it stands.
#[derive(Debug, Clone, Args)]
pub struct CategoryLook {
    /// A colour by name or as #rrggbb, or none
    #[arg(long, value_name = "COLOUR")]
    pub colour: Option<String>,
    /// A character to show before the name, or none
    #[arg(long, value_name = "ICON")]
    pub icon: Option<String>,
    /// Where it stands among its neighbours; smaller is earlier
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub order: Option<i64>,
}

/// Looks at categories, or changes them.
///
/// # Errors
///
/// `not_found`, `ambiguous`, `usage`; those of the store.
pub fn run(args: &CategoryArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("category", &[Format::Table, Format::Json])?;
    match &args.command {
        CategoryCommand::List { hidden } => list(ctx, *hidden),
        CategoryCommand::Add { path, look } => add(ctx, path, look),
        CategoryCommand::Edit { path, look } => edit(ctx, std::slice::from_ref(path), &look_edit(look)?),
        CategoryCommand::Rename { path, new } => rename(ctx, path, new),
        CategoryCommand::Hide { paths, unhide } => {
            edit(ctx, paths, &CategoryEdit { hidden: Some(!unhide), ..CategoryEdit::default() })
        }
        CategoryCommand::Merge { from, into } => merge(ctx, from, into),
    }
}

fn path(text: &str) -> Result<CategoryPath, CliError> {
    CategoryPath::parse(text).map_err(|error| CliError::from(error).with_value(text))
}

fn list(ctx: &mut Context, hidden: bool) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let ledgers = match ctx.ledger_to_read(&store)? {
        Some(ledger) => vec![ledger],
        None => store.ledgers()?,
    };
    let tree = store.category_tree()?;
    let counts = store.category_counts(&tree)?;
    let mut rows: Vec<&CategoryRow> = ledgers.iter().flat_map(|ledger| tree.live(ledger.number)).collect();
    rows.sort_by_key(|row| sort_key(&tree, row));
    let count_of = |row: &CategoryRow| counts.get(&row.number).copied().unwrap_or(0);
    if ctx.format() == Format::Json {
        let categories: Vec<Value> =
            rows.iter().map(|row| category_json(&tree, row, count_of(row))).collect();
        ctx.print_json(&json!({"count": categories.len(), "categories": categories}))?;
        return Ok(Outcome::Done);
    }
    rows.retain(|row| hidden || !row.hidden);
    if rows.is_empty() {
        ctx.talk.notice("no categories yet; the first expense of one makes it");
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("Category").shrinks_to(12),
        Column::new("Expenses").right(),
        Column::new("Icon").dropped(2),
        Column::new("Colour").dropped(1),
        Column::new("").dropped(3),
    ]);
    for row in rows {
        table.row([
            Cell::from(tree.path(row.number).unwrap_or_default()),
            Cell::from(count_of(row).to_string()),
            Cell::from(row.icon.as_deref().unwrap_or_default()),
            Cell::from(row.colour.as_deref().unwrap_or_default()),
            Cell::from(if row.hidden { "hidden" } else { "" }),
        ]);
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

/// Siblings stand in their own order first, then by name; those below follow their parent.
fn sort_key(tree: &CategoryTree, row: &CategoryRow) -> Vec<(i64, String)> {
    let mut key = Vec::new();
    let mut next = Some(row);
    while let Some(current) = next {
        key.push((current.order.unwrap_or(i64::MAX), current.name.to_lowercase()));
        next = current.parent.map(|parent| tree.effective(parent)).and_then(|parent| tree.get(parent));
        if key.len() > crate::model::category::LEVELS_MAX {
            break;
        }
    }
    key.reverse();
    key
}

fn category_json(tree: &CategoryTree, row: &CategoryRow, count: u64) -> Value {
    let mut children: Vec<&str> = tree
        .live(row.ledger)
        .into_iter()
        .filter(|child| child.parent.map(|parent| tree.effective(parent)) == Some(row.number))
        .filter_map(|child| tree.path(child.number))
        .collect();
    children.sort_unstable();
    json!({
        "id": row.id,
        "path": tree.path(row.number),
        "hidden": row.hidden,
        "order": row.order,
        "colour": row.colour,
        "count": count,
        "children": children,
        "icon": row.icon,
    })
}

/// Answers with the categories as they are now.
fn answer(
    ctx: &mut Context,
    word: &str,
    paths: &[CategoryPath],
    committed: Committed,
) -> Result<Outcome, CliError> {
    tell(ctx, word, paths, committed).map_err(|error| match committed.group {
        Some(_) => error.after(&format!("outlay {word} {}", listed(paths))),
        None => error,
    })
}

fn tell(
    ctx: &mut Context,
    word: &str,
    paths: &[CategoryPath],
    committed: Committed,
) -> Result<Outcome, CliError> {
    if ctx.format() == Format::Json {
        let store = ctx.open_to_read()?;
        let tree = store.category_tree()?;
        let counts = store.category_counts(&tree)?;
        let ledger = ctx.ledger(&store)?;
        let live = tree.live(ledger.number);
        let categories: Vec<Value> = paths
            .iter()
            .filter_map(|path| {
                let is_it = |known: &str| crate::model::text::fold(known) == path.folded();
                live.iter().find(|row| tree.path(row.number).is_some_and(is_it))
            })
            .map(|row| category_json(&tree, row, counts.get(&row.number).copied().unwrap_or(0)))
            .collect();
        ctx.print_json(
            &json!({"count": categories.len(), "categories": categories, "group": committed.group}),
        )?;
    } else if committed.group.is_none() {
        ctx.talk.notice(&format!("`{}` is so already: nothing to change", listed(paths)));
    } else if !ctx.global.quiet {
        ctx.print_text(&format!("{}\n", for_terminal(&format!("{word} {}", listed(paths)))))?;
    }
    Ok(Outcome::Done)
}

fn listed(paths: &[CategoryPath]) -> String {
    paths.iter().map(CategoryPath::as_str).collect::<Vec<_>>().join(", ")
}

fn look_edit(look: &CategoryLook) -> Result<CategoryEdit, CliError> {
    let optional = |field: &'static str, text: &Option<String>| match text.as_deref() {
        None => Ok(None),
        Some(text) if text.trim().eq_ignore_ascii_case(NONE) => Ok(Some(None)),
        Some(text) => typed::name(field, text).map(|text| Some(Some(text))),
    };
    Ok(CategoryEdit {
        hidden: None,
        order: look.order.map(Some),
        colour: optional("colour", &look.colour)?,
        icon: optional("icon", &look.icon)?,
    })
}

fn add(ctx: &mut Context, text: &str, look: &CategoryLook) -> Result<Outcome, CliError> {
    let path = path(text)?;
    let edit = look_edit(look)?;
    let mut store = ctx.open_to_write()?;
    let committed = ctx.book(&mut store)?.add_category(&path, &edit)?;
    drop(store);
    answer(ctx, "added", &[path], committed)
}

fn edit(ctx: &mut Context, texts: &[String], edit: &CategoryEdit) -> Result<Outcome, CliError> {
    if *edit == CategoryEdit::default() {
        return Err(
            CliError::usage("nothing to change was named").with_hint("name --colour, --icon or --order")
        );
    }
    let typed = texts.iter().map(|text| path(text)).collect::<Result<Vec<_>, _>>()?;
    let mut store = ctx.open_to_prepare()?;
    let (paths, committed) = ctx.book(&mut store)?.edit_categories(&typed, edit)?;
    drop(store);
    answer(ctx, "changed", &paths, committed)
}

/// The whole path of the category that was typed, for what is said about it: a last word may move far.
fn whole_path(book: &Book, typed: &CategoryPath) -> CategoryPath {
    book.resolve_category(typed, CategoryPolicy::Strict)
        .map_or_else(|_| typed.clone(), |resolved| resolved.path)
}

fn rename(ctx: &mut Context, old: &str, new: &str) -> Result<Outcome, CliError> {
    let (old_path, new_path) = (path(old)?, path(new)?);
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let whole = whole_path(&book, &old_path);
    let committed = book.rename_category(&old_path, &new_path).map_err(|error| match error {
        crate::ledger::LedgerError::CategoryExists(taken) => {
            let hint = format!(
                "outlay category merge {} {} puts the two together",
                shell_word(old),
                shell_word(&taken)
            );
            CliError::from(crate::ledger::LedgerError::CategoryExists(taken)).with_hint(hint)
        }
        other => other.into(),
    })?;
    drop(store);
    answer(ctx, &format!("renamed {whole} to"), &[new_path], committed)
}

fn merge(ctx: &mut Context, from: &[String], into: &str) -> Result<Outcome, CliError> {
    let target = path(into)?;
    let sources = from.iter().map(|text| path(text)).collect::<Result<Vec<_>, _>>()?;
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let whole: Vec<CategoryPath> = sources.iter().map(|source| whole_path(&book, source)).collect();
    let (target, committed) = book.merge_categories(&sources, &target)?;
    drop(store);
    answer(ctx, &format!("merged {} into", listed(&whole)), &[target], committed)
}

//! `outlay rule`: the arguments.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;
use serde_json::{Value, json};

use crate::cli::args::{FilterArgs, Format};
use crate::cli::commands::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::typed::{self, NONE};
use crate::ledger::Book;
use crate::ledger::rules::{AppliedRules, RuleEdit, Rules};
use crate::model::category::CategoryPath;
use crate::model::pattern::Pattern;
use crate::store::categories::CategoryTree;
use crate::store::rules::RuleRow;

/// Give categories by rules, at import and to old rows
///
/// A rule says which payees and descriptions are of which category. Rules are tried in their order at every import, on rows
/// without a category, and the first that matches wins; a category that is there already is never changed. They are synced.
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct RuleArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: RuleCommand,
}

/// What to do with rules.
#[derive(Debug, Clone, Subcommand)]
#[allow(clippy::large_enum_variant)] // one is made per process
pub enum RuleCommand {
    /// Add a rule
    #[command(after_help = "\
PATTERN is words with | between them. Each is looked for where a word begins, whatever the case and accents: ALDI is in
`aldi süd 4711` and not in `Garibaldi`. ^ before it means the beginning of the text, $ behind it the end. Between slashes it
is a regular expression. Payee and description are looked at, each by itself.

Examples:
  outlay rule add 'REWE|ALDI' food:groceries
  outlay rule add '/^db (vertrieb|fernverkehr)/' travel:train --payee 'Deutsche Bahn' --position 1

With --format json it prints {rules, count, group, warnings}.")]
    Add {
        /// What payee or description must hold
        #[arg(value_name = "PATTERN", allow_hyphen_values = true)]
        pattern: String,
        /// The category that such rows get
        #[arg(value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
        category: String,
        /// What else it fills in
        #[command(flatten)]
        given: RuleFields,
        /// Refuse a category that does not exist yet
        #[arg(long)]
        strict: bool,
    },
    /// List the rules in the order in which they are tried
    #[command(after_help = "With --format json it prints {rules, count, warnings}.")]
    List,
    /// Change a rule
    #[command(
        after_help = "With --format json it prints {rules, count, group, warnings}. Exit 3 where there is no such rule."
    )]
    Edit {
        /// Which rule: its number in `rule list`, its id, or 8 characters of it
        #[arg(value_name = "RULE")]
        rule: String,
        /// What payee or description must hold
        #[arg(long, value_name = "PATTERN", allow_hyphen_values = true)]
        pattern: Option<String>,
        /// The category that such rows get
        #[arg(short, long, value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
        category: Option<String>,
        /// What else it fills in
        #[command(flatten)]
        given: RuleFields,
        /// Refuse a category that does not exist yet
        #[arg(long)]
        strict: bool,
    },
    /// Show which rule a payee or description would meet, and why
    #[command(after_help = "\
With --format json it prints {text, rule, alternative, found, others, warnings}; rule is null where none matches, others are those
that come later and would match as well.")]
    Test {
        /// The text of a row
        #[arg(value_name = "TEXT", allow_hyphen_values = true)]
        text: String,
    },
    /// Give old rows without a category what the rules say, as one step for undo
    #[command(after_help = "\
Examples:
  outlay rule apply --dry-run
  outlay rule apply --year 2026

With --format json it prints {dry_run, rules, count, group, warnings}; each of rules is {rule, count}.")]
    Apply {
        /// Show what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Which expenses.
        #[command(flatten)]
        filter: FilterArgs,
    },
    /// Remove rules; what they did stays
    #[command(
        after_help = "With --format json it prints {rules, count, group, warnings}. Exit 3 where there is no such rule."
    )]
    Remove {
        /// Which rules
        #[arg(value_name = "RULE", required = true)]
        rules: Vec<String>,
    },
}

/// What a rule gives besides the category, and where it stands.
#[derive(Debug, Clone, Args)]
pub struct RuleFields {
    /// The payee of rows that have none; none gives none
    #[arg(short, long, value_name = "PAYEE")]
    pub payee: Option<String>,
    /// The method of rows that have none; none gives none
    #[arg(short, long, value_name = "METHOD", add = ArgValueCandidates::new(completions::methods))]
    pub method: Option<String>,
    /// A tag for rows that have none; may be repeated; none gives none
    #[arg(short, long, value_name = "TAG", add = ArgValueCandidates::new(completions::tags))]
    pub tag: Vec<String>,
    /// Its place among the rules, from 1 [default: the last]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub position: Option<u32>,
}

/// Characters of an id that name a rule, at least: as for every id.
const ID_PREFIX_MIN: usize = 8;

impl RuleCommand {
    /// Whether it leaves something for the server.
    #[must_use]
    pub const fn changes(&self) -> bool {
        !matches!(self, Self::List | Self::Test { .. } | Self::Apply { dry_run: true, .. })
    }
}

/// Looks at rules, changes or applies them.
///
/// # Errors
///
/// `usage` for a pattern that is none; `not_found`, `ambiguous`; those of the values and of the store.
pub fn run(args: &RuleArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("rule", &[Format::Table, Format::Json])?;
    match &args.command {
        RuleCommand::Add { pattern, category, given, strict } => add(ctx, pattern, category, given, *strict),
        RuleCommand::List => list(ctx),
        RuleCommand::Edit { rule, pattern, category, given, strict } => {
            edit(ctx, rule, (pattern.as_deref(), category.as_deref()), given, *strict)
        }
        RuleCommand::Test { text } => test(ctx, text),
        RuleCommand::Apply { dry_run, filter } => apply(ctx, *dry_run, filter),
        RuleCommand::Remove { rules } => remove(ctx, rules),
    }
}

fn add(
    ctx: &mut Context,
    pattern: &str,
    category: &str,
    given: &RuleFields,
    strict: bool,
) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_write()?;
    let mut book = ctx.book(&mut store)?;
    let rule = rule_edit(ctx, &book, (Some(pattern), Some(category)), given, strict)?;
    let (number, group) = book.add_rule(&rule)?;
    tell(ctx, &book, "added", &[number], group)
}

fn edit(
    ctx: &mut Context,
    reference: &str,
    (pattern, category): (Option<&str>, Option<&str>),
    given: &RuleFields,
    strict: bool,
) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let number = find(&rows(&book)?, reference)?.number;
    let change = rule_edit(ctx, &book, (pattern, category), given, strict)?;
    if change.is_empty() {
        return Err(CliError::usage("nothing to change was named")
            .with_hint("name a field, such as --position 1; outlay rule edit --help lists them"));
    }
    let group = book.edit_rule(number, &change)?;
    tell(ctx, &book, "changed", &[number], group)
}

fn rule_edit(
    ctx: &mut Context,
    book: &Book,
    (pattern, category): (Option<&str>, Option<&str>),
    given: &RuleFields,
    strict: bool,
) -> Result<RuleEdit, CliError> {
    let is_none = |text: &str| text.trim().eq_ignore_ascii_case(NONE);
    let optional = |text: &Option<String>, read: &dyn Fn(&str) -> Result<String, CliError>| match text {
        None => Ok(None),
        Some(text) if is_none(text) => Ok(Some(None)),
        Some(text) => read(text).map(|text| Some(Some(text))),
    };
    let parse = |text: &str| {
        Pattern::parse(text)
            .map_err(|error| CliError::usage(error.to_string()).with_value(text).with_hint(error.hint()))
    };
    let tags = given.tag.iter().filter(|tag| !is_none(tag));
    let mut change = RuleEdit {
        pattern: pattern.map(parse).transpose()?,
        category: None,
        payee: optional(&given.payee, &typed::payee)?,
        method: optional(&given.method, &|text| ctx.method(book, text))?,
        tags: if given.tag.is_empty() { None } else { Some(typed::tags(tags)?) },
        position: given.position.map(|position| usize::try_from(position).unwrap_or(usize::MAX)),
    };
    // Last of all: what is said of a new category must not stand above an error that keeps it from being made.
    if let Some(text) = category {
        let path = ctx.category(book, text, strict)?;
        let existed = !ctx.announced.contains(&path);
        change.category = Some((CategoryPath::parse(&path)?, existed));
    }
    Ok(change)
}

fn rows(book: &Book) -> Result<Vec<RuleRow>, CliError> {
    Ok(book.store.rules(Some(book.ledger.number))?)
}

/// The rule that a reference names.
fn find<'r>(rows: &'r [RuleRow], reference: &str) -> Result<&'r RuleRow, CliError> {
    let wanted = reference.trim().trim_start_matches('#').to_ascii_lowercase();
    let number = wanted.parse::<i64>().ok();
    let found: Vec<&RuleRow> = match rows.iter().find(|row| Some(row.number) == number) {
        Some(row) => vec![row],
        None => rows
            .iter()
            .filter(|row| wanted.len() >= ID_PREFIX_MIN && row.id.to_string().starts_with(&wanted))
            .collect(),
    };
    match found.as_slice() {
        [only] => Ok(only),
        [] => Err(CliError::not_found(format!("there is no rule `{reference}`"))
            .with_value(reference)
            .with_hint("outlay rule list shows them")),
        several => Err(CliError::ambiguous(
            format!("`{reference}` names {} rules", several.len()),
            several.iter().map(|row| row.id.to_string()).collect(),
        )
        .with_value(reference)),
    }
}

fn list(ctx: &mut Context) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let ledger = ctx.ledger_to_read(&store)?.map(|ledger| ledger.number);
    let (rows, tree) = (store.rules(ledger)?, store.category_tree()?);
    if ctx.format() == Format::Json {
        let rules: Vec<Value> = rows.iter().map(|row| rule_json(row, &rows, &tree)).collect();
        ctx.print_json(&json!({"count": rules.len(), "rules": rules}))?;
        return Ok(Outcome::Done);
    }
    if rows.is_empty() {
        ctx.talk.notice("no rules yet; outlay rule add 'REWE|ALDI' groceries makes one");
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("Rule").right(),
        Column::new("Pattern").shrinks_to(10),
        Column::new("Category").shrinks_to(8),
        Column::new("Also").shrinks_to(6).dropped(1),
    ]);
    for row in &rows {
        table.row([
            Cell::from(row.number.to_string()),
            Cell::from(row.pattern.as_str()),
            Cell::from(category(row, &tree).unwrap_or("(none)")),
            Cell::from(also(row)),
        ]);
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

fn test(ctx: &mut Context, text: &str) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let ledger = ctx.ledger_to_read(&store)?.map(|ledger| ledger.number);
    let (rows, tree) = (store.rules(ledger)?, store.category_tree()?);
    let rules = Rules::new(rows.clone(), &tree);
    let mut met = rules.all([text, ""]);
    let first = met.next();
    let others: Vec<i64> = met.map(|(at, _)| rules.rules[at].number).collect();
    let row_of = |number: i64| rows.iter().find(|row| row.number == number);
    let first = first.and_then(|(at, found)| Some((row_of(rules.rules[at].number)?, found)));
    if ctx.format() == Format::Json {
        let others: Vec<Value> =
            others.iter().filter_map(|&number| Some(rule_json(row_of(number)?, &rows, &tree))).collect();
        ctx.print_json(&json!({
            "text": text,
            "rule": first.as_ref().map(|(row, _)| rule_json(row, &rows, &tree)),
            "alternative": first.as_ref().map(|(_, found)| &found.alternative),
            "found": first.as_ref().map(|(_, found)| &found.text),
            "others": others,
        }))?;
        return Ok(Outcome::Done);
    }
    let Some((row, found)) = first else {
        ctx.print_lines(&["no rule matches".to_owned()])?;
        return Ok(Outcome::Done);
    };
    let mut lines =
        vec![format!("{}: `{}` stands there as `{}`", line(row, &tree), found.alternative, found.text)];
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(ToString::to_string).collect();
        lines.push(format!("later ones would match as well: {}", others.join(", ")));
    }
    ctx.print_lines(&lines)?;
    Ok(Outcome::Done)
}

fn apply(ctx: &mut Context, dry_run: bool, filter: &FilterArgs) -> Result<Outcome, CliError> {
    let mut store = if dry_run { ctx.open_to_read()? } else { ctx.open_to_prepare()? };
    let filter = ctx.filter(&mut store, filter)?;
    let mut book = ctx.book(&mut store)?;
    let AppliedRules { by_rule, count, group } = book.apply_rules(&filter, dry_run)?;
    let (rows, tree) = (rows(&book)?, book.store.category_tree()?);
    let applied = by_rule
        .iter()
        .filter_map(|(number, count)| Some((rows.iter().find(|row| row.number == *number)?, *count)));
    if ctx.format() == Format::Json {
        let rules: Vec<Value> = applied
            .map(|(row, count)| json!({"rule": rule_json(row, &rows, &tree), "count": count}))
            .collect();
        ctx.print_json(&json!({"dry_run": dry_run, "rules": rules, "count": count, "group": group}))?;
        return Ok(Outcome::Done);
    }
    let verb = if dry_run { "would give" } else { "gave" };
    let mut lines: Vec<String> =
        applied.map(|(row, count)| format!("{}: {count}", line(row, &tree))).collect();
    let rows = if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
    lines.push(format!("{verb} {rows} a category"));
    if !ctx.global.quiet {
        ctx.print_lines(&lines)?;
    }
    if let Some(group) = group {
        ctx.talk.hint(&format!("outlay undo {group} takes it back"));
    }
    Ok(Outcome::Done)
}

fn remove(ctx: &mut Context, references: &[String]) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let (before, tree) = (rows(&book)?, book.store.category_tree()?);
    let mut removed: Vec<&RuleRow> = Vec::new();
    for reference in references {
        let row = find(&before, reference)?;
        if !removed.iter().any(|known| known.number == row.number) {
            removed.push(row);
        }
    }
    let numbers: Vec<i64> = removed.iter().map(|row| row.number).collect();
    let group = book.remove_rules(&numbers)?;
    say(ctx, "removed", &removed, (&before, &tree), group)
}

/// Answers with the rules as they are now.
fn tell(
    ctx: &mut Context,
    book: &Book,
    word: &str,
    numbers: &[i64],
    group: Option<i64>,
) -> Result<Outcome, CliError> {
    let (rows, tree) = (rows(book)?, book.store.category_tree()?);
    let told: Vec<&RuleRow> = rows.iter().filter(|row| numbers.contains(&row.number)).collect();
    say(ctx, word, &told, (&rows, &tree), group)
}

fn say(
    ctx: &mut Context,
    word: &str,
    told: &[&RuleRow],
    (all, tree): (&[RuleRow], &CategoryTree),
    group: Option<i64>,
) -> Result<Outcome, CliError> {
    let lines: Vec<String> = told.iter().map(|row| format!("{word} {}", line(row, tree))).collect();
    let printed = if ctx.format() == Format::Json {
        let rules: Vec<Value> = told.iter().map(|row| rule_json(row, all, tree)).collect();
        ctx.print_json(&json!({"count": rules.len(), "rules": rules, "group": group}))
    } else if group.is_none() {
        ctx.talk.notice("the rule is so already: nothing to change");
        Ok(())
    } else if ctx.global.quiet {
        Ok(())
    } else {
        ctx.print_lines(&lines)
    };
    printed.map(|()| Outcome::Done).map_err(|error| match group {
        Some(_) => error.after(&format!("outlay {}", lines.join(", "))),
        None => error,
    })
}

fn category<'t>(row: &RuleRow, tree: &'t CategoryTree) -> Option<&'t str> {
    let category = tree.get(tree.effective(row.category?)).filter(|category| !category.deleted)?;
    tree.path(category.number)
}

fn line(row: &RuleRow, tree: &CategoryTree) -> String {
    format!("rule {} `{}` → {}", row.number, row.pattern, category(row, tree).unwrap_or("(none)"))
}

/// What a rule gives besides the category, in a few words.
fn also(row: &RuleRow) -> String {
    let payee = row.payee.iter().cloned();
    let method = row.method.iter().map(|method| format!("@{method}"));
    let tags = row.tags.iter().map(|tag| format!("+{tag}"));
    payee.chain(method).chain(tags).collect::<Vec<_>>().join(" ")
}

fn rule_json(row: &RuleRow, all: &[RuleRow], tree: &CategoryTree) -> Value {
    let own = all.iter().filter(|other| other.ledger == row.ledger);
    let position = own.clone().position(|other| other.number == row.number).map(|at| at + 1);
    json!({
        "id": row.id,
        "number": row.number,
        "position": position,
        "pattern": row.pattern,
        "category": category(row, tree),
        "payee": row.payee,
        "method": row.method,
        "tags": row.tags,
    })
}

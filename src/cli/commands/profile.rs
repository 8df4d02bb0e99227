//! `outlay profile`: the arguments.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::sanitize::for_terminal;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::profiles::{Entry, Profiles, Read, parse};
use crate::cli::variable;
use crate::cli::view::EMPTY;
use crate::cli::whole_file;
use crate::import::{ColumnRef, Fingerprint, LayoutProfile, Role, Sign};
use crate::model::currency::Currency;

/// Look at what is remembered of statements, change it, pass it on
///
/// An import remembers how a file was read: which column is what, how dates and amounts are written, which account and
/// currency it has. The next file with the same columns is read so, unless it shows the opposite itself. Each profile is a
/// TOML file in the folder `profiles` beside the configuration.
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct ProfileArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ProfileCommand,
}

/// What to do with profiles.
#[derive(Debug, Clone, Subcommand)]
pub enum ProfileCommand {
    /// List the profiles
    #[command(after_help = "\
With --format json it prints {profiles, count, warnings}. One that cannot be read is listed with the reason in error.")]
    List,
    /// Show what a profile says
    #[command(
        after_help = "With --format json it prints {profile, warnings}. Exit 3 where there is no such profile."
    )]
    Show {
        /// Which one: its name, or the path of a file
        #[arg(value_name = "PROFILE", add = ArgValueCandidates::new(completions::profiles))]
        profile: String,
    },
    /// Change a profile in an editor: VISUAL, else EDITOR
    ///
    /// A copy is edited, and takes the place of the profile only when it can be read.
    #[command(
        after_help = "With --format json it prints {profile, changed, warnings}. Exit 3 where there is no such profile."
    )]
    Edit {
        /// Which one
        #[arg(value_name = "PROFILE", add = ArgValueCandidates::new(completions::profiles))]
        profile: String,
    },
    /// Write a profile's file, to be used elsewhere by import --profile FILE
    #[command(after_help = "\
Examples:
  outlay profile export giro -o giro.toml
  outlay profile export giro | ssh host 'cat > giro.toml'

Exit 3 where there is no such profile.")]
    Export {
        /// Which one
        #[arg(value_name = "PROFILE", add = ArgValueCandidates::new(completions::profiles))]
        profile: String,
        /// The file to write; `-` is standard output
        #[arg(short, long, value_name = "FILE", default_value = "-", value_hint = clap::ValueHint::FilePath)]
        output: PathBuf,
    },
    /// Remove profiles; the expenses they brought stay
    #[command(
        after_help = "With --format json it prints {removed, count, warnings}. Exit 3 where there is no such profile."
    )]
    Remove {
        /// Which ones
        #[arg(value_name = "PROFILE", required = true, add = ArgValueCandidates::new(completions::profiles))]
        profiles: Vec<String>,
    },
}

/// Looks at profiles, changes or removes them.
///
/// # Errors
///
/// `not_found`; `bad_file` for one that cannot be read, naming the key; those of the files.
pub fn run(args: &ProfileArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    match &args.command {
        ProfileCommand::Export { .. } => ctx.format_among("profile export", &[Format::Table])?,
        _ => ctx.format_among("profile", &[Format::Table, Format::Json])?,
    };
    let profiles = Profiles::new(&ctx.paths);
    match &args.command {
        ProfileCommand::List => list(ctx, &profiles),
        ProfileCommand::Show { profile } => show(ctx, &profiles.find(profile)?),
        ProfileCommand::Edit { profile } => edit(ctx, &profiles, profile),
        ProfileCommand::Export { profile, output } => export(ctx, &profiles.find(profile)?, output),
        ProfileCommand::Remove { profiles: names } => remove(ctx, &profiles, names),
    }
}

fn list(ctx: &mut Context, profiles: &Profiles) -> Result<Outcome, CliError> {
    let entries = profiles.list()?;
    if ctx.format() == Format::Json {
        let all: Vec<Value> = entries.iter().map(entry_json).collect();
        ctx.print_json(&json!({"count": all.len(), "profiles": all}))?;
        return Ok(Outcome::Done);
    }
    if entries.is_empty() {
        ctx.talk.notice("no profile yet; an import remembers how a file was read");
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("Profile").shrinks_to(8),
        Column::new("Account").shrinks_to(6),
        Column::new("Currency").dropped(1),
        Column::new("Dates").dropped(2),
        Column::new("Columns").shrinks_to(10),
    ]);
    for Entry { name, profile, .. } in &entries {
        match profile {
            Ok(profile) => table.row([
                Cell::from(name.as_str()),
                Cell::from(profile.source.as_deref().unwrap_or(EMPTY)),
                Cell::from(profile.currency.as_ref().map_or(EMPTY, Currency::code)),
                Cell::from(profile.date_format.as_ref().map_or(EMPTY.to_owned(), ToString::to_string)),
                Cell::from(columns_text(profile)),
            ]),
            Err(error) => table.row([
                Cell::from(name.as_str()),
                Cell::from(EMPTY),
                Cell::from(EMPTY),
                Cell::from(EMPTY),
                Cell::from(format!("cannot be read: {}", error.message)),
            ]),
        };
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

fn columns_text(profile: &LayoutProfile) -> String {
    let columns = profile.columns.iter().filter(|(role, _)| *role != Role::Ignore);
    columns.map(|(role, column)| format!("{role} {column}")).collect::<Vec<_>>().join(", ")
}

fn entry_json(entry: &Entry) -> Value {
    let (profile, error) = match &entry.profile {
        Ok(profile) => (Some(profile), None),
        Err(error) => (None, Some(error.message.as_str())),
    };
    profile_json(&entry.name, &entry.path, profile, error)
}

fn profile_json(name: &str, path: &Path, profile: Option<&LayoutProfile>, error: Option<&str>) -> Value {
    let empty = LayoutProfile::default();
    let of = profile.unwrap_or(&empty);
    let sign = |sign| match sign {
        Sign::Negative => "negative",
        Sign::Positive => "positive",
    };
    let columns: Vec<Value> = of
        .columns
        .iter()
        .map(|(role, column)| match column {
            ColumnRef::Header(header) => json!({"role": role.as_str(), "header": header, "index": null}),
            ColumnRef::Number(number) => json!({"role": role.as_str(), "header": null, "index": number}),
        })
        .collect();
    json!({
        "name": name,
        "path": path.display().to_string(),
        "error": error,
        "fingerprint": of.fingerprint.map(Fingerprint::id),
        "source": of.source,
        "currency": of.currency.as_ref().map(Currency::code),
        "encoding": of.encoding_name(),
        "delimiter": of.delimiter.map(char::from),
        "skip_lines": of.skip_lines,
        "date_format": of.date_format.as_ref().map(ToString::to_string),
        "decimal_mark": of.decimal_mark.map(crate::model::amount::DecimalMark::as_str),
        "invert": of.invert,
        "spending": of.spending.map(sign),
        "columns": columns,
    })
}

fn show(ctx: &mut Context, read: &Read) -> Result<Outcome, CliError> {
    if ctx.format() == Format::Json {
        let profile = profile_json(&read.name, &read.path, Some(&read.profile), None);
        ctx.print_json(&json!({ "profile": profile }))?;
        return Ok(Outcome::Done);
    }
    let lines: Vec<String> = read.text.lines().map(|line| format!("{}\n", for_terminal(line))).collect();
    ctx.print_text(&lines.concat())?;
    ctx.talk.notice(&read.path.display().to_string());
    Ok(Outcome::Done)
}

/// Edits a copy, and puts it into the place of the profile if it can be read.
fn edit(ctx: &mut Context, profiles: &Profiles, name: &str) -> Result<Outcome, CliError> {
    let path = profiles.existing(name)?;
    // Also one that cannot be read is there to be mended.
    let before = std::fs::read(&path).map_err(|error| CliError::io("read", &path, &error))?;
    let folder = tempdir(&ctx.paths.state_dir)?;
    let copy = folder.path.join(format!("{name}.toml"));
    whole_file::write(&copy, &mut |out| out.write_all(&before))?;
    run_editor(&copy)?;
    let text = std::fs::read_to_string(&copy).map_err(|error| CliError::io("read", &copy, &error))?;
    let profile = parse(&copy, &text).map_err(|error| CliError {
        message: error.message.replace(&copy.display().to_string(), name),
        ..error.with_hint("the profile is as it was; edit it again")
    })?;
    let changed = text.as_bytes() != before;
    if changed {
        profiles.save_text(name, &text)?;
    }
    if ctx.format() == Format::Json {
        let profile = profile_json(name, &path, Some(&profile), None);
        ctx.print_json(&json!({ "profile": profile, "changed": changed }))?;
        return Ok(Outcome::Done);
    }
    let done = if changed { "changed" } else { "left as it was" };
    ctx.print_lines(&[format!("profile {name} {done}")])?;
    Ok(Outcome::Done)
}

/// A folder of its own that goes when it is done with.
struct OwnFolder {
    path: PathBuf,
}

impl Drop for OwnFolder {
    fn drop(&mut self) {
        // What is left is a copy; the folder belongs to this program.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

fn tempdir(below: &Path) -> Result<OwnFolder, CliError> {
    let path = below.join(format!("edit-{}", std::process::id()));
    std::fs::create_dir_all(&path).map_err(|error| CliError::io("make the folder", &path, &error))?;
    Ok(OwnFolder { path })
}

/// Runs the editor on a file and waits for it.
fn run_editor(path: &Path) -> Result<(), CliError> {
    let editor = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| {
            variable(name).and_then(|value| value.into_string().ok()).filter(|v| !v.trim().is_empty())
        })
        .ok_or_else(|| {
            CliError::usage("no editor is known: VISUAL and EDITOR are not set").with_hint(
                "set EDITOR, as in EDITOR=nano; or change the file that `outlay profile show` names",
            )
        })?;
    let unusable =
        || CliError::usage(format!("`{editor}` cannot be run as an editor")).with_value(editor.as_str());
    let words = shell_words::split(&editor).map_err(|_| unusable())?;
    let (program, arguments) = words.split_first().ok_or_else(unusable)?;
    let ended = Command::new(program).args(arguments).arg(path).status().map_err(|error| CliError {
        message: format!("cannot run the editor `{program}`: {error}"),
        ..unusable()
    })?;
    if ended.success() {
        return Ok(());
    }
    Err(CliError::bad_file(format!("the editor `{program}` ended with {ended}; the profile is as it was"))
        .with_value(editor.as_str()))
}

fn export(ctx: &mut Context, read: &Read, output: &Path) -> Result<Outcome, CliError> {
    if output == Path::new("-") {
        ctx.print_text(&read.text)?;
        return Ok(Outcome::Done);
    }
    whole_file::refuse_database(output, &ctx.paths.database)?;
    whole_file::write(output, &mut |out| out.write_all(read.text.as_bytes()))?;
    ctx.talk.notice(&format!("profile {} written to {}", read.name, output.display()));
    Ok(Outcome::Done)
}

fn remove(ctx: &mut Context, profiles: &Profiles, names: &[String]) -> Result<Outcome, CliError> {
    let mut paths = Vec::new();
    for name in names {
        let path = profiles.existing(name)?;
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    for path in &paths {
        std::fs::remove_file(path).map_err(|error| CliError::io("remove", path, &error))?;
    }
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({ "removed": names, "count": paths.len() }))?;
        return Ok(Outcome::Done);
    }
    let lines: Vec<String> = names.iter().map(|name| format!("removed profile {name}")).collect();
    ctx.print_lines(&lines)?;
    Ok(Outcome::Done)
}

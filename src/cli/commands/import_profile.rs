//! Profiles at import: which one is used for a file, and what is remembered once its rows are written.
//!
//! Owns the choice among those of one layout: the account decides, else a person. Must not read rows.

use std::collections::HashMap;
use std::path::Path;

use super::import_read::Understood;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::failure::shell_word;
use crate::cli::profiles::{Entry, Profiles, Read};
use crate::cli::prompt;
use crate::import::{Fingerprint, Format, HEAD_BYTES, ImportOptions, LayoutProfile, fingerprints, sniff};

/// What decides, besides the file, which profile is used.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// `--profile`.
    pub named: Option<&'a str>,
    /// `--no-profile`.
    pub none: bool,
    /// `--source`.
    pub source: Option<&'a str>,
}

/// A profile that a file is read with.
#[derive(Debug, Clone)]
pub struct Used {
    /// What people call it.
    pub name: String,
    /// Whether it is one of the folder's, so that it may be changed.
    pub is_own: bool,
    /// What it says.
    pub profile: LayoutProfile,
}

impl Used {
    /// Whether rows of this account are what it is for: it has no account yet, or the same.
    fn is_of(&self, source: Option<&str>) -> bool {
        self.profile.source.is_none() || self.profile.source.as_deref() == source
    }
}

/// The profile for a file: the one that was named, else the one that was made for such files and this account.
///
/// # Errors
///
/// Those of [`Profiles::find`]; `ambiguous` where several fit, nothing tells them apart and nobody can be asked.
pub fn choose(
    ctx: &mut Context,
    path: &Path,
    bytes: &[u8],
    options: &ImportOptions,
    wish: Wish<'_>,
) -> Result<Option<Used>, CliError> {
    if wish.none || sniff(bytes) != Format::Csv {
        return Ok(None);
    }
    let profiles = Profiles::new(&ctx.paths);
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let mut known = Known { head, told: options, seen: HashMap::new() };
    if let Some(reference) = wish.named {
        let Read { name, is_own, profile, .. } = profiles.find(reference)?;
        if profile.fingerprint.is_some() && !known.is_of(&profile) {
            let message =
                format!("{}: profile `{name}` was made for files with other columns", path.display());
            ctx.talk.warn("profile", message);
        }
        return Ok(Some(Used { name, is_own, profile }));
    }
    let mut fitting = Vec::new();
    for Entry { name, profile, .. } in profiles.list()? {
        match profile {
            Ok(profile) if known.is_of(&profile) => fitting.push(Used { name, is_own: true, profile }),
            Ok(_) => {}
            Err(error) => {
                ctx.talk.warn("profile", format!("profile `{name}` is left out: {}", error.message));
            }
        }
    }
    among(ctx, path, fitting, wish.source)
}

/// The one of several profiles of one layout that is for this account.
fn among(
    ctx: &Context,
    path: &Path,
    mut fitting: Vec<Used>,
    source: Option<&str>,
) -> Result<Option<Used>, CliError> {
    if let Some(source) = source {
        let of_source = |used: &Used| used.profile.source.as_deref() == Some(source);
        if let Some(at) = fitting.iter().position(of_source) {
            return Ok(Some(fitting.swap_remove(at)));
        }
        // Another account's files look the same: they are read the same way, if all agree on it.
        if let Some(at) = fitting.iter().position(|used| used.profile.source.is_none()) {
            return Ok(Some(fitting.swap_remove(at)));
        }
        let reading = |used: &Used| LayoutProfile { source: None, ..used.profile.clone() };
        let agree = fitting.windows(2).all(|pair| reading(&pair[0]) == reading(&pair[1]));
        return Ok(fitting.into_iter().next().filter(|_| agree));
    }
    if fitting.len() < 2 {
        return Ok(fitting.pop());
    }
    let items: Vec<String> = fitting
        .iter()
        .map(|used| match &used.profile.source {
            Some(source) => format!("{} (account {source})", used.name),
            None => used.name.clone(),
        })
        .collect();
    if !ctx.can_prompt() || path == Path::new("-") {
        let message = format!("{}: several profiles are for files like this", path.display());
        let options = fitting.iter().map(|used| format!("--profile {}", shell_word(&used.name))).collect();
        return Err(CliError::ambiguous(message, options)
            .with_value(path.display().to_string())
            .with_hint("name the account with --source, or the profile with --profile"));
    }
    ctx.talk.notice(&format!("{}: several profiles are for files like this", path.display()));
    let chosen = prompt::select(ctx, "Which one?", "--profile", &items, None)?;
    Ok(fitting.into_iter().nth(chosen))
}

/// The fingerprints that a file may have, by the way it is cut for them.
struct Known<'a> {
    head: &'a [u8],
    told: &'a ImportOptions,
    seen: HashMap<Cut, Vec<Fingerprint>>,
}

/// Encoding, delimiter and lines left out.
type Cut = (Option<&'static str>, Option<u8>, u64);

impl Known<'_> {
    /// Whether a profile was made for files like this one.
    fn is_of(&mut self, profile: &LayoutProfile) -> bool {
        let Some(fingerprint) = profile.fingerprint else { return false };
        let options = profile.to_recognise(self.told);
        let cut = (options.encoding_name(), options.delimiter, options.skip_lines);
        let all = self.seen.entry(cut).or_insert_with(|| fingerprints(self.head, &options));
        all.contains(&fingerprint)
    }
}

/// Remembers how files were read whose rows are written. What cannot be remembered is told and harms nothing.
pub fn remember(ctx: &mut Context, statements: &[Understood<'_>]) {
    let profiles = Profiles::new(&ctx.paths);
    for understood in statements {
        if let Err(error) = remember_one(ctx, &profiles, understood) {
            let message =
                format!("how {} was read is not remembered: {}", understood.path.display(), error.message);
            ctx.talk.warn("profile", message);
        }
    }
}

fn remember_one(ctx: &Context, profiles: &Profiles, understood: &Understood<'_>) -> Result<(), CliError> {
    let Understood { path, statement, source, used } = understood;
    let Some(mut profile) = LayoutProfile::of(statement, source.as_deref()) else { return Ok(()) };
    let same = |entry: &Entry| {
        entry.profile.as_ref().is_ok_and(|known| {
            known.fingerprint == profile.fingerprint && known.source.as_deref() == source.as_deref()
        })
    };
    let own = used.as_ref().filter(|used| used.is_own && used.is_of(source.as_deref()));
    let target = if let Some(used) = own {
        Some((used.name.clone(), used.profile.clone()))
    } else {
        let entry = profiles.list()?.into_iter().find(same);
        entry.and_then(|entry| Some((entry.name, entry.profile.ok()?)))
    };
    let Some((name, known)) = target else {
        let words = match source {
            Some(source) => source.clone(),
            None => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let name = profiles.free_name(&words);
        profiles.save(&name, &profile)?;
        ctx.talk.notice(&format!("how {} was read is remembered as profile `{name}`", path.display()));
        return Ok(());
    };
    profile.fill_from(&known);
    if profile != known {
        profiles.save(&name, &profile)?;
        ctx.talk.notice(&format!("profile `{name}` is changed"));
    }
    Ok(())
}

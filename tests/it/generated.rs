//! The committed completions and man pages are those of the command tree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use outlay::cli::commands::completions::Shell;
use outlay::cli::{completions, man};

/// Set to make the files anew instead of comparing them.
const REGENERATE: &str = "OUTLAY_REGENERATE";

#[test]
fn the_committed_completions_are_those_of_the_command_tree() {
    let files = [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::Elvish, Shell::PowerShell].map(|shell| {
        (completions::static_file(shell).to_owned(), completions::static_script(shell).into_bytes())
    });
    compare("completions", &files.into_iter().collect());
}

#[test]
fn the_committed_man_pages_are_those_of_the_command_tree() {
    compare("man", &man::pages().unwrap().into_iter().collect());
}

/// Compares a folder of the repository with what it should hold, or makes it so.
fn compare(folder: &str, wanted: &BTreeMap<String, Vec<u8>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if std::env::var_os(REGENERATE).is_some() {
        fs::create_dir_all(&folder).unwrap();
        for name in names(&folder).iter().filter(|name| !wanted.contains_key(*name)) {
            fs::remove_file(folder.join(name)).unwrap();
        }
        for (name, content) in wanted {
            fs::write(folder.join(name), content).unwrap();
        }
    }
    let stale: Vec<PathBuf> = wanted
        .iter()
        .map(|(name, content)| (folder.join(name), content))
        .filter(|(path, content)| fs::read(path).ok().as_ref() != Some(content))
        .map(|(path, _)| path)
        .collect();
    let extra: Vec<String> = names(&folder).into_iter().filter(|name| !wanted.contains_key(name)).collect();
    assert!(
        stale.is_empty() && extra.is_empty(),
        "stale: {stale:?}, left over: {extra:?}; make them anew with `{REGENERATE}=1 cargo test --test it generated`"
    );
}

/// The names of the files in a folder; none where there is no folder.
fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default()
}

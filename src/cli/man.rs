//! The man pages, made from the command tree: outlay(1) and one page per command.
//!
//! Owns their names and contents. The pages in `man/` are made with `outlay man man`; a test says when they are stale.

use clap::CommandFactory as _;

use super::args::Cli;

/// Every page: its file name and its text in roff.
///
/// # Errors
///
/// None in practice: the pages are written to memory.
pub fn pages() -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let mut pages = Vec::new();
    collect(&root, &mut pages)?;
    pages.sort();
    Ok(pages)
}

/// Adds the page of the command and those of its own commands.
fn collect(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        collect(sub, pages)?;
    }
    let source = format!("outlay {}", env!("CARGO_PKG_VERSION"));
    let page = clap_mangen::Man::new(command.clone()).source(source).manual("outlay manual");
    let mut text = Vec::new();
    page.render(&mut text)?;
    pages.push((page.get_filename(), text));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_with_its_options() {
        let pages = pages().unwrap();
        let page = |name: &str| {
            let (_, text) =
                pages.iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no {name}"));
            String::from_utf8(text.clone()).unwrap()
        };
        assert!(page("outlay-add.1").contains("\\-\\-force\\-date"));
        assert!(page("outlay-batch-undo.1").contains("BATCH"));
        assert!(page("outlay.1").contains("XDG_DATA_HOME"));
        assert!(!pages.iter().any(|(name, _)| name.contains("help")));
    }
}

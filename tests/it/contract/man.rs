//! `outlay man`.

use super::{needs, refuses, survives_a_closed_pipe};
use crate::common::Sandbox;

#[test]
fn a_page_for_every_command_is_written_whatever_the_width() {
    let home = Sandbox::new();
    home.ok(["man", "pages"]);
    home.outlay(["man", "narrow"]).env("COLUMNS", "40").assert().success();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(home.path("pages")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let page = |folder: &str| std::fs::read_to_string(home.path(folder).join(&name)).unwrap();
        assert_eq!(page("pages"), page("narrow"), "{name}");
        names.push(name);
    }
    for page in ["outlay.1", "outlay-add.1", "outlay-import.1", "outlay-category-merge.1"] {
        assert!(names.iter().any(|name| name == page), "{page}: {names:?}");
    }
    assert!(!home.database().exists());
}

#[test]
fn exit_codes_and_no_question() {
    let home = Sandbox::new();
    needs(&home, &["man"], "DIR");
    home.write("file", "");
    refuses(&home, &["man", "file"], 1, "bad_file");
    survives_a_closed_pipe(&home, &["man", "pages"]);
}

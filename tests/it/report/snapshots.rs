//! How reports look: every table and chart at three widths, with and without colour, in Unicode and in ASCII, against committed files.

use std::collections::BTreeMap;
use std::path::PathBuf;

use unicode_width::UnicodeWidthStr as _;

use super::household;
use crate::common::Sandbox;
use crate::contract::terminal;

/// Set to make the files anew instead of comparing them.
const REGENERATE: &str = "OUTLAY_REGENERATE";

/// Each picture: the name of its file and what is run.
const VIEWS: [(&str, &[&str]); 24] = [
    ("category", &["report", "--year", "2026"]),
    ("category-chart", &["report", "--year", "2026", "--chart"]),
    ("category-top", &["report", "--year", "2026", "--top", "3", "--depth", "1", "--chart"]),
    ("month-net-chart", &["report", "--by", "month", "--year", "2026", "--chart=net", "--currency", "EUR"]),
    ("month-cumulated", &["report", "--by", "month", "--year", "2026", "--cumulated", "--currency", "EUR"]),
    (
        "month-average",
        &["report", "--by", "quarter", "--year", "2026", "--average", "month", "--currency", "EUR"],
    ),
    ("compare", &["report", "--compare", "previous", "--currency", "EUR"]),
    ("compare-chart", &["report", "--compare", "last-year", "--currency", "EUR", "--chart"]),
    ("crossed", &["report", "--by", "category,month", "--from", "2026-08-01", "--to", "2026-10-31"]),
    ("stacked", &["report", "--by", "category,month", "--year", "2026", "--chart", "--currency", "EUR"]),
    (
        "stacked-net",
        &["report", "--by", "month,category", "--year", "2026", "--chart=net", "--currency", "EUR"],
    ),
    ("stacked-currencies", &["report", "--by", "payee,direction", "--year", "2026", "--chart"]),
    ("trend", &["report", "trend", "food"]),
    ("trend-received", &["report", "trend", "salary", "--year", "2026"]),
    ("habits", &["report", "habits", "-c", "food"]),
    ("largest", &["report", "largest", "-n", "4", "--year", "2026"]),
    ("weekday-chart", &["report", "--by", "weekday", "--year", "2026", "--chart", "--currency", "EUR"]),
    ("glance", &[]),
    ("budget-list", &["budget", "list", "--all"]),
    ("budget-status", &["budget", "status", "--warn", "90%"]),
    ("budget-upcoming", &["budget", "status", "--upcoming", "all"]),
    ("recurring-list", &["recurring", "list"]),
    ("recurring-upcoming", &["recurring", "upcoming"]),
    ("rate-list", &["rate", "list"]),
];
const WIDTHS: [u16; 3] = [40, 80, 120];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/report/snapshots")
}

fn home() -> Sandbox {
    let home = household();
    home.ok(["category", "edit", "home:rent", "--colour", "purple"]);
    for budget in [
        &["all", "1200", "EUR", "--rollover", "all", "--from", "2026-07-01"][..],
        &["food", "150", "EUR"],
        &["food:restaurants", "20", "EUR", "--rollover", "unspent", "--from", "2026-09-01"],
        &["food:groceries", "40", "EUR", "--period", "week"],
        &["travel", "100000", "JPY", "--period", "year"],
        &["shopping:electronics", "3000", "EUR", "--period", "quarter", "--from", "2026-01-01"],
    ] {
        home.ok(["budget", "set"].iter().chain(budget));
    }
    home.ok(["budget", "set", "food", "180", "EUR", "--from", "2026-12-01"]);
    for recurring in [
        &["9.99", "EUR", "fun:video", "Netflix", "@card", "--every", "month", "--day", "31"][..],
        &["2500", "EUR", "salary", "--income", "--every", "month", "--day", "25"],
        &["17", "EUR", "旅行:食事", "弁当", "--every", "2w", "--from", "2026-10-20", "--count", "4"],
    ] {
        home.ok(["recurring", "add"].iter().chain(recurring));
    }
    home.ok(["rate", "set", "EUR", "USD", "1.0843", "-d", "2026-10-14"]);
    home.ok(["rate", "set", "EUR", "JPY", "163.25", "-d", "2026-10-14"]);
    home
}

/// The text without the sequences of colour.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..at]);
        rest = rest[at..].split_once('m').map_or("", |(_, after)| after);
    }
    plain + rest
}

/// What is printed for a view, in all the ways there are: a section each.
fn sections(home: &mut Sandbox, args: &[&str]) -> Option<String> {
    let mut text = String::new();
    for width in WIDTHS {
        for (charset, locale) in [("unicode", "C.UTF-8"), ("ascii", "C")] {
            home.set("LANG", locale);
            let shown = terminal::run(home, width, args, "")?;
            assert_eq!(shown.code, 0, "{args:?}: {}", shown.screen);
            let coloured: Vec<&str> = args.iter().copied().chain(["--color", "always"]).collect();
            let coloured = terminal::run(home, width, &coloured, "")?.screen;
            for (line, sentence) in shown.screen.lines().map(|line| (line, is_sentence(line))) {
                assert!(sentence || line.width() <= usize::from(width), "{width} {args:?}: {line}");
                assert!(
                    charset == "unicode" || !args.contains(&"--chart") || !line.contains(['█', '▒']),
                    "{line}"
                );
            }
            text.push_str(&format!("== {width} {charset}\n{}", shown.screen));
            if charset == "unicode" && width == 80 {
                let shown = coloured.replace('\u{1b}', "\\e");
                text.push_str(&format!("== {width} {charset} coloured\n{shown}"));
            }
            // Colour changes no cell but those of parts that it tells apart.
            let told_apart =
                |text: &str| text.replace(['▒', '▚', '░', '▌', '▓', '▄', '·'], "█").replace("▐", "█");
            assert_eq!(told_apart(&plain(&coloured)), told_apart(&shown.screen), "{args:?}");
        }
    }
    Some(text)
}

/// Sentences are not cut: a terminal breaks them.
fn is_sentence(line: &str) -> bool {
    ["expense ", "compared with", " spent", "coming 20", ": day ", "warning: "]
        .iter()
        .any(|part| line.contains(part))
}

#[test]
fn every_table_and_chart_looks_as_it_did() {
    let mut home = home();
    let mut wrong = BTreeMap::new();
    for (name, args) in VIEWS {
        let Some(text) = sections(&mut home, args) else { return };
        let path = folder().join(format!("{name}.txt"));
        let text = format!("$ outlay {}\n{text}", args.join(" "));
        if std::env::var_os(REGENERATE).is_some() {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        if known != text {
            wrong.insert(name, text);
        }
    }
    assert!(
        wrong.is_empty(),
        "look at the difference after `{REGENERATE}=1 cargo test --test it report`: {wrong:#?}"
    );
}

#[test]
fn ascii_can_be_asked_for_where_the_locale_has_more() {
    let home = home();
    let chart = home.ok(["report", "--year", "2026", "--chart"]);
    assert!(chart.contains('█'), "{chart}");
    let ascii = home.ok(["report", "--year", "2026", "--chart", "--ascii"]);
    assert!(ascii.contains('#') && !ascii.contains('█'), "{ascii}");
    home.ok(["config", "set", "symbols", "ascii"]);
    assert_eq!(home.ok(["report", "--year", "2026", "--chart"]), ascii);
    let wide = home.outlay(["report", "--year", "2026", "--chart"]).env("COLUMNS", "50").assert().success();
    let printed = crate::common::text(&wide.get_output().stdout);
    assert!(printed.lines().filter(|line| !is_sentence(line)).all(|line| line.width() <= 50), "{printed}");
}

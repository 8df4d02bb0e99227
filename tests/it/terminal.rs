//! A person at a terminal: a pseudo-terminal that types and reads what the program asks.

use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

use crate::common::Sandbox;

/// For how long an output is waited for before a test fails, in milliseconds.
const PATIENCE_MS: u64 = 60_000;

const CARDS: &str = "Booked,Shop,Total\n04/09/2026,Books,-12.50\n05/09/2026,Bread,-3.20\n";

fn home() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR").set("TERM", "xterm");
    home.write("cards.csv", CARDS);
    home
}

fn typed(home: &Sandbox, args: &[&str]) -> PtySession {
    let mut command = home.process(assert_cmd::cargo::cargo_bin!("outlay"));
    command.args(args);
    spawn_command(command, Some(PATIENCE_MS)).unwrap()
}

/// The exit status, when the output has ended.
fn ended(mut session: PtySession) -> (String, i32) {
    let rest = session.exp_eof().unwrap();
    let status = session.process().wait().unwrap();
    match status {
        WaitStatus::Exited(_, code) => (rest, code),
        other => panic!("{other:?}: {rest}"),
    }
}

#[test]
fn an_import_asks_what_the_file_leaves_open_and_remembers_the_answer() {
    let home = home();
    let mut session = typed(&home, &["import", "cards.csv"]);
    session.exp_string("`04/09/2026` in line 2 is 4 September 2026 (dmy) or 9 April 2026 (mdy)").unwrap();
    session.exp_string("1  2026-09-04 (--date-format dmy)").unwrap();
    session.exp_string("2  2026-04-09 (--date-format mdy)").unwrap();
    session.exp_string("Which is right?").unwrap();
    // Nothing is taken for granted, and nothing else is an answer.
    session.send_line("").unwrap();
    session.exp_string("Which is right?").unwrap();
    session.send_line("3").unwrap();
    session.exp_string("a number from 1 to 2, please").unwrap();
    session.send_line("2").unwrap();
    let (rest, code) = ended(session);
    assert!(rest.contains("2 imported"), "{rest}");
    assert_eq!(code, 0);
    let listed = home.json(["list"]);
    let days: Vec<&str> =
        listed["expenses"].as_array().unwrap().iter().map(|row| row["date"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-05-09", "2026-04-09"]);
    // The next one needs no terminal.
    home.write("next.csv", CARDS.replace("2026", "2025"));
    home.ok(["import", "next.csv"]);
}

#[test]
fn a_question_that_is_broken_off_leaves_nothing_behind() {
    let home = home();
    let mut session = typed(&home, &["import", "cards.csv"]);
    session.exp_string("Which is right?").unwrap();
    session.send_control('c').unwrap();
    session.exp_eof().unwrap();
    assert_eq!(home.json(["list"])["count"], 0);
    assert!(!home.path("config/outlay/profiles").exists());
}

#[test]
fn without_a_person_the_question_is_a_refusal_even_at_a_terminal() {
    let home = home();
    let (rest, code) = ended(typed(&home, &["import", "cards.csv", "--no-input"]));
    assert!(rest.contains("say --date-format dmy or --date-format mdy"), "{rest}");
    assert_eq!(code, 1);
}

#[test]
fn an_expense_entered_by_hand_is_offered() {
    let home = home();
    home.ok(["add", "12.50", "leisure", "Books", "-d", "2026-09-03"]);
    let mut session = typed(&home, &["import", "cards.csv", "--date-format", "dmy"]);
    session.exp_string("1  the same payment: link them").unwrap();
    session.exp_string("Are they the same?").unwrap();
    session.send_line("1").unwrap();
    let (rest, code) = ended(session);
    assert_eq!(code, 0, "{rest}");
    let count = home.json(["list"])["count"].as_u64().unwrap();
    assert!(rest.contains("joined") && count == 2, "{count}: {rest}");
}

#[test]
#[cfg(feature = "server")]
fn a_password_is_asked_for_and_not_shown() {
    use crate::common::device::{EMAIL, PASSWORD, server};

    let server = server();
    let home = home();
    let mut session = typed(&home, &["auth", "login", &server.url(), "--email", EMAIL]);
    session.exp_string("assword").unwrap();
    session.send_line(PASSWORD).unwrap();
    let (rest, code) = ended(session);
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains(PASSWORD), "{rest}");
    home.ok(["sync"]);
}

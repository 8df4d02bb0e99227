//! Imports from the outside: each option, what counts as the same row, bad rows, undo, and the real statements.

mod bounds;
mod hand;
mod lookalikes;
mod matrix;
mod options;
mod pending;
mod profiles;
mod rejects;
mod round_trip;
mod same_rows;
mod several;
mod statements;
mod tables;
#[cfg(feature = "server")]
mod two_devices;

use serde_json::Value;

use crate::common::{Sandbox, text};
use crate::contract::check;

/// A home whose amounts are in euros.
fn euros() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    home
}

/// Imports with these arguments; gives the answer, which has passed its schema.
fn import(home: &Sandbox, args: &[&str]) -> Value {
    let object = home.json(["import"].iter().chain(args));
    check("import", &object);
    object
}

/// As [`import`] where rows are refused: exit 4.
fn import_with_refused(home: &Sandbox, args: &[&str]) -> Value {
    let assert =
        home.outlay(["import"].iter().chain(args)).args(["--format", "json"]).assert().code(4).stderr("");
    let object: Value = serde_json::from_str(&text(&assert.get_output().stdout)).unwrap();
    check("import", &object);
    object
}

/// Imported, duplicates, skipped, refused.
fn counts(object: &Value) -> [u64; 4] {
    ["imported", "duplicates", "skipped", "refused"].map(|key| object[key].as_u64().unwrap())
}

/// All live expenses, oldest first.
fn expenses(home: &Sandbox) -> Vec<Value> {
    let mut all = home.json(["list"])["expenses"].as_array().unwrap().clone();
    all.reverse();
    all
}

/// One field of all live expenses, oldest first, as text.
fn field(home: &Sandbox, name: &str) -> Vec<String> {
    expenses(home).iter().map(|e| e[name].as_str().unwrap_or("none").to_owned()).collect()
}

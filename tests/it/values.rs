//! Every rule of the contract's page "Values", from the outside: what is typed, what is recorded, what is refused and
//! with which code and candidates.

mod amounts;
mod categories;
mod currencies;
mod dates;
mod edits;
mod filters;
mod references;
mod search;
mod words;

use serde_json::Value;

use crate::common::Sandbox;
use crate::contract::{check, error};

/// A home whose amounts are in euros unless they say otherwise.
fn euros() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    home
}

/// Records an expense that must be taken; gives it.
fn added(home: &Sandbox, args: &[&str]) -> Value {
    let object = said(home, args);
    object["expense"].clone()
}

/// As [`added`] with the warnings.
fn said(home: &Sandbox, args: &[&str]) -> Value {
    // The format comes first: behind `--` all words are description.
    let assert = home.outlay(["--format", "json", "add"].iter().chain(args)).assert().success().stderr("");
    let object: Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    check("add", &object);
    object
}

/// The codes of the warnings of an answer.
fn warnings(object: &Value) -> Vec<String> {
    object["warnings"].as_array().unwrap().iter().map(|w| w["code"].as_str().unwrap().to_owned()).collect()
}

/// Records nothing: the value is refused so, with exit 2, and the database is not even made. Gives the error.
fn refused(home: &Sandbox, args: &[&str], code: &str) -> Value {
    let there = home.database().exists();
    let all: Vec<&str> = ["add"].iter().chain(args).copied().collect();
    let error = error(home, &all, 2);
    assert_eq!(error["code"], code, "{args:?}: {error}");
    assert_eq!(home.database().exists(), there, "{args:?} left a file behind");
    error
}

/// The list of strings at a key.
fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

//! The checked-in schemas (JSON Schema 2020-12), and what holds for all of them.

use std::fs;
use std::path::PathBuf;

use jsonschema::Registry;
use serde_json::{Value, json};

use crate::common::{Sandbox, text};

/// Where the schemas say that they are; nothing is ever fetched from there.
const BASE: &str = "https://outlay.invalid/schemas/";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/contract/schemas")
}

fn schema(name: &str) -> Value {
    let path = folder().join(format!("{name}.json"));
    let content = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&content).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Checks a value against the schema of this name.
pub fn check(name: &str, value: &Value) {
    let registry =
        Registry::new().add(format!("{BASE}common.json"), schema("common")).unwrap().prepare().unwrap();
    let schema = schema(name);
    let validator = jsonschema::options().with_registry(&registry).offline().build(&schema).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "against {name}.json:\n{}\n{value:#}", wrong.join("\n"));
}

/// Runs a command that must fail with `--format json`, checks the last line of stderr against the schema of errors, and
/// gives what is inside.
pub fn error(home: &Sandbox, args: &[&str], exit: i32) -> Value {
    let assert = home.outlay(args).args(["--format", "json"]).assert().code(exit).stdout("");
    let stderr = text(&assert.get_output().stderr);
    assert_eq!(stderr.lines().count(), 1, "the error is all that is said: {stderr}");
    let object: Value = serde_json::from_str(&stderr).unwrap_or_else(|error| panic!("{error}: {stderr}"));
    check("error", &object);
    assert_eq!(object["error"]["exit_code"], exit);
    object["error"].clone()
}

/// Calls `visit` with every object of a schema that lists properties.
fn each_object<'s>(schema: &'s Value, place: &str, visit: &mut impl FnMut(&str, &'s Value)) {
    match schema {
        Value::Object(map) => {
            if map.get("properties").is_some_and(Value::is_object) && map.contains_key("type") {
                visit(place, schema);
            }
            for (key, inner) in map {
                each_object(inner, &format!("{place}/{key}"), visit);
            }
        }
        Value::Array(list) => {
            for inner in list {
                each_object(inner, place, visit);
            }
        }
        _ => {}
    }
}

#[test]
fn every_schema_is_strict_every_key_is_required_and_none_else_is_allowed() {
    let mut seen = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let schema = schema(&name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        assert_eq!(schema["$id"], format!("{BASE}{name}.json"));
        each_object(&schema, &name, &mut |place, object| {
            seen += 1;
            assert_eq!(object["additionalProperties"], json!(false), "{place}");
            let keys: Vec<&String> = object["properties"].as_object().unwrap().keys().collect();
            assert_eq!(json!(keys), object["required"], "{place}");
        });
    }
    assert!(seen > 30, "only {seen} objects");
}

#[test]
fn a_schema_refuses_a_missing_key_an_added_one_and_a_wrong_type() {
    let good = json!({"schema": 1, "path": "/x", "exists": true, "warnings": []});
    check("config-path", &good);
    for (key, value) in
        [("path", Value::Null), ("more", json!(1)), ("exists", json!("yes")), ("schema", json!(2))]
    {
        let mut bad = good.clone();
        bad[key] = value;
        assert!(std::panic::catch_unwind(|| check("config-path", &bad)).is_err(), "{bad}");
    }
    let mut bad = good;
    bad.as_object_mut().unwrap().remove("exists");
    assert!(std::panic::catch_unwind(|| check("config-path", &bad)).is_err());
}

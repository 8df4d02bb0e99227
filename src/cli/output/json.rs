//! JSON on stdout: one object, `schema` first.
//!
//! Owns the envelope. The keys inside belong to the commands; within one schema number none is ever removed.

use serde::Serialize;
use serde_json::{Map, Value};

use super::talk::Warning;
use super::to_stdout;
use crate::cli::error::CliError;
use crate::export::json::to_writer;

/// The number of the JSON schema. It changes only if a key is removed or changes its meaning.
pub const SCHEMA: u32 = 1;

/// Prints one object on one line: `schema` first, then the keys of `value`, then `warnings` unless the value has
/// such a key of its own.
///
/// # Errors
///
/// `internal` where `value` is not an object, and what [`to_stdout`] has.
pub fn print(value: &impl Serialize, warnings: &[Warning]) -> Result<(), CliError> {
    let object = envelope(value, warnings)?;
    to_stdout(|out| {
        to_writer(&mut *out, &object)?;
        out.write_all(b"\n")
    })
}

/// The object that [`print()`] writes.
///
/// # Errors
///
/// `internal` where `value` is not an object.
pub fn envelope(value: &impl Serialize, warnings: &[Warning]) -> Result<Value, CliError> {
    let inner = match serde_json::to_value(value) {
        Ok(Value::Object(inner)) => inner,
        Ok(other) => return Err(CliError::internal(format!("the answer is not a JSON object: {other}"))),
        Err(error) => return Err(CliError::internal(format!("the answer has no JSON form: {error}"))),
    };
    let mut object = Map::with_capacity(inner.len() + 2);
    object.insert("schema".to_owned(), SCHEMA.into());
    object.extend(inner);
    let warnings = serde_json::json!(warnings);
    match object.get_mut("warnings") {
        // A command that made the list itself still must not lose what was said before.
        Some(Value::Array(own)) => own.extend(warnings.as_array().cloned().unwrap_or_default()),
        Some(_) => {}
        None => {
            object.insert("warnings".to_owned(), warnings);
        }
    }
    Ok(Value::Object(object))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn warning() -> Warning {
        Warning { code: "future_date".to_owned(), message: "2027-01-01 is in the future".to_owned() }
    }

    #[test]
    fn schema_comes_first_and_warnings_are_always_there() {
        let text = envelope(&json!({"count": 0, "expenses": []}), &[]).unwrap().to_string();
        assert_eq!(text, r#"{"schema":1,"count":0,"expenses":[],"warnings":[]}"#);
    }

    #[test]
    fn warnings_of_the_command_and_of_the_shell_are_joined() {
        let own = json!({"warnings": [{"code": "a", "message": "b"}]});
        let object = envelope(&own, &[warning()]).unwrap();
        assert_eq!(object["warnings"].as_array().unwrap().len(), 2);
        assert_eq!(object["warnings"][1]["code"], "future_date");
    }

    #[test]
    fn an_answer_that_is_not_an_object_is_a_bug_and_not_printed() {
        assert_eq!(envelope(&json!([1]), &[]).unwrap_err().exit, 70);
    }
}

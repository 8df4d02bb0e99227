//! What a JSON value comes to: its bytes as it travels, how deep it is, whether its numbers are whole.
//!
//! Owns the measures that limits are held against. Must not change a value.

use serde_json::Value as Json;

/// The bytes of a value as compact JSON.
#[must_use]
pub fn bytes_of(value: &Json) -> usize {
    match value {
        Json::String(text) => text_bytes(text),
        // Brackets, and a comma between two.
        Json::Array(items) => 1 + items.len().max(1) + items.iter().map(bytes_of).sum::<usize>(),
        Json::Object(entries) => {
            let entry = |(name, value): (&String, &Json)| text_bytes(name) + 1 + bytes_of(value);
            1 + entries.len().max(1) + entries.iter().map(entry).sum::<usize>()
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => value.to_string().len(),
    }
}

/// The bytes of a text as JSON, its quotes included: what cannot stand in one is escaped (RFC 8259, section 7).
fn text_bytes(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | 0x08 | 0x09 | 0x0a | 0x0c | 0x0d => 2,
        0..=0x1f => 6,
        _ => 1,
    };
    2 + text.bytes().map(escaped).sum::<usize>()
}

/// How deep a value is nested: 0 for one that holds no other.
#[must_use]
pub fn depth_of(value: &Json) -> usize {
    match value {
        Json::Array(items) => 1 + items.iter().map(depth_of).max().unwrap_or(0),
        Json::Object(entries) => 1 + entries.values().map(depth_of).max().unwrap_or(0),
        _ => 0,
    }
}

/// Whether a number in a value is not a whole one of 64 bits: writers disagree about the digits of others, and the digest
/// is over what is written.
#[must_use]
pub fn has_fraction(value: &Json) -> bool {
    match value {
        Json::Number(number) => number.is_f64(),
        Json::Array(items) => items.iter().any(has_fraction),
        Json::Object(entries) => entries.values().any(has_fraction),
        _ => false,
    }
}

/// Counts the values of a JSON text without building any; an array and an object count as one, and so do a name and its
/// value. Where there are more than `max`, the error is the name last read before that. What is no JSON is counted
/// somehow: its reader refuses it.
///
/// # Errors
/// More than `max` values.
pub fn count_values(json: &[u8], max: usize) -> Result<usize, String> {
    let (mut count, mut at) = (1_usize, 0);
    let (mut text, mut name) = (0..0, 0..0);
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => {
                let start = at + 1;
                at = start;
                while json.get(at).is_some_and(|byte| *byte != b'"') {
                    at += if json[at] == b'\\' { 2 } else { 1 };
                }
                text = start..at.min(json.len());
            }
            b':' => name = text.clone(),
            b',' | b'[' | b'{' => count += 1,
            _ => {}
        }
        if count > max {
            return Err(String::from_utf8_lossy(&json[name]).chars().take(NAME_CHARS_SHOWN).collect());
        }
        at += 1;
    }
    Ok(count)
}

/// Characters of a name that an error shows.
const NAME_CHARS_SHOWN: usize = 40;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn values() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<u64>().prop_map(Json::from),
            any::<String>().prop_map(Json::from),
            "[\u{0}-\u{7f}]{0,20}".prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                prop::collection::vec((any::<String>(), inner), 0..4)
                    .prop_map(|entries| Json::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_bytes_are_those_that_are_written(value in values()) {
            prop_assert_eq!(bytes_of(&value), serde_json::to_string(&value).unwrap().len());
        }
    }

    #[test]
    fn values_are_counted_one_below_at_and_above_and_not_those_in_texts() {
        for (json, count) in [
            ("1", 1),
            ("[0,0]", 3),
            (r#"{"a":1,"b":"[,{,"}"#, 3),
            (r#"{"a":"\"[[["}"#, 2),
            (r#"["\\",0]"#, 3),
            ("[", 2),
            (r#""open \"#, 1),
        ] {
            assert_eq!(count_values(json.as_bytes(), count), Ok(count), "{json}");
            assert_eq!(count_values(json.as_bytes(), count + 1), Ok(count), "{json}");
            assert!(count_values(json.as_bytes(), count - 1).is_err(), "{json}");
        }
        assert_eq!(count_values(br#"{"a":1,"x":[0,0,0]}"#, 4), Err("x".to_owned()));
    }

    #[test]
    fn the_depth_counts_what_holds_another() {
        for (value, depth) in
            [(json!("[["), 0), (json!([]), 1), (json!({"a": 1}), 1), (json!([1, {"a": [2]}]), 3)]
        {
            assert_eq!(depth_of(&value), depth, "{value}");
        }
    }

    #[test]
    fn whole_numbers_of_64_bits_are_told_from_others() {
        let of = |text: &str| has_fraction(&serde_json::from_str(text).unwrap());
        for whole in ["0", "-9223372036854775808", "18446744073709551615", "\"1.5\"", "[{}]"] {
            assert!(!of(whole), "{whole}");
        }
        for other in ["1.0", "1e3", "-0.0", "18446744073709551616", "-9223372036854775809", "[{\"a\":[0.5]}]"]
        {
            assert!(of(other), "{other}");
        }
    }
}

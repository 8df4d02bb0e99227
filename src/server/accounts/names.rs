//! The names of devices: what can be one, and which one is free.
//!
//! Must not read or write rows.

use std::collections::HashSet;

use crate::model::text::{fold, is_hostile};
use crate::protocol::limits::NAME_BYTES_MAX;

/// A device's name as it is kept; `None` for what cannot be one.
pub(super) fn device_name(name: &str) -> Option<String> {
    let name = name.trim();
    let is_one = !name.is_empty() && name.len() <= NAME_BYTES_MAX && !name.chars().any(is_hostile);
    is_one.then(|| name.to_owned())
}

/// The name, or where another device has it the first of `name-2`, `name-3` … that none has: people tell devices apart by
/// nothing else.
pub(super) fn free_name<'n>(name: &str, taken: impl Iterator<Item = &'n str>) -> String {
    let taken: HashSet<String> = taken.map(fold).collect();
    if !taken.contains(&fold(name)) {
        return name.to_owned();
    }
    // One of so many is free.
    let numbered = (2..=taken.len() + 2).map(|number| {
        let ending = format!("-{number}");
        let mut end = name.len().min(NAME_BYTES_MAX - ending.len());
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        format!("{}{ending}", &name[..end])
    });
    numbered.into_iter().find(|numbered| !taken.contains(&fold(numbered))).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_the_next_number_and_stays_within_the_limit() {
        assert_eq!(free_name("laptop", std::iter::empty()), "laptop");
        assert_eq!(free_name("laptop", ["phone", "Laptop", "laptop-2"].into_iter()), "laptop-3");
        assert_eq!(free_name("laptop-2", ["laptop-2"].into_iter()), "laptop-2-2");
        let long = "é".repeat(NAME_BYTES_MAX / 2);
        let other = free_name(&long, [long.as_str()].into_iter());
        assert!(other.len() <= NAME_BYTES_MAX && other.ends_with("é-2"), "{other}");
    }
}

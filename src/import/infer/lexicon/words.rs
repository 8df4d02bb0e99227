//! Tables of words inside cells, as all kinds of them are looked up.
//!
//! Owns the folding of a table. Must not know what a word means.

use rustc_hash::FxHashMap;

use super::fold;

/// Longest cell that may be one of the words, in bytes.
pub(super) const WORD_BYTES_MAX: usize = 48;

/// The meanings of lists of words, by the folded word.
pub(super) fn table<T: Copy>(lists: &[(&[&'static str], T)]) -> FxHashMap<String, T> {
    let mut words = FxHashMap::default();
    for (list, meaning) in lists {
        for word in *list {
            words.entry(fold(word)).or_insert(*meaning);
        }
    }
    words
}

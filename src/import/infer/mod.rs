//! Inference: what a statement's columns are, found from a bounded sample of its records.
//!
//! Owns the candidates: each with the reason for it. Must not read the whole file: `evidence` proves there what is found here.
//!
//! A header only claims what a column holds; its values have to support it, or they decide alone. A running balance proves
//! which column holds the amounts and what their signs mean. Where two readings remain, both are given back with the
//! options that decide.

mod around;
mod assign;
mod balance;
mod card_payments;
mod header;
mod lexicon;
mod money;
mod profile;
mod sample;

pub(super) use around::Above;
pub(super) use assign::{Assigned, Given, assign};
pub(super) use balance::Running;
pub(super) use card_payments::{sign_by_kinds, sign_by_payments, speaks_of_bills};
pub(super) use header::{Candidate as HeaderCandidate, Header, find_header, header_candidates};
pub(super) use lexicon::{
    DirectionWord, RowKindWord, StateWord, direction_word, fold, heads_pending, is_balance, is_foreign,
    is_pending_text, is_weekday, month_of, row_kind_word, state_word,
};
pub(super) use money::{is_number, usual_mark, value};
pub(super) use profile::Profile;
pub(super) use sample::{Sample, SampleRecord, find_delimiter};

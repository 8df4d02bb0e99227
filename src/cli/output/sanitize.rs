//! The one door between text and the terminal (invariant I10).
//!
//! Owns nothing: what is shown and how is [`crate::model::text`]'s. It stands here so that whoever prints finds it beside
//! the ways to print. Data written for programs (JSON, CSV) does not pass here.

pub use crate::model::text::for_terminal;

//! Pictures made of characters: bars, gauges, stacked bars, sparklines.
//!
//! Owns how long a bar is and what it is made of, in whole numbers. Pure: the room is given in terminal cells, and colours are
//! numbers that whoever prints turns into escape sequences or leaves out. Must not know the terminal.

mod bar;
mod ink;
mod spark;
mod stack;

pub use bar::{Axis, bar, gauge};
pub use ink::Ink;
pub use spark::sparkline;
pub use stack::{BAR_CELLS_MAX, SERIES_MAX, Series, Stack, Stacked};

use crate::model::cells::{ELLIPSIS, ELLIPSIS_ASCII};

/// The characters that a picture may be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Charset {
    /// The block elements of Unicode (U+2580 to U+259F), which split a cell into eighths.
    #[default]
    Unicode,
    /// ASCII alone: for terminals and mail programs that show nothing else.
    Ascii,
}

impl Charset {
    /// What stands at the end of a text that was cut: one cell.
    #[must_use]
    pub const fn ellipsis(self) -> &'static str {
        match self {
            Self::Unicode => ELLIPSIS,
            Self::Ascii => ELLIPSIS_ASCII,
        }
    }
}

/// A run of characters in one colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The characters, safe for a terminal.
    pub text: String,
    /// Its colour, where colour is allowed; `None` is that of other text.
    pub ink: Option<Ink>,
}

impl Span {
    /// Text without a colour of its own.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ink: None }
    }

    /// Text in a colour.
    #[must_use]
    pub fn inked(text: impl Into<String>, ink: Ink) -> Self {
        Self { text: text.into(), ink: Some(ink) }
    }
}

//! Colour: four tones and the inks of pictures, decided once.
//!
//! Owns the escape sequences. Must not decide where they are wanted: that is the context's.

use std::borrow::Cow;

use crate::report::chart::{Charset, Ink, Span};

/// The look of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Headings and what matters.
    Bold,
    /// What is there for completeness.
    Dim,
    /// Errors, what is over a budget.
    Red,
    /// Income, what is done.
    Green,
    /// A part of a picture.
    Ink(Ink),
}

impl Tone {
    /// The parameter of the SGR sequence (ECMA-48, 8.3.117).
    /// Colours by number are those of xterm, 38;5;n.
    fn sgr(self) -> Cow<'static, str> {
        match self {
            Self::Bold => "1".into(),
            Self::Dim => "2".into(),
            Self::Red => "31".into(),
            Self::Green => "32".into(),
            Self::Ink(ink) => format!("38;5;{}", ink.number()).into(),
        }
    }
}

/// Whether tones are shown on one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    coloured: bool,
    charset: Charset,
}

impl Style {
    /// A style that shows tones if `coloured`.
    #[must_use]
    pub const fn new(coloured: bool) -> Self {
        Self { coloured, charset: Charset::Unicode }
    }

    /// The same with texts that are cut marked in this charset.
    #[must_use]
    pub const fn in_charset(mut self, charset: Charset) -> Self {
        self.charset = charset;
        self
    }

    /// What stands at the end of a text that was cut: one cell.
    #[must_use]
    pub const fn ellipsis(self) -> &'static str {
        self.charset.ellipsis()
    }

    /// A style that shows none.
    #[must_use]
    pub const fn plain() -> Self {
        Self::new(false)
    }

    /// Whether tones are shown.
    #[must_use]
    pub const fn is_coloured(self) -> bool {
        self.coloured
    }

    /// The text in a tone, or as it is.
    #[must_use]
    pub fn paint(self, tone: Tone, text: &str) -> String {
        if self.coloured && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", tone.sgr())
        } else {
            text.to_owned()
        }
    }

    /// A line of a picture.
    #[must_use]
    pub fn line(self, spans: &[Span]) -> String {
        let inked = |span: &Span| match span.ink {
            Some(ink) => self.paint(Tone::Ink(ink), &span.text),
            None => span.text.clone(),
        };
        spans.iter().map(inked).collect()
    }

    /// The text in bold.
    #[must_use]
    pub fn bold(self, text: &str) -> String {
        self.paint(Tone::Bold, text)
    }

    /// The text dimmed.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.paint(Tone::Dim, text)
    }

    /// The text in red.
    #[must_use]
    pub fn red(self, text: &str) -> String {
        self.paint(Tone::Red, text)
    }

    /// The text in green.
    #[must_use]
    pub fn green(self, text: &str) -> String {
        self.paint(Tone::Green, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_style_adds_nothing_and_a_coloured_one_always_resets() {
        assert_eq!(Style::plain().red("12.50"), "12.50");
        assert_eq!(Style::new(true).red("12.50"), "\u{1b}[31m12.50\u{1b}[0m");
        assert_eq!(Style::new(true).bold(""), "");
        let spans = [Span::plain("a "), Span::inked("█", Ink::others())];
        assert_eq!(Style::new(true).line(&spans), "a \u{1b}[38;5;246m█\u{1b}[0m");
        assert_eq!(Style::plain().line(&spans), "a █");
    }
}

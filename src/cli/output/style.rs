//! Colour: four tones, decided once.
//!
//! Owns the escape sequences. Must not decide where they are wanted: that is the context's.

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
}

impl Tone {
    /// The parameter of the SGR sequence (ECMA-48, 8.3.117).
    const fn sgr(self) -> &'static str {
        match self {
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "31",
            Self::Green => "32",
        }
    }
}

/// Whether tones are shown on one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    coloured: bool,
}

impl Style {
    /// A style that shows tones if `coloured`.
    #[must_use]
    pub const fn new(coloured: bool) -> Self {
        Self { coloured }
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
    }
}

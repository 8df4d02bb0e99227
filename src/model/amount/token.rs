//! Splits a typed amount into numbers, operators and the words that name its currency.
//!
//! Owns which characters mean the same (full-width forms, kinds of spaces and apostrophes). Must not decide what a
//! number or a word is worth.

use super::{AmountError, sign};
use crate::model::text::{is_hostile, is_ignorable};

/// What stands between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

/// A part of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits and marks, as in `1'234,50`, with one form of apostrophe and of space.
    Number(String),
    Operator(Operator),
    Open,
    Close,
}

/// A typed amount in parts.
pub(super) struct Parts {
    /// The expression, without the words.
    pub(super) tokens: Vec<Token>,
    /// What may name a currency, in order.
    pub(super) words: Vec<String>,
    /// The text without the words.
    pub(super) bare: String,
}

/// Splits the text.
///
/// # Errors
/// [`AmountError::Character`], [`AmountError::ForeignDigit`] and [`AmountError::NotANumber`] for what cannot be part of an
/// amount, [`AmountError::Scientific`] for `1e5`.
pub(super) fn split(text: &str, value: &str) -> Result<Parts, AmountError> {
    let chars: Vec<char> = text.chars().map(plain).collect();
    refuse_foreign(&chars, value)?;
    let mut splitter = Splitter {
        chars,
        position: 0,
        parts: Parts { tokens: Vec::new(), words: Vec::new(), bare: String::new() },
    };
    while let Some(c) = splitter.peek(0) {
        splitter.step(c, value)?;
    }
    let mut parts = splitter.parts;
    parts.bare = parts.bare.trim().to_owned();
    Ok(parts)
}

/// The one character for all that mean the same to the reader: full-width forms (Unicode block "Halfwidth and Fullwidth
/// Forms", as input methods for East Asian scripts leave them) become ASCII, the spaces that typography puts between groups
/// become a space, the apostrophes and arithmetic signs become the ASCII ones.
fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '￡' => '£',
        '￥' => '¥',
        '￦' => '₩',
        '\u{A0}' | '\u{2007}'..='\u{2009}' | '\u{202F}' | '\u{3000}' => ' ',
        '’' | 'ʼ' => '\'',
        '−' => '-',
        '×' => '*',
        '÷' => '/',
        c => c,
    }
}

fn refuse_foreign(chars: &[char], value: &str) -> Result<(), AmountError> {
    for &c in chars {
        if is_hostile(c) || is_ignorable(c) {
            let shown = format!("the invisible character U+{:04X}", u32::from(c));
            return Err(AmountError::Character { value: value.to_owned(), shown });
        }
        if c.is_numeric() && !c.is_ascii() {
            return Err(AmountError::ForeignDigit { value: value.to_owned(), digit: c });
        }
    }
    if chars.iter().any(char::is_ascii_digit) {
        return Ok(());
    }
    Err(AmountError::NotANumber { value: value.to_owned() })
}

struct Splitter {
    chars: Vec<char>,
    position: usize,
    parts: Parts,
}

impl Splitter {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.position + ahead).copied()
    }

    fn step(&mut self, c: char, value: &str) -> Result<(), AmountError> {
        let token = match c {
            ' ' => {
                self.parts.bare.push(' ');
                self.position += 1;
                return Ok(());
            }
            '+' => Token::Operator(Operator::Plus),
            '-' => Token::Operator(Operator::Minus),
            '*' => Token::Operator(Operator::Times),
            '/' => Token::Operator(Operator::Over),
            '(' => Token::Open,
            ')' => Token::Close,
            c if is_number(c) => {
                self.number();
                return Ok(());
            }
            c if is_word(c) => return self.word(value),
            c => {
                let shown = if c.is_ascii() {
                    format!("`{c}`")
                } else {
                    format!("the character U+{:04X}", u32::from(c))
                };
                return Err(AmountError::Character { value: value.to_owned(), shown });
            }
        };
        self.parts.tokens.push(token);
        self.parts.bare.push(c);
        self.position += 1;
        Ok(())
    }

    /// Takes digits and marks; a space belongs to the number only between two digits.
    fn number(&mut self) {
        let mut literal = String::new();
        while let Some(c) = self.peek(0) {
            let grouping = c == ' '
                && literal.ends_with(|c: char| c.is_ascii_digit())
                && self.peek(1).is_some_and(|next| next.is_ascii_digit());
            if !is_number(c) && !grouping {
                break;
            }
            literal.push(c);
            self.position += 1;
        }
        self.parts.bare.push_str(&literal);
        self.parts.tokens.push(Token::Number(literal));
    }

    /// Takes a run of letters and signs: a currency, the `x` of a product, or both (`3x€4.50`).
    fn word(&mut self, value: &str) -> Result<(), AmountError> {
        let run: String = self.chars[self.position..].iter().take_while(|c| is_word(**c)).collect();
        let length = run.chars().count();
        let exponent = self.peek(1).is_some_and(|next| next.is_ascii_digit() || matches!(next, '+' | '-'));
        if exponent && matches!(run.as_str(), "e" | "E") && !self.parts.tokens.is_empty() {
            return Err(AmountError::Scientific { value: value.to_owned() });
        }
        // Signs such as `Fr.` and `S/.` hold characters that mean something else elsewhere.
        for tail in ["/.", "/", "."] {
            let longer = format!("{run}{tail}");
            let follows = tail.chars().enumerate().all(|(index, c)| self.peek(length + index) == Some(c));
            if follows && sign::is_known(&longer) {
                self.position += length + tail.len();
                self.parts.words.push(longer);
                return Ok(());
            }
        }
        self.position += length;
        if sign::is_known(&run) {
            self.parts.words.push(run);
        } else if let Some(rest) = run.strip_prefix(['x', 'X']).filter(|rest| may_follow_x(rest)) {
            self.times();
            self.push_word(rest);
        } else if let Some(start) = run.strip_suffix(['x', 'X']).filter(|start| sign::is_known(start)) {
            self.push_word(start);
            self.times();
        } else {
            self.parts.words.push(run);
        }
        Ok(())
    }

    fn times(&mut self) {
        self.parts.tokens.push(Token::Operator(Operator::Times));
        self.parts.bare.push('x');
    }

    fn push_word(&mut self, word: &str) {
        if !word.is_empty() {
            self.parts.words.push(word.to_owned());
        }
    }
}

fn may_follow_x(rest: &str) -> bool {
    rest.is_empty() || sign::is_known(rest)
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '\'')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '$' || (!c.is_ascii() && !c.is_whitespace())
}

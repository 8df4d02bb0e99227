//! Works out the sums and products that people type for an amount.
//!
//! Owns precedence and which numbers are money. Must not read numbers itself or round.

use super::AmountError;
use super::exact::Exact;
use super::literal::{Reading, Role};
use super::token::{Operator, Token};

/// Works out the tokens: `x` and `/` before `+` and `-`, otherwise from the left.
///
/// # Errors
/// [`AmountError::Expression`] for what is not well-formed, [`AmountError::DivisionByZero`], [`AmountError::Inexact`]
/// beyond 128 bits, and what the numbers are refused for.
pub(super) fn evaluate(tokens: &[Token], reading: Reading<'_>) -> Result<Exact, AmountError> {
    let mut parser = Parser { rest: tokens, reading };
    let result = parser.sum()?;
    match parser.rest.first() {
        None => Ok(result),
        Some(Token::Close) => Err(parser.refuse("a parenthesis is closed that was not opened")),
        Some(_) => Err(parser.refuse("there is no operator between two numbers")),
    }
}

/// A parser by recursive descent; its depth is bounded by the length of the text.
struct Parser<'a> {
    rest: &'a [Token],
    reading: Reading<'a>,
}

impl Parser<'_> {
    fn refuse(&self, problem: &'static str) -> AmountError {
        AmountError::Expression { value: self.reading.value.to_owned(), problem }
    }

    fn inexact(&self) -> AmountError {
        AmountError::Inexact { value: self.reading.value.to_owned() }
    }

    fn next_operator(&self) -> Option<Operator> {
        match self.rest.first() {
            Some(Token::Operator(operator)) => Some(*operator),
            _ => None,
        }
    }

    fn skip(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    fn sum(&mut self) -> Result<Exact, AmountError> {
        let mut total = self.product()?;
        while let Some(operator @ (Operator::Plus | Operator::Minus)) = self.next_operator() {
            self.skip();
            let right = self.product()?;
            total = if operator == Operator::Plus { total.plus(right) } else { total.minus(right) }
                .ok_or_else(|| self.inexact())?;
        }
        Ok(total)
    }

    fn product(&mut self) -> Result<Exact, AmountError> {
        let in_product = matches!(self.rest.get(1), Some(Token::Operator(Operator::Times | Operator::Over)));
        let mut total = self.operand(if in_product { Role::Factor } else { Role::Money })?;
        while let Some(operator @ (Operator::Times | Operator::Over)) = self.next_operator() {
            self.skip();
            let right = self.operand(Role::Factor)?;
            if operator == Operator::Over && right.is_zero() {
                return Err(AmountError::DivisionByZero { value: self.reading.value.to_owned() });
            }
            total = if operator == Operator::Times { total.times(right) } else { total.over(right) }
                .ok_or_else(|| self.inexact())?;
        }
        Ok(total)
    }

    fn operand(&mut self, role: Role) -> Result<Exact, AmountError> {
        let Some((token, rest)) = self.rest.split_first() else {
            return Err(self.refuse("a number is missing at the end"));
        };
        match token {
            Token::Number(literal) => {
                self.rest = rest;
                self.reading.number(literal, role)
            }
            Token::Open => {
                self.rest = rest;
                let inner = self.sum()?;
                if self.rest.first() != Some(&Token::Close) {
                    return Err(self.refuse("a parenthesis is not closed, or an operator is missing in it"));
                }
                self.skip();
                Ok(inner)
            }
            Token::Operator(_) => Err(self.refuse("an operator has no number before it")),
            Token::Close => Err(self.refuse("a parenthesis closes where a number is missing")),
        }
    }
}

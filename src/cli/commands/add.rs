//! `outlay add`: the arguments.

use clap::Args;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};

use crate::cli::completions;

/// Enter an expense
///
/// AMOUNT comes first, then the category, then words: plain ones are the description, +word is a tag, @word is the
/// method. With -c every word after AMOUNT is description. On a terminal, what is missing is asked for.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay add 12.50 groceries bread and butter @card +weekend
  outlay add 9 EUR coffee -d yesterday -p \"Café Central\"
  outlay add 45/3 -c food:out dinner, my third
  outlay add 20 clothes --income returned the shirt
  outlay add 3 misc -- -words that look like options, +or @tags

With --format json it prints {expense, warnings}.")]
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own on the command line
pub struct AddArgs {
    /// How much, with an optional currency: 12.50, 12.50EUR, €12.50, 12.50+3
    #[arg(value_name = "AMOUNT", allow_negative_numbers = true)]
    pub amount: Option<String>,
    /// The category, or a currency code that belongs to AMOUNT, or with -c the first word of the description
    #[arg(value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
    pub category_word: Option<String>,
    /// Description, +tag, @method
    #[arg(value_name = "WORDS", add = ArgValueCompleter::new(completions::words))]
    pub words: Vec<String>,
    /// Words that are description whatever they look like
    #[arg(value_name = "TEXT", last = true)]
    pub text: Vec<String>,
    /// When it was [default: today]
    #[arg(short, long, value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
    /// The category; then every word after AMOUNT is description
    #[arg(short, long, value_name = "CATEGORY", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::categories))]
    pub category: Option<String>,
    /// How it was paid
    #[arg(short, long, value_name = "METHOD", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::methods))]
    pub method: Option<String>,
    /// A tag; may be repeated
    #[arg(short, long, value_name = "TAG", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::tags))]
    pub tag: Vec<String>,
    /// Who was paid
    #[arg(short, long, value_name = "PAYEE", allow_negative_numbers = true)]
    pub payee: Option<String>,
    /// Anything else worth keeping
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// Money received, a refund included
    #[arg(long, conflicts_with = "transfer")]
    pub income: bool,
    /// Money moved between your own accounts; in no total
    #[arg(long)]
    pub transfer: bool,
    /// Enter it in the shared ledger
    #[arg(long, conflicts_with = "ledger")]
    pub shared: bool,
    /// Refuse a category that does not exist yet
    #[arg(long)]
    pub strict: bool,
    /// Take a date before 1970 or more than a year ahead
    #[arg(long)]
    pub force_date: bool,
}

impl AddArgs {
    /// The words after AMOUNT and before `--`, in order, the one that may be a category or a currency first.
    pub fn words_after_amount(&self) -> impl Iterator<Item = &str> {
        self.category_word.iter().chain(&self.words).map(String::as_str)
    }
}

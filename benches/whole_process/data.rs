//! Seeded bank statements, and the same rows as a journal of hledger and ledger.
//!
//! Owns what the rows look like and what is known about them beforehand: the sums and counts that every program's
//! result is checked against. Must not run a program.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};

/// In five rows of every statement.
pub const RARE_WORD: &str = "harpsichord";
/// In the names of two merchants: about one row in twenty.
pub const COMMON_WORD: &str = "market";

const RARE_ROWS: u64 = 5;
/// Ten years, leap days included.
const DAYS: u64 = 3_653;
/// One row in so many is money coming in.
const INCOME_EVERY: u64 = 25;
const AMOUNT_MINOR_MAX: u64 = 20_000;

/// Merchants with their categories: 34 of these, in two levels.
const MERCHANTS: [(&str, &str); 45] = [
    ("Green Grocer", "food:groceries"),
    ("Harbour Market", "food:groceries"),
    ("Valley Foods", "food:groceries"),
    ("Corner Market", "food:groceries"),
    ("Bean & Leaf", "food:coffee"),
    ("Third Cup", "food:coffee"),
    ("Noodle Bar", "food:restaurants"),
    ("Osteria Lupo", "food:restaurants"),
    ("The Old Mill", "food:restaurants"),
    ("Quick Bite", "food:takeaway"),
    ("Curry Express", "food:takeaway"),
    ("City Transport", "transport:bus"),
    ("National Rail", "transport:train"),
    ("Nightline Cabs", "transport:taxi"),
    ("Shoreway Fuel", "transport:fuel"),
    ("Northgate Fuel", "transport:fuel"),
    ("Park & Walk", "transport:parking"),
    ("Wheel Doctor", "transport:bicycle"),
    ("Lindner Homes", "home:rent"),
    ("Bright Energy", "home:electricity"),
    ("Riverside Water", "home:water"),
    ("Fibre Direct", "home:internet"),
    ("Oak & Pine", "home:furniture"),
    ("Hammer Time", "home:repairs"),
    ("Tidy Rooms", "home:cleaning"),
    ("Central Pharmacy", "health:pharmacy"),
    ("Moss Pharmacy", "health:pharmacy"),
    ("Dr Weber", "health:doctor"),
    ("Smile Dental", "health:dentist"),
    ("Pulse Gym", "health:sport"),
    ("Silver Screen", "leisure:cinema"),
    ("Page Turner", "leisure:books"),
    ("Vinyl Cellar", "leisure:music"),
    ("Pixel Arcade", "leisure:games"),
    ("Sunway Travel", "leisure:travel"),
    ("Hotel Astoria", "leisure:travel"),
    ("Stitch & Thread", "shopping:clothes"),
    ("Urban Shoes", "shopping:clothes"),
    ("Volt Electronics", "shopping:electronics"),
    ("Gift Box", "shopping:gifts"),
    ("Paper Trail", "shopping:office"),
    ("Mutual Insurance", "money:insurance"),
    ("Savings Bank Fee", "money:fees"),
    ("Little Steps", "family:childcare"),
    ("Lakeside Vet", "family:pets"),
];
const TOWNS: [&str; 12] = [
    "Leeds", "Cork", "Ghent", "Lyon", "Porto", "Turin", "Graz", "Kiel", "Bergen", "Tampere", "Brno", "Zadar",
];

/// The order of a statement's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Dates at random: years of statements of several accounts, one after the other.
    Mixed,
    /// Oldest first: one account's statement.
    Dated,
}

impl Order {
    /// Its name in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mixed => "mixed",
            Self::Dated => "dated",
        }
    }
}

/// What is known of a generated statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// How many rows.
    pub rows: u64,
    /// The sum of the money going out, in minor units.
    pub expense_minor: u64,
    /// The sum of the money coming in, in minor units.
    pub income_minor: u64,
    /// How many rows contain [`RARE_WORD`].
    pub rare: u64,
    /// How many rows contain [`COMMON_WORD`].
    pub common: u64,
    /// The newest date.
    pub newest: NaiveDate,
}

struct Row {
    date: NaiveDate,
    description: String,
    category: &'static str,
    minor: u64,
    income: bool,
}

/// Marsaglia's xorshift64* (Vigna 2016, "An experimental exploration of Marsaglia's xorshift generators, scrambled").
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A generator; equal seeds give equal numbers.
    pub const fn new(seed: u64) -> Self {
        // The state must not be zero.
        Self(if seed == 0 { 0x9e37_79b9_7f4a_7c15 } else { seed })
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `bound`, from the better, upper bits; the bias is below one in a billion at these bounds.
    pub const fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 20) % bound
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let at = self.below(u64::try_from(from.len()).ok()?);
        from.get(usize::try_from(at).ok()?).copied()
    }
}

fn row(random: &mut Random, at: u64, rows: u64, order: Order) -> Option<Row> {
    let day = match order {
        Order::Mixed => random.below(DAYS),
        Order::Dated => at * DAYS / rows,
    };
    let (merchant, category) = random.pick(&MERCHANTS)?;
    let town = random.pick(&TOWNS)?;
    let terminal = random.below(10_000);
    let rare = at % (rows / RARE_ROWS) == rows / RARE_ROWS / 2;
    let description = if rare {
        format!("Keyboard & {RARE_WORD} {terminal:04}")
    } else {
        format!("{merchant} {town} {terminal:04}")
    };
    let minor = random.below(AMOUNT_MINOR_MAX) + 1;
    Some(Row {
        date: NaiveDate::from_ymd_opt(2016, 1, 1)?.checked_add_days(Days::new(day))?,
        description,
        category,
        minor,
        income: random.below(INCOME_EVERY) == 0,
    })
}

fn for_each_row(
    seed: u64,
    rows: u64,
    order: Order,
    mut each: impl FnMut(&Row) -> std::io::Result<()>,
) -> Result<Facts> {
    let mut random = Random::new(seed);
    let mut facts = Facts { rows, ..Facts::default() };
    for at in 0..rows {
        let row = row(&mut random, at, rows, order).context("a row could not be generated")?;
        if row.income {
            facts.income_minor += row.minor;
        } else {
            facts.expense_minor += row.minor;
        }
        facts.rare += u64::from(row.description.contains(RARE_WORD));
        facts.common += u64::from(row.description.to_lowercase().contains(COMMON_WORD));
        facts.newest = facts.newest.max(row.date);
        each(&row)?;
    }
    Ok(facts)
}

fn writer(path: &Path) -> Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?))
}

/// Writes a statement as a bank would: money going out is negative.
///
/// # Errors
/// If the file cannot be written.
pub fn write_statement(path: &Path, seed: u64, rows: u64, order: Order) -> Result<Facts> {
    let mut out = writer(path)?;
    writeln!(out, "Date,Description,Amount,Category")?;
    let facts = for_each_row(seed, rows, order, |row| {
        let sign = if row.income { "" } else { "-" };
        writeln!(out, "{},{},{sign}{},{}", row.date, row.description, decimal(row.minor), row.category)
    })?;
    out.flush()?;
    Ok(facts)
}

/// Writes the same rows as a journal that hledger and ledger both read.
///
/// # Errors
/// If the file cannot be written.
pub fn write_journal(path: &Path, seed: u64, rows: u64, order: Order) -> Result<Facts> {
    let mut out = writer(path)?;
    let facts = for_each_row(seed, rows, order, |row| {
        let sign = if row.income { "-" } else { "" };
        writeln!(
            out,
            "{} {}\n    expenses:{}  {sign}{} EUR\n    assets:bank\n",
            row.date,
            row.description,
            row.category,
            decimal(row.minor)
        )
    })?;
    out.flush()?;
    Ok(facts)
}

/// Minor units with two decimals: `1234` is `12.34`.
pub fn decimal(minor: u64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

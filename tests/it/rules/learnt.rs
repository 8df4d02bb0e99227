//! What is learnt: at import, and how often it is right, measured on held-out rows:
//! `cargo test --test it rules::learnt::precision -- --nocapture`.

use std::collections::HashMap;
use std::path::Path;

use outlay::model::learn::Learner;
use outlay::model::text::fold;
use serde_json::json;

use super::{euros, fields};

#[test]
fn rows_are_given_the_category_that_their_payee_had_and_it_is_told() {
    let home = euros();
    home.ok(["add", "5", "food:groceries", "bread", "-p", "REWE 4711", "-d", "2026-09-01"]);
    home.ok(["add", "5", "books", "novel", "-p", "AMAZON", "-d", "2026-09-02"]);
    home.ok(["add", "5", "clothes", "shirt", "-p", "AMAZON", "-d", "2026-09-03"]);
    home.write(
        "a.csv",
        "Date,Amount,Description,Payee\n2026-10-01,-5.00,Card 77,rewe 0815\n2026-10-02,-6.00,Thing,AMAZON\n2026-10-03,-7.00,Other,Nobody\n",
    );
    let planned = home.json(["import", "a.csv", "--dry-run"]);
    let done = home.json(["import", "a.csv"]);
    for object in [&planned, &done] {
        assert_eq!(object["categorised"], json!({"rule": 0, "learnt": 1}));
    }
    assert_eq!(fields(&home, "Card 77")[0], json!("food:groceries"));
    assert_eq!(fields(&home, "Thing")[0], json!(null), "this payee is of several categories");
    assert_eq!(fields(&home, "Other")[0], json!(null));
    home.ok(["rule", "add", "rewe", "food:rules"]);
    home.write("b.csv", "Date,Amount,Description,Payee\n2026-10-05,-5.00,Card 78,REWE\n");
    let said = home.ok(["import", "b.csv"]);
    assert!(said.contains("1 with a category by rules"), "{said}");
    assert_eq!(fields(&home, "Card 78")[0], json!("food:rules"), "rules come first");
}

/// Payee, description, category, oldest first.
type Row = (String, String, String);

/// How many of the held-out rows were given a category, and how many of those the right one.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    rows: usize,
    given: usize,
    right: usize,
}

impl Score {
    fn add(&mut self, guess: Option<&String>, right: &String) {
        self.rows += 1;
        self.given += usize::from(guess.is_some());
        self.right += usize::from(guess == Some(right));
    }

    /// Per mille.
    fn precision(self) -> usize {
        self.right * 1000 / self.given.max(1)
    }

    /// Per mille.
    fn coverage(self) -> usize {
        self.given * 1000 / self.rows.max(1)
    }
}

/// The last category of the same payee, else of the same description: the baseline.
fn baseline(learnt: &[Row], held_out: &[Row]) -> Score {
    let key = |row: &Row| fold(if row.0.is_empty() { &row.1 } else { &row.0 });
    let last: HashMap<String, &String> = learnt.iter().map(|row| (key(row), &row.2)).collect();
    let mut score = Score::default();
    for row in held_out {
        score.add(last.get(&key(row)).copied(), &row.2);
    }
    score
}

fn shipped(learnt: &[Row], held_out: &[Row]) -> Score {
    let mut names: Vec<&String> = learnt.iter().map(|row| &row.2).collect();
    names.sort();
    names.dedup();
    let number = |name: &String| i64::try_from(names.binary_search(&name).unwrap()).unwrap();
    let mut learner = Learner::default();
    // Newest first, as the store gives them.
    for row in learnt.iter().rev() {
        learner.learn(&row.0, &row.1, number(&row.2));
    }
    let known = learner.finish();
    let mut score = Score::default();
    for row in held_out {
        let guess = known.guess(&row.0, &row.1).map(|(number, _)| names[usize::try_from(number).unwrap()]);
        score.add(guess, &row.2);
    }
    score
}

/// Both on the last fifth, having learnt from what came before.
fn measured(name: &str, rows: &[Row]) -> (Score, Score) {
    let (learnt, held_out) = rows.split_at(rows.len() * 4 / 5);
    let scores = (baseline(learnt, held_out), shipped(learnt, held_out));
    for (who, score) in [("baseline", scores.0), ("shipped", scores.1)] {
        eprintln!(
            "{name:<28} {who:<9} of {:>5} rows  coverage {:>4} ‰  precision {:>4} ‰",
            score.rows,
            score.coverage(),
            score.precision()
        );
    }
    scores
}

/// Numbers that look random and are the same every time (Knuth, MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }
}

/// Kinds of merchants: how they are called, and the categories of their rows, the usual one first.
const KINDS: [(&str, &[&str]); 12] = [
    ("Supermarkt", &["food:groceries", "household"]),
    ("Restaurant", &["food:out"]),
    ("Apotheke", &["health:pharmacy"]),
    ("Tankstelle", &["car:fuel", "food:out"]),
    ("Online Shop", &["shopping", "gifts", "books", "clothes"]),
    ("Stadtwerke", &["home:energy"]),
    ("Versicherung", &["insurance"]),
    ("Kino", &["leisure"]),
    ("Bäckerei", &["food:groceries"]),
    ("Verkehrsbetriebe", &["transport"]),
    ("Baumarkt", &["household", "home:repairs"]),
    ("Streaming", &["leisure"]),
];

/// Some years of a household: few merchants often and many once, branches and receipts in the text, merchants of several
/// categories, slips of the person who categorised, and new merchants all the time.
fn household() -> Vec<Row> {
    let mut dice = Dice(7);
    let mut rows = Vec::new();
    for at in 0..4_000 {
        let seen = 120 + at / 40;
        let merchant = dice.below(seen).min(dice.below(seen)).min(dice.below(seen));
        let (kind, categories) = KINDS[merchant % KINDS.len()];
        let payee = format!(
            "{kind} {} {}",
            ["Müller", "Nord", "am Markt", "GmbH", "Süd", "City", "Adler"][merchant % 7],
            name_of(merchant)
        );
        let payee = if dice.below(2) == 0 { payee.to_uppercase() } else { payee };
        let branch =
            if merchant.is_multiple_of(3) { format!(" {}", 1000 + dice.below(40)) } else { String::new() };
        let category = match dice.below(100) {
            0..3 => KINDS[dice.below(KINDS.len())].1[0],
            3..18 => categories[dice.below(categories.len())],
            _ => categories[0],
        };
        let description = format!(
            "Kartenzahlung {:02}.{:02}. {}",
            1 + dice.below(28),
            1 + dice.below(12),
            dice.below(100_000)
        );
        rows.push((format!("{payee}{branch}"), description, category.to_owned()));
    }
    rows
}

/// A name of two syllables for every merchant.
fn name_of(merchant: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "lo", "mi", "ka", "ren", "to", "su", "vel", "dor", "nim", "pa", "gri", "hol", "wei", "zan",
        "fe",
    ];
    format!("{}{}{}", SYLLABLES[merchant % 16], SYLLABLES[merchant / 16 % 16], SYLLABLES[merchant / 256 % 16])
}

/// The rows of a real statement that has categories of its own, oldest first: payee, category and date (dd/mm/yyyy) by the
/// headers of their columns.
fn statement(file: &str, skip: usize, (payee, category, date): (&str, &str, &str)) -> Option<Vec<Row>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/statements").join(file);
    let bytes = std::fs::read(path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let text: String = text.split_inclusive('\n').skip(skip).collect();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name).unwrap();
    let (payee, category, date) = (column(payee), column(category), column(date));
    let mut rows = Vec::new();
    for record in reader.records().map(Result::unwrap) {
        let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        let Ok(date) = chrono::NaiveDate::parse_from_str(&cell(date), "%d/%m/%Y") else { continue };
        let row = (cell(payee), String::new(), cell(category));
        if !row.0.is_empty() && !row.2.is_empty() {
            rows.push((date, row));
        }
    }
    rows.sort_by_key(|row| row.0);
    Some(rows.into_iter().map(|row| row.1).collect())
}

#[test]
fn precision_and_coverage_on_the_last_fifth() {
    let (baseline, shipped) = measured("household (generated)", &household());
    assert!(shipped.precision() >= baseline.precision(), "{shipped:?} {baseline:?}");
    assert!(shipped.precision() >= 950, "{shipped:?}");
    assert!(shipped.coverage() >= 500, "{shipped:?}");
    // What the file of the cards calls TransNo holds the dates.
    for (file, skip, columns, sure) in [
        ("uk-health-spend.csv", 0, ("Supplier", "Expense Type", "Date"), 900),
        ("uk-health-spend.csv", 0, ("Supplier", "Expense Area", "Date"), 950),
        ("uk-council-cards.csv", 2, ("Supplier Name", "Purpose of Spend", "TransNo"), 950),
        ("uk-council-cards.csv", 2, ("Supplier Name", "Merchant Category", "TransNo"), 950),
    ] {
        if let Some(rows) = statement(file, skip, columns) {
            assert!(rows.len() > 1_000, "{file}: {}", rows.len());
            let (baseline, shipped) = measured(&format!("{} {}", &file[3..13], columns.1), &rows);
            assert!(shipped.given == 0 || shipped.precision() >= sure, "{file}: {shipped:?} {baseline:?}");
        }
    }
}

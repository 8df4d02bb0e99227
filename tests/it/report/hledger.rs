//! hledger, reading the exported journal, comes to the same sums by month and category.

use std::collections::BTreeMap;
use std::process::Command;

use super::household;
use crate::common::{Sandbox, random::Random, text};

/// Amounts in units of a ten-thousandth by month, category and currency.
type Balances = BTreeMap<(String, String, String), i128>;

/// The program, if it is installed. In CI it must be.
fn installed() -> bool {
    let there = Command::new("hledger").arg("--version").output().is_ok();
    let in_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(there || !in_ci, "hledger is not installed; .ci/run installs it");
    there
}

fn ten_thousandths(decimal: &str) -> i128 {
    let (sign, digits) = decimal.strip_prefix('-').map_or((1, decimal), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    sign * format!("{whole}{part:0<4}").parse::<i128>().unwrap()
}

/// What hledger makes of expenses and income, month by month; income is negative there.
fn of_hledger(home: &Sandbox, file: &str) -> Balances {
    let args = ["bal", "--flat", "-N", "-M", "-O", "csv", "-f", file, "expenses", "income"];
    let output = home.process("hledger").args(args).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let table = text(&output.stdout);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let months: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut balances = Balances::new();
    for record in reader.records() {
        let record = record.unwrap();
        let Some((_, category)) = record[0].split_once(':') else { continue };
        for (month, cell) in months.iter().zip(&record).skip(1) {
            for part in cell.split(", ").filter(|part| *part != "0") {
                let (amount, currency) = part.split_once(' ').unwrap();
                let at = (month.clone(), category.to_owned(), currency.to_owned());
                *balances.entry(at).or_default() += ten_thousandths(amount);
            }
        }
    }
    balances.retain(|_, amount| *amount != 0);
    balances
}

/// What the report says: what was spent less what came in.
fn of_report(home: &Sandbox) -> Balances {
    let report = home.json(["report", "--by", "month,category", "--period", "all"]);
    let mut balances = Balances::new();
    for row in report["rows"].as_array().unwrap() {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("uncategorised").to_owned();
        let at = (text(&row["key"]["month"]), text(&row["key"]["category"]), text(&row["currency"]));
        *balances.entry(at).or_default() -= ten_thousandths(row["net"].as_str().unwrap());
    }
    balances.retain(|_, amount| *amount != 0);
    balances
}

fn agree(home: &Sandbox) {
    home.ok(["export", "--as", "hledger", "-o", "all.journal"]);
    let (report, hledger) = (of_report(home), of_hledger(home, "all.journal"));
    assert!(report.len() > 20, "{} sums", report.len());
    assert_eq!(report, hledger);
}

#[test]
fn a_household_has_the_same_balances_by_month_and_category() {
    if installed() {
        agree(&household());
    }
}

#[test]
fn generated_ledgers_have_the_same_balances_by_month_and_category() {
    if !installed() {
        return;
    }
    for seed in 1..=3 {
        let mut random = Random::new(seed);
        let mut pick = |bound: u64| random.below(bound);
        let mut csv = String::from("date,direction,amount,currency,category,description\n");
        for _ in 0..400 {
            let (month, day) = (pick(24), pick(28) + 1);
            let date = format!("{}-{:02}-{day:02}", 2024 + month / 12, month % 12 + 1);
            let direction = ["expense", "expense", "income", "transfer"][usize::try_from(pick(4)).unwrap()];
            let (currency, exponent) =
                [("EUR", 2), ("JPY", 0), ("BHD", 3)][usize::try_from(pick(3)).unwrap()];
            let unit = 10_u64.pow(exponent);
            let minor = pick(100_000) + 1;
            let amount = if exponent == 0 {
                minor.to_string()
            } else {
                format!(
                    "{}.{:0width$}",
                    minor / unit,
                    minor % unit,
                    width = usize::try_from(exponent).unwrap()
                )
            };
            let category = ["food", "food:out", "home:rent", "travel", ""][usize::try_from(pick(5)).unwrap()];
            csv.push_str(&format!("{date},{direction},{amount},{currency},{category},x\n"));
        }
        let home = Sandbox::new();
        home.write("rows.csv", csv);
        home.ok(["import", "rows.csv", "--source", "made"]);
        agree(&home);
    }
}

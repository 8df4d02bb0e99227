//! Sums in one currency: `--in`, against an independent computation of exact fractions.

use serde_json::{Value, json};

use super::{HISTORY, euros};
use crate::common::random::Random;
use crate::common::{Sandbox, text};

/// Count, expense, income and net of a currency's total.
fn total(answer: &Value, currency: &str) -> Option<Value> {
    let rows = answer["totals"].as_array().unwrap();
    let row = rows.iter().find(|row| row["currency"] == currency)?;
    Some(json!([row["count"], row["expense"], row["income"], row["net"]]))
}

#[test]
fn totals_are_converted_row_by_row_and_what_was_used_is_told() {
    let home = euros();
    home.write("hist.csv", HISTORY);
    for row in [
        &["add", "10", "food", "-d", "2026-10-14"][..],
        &["add", "10.80USD", "food", "-d", "2026-10-14"],
        &["add", "10.80USD", "food", "-d", "2026-10-14"],
        &["add", "5USD", "food", "--income", "-d", "2026-10-15"],
        &["add", "1000JPY", "travel", "-d", "2026-10-02"],
        &["add", "50USD", "savings", "--transfer", "-d", "2026-10-14"],
    ] {
        home.ok(row);
    }
    home.ok(["rate", "import", "hist.csv", "--all"]);
    let answer = home.json(["list", "--in", "eur"]);
    // 10 + 2 x 10.80 / 1.08 + 1000 / 160; 5 / 1.0843.
    assert_eq!(total(&answer, "EUR"), Some(json!([5, "36.25", "4.61", "-31.64"])));
    assert_eq!((&answer["in"], &answer["unconverted"]), (&json!("EUR"), &json!([])));
    assert_eq!(answer["totals"].as_array().unwrap().len(), 1);
    assert_eq!(
        answer["rates"],
        json!([
            {"base": "EUR", "quote": "JPY", "from": "2026-10-01", "to": "2026-10-01", "count": 1},
            {"base": "EUR", "quote": "USD", "from": "2026-10-14", "to": "2026-10-15", "count": 3},
        ])
    );
    let plain = home.json(["list"]);
    assert_eq!(
        (&plain["in"], &plain["rates"], &plain["unconverted"], plain["totals"].as_array().unwrap().len()),
        (&json!(null), &json!([]), &json!([]), 3)
    );
    let printed = home.outlay(["list", "--in", "EUR", "-n", "1"]).assert().success();
    let output = printed.get_output();
    assert!(text(&output.stdout).ends_with("EUR: expense 36.25, income 4.61, net -31.64, 5 rows\n"));
    assert!(
        text(&output.stderr).ends_with(
            "converted at EUR/JPY of 2026-10-01 (1 row), EUR/USD of 2026-10-14 to 2026-10-15 (3 rows)\n"
        ),
        "{}",
        text(&output.stderr)
    );
    // The dollar by way of the euro: 1000 / 160 * 1.07.
    let dollars = home.json(["list", "--in", "USD", "--currency", "JPY"]);
    assert_eq!(total(&dollars, "USD"), Some(json!([1, "6.69", "0.00", "-6.69"])));
    home.fails(["list", "--in", "QQQ"], 2);
    home.fails(["list", "--in", "EUR", "--format", "csv"], 2);
}

#[test]
fn every_report_is_in_one_currency_where_that_is_asked_for() {
    let home = euros();
    home.write("hist.csv", HISTORY);
    for row in [
        &["add", "10", "food", "-d", "2026-10-14"][..],
        &["add", "10.80USD", "food", "-d", "2026-10-14"],
        &["add", "1631JPY", "travel", "-d", "2026-10-14"],
        &["add", "8THB", "travel", "-d", "2026-10-14"],
        &["add", "16USD", "food", "-d", "2026-09-30"],
    ] {
        home.ok(row);
    }
    home.ok(["rate", "import", "hist.csv", "--all"]);
    let report = home.json(["report", "--in", "EUR"]);
    let rows: Vec<Value> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| json!([row["key"]["category"], row["currency"], row["expense"], row["count"]]))
        .collect();
    assert_eq!(
        rows,
        [
            json!(["food", "EUR", "20.00", 2]),
            json!(["travel", "EUR", "10.00", 1]),
            json!(["travel", "THB", "8.00", 1])
        ]
    );
    assert_eq!(report["unconverted"][0]["currency"], "THB");
    let trend = home.json(["report", "trend", "food", "--in", "EUR", "--month", "2026-10"]);
    assert_eq!(total(&trend, "EUR"), Some(json!([2, "20.00", "0.00", "-20.00"])));
    let largest = home.json(["report", "largest", "-n", "2", "--in", "EUR"]);
    let shown: Vec<&Value> =
        largest["expenses"].as_array().unwrap().iter().map(|expense| &expense["amount"]).collect();
    assert_eq!(shown, ["1631", "10.80", "8.00"], "two that are worth the most, and one without a rate");
    assert_eq!((&largest["in"], largest["rates"].as_array().unwrap().len()), (&json!("EUR"), 2));
    let printed = home.outlay(["report", "--in", "EUR", "--by", "month"]).assert().success();
    let (stdout, stderr) = (text(&printed.get_output().stdout), text(&printed.get_output().stderr));
    assert!(stdout.contains("EUR: expense 30.00, income 0.00, net -30.00, 3 rows"), "{stdout}");
    assert!(
        stderr.contains("converted at EUR/JPY of 2026-10-14 (1 row), EUR/USD of 2026-10-14 (1 row)"),
        "{stderr}"
    );
    assert!(stderr.contains("1 row in THB of 2026-10-14 has no rate to EUR"), "{stderr}");
    // Where nothing is in another currency, the answer is the one without the option.
    for args in [&["report", "--currency", "EUR"][..], &["report", "trend", "--currency", "EUR"]] {
        let plain = home.json(args);
        let mut converted = home.json([args, &["--in", "EUR"]].concat());
        assert_eq!(converted["in"], "EUR");
        converted["in"] = Value::Null;
        assert_eq!(converted, plain);
    }
}

#[test]
fn rows_without_a_rate_stay_in_their_currency_and_are_warned_of() {
    let home = euros();
    home.ok(["add", "10", "food", "-d", "2026-10-01"]);
    for day in ["2026-10-01", "2026-10-08", "2026-10-09", "2026-10-10"] {
        home.ok(["add", "11USD", "food", "-d", day]);
    }
    home.ok(["rate", "set", "EUR", "USD", "1.1", "-d", "2026-10-01"]);
    let answer = home.json(["list", "--in", "EUR"]);
    assert_eq!(total(&answer, "EUR"), Some(json!([3, "30.00", "0.00", "-30.00"])), "seven days old is taken");
    assert_eq!(total(&answer, "USD"), Some(json!([2, "22.00", "0.00", "-22.00"])), "eight days old is not");
    assert_eq!(answer["unconverted"].as_array().unwrap().len(), 1);
    assert_eq!(answer["unconverted"][0]["expense"], "22.00");
    assert_eq!(answer["warnings"][0]["code"], "no_rate");
    let said = text(&home.outlay(["list", "--in", "EUR"]).assert().success().get_output().stderr);
    assert!(
        said.contains(
            "2 rows in USD from 2026-10-09 to 2026-10-10 have no rate to EUR of the day or the 7 days before"
        ) && said.contains("outlay rate set EUR USD RATE -d 2026-10-09"),
        "{said}"
    );
    home.ok(["rate", "set", "EUR", "USD", "1.1", "-d", "2026-10-09"]);
    assert_eq!(home.json(["list", "--in", "EUR"])["unconverted"], json!([]));
}

/// A rate as the test keeps it: digits over a power of ten.
struct Rate {
    base: &'static str,
    quote: &'static str,
    day: u32,
    digits: i128,
    unit: i128,
}

/// An expense or income.
struct Row {
    day: u32,
    is_income: bool,
    minor: i128,
    code: &'static str,
}

const CODES: [(&str, u32); 5] = [("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("CHF", 2)];

fn decimals(code: &str) -> u32 {
    CODES.iter().find(|(known, _)| *known == code).unwrap().1
}

/// The rates that lead from one currency straight to another on a day: age, whether it is turned round, the fraction.
fn step(rates: &[Rate], from: &str, to: &str, day: u32) -> Option<(u32, u8, (i128, i128))> {
    let mut found = Vec::new();
    for rate in rates.iter().filter(|rate| rate.day <= day && day - rate.day <= 7) {
        if (rate.base, rate.quote) == (from, to) {
            found.push((day - rate.day, 0, (rate.digits, rate.unit)));
        } else if (rate.quote, rate.base) == (from, to) {
            found.push((day - rate.day, 1, (rate.unit, rate.digits)));
        }
    }
    found.into_iter().min_by_key(|(age, turned, _)| (*age, *turned))
}

/// What an amount is worth by the rule, in exact fractions, rounded once; `None` without a rate.
fn worth(rates: &[Rate], minor: i128, from: &str, to: &str, day: u32) -> Option<i128> {
    let mut ways = Vec::new();
    if let Some((age, turned, fraction)) = step(rates, from, to, day) {
        ways.push((age, turned, "", fraction));
    }
    for (through, _) in CODES.iter().filter(|(code, _)| *code != from && *code != to) {
        if let (Some(first), Some(second)) = (step(rates, from, through, day), step(rates, through, to, day))
        {
            let fraction = (first.2.0 * second.2.0, first.2.1 * second.2.1);
            ways.push((first.0.max(second.0), 2, through, fraction));
        }
    }
    let (.., (numerator, denominator)) =
        ways.into_iter().min_by_key(|(age, kind, through, _)| (*age, *kind, *through))?;
    let numerator = minor * numerator * 10_i128.pow(decimals(to));
    let denominator = denominator * 10_i128.pow(decimals(from));
    Some((2 * numerator + denominator) / (2 * denominator))
}

fn shown(minor: i128, code: &str) -> String {
    let (sign, size, places) = (if minor < 0 { "-" } else { "" }, minor.unsigned_abs(), decimals(code));
    if places == 0 {
        return format!("{sign}{size}");
    }
    let unit = 10_u128.pow(places);
    format!("{sign}{}.{:0width$}", size / unit, size % unit, width = places as usize)
}

/// A ledger of 120 rows over 60 days, and rates with gaps in them.
fn generated(random: &mut Random) -> (Sandbox, Vec<Row>, Vec<Rate>) {
    let home = euros();
    let pick = |random: &mut Random| CODES[usize::try_from(random.below(5)).unwrap()];
    let mut csv = "Date,Amount,Currency,Description\n".to_owned();
    let mut rows = Vec::new();
    for number in 0..120 {
        let (code, _) = pick(random);
        let day = u32::try_from(random.below(60)).unwrap();
        let minor = 1 + i128::from(random.below(if number % 10 == 0 { 1_000_000_000 } else { 100_000 }));
        let is_income = random.below(4) == 0;
        let sign = if is_income { "" } else { "-" };
        csv.push_str(&format!("{},{sign}{},{code},row {number}\n", date(day), shown(minor, code)));
        rows.push(Row { day, is_income, minor, code });
    }
    home.write("rows.csv", csv);
    home.ok(["import", "rows.csv", "--invert=no", "--decimal-mark", "."]);
    let mut rates: Vec<Rate> = Vec::new();
    let mut table = "Date,USD,JPY,KWD,CHF,\n".to_owned();
    for day in (0..60).rev().filter(|day| !(20..=30).contains(day) && day % 7 < 5) {
        table.push_str(&date(day));
        for (quote, _) in &CODES[1..] {
            if random.below(8) == 0 {
                table.push_str(",N/A");
                continue;
            }
            let digits = 1_000 + i128::from(random.below(2_000_000));
            table.push_str(&format!(",{}.{:04}", digits / 10_000, digits % 10_000));
            rates.push(Rate { base: "EUR", quote, day, digits, unit: 10_000 });
        }
        table.push_str(",\n");
    }
    home.write("hist.csv", table);
    home.ok(["rate", "import", "hist.csv", "--all"]);
    for _ in 0..4 {
        let ((base, _), (quote, _)) = (pick(random), pick(random));
        let day = u32::try_from(random.below(60)).unwrap();
        let is_known = rates.iter().any(|rate| (rate.base, rate.quote, rate.day) == (base, quote, day));
        if base != quote && !is_known {
            let digits = 1 + i128::from(random.below(9_999));
            let rate = format!("{}.{:02}", digits / 100, digits % 100);
            home.ok(["rate", "set", base, quote, &rate, "-d", &date(day)]);
            rates.push(Rate { base, quote, day, digits, unit: 100 });
        }
    }
    (home, rows, rates)
}

/// The day with a number, from 1 August 2026 on.
fn date(day: u32) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
    first.checked_add_days(chrono::Days::new(u64::from(day))).unwrap().to_string()
}

#[test]
fn converted_totals_are_those_of_exact_fractions() {
    let mut apart = 0;
    for seed in 0..4 {
        let mut random = Random::new(seed);
        let (home, rows, rates) = generated(&mut random);
        for (to, _) in CODES {
            let mut sums: std::collections::BTreeMap<&str, [i128; 3]> = std::collections::BTreeMap::new();
            for &Row { day, is_income, minor, code } in &rows {
                let converted = if code == to { Some(minor) } else { worth(&rates, minor, code, to, day) };
                let (minor, code) = converted.map_or((minor, code), |minor| (minor, to));
                let sum = sums.entry(code).or_default();
                sum[0] += 1;
                sum[if is_income { 2 } else { 1 }] += minor;
            }
            let wanted = |code: &str| {
                let [count, expense, income] = *sums.get(code)?;
                let (count, net) = (i64::try_from(count).unwrap(), shown(income - expense, code));
                Some(json!([count, shown(expense, code), shown(income, code), net]))
            };
            let listed = home.json(["list", "--in", to, "-n", "0"]);
            let reported = home.json(["report", "--in", to, "--period", "all", "--by", "payee"]);
            let by_month = home.json(["report", "--in", to, "--period", "all", "--by", "month"]);
            let habits = home.json(["report", "habits", "--in", to, "--period", "all"]);
            for answer in [&listed, &reported, &by_month, &habits] {
                for (code, _) in CODES {
                    assert_eq!(total(answer, code), wanted(code), "seed {seed}: {code} in {to}");
                }
                let unconverted = answer["unconverted"].as_array().unwrap();
                assert_eq!(unconverted.len(), sums.len() - 1, "seed {seed} in {to}");
                for row in unconverted.iter().filter(|row| row["currency"] != to) {
                    let code = row["currency"].as_str().unwrap();
                    assert_eq!(Some(&row["expense"]), wanted(code).as_ref().map(|sum| &sum[1]));
                }
                apart += unconverted.len();
            }
        }
    }
    assert!(apart > 0, "every row had a rate: the gap was too short");
}

#[test]
fn what_has_no_rate_in_the_other_period_is_warned_of_and_no_part_of_this_one() {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    home.ok(["add", "10 USD", "food", "-d", "2026-10-02"]);
    home.ok(["add", "500 JPY", "food", "-d", "2026-09-02"]);
    home.ok(["rate", "set", "EUR", "USD", "2", "-d", "2026-10-02"]);
    let report = home.json(["report", "--in", "EUR", "--compare", "previous"]);
    assert_eq!(report["unconverted"], json!([]));
    assert_eq!(report["totals"][0]["expense"], "5.00");
    assert_eq!(report["warnings"][0]["code"], "no_rate", "{report:#}");
    let error = home.fails_json(["rate", "set", "EUR", "USD", "2", "-d", "2036-10-02"], 2);
    assert!(!error["hint"].as_str().unwrap().contains("force-date"), "{error}");
}

#[test]
fn a_way_through_a_third_currency_is_found_among_many_rates() {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "CHF");
    home.ok(["add", "10 USD", "food", "-d", "2026-10-02"]);
    for (base, quote, rate) in
        [("EUR", "USD", "2"), ("EUR", "CHF", "4"), ("EUR", "JPY", "170"), ("GBP", "JPY", "200")]
    {
        home.ok(["rate", "set", base, quote, rate, "-d", "2026-10-02"]);
    }
    let report = home.json(["report", "--in", "CHF"]);
    assert_eq!(report["totals"][0]["expense"], "20.00");
    let used: Vec<&str> =
        report["rates"].as_array().unwrap().iter().map(|rate| rate["quote"].as_str().unwrap()).collect();
    assert_eq!(used, ["CHF", "USD"]);
}

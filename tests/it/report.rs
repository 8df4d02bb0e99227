//! Reports: what they compare, average and sum, beside sums made by hand, by hledger and by SQL; and how they look.

mod edges;
mod hledger;
mod periods;
mod snapshots;
mod views;

use crate::common::Sandbox;

/// A ledger of fourteen months up to the fixed now, 2026-10-15: a salary, rent, food with refunds, a trip in yen, and a transfer.
/// Everything is written out, so that the figures of the tests can be checked by hand.
pub fn household() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    let mut csv = String::from("Date,Amount,Description,Category,Payee,Currency\n");
    for month in 0..14_i32 {
        let (year, of_year) = (2025 + (8 + month) / 12, (8 + month) % 12 + 1);
        let date = |day: u32| format!("{year}-{of_year:02}-{day:02}");
        let mut row = |day, amount: String, what: &str, category: &str, currency: &str| {
            csv.push_str(&format!("{},{amount},{what},{category},{what},{currency}\n", date(day)));
        };
        row(1, "2500.00".to_owned(), "Acme", "salary", "EUR");
        row(3, "-900.00".to_owned(), "Lindner Homes", "home:rent", "EUR");
        row(5, format!("-{}.50", 100 + 10 * (month % 5)), "Green Grocer", "food:groceries", "EUR");
        row(12, format!("-{}.25", 20 + 7 * (month % 3)), "Osteria Lupo", "food:restaurants", "EUR");
        if month % 4 == 3 {
            row(14, "40.00".to_owned(), "Green Grocer", "food:groceries", "EUR");
        }
        if month % 6 == 1 {
            row(9, "-64.90".to_owned(), "駅弁屋 祭", "旅行:食事", "EUR");
            row(8, "-12400".to_owned(), "Hotel Astoria", "travel", "JPY");
        }
        if month == 5 {
            row(10, "-3100.00".to_owned(), "Volt Electronics", "shopping:electronics", "EUR");
        }
    }
    home.write("rows.csv", csv);
    let import = "import rows.csv --source giro --date-format ymd --decimal-mark .";
    home.ok(import.split(' '));
    home.ok(["add", "300", "savings", "--transfer", "-d", "2026-10-02"]);
    home
}

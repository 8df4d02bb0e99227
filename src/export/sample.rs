//! An expense for the tests of this layer and of `import`.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::model::expense::{Direction, Expense, SyncState};
use crate::model::money::Money;

pub(crate) fn sample() -> Expense {
    let created_at: DateTime<Utc> = "2026-03-04T10:15:00.123Z".parse().unwrap();
    Expense {
        id: Uuid::parse_str("01890000-0000-7000-8000-000000000001").unwrap(),
        number: 1_042,
        ledger: "personal".to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 3, 4).unwrap(),
        direction: Direction::Expense,
        amount: Money::new(1_250, "EUR".parse().unwrap()),
        category: Some("food:groceries".to_owned()),
        description: "weekly shop".to_owned(),
        payee: Some("REWE".to_owned()),
        method: Some("Card".to_owned()),
        tags: vec!["home".to_owned(), "party".to_owned()],
        note: None,
        paid_by: None,
        reference: Some("RF-1".to_owned()),
        source: Some("giro".to_owned()),
        batch: Some(Uuid::parse_str("01890000-0000-7000-8000-0000000000b1").unwrap()),
        created_at,
        updated_at: created_at,
        deleted_at: None,
        sync: SyncState::Local,
        revision: 0,
    }
}

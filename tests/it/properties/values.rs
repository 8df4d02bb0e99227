//! Random values: few enough that commands meet each other, odd enough that text handling is tried.

use chrono::{Days, NaiveDate};
use outlay::ledger::categories::CategoryEdit;
use outlay::ledger::entries::Edit;
use outlay::model::category::CategoryPath;
use outlay::model::currency::Currency;
use outlay::model::expense::{Direction, ExpenseDraft};
use outlay::model::money::Money;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Texts that meet each other in searches: cases, accents, scripts without spaces, signs alone, one long word.
pub const TEXTS: [&str; 12] = [
    "coffee",
    "Coffee-shop at the corner",
    "Café crème",
    "cafe\u{301} noir",
    "咖啡店",
    "星巴克咖啡 店",
    "AMAZON.DE*order",
    "\"quoted\" * NEAR(x) OR",
    "☕",
    "***",
    "100% wool; -5",
    "Straße ŁÓDŹ Ærø",
];
/// Tags, in more than one case and script, one of them the beginning of another.
pub const TAGS: [&str; 7] = ["holiday", "holidays", "Holiday", "shared", "café", "咖啡", "x"];
/// Payment methods, known ones and others.
pub const METHODS: [&str; 4] = ["Card", "Cash", "my card", "Überweisung"];
/// Category paths: some begin others, some end like others.
pub const PATHS: [&str; 9] = [
    "food",
    "food:groceries",
    "food:groceries:bio",
    "travel",
    "travel:food",
    "餐饮:咖啡",
    "a:b:c:d:e",
    "a:b",
    "bio",
];
/// Currencies of every number of decimals that is common.
pub const CURRENCIES: [&str; 4] = ["EUR", "JPY", "BHD", "CLF"];

/// A day within some 14 months around two turns of the year.
pub fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..420).prop_map(|days| NaiveDate::from_ymd_opt(2025, 11, 20).unwrap() + Days::new(days))
}

/// A category's path.
pub fn path() -> impl Strategy<Value = CategoryPath> {
    prop_oneof![select(&PATHS[..]), select(&PATHS[..3])].prop_map(|path| CategoryPath::parse(path).unwrap())
}

/// An amount, often of the same few.
pub fn amount() -> impl Strategy<Value = Money> {
    let minor = prop_oneof![Just(0), Just(1_250), 1_i64..2_000, 1_i64..900_000_000];
    (minor, select(&CURRENCIES[..])).prop_map(|(minor, code)| Money::new(minor, currency(code)))
}

/// A currency by its code.
pub fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

/// One of the three directions, mostly an expense.
pub fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![4 => Just(Direction::Expense), 1 => Just(Direction::Income), 1 => Just(Direction::Transfer)]
}

/// One of the texts.
pub fn text() -> impl Strategy<Value = String> {
    select(&TEXTS[..]).prop_map(str::to_owned)
}

fn method() -> impl Strategy<Value = String> {
    select(&METHODS[..]).prop_map(str::to_owned)
}

/// An expense about to be recorded, every field filled or not.
pub fn draft() -> impl Strategy<Value = ExpenseDraft> {
    let money = (day(), direction(), amount(), option::weighted(0.8, path()));
    let texts = (option::of(text()), option::of(text()), option::of(method()), option::weighted(0.2, text()));
    let rest =
        (btree_set(select(&TAGS[..]), 0..3), option::weighted(0.2, text()), option::weighted(0.2, text()));
    (money, texts, rest).prop_map(
        |(
            (date, direction, amount, category),
            (description, payee, method, note),
            (tags, paid_by, reference),
        )| {
            ExpenseDraft {
                date,
                direction,
                amount,
                category: category.map(|path| path.to_string()),
                description: description.unwrap_or_default(),
                payee,
                method,
                tags: tags.into_iter().map(str::to_owned).collect(),
                note,
                paid_by,
                reference,
            }
        },
    )
}

/// What one `edit` changes: one field or several, set or cleared.
pub fn edit() -> impl Strategy<Value = Edit> {
    let rare = 0.25;
    let clearable = || option::weighted(rare, option::of(text()));
    let money = (
        option::weighted(rare, day()),
        option::weighted(rare, direction()),
        option::weighted(rare, amount()),
        option::weighted(0.4, option::weighted(0.8, path())),
    );
    let texts = (
        option::weighted(rare, prop_oneof![Just(String::new()), text()]),
        clearable(),
        option::weighted(rare, option::of(method())),
        clearable(),
        clearable(),
    );
    let tags =
        (vec((select(&TAGS[..]).prop_map(str::to_owned), any::<bool>()), 0..3), prop::bool::weighted(0.1));
    (money, texts, tags).prop_map(
        |(
            (date, direction, amount, category),
            (description, payee, method, note, reference),
            (tags, clear_tags),
        )| {
            Edit {
                date,
                direction,
                amount,
                category,
                description,
                payee,
                method,
                note,
                reference,
                tags,
                clear_tags,
                category_exists: false,
            }
        },
    )
}

/// What one `category edit` changes.
pub fn category_edit() -> impl Strategy<Value = CategoryEdit> {
    let look = || option::of(option::of(select(&["red", "blue", "☕"][..]).prop_map(str::to_owned)));
    (option::of(any::<bool>()), option::of(option::of(0_i64..5)), look(), look())
        .prop_map(|(hidden, order, colour, icon)| CategoryEdit { hidden, order, colour, icon })
}

//! The entity registry: which kinds exist, their fields, and how a field's value looks in memory and in JSON.
//!
//! Every kind is stored, changed, undone and synchronised by the same code, driven by the tables here; a new kind
//! costs an entry, not a code path. Must not know SQL beyond the names of tables and columns.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::currency::Currency;
use super::date::{from_yyyymmdd, to_yyyymmdd};
use super::money::Money;

/// What an entity is. The discriminants are stored and must never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i64)]
pub enum Kind {
    /// An expense, income or transfer.
    Expense = 1,
    /// A category.
    Category = 2,
    /// A budget.
    Budget = 3,
    /// A rule that gives imported rows their category.
    Rule = 4,
    /// A recurring expense.
    Recurring = 5,
    /// An exchange rate.
    Rate = 6,
    /// A value that lost a merge, kept.
    Conflict = 7,
}

/// How a field is kept: decides its columns and its JSON form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Text; one column.
    Text,
    /// A short name that many rows share (method, source); one column with the number of a row of `names`.
    Name,
    /// A whole number; one column.
    Integer,
    /// Yes or no; one column, 0 or 1.
    Boolean,
    /// A calendar date; one column, yyyymmdd.
    Date,
    /// Minor units and currency, one field that merges as a unit; two columns.
    Money,
    /// A category; one column with the category's number; its id everywhere else.
    Category,
    /// An import batch; one column with the batch's number; its id everywhere else.
    Batch,
    /// A set of tags; one column. Each tag is a field of its own in operations: `tag:holiday`.
    Tags,
}

/// One field of a kind.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// The field's name in JSON, operations and flags.
    pub name: &'static str,
    /// How it is kept.
    pub kind: FieldType,
    /// Its column; money has a second one called `currency`.
    pub column: &'static str,
}

/// One kind of entity.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// Its word in JSON.
    pub name: &'static str,
    /// Its table.
    pub table: &'static str,
    /// Its fields, in the order of a [`Record`].
    pub fields: &'static [FieldSpec],
    /// The names of those that no entity of the kind can be without.
    pub required: &'static [&'static str],
}

const fn field(name: &'static str, kind: FieldType) -> FieldSpec {
    FieldSpec { name, kind, column: name }
}

const fn money(name: &'static str, column: &'static str) -> FieldSpec {
    FieldSpec { name, kind: FieldType::Money, column }
}

/// Positions of the expense's fields in its record.
pub mod expense_field {
    /// Calendar date.
    pub const DATE: usize = 0;
    /// 0 expense, 1 income, 2 transfer.
    pub const DIRECTION: usize = 1;
    /// Minor units and currency.
    pub const AMOUNT: usize = 2;
    /// Category.
    pub const CATEGORY: usize = 3;
    /// Description.
    pub const DESCRIPTION: usize = 4;
    /// Payee.
    pub const PAYEE: usize = 5;
    /// Payment method.
    pub const METHOD: usize = 6;
    /// Tags.
    pub const TAGS: usize = 7;
    /// Note.
    pub const NOTE: usize = 8;
    /// Who paid.
    pub const PAID_BY: usize = 9;
    /// The bank's own id.
    pub const REFERENCE: usize = 10;
    /// The account an imported row comes from.
    pub const SOURCE: usize = 11;
    /// The import that brought it.
    pub const BATCH: usize = 12;
}

/// Positions of the category's fields in its record.
pub mod category_field {
    /// The category above it.
    pub const PARENT: usize = 0;
    /// Its own name, without the path above.
    pub const NAME: usize = 1;
    /// Left out of suggestions.
    pub const HIDDEN: usize = 2;
    /// Position among its siblings.
    pub const ORDER: usize = 3;
    /// Colour.
    pub const COLOUR: usize = 4;
    /// Icon.
    pub const ICON: usize = 5;
    /// The category it was merged into.
    pub const MERGED_INTO: usize = 6;
}

/// Positions of the budget's fields in its record.
pub mod budget_field {
    /// The category whose spending it limits; empty for everything.
    pub const CATEGORY: usize = 0;
    /// How much may be spent in a period.
    pub const AMOUNT: usize = 1;
    /// How long a period is.
    pub const PERIOD: usize = 2;
    /// What is carried into the next period.
    pub const ROLLOVER: usize = 3;
    /// Its first day.
    pub const STARTS_ON: usize = 4;
    /// Its last day.
    pub const ENDS_ON: usize = 5;
}

/// Positions of the rule's fields in its record.
pub mod rule_field {
    /// Place among the rules.
    pub const ORDER: usize = 0;
    /// What it matches.
    pub const PATTERN: usize = 1;
    /// The category that it gives.
    pub const CATEGORY: usize = 2;
    /// The payee that it gives.
    pub const PAYEE: usize = 3;
    /// The method that it gives.
    pub const METHOD: usize = 4;
    /// The tags that it gives.
    pub const TAGS: usize = 5;
}

/// Positions of the rate's fields in its record.
pub mod rate_field {
    /// The currency of which one unit is worth so much; its code.
    pub const BASE: usize = 0;
    /// The currency that it is worth it in; its code.
    pub const QUOTE: usize = 1;
    /// The day.
    pub const DATE: usize = 2;
    /// How much: an exact decimal.
    pub const RATE: usize = 3;
}

/// Positions of the recurring expense's fields in its record.
pub mod recurring_field {
    /// 0 expense, 1 income, 2 transfer.
    pub const DIRECTION: usize = 0;
    /// Minor units and currency.
    pub const AMOUNT: usize = 1;
    /// Category.
    pub const CATEGORY: usize = 2;
    /// Description.
    pub const DESCRIPTION: usize = 3;
    /// Payee.
    pub const PAYEE: usize = 4;
    /// Payment method.
    pub const METHOD: usize = 5;
    /// Tags.
    pub const TAGS: usize = 6;
    /// Note.
    pub const NOTE: usize = 7;
    /// The interval.
    pub const EVERY: usize = 8;
    /// The day of the month.
    pub const DAY: usize = 9;
    /// No date is before this one.
    pub const STARTS_ON: usize = 10;
    /// No date is after this one.
    pub const UNTIL_ON: usize = 11;
    /// At most so many dates.
    pub const COUNT: usize = 12;
    /// Whether nothing is entered at present.
    pub const PAUSED: usize = 13;
}

const EXPENSE: KindSpec = KindSpec {
    kind: Kind::Expense,
    name: "expense",
    table: "expenses",
    fields: &[
        field("date", FieldType::Date),
        field("direction", FieldType::Integer),
        money("amount", "amount_minor"),
        field("category", FieldType::Category),
        field("description", FieldType::Text),
        field("payee", FieldType::Text),
        field("method", FieldType::Name),
        field("tags", FieldType::Tags),
        field("note", FieldType::Text),
        field("paid_by", FieldType::Text),
        field("reference", FieldType::Text),
        field("source", FieldType::Name),
        field("batch", FieldType::Batch),
    ],
    required: &["date", "direction", "amount"],
};

const CATEGORY: KindSpec = KindSpec {
    kind: Kind::Category,
    name: "category",
    table: "categories",
    fields: &[
        field("parent", FieldType::Category),
        field("name", FieldType::Text),
        field("hidden", FieldType::Boolean),
        FieldSpec { name: "order", kind: FieldType::Integer, column: "position" },
        field("colour", FieldType::Text),
        field("icon", FieldType::Text),
        field("merged_into", FieldType::Category),
    ],
    required: &["name"],
};

const BUDGET: KindSpec = KindSpec {
    kind: Kind::Budget,
    name: "budget",
    table: "budgets",
    fields: &[
        field("category", FieldType::Category),
        money("amount", "amount_minor"),
        field("period", FieldType::Text),
        field("rollover", FieldType::Text),
        field("starts_on", FieldType::Date),
        field("ends_on", FieldType::Date),
    ],
    required: &["amount", "period", "rollover", "starts_on"],
};

const RULE: KindSpec = KindSpec {
    kind: Kind::Rule,
    name: "rule",
    table: "rules",
    fields: &[
        FieldSpec { name: "order", kind: FieldType::Integer, column: "position" },
        field("pattern", FieldType::Text),
        field("category", FieldType::Category),
        field("payee", FieldType::Text),
        field("method", FieldType::Name),
        field("tags", FieldType::Tags),
    ],
    required: &["pattern"],
};

const RECURRING: KindSpec = KindSpec {
    kind: Kind::Recurring,
    name: "recurring",
    table: "recurring",
    fields: &[
        field("direction", FieldType::Integer),
        money("amount", "amount_minor"),
        field("category", FieldType::Category),
        field("description", FieldType::Text),
        field("payee", FieldType::Text),
        field("method", FieldType::Name),
        field("tags", FieldType::Tags),
        field("note", FieldType::Text),
        field("every", FieldType::Text),
        field("day", FieldType::Integer),
        field("starts_on", FieldType::Date),
        field("until_on", FieldType::Date),
        field("count", FieldType::Integer),
        field("paused", FieldType::Boolean),
    ],
    required: &["direction", "amount", "every", "starts_on"],
};

const RATE: KindSpec = KindSpec {
    kind: Kind::Rate,
    name: "rate",
    table: "rates",
    fields: &[
        field("base", FieldType::Text),
        field("quote", FieldType::Text),
        field("date", FieldType::Date),
        field("rate", FieldType::Text),
    ],
    required: &["base", "quote", "date", "rate"],
};

const CONFLICT: KindSpec = KindSpec {
    kind: Kind::Conflict,
    name: "conflict",
    table: "conflicts",
    fields: &[
        field("entity", FieldType::Text),
        field("entity_id", FieldType::Text),
        field("kind", FieldType::Text),
        field("field", FieldType::Text),
        field("kept", FieldType::Text),
        field("lost", FieldType::Text),
        field("status", FieldType::Text),
        field("resolution", FieldType::Text),
    ],
    required: &["entity", "entity_id", "kind", "status"],
};

impl FieldSpec {
    /// What the field holds when nothing is known: no text for a description, no for a yes or no, else nothing.
    #[must_use]
    pub fn empty(&self) -> Value {
        match self.kind {
            FieldType::Boolean => Value::Boolean(false),
            FieldType::Text if self.name == "description" => Value::Text(String::new()),
            _ => Value::Null,
        }
    }

    /// The value in the one form in which it is compared and kept.
    #[must_use]
    pub fn normal(&self, value: Value) -> Value {
        if value == Value::Null { self.empty() } else { value }
    }
}

impl Kind {
    /// Every kind, in the order of the discriminants.
    pub const ALL: [Self; 7] = [
        Self::Expense,
        Self::Category,
        Self::Budget,
        Self::Rule,
        Self::Recurring,
        Self::Rate,
        Self::Conflict,
    ];

    /// The registry entry.
    #[must_use]
    pub const fn spec(self) -> &'static KindSpec {
        match self {
            Self::Expense => &EXPENSE,
            Self::Category => &CATEGORY,
            Self::Budget => &BUDGET,
            Self::Rule => &RULE,
            Self::Recurring => &RECURRING,
            Self::Rate => &RATE,
            Self::Conflict => &CONFLICT,
        }
    }

    /// The kind with a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.spec().name == name)
    }

    /// Whether fields of other entities name entities of this kind.
    #[must_use]
    pub const fn is_referred_to(self) -> bool {
        matches!(self, Self::Category) // [`FieldType::Category`]
    }

    /// The number that is stored.
    #[must_use]
    pub const fn code(self) -> i64 {
        self as i64
    }

    /// The kind of a stored number.
    #[must_use]
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl KindSpec {
    /// A record with nothing known.
    #[must_use]
    pub fn empty_record(&self) -> Record {
        self.fields.iter().map(FieldSpec::empty).collect()
    }

    /// The position of a field by its name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Whether an entity of the kind can hold a value in the field at a position.
    #[must_use]
    pub fn accepts(&self, position: usize, value: &Value) -> bool {
        match (self.fields[position].name, value) {
            (name, Value::Null) => !self.required.contains(&name),
            ("direction", Value::Integer(code)) => (0..=2).contains(code),
            (_, Value::Money(money)) => money.minor >= 0,
            (_, Value::Date(date)) => from_yyyymmdd(to_yyyymmdd(*date)).is_some(),
            _ => true,
        }
    }

    /// The position of the tags, where the kind has them.
    #[must_use]
    pub fn tags_position(&self) -> Option<usize> {
        self.fields.iter().position(|field| field.kind == FieldType::Tags)
    }
}

/// A field's value, references as ids that are the same on every device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Empty.
    #[default]
    Null,
    /// Text, or the name of a [`FieldType::Name`].
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A calendar date.
    Date(NaiveDate),
    /// An amount.
    Money(Money),
    /// A category or batch, by id.
    Reference(Uuid),
    /// Tags, sorted, without doubles.
    Tags(Vec<String>),
}

/// The values of an entity's fields, in the order of its [`KindSpec`].
pub type Record = Vec<Value>;

impl Value {
    /// Text, or empty for `None`.
    #[must_use]
    pub fn text(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }

    /// A reference, or empty for `None`.
    #[must_use]
    pub fn reference(id: Option<Uuid>) -> Self {
        id.map_or(Self::Null, Self::Reference)
    }

    /// Tags, or empty for none.
    #[must_use]
    pub fn tags(tags: Vec<String>) -> Self {
        if tags.is_empty() { Self::Null } else { Self::Tags(tags) }
    }

    /// The text inside, if it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The id inside, if it is a reference.
    #[must_use]
    pub const fn as_reference(&self) -> Option<Uuid> {
        match self {
            Self::Reference(id) => Some(*id),
            _ => None,
        }
    }

    /// The tags inside; none if there are none.
    #[must_use]
    pub fn as_tags(&self) -> &[String] {
        match self {
            Self::Tags(tags) => tags,
            _ => &[],
        }
    }

    /// The JSON form in operations: text as it is, money as `"12.50 EUR"`, a date as ISO 8601, a reference as its id.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Text(text) => json!(text),
            Self::Integer(number) => json!(number),
            Self::Boolean(yes) => json!(yes),
            Self::Date(date) => json!(date.to_string()),
            Self::Money(money) => json!(money.to_string()),
            Self::Reference(id) => json!(id.to_string()),
            Self::Tags(tags) => json!(tags),
        }
    }

    /// Reads the JSON form of a field of the given type; `None` if it is of another shape.
    #[must_use]
    pub fn from_json(kind: FieldType, json: &Json) -> Option<Self> {
        if json.is_null() {
            return Some(Self::Null);
        }
        Some(match kind {
            FieldType::Text | FieldType::Name => Self::Text(json.as_str()?.to_owned()),
            FieldType::Integer => Self::Integer(json.as_i64()?),
            FieldType::Boolean => Self::Boolean(json.as_bool()?),
            FieldType::Date => Self::Date(json.as_str()?.parse().ok()?),
            FieldType::Money => {
                let (amount, code) = json.as_str()?.split_once(' ')?;
                let currency: Currency = code.parse().ok()?;
                Self::Money(Money::from_decimal(amount, currency)?)
            }
            FieldType::Category | FieldType::Batch => Self::Reference(json.as_str()?.parse().ok()?),
            FieldType::Tags => {
                let tags: Option<Vec<String>> =
                    json.as_array()?.iter().map(|tag| tag.as_str().map(str::to_owned)).collect();
                Self::tags(tags?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_table_and_fields_with_distinct_names() {
        for kind in Kind::ALL {
            let spec = kind.spec();
            assert_eq!(spec.kind, kind);
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            for (position, field) in spec.fields.iter().enumerate() {
                assert_eq!(spec.position(field.name), Some(position), "{}.{}", spec.name, field.name);
            }
        }
    }

    #[test]
    fn the_named_positions_are_the_registrys() {
        let fields = Kind::Expense.spec().fields;
        assert_eq!(fields[expense_field::AMOUNT].name, "amount");
        assert_eq!(fields[expense_field::TAGS].name, "tags");
        assert_eq!(fields[expense_field::BATCH].name, "batch");
        let fields = Kind::Budget.spec().fields;
        assert_eq!(fields[budget_field::AMOUNT].name, "amount");
        assert_eq!(fields[budget_field::ENDS_ON].name, "ends_on");
        assert_eq!(Kind::Rule.spec().fields[rule_field::TAGS].name, "tags");
        assert_eq!(Kind::Rule.spec().fields[rule_field::PATTERN].name, "pattern");
        assert_eq!(Kind::Rate.spec().fields[rate_field::QUOTE].name, "quote");
        assert_eq!(Kind::Rate.spec().fields[rate_field::RATE].name, "rate");
        let fields = Kind::Recurring.spec().fields;
        assert_eq!(fields[recurring_field::NOTE].name, "note");
        assert_eq!(fields[recurring_field::EVERY].name, "every");
        assert_eq!(fields[recurring_field::PAUSED].name, "paused");
        let fields = Kind::Category.spec().fields;
        assert_eq!(fields[category_field::MERGED_INTO].name, "merged_into");
        assert_eq!(fields[category_field::ORDER].name, "order");
    }

    #[test]
    fn values_come_back_from_json() {
        let eur: Currency = "EUR".parse().unwrap();
        for (kind, value) in [
            (FieldType::Text, Value::Text("a \"b\"".into())),
            (FieldType::Integer, Value::Integer(-3)),
            (FieldType::Boolean, Value::Boolean(true)),
            (FieldType::Date, Value::Date(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap())),
            (FieldType::Money, Value::Money(Money::new(1250, eur))),
            (FieldType::Category, Value::Reference(Uuid::from_u128(7))),
            (FieldType::Tags, Value::Tags(vec!["a".into(), "b".into()])),
            (FieldType::Text, Value::Null),
        ] {
            assert_eq!(Value::from_json(kind, &value.to_json()), Some(value));
        }
        assert_eq!(Value::from_json(FieldType::Money, &json!("12,50")), None);
    }
}

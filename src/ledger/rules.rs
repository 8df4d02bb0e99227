//! Rules that give categories: keeping them, and applying them to rows without a category.
//!
//! Owns the order of rules and what one fills in. What a pattern matches is `model::pattern`'s. A category that a person
//! gave is never touched.

use uuid::Uuid;

use super::categories::category_under_lock;
use super::{Book, LedgerError};
use crate::id::new_id;
use crate::model::category::CategoryPath;
use crate::model::entity::{Kind, Value, expense_field, rule_field as field};
use crate::model::expense::ExpenseDraft;
use crate::model::filter::{Filter, LedgerScope, Match};
use crate::model::pattern::{Found, Pattern, Searched};
use crate::store::StoreError;
use crate::store::apply::{Applied, Change, Creation, EntityRow, FieldUpdate, Presence};
use crate::store::categories::CategoryTree;
use crate::store::rules::RuleRow;
use crate::store::writer::{CommandInfo, Writer};

/// Most rules of a ledger: each is looked for in every row without a category.
pub const RULES_MAX: usize = 2_000;
/// Between the places of two neighbours, so that another one fits between them without moving any.
const GAP: i64 = 1_024;

/// What a rule gives, and where it stands. An outer `None` leaves it, an inner one clears it.
#[derive(Debug, Clone, Default)]
pub struct RuleEdit {
    /// What it matches.
    pub pattern: Option<Pattern>,
    /// The category, and whether it was found when it was asked for.
    pub category: Option<(CategoryPath, bool)>,
    /// The payee of rows that have none.
    pub payee: Option<Option<String>>,
    /// The method of rows that have none.
    pub method: Option<Option<String>>,
    /// The tags of rows that have none.
    pub tags: Option<Vec<String>>,
    /// Its place among the rules, from 1; beyond the last it is the last.
    pub position: Option<usize>,
}

impl RuleEdit {
    /// Whether it changes nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.pattern.is_none()
            && self.category.is_none()
            && self.payee.is_none()
            && self.method.is_none()
            && self.tags.is_none()
            && self.position.is_none()
    }
}

/// What applying rules to old rows came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppliedRules {
    /// Rules by number with how many rows they gave a category, in the order of the rules.
    pub by_rule: Vec<(i64, u64)>,
    /// How many rows.
    pub count: u64,
    /// The undo group; `None` in a dry run or where nothing changed.
    pub group: Option<i64>,
}

impl Book<'_> {
    /// Adds a rule, behind the others unless it has a place. Returns its number and the undo group.
    ///
    /// # Errors
    /// [`LedgerError::TooManyRules`]; [`LedgerError::CategoryGone`]; what the store reports.
    pub fn add_rule(&mut self, rule: &RuleEdit) -> Result<(i64, Option<i64>), LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "rule add", ..CommandInfo::default() }, self.now)?;
        let present = writer.rules(self.ledger.number)?;
        if present.len() >= RULES_MAX {
            return Err(LedgerError::TooManyRules(RULES_MAX));
        }
        let order = place(&mut writer, &present, None, rule.position.unwrap_or(usize::MAX))?;
        let mut record = Kind::Rule.spec().empty_record();
        record[field::ORDER] = Value::Integer(order);
        for update in updates(&mut writer, &self.ledger, rule)? {
            if let FieldUpdate::Set(at, value) = update {
                record[at] = value;
            }
        }
        record[field::TAGS] = Value::tags(rule.tags.clone().unwrap_or_default());
        let applied = writer.apply(Change::Create(Box::new(Creation {
            kind: Kind::Rule,
            id: new_id(self.now),
            ledger: self.ledger.number,
            record,
            presence: Presence::Absent,
            weak: false,
            created_at: None,
            updated_at: None,
        })))?;
        let group = writer.commit()?.group;
        match applied {
            Applied::Created(number) => Ok((number, group)),
            _ => Err(StoreError::Inconsistent("a new rule existed already".into()).into()),
        }
    }

    /// Changes a rule. Returns the undo group; `None` if it was so already.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] if it is gone; [`LedgerError::CategoryGone`]; what the store reports.
    pub fn edit_rule(&mut self, number: i64, edit: &RuleEdit) -> Result<Option<i64>, LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "rule edit", ..CommandInfo::default() }, self.now)?;
        let present = writer.rules(self.ledger.number)?;
        let row = present.iter().find(|row| row.number == number).ok_or_else(|| gone(number))?;
        let mut fields = updates(&mut writer, &self.ledger, edit)?;
        if let Some(tags) = &edit.tags {
            fields.extend(row.tags.iter().map(|tag| FieldUpdate::Tag(tag.clone(), tags.contains(tag))));
            fields.extend(tags.iter().map(|tag| FieldUpdate::Tag(tag.clone(), true)));
        }
        if let Some(position) = edit.position {
            let order = place(&mut writer, &present, Some(number), position)?;
            fields.push(FieldUpdate::Set(field::ORDER, Value::Integer(order)));
        }
        writer.apply(Change::Update { kind: Kind::Rule, number, fields, weak: false })?;
        Ok(writer.commit()?.group)
    }

    /// Removes rules, as one undo group. What they did stays.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] if one is gone; then none is removed.
    pub fn remove_rules(&mut self, numbers: &[i64]) -> Result<Option<i64>, LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "rule remove", ..CommandInfo::default() }, self.now)?;
        for &number in numbers {
            let applied =
                writer.apply(Change::Delete { kind: Kind::Rule, number, withdrawn: false, weak: false })?;
            if applied == Applied::Unchanged {
                return Err(gone(number));
            }
        }
        Ok(writer.commit()?.group)
    }

    /// Gives the live rows of this ledger that pass a filter and have no category what the rules say, as one undo group; a
    /// dry run only counts.
    ///
    /// # Errors
    /// What the store reports.
    pub fn apply_rules(&mut self, filter: &Filter, dry_run: bool) -> Result<AppliedRules, LedgerError> {
        let rules = Rules::new(self.store.rules(Some(self.ledger.number))?, &self.store.category_tree()?);
        let mut filter = filter.clone();
        filter.category = vec![Match { negated: false, value: None }];
        filter.ledger = LedgerScope::Named(vec![Match::is(self.ledger.name.clone())]);
        filter.deleted = false;
        let mut found = Vec::new();
        self.store.for_each_expense(&filter, None, |expense| {
            let texts = [expense.payee.as_deref().unwrap_or_default(), expense.description.as_str()];
            found.extend(rules.first(texts).map(|(at, _)| (expense.number, at)));
            Ok::<_, StoreError>(std::ops::ControlFlow::Continue(()))
        })?;
        let mut counts = vec![0_u64; rules.rules.len()];
        let mut group = None;
        if dry_run {
            for (_, at) in &found {
                counts[*at] += 1;
            }
        } else if !found.is_empty() {
            let mut writer =
                self.store.writer(CommandInfo { name: "rule apply", ..CommandInfo::default() }, self.now)?;
            for (number, at) in found {
                // Asked again under the lock: a person may have given it a category meanwhile.
                let Some(row) = writer.read(Kind::Expense, number)? else { continue };
                if row.deleted || row.record[expense_field::CATEGORY] != Value::Null {
                    continue;
                }
                let fields = rules.rules[at].fields(&row);
                writer.apply(Change::Update { kind: Kind::Expense, number, fields, weak: false })?;
                counts[at] += 1;
            }
            group = writer.commit()?.group;
        }
        let by_rule: Vec<_> = rules
            .rules
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(rule, count)| (rule.number, count))
            .collect();
        Ok(AppliedRules { count: by_rule.iter().map(|(_, count)| count).sum(), by_rule, group })
    }
}

fn gone(number: i64) -> LedgerError {
    LedgerError::NotFound { what: "rule", reference: number.to_string(), near: Vec::new() }
}

/// The changes of a rule's fields but for its place and tags.
fn updates(
    writer: &mut Writer,
    ledger: &crate::store::ledgers::LedgerRow,
    edit: &RuleEdit,
) -> Result<Vec<FieldUpdate>, LedgerError> {
    let mut fields = Vec::new();
    if let Some(pattern) = &edit.pattern {
        fields.push(FieldUpdate::Set(field::PATTERN, Value::Text(pattern.as_str().to_owned())));
    }
    if let Some((path, existed)) = &edit.category {
        let id = category_under_lock(writer, ledger, path, *existed)?;
        fields.push(FieldUpdate::Set(field::CATEGORY, Value::Reference(id)));
    }
    for (at, value) in [(field::PAYEE, &edit.payee), (field::METHOD, &edit.method)] {
        if let Some(value) = value {
            fields.push(FieldUpdate::Set(at, Value::text(value.clone())));
        }
    }
    Ok(fields)
}

/// The order of a rule that is to stand at a place, from 1, among the others. Where no number is left between its
/// neighbours, all are given new ones.
fn place(
    writer: &mut Writer,
    present: &[RuleRow],
    moved: Option<i64>,
    position: usize,
) -> Result<i64, LedgerError> {
    let others: Vec<&RuleRow> = present.iter().filter(|row| Some(row.number) != moved).collect();
    let at = position.saturating_sub(1).min(others.len());
    let before = at.checked_sub(1).map(|before| others[before].order);
    let after = others.get(at).map(|row| row.order);
    let between = match (before, after) {
        (None, None) => Some(GAP),
        (Some(Some(before)), None) => before.checked_add(GAP),
        (None, Some(Some(after))) => after.checked_sub(GAP),
        (Some(Some(before)), Some(Some(after))) => {
            Some(before.midpoint(after)).filter(|middle| before < *middle && *middle < after)
        }
        _ => None,
    };
    if let Some(order) = between {
        return Ok(order);
    }
    let order_at = |place: usize| i64::try_from(place + 1).unwrap_or(i64::MAX).saturating_mul(GAP);
    for (place, row) in others.iter().enumerate() {
        let order = order_at(if place < at { place } else { place + 1 });
        let fields = vec![FieldUpdate::Set(field::ORDER, Value::Integer(order))];
        writer.apply(Change::Update { kind: Kind::Rule, number: row.number, fields, weak: false })?;
    }
    Ok(order_at(at))
}

/// A rule that can be applied.
#[derive(Debug, Clone)]
pub struct ReadyRule {
    /// Its local number.
    pub number: i64,
    /// The category that it gives, by id and path.
    pub category: (Uuid, String),
    pattern: Pattern,
    payee: Option<String>,
    method: Option<String>,
    tags: Vec<String>,
}

impl ReadyRule {
    /// What it changes of a row without a category.
    fn fields(&self, row: &EntityRow) -> Vec<FieldUpdate> {
        let mut fields = vec![FieldUpdate::Set(expense_field::CATEGORY, Value::Reference(self.category.0))];
        for (at, value) in [(expense_field::PAYEE, &self.payee), (expense_field::METHOD, &self.method)] {
            if row.record[at] == Value::Null && value.is_some() {
                fields.push(FieldUpdate::Set(at, Value::text(value.clone())));
            }
        }
        if row.record[expense_field::TAGS] == Value::Null {
            fields.extend(self.tags.iter().map(|tag| FieldUpdate::Tag(tag.clone(), true)));
        }
        fields
    }

    /// Fills in what a row without a category lacks.
    pub(super) fn fill(&self, draft: &mut ExpenseDraft) {
        draft.category = Some(self.category.1.clone());
        draft.payee = draft.payee.take().or_else(|| self.payee.clone());
        draft.method = draft.method.take().or_else(|| self.method.clone());
        if draft.tags.is_empty() {
            draft.tags.clone_from(&self.tags);
        }
    }
}

/// The rules of a ledger that can be applied, in their order.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// The rules.
    pub rules: Vec<ReadyRule>,
}

impl Rules {
    /// Takes the rules that this version understands and whose category is there.
    #[must_use]
    pub fn new(rows: Vec<RuleRow>, tree: &CategoryTree) -> Self {
        let ready = |row: RuleRow| {
            let category = tree.get(tree.effective(row.category?)).filter(|category| !category.deleted)?;
            Some(ReadyRule {
                number: row.number,
                category: (category.id, tree.path(category.number)?.to_owned()),
                pattern: Pattern::parse(&row.pattern).ok()?,
                payee: row.payee,
                method: row.method,
                tags: row.tags,
            })
        };
        Self { rules: rows.into_iter().take(RULES_MAX).filter_map(ready).collect() }
    }

    /// The first rule that matches a payee or a description, by its place, and why.
    #[must_use]
    pub fn first(&self, texts: [&str; 2]) -> Option<(usize, Found)> {
        if self.rules.is_empty() {
            return None;
        }
        self.all(texts).next()
    }

    /// Every rule that matches, in their order, and why.
    pub fn all<'r>(&'r self, texts: [&'r str; 2]) -> impl Iterator<Item = (usize, Found)> + 'r {
        let searched = texts.map(Searched::new);
        self.rules.iter().enumerate().filter_map(move |(at, rule)| {
            searched.iter().find_map(|text| rule.pattern.find(text)).map(|found| (at, found))
        })
    }
}

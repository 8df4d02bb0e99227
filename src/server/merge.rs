//! The merge: what an operation makes of an entity (PROTOCOL, rules 11 to 16). Pure.
//!
//! Owns the verdict "concurrent or not", which value is kept, and what becomes a conflict. Must not read or write
//! anything, nor know what a field means.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use uuid::Uuid;

use crate::protocol::sync::{Branch, Fields, SentAction};

/// Who wrote something last, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The entity's revision that the write made.
    pub revision: i64,
    /// The replica that wrote.
    pub replica: Uuid,
    /// The account that wrote.
    pub member: Uuid,
    /// When it was written, measured by the server (rule 13), in milliseconds since 1970.
    pub at: i64,
}

/// An entity as the server has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The revision of its last change.
    pub revision: i64,
    /// Whether it is deleted.
    pub deleted: bool,
    /// Whether it was ever made, and not only deleted before it was heard of.
    pub made: bool,
    /// Its fields that are not empty.
    pub fields: Fields,
    /// The last write of each field that was ever written, emptied ones included.
    pub stamps: BTreeMap<String, Stamp>,
    /// The last write that made, deleted or restored it.
    pub life: Stamp,
}

/// An operation as the merge sees it.
#[derive(Debug, Clone)]
pub struct Write<'a> {
    /// What it does.
    pub action: SentAction,
    /// The new values; `null` empties a field.
    pub fields: &'a Fields,
    /// The revision of the entity that its author had seen.
    pub seen: i64,
    /// Never wins against another device's write.
    pub weak: bool,
    /// The replicas whose writes its author knows as its own, up to the revision beside each: its own without a bound
    /// (`i64::MAX`), and those it was forked from.
    pub lineage: &'a [Branch],
    /// Its own stamp: the revision it takes if it has an effect, its replica, account and measured time.
    pub stamp: Stamp,
}

/// One value of a conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The value; `null` for an empty one. For edit against delete: `"edit"` or `"delete"`.
    pub value: Json,
    /// Who wrote it, and when.
    pub stamp: Stamp,
}

/// A value that lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The field; `None` for an edit against a delete.
    pub field: Option<String>,
    /// What the entity has now.
    pub kept: Side,
    /// What it has not.
    pub lost: Side,
}

/// What an operation makes of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The entity after it; `None` if nothing changed and no revision is taken.
    pub entity: Option<Entity>,
    /// The values that lost.
    pub conflicts: Vec<Conflict>,
}

/// The entity that an operation changes is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownEntity;

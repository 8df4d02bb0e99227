//! Where categories may stand when commands are undone out of order: one to a path, none below itself, none too deep,
//! and none gone that is in use.
//!
//! Owns those rules for undo. Renames and merges, which people type, refuse the same with reasons in `categories`.

use super::LedgerError;
use super::categories::{depth, levels_below};
use crate::model::category::LEVELS_MAX;
use crate::model::entity::{Kind, Record, Value, category_field as field};
use crate::model::text::fold;
use crate::store::apply::{Change, EntityRow, FieldUpdate};
use crate::store::categories::{CategoryRow, CategoryTree};
use crate::store::writer::Writer;

/// Whether a category may be given another parent, name or merge target now.
///
/// # Errors
/// What the store reports.
pub(super) fn may_move(writer: &mut Writer, row: &EntityRow, wanted: &Record) -> Result<bool, LedgerError> {
    let tree = writer.category_tree()?;
    let target = |position: usize| -> Result<Option<i64>, LedgerError> {
        wanted[position].as_reference().map_or(Ok(None), |id| Ok(writer.find(Kind::Category, id)?))
    };
    if let Some(into) = target(field::MERGED_INTO)? {
        return Ok(!tree.is_at_or_below(into, row.number));
    }
    let parent = target(field::PARENT)?;
    let name = wanted[field::NAME].as_text().unwrap_or_default();
    Ok(parent.is_none_or(|parent| !tree.is_at_or_below(parent, row.number))
        && namesake(&tree, row.ledger, row.number, parent, name).is_none()
        && parent.map_or(0, |parent| depth(&tree, parent)) + 1 + levels_below(&tree, row.number)
            <= LEVELS_MAX)
}

/// The other live category that has the path, if there is one.
fn namesake<'t>(
    tree: &'t CategoryTree,
    ledger: i64,
    number: i64,
    parent: Option<i64>,
    name: &str,
) -> Option<&'t CategoryRow> {
    let above =
        parent.and_then(|parent| tree.path(parent)).map(|path| format!("{path}:")).unwrap_or_default();
    let path = fold(&format!("{above}{name}"));
    let taken = |row: &&CategoryRow| {
        row.number != number && tree.path(row.number).is_some_and(|known| fold(known) == path)
    };
    tree.live(ledger).into_iter().find(taken)
}

/// Makes deleted categories live again that something live uses: an expense that an undo brought back, or moved back.
/// Where another one has the path by now, the old one is merged into it; where it would stand too deep by now, into the
/// one above it.
///
/// # Errors
/// What the store reports.
pub(super) fn revive_used(writer: &mut Writer) -> Result<(), LedgerError> {
    loop {
        let tree = writer.category_tree()?;
        let mut used = None;
        for row in tree.deleted() {
            if writer.category_is_used(row.number)? {
                used = Some(row);
                break;
            }
        }
        // One that lives again uses the one above it, so each round may find another.
        let Some(CategoryRow { number, ledger, parent, name, .. }) = used else { return Ok(()) };
        let (kind, number) = (Kind::Category, *number);
        writer.apply(Change::Restore { kind, number, weak: true })?;
        let taken = namesake(&tree, *ledger, number, *parent, name).map(|row| row.number);
        let too_deep = parent.is_some_and(|parent| depth(&tree, parent) >= LEVELS_MAX);
        if let Some(into) = taken.or(parent.filter(|_| too_deep)).and_then(|into| tree.get(into)) {
            let fields = vec![FieldUpdate::Set(field::MERGED_INTO, Value::Reference(into.id))];
            writer.apply(Change::Update { kind, number, fields, weak: true })?;
        }
    }
}

//! Where categories may stand when commands are undone out of order: one to a path, none below itself, none too deep,
//! and none gone that is in use.
//!
//! Owns those rules for undo. Renames and merges, which people type, refuse the same with reasons in `categories`.

use super::LedgerError;
use super::categories::{depth, levels_below};
use crate::model::category::LEVELS_MAX;
use crate::model::entity::{Kind, Record, category_field as field};
use crate::model::text::fold;
use crate::store::apply::{Change, EntityRow};
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
        && is_free(&tree, row.ledger, row.number, parent, name)
        && parent.map_or(0, |parent| depth(&tree, parent)) + 1 + levels_below(&tree, row.number)
            <= LEVELS_MAX)
}

/// Whether no other live category has the path.
fn is_free(tree: &CategoryTree, ledger: i64, number: i64, parent: Option<i64>, name: &str) -> bool {
    let above =
        parent.and_then(|parent| tree.path(parent)).map(|path| format!("{path}:")).unwrap_or_default();
    let path = fold(&format!("{above}{name}"));
    !tree
        .live(ledger)
        .iter()
        .any(|row| row.number != number && tree.path(row.number).map(fold) == Some(path.clone()))
}

/// Makes deleted categories live again that something live uses: an expense that an undo brought back, or moved back.
///
/// # Errors
/// What the store reports.
pub(super) fn revive_used(writer: &mut Writer) -> Result<(), LedgerError> {
    // One that lives again uses the one above it, so a path takes as many rounds as it has levels.
    for _ in 0..LEVELS_MAX {
        let tree = writer.category_tree()?;
        let mut revived = false;
        for CategoryRow { number, ledger, parent, name, .. } in tree.deleted() {
            if writer.category_is_used(*number)? && is_free(&tree, *ledger, *number, *parent, name) {
                writer.apply(Change::Restore { kind: Kind::Category, number: *number, weak: true })?;
                revived = true;
            }
        }
        if !revived {
            break;
        }
    }
    Ok(())
}

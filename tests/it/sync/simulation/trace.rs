//! Exchanges in words, for the person who looks at a schedule that failed.

use std::fmt::Write as _;

use outlay::protocol::sync::{SyncAnswer, SyncRequest};
use uuid::Uuid;

/// Writes an exchange down, short.
pub fn tell(trace: &mut String, request: &SyncRequest, answer: &SyncAnswer) {
    let short = |id: Uuid| id.simple().to_string()[..6].to_owned();
    let _ = writeln!(trace, "    {} (of {:?}) at {}", short(request.replica), request.parent, request.cursor);
    let results = match answer {
        SyncAnswer::Exchange(exchange) => exchange.results.as_slice(),
        other => {
            let _ = writeln!(trace, "    <- {other:?}");
            &[]
        }
    };
    for (at, one) in request.operations.iter().enumerate() {
        let flags = [(one.weak, " weak"), (one.void, " void")].map(|(is, word)| if is { word } else { "" });
        let _ = write!(
            trace,
            "    {} {} {:?} {} {} seen {}{}{} {}",
            one.seq,
            short(one.id),
            one.action,
            one.entity,
            short(one.entity_id),
            one.seen,
            flags[0],
            flags[1],
            serde_json::to_string(&one.fields).unwrap()
        );
        let _ = match results.get(at) {
            Some(result) => {
                writeln!(trace, " <- {:?} {:?} {}", result.status, result.revision, result.replayed)
            }
            None => writeln!(trace),
        };
    }
    if let SyncAnswer::Exchange(exchange) = answer {
        for change in &exchange.changes {
            let _ = writeln!(
                trace,
                "    -> {} {} {} {} {}",
                change.revision,
                change.entity,
                short(change.entity_id),
                if change.deleted { "deleted" } else { "live" },
                serde_json::to_string(&change.fields).unwrap().chars().take(150).collect::<String>()
            );
        }
    }
}

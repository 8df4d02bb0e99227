//! `outlay auth devices` and `outlay auth revoke`.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::bound;
use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::failure::of_server;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::session::{self, Tokens};
use crate::cli::view::moment;
use crate::export::json::instant;
use crate::protocol::accounts::DeviceInfo;

/// Characters of an id that name a device, at least: as for every id.
const ID_PREFIX_MIN: usize = 8;

/// Lists the account's devices.
pub(super) fn list(ctx: &mut Context) -> Result<Outcome, CliError> {
    let binding = bound(ctx)?;
    let url = session::server_url(ctx, &binding);
    let devices = session::connect(ctx, &binding)?.devices().map_err(|error| of_server(error, &url))?.devices;
    if ctx.format() == Format::Json {
        let listed: Vec<Value> = devices.iter().map(device_json).collect();
        ctx.print_json(&json!({"count": listed.len(), "devices": listed}))?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("Device").shrinks_to(8),
        Column::new("Id").shrinks_to(ID_PREFIX_MIN + 1),
        Column::new("Last sync").dropped(1),
        Column::new("Made at").dropped(2),
        Column::new("Version").dropped(3),
        Column::new(""),
    ]);
    for device in &devices {
        table.row([
            Cell::from(&device.name),
            Cell::from(device.id.to_string()),
            Cell::from(device.last_sync_at.map_or_else(|| "never".to_owned(), |at| moment(at_ms(at)))),
            Cell::from(moment(at_ms(device.created_at))),
            Cell::from(device.version.as_deref().unwrap_or_default()),
            Cell::from(if device.current { "this one" } else { "" }),
        ]);
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

/// Revokes a device.
pub(super) fn revoke(ctx: &mut Context, reference: &str) -> Result<Outcome, CliError> {
    let binding = bound(ctx)?;
    let mut remote = session::connect(ctx, &binding)?;
    let url = session::server_url(ctx, &binding);
    let devices = remote.devices().map_err(|error| of_server(error, &url))?.devices;
    let device = find(&devices, reference)?;
    remote.revoke(device.id).map_err(|error| of_server(error, &url))?;
    Tokens::of(ctx)?.remove(device.id)?;
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"id": device.id, "name": device.name, "revoked": true}))?;
        return Ok(Outcome::Done);
    }
    let mut lines = vec![format!("revoked {} ({})", device.name, device.id)];
    if device.id == binding.device {
        lines.push("that was this device; outlay auth login logs it in again".to_owned());
    }
    ctx.print_lines(&lines)?;
    Ok(Outcome::Done)
}

/// The device that a name, an id or its beginning names.
fn find<'d>(devices: &'d [DeviceInfo], reference: &str) -> Result<&'d DeviceInfo, CliError> {
    let wanted = reference.to_ascii_lowercase();
    let by_id: Vec<&DeviceInfo> = devices
        .iter()
        .filter(|device| wanted.len() >= ID_PREFIX_MIN && device.id.to_string().starts_with(&wanted))
        .collect();
    let found = if by_id.is_empty() {
        devices.iter().filter(|device| device.name == reference).collect()
    } else {
        by_id
    };
    let named = |device: &&DeviceInfo| format!("{} {}", device.id, device.name);
    match found.as_slice() {
        [device] => Ok(device),
        [] => Err(CliError::not_found(format!("the account has no device `{reference}`"))
            .with_value(reference)
            .with_candidates(devices.iter().map(|device| named(&device)).collect())
            .with_hint("outlay auth devices shows them")),
        several => Err(CliError::ambiguous(
            format!("`{reference}` names {} devices", several.len()),
            several.iter().map(named).collect(),
        )
        .with_value(reference)
        .with_hint("name one by its id")),
    }
}

fn device_json(device: &DeviceInfo) -> Value {
    json!({
        "id": device.id,
        "name": device.name,
        "version": device.version,
        "created_at": instant(at_ms(device.created_at)),
        "last_sync_at": device.last_sync_at.map(|at| instant(at_ms(at))),
        "current": device.current,
    })
}

fn at_ms(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn device(id: u128, name: &str) -> DeviceInfo {
        DeviceInfo {
            id: Uuid::from_u128(id << 96),
            name: name.to_owned(),
            version: None,
            created_at: 0,
            last_sync_at: None,
            current: false,
        }
    }

    #[test]
    fn a_device_is_named_by_its_id_or_by_a_name_that_only_it_has() {
        let devices = [device(0x1111_1111, "laptop"), device(0x1111_1112, "phone"), device(3, "phone")];
        let found = |reference: &str| find(&devices, reference).map(|device| device.id);
        assert_eq!(found("laptop"), Ok(devices[0].id));
        assert_eq!(found("11111112"), Ok(devices[1].id));
        let shouted = devices[2].id.to_string().to_ascii_uppercase();
        assert_eq!(found(&shouted), Ok(devices[2].id));
        assert_eq!(found("1111111").unwrap_err().exit, 3);
        assert!(found("phone").unwrap_err().message.contains("names 2 devices"));
        assert_eq!(found("tablet").unwrap_err().candidates.len(), 3);
    }
}

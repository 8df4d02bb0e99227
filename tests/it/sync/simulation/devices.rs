//! Devices: their databases, clocks, copies and backups.
//!
//! Owns files and their copies. Must not know what is done on a device.

use std::path::Path;

use chrono::TimeDelta;
use tempfile::TempDir;
use uuid::Uuid;

use super::view::{View, view};
use crate::properties::world::{FILE, World};

/// A backup of a device's database, and which edits it holds.
pub struct Backup {
    folder: TempDir,
    pub held: Vec<usize>,
}

/// One copy of a database and who has it.
pub struct Device {
    pub world: World,
    /// The device as the server knows it.
    pub id: Uuid,
    pub account: Uuid,
    /// How far its clock is off.
    pub off: TimeDelta,
    pub is_logged_in: bool,
    pub backup: Option<Backup>,
    shown: Option<View>,
}

/// A folder where syncing costs nothing, if there is one.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

impl Device {
    /// A new one.
    pub fn new(id: Uuid, account: Uuid, off: TimeDelta, is_on_file: bool) -> Self {
        let world = if is_on_file { World::opened_in(folder()) } else { World::in_memory() };
        Self { world, id, account, off, is_logged_in: false, backup: None, shown: None }
    }

    /// Another device that goes on from a copy of this one's database.
    pub fn cloned(&self) -> Self {
        let folder = folder();
        self.world.store.backup(&folder.path().join(FILE), false).unwrap();
        Self {
            world: World::opened_in(folder),
            id: self.id,
            account: self.account,
            off: self.off,
            is_logged_in: self.is_logged_in,
            backup: None,
            shown: None,
        }
    }

    /// Makes a backup.
    pub fn back_up(&mut self, held: Vec<usize>) {
        let folder = folder();
        self.world.store.backup(&folder.path().join(FILE), false).unwrap();
        self.backup = Some(Backup { folder, held });
    }

    /// Puts the last backup in place of the database. Returns the edits that it holds.
    pub fn restore(&mut self) -> Option<Vec<usize>> {
        let backup = self.backup.as_ref()?;
        self.world = opened(&backup.folder.path().join(FILE));
        self.is_logged_in = self.world.store.binding().unwrap().is_some();
        self.shown = None;
        Some(backup.held.clone())
    }

    /// What it shows now.
    pub fn shown(&mut self) -> View {
        match self.shown.take() {
            Some(shown) => shown,
            None => view(&mut self.world.store),
        }
    }

    /// What it shows, as long as nothing happens to it.
    pub fn keep_shown(&mut self, shown: View) {
        self.shown = Some(shown);
    }

    /// Something happened to it.
    pub fn forget_shown(&mut self) {
        self.shown = None;
    }

    /// Its process ended.
    pub fn die(&mut self) {
        if self.world.is_on_file() {
            self.world.reopen();
        }
    }
}

/// A database on a copy of a file.
fn opened(file: &Path) -> World {
    let folder = folder();
    std::fs::copy(file, folder.path().join(FILE)).unwrap();
    World::opened_in(folder)
}

//! What every storage promises, whatever stands behind the trait: one suite, and a line for each storage that passes it.

mod accounts;
mod entities;
mod isolation;
mod jobs;
mod ledgers;
mod replicas;
mod rows;

use std::sync::Arc;

use outlay::server::storage::sqlite::Sqlite;
use outlay::server::storage::{Storage, StorageError, Txn, read, write};

/// A storage with nothing in it.
pub struct Fresh {
    storage: Option<Arc<dyn Storage>>,
    /// Opens what the storage left behind, where something is left.
    reopen: Option<Box<dyn Fn() -> Arc<dyn Storage>>>,
    /// Whether readers are served while a writer works.
    serves_readers: bool,
    _home: Option<tempfile::TempDir>,
}

impl Fresh {
    fn storage(&self) -> &dyn Storage {
        &**self.storage.as_ref().unwrap()
    }

    fn shared(&self) -> Arc<dyn Storage> {
        Arc::clone(self.storage.as_ref().unwrap())
    }

    /// Ends the storage and opens what it left behind; false where it leaves nothing.
    fn reopened(&mut self) -> bool {
        let Some(reopen) = &self.reopen else { return false };
        self.storage = None;
        self.storage = Some(reopen());
        true
    }

    fn write<T: Send + 'static>(
        &self,
        mut job: impl FnMut(&mut dyn Txn) -> Result<T, StorageError> + Send + 'static,
    ) -> T {
        write(self.storage(), move |txn| job(txn)).unwrap()
    }

    fn read<T: Send + 'static>(
        &self,
        mut job: impl FnMut(&mut dyn Txn) -> Result<T, StorageError> + Send + 'static,
    ) -> T {
        read(self.storage(), move |txn| job(txn)).unwrap()
    }
}

fn in_memory() -> Fresh {
    let storage: Arc<dyn Storage> = Arc::new(Sqlite::in_memory().unwrap());
    Fresh { storage: Some(storage), reopen: None, serves_readers: false, _home: None }
}

fn in_a_file() -> Fresh {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("server.db");
    let open = move || -> Arc<dyn Storage> { Arc::new(Sqlite::open(&path).unwrap()) };
    Fresh { storage: Some(open()), reopen: Some(Box::new(open)), serves_readers: true, _home: Some(home) }
}

macro_rules! promises {
    ($storage:ident: $($area:ident { $($promise:ident)+ })+) => {
        mod $storage {
            $(mod $area {
                $(#[test] fn $promise() { super::super::$area::$promise(super::super::super::$storage()); })+
            })+
        }
    };
}

macro_rules! contract {
    ($($storage:ident)+) => { mod contract { use super::*; $(promises! { $storage:
        accounts {
            an_account_is_found_by_its_id_and_its_exact_address
            an_id_or_an_address_is_taken_once
            a_password_is_set_for_one_account_alone
            devices_are_told_oldest_first_with_the_revoked_ones
            a_device_is_revoked_once_and_found_afterwards
            a_token_belongs_to_one_device
            notes_of_a_device_leave_what_they_do_not_name
            an_account_goes_with_what_it_made_and_leaves_the_ledgers_of_others_whole
        }
        ledgers {
            a_ledger_is_told_as_it_was_written
            an_update_changes_neither_the_key_nor_the_account
            a_key_is_taken_once_by_each_account
            ledgers_of_an_account_are_told_with_their_roles_by_name_and_id
            a_role_is_set_changed_and_taken_away
            tokens_belong_to_a_revision_of_one_ledger
            every_ledger_is_listed_in_the_order_of_ids
        }
        replicas {
            a_replica_is_replaced_and_belongs_to_one_ledger
            the_smallest_cursor_counts_from_the_moment_itself
            results_are_found_by_their_ids_from_every_replica
            the_forks_of_a_replica_are_those_of_its_ledger
            a_result_is_told_with_everything_that_was_in_it
            a_result_at_a_place_is_replaced
            the_shared_revision_lies_below_all_that_came_behind_the_place
            thousands_of_results_are_looked_up_at_once
        }
        entities {
            an_entity_is_told_as_it_was_written
            entities_are_found_by_kind_and_id_in_one_ledger
            a_write_replaces_all_of_an_entity
            changes_come_after_the_cursor_in_order_and_at_most_so_many
            tombstones_keep_to_their_revisions_their_time_and_their_limit
            what_is_purged_is_gone_but_for_its_delete_and_nothing_else
            texts_of_any_size_and_kind_come_back
        }
        jobs {
            a_job_that_fails_leaves_nothing
            a_job_that_panics_leaves_nothing_and_stops_no_other
            a_reader_that_writes_leaves_nothing
            a_job_sees_what_it_wrote
            what_a_storage_is_does_not_change
            what_was_answered_is_there_when_it_is_opened_again
        }
        isolation {
            a_reader_sees_one_moment
            nothing_is_seen_before_it_is_settled
            no_count_is_lost_and_no_reader_misses_one
            a_failing_neighbour_takes_nothing_with_it
            readers_are_served_while_a_writer_works
        }
    })+ } };
}

contract! { in_memory in_a_file }

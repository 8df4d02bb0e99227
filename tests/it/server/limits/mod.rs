//! Every limit of the protocol and of the server has a test one below, at, and one above it.
//!
//! The table names the test of each constant. The constants are read from the sources, so that a new one without a test is
//! noticed, and so is a test that was renamed or taken out.

mod http;
mod protocol;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Sources whose numeric constants are limits, or how something is tuned.
const SOURCES: [&str; 24] = [
    "src/protocol/limits.rs",
    "src/protocol/encoding.rs",
    "src/server/accounts.rs",
    "src/server/exchange.rs",
    "src/server/exchange/places.rs",
    "src/server/exchange/pull.rs",
    "src/server/http/options.rs",
    "src/server/http/run.rs",
    "src/server/purge.rs",
    "src/server/storage/sqlite.rs",
    "src/cli/commands/auth/devices.rs",
    "src/cli/commands/conflict.rs",
    "src/cli/commands/queue.rs",
    "src/cli/commands/status.rs",
    "src/cli/commands/sync.rs",
    "src/cli/commands/sync/plan.rs",
    "src/cli/commands/sync/watch.rs",
    "src/store/sync/runs.rs",
    "src/sync/engine.rs",
    "src/sync/engine/backoff.rs",
    "src/sync/http.rs",
    "src/sync/http/address.rs",
    "src/sync/http/answer.rs",
    "src/sync/report.rs",
];

/// Each constant and the test that goes to it; for what is no limit, a dash and why.
const TABLE: &[(&str, &str)] = &[
    // protocol/limits.rs
    ("OPERATIONS_MAX", "operations_of_one_request"),
    ("REQUEST_BYTES_MAX", "the_usual_limits_of_a_body_hold_in_every_encoding"),
    ("DECOMPRESSED_BYTES_MAX", "the_usual_limits_of_a_body_hold_in_every_encoding"),
    ("VALUES_MAX", "values_of_one_body"),
    ("CHANGES_MAX", "changes_of_one_page"),
    ("PAGE_BYTES_MAX", "bytes_of_one_page"),
    ("FIELD_BYTES_MAX", "bytes_of_a_field"),
    ("FIELD_DEPTH_MAX", "depth_of_a_field"),
    ("FIELDS_MAX", "fields_of_an_operation"),
    ("FIELD_NAME_BYTES_MAX", "bytes_of_a_name_of_a_field"),
    ("KIND_NAME_BYTES_MAX", "bytes_of_a_name_of_a_kind"),
    ("ENTITY_BYTES_MAX", "bytes_of_an_entity"),
    ("ENTITY_FIELDS_MAX", "fields_of_an_entity"),
    ("WITNESSES_MAX", "witnesses_of_one_question"),
    ("NAME_BYTES_MAX", "bytes_of_a_name_of_a_ledger_and_of_a_device"),
    ("DEVICES_MAX", "devices_of_an_account"),
    ("LEDGERS_MAX", "ledgers_of_an_account"),
    ("EMAIL_BYTES_MAX", "passwords_and_addresses_keep_to_their_limits_one_below_at_and_above"),
    ("PASSWORD_BYTES_MAX", "passwords_and_addresses_keep_to_their_limits_one_below_at_and_above"),
    ("PASSWORD_CHARS_MIN", "passwords_and_addresses_keep_to_their_limits_one_below_at_and_above"),
    // protocol/encoding.rs
    ("COMPRESS_BYTES_MIN", "a_short_body_stays_as_it_is_one_below_at_and_above"),
    ("ZSTD_LEVEL", "- how hard it tries"),
    // server/accounts.rs
    ("ACCESS_SECONDS", "an_access_token_ends_with_its_time_and_is_no_other_servers"),
    ("VERSION_BYTES_MAX", "a_clients_version_is_cut_one_below_at_and_above"),
    ("ARGON2_MEMORY_KIB", "- how hard a password is to try"),
    ("ARGON2_PASSES", "- how hard a password is to try"),
    ("ARGON2_LANES", "- how hard a password is to try"),
    ("TOKEN_BYTES", "- how long a token is made"),
    // server/exchange
    ("SEEN_MS", "a_device_is_noted_again_after_an_hour"),
    ("LINEAGE_MAX", "forks_of_forks_are_followed_so_far"),
    ("CHANGE_BYTES", "bytes_of_one_page"),
    ("ROWS_MAX", "every_entity_is_told_once_whatever_the_pages_are"),
    // server/http/options.rs
    ("CONNECTIONS_MAX", "connections_at_once"),
    ("REQUESTS_MAX", "requests_at_once"),
    ("WORKERS_MAX", "calls_and_passwords_run_so_many_at_once"),
    ("PASSWORDS_MAX", "calls_and_passwords_run_so_many_at_once"),
    ("LOGINS_MAX", "requests_that_look_at_a_password_are_so_many_at_once"),
    ("REQUEST_SECONDS", "a_request_that_takes_too_long_is_answered"),
    ("BODY_SECONDS", "a_body_that_does_not_come_and_a_connection_that_says_nothing_are_ended"),
    ("IDLE_SECONDS", "a_body_that_does_not_come_and_a_connection_that_says_nothing_are_ended"),
    ("SHUTDOWN_SECONDS", "a_server_that_may_not_wait_stops_at_once"),
    ("SMALL_BYTES_MAX", "bytes_of_a_small_body"),
    ("DISCARD_FACTOR", "a_body_that_is_too_large_is_read_so_far"),
    // server/http/run.rs
    ("PURGE_EVERY", "- how often; that it runs: what_nobody_needs_any_more_goes_when_the_server_starts"),
    ("THREADS_TIME", "- for threads of a server that ends; nothing is promised"),
    // server/purge.rs
    ("TOMBSTONE_MS", "a_tombstone_stays_thirty_days_from_when_it_came_however_old_the_edit_is"),
    ("DEVICE_MS", "a_tombstone_waits_for_every_device_of_the_last_hundred_and_eighty_days"),
    ("PURGE_MAX", "as_many_tombstones_as_there_are_go_in_one_purge"),
    // server/storage/sqlite.rs
    ("QUEUE_MAX", "so_many_jobs_wait_and_one_more_is_told_to_come_again"),
    ("GROUP_MAX", "so_many_jobs_are_committed_at_once"),
    ("READERS_MAX", "so_many_readers_are_kept_open"),
    ("BUSY_TIMEOUT_MS", "a_database_that_another_process_holds_is_busy"),
    ("WRITER_CACHE_KIB", "- how much memory the writer has; costs speed alone"),
    ("STATEMENTS_KEPT", "- how many statements are not prepared anew; costs speed alone"),
    ("LOG_PAGES", "- when the log is written back; costs speed alone"),
    ("APPLICATION_ID", "- a mark"),
    ("SCHEMA", "- a version"),
    // cli/commands
    ("ID_PREFIX_MIN", "a_device_and_a_conflict_are_named_by_so_many_digits_of_their_ids"),
    ("LINES_MAX", "- of a question's text at a terminal"),
    ("LISTED_MAX", "so_many_operations_are_listed_and_the_rest_is_counted"),
    ("RUNS_MAX", "- over how many runs averages are told"),
    ("INTERVAL_SECONDS_MIN", "the_shortest_interval_is_a_second"),
    (
        "FOLLOWING_MAX",
        "- how often a run looks once more for what came meanwhile; the next one takes the rest",
    ),
    ("LOOK_EVERY", "- how soon a change is seen"),
    (
        "STANDING_WAIT",
        "- the system's own clock; that it is said: a_watch_says_that_it_watches_and_once_what_no_sync_can_get_past",
    ),
    ("AT_ONCE_MAX", "- runs without a wait between them; the rest goes after the interval"),
    // store/sync
    ("RUNS_KEPT", "so_many_runs_are_kept_and_the_last_success_beside_them"),
    ("FAILURES_COUNTED", "failures_in_a_row_are_counted_so_far"),
    // sync
    ("RUN_REQUESTS_MAX", "a_run_sends_so_many_requests_and_the_next_one_goes_on"),
    ("LEAD_OPERATIONS", "- how many operations a run of several requests begins with; costs speed alone"),
    ("LEAD_GROWTH", "the_first_of_several_requests_is_short_and_one_alone_is_not"),
    ("DETOURS_MAX", "a_run_is_sent_round_so_many_times_and_no_more"),
    ("WAIT_SECONDS_MAX", "a_server_makes_a_device_wait_for_a_day_and_no_longer"),
    ("BACKOFF_MIN_S", "waits_grow_and_stay_within_five_minutes"),
    ("BACKOFF_MAX_S", "waits_grow_and_stay_within_five_minutes"),
    ("OPERATIONS_LISTED_MAX", "so_many_operations_are_listed_and_what_needs_a_person_after_them_too"),
    ("LABEL_CHARS_MAX", "names_keep_to_their_limits_one_below_at_and_above"),
    ("NAME_CHARS_MAX", "names_keep_to_their_limits_one_below_at_and_above"),
    // sync/http
    ("ACCESS_SECONDS_MIN", "an_access_token_that_would_run_out_on_the_way_is_not_sent"),
    ("ANSWER_BYTES_MAX", "an_answer_is_read_one_below_and_at_the_limit_and_refused_above"),
    ("PROBLEM_BYTES_MAX", "what_a_server_says_is_cut_one_below_at_and_above"),
    ("DETAIL_CHARS_MAX", "what_a_server_says_is_cut_one_below_at_and_above"),
    ("RETRY_AFTER_SECONDS_MAX", "a_wait_is_bounded_one_below_at_and_above"),
    ("CONNECT_TIMEOUT", "- the system's own clock; nothing is promised to the second"),
    ("REQUEST_TIMEOUT", "- the system's own clock; nothing is promised to the second"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the constants of a source that are numbers or times.
fn constants(text: &str) -> Vec<String> {
    let is_number = |kind: &str| {
        let kind = kind.split('=').next().unwrap_or_default().trim();
        kind.starts_with(['u', 'i']) || kind == "Duration"
    };
    let named = |line: &str| {
        let rest = line.trim_start_matches("pub ").trim_start_matches("pub(super) ");
        let (name, kind) = rest.strip_prefix("const ")?.split_once(':')?;
        is_number(kind).then(|| name.to_owned())
    };
    text.lines().filter_map(named).collect()
}

fn sources_under(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources_under(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_limit_has_a_test_that_there_is() {
    let mut named = BTreeSet::new();
    for source in SOURCES {
        named.extend(constants(&fs::read_to_string(root().join(source)).unwrap()));
    }
    let listed: BTreeSet<String> = TABLE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(listed.len(), TABLE.len(), "a constant is listed twice");
    assert_eq!(named, listed, "constants of the sources, and those of the table");
    let mut files = Vec::new();
    sources_under(&root().join("src"), &mut files);
    sources_under(&root().join("tests"), &mut files);
    let all: String = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    for (constant, test) in TABLE.iter().filter(|(_, test)| !test.starts_with('-')) {
        assert!(all.contains(&format!("fn {test}(")), "{constant}: there is no test `{test}`");
    }
}

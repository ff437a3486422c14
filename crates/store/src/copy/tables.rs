//! Which tables and columns a copy has, in which order.

use super::kind::Kind;

/// A table. Its rows are copied in the order of `key`.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The primary key, as it stands behind ORDER BY.
    pub(crate) key: &'static str,
    /// The key is a number that the database counts up, never the same twice.
    pub(crate) counted: bool,
    pub(crate) columns: &'static [(&'static str, Kind)],
}

/// How much of the database goes into a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Everything,
    /// Without what must not come back with a backup: whatever opens a door by itself, because it
    /// may have been closed since, and what a start makes anew.
    Backup,
}

impl Extent {
    /// Whether the rows of this table go into the copy.
    pub(crate) fn has(self, table: &Table) -> bool {
        const LEFT_OUT: [&str; 15] = [
            "session",
            "password_reset",
            "operator_link",
            "audit_link",
            "member_invitation",
            "api_token",
            "own_machine",
            "own_machine_video",
            "growing_rendition",
            "growing_segment",
            "usage_batch",
            // Of other homes: it is fetched again.
            "carried",
            "carried_object",
            "kept_backup",
            "kept_piece",
        ];
        self == Self::Everything || !LEFT_OUT.contains(&table.name)
    }
}

/// The tables of a schema. A table comes after those to which its rows refer. The words for the
/// search are not in a copy: they are made again of the videos.
///
/// A migration that changes a table adds the list of its own schema, and leaves the earlier ones.
pub(crate) const fn of(schema: u64) -> &'static [Table] {
    match schema {
        0 | 1 => SCHEMA_1,
        2 => SCHEMA_2,
        3 => SCHEMA_3,
        4 => SCHEMA_4,
        5 => SCHEMA_5,
        _ => SCHEMA_6,
    }
}

macro_rules! tables {
    ($($name:ident ($($key:ident),+) $($counted:ident)? { $($column:ident: $kind:ident,)+ })+) => {
        &[$(Table {
            name: stringify!($name),
            key: stringify!($($key),+),
            counted: !matches!(stringify!($($counted)?).as_bytes(), b""),
            columns: &[$((stringify!($column), Kind::$kind)),+],
        }),+]
    };
}

/// The tables that the first schema had, and what came later.
macro_rules! schemas {
    (
        account { $($account:tt)* } first { $($first:tt)* } logs { $($logs:tt)* } purse { $($purse:tt)* }
        carrying { $($carrying:tt)* } carried_things { $($carried_things:tt)* }
        homes_and_machines { $($homes_and_machines:tt)* }
    ) => {
        const SCHEMA_1: &[Table] = tables! { account (id) { $($account)* } $($first)* };
        /// With the logs of the federation.
        const SCHEMA_2: &[Table] = tables! { account (id) { $($account)* } $($first)* $($logs)* };
        /// With delegates and auditors.
        const SCHEMA_3: &[Table] = tables! {
            account (id) { $($account)* delegate: Flag, } $($first)* $($logs)* $($purse)*
        };
        /// With what is carried for other homes.
        const SCHEMA_4: &[Table] = tables! {
            account (id) { $($account)* delegate: Flag, } $($first)* $($logs)* $($purse)* $($carrying)*
        };
        /// With what people decide about it, the backups that are kept for other homes, and the evidence of how others carry.
        const SCHEMA_5: &[Table] = tables! {
            account (id) { $($account)* delegate: Flag, } $($first)* $($logs)* $($purse)* $($carrying)*
            $($carried_things)*
        };
        /// With what is known of videos whose home is gone, of spaces that found a new one here, and of machines of people's own.
        const SCHEMA_6: &[Table] = tables! {
            account (id) { $($account)* delegate: Flag, } $($first)* $($logs)* $($purse)* $($carrying)*
            $($carried_things)* $($homes_and_machines)*
        };
    };
}

schemas! {
    account {
        id: Bytes, name: Text, name_folded: Text, email: Text, email_folded: Text, password_hash: Text,
        operator: Flag, treasurer: Flag, quota_bytes: Int, locale: Text, created_at: Int, space_public: Bytes,
        space_secret: Bytes, recovery_public: Bytes, deleting_since: Int,
    }
    first {
        recovery_code (account, hash) { account: Bytes, hash: Bytes, used_at: Int, }
        password_reset (hash) { hash: Bytes, account: Bytes, created_at: Int, expires_at: Int, used_at: Int, }
        session (hash) {
            hash: Bytes, account: Bytes, csrf: Bytes, label: Text, created_at: Int, seen_at: Int, expires_at: Int,
        }
        api_token (id) {
            id: Bytes, hash: Bytes, account: Bytes, name: Text, scopes: Text, created_at: Int, expires_at: Int,
            last_used_at: Int,
        }
        invitation (serial) counted {
            serial: Int, id: Bytes, hash: Bytes, created_by: Bytes, created_at: Int, expires_at: Int, used_at: Int,
        }
        operator_link (hash) { hash: Bytes, account: Bytes, created_at: Int, expires_at: Int, used_at: Int, }
        setting (key) { key: Text, value: Text, }
        upload (id) {
            id: Bytes, account: Bytes, file_name: Text, media_type: Text, title: Text, visibility: Text,
            keep_original: Flag, declared_bytes: Int, offset_bytes: Int, created_at: Int, expires_at: Int, video: Bytes,
        }
        video (serial) counted {
            serial: Int, id: Bytes, account: Bytes, core: Bytes, title: Text, description: Text, language: Text,
            visibility: Text, wrap_salt: Bytes, wrap_iterations: Int, wrap_nonce: Bytes, wrap_key: Bytes,
            video_key: Bytes, revision: Int, state: Text, keep_original: Flag, source_upload: Bytes, source_name: Text,
            source_bytes: Int, duration_ms: Int, width: Int, height: Int, created_at: Int, published_at: Int,
            published_visibility: Text, published_key: Bytes, published_revision: Int, not_after: Int, sequence: Int,
            failure_code: Text,
        }
        video_viewer (video, account) { video: Bytes, account: Bytes, }
        growing_rendition (video, attempt, name) {
            video: Bytes, attempt: Int, name: Text, ordinal: Int, width: Int, height: Int, rate_numerator: Int,
            rate_denominator: Int, channels: Int, sample_rate: Int, codecs: Text, bandwidth: Int, average_bandwidth: Int,
            file: Text, init_start: Int, init_len: Int, init_sha256: Bytes, target_duration_s: Int, complete: Flag,
        }
        growing_segment (video, attempt, name, ordinal) {
            video: Bytes, attempt: Int, name: Text, ordinal: Int, start: Int, len: Int, duration_ms: Int, sha256: Bytes,
        }
        manifest (place) {
            place: Int, video: Bytes, sequence: Int, hash: Bytes, bytes: Bytes, signature: Bytes, key_place: Int,
            tombstone: Flag,
        }
        signing_key (first_place) { first_place: Int, public: Bytes, secret: Bytes, }
        object (hash) {
            hash: Bytes, bytes: Int, media_type: Text, committed_at: Int, unreferenced_since: Int, leaving_since: Int,
        }
        object_gone (hash, gone_at) { hash: Bytes, bytes: Int, committed_at: Int, gone_at: Int, }
        object_ref (video, role, name) { video: Bytes, role: Text, name: Text, object: Bytes, }
        video_object (video, object) { video: Bytes, object: Bytes, }
        job (id) counted {
            id: Int, kind: Text, video: Bytes, unique_key: Text, payload: Bytes, state: Text, attempts: Int,
            failures: Int, due_at: Int, lease_holder: Bytes, lease_until: Int, heartbeat_at: Int, progress_permille: Int,
            failure_code: Text, failure_detail: Text, created_at: Int, ended_at: Int,
        }
        usage (hour, object, home, carrier, service, unit) {
            hour: Int, object: Bytes, home: Bytes, carrier: Bytes, service: Text, unit: Text, quantity: Int,
            merged: Flag,
        }
        usage_batch (id) { id: Bytes, added_at: Int, }
        hour_mark (work) { work: Text, hour: Int, }
        expense (id) counted {
            id: Int, pool: Text, label: Text, amount_minor: Int, common_minor: Int, starts_at: Int, ends_at: Int,
            entered_at: Int, entered_by: Bytes, reverses: Int, entry_key: Bytes,
        }
        capacity (id) counted { id: Int, expense: Int, unit: Text, quantity: Int, starts_at: Int, ends_at: Int, }
    }
    logs {
        federation (hash) { hash: Bytes, founding: Bytes, log: Int, }
        log_leaf (member, log, place) { member: Bytes, log: Int, place: Int, leaf: Bytes, }
        log_note (member, log, size) { member: Bytes, log: Int, size: Int, note: Bytes, }
        log_proof (member, log) { member: Bytes, log: Int, proof: Bytes, }
        document (hash) {
            hash: Bytes, kind: Text, salt: Bytes, bytes: Bytes, name: Text, media_type: Text, kept_at: Int,
        }
        report (proposal) {
            proposal: Bytes, year: Int, month: Int, months: Int, round: Int, hash: Bytes, bytes: Bytes,
            computed_at: Int, approved_at: Int,
        }
    }
    purse {
        audit_link (hash) {
            hash: Bytes, created_by: Bytes, created_at: Int, expires_at: Int, name: Text, withdrawn_at: Int,
        }
        member_invitation (code) {
            code: Bytes, invitation: Bytes, created_at: Int, expires_at: Int, used_for: Bytes,
        }
        suspense (reference) {
            reference: Bytes, booked_on: Text, amount_minor: Int, counterparty: Text, account: Text, words: Text,
            state: Text,
        }
    }
    carrying {
        carried (home, video) {
            home: Bytes, video: Bytes, manifest: Bytes, signed: Bytes, bytes: Int, since: Int,
        }
        carried_object (home, video, object) { home: Bytes, video: Bytes, object: Bytes, }
    }
    carried_things {
        space_carriers (account) { account: Bytes, allowed: Text, members: Bytes, }
        video_carriers (video) { video: Bytes, allowed: Text, members: Bytes, }
        video_hold (video) { video: Bytes, since: Int, }
        kept_backup (home, number) { home: Bytes, number: Int, list: Bytes, bytes: Int, since: Int, }
        kept_piece (home, number, object) { home: Bytes, number: Int, object: Bytes, }
        carrier_answer (asked_at, carrier, object, start) {
            asked_at: Int, carrier: Bytes, video: Bytes, object: Bytes, start: Int, len: Int, expected: Bytes,
            cause: Text, verdict: Text, status: Int, found: Bytes, after_ms: Int,
        }
        canary (day, home, carrier) { day: Int, home: Bytes, carrier: Bytes, received: Int, reported: Int, }
        reported_part (carrier, object, start) {
            carrier: Bytes, object: Bytes, start: Int, len: Int, video: Bytes, expected: Bytes, found: Bytes,
            reports: Int, first_at: Int, last_at: Int, tried_at: Int,
        }
    }
    homes_and_machines {
        gone_video (home, video) {
            home: Bytes, video: Bytes, manifest: Bytes, space: Bytes, recovery: Bytes, trouble: Text,
        }
        adopted_space (home, space, recovery) {
            home: Bytes, space: Bytes, recovery: Bytes, account: Bytes, signed: Bytes, since: Int,
        }
        own_machine (id) {
            id: Bytes, account: Bytes, name: Text, token_hash: Bytes, created_at: Int, address: Text, seen_at: Int,
            bytes: Int, left_out: Int, checked_at: Int, finding: Text, delivered_day: Int, delivered_bytes: Int,
        }
        own_machine_video (machine, video) { machine: Bytes, video: Bytes, manifest: Bytes, }
    }
}

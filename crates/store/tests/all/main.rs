//! The database of a member: each behaviour once, on SQLite and on PostgreSQL.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and says on which engine"
)]

mod access;
mod accounts;
mod adoption;
mod alone;
mod audit;
mod audit_links;
mod carried;
mod choices;
mod copy;
mod crowd;
mod dead_jobs;
mod differential;
mod engines;
mod evidence;
mod failures;
mod growing;
mod housekeeping;
mod jobs;
mod joining;
mod kept;
mod leaving;
mod logs;
mod money;
mod objects;
mod own_machines;
mod placing;
mod publishing;
mod races;
mod recovery;
mod restoring;
mod samples;
mod schema;
mod search;
mod steps;
mod suspense;
mod town;
mod uploads;
mod usage;
mod versions;
mod videos;
mod work_steps;

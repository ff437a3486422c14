//! The queries, one file for each subject. This folder is compiled twice, as `sqlite::queries`
//! and as `postgres::queries`; `super` is the engine.

pub(crate) mod accounts;
pub(crate) mod adoption;
pub(crate) mod audit;
pub(crate) mod audit_links;
pub(crate) mod carried;
pub(crate) mod changes;
pub(crate) mod choices;
pub(crate) mod copy;
pub(crate) mod dead_jobs;
pub(crate) mod evidence;
pub(crate) mod growing;
pub(crate) mod invitations;
pub(crate) mod jobs;
pub(crate) mod joining;
pub(crate) mod kept;
pub(crate) mod leaving;
pub(crate) mod links;
pub(crate) mod logs;
pub(crate) mod manifests;
pub(crate) mod money;
pub(crate) mod needs;
pub(crate) mod object_totals;
pub(crate) mod objects;
pub(crate) mod own_machines;
pub(crate) mod placing;
pub(crate) mod prune;
pub(crate) mod publishing;
pub(crate) mod recovery;
pub(crate) mod reported_parts;
pub(crate) mod roles;
pub(crate) mod search;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod statement;
pub(crate) mod suspense;
pub(crate) mod tokens;
pub(crate) mod uploads;
pub(crate) mod usage;
pub(crate) mod usage_hours;
pub(crate) mod videos;
pub(crate) mod viewers;

use super::{Conn, Db};

type Row = <Db as sqlx::Database>::Row;

/// A statement with arguments `$1`, `$2`… on this engine.
fn sql<'q>(text: &'static str) -> statement::Statement<'q> {
    statement::Statement::new(text)
}

//! Settings: a text for each key.

use jiff::Timestamp;

use super::{Conn, sql};
use crate::columns::{Columns, ms};
use crate::fault::{Answer, Fault};
use crate::rows::{Setting, Settings, SignUpMode};

const SIGN_UP: &str = "sign_up";
const DEFAULT_QUOTA: &str = "default_quota_bytes";
const MEMBER_NAME: &str = "member_name";
const MEMBER_DESCRIPTION: &str = "member_description";
const DELIVERED_BY_OTHERS: &str = "delivered_by_others_bytes";

/// Nobody sets it: a restore does.
const SEQUENCE_FLOOR: &str = "sequence_floor";

/// When the operator asked for a backup, in milliseconds since 1970, until it is made.
const BACKUP_ASKED: &str = "backup_asked";

/// What the last trial restore found.
const BACKUP_TRIAL: &str = "backup_trial";

/// What operators and delegates were told of members that are gone.
const ABSENCES_TOLD: &str = "absences_told";

/// How no limit is written.
const NO_LIMIT: &str = "none";

pub(crate) async fn all(conn: &mut Conn) -> Answer<Settings> {
    let mut settings = Settings::default();
    for row in sql("SELECT key, value FROM setting").fetch_all(conn).await? {
        let value = row.text("value")?;
        let damaged = Fault::Damaged { column: "value" };
        match row.text("key")?.as_str() {
            SIGN_UP => settings.sign_up = SignUpMode::from_text(&value).ok_or(damaged)?,
            DEFAULT_QUOTA if value == NO_LIMIT => settings.default_quota_bytes = None,
            DEFAULT_QUOTA => {
                settings.default_quota_bytes = Some(value.parse().map_err(|_| damaged)?);
            }
            MEMBER_NAME => settings.member_name = value,
            MEMBER_DESCRIPTION => settings.member_description = value,
            DELIVERED_BY_OTHERS if value == NO_LIMIT => settings.delivered_by_others_bytes = None,
            DELIVERED_BY_OTHERS => {
                settings.delivered_by_others_bytes = Some(value.parse().map_err(|_| damaged)?);
            }
            SEQUENCE_FLOOR | BACKUP_ASKED | BACKUP_TRIAL | ABSENCES_TOLD => {}
            _ => return Err(Fault::Damaged { column: "key" }),
        }
    }
    Ok(settings)
}

pub(crate) async fn set(conn: &mut Conn, setting: &Setting) -> Answer<()> {
    let (key, value) = match setting {
        Setting::SignUp(mode) => (SIGN_UP, mode.as_str().to_owned()),
        Setting::DefaultQuotaBytes(None) => (DEFAULT_QUOTA, NO_LIMIT.to_owned()),
        Setting::DefaultQuotaBytes(Some(bytes)) => (DEFAULT_QUOTA, bytes.to_string()),
        Setting::MemberName(name) => (MEMBER_NAME, name.clone()),
        Setting::MemberDescription(text) => (MEMBER_DESCRIPTION, text.clone()),
        Setting::DeliveredByOthersBytes(None) => (DELIVERED_BY_OTHERS, NO_LIMIT.to_owned()),
        Setting::DeliveredByOthersBytes(Some(bytes)) => (DELIVERED_BY_OTHERS, bytes.to_string()),
    };
    put(conn, key, &value).await
}

pub(crate) async fn sequence_floor(conn: &mut Conn) -> Answer<u64> {
    let row = sql("SELECT value FROM setting WHERE key = $1").bind(SEQUENCE_FLOOR).fetch_optional(conn).await?;
    let Some(row) = row else { return Ok(0) };
    row.text("value")?.parse().map_err(|_| Fault::Damaged { column: "value" })
}

/// Never lowers it.
pub(super) async fn raise_sequence_floor(conn: &mut Conn, floor: u64) -> Answer<()> {
    let floor = floor.max(sequence_floor(conn).await?);
    put(conn, SEQUENCE_FLOOR, &floor.to_string()).await
}

pub(crate) async fn ask_for_backup(conn: &mut Conn, now: Timestamp) -> Answer<()> {
    put(conn, BACKUP_ASKED, &ms(now).to_string()).await
}

pub(crate) async fn backup_asked(conn: &mut Conn) -> Answer<Option<Timestamp>> {
    let Some(text) = text_of(conn, BACKUP_ASKED).await? else { return Ok(None) };
    let damaged = Fault::Damaged { column: "value" };
    let Ok(time_ms) = text.parse() else { return Err(damaged) };
    Timestamp::from_millisecond(time_ms).map(Some).map_err(|_| damaged)
}

pub(crate) async fn backup_was_made(conn: &mut Conn) -> Answer<()> {
    sql("DELETE FROM setting WHERE key = $1").bind(BACKUP_ASKED).execute(conn).await?;
    Ok(())
}

pub(crate) async fn note_trial(conn: &mut Conn, report: &str) -> Answer<()> {
    put(conn, BACKUP_TRIAL, report).await
}

pub(crate) async fn last_trial(conn: &mut Conn) -> Answer<Option<String>> {
    text_of(conn, BACKUP_TRIAL).await
}

pub(crate) async fn note_absences_told(conn: &mut Conn, told: &str) -> Answer<()> {
    put(conn, ABSENCES_TOLD, told).await
}

pub(crate) async fn absences_told(conn: &mut Conn) -> Answer<Option<String>> {
    text_of(conn, ABSENCES_TOLD).await
}

async fn text_of(conn: &mut Conn, key: &str) -> Answer<Option<String>> {
    let row = sql("SELECT value FROM setting WHERE key = $1").bind(key).fetch_optional(conn).await?;
    row.map(|row| row.text("value")).transpose()
}

async fn put(conn: &mut Conn, key: &str, value: &str) -> Answer<()> {
    sql("INSERT INTO setting (key, value) VALUES ($1, $2) \
         ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    .bind(key)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

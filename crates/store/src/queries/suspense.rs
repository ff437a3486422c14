//! Money on the member's account that no note was found for.

use std::collections::BTreeMap;

use super::{Conn, Row, sql};
use crate::columns::{Columns, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{SuspenseLine, SuspenseState};

fn read(row: &Row) -> Answer<SuspenseLine> {
    Ok(SuspenseLine {
        reference: row.array("reference")?,
        booked_on: row.text("booked_on")?.parse().map_err(|_| Fault::Damaged { column: "booked_on" })?,
        amount_minor: row.int("amount_minor")?,
        counterparty: row.text("counterparty")?,
        account: row.text("account")?,
        words: row.text("words")?,
        state: row.word("state", SuspenseState::from_word)?,
    })
}

pub(crate) async fn keep(conn: &mut Conn, lines: &[SuspenseLine]) -> Answer<u64> {
    let mut kept = 0;
    for line in lines {
        let done =
            sql("INSERT INTO suspense (reference, booked_on, amount_minor, counterparty, account, words, state) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (reference) DO NOTHING")
            .bind(&line.reference[..])
            .bind(line.booked_on.to_string())
            .bind(line.amount_minor)
            .bind(&line.counterparty)
            .bind(&line.account)
            .bind(&line.words)
            .bind(line.state.as_str())
            .execute(&mut *conn)
            .await?;
        kept += done.rows_affected();
    }
    Ok(kept)
}

pub(crate) async fn get(conn: &mut Conn, reference: &[u8; 32]) -> Answer<Option<SuspenseLine>> {
    let row = sql("SELECT * FROM suspense WHERE reference = $1").bind(&reference[..]).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn newest(conn: &mut Conn, state: SuspenseState, limit: u32) -> Answer<Vec<SuspenseLine>> {
    let found = sql("SELECT * FROM suspense WHERE state = $1 ORDER BY booked_on DESC, reference LIMIT $2")
        .bind(state.as_str())
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn amounts(conn: &mut Conn, references: &[[u8; 32]]) -> Answer<BTreeMap<[u8; 32], i64>> {
    let mut amounts = BTreeMap::new();
    for reference in references {
        if let Some(line) = get(conn, reference).await? {
            amounts.insert(*reference, line.amount_minor);
        }
    }
    Ok(amounts)
}

pub(crate) async fn change(
    conn: &mut Conn,
    reference: &[u8; 32],
    from: SuspenseState,
    to: SuspenseState,
) -> Answer<bool> {
    let done = sql("UPDATE suspense SET state = $1 WHERE reference = $2 AND state = $3")
        .bind(to.as_str())
        .bind(&reference[..])
        .bind(from.as_str())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

//! Expenses and their capacities.

use jiff::Timestamp;
use purse::usage::Pool;

use super::{Conn, Row, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{
    CAPACITIES_PER_EXPENSE, Capacity, CapacityId, Expense, ExpenseId, ExpenseRefusal, NewExpense, ReverseRefusal,
    UserId,
};

/// The columns of an expense and the entry that took it back.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT expense.*, (SELECT id FROM expense AS later WHERE later.reverses = expense.id) \
             AS reversed_by FROM expense ",
            $rest
        )
    };
}

fn read(row: &Row) -> Answer<Expense> {
    let pool: Pool = row.text("pool")?.parse().map_err(|_| Fault::Damaged { column: "pool" })?;
    Ok(Expense {
        id: ExpenseId(row.int("id")?),
        pool,
        label: row.text("label")?,
        amount_minor: row.int("amount_minor")?,
        common_minor: row.int("common_minor")?,
        from: row.time("starts_at")?,
        until: row.time("ends_at")?,
        capacities: Vec::new(),
        entered_at: row.time("entered_at")?,
        entered_by: row.maybe_array("entered_by")?.map(UserId::from_bytes),
        reverses: row.maybe_int("reverses")?.map(ExpenseId),
        reversed_by: row.maybe_int("reversed_by")?.map(ExpenseId),
    })
}

async fn with_capacities(conn: &mut Conn, row: &Row) -> Answer<Expense> {
    let mut expense = read(row)?;
    let found = sql("SELECT * FROM capacity WHERE expense = $1 ORDER BY id").bind(expense.id.0).fetch_all(conn).await?;
    for row in &found {
        expense.capacities.push(Capacity {
            id: CapacityId(row.int("id")?),
            unit: row.text("unit")?,
            quantity: row.int("quantity")?,
            from: row.time("starts_at")?,
            until: row.time("ends_at")?,
        });
    }
    Ok(expense)
}

pub(crate) async fn add(
    conn: &mut Conn,
    new: &NewExpense,
    now: Timestamp,
) -> Answer<Result<ExpenseId, ExpenseRefusal>> {
    if new.common_minor > new.amount_minor {
        return Ok(Err(ExpenseRefusal::CommonPart));
    }
    if new.until <= new.from || new.capacities.iter().any(|given| given.until <= given.from) {
        return Ok(Err(ExpenseRefusal::Interval));
    }
    if new.capacities.len() > CAPACITIES_PER_EXPENSE {
        return Ok(Err(ExpenseRefusal::TooManyCapacities));
    }
    let key = new.entry_key.as_ref().map(|key| &key[..]);
    let row = sql("INSERT INTO expense (pool, label, amount_minor, common_minor, starts_at, ends_at, \
         entered_at, entered_by, entry_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (entry_key) DO NOTHING RETURNING id")
    .bind(new.pool.to_string())
    .bind(&new.label)
    .bind(int(new.amount_minor, "an amount")?)
    .bind(int(new.common_minor, "an amount")?)
    .bind(ms(new.from))
    .bind(ms(new.until))
    .bind(ms(now))
    .bind(&new.entered_by.as_bytes()[..])
    .bind(key)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else {
        let entered = sql("SELECT id FROM expense WHERE entry_key = $1").bind(key).fetch_one(conn).await?;
        return Ok(Ok(ExpenseId(entered.int("id")?)));
    };
    let id = row.int("id")?;
    for capacity in &new.capacities {
        sql("INSERT INTO capacity (expense, unit, quantity, starts_at, ends_at) \
             VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(&capacity.unit)
        .bind(int(capacity.quantity, "a capacity")?)
        .bind(ms(capacity.from))
        .bind(ms(capacity.until))
        .execute(&mut *conn)
        .await?;
    }
    Ok(Ok(ExpenseId(id)))
}

pub(crate) async fn reverse(
    conn: &mut Conn,
    id: ExpenseId,
    entered_by: UserId,
    now: Timestamp,
) -> Answer<Result<ExpenseId, ReverseRefusal>> {
    let Some(expense) = get(conn, id).await? else {
        return Ok(Err(ReverseRefusal::Unknown));
    };
    if expense.reverses.is_some() {
        return Ok(Err(ReverseRefusal::IsReversal));
    }
    if let Some(by) = expense.reversed_by {
        return Ok(Err(ReverseRefusal::AlreadyReversed(by)));
    }
    let row = sql("INSERT INTO expense (pool, label, amount_minor, common_minor, starts_at, ends_at, \
         entered_at, entered_by, reverses) \
         SELECT pool, label, -amount_minor, -common_minor, starts_at, ends_at, $2, $3, id \
         FROM expense WHERE id = $1 RETURNING id")
    .bind(id.0)
    .bind(ms(now))
    .bind(&entered_by.as_bytes()[..])
    .fetch_one(&mut *conn)
    .await?;
    let reversal = row.int("id")?;
    sql("INSERT INTO capacity (expense, unit, quantity, starts_at, ends_at) \
         SELECT $2, unit, -quantity, starts_at, ends_at FROM capacity WHERE expense = $1 \
         ORDER BY id")
    .bind(id.0)
    .bind(reversal)
    .execute(conn)
    .await?;
    Ok(Ok(ExpenseId(reversal)))
}

pub(crate) async fn get(conn: &mut Conn, id: ExpenseId) -> Answer<Option<Expense>> {
    let row = sql(select!("WHERE expense.id = $1")).bind(id.0).fetch_optional(&mut *conn).await?;
    match row {
        Some(row) => with_capacities(conn, &row).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn page(
    conn: &mut Conn,
    from: Timestamp,
    until: Timestamp,
    after: Option<ExpenseId>,
    limit: u32,
) -> Answer<Vec<Expense>> {
    let found = sql(select!(
        "WHERE expense.id > $1 AND ((starts_at < $3 AND ends_at > $2) OR EXISTS \
         (SELECT 1 FROM capacity WHERE capacity.expense = expense.id \
         AND capacity.starts_at < $3 AND capacity.ends_at > $2)) ORDER BY expense.id LIMIT $4"
    ))
    .bind(after.map_or(0, |id| id.0))
    .bind(ms(from))
    .bind(ms(until))
    .bind(rows(limit))
    .fetch_all(&mut *conn)
    .await?;
    let mut expenses = Vec::with_capacity(found.len());
    for row in &found {
        expenses.push(with_capacities(conn, row).await?);
    }
    Ok(expenses)
}

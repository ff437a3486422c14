//! What is stored, in sums.

use super::{Conn, sql};
use crate::columns::Columns;
use crate::fault::Answer;
use crate::rows::ObjectTotals;

pub(crate) async fn get(conn: &mut Conn) -> Answer<ObjectTotals> {
    let row = sql("SELECT COUNT(*) AS n, CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS total, \
         COUNT(unreferenced_since) AS loose, CAST(COALESCE(SUM(CASE WHEN unreferenced_since \
         IS NOT NULL THEN bytes END), 0) AS BIGINT) AS loose_total FROM object")
    .fetch_one(conn)
    .await?;
    Ok(ObjectTotals {
        objects: row.uint("n")?,
        bytes: row.uint("total")?,
        unreferenced_objects: row.uint("loose")?,
        unreferenced_bytes: row.uint("loose_total")?,
    })
}

//! Lists of public videos, and the words by which they are found.

use carry::id::VideoId;

use super::super::search::{PUT, REMOVE, anywhere, expression, in_title, title_expression};
use super::{Conn, Row, sql, videos};
use crate::columns::{Columns, ms, rows};
use crate::fault::Answer;
use crate::fold::{SEARCH_WORDS, words};
use crate::rows::{PublicVideo, VideoCursor};

/// What a list of public videos shows, and which videos those are.
macro_rules! public {
    ($rank:expr) => {
        concat!(
            "SELECT * FROM (SELECT video.serial, video.id, title, description, language, \
             account.name AS author, duration_ms, width, height, published_at, ",
            $rank,
            " AS rank FROM video JOIN account ON account.id = video.account \
             WHERE state = 'published' AND visibility = 'public' \
             AND published_visibility = 'public' AND deleting_since IS NULL \
             AND NOT EXISTS (SELECT 1 FROM video_hold WHERE video_hold.video = video.id)) AS listed "
        )
    };
}

fn read(row: &Row) -> Answer<PublicVideo> {
    let published_at = row.time("published_at")?;
    let (rank, serial) = (row.int("rank")?, row.int("serial")?);
    Ok(PublicVideo {
        id: row.video("id")?,
        title: row.text("title")?,
        description: row.text("description")?,
        language: row.maybe_text("language")?,
        author: row.text("author")?,
        facts: videos::read_facts(row)?,
        published_at,
        cursor: VideoCursor { rank, at: published_at, serial },
    })
}

pub(crate) async fn recent(conn: &mut Conn, after: Option<VideoCursor>, limit: u32) -> Answer<Vec<PublicVideo>> {
    let found = sql(concat!(
        public!("CAST(0 AS BIGINT)"),
        "WHERE (published_at, serial) < ($1, $2) \
         ORDER BY published_at DESC, serial DESC LIMIT $3"
    ))
    .bind(after.map_or(i64::MAX, |cursor| ms(cursor.at)))
    .bind(after.map_or(i64::MAX, |cursor| cursor.serial))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn find(
    conn: &mut Conn,
    query: &str,
    after: Option<VideoCursor>,
    limit: u32,
) -> Answer<Vec<PublicVideo>> {
    let mut wanted = words(query);
    wanted.truncate(SEARCH_WORDS);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let found = sql(concat!(
        public!(concat!("CAST(CASE WHEN video.serial IN (", in_title!(), ") THEN 1 ELSE 0 END AS BIGINT)")),
        "WHERE serial IN (",
        anywhere!(),
        ") AND (rank, published_at, serial) < ($3, $4, $5) \
         ORDER BY rank DESC, published_at DESC, serial DESC LIMIT $6"
    ))
    .bind(expression(&wanted))
    .bind(title_expression(&wanted))
    .bind(after.map_or(i64::MAX, |cursor| cursor.rank))
    .bind(after.map_or(i64::MAX, |cursor| ms(cursor.at)))
    .bind(after.map_or(i64::MAX, |cursor| cursor.serial))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

/// Makes a video found by its words, or not found any more, as it stands now.
pub(super) async fn index(conn: &mut Conn, id: VideoId) -> Answer<()> {
    let row = sql("SELECT video.serial, title, description, account.name AS author, \
         state = 'published' AND visibility = 'public' AND published_visibility = 'public' \
         AS found FROM video JOIN account ON account.id = video.account WHERE video.id = $1")
    .bind(&id.as_bytes()[..])
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(()) };
    let serial = row.int("serial")?;
    sql(REMOVE).bind(serial).execute(&mut *conn).await?;
    if row.maybe_flag("found")? != Some(true) {
        return Ok(());
    }
    let rest = format!("{} {}", row.text("description")?, row.text("author")?);
    sql(PUT).bind(serial).bind(words(&row.text("title")?).join(" ")).bind(words(&rest).join(" ")).execute(conn).await?;
    Ok(())
}

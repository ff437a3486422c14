//! Full text on FTS5.

/// Puts the words of a video; $1 its serial, $2 words of the title, $3 words of the rest.
pub(crate) const PUT: &str = "INSERT INTO video_search (rowid, title, rest) VALUES ($1, $2, $3)";

/// Removes them; $1 the serial.
pub(crate) const REMOVE: &str = "DELETE FROM video_search WHERE rowid = $1";

/// Serials of the videos that match $1 anywhere.
macro_rules! anywhere {
    () => {
        "SELECT rowid FROM video_search WHERE video_search MATCH $1"
    };
}

/// Serials of the videos that match $2 in the title.
macro_rules! in_title {
    () => {
        "SELECT rowid FROM video_search WHERE video_search MATCH $2"
    };
}
pub(crate) use {anywhere, in_title};

/// The expression for words that each begin a word anywhere. Words have letters and digits only.
pub(crate) fn expression(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\" *")).collect();
    words.join(" AND ")
}

/// The expression for words that each begin a word of the title.
pub(crate) fn title_expression(words: &[String]) -> String {
    format!("{{title}} : ({})", expression(words))
}

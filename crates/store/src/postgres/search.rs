//! Full text on tsvector. The words are made by the program, not by a parser of PostgreSQL, so
//! that both engines find the same.

/// Puts the words of a video; $1 its serial, $2 words of the title, $3 words of the rest.
pub(crate) const PUT: &str = "INSERT INTO video_search (serial, title, words) VALUES ($1, \
     array_to_tsvector(array_remove(string_to_array($2, ' '), '')), \
     array_to_tsvector(array_remove(string_to_array($2 || ' ' || $3, ' '), '')))";

/// Removes them; $1 the serial.
pub(crate) const REMOVE: &str = "DELETE FROM video_search WHERE serial = $1";

/// Serials of the videos that match $1 anywhere.
macro_rules! anywhere {
    () => {
        "SELECT serial FROM video_search WHERE words @@ CAST($1 AS tsquery)"
    };
}

/// Serials of the videos that match $2 in the title.
macro_rules! in_title {
    () => {
        "SELECT serial FROM video_search WHERE title @@ CAST($2 AS tsquery)"
    };
}
pub(crate) use {anywhere, in_title};

/// The expression for words that each begin a word anywhere. Words have letters and digits only.
pub(crate) fn expression(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("'{word}':*")).collect();
    words.join(" & ")
}

/// The expression for words that each begin a word of the title.
pub(crate) fn title_expression(words: &[String]) -> String {
    expression(words)
}

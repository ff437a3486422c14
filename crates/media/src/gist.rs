//! What a log may say of a failure: a log is read by more people, and kept longer, than a member's own pages.

/// Characters of a line, about.
const LONGEST: usize = 400;
/// What stands for the name of a file.
const FILE: &str = "(file)";
/// What stands for what was left out.
const LEFT_OUT: &str = " ... ";

/// A failure's text in one line: its first words and its last ones, and no file's name, since that says whose it is.
pub fn gist(text: &str) -> String {
    let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(nameless).collect();
    let line = lines.join(" | ");
    let characters = line.chars().count();
    if characters <= LONGEST {
        return line;
    }
    let head: String = line.chars().take(LONGEST / 2).collect();
    let tail: String = line.chars().skip(characters - LONGEST / 2).collect();
    [head, tail].join(LEFT_OUT)
}

/// A line without the words in which there is a slash. Numbers like 30000/1001 stay.
fn nameless(line: &str) -> String {
    let ratio = |word: &str| !word.contains(char::is_alphabetic);
    let words = line.split_whitespace().map(|word| if word.contains('/') && !ratio(word) { FILE } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_in_a_line_has_its_first_and_last_words_and_no_file_s_name() {
        let said = "encoding failed (exit status: 1): [hevc @ 0x55] no memory\n\nfile:/srv/my data/uploads/a1b2: \
                    Cannot allocate memory\nrate 30000/1001\n";
        let line = "encoding failed (exit status: 1): [hevc @ 0x55] no memory | (file) (file) Cannot allocate memory \
                    | rate 30000/1001";
        assert_eq!(gist(said), line);
        let long = gist(&format!("first {} last", "é".repeat(5_000)));
        assert!(long.starts_with("first é") && long.ends_with("é last"), "{long}");
        assert_eq!(long.chars().count(), LONGEST + LEFT_OUT.len());
    }
}

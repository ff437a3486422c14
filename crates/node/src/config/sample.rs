//! The sample file: every setting with its meaning and its default.

use std::fmt::Write;

use toml::{Table, Value};

use super::Config;
use super::read::variable;

const HEAD: &str = "\
# The configuration of an Ecot member.
#
# Every line may be left out; what stands here is the default, and lines that begin with # show
# how to set what has none. An environment variable overrides the file: ECOT_, the section, _ and
# the key, in capitals, as in {example}. After a change, restart the program.
";

/// The text of the sample, ending with a newline. Parsing it gives the defaults.
pub fn sample() -> String {
    let defaults = Table::try_from(Config::default()).unwrap_or_default();
    let mut text = HEAD.replace("{example}", &variable("http", "listen"));
    for section in Config::SECTIONS {
        text.push('\n');
        comment(&mut text, section.about);
        line(&mut text, format_args!("[{}]", section.name));
        for key in section.keys {
            text.push('\n');
            comment(&mut text, key.about);
            let default = defaults.get(section.name).and_then(|keys| keys.get(key.name));
            match (default, key.example.first()) {
                (Some(value), _) => line(&mut text, format_args!("{} = {}", key.name, shown(value))),
                (None, Some(example)) => {
                    line(&mut text, format_args!("#{} = {example}", key.name));
                }
                (None, None) => unreachable!("{} has neither default nor example", key.name),
            }
        }
    }
    text
}

fn comment(text: &mut String, lines: &[&str]) {
    for words in lines {
        line(text, format_args!("#{words}"));
    }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "{words}");
}

fn shown(value: &Value) -> String {
    value.to_string()
}

//! The texts of a destination that can be read without the phrase: a backup's record, and the list
//! of its sealed files.

use std::fmt;
use std::str::FromStr;

use carry::id::ObjectHash;
use data_encoding::HEXLOWER;

use super::inventory::SealedFile;
use super::names::Name;

/// The largest record, in bytes.
pub const LIMIT: u64 = 1_024;
/// How a record begins.
const FIRST: &str = "ecot-backup 1";
/// Digits of a backup's number in its file's name, so that names sort as numbers do.
const DIGITS: usize = 10;

/// The file of a record with this number.
#[must_use]
pub fn file_name(number: u64) -> String {
    format!("{number:0DIGITS$}")
}

/// The number of a record's file.
#[must_use]
pub fn number(name: &str) -> Option<u64> {
    let number = name.parse().ok()?;
    (file_name(number) == name && number > 0).then_some(number)
}

/// What makes a backup whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Sealed.
    pub inventory: SealedFile,
    /// In clear: one [`Line`] for each other file.
    pub list: SealedFile,
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST}")?;
        writeln!(f, "inventory {} {}", self.inventory.hash, self.inventory.bytes)?;
        writeln!(f, "list {} {}", self.list.hash, self.list.bytes)
    }
}

impl Record {
    /// Reads the text of a record; none if it is not exactly one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != FIRST {
            return None;
        }
        let mut file = |what: &str| {
            let (hash, bytes) = lines.next()?.strip_prefix(what)?.strip_prefix(' ')?.split_once(' ')?;
            Some(SealedFile { hash: hash.parse().ok()?, bytes: bytes.parse().ok()? })
        };
        let record = Self { inventory: file("inventory")?, list: file("list")? };
        (record.to_string() == text).then_some(record)
    }
}

/// A sealed file in a list: its hash, its size, and the name of what it holds (`-` for what is
/// sealed anew each time).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub file: SealedFile,
    pub name: Option<Name>,
}

impl Line {
    /// What can be used again.
    #[must_use]
    pub fn named(&self) -> Option<(Name, SealedFile)> {
        self.name.map(|name| (name, self.file))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.map_or_else(|| "-".to_owned(), |name| HEXLOWER.encode(&name));
        write!(f, "{} {} {name}", self.file.hash, self.file.bytes)
    }
}

/// A line is none of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLine;

impl FromStr for Line {
    type Err = NoLine;

    fn from_str(text: &str) -> Result<Self, NoLine> {
        let parts: Vec<_> = text.split(' ').collect();
        let [hash, bytes, name] = parts[..] else { return Err(NoLine) };
        let hash: ObjectHash = hash.parse().map_err(|_| NoLine)?;
        let bytes = bytes.parse().map_err(|_| NoLine)?;
        let name = match name {
            "-" => None,
            hex => {
                let bytes = HEXLOWER.decode(hex.as_bytes()).map_err(|_| NoLine)?;
                Some(bytes.try_into().map_err(|_| NoLine)?)
            }
        };
        Ok(Self { file: SealedFile { hash, bytes }, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(n: u8) -> SealedFile {
        SealedFile { hash: ObjectHash::from_bytes([n; 32]), bytes: u64::from(n) }
    }

    #[test]
    fn a_record_is_read_back_and_nothing_else_is_one() {
        let record = Record { inventory: file(1), list: file(2) };
        let text = record.to_string();
        assert_eq!(Record::parse(&text), Some(record));
        let others = ["", "ecot-backup 1\n", &text.replace("backup 1", "backup 2"), &format!("{text}more\n")];
        for other in others.into_iter().chain([&text[..text.len() - 2], &text.replace("list 02", "list 0g")]) {
            assert_eq!(Record::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_line_is_read_back_and_a_torn_one_is_none() {
        for line in [Line { file: file(1), name: Some([2; 32]) }, Line { file: file(3), name: None }] {
            let text = line.to_string();
            assert_eq!(text.parse(), Ok(line));
            assert_eq!(text[..text.len() - 1].parse::<Line>(), Err(NoLine), "{text}");
        }
    }

    #[test]
    fn records_are_numbered_from_one_and_sort_as_their_numbers() {
        assert!(file_name(9) < file_name(10));
        assert_eq!(number(&file_name(12)), Some(12));
        for other in ["", "0000000000", "12", "000000000012", "x", "00000000-1"] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}

//! Logs of web servers and metrics of PeerTube, as `ecot usage read` takes them: what this member carried.

use std::collections::BTreeMap;

use purse::id::MemberId;
use purse::import::{BadLine, Format, Home, Homes, ImportRefusal, LineRefusal, Reading, Scrapes, Sum};

use super::rows::{Rows, Terms};
use crate::i18n::Lang;
use crate::pages::names::Names;
use crate::view::purse::usage::FileKind;

/// Lines of hosts, at most.
const MAX_HOSTS: usize = 1_000;

/// What was read of a log.
pub(super) struct Read {
    pub(super) rows: Rows,
    /// The first bad lines of all.
    pub(super) bad: Vec<BadLine>,
    pub(super) bad_count: u64,
    /// Bytes under hosts that no member is known for.
    pub(super) unknown: BTreeMap<String, u64>,
    /// Bytes of such hosts that are not named.
    pub(super) beyond: u64,
}

/// Whose use each host is: lines `host,home,service`. None if a line is not that.
pub(super) fn homes(text: &str, names: &Names) -> Option<Homes<MemberId>> {
    let mut homes = Homes::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(MAX_HOSTS) {
        let fields: Vec<&str> = line.split([',', ';']).map(str::trim).collect();
        let [host, home, service] = fields.as_slice() else { return None };
        let home = Home { home: names.find(home)?, service: (*service).to_owned() };
        homes.insert(host, home);
    }
    Some(homes)
}

enum Reader {
    Log(Format, Box<Reading<MemberId>>),
    Metrics(Box<Scrapes<MemberId>>),
}

/// Reads a file; none if nothing in it is of its kind, or it cannot be summed. `salt` tells viewers apart and is kept nowhere.
pub(super) fn read(
    kind: FileKind,
    homes: Homes<MemberId>,
    salt: [u8; 32],
    terms: &Terms,
    bytes: &[u8],
) -> Option<Read> {
    let mut reader = match kind {
        FileKind::PeerTube => Reader::Metrics(Box::new(Scrapes::new(homes))),
        FileKind::Caddy => Reader::Log(Format::Caddy, Box::new(Reading::new(homes, salt))),
        FileKind::Combined | FileKind::Csv => Reader::Log(Format::Combined, Box::new(Reading::new(homes, salt))),
    };
    for line in bytes.split(|byte| *byte == b'\n') {
        reader.line(line).ok()?;
    }
    let (sums, counted) = reader.sums().ok()?;
    if counted == 0 {
        return None;
    }
    let mut rows = Rows::default();
    for Sum { hour, home, service, unit, quantity } in sums {
        let key = terms.key((home, terms.me), &service, unit, hour);
        if let Err(why) = key.and_then(|key| rows.add(key, quantity)) {
            // A sum is of many lines: it has none of its own.
            rows.refuse(0, why);
        }
    }
    let (bad_count, bad, unknown, beyond) = reader.notes();
    Some(Read { rows, bad, bad_count, unknown, beyond })
}

impl Reader {
    fn line(&mut self, line: &[u8]) -> Result<(), ImportRefusal> {
        match self {
            Self::Log(format, reading) => reading.line(*format, line),
            Self::Metrics(scrapes) => scrapes.line(line),
        }
    }

    /// The sums, and what of the format was found.
    fn sums(&mut self) -> Result<(Vec<Sum<MemberId>>, u64), ImportRefusal> {
        match self {
            Self::Log(_, reading) => Ok((reading.sums(), reading.counted())),
            Self::Metrics(scrapes) => {
                let sums = scrapes.sums()?;
                Ok((sums, scrapes.begun()))
            }
        }
    }

    fn notes(&self) -> (u64, Vec<BadLine>, BTreeMap<String, u64>, u64) {
        match self {
            Self::Log(_, reading) => {
                let ((count, bad), (unknown, beyond)) = (reading.bad(), reading.unknown());
                (count, bad.to_vec(), unknown.clone(), beyond)
            }
            Self::Metrics(scrapes) => {
                let (count, bad) = scrapes.bad();
                (count, bad.to_vec(), scrapes.unknown().clone(), 0)
            }
        }
    }
}

/// Why a line was not read, in words.
pub(super) fn told(lang: Lang, why: LineRefusal) -> String {
    lang.text(match why {
        LineRefusal::TooLong => "line-too-long",
        LineRefusal::NoText => "line-no-text",
        LineRefusal::Shape => "line-shape",
        LineRefusal::Time => "line-time",
        LineRefusal::Bytes => "line-bytes",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_log_becomes_claims_and_its_bad_lines_and_unknown_hosts_are_told() {
        let (me, other) = (MemberId::from_bytes([1; 32]), MemberId::from_bytes([2; 32]));
        let names = Names::known(&[(me, "aubepine.example"), (other, "bruyere.example")]);
        let homes = homes("videos.bruyere.example, bruyere.example, peertube\n\n", &names).unwrap();
        let [from, until] = ["2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"].map(|hour| hour.parse().unwrap());
        let terms = Terms { names: names.clone(), me, from, until };
        let line = |host: &str, day: &str| {
            format!("{host} 192.0.2.7 - - [{day}/2026:10:11:12 +0000] \"GET /a HTTP/1.1\" 200 1000 \"-\" \"-\"\n")
        };
        let log = [
            line("videos.bruyere.example", "02/Nov"),
            line("videos.bruyere.example", "02/Oct"),
            line("old.example", "02/Nov"),
            "what is this\n".to_owned(),
        ];
        let read = read(FileKind::Combined, homes, [0; 32], &terms, log.concat().as_bytes()).unwrap();
        assert_eq!(read.rows.sums.values().copied().collect::<Vec<_>>(), [1_000]);
        assert_eq!((read.rows.refused_count, read.bad_count, read.bad[0].line), (1, 1, 4));
        assert_eq!(read.unknown.get("old.example"), Some(&1_000));
        assert!(super::homes("videos.example,tulipe,peertube", &names).is_none());
    }

    #[test]
    fn each_refusal_of_a_line_has_its_words() {
        for why in
            [LineRefusal::TooLong, LineRefusal::NoText, LineRefusal::Shape, LineRefusal::Time, LineRefusal::Bytes]
        {
            assert!(Lang::ALL.iter().all(|lang| !told(*lang, why).is_empty()));
        }
    }
}

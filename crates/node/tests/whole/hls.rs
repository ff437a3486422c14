//! Playlists read line by line as RFC 8216 says, without the code that wrote them.

use std::collections::BTreeMap;

/// A media playlist that kept every rule.
#[derive(Debug, Default)]
pub struct Media {
    /// Start, length.
    pub init: (u64, u64),
    pub init_iv: Option<String>,
    /// Start, length, milliseconds.
    pub segments: Vec<(u64, u64, u64)>,
    pub url: String,
    pub key_urls: Vec<String>,
    pub ended: bool,
    target_s: u64,
    pending: (Option<u64>, Option<(u64, u64)>),
}

impl Media {
    /// Reads a playlist, and panics at the first rule that it breaks.
    pub fn read(text: &str) -> Self {
        let mut media = Self::default();
        let mut counts = BTreeMap::<&str, u32>::new();
        for line in lines(text) {
            let (tag, value) = line.split_once(':').unwrap_or((line, ""));
            *counts.entry(if line.starts_with('#') { tag } else { "URI" }).or_default() += 1;
            assert!(!media.ended, "something stands behind the end: {line}");
            media.line(tag, value, line);
        }
        for once in ["#EXTM3U", "#EXT-X-VERSION", "#EXT-X-TARGETDURATION", "#EXT-X-MAP", "#EXT-X-PLAYLIST-TYPE"] {
            assert_eq!(counts.get(once), Some(&1), "{once}");
        }
        assert_eq!(counts.get("#EXTINF"), counts.get("URI"), "every segment has its length");
        assert_eq!(media.pending, (None, None), "tags without a segment");
        for (_, _, ms) in &media.segments {
            assert!((ms + 500) / 1000 <= media.target_s, "a segment of {ms} ms is beyond the target");
        }
        // Of an encrypted init section the decrypted length is stated; one byte of padding follows.
        media.init.1 += u64::from(!media.key_urls.is_empty());
        media.ranges_are_whole();
        media
    }

    fn line(&mut self, tag: &str, value: &str, line: &str) {
        let first = self.segments.is_empty() && self.pending == (None, None);
        match tag {
            "#EXTM3U" | "#EXT-X-INDEPENDENT-SEGMENTS" => {}
            // 4 for byte ranges, 6 for EXT-X-MAP beside whole segments (section 7).
            "#EXT-X-VERSION" => assert!(value.parse::<u32>().unwrap() >= 6, "{line}"),
            "#EXT-X-TARGETDURATION" => self.target_s = value.parse().unwrap(),
            "#EXT-X-MEDIA-SEQUENCE" => assert!(first && value == "0", "{line}"),
            "#EXT-X-PLAYLIST-TYPE" => assert!(["VOD", "EVENT"].contains(&value), "{line}"),
            "#EXT-X-KEY" => {
                assert!(first, "the key changes: {line}");
                let all = attributes(value);
                assert_eq!(all["METHOD"], "AES-128");
                self.key_urls.push(all["URI"].clone());
                let iv = all.get("IV").cloned();
                // The stated IV is the init section's; the segments' is their number.
                assert_eq!(iv.is_some(), self.url.is_empty(), "{line}");
                self.init_iv = self.init_iv.take().or(iv);
            }
            "#EXT-X-MAP" => {
                assert!(first, "{line}");
                let all = attributes(value);
                self.init = range(&all["BYTERANGE"]);
                self.url.clone_from(&all["URI"]);
            }
            "#EXTINF" => self.pending.0 = Some(millis(value.strip_suffix(',').expect("a comma"))),
            "#EXT-X-BYTERANGE" => self.pending.1 = Some(range(value)),
            "#EXT-X-ENDLIST" => self.ended = true,
            _ if !line.starts_with('#') => {
                assert_eq!(line, self.url, "all of a rendition is one object");
                let (ms, range) = (self.pending.0.take().unwrap(), self.pending.1.take().unwrap());
                self.segments.push((range.0, range.1, ms));
            }
            _ => panic!("an unknown tag: {line}"),
        }
    }

    /// Init section and segments follow each other without gap or overlap.
    fn ranges_are_whole(&self) {
        let mut end = self.init.0 + self.init.1;
        assert_eq!(self.init.0, 0);
        for (start, length, _) in &self.segments {
            assert_eq!(*start, end);
            assert!(*length > 0);
            end += length;
        }
    }

    pub fn bytes(&self) -> u64 {
        self.init.1 + self.segments.iter().map(|segment| segment.1).sum::<u64>()
    }

    pub fn duration_ms(&self) -> u64 {
        self.segments.iter().map(|segment| segment.2).sum()
    }

    /// Bits per second of the largest segment, rounded up.
    pub fn peak(&self) -> u64 {
        self.segments.iter().map(|(_, bytes, ms)| (bytes * 8000).div_ceil(*ms)).max().unwrap_or(0)
    }
}

/// A variant of a multivariant playlist, with the address of its sound.
pub struct Variant {
    pub url: String,
    pub sound: Option<String>,
    pub attributes: BTreeMap<String, String>,
}

/// Reads a multivariant playlist, and panics at the first rule that it breaks.
pub fn variants(text: &str) -> Vec<Variant> {
    let mut sounds = BTreeMap::new();
    let mut found = Vec::new();
    let mut pending = None;
    for line in lines(text) {
        let (tag, value) = line.split_once(':').unwrap_or((line, ""));
        match tag {
            "#EXTM3U" | "#EXT-X-INDEPENDENT-SEGMENTS" | "#EXT-X-VERSION" => {}
            "#EXT-X-MEDIA" => {
                let all = attributes(value);
                assert_eq!(all["TYPE"], "AUDIO");
                assert!(all.contains_key("NAME"), "{line}");
                sounds.insert(all["GROUP-ID"].clone(), all["URI"].clone());
            }
            "#EXT-X-STREAM-INF" => assert!(pending.replace(attributes(value)).is_none(), "{line}"),
            _ if !line.starts_with('#') => {
                let attributes: BTreeMap<String, String> = pending.take().expect("a variant's tag");
                for needed in ["BANDWIDTH", "AVERAGE-BANDWIDTH", "CODECS", "RESOLUTION", "FRAME-RATE"] {
                    assert!(attributes.contains_key(needed), "{needed} of {line}");
                }
                let sound = attributes.get("AUDIO").map(|group| sounds[group].clone());
                found.push(Variant { url: line.to_owned(), sound, attributes });
            }
            _ => panic!("an unknown tag: {line}"),
        }
    }
    assert!(!found.is_empty(), "{text}");
    found
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    assert!(text.starts_with("#EXTM3U\n"), "{text}");
    assert!(text.ends_with('\n') && !text.contains(['\r', '\u{feff}']), "{text}");
    text.lines().inspect(|line| assert!(!line.is_empty(), "an empty line"))
}

/// An attribute list (section 4.2); quotes are taken off.
fn attributes(text: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        assert!(name.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'-'), "{text}");
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').expect("a closing quote"),
            None => after.split_at(after.find(',').unwrap_or(after.len())),
        };
        assert!(all.insert(name.to_owned(), value.to_owned()).is_none(), "{name} stands twice");
        rest = left.strip_prefix(',').unwrap_or(left);
    }
    assert!(rest.is_empty(), "{text}");
    all
}

/// `LENGTH@START`.
fn range(text: &str) -> (u64, u64) {
    let (length, start) = text.split_once('@').expect("a length and a start");
    (start.parse().unwrap(), length.parse().unwrap())
}

/// A decimal number of seconds with three digits behind its point.
fn millis(text: &str) -> u64 {
    let (whole, rest) = text.split_once('.').expect("a point");
    assert_eq!(rest.len(), 3, "{text}");
    whole.parse::<u64>().unwrap() * 1000 + rest.parse::<u64>().unwrap()
}

//! What a player reads in the two kinds of HLS playlists (RFC 8216).

use std::ops::Range;

const MEDIA: &str = "#EXT-X-MEDIA:";
const STREAM: &str = "#EXT-X-STREAM-INF:";
const MAP: &str = "#EXT-X-MAP:";
const BYTE_RANGE: &str = "#EXT-X-BYTERANGE:";

/// The addresses of the media playlists that a multivariant playlist names, in its order.
pub fn media_playlists(multivariant: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut lines = multivariant.lines();
    while let Some(line) = lines.next() {
        if let Some(attributes) = line.strip_prefix(MEDIA) {
            found.extend(quoted(attributes, "URI"));
        } else if line.starts_with(STREAM) {
            found.extend(lines.next());
        }
    }
    found
}

/// The parts that a media playlist names, the init section first: address and bytes. None when a line of it is not
/// understood.
pub fn parts(media: &str) -> Option<Vec<(&str, Range<u64>)>> {
    let mut found = Vec::new();
    let mut next = None;
    for line in media.lines() {
        if let Some(attributes) = line.strip_prefix(MAP) {
            found.push((quoted(attributes, "URI")?, range(quoted(attributes, "BYTERANGE")?)?));
        } else if let Some(text) = line.strip_prefix(BYTE_RANGE) {
            next = Some(range(text)?);
        } else if !line.is_empty() && !line.starts_with('#') {
            found.push((line, next.take()?));
        }
    }
    Some(found)
}

/// The value of an attribute that is a quoted string.
fn quoted<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("{name}=\"");
    let begins = |at: usize| at == 0 || attributes[..at].ends_with(',');
    let (at, _) = attributes.match_indices(&start).find(|(at, _)| begins(*at))?;
    attributes[at + start.len()..].split('"').next()
}

/// `length@start`.
fn range(text: &str) -> Option<Range<u64>> {
    let (length, start) = text.split_once('@')?;
    let (length, start): (u64, u64) = (length.parse().ok()?, start.parse().ok()?);
    Some(start..start.checked_add(length)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_playlists_of_sound_and_picture_are_found() {
        let text = "#EXTM3U\n\
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",STABLE-RENDITION-ID=\"audio\",URI=\"/v/x/audio.m3u8\"\n\
            #EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO=\"a\"\n/v/x/360p.m3u8\n";
        assert_eq!(media_playlists(text), ["/v/x/audio.m3u8", "/v/x/360p.m3u8"]);
    }

    #[test]
    fn the_init_section_and_each_segment_are_found_with_their_bytes() {
        let text = "#EXTM3U\n#EXT-X-MAP:URI=\"/o/a\",BYTERANGE=\"700@0\"\n\
            #EXTINF:4.000,\n#EXT-X-BYTERANGE:10@700\n/o/a\n#EXTINF:4.000,\n#EXT-X-BYTERANGE:20@710\n/o/a\n#EXT-X-ENDLIST\n";
        assert_eq!(parts(text), Some(vec![("/o/a", 0..700), ("/o/a", 700..710), ("/o/a", 710..730)]));
    }

    #[test]
    fn a_segment_without_its_bytes_is_not_understood() {
        assert_eq!(parts("#EXTM3U\n/o/a\n"), None);
        assert_eq!(parts("#EXT-X-BYTERANGE:10@x\n/o/a\n"), None);
        assert_eq!(parts("#EXT-X-BYTERANGE:10\n/o/a\n"), None);
    }
}

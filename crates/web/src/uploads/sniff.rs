//! What the first bytes of an upload say about it, before anything reads the file whole.
//!
//! Only containers in which phones, cameras and editors write video or sound pass. The probe decides for good later; this
//! refuses what is plainly something else while little has been sent.

/// Bytes after which the answer is final; fewer are enough when the file is shorter.
pub const SNIFF_BYTES: usize = 512;

/// Size of a packet of an MPEG transport stream.
const TS_PACKET: usize = 188;
const TS_SYNC: u8 = 0x47;

/// Brands of ISO media files that are pictures.
const NOT_VIDEO_BRANDS: [&[u8; 4]; 9] =
    [b"avif", b"avis", b"crx ", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];

/// The container that the first bytes announce; `None` if it is none that holds video.
pub fn container(start: &[u8]) -> Option<&'static str> {
    let at = |offset: usize, magic: &[u8]| start.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if at(4, b"ftyp") {
        let brand = start.get(8..12).unwrap_or_default();
        return NOT_VIDEO_BRANDS.iter().all(|other| brand != other.as_slice()).then_some("mp4");
    }
    let old_quicktime = [b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];
    if old_quicktime.iter().any(|kind| at(4, kind.as_slice())) {
        return Some("quicktime");
    }
    if at(0, &[0x1a, 0x45, 0xdf, 0xa3]) {
        return Some("matroska");
    }
    if at(0, b"RIFF") && (at(8, b"AVI ") || at(8, b"WAVE")) {
        return Some("riff");
    }
    let sounds: [&[u8]; 7] = [b"fLaC", b"ID3", b"caff", b"RF64", b"\xff\xf1", b"\xff\xf9", b"\xff\xfb"];
    if sounds.iter().any(|start| at(0, start)) || (at(0, b"FORM") && at(8, b"AIF")) {
        return Some("sound");
    }
    if at(0, b"FLV\x01") {
        return Some("flv");
    }
    if at(0, b"OggS") {
        return Some("ogg");
    }
    if at(0, &[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]) {
        return Some("asf");
    }
    if at(0, &[0, 0, 1, 0xba]) || at(0, &[0, 0, 1, 0xb3]) {
        return Some("mpeg");
    }
    is_transport_stream(start).then_some("mpegts")
}

/// Three sync bytes one packet apart; M2TS files put four bytes before each packet.
fn is_transport_stream(start: &[u8]) -> bool {
    let synced = |first: usize, step: usize| {
        start.get(first) == Some(&TS_SYNC)
            && start.get(first + step) == Some(&TS_SYNC)
            && start.get(first + 2 * step) == Some(&TS_SYNC)
    };
    synced(0, TS_PACKET) || synced(4, TS_PACKET + 4)
}

/// Whether a media type that the browser sent can be a video's. Unknown types pass: the bytes decide.
pub fn type_may_be_video(media_type: &str) -> bool {
    let media_type = media_type.trim().to_ascii_lowercase();
    let vague = [
        "",
        "application/octet-stream",
        "application/mp4",
        "application/ogg",
        "application/x-matroska",
        "application/mxf",
    ];
    media_type.starts_with("video/")
        || (media_type.starts_with("audio/") && !media_type.ends_with("url"))
        || vague.contains(&media_type.as_str())
}

/// Whether a file name's ending can be a video's; without an ending the bytes decide.
pub fn name_may_be_video(name: &str) -> bool {
    const KNOWN: [&str; 34] = [
        "3g2", "aac", "aif", "aiff", "caf", "flac", "m4a", "mp3", "mxf", "oga", "opus", "wav", "mp4", "m4v", "mov",
        "qt", "mkv", "webm", "avi", "flv", "f4v", "ogv", "ogg", "ogm", "wmv", "asf", "mpg", "mpeg", "mpe", "m2v", "ts",
        "mts", "m2ts", "3gp",
    ];
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match last.rsplit_once('.') {
        None | Some(("", _)) => true,
        Some((_, ending)) => {
            let ending = ending.to_ascii_lowercase();
            KNOWN.contains(&ending.as_str()) || !ending.chars().all(|c| c.is_ascii_alphanumeric())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transport_stream() -> Vec<u8> {
        let mut bytes = vec![0; SNIFF_BYTES];
        for packet in 0..3 {
            bytes[packet * TS_PACKET] = TS_SYNC;
        }
        bytes
    }

    #[test]
    fn containers_of_video_pass_and_other_files_do_not() {
        let ts = transport_stream();
        let rows: [(&[u8], Option<&str>); 15] = [
            (b"\0\0\0\x20ftypisom\0\0\x02\0", Some("mp4")),
            (b"\0\0\0\x14ftypqt  ", Some("mp4")),
            (b"\0\0\0\x08wide\0\0\0\0mdat", Some("quicktime")),
            (b"\x1a\x45\xdf\xa3\x01", Some("matroska")),
            (b"RIFF\0\0\0\0AVI LIST", Some("riff")),
            (&ts, Some("mpegts")),
            (b"\0\0\0\x18ftypheic", None),
            (b"\0\0\0\x18ftypM4A ", Some("mp4")),
            (b"RIFF\0\0\0\0WEBPVP8 ", None),
            (b"#EXTM3U\n", None),
            (b"#!/bin/sh\n", None),
            (b"<html>", None),
            (b"\x89PNG\r\n\x1a\n", None),
            (b"ffconcat version 1.0", None),
            (b"", None),
        ];
        for (start, expected) in rows {
            assert_eq!(container(start), expected, "{:?}", String::from_utf8_lossy(start));
        }
    }

    #[test]
    fn names_and_types_of_pictures_and_papers_are_refused_early() {
        for good in ["clip.MP4", "clip", "holiday.m2ts", ".hidden", "a/b.mov", "v1.2 final"] {
            assert!(name_may_be_video(good), "{good}");
        }
        for bad in ["photo.jpg", "list.m3u8", "paper.pdf", "clip.mp4.exe"] {
            assert!(!name_may_be_video(bad), "{bad}");
        }
        for good in ["video/mp4", "audio/mp4", "", "application/octet-stream", " Video/Quicktime"] {
            assert!(type_may_be_video(good), "{good}");
        }
        for bad in ["image/png", "audio/x-mpegurl", "text/plain", "application/vnd.apple.mpegurl"] {
            assert!(!type_may_be_video(bad), "{bad}");
        }
    }
}

//! What an upload's name and type say about it, before a byte of it is sent. Its first bytes are judged as the probe will
//! judge them ([`media::begins_as_container`]).

/// Whether a media type that the browser sent can be a video's. Unknown types pass: the bytes decide.
pub fn type_may_be_video(media_type: &str) -> bool {
    let media_type = media_type.trim().to_ascii_lowercase();
    let vague = ["", "application/octet-stream", "application/mp4", "application/ogg", "application/x-matroska"];
    media_type.starts_with("video/")
        || (media_type.starts_with("audio/") && !media_type.ends_with("url"))
        || vague.contains(&media_type.as_str())
}

/// Whether a file name's ending can be a video's; without an ending the bytes decide.
pub fn name_may_be_video(name: &str) -> bool {
    const KNOWN: [&str; 33] = [
        "3g2", "aac", "aif", "aiff", "caf", "flac", "m4a", "mp3", "amr", "oga", "opus", "wav", "mp4", "m4v", "mov",
        "qt", "mkv", "webm", "avi", "flv", "f4v", "ogv", "ogg", "ogm", "wmv", "asf", "mpg", "mpeg", "mpe", "ts", "mts",
        "m2ts", "3gp",
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

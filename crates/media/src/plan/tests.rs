use crate::source::{AudioInfo, FrameRate, Keyframes, SourceInfo, Transfer, VideoInfo};
use crate::{Limits, MediaRefusal};

use super::{Head, Picture, Plan, plan};

fn video(width: u32, height: u32) -> VideoInfo {
    VideoInfo {
        index: 0,
        codec: "h264".into(),
        profile: "High".into(),
        level: 40,
        pixel_format: "yuv420p".into(),
        bit_depth: 8,
        width,
        height,
        quarter_turns: 0,
        mirrored: false,
        pixel_aspect: (1, 1),
        frame_rate: FrameRate { numerator: 30, denominator: 1 },
        constant_rate: true,
        interlaced: false,
        transfer: Transfer::Sdr,
        matrix: "bt709".into(),
        start_ms: 0,
        end_ms: 30_000,
        bit_rate: 500_000,
        keyframes: Some(Keyframes { first: true, longest_gap_ms: 2_000 }),
    }
}

fn audio() -> AudioInfo {
    AudioInfo {
        index: 1,
        codec: "aac".into(),
        profile: "LC".into(),
        channels: 2,
        sample_rate: 48_000,
        start_ms: 0,
        bit_rate: 128_000,
    }
}

fn source(video: VideoInfo) -> SourceInfo {
    SourceInfo {
        container: "mov,mp4,m4a,3gp,3g2,mj2".into(),
        bytes: 1_000_000,
        duration_ms: 30_000,
        streams: 2,
        video: Some(video),
        cover: None,
        audio: Some(audio()),
    }
}

fn planned(video: VideoInfo) -> Plan {
    plan(&source(video), &Limits::default()).unwrap()
}

/// Name, width and height of all video renditions, `*` before a copied one.
fn ladder(plan: &Plan) -> Vec<String> {
    let copied = match &plan.picture {
        Picture::Remux { target, .. } => Some(target.name.clone()),
        _ => None,
    };
    plan.video()
        .map(|target| {
            let mark = if copied.as_ref() == Some(&target.name) { "*" } else { "" };
            format!("{mark}{} {}x{}", target.name, target.width, target.height)
        })
        .collect()
}

#[test]
fn a_browser_ready_source_is_remuxed_and_gets_the_smaller_renditions() {
    assert_eq!(ladder(&planned(video(1920, 1080))), ["360p 640x360", "720p 1280x720", "*1080p 1920x1080"]);
    assert_eq!(ladder(&planned(video(1280, 720))), ["360p 640x360", "*720p 1280x720"]);
    assert_eq!(ladder(&planned(video(854, 480))), ["360p 640x360", "*480p 854x480"]);
    assert_eq!(ladder(&planned(video(640, 360))), ["*360p 640x360"]);
    assert!(planned(video(640, 360)).audio.unwrap().copied);
}

#[test]
fn each_thing_that_browsers_do_not_play_makes_it_encoded() {
    let changes: [fn(&mut VideoInfo); 16] = [
        |v| v.codec = "hevc".into(),
        |v| v.profile = "High 10".into(),
        |v| v.level = 51,
        |v| v.pixel_format = "yuv422p".into(),
        |v| v.bit_depth = 10,
        |v| v.transfer = Transfer::Pq,
        |v| v.quarter_turns = 1,
        |v| v.mirrored = true,
        |v| v.end_ms = 20_000,
        |v| v.pixel_aspect = (4, 3),
        |v| v.interlaced = true,
        |v| v.frame_rate = FrameRate { numerator: 120, denominator: 1 },
        |v| v.start_ms = 500,
        |v| v.bit_rate = 60_000_000,
        |v| v.keyframes = Some(Keyframes { first: true, longest_gap_ms: 12_000 }),
        |v| v.keyframes = Some(Keyframes { first: false, longest_gap_ms: 2_000 }),
    ];
    for (place, change) in changes.iter().enumerate() {
        let mut changed = video(1280, 720);
        change(&mut changed);
        assert!(matches!(planned(changed).picture, Picture::Encode { .. }), "change {place}");
    }
}

#[test]
fn a_container_whose_streams_cannot_be_copied_plainly_is_encoded() {
    let mut stream = source(video(1280, 720));
    stream.container = "mpegts".into();
    let planned = plan(&stream, &Limits::default()).unwrap();
    assert!(matches!(planned.picture, Picture::Encode { .. }));
    assert!(!planned.audio.unwrap().copied);
}

#[test]
fn sizes_are_even_upright_square_and_never_larger_than_the_source() {
    let encode = |change: fn(&mut VideoInfo)| {
        let mut video = video(1920, 1080);
        video.codec = "vp9".into();
        change(&mut video);
        ladder(&planned(video))
    };
    assert_eq!(encode(|_| ()), ["360p 640x360", "720p 1280x720", "1080p 1920x1080"]);
    let resize = |video: &mut VideoInfo, width, height| (video.width, video.height) = (width, height);
    assert_eq!(encode(|v| (v.width, v.height) = (3840, 2160)).len(), 3);
    assert_eq!(encode(|v| (v.width, v.height) = (1080, 1920)), ["360p 360x640", "720p 720x1280", "1080p 1080x1920"]);
    assert_eq!(encode(|v| v.quarter_turns = 3), ["360p 360x640", "720p 720x1280", "1080p 1080x1920"]);
    assert_eq!(encode(|v| (v.width, v.height) = (1920, 804)), ["360p 640x268", "720p 1280x536", "1080p 1920x804"]);
    assert_eq!(encode(|v| (v.width, v.height) = (853, 479)), ["360p 640x360", "480p 852x478"]);
    assert_eq!(encode(|v| (v.width, v.height) = (321, 181)), ["180p 320x180"]);
    assert_eq!(encode(|v| (v.width, v.height) = (640, 272)), ["360p 640x272"]);
    let anamorphic = encode(|v| {
        (v.width, v.height) = (720, 576);
        v.pixel_aspect = (64, 45);
    });
    assert_eq!(anamorphic, ["360p 640x360", "576p 1024x576"]);
    let mut tiny = video(2, 2);
    resize(&mut tiny, 2, 2);
    tiny.codec = "vp9".into();
    assert_eq!(ladder(&planned(tiny)), ["2p 16x16"]);
}

#[test]
fn the_longest_segment_is_known_before_the_first() {
    let of = |change: &dyn Fn(&mut VideoInfo)| {
        let mut video = video(1280, 720);
        change(&mut video);
        planned(video).target_duration_s()
    };
    let gap = |longest_gap_ms| of(&|video| video.keyframes = Some(Keyframes { first: true, longest_gap_ms }));
    assert_eq!(gap(2_000), 6, "copied: at the first keyframe after 3.9 s");
    assert_eq!(gap(10_000), 14);
    assert_eq!(gap(40), 5, "as if it had to be encoded after all");
    let encoded = |numerator, denominator| {
        of(&|video| {
            video.codec = "vp9".into();
            video.frame_rate = FrameRate { numerator, denominator };
        })
    };
    assert_eq!([encoded(30, 1), encoded(30_000, 1001), encoded(1, 1), encoded(9, 8)], [5; 4]);
    let mut sound = source(video(2, 2));
    sound.video = None;
    assert_eq!(plan(&sound, &Limits::default()).unwrap().target_duration_s(), 5);
}

#[test]
fn odd_and_varying_frame_rates_become_constant_ones_with_segments_of_about_four_seconds() {
    let rate = |numerator, denominator, constant_rate| {
        let mut video = video(1280, 720);
        video.codec = "vp9".into();
        video.frame_rate = FrameRate { numerator, denominator };
        video.constant_rate = constant_rate;
        match planned(video).picture {
            Picture::Encode { frame_rate, segment_frames, .. } => {
                (frame_rate.numerator, frame_rate.denominator, segment_frames)
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(rate(30_000, 1001, true), (30_000, 1001, 120));
    assert_eq!(rate(24_000, 1001, true), (24_000, 1001, 96));
    assert_eq!(rate(25, 2, true), (25, 2, 50));
    assert_eq!(rate(240, 1, true), (240, 4, 240));
    assert_eq!(rate(1, 10, true), (1, 1, 4));
    assert_eq!(rate(2_987, 100, false), (30_000, 1001, 120));
    assert_eq!(rate(17, 1, false), (24_000, 1001, 96));
    assert_eq!(rate(90, 1, false), (60, 1, 240));
}

#[test]
fn only_a_heavy_source_has_a_head_and_a_long_one_a_longer_one() {
    let head = |width, height, seconds: u64| {
        let mut source = source(VideoInfo { codec: "hevc".into(), ..video(width, height) });
        source.duration_ms = seconds * 1000;
        match plan(&source, &Limits::default()).unwrap().picture {
            Picture::Encode { head, .. } => head,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(head(1920, 1080, 600), Head::None);
    assert_eq!(head(3840, 2160, 29), Head::Segments(1));
    assert_eq!(head(3840, 2160, 30), Head::Segments(2));
    let bright = VideoInfo { transfer: Transfer::Hlg, ..video(1920, 1080) };
    assert!(matches!(planned(bright).picture, Picture::Encode { head: Head::Segments(2), .. }));
}

#[test]
fn every_refusal_of_a_plan_has_its_row() {
    type Row = (MediaRefusal, fn(&mut SourceInfo));
    let rows: [Row; 6] = [
        (MediaRefusal::TooManyStreams, |s| s.streams = 65),
        (MediaRefusal::NothingToPlay, |s| (s.video, s.audio) = (None, None)),
        (MediaRefusal::TooLong, |s| s.duration_ms = 12 * 3_600_000 + 1),
        (MediaRefusal::TooManyPixels, |s| s.video = Some(video(8192, 8192))),
        (MediaRefusal::TooManyPixels, |s| s.video = Some(video(16_384, 16))),
        (MediaRefusal::TooMuchWork, |s| {
            s.video = Some(video(7680, 4320));
            s.duration_ms = 11 * 3_600_000;
        }),
    ];
    for (refusal, change) in rows {
        let mut changed = source(video(1280, 720));
        change(&mut changed);
        assert_eq!(plan(&changed, &Limits::default()).unwrap_err(), refusal);
    }
}

#[test]
fn of_two_refusals_the_first_in_order_is_given() {
    let mut both = source(video(8192, 8192));
    both.duration_ms = 100 * 3_600_000;
    assert_eq!(plan(&both, &Limits::default()).unwrap_err(), MediaRefusal::TooLong);
}

#[test]
fn sound_is_copied_only_as_stereo_aac_and_a_source_of_sound_gets_a_still_picture() {
    let mut surround = source(video(1280, 720));
    surround.audio = Some(AudioInfo { channels: 6, ..audio() });
    let planned = plan(&surround, &Limits::default()).unwrap();
    assert!(matches!(planned.picture, Picture::Remux { .. }));
    assert!(!planned.audio.unwrap().copied);

    surround.video = None;
    let planned = plan(&surround, &Limits::default()).unwrap();
    assert!(matches!(planned.picture, Picture::Still { .. }));
    assert_eq!(ladder(&planned), ["360p 640x360"]);
}

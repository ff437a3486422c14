//! Every kind of source comes out playable.

use crate::support::{Bench, Outcome};
use media::plan::Picture;

/// A bright square in the upper left corner, everything else dark.
const CORNER: &str = "drawbox=x=0:y=0:w=iw/2:h=ih/2:c=white:t=fill";

fn moving(size: &str, rate: &str, seconds: u32) -> String {
    format!("-f lavfi -i testsrc2=size={size}:rate={rate}:duration={seconds}")
}

fn tone(seconds: u32) -> String {
    format!("-f lavfi -i sine=frequency=440:duration={seconds}")
}

const QUICK: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

/// All renditions, the sound too, are cut at the same times, to a frame of sound.
fn cut_alike(outcome: &Outcome) {
    let leader = &outcome.played[0].starts;
    for played in &outcome.played {
        assert_eq!(played.starts.len(), leader.len(), "{}", played.summary);
        for (own, led) in played.starts.iter().zip(leader) {
            assert!(own.abs_diff(*led) <= 25, "{}: {own} for {led}", played.summary);
        }
    }
}

fn is_encoded(outcome: &Outcome) -> bool {
    outcome.renditions.iter().all(|rendition| rendition.encoded)
}

#[tokio::test]
async fn a_browser_ready_clip_is_copied_and_its_smaller_renditions_are_cut_where_it_is() {
    let bench = Bench::new().await;
    let clip =
        format!("{} {} {QUICK} -bf 2 -g 35 -crf 30 -c:a aac -ac 2 -shortest", moving("1280x720", "25", 10), tone(10));
    let outcome = bench.transcode(&bench.clip("ready.mp4", &clip)).await.unwrap();
    assert!(matches!(outcome.plan.picture, Picture::Remux { .. }));
    assert_eq!(outcome.summary(), ["360p 640x360", "720p 1280x720", "audio 2"]);
    assert_eq!(outcome.first_told, "720p");
    assert_eq!(outcome.played[1].starts, [0, 4_200, 8_400]);
    assert!(!outcome.renditions[1].encoded && !outcome.renditions[2].encoded);
    cut_alike(&outcome);
}

#[tokio::test]
async fn a_browser_ready_clip_with_a_varying_frame_rate_is_cut_alike_too() {
    let bench = Bench::new().await;
    let vary = "-vf select='not(eq(mod(n\\,7)\\,3))' -vsync vfr";
    let clip = format!("{} {QUICK} {vary} -g 40 -crf 32", moving("854x480", "30", 9));
    let outcome = bench.transcode(&bench.clip("phone.mp4", &clip)).await.unwrap();
    assert!(!outcome.info.video.as_ref().unwrap().constant_rate);
    assert!(matches!(outcome.plan.picture, Picture::Remux { .. }));
    assert_eq!(outcome.summary(), ["360p 640x360", "480p 854x480"]);
    cut_alike(&outcome);
    assert_eq!(outcome.played[0].starts, outcome.played[1].starts);
}

#[tokio::test]
async fn video_without_sound_and_with_odd_sides_comes_out_even() {
    let bench = Bench::new().await;
    let clip = format!("{} -c:v libx264 -preset ultrafast -pix_fmt yuv444p", moving("321x241", "12.5", 6));
    let outcome = bench.transcode(&bench.clip("odd.mkv", &clip)).await.unwrap();
    assert_eq!(outcome.summary(), ["240p 320x240"]);
    assert_eq!(outcome.played[0].starts, [0, 4_000]);
    assert_eq!(outcome.played[0].duration_ms, 6_000);
}

#[tokio::test]
async fn sound_without_video_gets_a_still_picture() {
    let bench = Bench::new().await;
    let clip = bench.clip("song.mp3", &format!("{} -c:a libmp3lame", tone(6)));
    let outcome = bench.transcode(&clip).await.unwrap();
    assert!(matches!(outcome.plan.picture, Picture::Still { .. }));
    assert_eq!(outcome.summary(), ["360p 640x360", "audio 2"]);
    assert!(outcome.played[0].duration_ms.abs_diff(6_000) < 300);
    cut_alike(&outcome);
}

#[tokio::test]
async fn a_song_with_a_cover_shows_the_cover() {
    let bench = Bench::new().await;
    let cover =
        bench.clip("cover.png", &format!("-f lavfi -i color=black:size=300x300:duration=1 -vf {CORNER} -frames:v 1"));
    let song = format!(
        "{} -i {} -map 0:a -map 1:v -c:a flac -ac 1 -ar 44100 -c:v png -disposition:v attached_pic",
        tone(3),
        cover.display()
    );
    let outcome = bench.transcode(&bench.clip("song.flac", &song)).await.unwrap();
    assert_eq!(outcome.summary(), ["360p 640x360", "audio 2"]);
    let quarters = &outcome.played[0].quarters;
    assert!(quarters[0] > quarters[3] + 50, "{quarters:?}");
}

#[tokio::test]
async fn surround_sound_becomes_stereo_beside_a_copied_picture() {
    let bench = Bench::new().await;
    let clip = format!(
        "{} -f lavfi -i anoisesrc=duration=5:amplitude=0.1 -filter_complex [1:a]pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0[s] \
         -map 0:v -map [s] {QUICK} -g 25 -crf 32 -c:a aac",
        moving("640x360", "25", 5)
    );
    let outcome = bench.transcode(&bench.clip("surround.mp4", &clip)).await.unwrap();
    assert_eq!(outcome.info.audio.as_ref().unwrap().channels, 6);
    assert!(matches!(outcome.plan.picture, Picture::Remux { .. }));
    assert_eq!(outcome.summary(), ["360p 640x360", "audio 2"]);
    assert!(outcome.renditions[1].encoded);
    cut_alike(&outcome);
}

#[tokio::test]
async fn a_rotated_phone_video_stands_upright() {
    let bench = Bench::new().await;
    let lying = format!("-f lavfi -i color=black:size=640x360:rate=25:duration=2 -vf {CORNER} {QUICK}");
    let lying = bench.clip("lying.mp4", &lying);
    let turned = bench.clip("turned.mp4", &format!("-i {} -c copy -metadata:s:v rotate=90", lying.display()));
    let outcome = bench.transcode(&turned).await.unwrap();
    let clockwise = match outcome.info.video.as_ref().unwrap().quarter_turns {
        1 => true,
        3 => false,
        other => panic!("{other} quarter turns"),
    };
    assert_eq!(outcome.summary(), ["360p 360x640"]);
    let quarters = &outcome.played[0].quarters;
    let bright = if clockwise { 1 } else { 2 };
    assert!(quarters[bright] > 150 && quarters[0] < 80, "{clockwise} {quarters:?}");
    assert_eq!((outcome.thumbnail.width, outcome.thumbnail.height), (360, 640));
}

#[tokio::test]
async fn portrait_and_anamorphic_pictures_keep_their_shape() {
    let bench = Bench::new().await;
    let portrait = format!("{} -c:v mpeg4 -q:v 5", moving("360x640", "25", 2));
    let outcome = bench.transcode(&bench.clip("portrait.mp4", &portrait)).await.unwrap();
    assert_eq!(outcome.summary(), ["360p 360x640"]);

    let bench = Bench::new().await;
    let wide = format!("{} -vf setsar=64/45 {QUICK} -crf 32", moving("360x288", "25", 2));
    let outcome = bench.transcode(&bench.clip("wide.mp4", &wide)).await.unwrap();
    assert!(is_encoded(&outcome));
    assert_eq!(outcome.summary(), ["288p 512x288"]);
}

#[tokio::test]
async fn a_varying_frame_rate_becomes_constant_when_it_is_encoded() {
    let bench = Bench::new().await;
    let vary = "-vf select='not(eq(mod(n\\,7)\\,3))' -vsync vfr";
    let clip = format!("{} {vary} -c:v mpeg4 -q:v 5", moving("854x480", "30", 6));
    let outcome = bench.transcode(&bench.clip("varying.mp4", &clip)).await.unwrap();
    assert!(!outcome.info.video.as_ref().unwrap().constant_rate);
    assert_eq!(outcome.summary(), ["360p 640x360", "480p 854x480"]);
    cut_alike(&outcome);
    assert!(outcome.played[0].duration_ms.abs_diff(6_000) < 250, "{}", outcome.played[0].duration_ms);
}

#[tokio::test]
async fn interlaced_pictures_are_made_whole() {
    let bench = Bench::new().await;
    let clip = format!("{} -vf interlace -c:v mpeg2video -flags +ildct+ilme -q:v 5", moving("360x288", "50", 2));
    let outcome = bench.transcode(&bench.clip("television.ts", &clip)).await.unwrap();
    assert!(outcome.info.video.as_ref().unwrap().interlaced);
    assert!(is_encoded(&outcome));
    assert_eq!(outcome.renditions.len(), 1);
}

#[tokio::test]
async fn hevc_av1_and_vp9_are_encoded_for_every_browser() {
    let codecs = [
        ("hevc.mp4", "-c:v libx265 -preset ultrafast -x265-params log-level=none -tag:v hvc1 -c:a aac -ac 2"),
        ("av1.mp4", "-c:v libsvtav1 -preset 12 -svtav1-params keyint=25 -c:a libopus"),
        ("vp9.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libvorbis"),
    ];
    for (name, codec) in codecs {
        let bench = Bench::new().await;
        let clip = format!("{} {} -pix_fmt yuv420p {codec} -shortest", moving("640x360", "24", 5), tone(5));
        let outcome = bench.transcode(&bench.clip(name, &clip)).await.unwrap();
        assert_eq!(outcome.summary(), ["360p 640x360", "audio 2"], "{name}");
        assert_eq!(outcome.played[0].starts, [0, 4_000], "{name}");
        cut_alike(&outcome);
    }
}

#[tokio::test]
async fn a_heavy_source_gets_its_first_segments_early_and_all_renditions_whole() {
    let bench = Bench::new().await;
    // As a phone films in 4K, but few different pictures: heavy and short. Like a phone it counts time in a unit that
    // is no picture's length, unlike the file of pictures that are set aside for the larger renditions.
    let clip = format!(
        "{} {} {} -c:a aac -ac 2 -shortest",
        "-f lavfi -i testsrc2=size=3840x2160:rate=2:duration=9,fps=30000/1001",
        tone(9),
        "-c:v mpeg4 -q:v 8 -video_track_timescale 600",
    );
    let outcome = bench.transcode(&bench.clip("heavy.mp4", &clip)).await.unwrap();
    assert!(matches!(outcome.plan.picture, Picture::Encode { head: media::plan::Head::Segments(1), .. }));
    assert_eq!(outcome.summary(), ["360p 640x360", "720p 1280x720", "1080p 1920x1080", "audio 2"]);
    assert_eq!(outcome.first_told, "360p");
    assert_eq!(outcome.played[2].starts, [0, 4_004, 8_008]);
    cut_alike(&outcome);
}

#[tokio::test]
async fn sound_that_goes_on_after_the_picture_is_kept() {
    let bench = Bench::new().await;
    let clip = format!("{} {} {QUICK} -c:a aac", moving("320x180", "25", 2), tone(7));
    let outcome = bench.transcode(&bench.clip("longer.mp4", &clip)).await.unwrap();
    assert_eq!(outcome.summary(), ["180p 320x180", "audio 2"]);
    assert!(outcome.played[0].duration_ms.abs_diff(7_000) < 200, "{}", outcome.played[0].duration_ms);
    cut_alike(&outcome);
}

//! Ten bits and high dynamic range become what every screen shows.

use media::Transfer;

use crate::support::{Bench, Outcome};

/// A grey whose code value is three quarters of the range.
const GREY: &str = "-f lavfi -i color=c=0xC0C0C0:size=640x360:rate=25:duration=2";
/// As what this grey is measured in a picture whose values stand as they were.
const UNTOUCHED: u8 = 204;

/// The grey, encoded as phones do: HEVC, ten bits, with this transfer function.
async fn grey_with(transfer: &str, turned: bool) -> Outcome {
    let bench = Bench::new().await;
    let hdr = format!(
        "{GREY} -pix_fmt yuv420p10le -c:v libx265 -preset ultrafast -x265-params \
         log-level=none:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc -color_primaries bt2020 \
         -color_trc {transfer} -colorspace bt2020nc -tag:v hvc1"
    );
    let lying = bench.clip("hdr.mov", &hdr);
    if !turned {
        return bench.transcode(&lying).await.unwrap();
    }
    let upright = bench.clip("turned.mov", &format!("-i {} -c copy -metadata:s:v rotate=90", lying.display()));
    bench.transcode(&upright).await.unwrap()
}

#[tokio::test]
async fn a_bright_grey_in_pq_is_shown_as_bright_as_it_was_meant() {
    let outcome = grey_with("smpte2084", false).await;
    assert_eq!(outcome.info.video.as_ref().unwrap().transfer, Transfer::Pq);
    assert_eq!(outcome.summary(), ["360p 640x360"]);
    // In PQ this code value is about 980 candela, near the brightest that is mapped.
    let shown = &outcome.played[0].quarters;
    assert!(shown.iter().all(|luma| *luma > 235), "{shown:?}: the picture was not tone-mapped");
}

#[tokio::test]
async fn a_phones_upright_hlg_recording_stands_upright_and_keeps_its_brightness() {
    let outcome = grey_with("arib-std-b67", true).await;
    assert_eq!(outcome.info.video.as_ref().unwrap().transfer, Transfer::Hlg);
    assert_eq!(outcome.summary(), ["360p 360x640"]);
    let shown = &outcome.played[0].quarters;
    // HLG is made so that its values look right where they are taken as they are.
    assert!(shown.iter().all(|luma| luma.abs_diff(UNTOUCHED) < 12), "{shown:?}");
}

#[tokio::test]
async fn ten_bits_without_high_dynamic_range_keep_their_brightness() {
    let bench = Bench::new().await;
    let ten = format!("{GREY} -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le");
    let outcome = bench.transcode(&bench.clip("ten.mp4", &ten)).await.unwrap();
    assert_eq!(outcome.info.video.as_ref().unwrap().bit_depth, 10);
    assert_eq!(outcome.summary(), ["360p 640x360"]);
    let shown = &outcome.played[0].quarters;
    assert!(shown.iter().all(|luma| luma.abs_diff(UNTOUCHED) < 5), "{shown:?}");
}

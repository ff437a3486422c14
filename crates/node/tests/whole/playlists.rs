//! What players are told: playlists, hashes and keys of a published video.

use carry::id::VideoId;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use crate::hls::{Media, variants};
use crate::member::Whole;

#[tokio::test]
async fn playlists_keep_the_rules_of_hls_and_name_every_byte_of_every_object() {
    for visibility in ["public", "unlisted"] {
        let whole = Whole::start().await;
        let video = whole.publish(1, visibility).await;
        let published = whole.published(video).await;
        let variants = variants(&whole.text(&format!("/v/{video}/master.m3u8")).await);
        assert_eq!(variants.len() + 1, published.renditions.len(), "every picture is a variant");
        for variant in &variants {
            let sound = Media::read(&whole.text(variant.sound.as_ref().expect("sound")).await);
            let media = Media::read(&whole.text(&variant.url).await);
            assert!(media.ended);
            assert_eq!(media.segments.len(), sound.segments.len());
            let told: u64 = variant.attributes["BANDWIDTH"].parse().unwrap();
            // Section 4.3.4.2: the peak, within a tenth; padding makes ciphertext a little larger.
            let real = media.peak() + sound.peak();
            assert!(told * 11 >= real * 10, "{visibility}: {told} bits are told, {real} are sent");
            for (name, media) in [(&variant.url, &media), (variant.sound.as_ref().unwrap(), &sound)] {
                // Players on ffmpeg take no segment whose address ends otherwise.
                assert!(media.url.ends_with(".mp4"), "{}", media.url);
                let object = whole.get(&media.url, &[]).await;
                assert_eq!(u64::try_from(object.body.len()).unwrap(), media.bytes(), "{name}");
                assert_eq!(media.duration_ms(), published.duration_ms, "{name}");
                assert_eq!(media.key_urls.is_empty(), visibility == "public");
            }
        }
    }
}

#[tokio::test]
async fn the_hashes_are_those_of_the_bytes_that_are_delivered() {
    for visibility in ["public", "unlisted", "password"] {
        let whole = Whole::start().await;
        let video = published(&whole, visibility).await;
        let integrity = whole.get(&format!("/v/{video}/integrity.json"), &[]).await;
        assert_eq!(integrity.header("content-type"), "application/json");
        let told = integrity.json();
        for rendition in whole.published(video).await.renditions {
            let name = rendition.object.to_string();
            let media = Media::read(&whole.text(&format!("/v/{video}/{}.m3u8", rendition.facts.name)).await);
            let init = std::iter::once((media.init.0, media.init.1));
            let sections = init.chain(media.segments.iter().map(|(start, length, _)| (*start, *length)));
            let hashes = told["objects"][&name].as_object().unwrap();
            assert_eq!(hashes.len(), media.segments.len() + 1);
            for (start, length) in sections {
                let range = format!("{start}-{}", start + length - 1);
                let section = whole.get(&format!("/o/{name}"), &[("range", &format!("bytes={range}"))]).await;
                let hash = HEXLOWER.encode(&Sha256::digest(&section.body));
                assert_eq!(hashes[&range], hash, "{visibility} {name} {range}");
            }
        }
    }
}

#[tokio::test]
async fn a_text_is_kept_with_its_tag_until_the_video_changes() {
    let whole = Whole::start().await;
    let video = whole.publish(1, "public").await;
    for name in ["master.m3u8", "360p.m3u8", "integrity.json", "manifest"] {
        let path = format!("/v/{video}/{name}");
        let first = whole.get(&path, &[]).await;
        assert_eq!(first.header("cache-control"), "public, no-cache", "{name}");
        let etag = first.header("etag").to_owned();
        let same = whole.get(&path, &[("if-none-match", &etag)]).await;
        assert_eq!((same.status.as_u16(), same.body.len(), same.header("etag")), (304, 0, etag.as_str()));
    }
    let etags = async || {
        let path = format!("/v/{video}/manifest");
        whole.get(&path, &[]).await.header("etag").to_owned()
    };
    let before = etags().await;
    whole.change(video, serde_json::json!({"title": "Another title"})).await;
    assert_ne!(before, etags().await);
}

#[tokio::test]
async fn the_page_has_what_opens_a_video_with_a_password_and_nothing_that_opens_it_without() {
    let whole = Whole::start().await;
    let video = published(&whole, "password").await;
    let key = whole.member.store.video(video).await.unwrap().unwrap().video_key;
    let page = whole.text(&format!("/v/{video}")).await;
    assert!(page.contains("\"iterations\""), "{page}");
    assert!(!page.contains(&BASE64URL_NOPAD.encode(&key)));
}

async fn published(whole: &Whole, visibility: &str) -> VideoId {
    if visibility == "password" {
        let video = whole.publish(1, "private").await;
        whole.change(video, serde_json::json!({"visibility": "password", "password": "the mill wheel"})).await;
        return video;
    }
    whole.publish(1, visibility).await
}

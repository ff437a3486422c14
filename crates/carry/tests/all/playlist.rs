//! Playlists as players receive them.

use carry::id::MemberId;
use carry::manifest::{Kind, Manifest, Published, RenditionFacts};
use carry::playlist::{
    Carrier, Ending, Integrity, MediaPlaylist, SteeringList, media, multivariant, order, pathway_id,
};
use proptest::prelude::*;

use crate::samples;

fn published() -> Published {
    let mut manifest: Manifest = samples::public();
    samples::video(&mut manifest).clone()
}

fn facts(video: &Published) -> Vec<&RenditionFacts> {
    video.renditions.iter().map(|each| &each.facts).collect()
}

fn rendition(ending: Ending, key_url: Option<&str>, segments: usize) -> String {
    let video = published();
    let first = &video.renditions[0];
    media(&MediaPlaylist {
        object_url: "/o/0b0b",
        init: &first.init,
        segments: &first.segments[..segments],
        key_url,
        ending,
    })
}

#[test]
fn the_home_alone_lists_each_rendition_once_with_its_sound() {
    let video = published();
    let url = |facts: &RenditionFacts| format!("/v/ID/{}.m3u8", facts.name);
    let home = [Carrier { pathway: None, media_url: &url }];
    insta::assert_snapshot!(multivariant(&facts(&video), Some("fr"), &home, None));
}

#[test]
fn a_video_without_sound_has_no_sound_group() {
    let video = published();
    let url = |facts: &RenditionFacts| format!("/v/ID/{}.m3u8", facts.name);
    let silent: Vec<_> = facts(&video).into_iter().filter(|facts| matches!(facts.kind, Kind::Video { .. })).collect();
    let home = [Carrier { pathway: None, media_url: &url }];
    let text = multivariant(&silent, None, &home, None);
    assert!(!text.contains("AUDIO"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn each_carrier_is_a_pathway_with_the_same_renditions_in_the_same_order() {
    let video = published();
    let one = |facts: &RenditionFacts| format!("https://one.example/{}.m3u8", facts.name);
    let two = |facts: &RenditionFacts| format!("https://two.example/{}.m3u8", facts.name);
    let carriers =
        [Carrier { pathway: Some("one"), media_url: &one }, Carrier { pathway: Some("two"), media_url: &two }];
    insta::assert_snapshot!(multivariant(&facts(&video), None, &carriers, Some("/v/ID/steering.json?s=7")));
}

#[test]
fn every_pathway_offers_what_every_other_offers_but_for_addresses_and_groups() {
    let video = published();
    let hosts = ["one", "two", "three"];
    let urls = hosts.map(|host| move |facts: &RenditionFacts| format!("https://{host}.example/{}.m3u8", facts.name));
    let carriers: Vec<_> =
        hosts.iter().zip(&urls).map(|(host, url)| Carrier { pathway: Some(host), media_url: url }).collect();
    let text = multivariant(&facts(&video), Some("fr"), &carriers, Some("/steer"));
    let of = |host: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.contains(host) && !line.contains("CONTENT-STEERING"));
        lines.map(|line| line.replace(host, "HOST")).collect()
    };
    assert_eq!(of("one"), of("two"));
    assert_eq!(of("one"), of("three"));
    assert!(of("one").len() > 2, "{text}");
}

#[test]
#[should_panic(expected = "there is nothing to steer to")]
fn steering_among_no_pathways_is_a_bug() {
    let video = published();
    let url = |facts: &RenditionFacts| format!("/v/ID/{}.m3u8", facts.name);
    let home = [Carrier { pathway: None, media_url: &url }];
    let _ = multivariant(&facts(&video), None, &home, Some("/steer"));
}

#[test]
fn a_pathway_is_the_beginning_of_its_members_id() {
    let member = MemberId::from_bytes([0xab; 32]);
    assert_eq!(pathway_id(member), "abababababababab");
    assert!(member.to_string().starts_with(&pathway_id(member)));
}

#[test]
fn a_steering_list_says_when_and_where_to_ask_again() {
    let list = SteeringList::new(60, "steering.json?s=7".to_owned(), vec!["a".to_owned(), "b".to_owned()]);
    let json = serde_json::to_string(&list).unwrap();
    let expected = r#"{"VERSION":1,"TTL":60,"RELOAD-URI":"steering.json?s=7","PATHWAY-PRIORITY":["a","b"]}"#;
    assert_eq!(json, expected);
}

proptest! {
    #[test]
    fn what_is_not_reached_goes_behind_and_nothing_is_lost(
        pathways in proptest::collection::vec("[a-d]", 0..6), unreached in proptest::collection::vec("[a-f]", 0..4)
    ) {
        let unreached: Vec<&str> = unreached.iter().map(String::as_str).collect();
        let ordered = order(pathways.clone(), &unreached);
        let reached = |pathway: &&String| !unreached.contains(&pathway.as_str());
        let expected: Vec<&String> =
            pathways.iter().filter(reached).chain(pathways.iter().filter(|pathway| !reached(pathway))).collect();
        prop_assert_eq!(ordered.iter().collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_whole_rendition_is_a_list_of_byte_ranges_that_ends() {
    insta::assert_snapshot!(rendition(Ending::Whole, None, 3));
}

#[test]
fn an_encrypted_rendition_states_the_iv_of_its_init_section_only() {
    insta::assert_snapshot!(rendition(Ending::Whole, Some("ecot-key:360p"), 3));
}

#[test]
fn a_growing_rendition_only_ever_gains_lines_until_it_ends() {
    let growing = |ended| Ending::Growing { target_duration_s: 6, ended };
    let none = rendition(growing(false), None, 0);
    let one = rendition(growing(false), None, 1);
    let all = rendition(growing(false), None, 3);
    let ended = rendition(growing(true), None, 3);
    assert!(one.starts_with(&none) && all.starts_with(&one));
    assert_eq!(ended, format!("{all}#EXT-X-ENDLIST\n"));
    insta::assert_snapshot!(one);
}

#[test]
fn no_segment_is_longer_than_the_target_duration_says() {
    let short = Ending::Growing { target_duration_s: 2, ended: false };
    let text = rendition(short, None, 3);
    assert!(text.contains("#EXT-X-TARGETDURATION:4\n"), "{text}");
}

#[test]
#[should_panic(expected = "no address for a playlist")]
fn an_address_that_would_end_its_line_is_a_bug() {
    let video = published();
    let url = |_: &RenditionFacts| "/v/x\n#EXT-X-KEY:METHOD=NONE".to_owned();
    let _ = multivariant(&facts(&video), None, &[Carrier { pathway: None, media_url: &url }], None);
}

#[test]
fn every_section_of_every_object_has_its_hash() {
    let integrity = Integrity::of(&published());
    insta::assert_json_snapshot!(integrity);
}

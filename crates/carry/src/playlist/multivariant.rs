//! The multivariant playlist: which renditions there are and where.

use super::{address, opening};
use crate::id::MemberId;
use crate::manifest::{FrameRate, Kind, RenditionFacts};

/// One that serves the video: the home, or any carrier.
pub struct Carrier<'a> {
    /// Its pathway of Content Steering ([`pathway_id`]). None while home alone serves.
    pub pathway: Option<&'a str>,
    /// The address of a rendition's media playlist at this carrier.
    pub media_url: &'a dyn Fn(&RenditionFacts) -> String,
}

/// Hexadecimal characters of a member's id that name its pathway.
const PATHWAY_CHARS: usize = 16;

/// The pathway of a member: the first 16 characters of its id. Two members of one federation never have the same, but by a
/// search for it: 2^64 keys.
#[must_use]
pub fn pathway_id(member: MemberId) -> String {
    member.to_string().chars().take(PATHWAY_CHARS).collect()
}

/// The multivariant playlist of renditions in their order. Every carrier lists the same ones with
/// the same stable ids. Sound goes into a group beside the pictures, and its bandwidth is counted in
/// every variant. `language` is the sound's (BCP 47).
///
/// `steering` is the address that tells players the order of pathways (RFC 8216bis, section 4.4.6.6); until it has
/// answered they take the first carrier. None while home alone serves.
///
/// # Panics
/// If an address, a pathway or the language has a character that cannot stand in a playlist, or if there is steering and
/// the first carrier is no pathway.
#[must_use]
pub fn multivariant(
    renditions: &[&RenditionFacts],
    language: Option<&str>,
    carriers: &[Carrier<'_>],
    steering: Option<&str>,
) -> String {
    let sounds: Vec<_> = renditions.iter().copied().filter(|each| matches!(each.kind, Kind::Audio { .. })).collect();
    let mut text = opening();
    if let Some(steering) = steering {
        let first = carriers.first().and_then(|carrier| carrier.pathway);
        assert!(first.is_some(), "there is nothing to steer to");
        let (steering, first) = (address(steering.to_owned()), first.unwrap_or_default());
        text += &format!("#EXT-X-CONTENT-STEERING:SERVER-URI=\"{steering}\",PATHWAY-ID=\"{first}\"\n");
    }
    for carrier in carriers {
        for (index, facts) in sounds.iter().enumerate() {
            text += &sound(facts, index == 0, language, carrier);
        }
    }
    for carrier in carriers {
        for facts in renditions {
            if let Kind::Video { width, height, frame_rate } = facts.kind {
                let size = (width, height, frame_rate);
                text += &variant(facts, size, &sounds, carrier);
            }
        }
    }
    text
}

fn sound(facts: &RenditionFacts, first: bool, language: Option<&str>, carrier: &Carrier<'_>) -> String {
    let Kind::Audio { channels, .. } = facts.kind else {
        return String::new();
    };
    let group = group(carrier);
    let plain = |tag: &str| tag.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    assert!(language.is_none_or(plain), "no language tag: {language:?}");
    let language = language.map(|tag| format!(",LANGUAGE=\"{tag}\"")).unwrap_or_default();
    let default = if first { "YES" } else { "NO" };
    let (name, url) = (&facts.name, address((carrier.media_url)(facts)));
    format!(
        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"{group}\",NAME=\"{name}\"{language},\
         DEFAULT={default},AUTOSELECT=YES,CHANNELS=\"{channels}\",\
         STABLE-RENDITION-ID=\"{name}\",URI=\"{url}\"\n"
    )
}

fn variant(
    facts: &RenditionFacts,
    (width, height, frame_rate): (u32, u32, FrameRate),
    sounds: &[&RenditionFacts],
    carrier: &Carrier<'_>,
) -> String {
    let most = |bits: fn(&RenditionFacts) -> u64| sounds.iter().map(|each| bits(each)).max();
    let peak = facts.bandwidth.saturating_add(most(|each| each.bandwidth).unwrap_or(0));
    let mean = most(|each| each.average_bandwidth).unwrap_or(0);
    let mean = facts.average_bandwidth.saturating_add(mean);
    let rate = thousandths(frame_rate);
    let mut codecs = vec![facts.codecs.as_str()];
    for each in sounds {
        if !codecs.contains(&each.codecs.as_str()) {
            codecs.push(&each.codecs);
        }
    }
    let codecs = codecs.join(",");
    let name = &facts.name;
    let mut text = format!(
        "#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={mean},CODECS=\"{codecs}\",\
         RESOLUTION={width}x{height},FRAME-RATE={rate}"
    );
    if !sounds.is_empty() {
        text += &format!(",AUDIO=\"{}\"", group(carrier));
    }
    if let Some(pathway) = carrier.pathway {
        text += &format!(",PATHWAY-ID=\"{pathway}\"");
    }
    let url = address((carrier.media_url)(facts));
    text + &format!(",STABLE-VARIANT-ID=\"{name}\"\n{url}\n")
}

/// The sound group of a carrier: one for each pathway, so that a switch moves the sound too.
fn group(carrier: &Carrier<'_>) -> String {
    let Some(pathway) = carrier.pathway else {
        return "audio".to_owned();
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    assert!(!pathway.is_empty() && pathway.chars().all(plain), "no pathway: {pathway:?}");
    format!("audio-{pathway}")
}

/// Frames a second with three decimals, rounded half up.
fn thousandths(rate: FrameRate) -> String {
    let (numerator, denominator) = (u64::from(rate.numerator()), u64::from(rate.denominator()));
    let rounded = (numerator * 2_000 + denominator) / (denominator * 2);
    format!("{}.{:03}", rounded / 1_000, rounded % 1_000)
}

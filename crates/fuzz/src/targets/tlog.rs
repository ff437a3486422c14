use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::Contradiction;
use tlog::cosign::CosignRequest;
use tlog::merkle::Edge;
use tlog::note::{Note, VerifierKey};
use tlog::tile::{Tile, encode_bundle, parse_bundle};

use super::outcome;

pub(super) const WORDS: &[&str] = &["\n\n", "\u{2014} ", "\n", "ecot/", "AAAA", "==", "0", "18446744073709551615", "+"];

pub(super) fn note(input: &[u8]) -> String {
    outcome(Note::parse(input), |note| assert_eq!(note.to_bytes(), input))
}

pub(super) fn checkpoint(input: &[u8]) -> String {
    outcome(SignedCheckpoint::parse(input), |checkpoint| assert_eq!(checkpoint.to_bytes(), input))
}

pub(super) fn cosign_request(input: &[u8]) -> String {
    outcome(CosignRequest::parse(input), |request| assert_eq!(request.to_bytes(), input))
}

pub(super) fn contradiction(input: &[u8]) -> String {
    outcome(Contradiction::from_cbor(input), |proof| assert_eq!(proof.to_cbor(), input))
}

pub(super) fn edge(input: &[u8]) -> String {
    outcome(Edge::from_cbor(input), |edge| assert_eq!(edge.to_cbor(), input))
}

/// The first byte says how many entries there are to be.
pub(super) fn bundle(input: &[u8]) -> String {
    let Some((width, bundle)) = input.split_first() else { return "Empty".to_owned() };
    outcome(parse_bundle(bundle, u16::from(*width)), |entries| {
        assert_eq!(encode_bundle(entries).as_deref(), Ok(bundle));
    })
}

pub(super) fn texts(input: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(input) else { return "NotText".to_owned() };
    if let Ok(tile) = Tile::parse(text) {
        assert_eq!(tile.path(), text);
    }
    outcome(VerifierKey::parse(text), |key| assert_eq!(key.to_text(), text))
}

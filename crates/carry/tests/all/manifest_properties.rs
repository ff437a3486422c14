//! What holds for every manifest and for every other string of bytes.

use carry::id::ObjectHash;
use carry::manifest::{
    Audience, Body, FrameRate, Init, Kind, Manifest, Published, Rendition, RenditionFacts, Sealed, SealedKind, Segment,
    WrappedKey, duration_ms,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::samples;

fn cuts() -> impl Strategy<Value = Vec<u64>> {
    vec(1_u64..=10_000, 1..20)
}

fn rendition(name: String, kind: Kind, cuts: &[u64], seed: u64) -> Rendition {
    let len = 1 + seed % 5_000_000;
    let mut start = 700 + seed % 300;
    let init = Init { start: 0, len: start, sha256: [1; 32] };
    let segments = cuts
        .iter()
        .map(|duration_ms| {
            let segment = Segment { start, len, duration_ms: *duration_ms, sha256: [2; 32] };
            start += len;
            segment
        })
        .collect();
    let (codecs, average_bandwidth) = ("avc1.64001f".to_owned(), 1 + seed / 2);
    let bandwidth = 1 + seed;
    let facts = RenditionFacts { name, kind, codecs, bandwidth, average_bandwidth };
    Rendition { facts, object: ObjectHash::from_bytes([3; 32]), bytes: start, init, segments }
}

fn renditions() -> impl Strategy<Value = Vec<Rendition>> {
    let pictures = vec((1_u32.., 1_u32.., 1_u32.., 1_u32.., any::<u32>()), 1..6);
    let sound = proptest::option::of((1_u32.., 1_u32.., any::<u32>(), cuts()));
    (cuts(), pictures, sound).prop_map(|(cuts, pictures, sound)| {
        let mut all = Vec::new();
        for (width, height, num, den, seed) in pictures {
            let frame_rate = FrameRate::new(num, den).expect("not 0");
            let kind = Kind::Video { width, height, frame_rate };
            all.push(rendition(format!("r{}", all.len()), kind, &cuts, seed.into()));
        }
        if let Some((channels, sample_rate, seed, cuts)) = sound {
            let kind = Kind::Audio { channels, sample_rate };
            all.push(rendition("audio".to_owned(), kind, &cuts, seed.into()));
        }
        all
    })
}

fn sealed_kind() -> impl Strategy<Value = SealedKind> {
    let key = (any::<[u8; 16]>(), 100_000_u32..=10_000_000, any::<[u8; 12]>());
    prop_oneof![
        Just(SealedKind::Unlisted),
        Just(SealedKind::Private),
        key.prop_map(|(salt, iterations, nonce)| {
            SealedKind::Password(WrappedKey { salt, iterations, nonce, wrapped: [4; 48] })
        }),
    ]
}

fn audience() -> impl Strategy<Value = Audience> {
    let language = proptest::option::of("[a-z]{2}(-[A-Z]{2})?");
    let public = (".{0,100}", "(?s).{0,300}", language);
    let sealed = (sealed_kind(), any::<[u8; 12]>(), vec(any::<u8>(), 16..400));
    prop_oneof![
        public.prop_map(|(title, description, language)| { Audience::Public { title, description, language } }),
        sealed.prop_map(|(kind, nonce, ciphertext)| { Audience::Sealed(Sealed { kind, nonce, ciphertext }) }),
    ]
}

fn manifest() -> impl Strategy<Value = Manifest> {
    let published = (renditions(), audience()).prop_map(|(renditions, audience)| {
        let duration_ms = duration_ms(&renditions);
        Body::Published(Published { duration_ms, renditions, thumbnail: None, audience })
    });
    let body = prop_oneof![9 => published, 1 => Just(Body::Gone)];
    (any::<[u8; 32]>(), 1_u64.., 0_u64..=253_402_300_799, body).prop_map(|(nonce, sequence, not_after, body)| {
        let core = carry::manifest::Core { nonce, ..samples::core() };
        Manifest { core, sequence, not_after, body }
    })
}

proptest! {
    #[test]
    fn every_good_manifest_is_read_back_as_it_was_written(manifest in manifest()) {
        let signed = manifest.sign(&samples::key()).expect("a good manifest");
        let read = signed.verify(&samples::key().verifying_key());
        prop_assert_eq!(read, Ok(manifest));
    }

    #[test]
    fn bytes_that_were_altered_are_refused_or_spell_themselves(
        manifest in manifest(),
        place in any::<prop::sample::Index>(),
        change in 1_u8..,
    ) {
        let mut bytes = manifest.to_cbor();
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        if let Ok(other) = Manifest::from_cbor(&bytes) {
            prop_assert_ne!(&other, &manifest);
            prop_assert_eq!(other.to_cbor(), bytes);
        }
    }

    #[test]
    fn bytes_that_were_cut_or_lengthened_are_refused(
        manifest in manifest(),
        place in any::<prop::sample::Index>(),
        more in vec(any::<u8>(), 1..9),
    ) {
        let bytes = manifest.to_cbor();
        let cut = &bytes[..place.index(bytes.len())];
        prop_assert!(Manifest::from_cbor(cut).is_err());
        prop_assert!(Manifest::from_cbor(&[bytes, more].concat()).is_err());
    }

    #[test]
    fn any_bytes_at_all_are_refused_or_spell_themselves(bytes in vec(any::<u8>(), 0..300)) {
        if let Ok(manifest) = Manifest::from_cbor(&bytes) {
            prop_assert_eq!(manifest.to_cbor(), bytes);
        }
    }

    #[test]
    fn a_number_spelt_longer_than_needed_is_refused(
        sequence in 1_u64..24,
        (head, width) in prop::sample::select(vec![(0x18_u8, 1_usize), (0x19, 2), (0x1a, 4), (0x1b, 8)]),
    ) {
        let manifest = Manifest { sequence, ..samples::tombstone() };
        let good = manifest.to_cbor();
        // The sequence stands after the two array heads, two versions and four byte strings.
        let place = 4 + 4 * 34;
        prop_assert_eq!(u64::from(good[place]), sequence);
        let mut long = vec![0; width - 1];
        long.push(good[place]);
        let bytes = [&good[..place], &[head], &long, &good[place + 1..]].concat();
        prop_assert_eq!(
            Manifest::from_cbor(&bytes),
            Err(carry::manifest::ManifestRefusal::NotDeterministic)
        );
    }
}

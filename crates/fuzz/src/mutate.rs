use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng;

use crate::targets::Target;

/// Changes of one input, at most.
const CHANGES_MOST: usize = 6;
/// Bytes that are added at once, at most.
const PIECE_MOST: usize = 64;
/// Numbers at which decoders have their edges.
const EDGES: [u64; 12] = [
    0,
    1,
    0x17,
    0x18,
    0xff,
    0x100,
    0xffff,
    0x1_0000,
    0xffff_ffff,
    0x1_0000_0000,
    0x7fff_ffff_ffff_ffff,
    0xffff_ffff_ffff_ffff,
];

/// A number below `end`, which is more than 0.
pub(crate) fn below(chance: &mut ChaCha20Rng, end: usize) -> usize {
    let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
    usize::try_from(chance.next_u64() % end).unwrap_or(0)
}

/// Changes an input here and there; it stays within the target's length.
pub(crate) fn mutate(input: &mut Vec<u8>, pool: &[Vec<u8>], target: &Target, chance: &mut ChaCha20Rng) {
    for _ in 0..=below(chance, CHANGES_MOST) {
        change(input, pool, target, chance);
    }
    input.truncate(target.most);
}

fn change(input: &mut Vec<u8>, pool: &[Vec<u8>], target: &Target, chance: &mut ChaCha20Rng) {
    let place = below(chance, input.len() + 1);
    match below(chance, 10) {
        0 if place < input.len() => input[place] ^= 1 << below(chance, 8),
        1 if place < input.len() => input[place] = random_byte(chance),
        2 if place < input.len() => {
            input[place] = input[place].wrapping_add(if below(chance, 2) == 0 { 1 } else { 255 })
        }
        3 => input.truncate(place),
        4 => {
            let end = (place + 1 + below(chance, PIECE_MOST)).min(input.len());
            drop(input.drain(place.min(end)..end));
        }
        5 => {
            let piece = piece(input, chance);
            insert(input, place, &piece);
        }
        6 => {
            // The beginning of one, the end of another.
            let other = &pool[below(chance, pool.len())];
            let cut = below(chance, other.len() + 1);
            input.truncate(place);
            input.extend_from_slice(&other[cut..]);
        }
        7 => {
            let piece = piece(&pool[below(chance, pool.len())], chance);
            insert(input, place, &piece);
        }
        8 if !target.words.is_empty() => {
            let word = target.words[below(chance, target.words.len())].as_bytes();
            over_or_between(input, place, word, chance);
        }
        _ => {
            let edge = EDGES[below(chance, EDGES.len())].to_be_bytes();
            let length = [1, 2, 4, 8][below(chance, 4)];
            over_or_between(input, place, &edge[8 - length..], chance);
        }
    }
}

/// Some bytes of an input.
fn piece(of: &[u8], chance: &mut ChaCha20Rng) -> Vec<u8> {
    let from = below(chance, of.len() + 1);
    let end = (from + 1 + below(chance, PIECE_MOST)).min(of.len());
    of[from.min(end)..end].to_vec()
}

fn insert(input: &mut Vec<u8>, place: usize, piece: &[u8]) {
    drop(input.splice(place..place, piece.iter().copied()));
}

fn over_or_between(input: &mut Vec<u8>, place: usize, piece: &[u8], chance: &mut ChaCha20Rng) {
    let over = if below(chance, 2) == 0 { piece.len() } else { 0 };
    let end = (place + over).min(input.len());
    drop(input.splice(place..end, piece.iter().copied()));
}

fn random_byte(chance: &mut ChaCha20Rng) -> u8 {
    let [byte, ..] = chance.next_u64().to_be_bytes();
    byte
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_inputs_within_the_length() {
        let target = Target { name: "t", run: |_| String::new(), words: &["word"], most: 40 };
        let pool = [b"first input".to_vec(), Vec::new(), b"the second one".to_vec()];
        let made = |seed| {
            let mut chance = ChaCha20Rng::seed_from_u64(seed);
            let mut inputs = Vec::new();
            for _ in 0..2_000 {
                let mut input = pool[below(&mut chance, pool.len())].clone();
                mutate(&mut input, &pool, &target, &mut chance);
                assert!(input.len() <= 40);
                inputs.push(input);
            }
            inputs
        };
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
        let has = |word: &[u8]| made(1).iter().any(|input| input.windows(word.len()).any(|part| part == word));
        assert!(has(b"word") && has(&[0xff; 8]));
    }
}

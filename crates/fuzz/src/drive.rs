use std::collections::BTreeMap;
use std::panic;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::mutate::{below, mutate};
use crate::targets::Target;

/// Inputs that are kept to make others from, beside the corpus.
const KEPT_MOST: usize = 512;

/// What a target did with all its inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How often each outcome was met: `taken`, or the name of a refusal.
    pub outcomes: BTreeMap<String, u64>,
    /// Inputs that met an outcome which no input had met before.
    pub first: Vec<(String, Vec<u8>)>,
}

/// An input on which a target stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    pub input: Vec<u8>,
}

/// Gives a target its corpus, and then `count` inputs made from it under `seed`.
///
/// There is no measure of what code an input reaches. The outcome stands in for it: decoders refuse for one of a closed
/// list of reasons, in order, so an input that is refused for a new reason got further or elsewhere; others are made
/// from it.
///
/// # Errors
/// The first input on which the target stopped.
pub fn drive(target: &Target, corpus: &[Vec<u8>], seed: u64, count: u64) -> Result<Report, Failed> {
    let mut chance = ChaCha20Rng::seed_from_u64(seed);
    let mut report = Report { outcomes: BTreeMap::new(), first: Vec::new() };
    let mut pool: Vec<Vec<u8>> = Vec::new();
    for input in corpus {
        try_one(target, input, &mut report)?;
        pool.push(input.clone());
    }
    report.first.clear();
    pool.push(Vec::new());
    for _ in 0..count {
        let mut input = pool[below(&mut chance, pool.len())].clone();
        mutate(&mut input, &pool, target, &mut chance);
        if try_one(target, &input, &mut report)? && pool.len() < corpus.len() + KEPT_MOST {
            pool.push(input);
        }
    }
    Ok(report)
}

/// Whether the outcome is a new one.
fn try_one(target: &Target, input: &[u8], report: &mut Report) -> Result<bool, Failed> {
    let outcome = panic::catch_unwind(|| (target.run)(input)).map_err(|_| Failed { input: input.to_vec() })?;
    let met = report.outcomes.entry(outcome.clone()).or_default();
    *met += 1;
    let new = *met == 1;
    if new {
        report.first.push((outcome, input.to_vec()));
    }
    Ok(new)
}

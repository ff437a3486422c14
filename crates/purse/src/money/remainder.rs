//! Largest remainder: exact parts become minor units that add up.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::{Fraction, Money};

/// Rounds exact parts to minor units whose sum is `total`: each is rounded down, and the minor units
/// that are left go one each to the parts with the largest rest, ties to the lower key. The result
/// has the order of `parts`.
///
/// # Panics
/// If `total` is not between the sum of the parts rounded down and one more each: then it is not
/// these parts' total. If two parts have one key.
#[must_use]
pub fn largest_remainder<K: Ord + Clone>(total: Money, parts: &[(K, Fraction)]) -> Vec<(K, Money)> {
    let floors: Vec<BigInt> = parts.iter().map(|(_, part)| part.floor().to_integer()).collect();
    let left = BigInt::from(total.minor()) - floors.iter().sum::<BigInt>();
    let left = left.to_usize().filter(|left| *left <= parts.len());
    assert!(left.is_some(), "{total} is not the total of {} parts", parts.len());
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| {
        let rest = |index: &usize| &parts[*index].1 - Fraction::from_integer(floors[*index].clone());
        rest(b).cmp(&rest(a)).then_with(|| parts[*a].0.cmp(&parts[*b].0))
    });
    let mut extra = vec![0; parts.len()];
    for index in order.iter().take(left.unwrap_or(0)) {
        extra[*index] = 1;
    }
    let keys: std::collections::BTreeSet<&K> = parts.iter().map(|(key, _)| key).collect();
    assert!(keys.len() == parts.len(), "two parts have one key");
    parts
        .iter()
        .zip(floors.iter().zip(extra))
        .map(|((key, _), (floor, extra))| {
            let minor = (floor + BigInt::from(extra)).to_i64();
            let money = minor.and_then(|minor| Money::from_minor(minor).ok());
            assert!(money.is_some(), "a part of {total} is beyond every amount");
            (key.clone(), money.unwrap_or_default())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(list: &[(&'static str, i64, i64)]) -> Vec<(&'static str, Fraction)> {
        list.iter().map(|(key, a, b)| (*key, Fraction::new(BigInt::from(*a), BigInt::from(*b)))).collect()
    }

    fn cents(total: i64, list: &[(&'static str, i64, i64)]) -> Vec<i64> {
        let total = Money::from_minor(total).unwrap_or_default();
        largest_remainder(total, &parts(list)).iter().map(|(_, money)| money.minor()).collect()
    }

    #[test]
    fn the_largest_rest_gets_the_cent_and_ties_go_to_the_lower_key() {
        assert_eq!(cents(100, &[("a", 100, 3), ("b", 100, 3), ("c", 100, 3)]), [34, 33, 33]);
        assert_eq!(cents(100, &[("c", 100, 3), ("b", 100, 3), ("a", 100, 3)]), [33, 33, 34]);
        assert_eq!(cents(2, &[("a", 1, 4), ("b", 7, 4)]), [0, 2]);
        assert_eq!(cents(0, &[]), [0; 0]);
    }

    #[test]
    #[should_panic(expected = "is not the total of 1 parts")]
    fn a_total_that_is_not_the_parts_is_a_bug() {
        let _ = cents(5, &[("a", 1, 1)]);
    }
}

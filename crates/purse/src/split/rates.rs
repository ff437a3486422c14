//! What a unit of each carrier's capacity costs: E / C of docs/RULES.md, "The split", step 2.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::Bill;
use crate::money::Fraction;
use crate::usage::Unit;

/// In minor units, by carrier and unit, for all bills of a period together. What a carrier gives without a bill costs
/// nothing; of a unit of which it gives no capacity there is no rate.
#[must_use]
pub fn rates<M: Ord + Clone>(bills: &[Bill<M>]) -> BTreeMap<(M, Unit), Fraction> {
    let mut offered: BTreeMap<(M, Unit), (i128, u128)> = BTreeMap::new();
    for bill in bills {
        let Some((unit, capacity)) = &bill.capacity else { continue };
        let (expenses, given) = offered.entry((bill.carrier.clone(), unit.clone())).or_default();
        *expenses += i128::from(bill.common_part.minor());
        *given = given.saturating_add(*capacity);
    }
    let given = offered.into_iter().filter(|(_, (_, capacity))| *capacity > 0);
    given
        .map(|(key, (expenses, capacity))| (key, Fraction::new(BigInt::from(expenses), BigInt::from(capacity))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Money;
    use crate::usage::Pool;

    fn bill(carrier: u8, minor: i64, capacity: Option<(Unit, u128)>) -> Bill<u8> {
        Bill { carrier, pool: Pool::Delivery, common_part: Money::from_minor(minor).unwrap(), capacity }
    }

    #[test]
    fn bills_and_gifts_of_a_carrier_make_one_rate_and_what_gives_nothing_makes_none() {
        let bills = [
            bill(1, 15_000, Some((Unit::Byte, 1_000))),
            bill(1, 0, Some((Unit::Byte, 500))),
            bill(1, 900, None),
            bill(2, 300, Some((Unit::Byte, 0))),
            bill(3, 0, Some((Unit::ByteHour, 7))),
        ];
        let rates = rates(&bills);
        let ten = Fraction::from_integer(BigInt::from(10));
        assert_eq!(rates.get(&(1, Unit::Byte)), Some(&ten), "150.00 for 1,500 bytes");
        assert_eq!(rates.get(&(2, Unit::Byte)), None);
        assert_eq!(rates.get(&(3, Unit::ByteHour)), Some(&Fraction::default()));
        assert_eq!(rates.len(), 2);
    }
}

//! A million players on one video of a member in three days, for `make bench TABLES=million`: alone, carried together, and with offers
//! that are too small for the first day. Prints a line of JSON for each.
#![expect(clippy::expect_used, reason = "a measurement stops at the first surprise")]
#![expect(clippy::print_stdout, reason = "a command talks to the person who started it")]

use carry::placement::Offer;
use simulation::carrying::crowd::{Crowd, come, price};

const TB: u64 = 1_000_000_000_000;
const PLAYERS: u64 = 1_000_000;
const MEMBERS: usize = 9;
/// Terabytes a month of each offer, with which carriers come to the end of their allowances.
const SCARCE: u64 = 70;
/// Cents of each member's month for its offer, and a year of its means.
const BILL_CENTS: u64 = 12_000;
const MEANS_CENTS: u64 = 2_000_000;

fn main() {
    for (members, terabytes) in [(1, 100), (MEMBERS, 100), (MEMBERS, SCARCE)] {
        let crowd = Crowd {
            seed: 1,
            members,
            offer: Offer { storage_bytes: TB, delivery_bytes: terabytes * TB, bits_per_second: 1_000_000_000 },
            players: PLAYERS,
            minutes: 4,
            bits_per_second: 1_000_000,
            video_bytes: 400_000_000,
            groups: 128,
        };
        let came = come(&crowd);
        let failed_ppm = u128::from(came.failed) * 1_000_000 / u128::from(came.asked.max(1));
        // Alone there is nobody to split with: home pays its bill.
        let price = (members > 1).then(|| price(&crowd, &came, BILL_CENTS, MEANS_CENTS).expect("a split"));
        let (together_micros, alone_micros) = price.map_or((0, 0), |price| (price.together_micros, price.alone_micros));
        println!(
            "{{\"members\":{members},\"players\":{},\"carriers\":{},\"asked\":{},\"failed_ppm\":{failed_ppm},\
             \"worst_permille\":{},\"peak_megabits\":{},\"viewer_hours\":{},\"bill_cents\":{BILL_CENTS},\
             \"together_micros\":{together_micros},\"alone_micros\":{alone_micros}}}",
            came.players,
            came.carriers,
            came.asked,
            came.worst_permille,
            came.peak_bits_per_second / 1_000_000,
            came.viewer_minutes / 60
        );
    }
}

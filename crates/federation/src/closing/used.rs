//! What use is charged in a period, and to whom: docs/RULES.md, "Claim and observation" and "A home that is gone".

use std::collections::{BTreeMap, BTreeSet};

use purse::id::MemberId;
use purse::split::{Member, Used};
use purse::usage::{Day, Hour};

use super::report::{CommonsLine, UsageLine};
use crate::charter::Charter;
use crate::facts::{Account, ChargedUse, Facts};
use crate::roll::{Pays, Roll};

/// The use of a period.
#[derive(Debug, Default)]
pub(super) struct Charging {
    /// What the split divides by: what a gone home used stands with those who pay it.
    pub used: Used<MemberId>,
    pub lines: Vec<UsageLine>,
    pub commons: Vec<CommonsLine>,
}

/// Charged use among those who were members, in units that the charter knows.
pub(super) fn charge(facts: &Facts, roll: &Roll, charter: &Charter, members: &BTreeMap<MemberId, Member>) -> Charging {
    let mut charging = Charging::default();
    let counting = &charter.counting;
    for account in facts.usage.accounts() {
        if !members.contains_key(&account.carrier) || charter.rules.pool_of(&account.unit).is_none() {
            continue;
        }
        let tolerance = counting.tolerances.get(&account.service).unwrap_or(&counting.tolerance);
        charging.add(account, facts.charged(account, tolerance.0), roll, members.contains_key(&account.home));
    }
    charging
}

impl Charging {
    /// `is_member`: whether the home was one in the period. The commons pay for a home that is gone also after that.
    fn add(&mut self, account: &Account, charged: ChargedUse, roll: &Roll, is_member: bool) {
        let Account { home, carrier, service, unit } = account;
        let mut today: Option<(Day, Pays)> = None;
        let (mut own, mut common) = (0_u128, 0_u128);
        for (hour, quantity) in charged.hours {
            let day = hour.day();
            if today.as_ref().is_none_or(|(known, _)| *known != day) {
                let alone = home == carrier;
                today = Some((day, if alone { Pays::Itself } else { roll.pays_for(home, day.date()) }));
            }
            match &today {
                Some((_, Pays::Itself)) if is_member => {
                    self.used.add(home, carrier, unit, hour, quantity);
                    own += u128::from(quantity);
                }
                Some((_, Pays::Others(payers))) => {
                    self.share(account, payers, hour, quantity);
                    common += u128::from(quantity);
                }
                _ => {}
            }
        }
        let (home, carrier, disputed) = (*home, *carrier, charged.disputed);
        if is_member && (own > 0 || disputed > 0) {
            let (service, unit) = (service.clone(), unit.clone());
            self.lines.push(UsageLine { home, carrier, service, unit, charged: own, disputed });
        }
        if common > 0 {
            let (service, unit) = (service.clone(), unit.clone());
            self.commons.push(CommonsLine { home, carrier, service, unit, charged: common });
        }
    }

    /// Each payer has an equal part of the hour, and what is left goes by one to the first ones in order of id. The carrier's
    /// part is its own use.
    fn share(&mut self, account: &Account, payers: &BTreeSet<MemberId>, hour: Hour, quantity: u64) {
        let Ok(count @ 1..) = u64::try_from(payers.len()) else { return };
        for (place, payer) in (0..count).zip(payers) {
            let part = quantity / count + u64::from(place < quantity % count);
            if part > 0 {
                self.used.add(payer, &account.carrier, &account.unit, hour, part);
            }
        }
    }
}

//! Where the two sides of use lie further apart than the charter tolerates, or canaries know of more than a side counted; and
//! the evidence beside it.

use std::collections::{BTreeMap, BTreeSet};

use carry::canary::{Beside, Watched};
use federation::closing::Span;
use federation::entry::{AuditRow, CanaryRow};
use federation::facts::{Account, CountedDay, Facts};
use jiff::Timestamp;
use jiff::civil::Date;
use purse::id::MemberId;
use purse::usage::{Unit, VIDEO_SERVICE};

use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Days that are shown, at most; the rest is only counted.
const MAX_DAYS: usize = 500;

/// What canaries say, by home, carrier and day.
type Told = BTreeMap<(MemberId, MemberId, Date), Vec<(MemberId, CanaryRow)>>;

/// Thousandths of the whole.
const WHOLE: u128 = 1_000;

/// What is to be looked at of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// The newest day first; at most 500.
    pub days: Vec<DayDifference>,
    /// Days that are not among them, because there are so many.
    pub more: usize,
    /// How carriers answered homes in the month: home, carrier, and the sums of its days.
    pub audits: Vec<(MemberId, MemberId, AuditRow)>,
}

/// One home, carrier, service, unit and UTC day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayDifference {
    pub account: Account,
    pub counted: CountedDay,
    /// In thousandths of the claim.
    pub tolerance: u16,
    /// Whether the sides lie further apart than that.
    pub apart: bool,
    /// What each canary says of the day; of delivery alone.
    pub canaries: Vec<(MemberId, CanaryRow)>,
    /// How the carrier answered the home's audits on that day.
    pub audit: Option<AuditRow>,
}

impl DayDifference {
    /// What all canaries know of the day.
    #[must_use]
    pub fn watched(&self) -> Watched {
        self.canaries.iter().fold(Watched::default(), |sum, (_, row)| Watched {
            received: sum.received.saturating_add(row.received.into()),
            reported: sum.reported.saturating_add(row.reported.into()),
        })
    }

    /// The claim beside what canaries received.
    #[must_use]
    pub fn claim_beside(&self) -> Beside {
        self.watched().beside_claim(self.counted.claim)
    }

    /// The observation beside what canaries reported.
    #[must_use]
    pub fn observation_beside(&self) -> Beside {
        self.watched().beside_observation(self.counted.observation.unwrap_or(0))
    }

    /// Whether canaries speak against a side. A home that said nothing in its time agreed to the claim.
    fn is_contradicted(&self) -> bool {
        let against = |beside| beside != Beside::Enough;
        against(self.claim_beside()) || (self.counted.observation.is_some() && against(self.observation_beside()))
    }
}

impl Office {
    /// The differences of a month, by all entries that are here now; none if the member knows no such month.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn differences(&self, span: Span) -> Result<Option<Differences>, ExchangeFailure> {
        let Some(period) = span.period() else { return Ok(None) };
        let counting = {
            let desk = self.desk().await;
            let charter = desk.chain().ok().map(|chain| chain.roll.charter(&period));
            charter.and_then(|hash| desk.charters().get(&hash)).map(|charter| charter.counting.clone())
        };
        let Some(counting) = counting else { return Ok(None) };
        let tolerance = |service: &str| counting.tolerances.get(service).unwrap_or(&counting.tolerance).0;
        let now = self.clock.now();
        self.show_facts(span, |facts| differences(facts, tolerance, now)).await
    }
}

fn differences(facts: &Facts, tolerance: impl Fn(&str) -> u16, now: Timestamp) -> Differences {
    let canaries: Told = facts.evidence.canaries().collect();
    let watched = canaries.keys().map(|(home, carrier, _)| Account {
        home: *home,
        carrier: *carrier,
        service: VIDEO_SERVICE.to_owned(),
        unit: Unit::Byte,
    });
    let accounts: BTreeSet<Account> = facts.usage.accounts().cloned().chain(watched).collect();
    let mut days: Vec<DayDifference> = Vec::new();
    for account in accounts.into_iter().filter(|account| account.home != account.carrier) {
        let tolerance = tolerance(&account.service);
        let delivery = account.service == VIDEO_SERVICE && account.unit == Unit::Byte;
        let mut counted = facts.days(&account, tolerance, now);
        if delivery {
            counted.extend(uncounted(&account, &counted, &canaries));
        }
        for counted in counted {
            let (home, carrier, day) = (account.home, account.carrier, counted.day.date());
            let canaries = canaries.get(&(home, carrier, day)).filter(|_| delivery).cloned().unwrap_or_default();
            let audit = facts.evidence.audit(home, carrier, day).copied();
            let (account, apart) = (account.clone(), is_apart(&counted, tolerance));
            let day = DayDifference { account, counted, tolerance, apart, canaries, audit };
            if day.apart || day.is_contradicted() {
                days.push(day);
            }
        }
    }
    days.sort_by(|one, other| (other.counted.day, &one.account).cmp(&(one.counted.day, &other.account)));
    let more = days.len().saturating_sub(MAX_DAYS);
    days.truncate(MAX_DAYS);
    Differences { days, more, audits: audits(facts) }
}

/// Days that canaries alone know of.
fn uncounted(account: &Account, counted: &[CountedDay], canaries: &Told) -> Vec<CountedDay> {
    let known: BTreeSet<Date> = counted.iter().map(|counted| counted.day.date()).collect();
    let of_account = canaries.iter().filter(|((home, carrier, day), said)| {
        (*home, *carrier) == (account.home, account.carrier) && !known.contains(day) && !said.is_empty()
    });
    let days = of_account.filter_map(|((.., day), _)| {
        let midnight = jiff::tz::TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
        let day = purse::usage::Hour::of(midnight).day();
        Some(CountedDay { day, claim: 0, observation: None, charged: Some(0), disputed: 0, beyond: 0 })
    });
    days.collect()
}

/// Whether the two counts lie further apart than is tolerated, whichever is the larger. Beyond the allowance a claim is not
/// charged, and what the home saw of it is no difference.
fn is_apart(counted: &CountedDay, tolerance: u16) -> bool {
    let Some(observed) = counted.observation else { return false };
    let seen = WHOLE.saturating_sub(u128::from(tolerance));
    counted.disputed > 0 || observed.saturating_mul(seen) > counted.claim.saturating_mul(WHOLE)
}

/// The sums of the month's audits, by home and carrier.
fn audits(facts: &Facts) -> Vec<(MemberId, MemberId, AuditRow)> {
    let mut sums: BTreeMap<(MemberId, MemberId), AuditRow> = BTreeMap::new();
    for ((home, carrier, _), row) in facts.evidence.audits() {
        let new = AuditRow { carrier, right: 0, late: 0, silent: 0, refused: 0, altered: 0 };
        let sum = sums.entry((home, carrier)).or_insert(new);
        sum.right = sum.right.saturating_add(row.right);
        sum.late = sum.late.saturating_add(row.late);
        sum.silent = sum.silent.saturating_add(row.silent);
        sum.refused = sum.refused.saturating_add(row.refused);
        sum.altered = sum.altered.saturating_add(row.altered);
    }
    sums.into_iter().map(|((home, carrier), row)| (home, carrier, row)).collect()
}

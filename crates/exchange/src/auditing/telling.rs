//! What the log says of a day: how carriers answered this home, once the day is over; what this member received as a canary,
//! once both sides had their time to tell of the day.

use std::collections::BTreeMap;

use carry::audit::Verdict;
use federation::entry::{AuditRow, Audits, Canaries, CanaryRow, Entry, MAX_EVIDENCE_ROWS};
use federation::facts::EvidenceKind;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::id::MemberId;

use super::Due;
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Days that are made up for, if a member was away.
const DAYS_BACK: i8 = 7;

/// Days after which what canaries received is told: a home has 48 hours after a day's end.
const CANARIES_AFTER_DAYS: i8 = 3;

impl Office {
    /// Says what is to be said of days that are over, each once.
    pub(super) async fn tell_evidence(&self, due: &mut Due) -> Result<(), ExchangeFailure> {
        let today = TimeZone::UTC.to_datetime(self.clock.now()).date();
        if due.told_on == Some(today) {
            return Ok(());
        }
        for day in self.untold(EvidenceKind::Audits, today, 1).await {
            let rows = self.audit_rows(day).await?;
            if !rows.is_empty() {
                self.append(&Entry::Audits(Audits { day, rows })).await?;
            }
        }
        for day in self.untold(EvidenceKind::Canaries, today, CANARIES_AFTER_DAYS).await {
            let rows = self.canary_rows(day).await?;
            if !rows.is_empty() {
                self.append(&Entry::Canaries(Canaries { day, rows })).await?;
            }
        }
        due.told_on = Some(today);
        Ok(())
    }

    /// The days of which nothing is said yet, up to so many days before today.
    async fn untold(&self, kind: EvidenceKind, today: Date, days_ago: i8) -> Vec<Date> {
        let told = self.desk().await.facts().evidence.told(self.member(), kind);
        let days = (days_ago..days_ago + DAYS_BACK).rev();
        let days = days.filter_map(|ago| today.checked_sub(jiff::Span::new().days(i64::from(ago))).ok());
        days.filter(|day| told.is_none_or(|told| told < *day)).collect()
    }

    async fn audit_rows(&self, day: Date) -> Result<Vec<AuditRow>, ExchangeFailure> {
        let Some((from, until)) = bounds(day) else { return Ok(Vec::new()) };
        let mut rows: BTreeMap<MemberId, AuditRow> = BTreeMap::new();
        for (carrier, verdict, answers) in self.store.answer_sums(from, until).await? {
            let new = AuditRow { carrier, right: 0, late: 0, silent: 0, refused: 0, altered: 0 };
            let row = rows.entry(carrier).or_insert(new);
            let sum = match verdict {
                Verdict::Held => &mut row.right,
                Verdict::Late => &mut row.late,
                Verdict::Nothing => &mut row.silent,
                Verdict::Refused => &mut row.refused,
                Verdict::Wrong | Verdict::Fetched => &mut row.altered,
            };
            *sum = sum.saturating_add(u32::try_from(answers).unwrap_or(u32::MAX));
        }
        Ok(rows.into_values().take(MAX_EVIDENCE_ROWS).collect())
    }

    async fn canary_rows(&self, day: Date) -> Result<Vec<CanaryRow>, ExchangeFailure> {
        let Some((from, until)) = bounds(day) else { return Ok(Vec::new()) };
        let sums = self.store.canaries(from, until).await?.into_iter();
        let row = |sum: store::CanarySum| {
            let store::CanarySum { home, carrier, received, reported, .. } = sum;
            CanaryRow { home, carrier, received, reported }
        };
        let mut rows: Vec<CanaryRow> = sums.filter(|sum| sum.home != sum.carrier).map(row).collect();
        rows.sort_by_key(|row| (row.home, row.carrier));
        rows.truncate(MAX_EVIDENCE_ROWS);
        Ok(rows)
    }
}

/// The first moment of a UTC day, and of the next one.
fn bounds(day: Date) -> Option<(Timestamp, Timestamp)> {
    let begins = |day: Date| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok();
    begins(day).zip(begins(day.tomorrow().ok()?))
}

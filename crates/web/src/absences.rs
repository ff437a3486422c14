//! Members that are gone, as operators and delegates are told of them by mail: that the members voted so, or that one is back;
//! where people brought their spaces; and, two days before, that the rest is removed.
//!
//! What was told is remembered before it is told: after a crash in between somebody is not told, who has the page of the federation
//! at work, and nobody is told twice.

mod letter;

use std::collections::BTreeMap;

use carry::adoption::removed_from;
use exchange::{Absent, ExchangeFailure, GoneHome, Office};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::id::MemberId;
use seams::Mail;
use serde::{Deserialize, Serialize};
use store::StoreError;

use crate::app::App;
use crate::i18n::Lang;
use crate::pages::cards::{card_name, host};
use letter::Letter;

/// Operators and delegates that are written to, at most.
const READERS: u32 = 50;

/// Days after which something is no news: who joins, or was off for long, is not told what is over.
const NEWS_DAYS: i64 = 14;

/// Why nobody was told. The next call tries again.
#[derive(Debug, thiserror::Error)]
pub enum NotTold {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Exchange(#[from] ExchangeFailure),
    #[error("what was told cannot be written down: {0}")]
    Text(#[from] serde_json::Error),
}

/// What was told, by the resolution that says that a member is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Told(BTreeMap<String, ToldOf>);

/// What was told of one absence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct ToldOf {
    gone: bool,
    back: bool,
    removal: bool,
    /// Spaces that were brought elsewhere, and the UTC day on which that was told last.
    spaces: u64,
    on: Option<Date>,
}

/// What is to be told of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum News {
    /// The members voted that it is gone.
    Gone,
    /// The same, that it is back from this day on.
    Back(Date),
    /// Somebody brought a space elsewhere: told once a day, however many did.
    Brought,
    /// What nobody brought elsewhere is about to be removed.
    Removal,
}

impl Told {
    /// What is to be told today, which counts as told from then on.
    fn due(&mut self, absent: &Absent, today: Date) -> Vec<News> {
        let absence = &absent.absence;
        let told = self.0.entry(absence.resolution.to_string()).or_default();
        let is_news = |since: Date| today <= since.saturating_add(NEWS_DAYS.days());
        let mut due = Vec::new();
        if !std::mem::replace(&mut told.gone, true) && absence.back.is_none() && is_news(absence.from) {
            due.push(News::Gone);
        }
        let spaces = absent.brought.values().sum();
        if spaces > told.spaces && told.on != Some(today) {
            (told.spaces, told.on) = (spaces, Some(today));
            due.extend(is_news(absence.until).then_some(News::Brought));
        }
        let ends = absence.is_gone_on(today) && absence.until <= today && today < removed_from(absence);
        if ends && !std::mem::replace(&mut told.removal, true) {
            due.push(News::Removal);
        }
        if let Some(back) = absence.back
            && !std::mem::replace(&mut told.back, true)
            && is_news(back)
        {
            due.push(News::Back(back));
        }
        due
    }
}

/// Writes to the operators and delegates what they were not told yet; nothing while the member is in no federation.
///
/// # Errors
/// [`NotTold`].
pub async fn tell(app: &App) -> Result<(), NotTold> {
    let Some(office) = app.office() else { return Ok(()) };
    let absent = office.absent().await;
    if absent.is_empty() {
        return Ok(());
    }
    let today = TimeZone::UTC.to_datetime(app.seams.clock.now()).date();
    let before = app.store.absences_told().await?;
    let before: Told = before.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let mut told = before.clone();
    let news: Vec<(&Absent, News)> =
        absent.iter().flat_map(|absent| told.due(absent, today).into_iter().map(move |news| (absent, news))).collect();
    if told == before {
        return Ok(());
    }
    let left = if news.is_empty() { Vec::new() } else { office.gone_homes().await? };
    app.store.note_absences_told(&serde_json::to_string(&told)?).await?;
    for (absent, news) in news {
        let left = left.iter().find(|home| home.member == absent.member);
        // Nothing is removed of what is all elsewhere.
        if news != News::Removal || left.is_some_and(|left| left.left_videos > 0) {
            write(app, &office, (absent, news), left).await?;
        }
    }
    Ok(())
}

/// To each who has an e-mail address, in the language of their pages.
async fn write(
    app: &App,
    office: &Office,
    (absent, news): (&Absent, News),
    left: Option<&GoneHome>,
) -> Result<(), NotTold> {
    let mut names = BTreeMap::new();
    for member in std::iter::once(&absent.member).chain(absent.brought.keys()) {
        names.insert(*member, name(office, member).await);
    }
    let left = left.map_or((0, 0), |left| (left.left_videos, left.left_bytes));
    let site = app.config.base_url.as_str();
    let letter = Letter { site, absent, news, left, names: &names };
    for reader in app.store.operators_and_delegates(READERS).await? {
        let Some(to) = reader.email else { continue };
        let (subject, body) = letter.text(Lang::from_tag(&reader.locale).unwrap_or_default());
        if let Err(failure) = app.seams.mailer.send(Mail { to, subject, body }).await {
            tracing::warn!(%failure, "an operator or delegate is not told by mail of a member that is gone");
        }
    }
    Ok(())
}

/// What a member's card calls it, or its address.
async fn name(office: &Office, member: &MemberId) -> String {
    let (card, address) = {
        let desk = office.desk().await;
        let Some(seat) = desk.chain().ok().and_then(|chain| Some(chain.roll.members.get(member)?.seat.clone())) else {
            return member.to_string();
        };
        (desk.facts().card(&seat), seat.address)
    };
    let named = card_name(office, card).await.ok().flatten();
    named.unwrap_or_else(|| host(&address).to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use letter::tests::absent;

    fn days(told: &mut Told, absent: &Absent, days: &[Date]) -> Vec<Vec<News>> {
        days.iter().map(|day| told.due(absent, *day)).collect()
    }

    #[test]
    fn each_thing_is_told_once_and_spaces_at_most_once_a_day() {
        let (mut told, mut absent) = (Told::default(), absent());
        let [first, second] = [date(2026, 12, 8), date(2026, 12, 9)];
        absent.brought.clear();
        assert_eq!(days(&mut told, &absent, &[first, first, second]), [vec![News::Gone], vec![], vec![]]);
        let [one, other] = [1, 2].map(|byte| MemberId::from_bytes([byte; 32]));
        absent.brought.insert(one, 1);
        assert_eq!(days(&mut told, &absent, &[second, second]), [vec![News::Brought], vec![]]);
        absent.brought.insert(other, 2);
        assert_eq!(told.due(&absent, second), [], "not twice on one day");
        let ends = [date(2026, 12, 10), date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 3)];
        let due = days(&mut told, &absent, &ends);
        assert_eq!(due, [vec![News::Brought], vec![], vec![News::Removal], vec![], vec![]]);
    }

    #[test]
    fn that_a_member_is_back_is_told_and_what_it_left_is_not_removed() {
        let (mut told, mut absent) = (Told::default(), absent());
        absent.brought.clear();
        assert_eq!(told.due(&absent, date(2026, 12, 8)), [News::Gone]);
        let back = date(2027, 1, 15);
        absent.absence.back = Some(back);
        let due = days(&mut told, &absent, &[date(2027, 1, 10), back, date(2027, 2, 1)]);
        assert_eq!(due, [vec![News::Back(back)], vec![], vec![]]);
    }

    #[test]
    fn what_is_over_for_long_is_not_told_to_who_comes_later() {
        let mut told = Told::default();
        assert_eq!(days(&mut told, &absent(), &[date(2027, 3, 1), date(2027, 3, 2)]), [vec![], vec![]]);
    }

    #[test]
    fn what_was_told_is_read_as_it_was_written() {
        let mut told = Told::default();
        told.due(&absent(), date(2026, 12, 8));
        let text = serde_json::to_string(&told).unwrap();
        assert_eq!(serde_json::from_str::<Told>(&text).unwrap(), told);
    }
}

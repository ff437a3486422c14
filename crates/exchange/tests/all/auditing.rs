//! Who says that it holds a video is asked for it: who deleted it is found, who is slow is not accused, who alters is found and
//! named to nobody.

use std::sync::Arc;
use std::time::Duration;

use carry::audit::Verdict;
use exchange::{Audited, Auditor};
use federation::Hash;
use federation::closing::Span;
use federation::entry::AuditRow;
use federation::rounds::Voice;
use jiff::civil::date;
use peers::client::{Fetch, OpenTransport};
use purse::id::MemberId;
use purse::usage::Hour;
use seams::Clock;
use store::{AskedFor, ReportedPart};
use testkit::film::Film;

use crate::at_home::publish;
use crate::films::{Cellar, Serving, at_home, film, offer, placed};
use crate::offices::{House, Town, member};
use crate::stand::Stand;

/// Longer than the longest time between two audits of one video.
const AUDIT_COMES: Duration = Duration::from_secs(2 * 86_400);

pub const NOVEMBER: Span = Span { year: 2026, month: 11, months: 1 };

/// Three members, and a film of the first one that the others hold and serve.
pub async fn town() -> (Town, Film, Arc<Serving>) {
    let (town, film, serving) = (Town::three().await, film(1, 7, 1, 5_300), Arc::<Serving>::default());
    at_home(&film, &town.houses[0], town.clock.now()).await;
    serving.serve(1, &film);
    for house in &town.houses {
        offer(house, 1 << 20).await;
    }
    town.houses[0].office.append(&placed(&film, &[2, 3])).await.unwrap();
    town.talk().await;
    for (number, house) in (2..=3).zip(&town.houses[1..]) {
        Cellar::of(house).turn(house, &serving).await;
        serving.serve(number, &film);
    }
    town.talk().await;
    serving.asked.lock().unwrap().clear();
    (town, film, serving)
}

pub async fn turn(house: &House, fetch: &dyn Fetch, open: &dyn OpenTransport) -> Audited {
    house.office.audit(&Auditor { fetch, open }).await.unwrap()
}

/// The home's first turn draws a time; later than every such time it audits.
async fn audits(town: &Town, serving: &Arc<Serving>) -> Audited {
    let (home, nobody) = (&town.houses[0], Stand::default());
    turn(home, &**serving, &nobody).await;
    town.clock.advance(AUDIT_COMES).await;
    town.talk().await;
    serving.asked.lock().unwrap().clear();
    turn(home, &**serving, &nobody).await
}

/// The next audit of a video at which somebody failed.
async fn audits_again(town: &Town, serving: &Arc<Serving>) -> Audited {
    town.clock.advance(Duration::from_secs(20 * 60)).await;
    town.talk().await;
    turn(&town.houses[0], &**serving, &Stand::default()).await
}

/// Where the home wants the film after it thought about it.
async fn places(town: &Town, film: &Film) -> Vec<MemberId> {
    let home = &town.houses[0].office;
    home.tell().await.unwrap();
    home.place().await.unwrap();
    let desk = home.desk().await;
    let placed = desk.facts().carrying.placement(&member(1), &Hash(*film.video.as_bytes()));
    placed.map(|placed| placed.carriers.clone()).unwrap_or_default()
}

/// The verdicts on a carrier, the last one first.
async fn verdicts(house: &House, film: &Film, carrier: u8) -> Vec<Verdict> {
    let answers = house.office.store().answers_of(film.video, member(carrier), jiff::Timestamp::MIN).await.unwrap();
    answers.into_iter().map(|answer| answer.verdict).collect()
}

#[tokio::test]
async fn all_who_say_that_they_hold_a_video_are_asked_for_the_same_at_once() {
    let (town, film, serving) = town().await;
    assert_eq!(audits(&town, &serving).await, Audited { asked: 8, checked: 0, watched: 0 });
    let (mut second, mut third) = (serving.asked_of(2), serving.asked_of(3));
    second.sort_by_key(|range| range.start);
    third.sort_by_key(|range| range.start);
    assert_eq!((second.len(), &second), (4, &third));
    for carrier in [2, 3] {
        assert_eq!(verdicts(&town.houses[0], &film, carrier).await, [Verdict::Held; 4]);
        assert!(town.houses[0].office.is_named(film.video, member(carrier)));
    }
    assert_eq!(audits_again(&town, &serving).await.asked, 0, "nobody failed, so it is not soon again");
}

#[tokio::test]
async fn a_carrier_that_deleted_its_copy_is_found_at_the_second_time_and_no_longer_named() {
    let (town, film, serving) = town().await;
    serving.lose(2, &film);
    audits(&town, &serving).await;
    let home = &town.houses[0];
    assert_eq!(verdicts(home, &film, 2).await, [Verdict::Refused; 4]);
    assert!(home.office.is_named(film.video, member(2)), "once may be a restart");
    assert_eq!(audits_again(&town, &serving).await.asked, 8);
    assert!(!home.office.is_named(film.video, member(2)));
    assert!(home.office.is_named(film.video, member(3)), "who answered is not touched");
    assert_eq!(audits_again(&town, &serving).await.asked, 0, "a third time would say no more");
}

#[tokio::test]
async fn what_a_carrier_lost_is_kept_elsewhere_and_not_placed_with_it_again() {
    let (mut town, film, serving) = (Town::three().await, film(1, 7, 1, 5_300), Arc::<Serving>::default());
    let four = town.ask(4).await;
    town.talk().await;
    for house in &town.houses[1..3] {
        assert!(house.office.vote(Voice::For(four)).await.unwrap());
    }
    town.talk().await;
    publish(&film, &town.houses[0], town.clock.now()).await;
    serving.serve(1, &film);
    for house in &town.houses[1..] {
        offer(house, 1 << 20).await;
    }
    town.talk().await;
    let first = places(&town, &film).await;
    assert_eq!(first.len(), 2, "the charter's copies");
    town.talk().await;
    for number in 2..=4 {
        if first.contains(&member(number)) {
            let house = &town.houses[usize::from(number) - 1];
            assert_eq!(Cellar::of(house).turn(house, &serving).await.copied, 1, "{number}");
            serving.serve(number, &film);
        }
    }
    town.talk().await;
    let lost = (2..=4).find(|number| first.contains(&member(*number))).unwrap();
    serving.lose(lost, &film);
    assert_eq!(audits(&town, &serving).await.asked, 8);
    assert_eq!(places(&town, &film).await, first, "once may be a restart");
    assert_eq!(audits_again(&town, &serving).await.asked, 8);
    let second = places(&town, &film).await;
    assert_eq!(second.len(), 2);
    assert!(!second.contains(&member(lost)));
    // A start knows it from the database.
    town.talk().await;
    assert_eq!(places(&town, &film).await, second);
}

#[tokio::test]
async fn what_an_audit_fetches_is_counted_by_the_home_as_the_carrier_counts_it() {
    let (town, film, serving) = town().await;
    serving.lose(3, &film);
    audits(&town, &serving).await;
    let sent: u64 = serving.asked_of(2).iter().map(|range| range.end - range.start).sum();
    let hour = Hour::of(town.clock.now());
    let hours = store::Hours { from: hour, until: Hour::from_number(hour.number() + 1).unwrap() };
    let counted = town.houses[0].office.store().usage_by_hour(hours, None, 9).await.unwrap();
    let counted: Vec<_> = counted.into_iter().map(|row| (row.home, row.carrier, row.quantity)).collect();
    assert_eq!(counted, [(member(1), member(2), sent)]);
}

#[tokio::test]
async fn a_slow_carrier_is_late_and_never_lost() {
    let (town, film, serving) = town().await;
    serving.delays.lock().unwrap().insert(member(2), (Arc::clone(&town.clock), Duration::from_secs(30)));
    for _ in 0..2 {
        audits(&town, &serving).await;
    }
    let said = verdicts(&town.houses[0], &film, 2).await;
    assert!(said.len() >= 8 && said.iter().all(|verdict| *verdict == Verdict::Late), "{said:?}");
    assert!(town.houses[0].office.is_named(film.video, member(2)));
}

#[tokio::test]
async fn who_serves_nothing_at_the_moment_has_not_said_that_it_has_none() {
    let (town, film, serving) = town().await;
    serving.busy.lock().unwrap().insert(member(2));
    audits(&town, &serving).await;
    assert_eq!(verdicts(&town.houses[0], &film, 2).await, [Verdict::Nothing; 4]);
}

#[tokio::test]
async fn a_part_that_players_report_is_fetched_by_the_home_which_believes_itself() {
    let (town, film, serving) = town().await;
    let (home, nobody) = (&town.houses[0], Stand::default());
    let part = |carrier: u8| ReportedPart {
        carrier: member(carrier),
        video: film.video,
        object: film.object,
        start: 2_100,
        len: 1_000,
        expected: film.sha256(2_100..3_100),
        found: [9; 32],
    };
    // Of the third one that is a lie.
    serving.serve_altered(2, &film, 2_500);
    for carrier in [2, 3] {
        assert!(home.office.report_altered(&part(carrier)).await.unwrap());
    }
    assert_eq!(turn(home, &*serving, &nobody).await.checked, 2);
    assert_eq!((serving.asked_of(2), serving.asked_of(3)), (vec![2_100..3_100], vec![2_100..3_100]));
    let proof = home.office.store().answers_of(film.video, member(2), jiff::Timestamp::MIN).await.unwrap();
    let mut altered = film.bytes[2_100..3_100].to_vec();
    altered[400] ^= 1;
    assert_eq!(proof.len(), 1);
    assert_eq!((proof[0].verdict, proof[0].cause), (Verdict::Wrong, AskedFor::Reported));
    assert_eq!(proof[0].found, Some(testkit::film::sha256(&altered)), "the hash of what came is kept");
    assert_eq!(verdicts(home, &film, 3).await, [Verdict::Held]);
    assert!(!home.office.is_named(film.video, member(2)));
    assert!(home.office.is_named(film.video, member(3)), "a report alone proves nothing");
    assert_eq!(turn(home, &*serving, &nobody).await.checked, 0, "once is enough");
}

#[tokio::test]
async fn the_log_says_how_carriers_answered_when_the_day_is_over() {
    let (town, film, serving) = town().await;
    serving.lose(2, &film);
    audits(&town, &serving).await;
    let day = jiff::tz::TimeZone::UTC.to_datetime(town.clock.now()).date();
    town.clock.advance(Duration::from_secs(86_400)).await;
    town.talk().await;
    let nobody = Stand::default();
    turn(&town.houses[0], &*serving, &nobody).await;
    turn(&town.houses[0], &*serving, &nobody).await;
    town.talk().await;
    let seen = town.houses[2].office.differences(NOVEMBER).await.unwrap().unwrap();
    let of = |carrier: u8| seen.audits.iter().find(|(home, who, _)| (*home, *who) == (member(1), member(carrier)));
    let row = |carrier, right, refused| AuditRow { carrier, right, late: 0, silent: 0, refused, altered: 0 };
    assert_eq!(day, date(2026, 11, 7));
    assert_eq!(of(2).unwrap().2, row(member(2), 0, 4));
    assert_eq!(of(3).unwrap().2, row(member(3), 4, 0));
}

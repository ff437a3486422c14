//! The page of differences: both sides' counts of a day with the evidence, and what this member saw of its carriers itself.

use std::time::Duration;

use axum::http::StatusCode;
use carry::audit::Verdict;
use carry::id::{ObjectHash, VideoId};
use exchange::Office;
use federation::entry::{AuditRow, Audits, Entry, Side, Usage, UsageRow};
use jiff::civil::date;
use purse::usage::{Hour, Unit};
use store::{AskedFor, CarrierAnswer, ReportedPart};

use crate::carrying::{office, rows};
use crate::federation::{asks, clock, delegate, founds, invites, talk};
use crate::member::Member;

const PATH: &str = "/federation/differences";
const DAYS: Duration = Duration::from_secs(20 * 86_400);

async fn counts(office: &Office, side: Side, other: &Member, quantity: u64) {
    let hour = Hour::of("2026-12-05T10:00:00Z".parse().unwrap());
    let row = UsageRow { other: other.app.config.home, service: "video".into(), unit: Unit::Byte, quantity };
    office.append(&Entry::Usage(Usage { side, hour, rows: vec![row] })).await.unwrap();
}

#[tokio::test]
async fn who_reads_the_members_pages_sees_both_counts_and_the_evidence() {
    let clock = clock();
    let (one, two) = (Member::among_others(&clock, 1).await, Member::among_others(&clock, 2).await);
    let (ana, bea) = (delegate(&one, "ana").await, delegate(&two, "bea").await);
    founds(&ana, "Aubépine").await;
    asks(&bea, &invites(&ana).await, "Bruyère").await;
    talk(&clock, &[&one, &two]).await;
    clock.advance(DAYS).await;
    talk(&clock, &[&one, &two]).await;
    let page = ana.get(PATH).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("None in this month."), "it says what it would show: {}", page.text);
    assert!(ana.get("/federation/carrying").await.text.contains(&format!("href=\"{PATH}\"")));

    let (home, carrier) = (office(&one), office(&two));
    counts(&carrier, Side::Claim, &one, 9_000_000_000).await;
    counts(&home, Side::Observation, &two, 3_000_000_000).await;
    let row = AuditRow { carrier: carrier.member(), right: 3, late: 0, silent: 0, refused: 1, altered: 0 };
    home.append(&Entry::Audits(Audits { day: date(2026, 12, 5), rows: vec![row] })).await.unwrap();
    talk(&clock, &[&one, &two]).await;
    for person in [&ana, &bea] {
        let page = person.get(PATH).await.text.replace('\u{a0}', " ");
        for text in ["5 December 2026: Aubépine, carried by Bruyère", "9 GB", "3 GB", "4 GB", "5 GB"] {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(page.contains("the gap is larger than the 25%"), "{page}");
        assert!(page.contains("No member watched unannounced on that day"), "{page}");
        assert!(page.contains("3 came right, 0 right but late, 0 not at all, 1 the carrier said it does not have"));
        assert_eq!(rows(&page, "audits"), [["Bruyère", "Aubépine", "3", "0", "0", "1", "0"]]);
        assert!(rows(&page, "own").is_empty(), "what a home saw itself stays with it: {page}");
    }
    assert!(ana.get("/federation/differences?month=2026-11").await.text.contains("None in this month."));
    assert_eq!(one.person("zoe").await.get(PATH).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_the_home_saw_itself_stands_with_its_hashes_and_what_players_said_beside_it() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let ana = delegate(&one, "ana").await;
    founds(&ana, "Aubépine").await;
    talk(&clock, &[&one]).await;
    let store = &one.app.store;
    let now = one.app.seams.clock.now();
    let (carrier, video, object) =
        (one.app.config.home, VideoId::from_bytes([1; 32]), ObjectHash::from_bytes([0xab; 32]));
    let part = ReportedPart { carrier, video, object, start: 100, len: 50, expected: [2; 32], found: [3; 32] };
    assert!(store.report_part(&part, now, 9).await.unwrap());
    let answer = CarrierAnswer {
        asked_at: now,
        carrier,
        video,
        object,
        start: 100,
        len: 50,
        expected: [2; 32],
        cause: AskedFor::Reported,
        verdict: Verdict::Wrong,
        status: None,
        found: Some([4; 32]),
        after_ms: Some(5),
    };
    store.keep_carrier_answers(&[answer]).await.unwrap();
    let page = ana.get(PATH).await.text;
    let shown = rows(&page, "own");
    assert_eq!(shown[0][1..4], ["Aubépine", "A player reported it", "Other bytes"], "{page}");
    assert_eq!(shown[0][4..7], ["abababababababab… 100–149", "0202020202020202…", "0404040404040404…"], "{page}");
    assert!(page.contains("not yet"), "nobody marked it as looked at: {page}");
}

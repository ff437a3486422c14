use std::time::Duration;

use axum::http::StatusCode;
use carry::id::ObjectHash;
use jiff::Timestamp;
use purse::usage::{Hour, Pool, Unit, UsageRow, VIDEO_SERVICE};
use store::{BatchId, NewCapacity, NewExpense, NewObject, ObjectRef, ObjectRole, Scope};

use crate::api;
use crate::member::{Member, Person};

const BILL: [(&str, &str); 7] = [
    ("pool", "storage"),
    ("label", "Disks"),
    ("amount", "60,00"),
    ("first_month", "2026-11"),
    ("last_month", "2026-12"),
    ("capacity", "2"),
    ("unit", "TB_month"),
];

#[tokio::test]
async fn the_treasurer_enters_a_bill_sees_it_idle_and_takes_it_back_once() {
    let member = Member::open().await;
    let theo = treasurer(&member).await;

    let refused = theo.post("/treasurer/expenses", &[("label", "Disks"), ("amount", "nothing")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("nothing"), "what was typed is still there");

    let entered = theo.post("/treasurer/expenses", &BILL).await;
    assert_eq!(
        (entered.status, entered.header("location")),
        (StatusCode::SEE_OTHER, "/treasurer?month=2026-11&done=expense-entered")
    );
    let page = theo.get("/treasurer?month=2026-11").await;
    // 60 euros over 61 days: the 30 of November bear 29.50, all of it idle.
    assert!(page.text.contains("29.50"), "{}", page.text);

    for _ in 0..2 {
        let reversed = theo.post("/treasurer/expenses/1/reverse", &[]).await;
        assert_eq!(reversed.status, StatusCode::SEE_OTHER, "the second click does no harm");
    }
    assert!(!theo.get("/treasurer?month=2026-11").await.text.contains("29.50"));
}

/// Theo, who may see and enter bills.
async fn treasurer(member: &Member) -> Person<'_> {
    let theo = member.person("theo").await;
    let account = member.app.store.account_by_name("theo").await.unwrap().unwrap();
    member.app.store.set_roles(account.id, false, true).await.unwrap().unwrap();
    theo
}

/// Enters a bill of delivery for November 2026, past the limits of the form.
async fn enter(member: &Member, cents: u64, gigabytes: u64) {
    let theo = member.app.store.account_by_name("theo").await.unwrap().unwrap();
    let from: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
    let until = "2026-12-01T00:00:00Z".parse().unwrap();
    let bill = NewExpense {
        pool: Pool::Delivery,
        label: "A bill".to_owned(),
        amount_minor: cents,
        common_minor: cents,
        from,
        until,
        capacities: vec![NewCapacity { unit: "GB".to_owned(), quantity: gigabytes, from, until }],
        entered_by: theo.id,
        entry_key: None,
    };
    member.app.store.add_expense(&bill, member.app.seams.clock.now()).await.unwrap().unwrap();
}

/// Ana's public video, of which one object was delivered in the running hour: `bytes` of them.
async fn watched_video(member: &Member, bytes: u64) -> String {
    let ana = member.person("ana").await;
    let id = api::uploaded(&member.program(&api::token(member, &[Scope::Upload]).await)).await;
    let answer = ana
        .post(&format!("/space/videos/{id}"), &[("revision", "0"), ("title", "Rabbit"), ("visibility", "public")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let (video, now) = (id.parse().unwrap(), member.app.seams.clock.now());
    let object = ObjectHash::from_bytes([3; 32]);
    let new = NewObject { hash: object, bytes: 1_000, media_type: "video/mp4".to_owned() };
    member.app.store.record_object(&new, now).await.unwrap().unwrap();
    let reference = ObjectRef { video, role: ObjectRole::Rendition, name: "360p".to_owned(), object };
    member.app.store.add_object_ref(&reference, now).await.unwrap().unwrap();
    let home = member.app.config.home;
    let row = UsageRow {
        object,
        home,
        carrier: home,
        service: VIDEO_SERVICE.to_owned(),
        unit: Unit::Byte,
        hour: Hour::of(now),
        quantity: bytes,
        merged: false,
    };
    assert!(member.app.store.flush_usage(BatchId::from_bytes([1; 16]), &[row], now).await.unwrap());
    id
}

#[tokio::test]
async fn a_second_click_enters_no_second_bill_and_another_text_does() {
    let member = Member::open().await;
    let theo = treasurer(&member).await;
    let page = theo.get("/treasurer").await;
    let entry = page.between("name=\"entry\" value=\"", "\"");
    assert_ne!(entry, theo.get("/treasurer").await.between("name=\"entry\" value=\"", "\""), "a form of its own");
    for (amount, entries) in [("60,00", 1), ("60,00", 1), ("61,00", 2)] {
        let fields = BILL.map(|(name, text)| (name, if name == "amount" { amount } else { text }));
        let sent = theo.post("/treasurer/expenses", &[&fields[..], &[("entry", entry)]].concat()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let page = theo.get("/treasurer").await;
        assert_eq!(page.text.matches("/reverse\"").count(), entries, "after {amount}");
    }
}

#[tokio::test]
async fn on_the_page_too_used_and_idle_are_the_expenses() {
    let member = Member::open().await;
    let theo = treasurer(&member).await;
    enter(&member, 2_990, 2_990).await;
    // 12.345 euros of 29.90, whose idle rest is 17.555: rounded to cents alone they would make 29.91.
    watched_video(&member, 1_234_500_000_000).await;
    let page = theo.get("/treasurer?month=2026-11").await.text;
    assert!(page.contains("€29.90: €12.345 used, €17.555 idle"), "{page}");
}

#[tokio::test]
async fn bills_that_cannot_be_added_up_can_be_reversed_and_stop_no_video() {
    let member = Member::open().await;
    let theo = treasurer(&member).await;
    let video = watched_video(&member, 1_000).await;
    for _ in 0..2 {
        enter(&member, purse::money::MAX_MINOR.unsigned_abs(), 1).await;
    }
    let page = theo.get("/treasurer?month=2026-11").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("too large") && page.text.contains("/treasurer/expenses/2/reverse"), "{}", page.text);
    assert_eq!(member.visitor().get(&format!("/v/{video}")).await.status, StatusCode::OK);
    theo.post("/treasurer/expenses/2/reverse", &[]).await;
    assert!(!theo.get("/treasurer?month=2026-11").await.text.contains("too large"));
}

#[tokio::test]
async fn a_stranger_sees_no_use_before_its_hour_is_closed_and_the_author_does() {
    let member = Member::open().await;
    let theo = treasurer(&member).await;
    let day_hour = Hour::of(member.app.seams.clock.now());
    enter(&member, 1_000, 1).await;
    let video = watched_video(&member, 500_000_000).await;
    let page = format!("/v/{video}/cost");
    let (used, nothing) = ("€5.00", "0\u{a0}ct");
    assert!(theo.get(&page).await.text.contains(used), "who pays the bills sees how it stands");
    let stranger = member.visitor().get(&page).await.text;
    assert!(!stranger.contains(used) && stranger.contains(nothing), "{stranger}");

    // The clock goes on by an hour, and enough people watched.
    let home = member.app.config.home;
    let seen = store::Delivered { object: ObjectHash::from_bytes([3; 32]), home, carrier: home };
    assert!(member.app.store.close_hour(day_hour, &[seen]).await.unwrap());
    member.clock.advance(Duration::from_secs(3_600)).await;
    assert!(member.visitor().get(&page).await.text.contains(used), "the hour is closed");
}

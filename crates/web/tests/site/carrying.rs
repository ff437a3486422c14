//! The page of carrying: what a member offers, and who carries what for whom.

use std::sync::Arc;

use axum::http::StatusCode;
use exchange::Office;
use federation::Hash;
use federation::entry::{
    Allowance, Allowances, DropReason, Entry, Holding, HoldingState, Offer, Placement, Withdrawal, Withdrawn,
};
use jiff::civil::date;
use purse::usage::Hour;

use crate::federation::{asks, clock, delegate, founds, invites, talk};
use crate::member::{Member, Person, START};

const PATH: &str = "/federation/carrying";
const GB: u64 = 1_000_000_000;

pub async fn operator<'a>(member: &'a Member, name: &str) -> Person<'a> {
    let person = member.person(name).await;
    let account = member.app.store.account_by_name(name).await.unwrap().unwrap();
    member.app.store.set_roles(account.id, true, false).await.unwrap().unwrap();
    person
}

pub fn office(member: &Member) -> Arc<Office> {
    member.app.membership.office().unwrap()
}

async fn entries(member: &Member) -> u64 {
    let office = office(member);
    let desk = office.desk().await;
    desk.copy(&desk.me()).map_or(0, |copy| copy.tree().size)
}

const fn figures<'a>(storage: &'a str, delivery: &'a str, throughput: &'a str) -> [(&'a str, &'a str); 3] {
    [("storage", storage), ("delivery", delivery), ("throughput", throughput)]
}

fn holding(home: &Member, video: u8, bytes: u64, state: HoldingState) -> Entry {
    Entry::Holding(Holding {
        home: home.app.config.home,
        video: Hash([video; 32]),
        manifest: Hash([video; 32]),
        bytes,
        hour: Hour::of(START.parse().unwrap()),
        state,
    })
}

/// The cells below their headings of the rows of one section.
pub fn rows(page: &str, section: &str) -> Vec<Vec<String>> {
    let section = page.split(&format!("aria-labelledby=\"{section}\"")).nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    let Some((_, body)) = section.split_once("<tbody>") else { return Vec::new() };
    let plain =
        |text: &str| text.trim_start_matches("<span class=\"mono\">").split('<').next().unwrap().replace('\u{a0}', " ");
    let cell = |text: &str| plain(text.split_once('>').unwrap().1);
    let cells = |row: &str| row.split("<t").filter(|cell| cell.starts_with(['h', 'd'])).map(cell).collect();
    body.split("<tr>").skip(1).map(cells).collect()
}

#[tokio::test]
async fn an_operator_offers_once_changes_it_and_takes_it_back() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let (ana, olga) = (delegate(&one, "ana").await, operator(&one, "olga").await);
    assert_eq!(olga.get(PATH).await.status, StatusCode::NOT_FOUND, "in no federation nobody carries");
    founds(&ana, "Aubépine").await;
    one.app.membership.tick().await.unwrap();
    let page = olga.get(PATH).await.text;
    for text in [
        "offers nothing now",
        "stores nothing for others",
        "No video of this member is placed",
        "has not said yet how much others may deliver",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let before = entries(&one).await;
    for _ in 0..2 {
        let done = olga.post(PATH, &figures("20", "1 500", "100")).await;
        assert_eq!(done.header("location"), "/federation/carrying?done=federation-offered", "{}", done.text);
        assert_eq!(entries(&one).await, before + 1, "the second click says nothing new");
    }
    let offer = Offer { storage_bytes: 20 * GB, delivery_bytes: 1_500 * GB, bits_per_second: 100_000_000 };
    assert_eq!(office(&one).offered().await, Some(offer));
    let page = olga.get(PATH).await.text;
    for text in ["20\u{a0}GB", "1.5\u{a0}TB a month", "100 Mbit/s", "value=\"20\"", "value=\"1500\"", "value=\"100\""] {
        assert!(page.contains(text), "{text}: {page}");
    }
    olga.post(PATH, &figures("30", "1500", "100")).await;
    assert_eq!(office(&one).offered().await.unwrap().storage_bytes, 30 * GB);
    for nothing in [figures("", "", ""), figures("0", "0", "0")] {
        let done = olga.post(PATH, &nothing).await;
        assert_eq!(done.header("location"), "/federation/carrying?done=federation-offer-ended");
        assert_eq!(entries(&one).await, before + 3);
    }
    let page = olga.get("/federation/carrying?done=federation-offer-ended").await.text;
    assert!(page.contains("This member offers nothing now.") && page.contains("value=\"\""), "{page}");
}

#[tokio::test]
async fn what_is_no_offer_is_told_beside_its_field_and_nothing_typed_is_lost() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let (ana, olga) = (delegate(&one, "ana").await, operator(&one, "olga").await);
    founds(&ana, "Aubépine").await;
    one.app.membership.tick().await.unwrap();
    let before = entries(&one).await;
    let refused = olga.post(PATH, &figures("18446744074", "2.5", "ten")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        "Storage in GB: 18,446,744,073 at most.",
        "Delivery in GB a month: write a whole number",
        "Highest throughput in Mbit/s: write a whole number",
        "value=\"18446744074\"",
        "value=\"2.5\"",
        "value=\"ten\"",
    ] {
        assert!(refused.text.contains(text), "{text}: {}", refused.text);
    }
    let part = olga.post(PATH, &figures("20", "", "100")).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(part.text.contains("Delivery in GB a month: an offer needs all three figures."), "{}", part.text);
    assert!(part.text.contains("value=\"20\"") && part.text.contains("value=\"100\""), "{}", part.text);
    assert_eq!(entries(&one).await, before, "nothing was said");
}

#[tokio::test]
async fn only_an_operator_offers_and_other_roles_look() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let (ana, olga) = (delegate(&one, "ana").await, operator(&one, "olga").await);
    founds(&ana, "Aubépine").await;
    one.app.membership.tick().await.unwrap();
    let form = format!("action=\"{PATH}\"");
    assert!(olga.get(PATH).await.text.contains(&form));
    assert!(ana.get("/federation").await.text.contains(&format!("href=\"{PATH}\"")), "the tabs lead there");
    let read = ana.get(PATH).await;
    assert_eq!(read.status, StatusCode::OK);
    assert!(!read.text.contains(&form) && read.text.contains("An operator of this member says"), "{}", read.text);
    assert_eq!(one.person("zoe").await.get(PATH).await.status, StatusCode::FORBIDDEN);
    assert!(one.visitor().get(PATH).await.header("location").starts_with("/sign-in"));
    let before = entries(&one).await;
    assert_eq!(ana.post(PATH, &figures("20", "500", "100")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(olga.post_bare(PATH, &figures("20", "500", "100"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(entries(&one).await, before);
}

#[tokio::test]
async fn a_home_sees_who_carries_its_videos_and_a_carrier_what_it_holds_of_each_home() {
    let clock = clock();
    let (one, two) = (Member::among_others(&clock, 1).await, Member::among_others(&clock, 2).await);
    let (ana, bea) = (delegate(&one, "ana").await, delegate(&two, "bea").await);
    founds(&ana, "Aubépine").await;
    asks(&bea, &invites(&ana).await, "Bruyère").await;
    talk(&clock, &[&one, &two]).await;
    let carrier = two.app.config.home;
    let (home, other) = (office(&one), office(&two));
    for video in 1..=7 {
        let (video, manifest) = (Hash([video; 32]), Hash([video; 32]));
        let placed = Placement { video, manifest, sequence: 1, bytes: GB, carriers: vec![carrier] };
        home.append(&Entry::Placement(placed)).await.unwrap();
    }
    let gone = Withdrawal { video: Hash([7; 32]), what: Withdrawn::Gone(Hash([8; 32])) };
    home.append(&Entry::Withdrawal(gone)).await.unwrap();
    for (video, state) in [
        (1, HoldingState::Held),
        (2, HoldingState::Withheld),
        (3, HoldingState::Full),
        (4, HoldingState::Dropped(DropReason::Rules)),
        (5, HoldingState::Removed),
        (7, HoldingState::Held),
    ] {
        let bytes = if matches!(state, HoldingState::Held | HoldingState::Withheld) { GB } else { 0 };
        other.append(&holding(&one, video, bytes, state)).await.unwrap();
    }
    talk(&clock, &[&one, &two]).await;
    // After the machine's own word of the day, which stands until this one.
    let allowed = |bytes| vec![Allowance { carrier, bytes }];
    let (from, to) = (date(2026, 11, 23), date(2026, 11, 24));
    home.append(&Entry::Allowances(Allowances { from, rows: allowed(64 * GB) })).await.unwrap();
    home.append(&Entry::Allowances(Allowances { from: to, rows: allowed(1) })).await.unwrap();

    let page = ana.get(PATH).await.text;
    assert_eq!(rows(&page, "placed"), [["Bruyère", "2", "2", "1", "1"]], "what is gone is not counted: {page}");
    assert_eq!(rows(&page, "allowed"), [["Bruyère", "64 GB"]], "of today: {page}");
    assert!(rows(&page, "carried").is_empty(), "{page}");
    let page = bea.get(PATH).await.text;
    assert_eq!(rows(&page, "carried"), [["Aubépine", "3", "3 GB"]], "{page}");
    assert!(page.contains("3\u{a0}GB are stored for others, and nothing is offered."), "{page}");
    assert!(rows(&page, "placed").is_empty() && rows(&page, "allowed").is_empty(), "{page}");

    home.append(&Entry::Allowances(Allowances { from, rows: Vec::new() })).await.unwrap();
    assert!(ana.get(PATH).await.text.contains("Nobody may deliver anything for this member on 23\u{a0}November 2026"));
}

#[tokio::test]
async fn what_a_carrier_says_of_a_video_that_it_drops_goes_to_its_home_by_mail_and_into_no_log() {
    let clock = clock();
    let (one, two) = (Member::among_others(&clock, 1).await, Member::among_others(&clock, 2).await);
    let (ana, bea) = (delegate(&one, "ana").await, delegate(&two, "bea").await);
    founds(&ana, "Aubépine").await;
    asks(&bea, &invites(&ana).await, "Bruyère").await;
    talk(&clock, &[&one, &two]).await;
    let olga = operator(&two, "olga").await;
    let (video, manifest) = (Hash([1; 32]), Hash([1; 32]));
    let placed = Placement { video, manifest, sequence: 1, bytes: GB, carriers: vec![two.app.config.home] };
    office(&one).append(&Entry::Placement(placed)).await.unwrap();
    talk(&clock, &[&one, &two]).await;
    let id = carry::id::VideoId::from_bytes([1; 32]);
    let path = format!("{PATH}/held/{}/{id}", one.app.config.home);
    assert!(olga.get(&path).await.text.contains("tresorerie@haies.example"));
    let words = "The court of Lyon, order 12";
    let before = entries(&two).await;
    let dropped = olga.post(&path, &[("reason", "law"), ("words", words)]).await;
    assert_eq!(dropped.header("location"), format!("{PATH}/held?done=carried-dropped-told"), "{}", dropped.text);
    let mails = two.mailer.sent();
    let mail = mails.last().unwrap();
    assert_eq!(mail.to, "tresorerie@haies.example");
    assert!(mail.body.contains(words) && mail.body.contains(&id.to_string()), "{}", mail.body);
    assert_eq!(entries(&two).await, before + 1);
    let desk = office(&two);
    let desk = desk.desk().await;
    let said = desk.facts().carrying.holding(&one.app.config.home, &video, &two.app.config.home).copied().unwrap();
    assert_eq!((said.state, said.bytes), (HoldingState::Dropped(DropReason::Law), 0));
    drop(desk);
    let nothing = format!("{PATH}/held/{}/{}", one.app.config.home, carry::id::VideoId::from_bytes([2; 32]));
    assert_eq!(olga.post(&nothing, &[("reason", "law")]).await.status, StatusCode::NOT_FOUND, "it is not here");
}

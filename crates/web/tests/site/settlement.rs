//! The settlement of a federation with two closed months: a credit note of November, a debit note of December. One member
//! alone is enough for that: it holds the fund, which pays what its cap leaves over, and gets what its floor adds.

use std::time::Duration;

use axum::http::StatusCode;
use exchange::{Founding, Office};
use federation::Hash;
use federation::card::Card;
use federation::charter::DEFAULT;
use federation::closing::Span;
use federation::entry::{Contribution, ContributionKind, Entry, Estimate, Expense};
use federation::roll::Seat;
use jiff::civil::date;
use purse::usage::Pool;
use store::Document;

use crate::member::{Member, Person, identity};
use crate::statement::with_file;

/// Founded on 23 November with means of 60,000: at least 24.66 a month, at most 986.30.
async fn founded() -> Member {
    let member = Member::open().await;
    let (store, now) = (&member.app.store, member.app.seams.clock.now());
    let card = Card {
        name: "Les Tilleuls".to_owned(),
        legal_name: "Association Les Tilleuls".to_owned(),
        address: vec!["1 rue des Haies".to_owned()],
        mail: "tresor@tilleuls.example".to_owned(),
        iban: Some("FR7630006000011234567890189".to_owned()),
        bic: None,
    };
    let (bytes, salt) = (card.to_toml().into_bytes(), [3; 32]);
    let card = Hash::of_document(&salt, &bytes);
    let document = Document {
        hash: card.0,
        kind: "card".to_owned(),
        salt: Some(salt),
        bytes: Some(bytes),
        name: None,
        media_type: None,
        kept_at: now,
    };
    store.keep_document(&document).await.unwrap();
    let founder = Seat {
        member: identity(9).member,
        key: identity(9).key.verifying_key().to_bytes(),
        address: "https://member.test".to_owned(),
        card: Some(card),
        means: "60000".parse().unwrap(),
        adherents: 10,
        from: date(2026, 11, 1),
    };
    Founding { charter: DEFAULT, founder }.keep(store, now).await.unwrap();
    let office = member.app.membership.enter().await.unwrap().unwrap();
    office.begin().await.unwrap();
    bill(&office).await;
    member
}

/// 2,000.00 for everybody, and as much in the fund.
async fn bill(office: &Office) {
    let span = federation::entry::Span { from: date(2026, 11, 1), to: date(2026, 12, 1) };
    let (pool, amount) = (Pool::Commons, "2000".parse().unwrap());
    let estimate = Estimate { nonce: [1; 16], pool, common_part: amount, capacity: None, span };
    let estimate = office.append(&Entry::Estimate(estimate)).await.unwrap();
    let bill = Expense {
        nonce: [2; 16],
        pool,
        amount,
        common_part: amount,
        capacity: None,
        span,
        estimate,
        on: span.from,
        foreign: None,
        evidence: None,
    };
    office.append(&Entry::Expense(bill)).await.unwrap();
    let given = Contribution { nonce: [3; 16], kind: ContributionKind::Fund, amount, day: date(2026, 11, 24) };
    office.append(&Entry::Contribution(given)).await.unwrap();
}

/// Closes November and December; it is 12 January.
pub async fn two_months() -> Member {
    let member = founded().await;
    let office = member.app.membership.office().unwrap();
    for _ in 0..50 {
        member.clock.advance(Duration::from_secs(24 * 3_600)).await;
        office.checkpoint().await.unwrap();
        for month in office.close().await.unwrap() {
            if let Some(proposal) = month.proposal {
                let now = member.app.seams.clock.now();
                office.store().approve_report(&proposal, now).await.unwrap();
            }
        }
    }
    let spans: Vec<Span> = office.closed_months().await.unwrap().iter().map(|month| month.report.span).collect();
    assert_eq!(spans.len(), 2, "{spans:?}");
    member
}

pub async fn treasurer(member: &Member) -> Person<'_> {
    let theo = member.person("theo").await;
    let account = member.app.store.account_by_name("theo").await.unwrap().unwrap();
    member.app.store.set_roles(account.id, false, true).await.unwrap().unwrap();
    theo
}

#[tokio::test]
async fn a_member_in_no_federation_is_told_so_and_strangers_see_nothing() {
    let member = Member::open().await;
    let theo = treasurer(&member).await;
    for path in ["/purse/settlement", "/purse/books"] {
        let page = theo.get(path).await;
        assert!(page.status == StatusCode::OK && page.text.contains("in no federation"), "{path}");
        assert_eq!(member.visitor().get(path).await.status, StatusCode::SEE_OTHER);
    }
    let ana = member.person("ana").await;
    for path in ["/purse/settlement", "/purse/settlement/notes/2026-11-001/note.pdf", "/purse/books/csv"] {
        assert_eq!(ana.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["/purse/settlement/notes/2026-11-001/note.pdf", "/purse/settlement/transfers.xml", "/purse/books/csv"]
    {
        assert_eq!(theo.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(ana.post("/purse/settlement/payments", &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_treasurer_finds_notes_files_and_what_to_do_now() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    let page = theo.get("/purse/settlement").await.text;
    for shown in ["2026-11-001", "2026-12-001", "You have to transfer", "25.48", "1,013.70", "Les Tilleuls"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let note = theo.get("/purse/settlement/notes/2026-12-001/note.pdf").await;
    assert_eq!((note.status, note.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert!(note.text.starts_with("%PDF"));
    let code = theo.get("/purse/settlement/notes/2026-12-001/code.svg").await;
    assert!(code.status == StatusCode::OK && code.text.starts_with("<svg"), "{}", code.text);
    assert_eq!(theo.get("/purse/settlement/notes/2026-11-001/code.svg").await.status, StatusCode::NOT_FOUND);
    // The only member is paid from its own account.
    assert_eq!(theo.get("/purse/settlement/transfers.xml").await.status, StatusCode::NOT_FOUND);
    assert!(!page.contains("transfers.xml") && page.contains("from its own account"), "{page}");
}

#[tokio::test]
async fn a_payment_ticks_a_note_off_once_and_can_be_taken_back() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    let page = theo.get("/purse/settlement").await;
    let entry = page.between("name=\"entry\" value=\"", "\"").to_owned();
    let payment = [("entry", entry.as_str()), ("note", "2026-12-001"), ("amount", "25,48"), ("day", "2027-01-11")];
    for wrong in [("note", "2026-12-009"), ("amount", "0"), ("day", "2030-01-01"), ("day", "yesterday"), ("entry", "x")]
    {
        let fields = payment.map(|(name, text)| if name == wrong.0 { wrong } else { (name, text) });
        let refused = theo.post("/purse/settlement/payments", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    for _ in 0..2 {
        let sent = theo.post("/purse/settlement/payments", &payment).await;
        assert_eq!(sent.header("location"), "/purse/settlement?done=payment-entered");
    }
    let page = theo.get("/purse/settlement").await;
    assert!(!page.text.contains("You have to transfer") && page.text.contains("You will get"), "{}", page.text);
    let back = page.between("/purse/settlement/entries/", "/take-back").to_owned();
    assert_eq!(page.text.matches("/take-back").count(), 1, "the second click entered nothing");
    for _ in 0..2 {
        let sent = theo.post(&format!("/purse/settlement/entries/{back}/take-back"), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    assert!(theo.get("/purse/settlement").await.text.contains("You have to transfer"));
    assert_eq!(theo.post("/purse/settlement/entries/00/take-back", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_disputed_part_waits_and_no_more_than_is_open_can_be_disputed() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    let page = theo.get("/purse/settlement").await;
    let (_, form) = page.text.split_once("/purse/settlement/disputes").unwrap();
    let entry = form.split_once("name=\"entry\" value=\"").unwrap().1[..32].to_owned();
    let dispute = [("entry", entry.as_str()), ("note", "2026-12-001"), ("amount", "25.48"), ("reason", "bill")];
    for wrong in [("note", "2026-11-001"), ("amount", "25.49"), ("reason", "mood"), ("amount", "-1")] {
        let fields = dispute.map(|(name, text)| if name == wrong.0 { wrong } else { (name, text) });
        let refused = with_file(&theo, "/purse/settlement/disputes", &fields, "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    for _ in 0..2 {
        let sent = with_file(&theo, "/purse/settlement/disputes", &dispute, "").await;
        assert_eq!(sent.header("location"), "/purse/settlement?done=dispute-entered");
    }
    let page = theo.get("/purse/settlement").await.text;
    assert!(page.contains("is disputed. You need not pay it"), "{page}");
}

#[tokio::test]
async fn another_reason_is_said_in_a_document_that_every_reader_can_open() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    let page = theo.get("/purse/settlement").await;
    let (_, form) = page.text.split_once("/purse/settlement/disputes").unwrap();
    let entry = form.split_once("name=\"entry\" value=\"").unwrap().1[..32].to_owned();
    let dispute = [("entry", entry.as_str()), ("note", "2026-12-001"), ("amount", "5.00"), ("reason", "other")];
    let missing = with_file(&theo, "/purse/settlement/disputes", &dispute, "").await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.text.contains("Choose a file"), "{}", missing.text);
    for _ in 0..2 {
        let sent = with_file(&theo, "/purse/settlement/disputes", &dispute, "we left in December").await;
        assert_eq!(sent.header("location"), "/purse/settlement?done=dispute-entered");
    }
    let page = theo.get("/purse/settlement").await;
    assert_eq!(page.text.matches("/take-back").count(), 1, "the second click entered nothing: {}", page.text);
    let document = format!("/federation/documents/{}", page.between("/federation/documents/", "\""));
    let file = theo.get(&document).await;
    assert_eq!((file.status, file.text.as_str()), (StatusCode::OK, "we left in December"));
}

#[tokio::test]
async fn the_books_of_the_member_and_of_the_fund_come_in_each_format() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    let page = theo.get("/purse/books?year=2026").await.text;
    assert!(page.contains("/purse/books/hledger?year=2026&#38;owner=member"), "{page}");
    for format in ["hledger", "beancount", "fec", "paheko", "csv", "ods", "html"] {
        for owner in ["member", "fund"] {
            let file = theo.get(&format!("/purse/books/{format}?year=2026&owner={owner}")).await;
            assert!(file.status == StatusCode::OK && !file.text.is_empty(), "{format} of {owner}");
            assert!(file.header("content-disposition").contains(&format!("ecot-{owner}-2026-{format}.")));
        }
    }
    assert_eq!(theo.get("/purse/books/xls?year=2026").await.status, StatusCode::NOT_FOUND);
}

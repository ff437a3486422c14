//! Estimates, votes and bills.

use axum::http::StatusCode;

use super::nonce;
use super::town::{Town, address, send_file};
use crate::member::Person;

const MONTH: [(&str, &str); 2] = [("first_month", "2026-11"), ("last_month", "2026-11")];

/// Puts an estimate of 150.00 for 1 TB of delivery to the others.
pub(super) async fn expect(person: &Person<'_>) {
    let nonce = nonce(person, "/purse/expenses").await;
    let fields =
        [("nonce", nonce.as_str()), ("pool", "delivery"), ("amount", "150,00"), ("capacity", "1000"), ("unit", "GB")];
    let answer = person.post("/purse/expenses/estimate", &[&fields[..], &MONTH].concat()).await;
    assert_eq!(answer.header("location"), "/purse/expenses?month=2026-11&done=estimate-entered", "{}", answer.text);
}

/// Says yes to the first thing that waits for it.
pub(super) async fn approve(person: &Person<'_>) {
    let page = person.get("/purse/expenses?month=2026-11").await;
    let answer = person.post(address(&page, "/answer"), &[("word", "yes")]).await;
    assert_eq!(answer.header("location"), "/purse/expenses?month=2026-11&done=word-given", "{}", answer.text);
}

/// Declares a bill under the first accepted estimate.
pub(super) async fn declare(person: &Person<'_>, amount: &str) {
    let page = person.get("/purse/expenses?month=2026-11").await;
    let (_, form) = page.text.split_once("name=\"estimate\"").unwrap();
    let estimate = form.split('"').find(|text| text.len() == 64).unwrap().to_owned();
    let nonce = page.between("name=\"nonce\" value=\"", "\"").to_owned();
    let fields = [
        ("nonce", nonce.as_str()),
        ("estimate", &estimate),
        ("amount", amount),
        ("supplier", "Transit & Fils"),
        ("label", "Invoice 118"),
    ];
    let fields = [&fields[..], &MONTH].concat();
    for _ in 0..2 {
        let file = Some(("file", "invoice.pdf", &b"%PDF-1.7 the bill"[..]));
        let answer = send_file(person, "/purse/expenses/bill", &fields, file).await;
        assert_eq!(answer.header("location"), "/purse/expenses?month=2026-11&done=bill-declared", "{}", answer.text);
    }
}

#[tokio::test]
async fn an_estimate_is_accepted_and_its_bill_declared_once_with_its_file() {
    let town = Town::three().await;
    let [one, two] = [town.houses[0].treasurer().await, town.houses[1].treasurer().await];
    assert!(one.get("/purse/expenses").await.text.contains("A bill counts only under an accepted estimate."));
    expect(&one).await;
    assert!(one.get("/purse/expenses").await.text.contains("Waits for 1 more yes"));
    town.talk().await;
    let todo = two.get("/purse").await;
    assert!(
        todo.text.contains("1 estimate, bill or correction of another member waits for your yes or no."),
        "{}",
        todo.text
    );
    approve(&two).await;
    assert!(!two.get("/purse").await.text.contains("waits for your yes or no"), "it is answered");
    town.talk().await;
    let todo = one.get("/purse").await;
    assert!(todo.text.contains("Declare the bill of November 2026 (Delivery, up to €150.00 were accepted)."));

    declare(&one, "150.00").await;
    town.talk().await;
    let page = two.get("/purse/expenses?month=2026-11").await;
    assert_eq!(page.text.matches("Invoice 118").count(), 1, "a second click declares no second bill: {}", page.text);
    assert!(page.text.contains("Transit &#38; Fils"), "the others read its document");
    let file = two.get(address(&page, "/file")).await;
    assert_eq!((file.status, file.text.as_str()), (StatusCode::OK, "%PDF-1.7 the bill"));
    assert_eq!(file.header("content-disposition"), "inline; filename=\"invoice.pdf\"");
    assert_eq!((file.header("content-type"), file.header("x-content-type-options")), ("application/pdf", "nosniff"));
    let month = two.get("/purse").await;
    assert!(month.text.contains("€150.00") && month.text.contains("Why each share is what it is"), "{}", month.text);

    let path = address(&page, "/file").replace("/file", "/take-back");
    assert_eq!(two.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "it is not this member's");
    for _ in 0..2 {
        let answer = one.post(&path, &[]).await;
        assert_eq!(answer.header("location"), "/purse/expenses?month=2026-11&done=entry-taken-back");
    }
    assert!(one.get("/purse/expenses").await.text.contains("Taken back"));
}

#[tokio::test]
async fn what_is_above_its_estimate_counts_when_the_others_say_so() {
    let town = Town::three().await;
    let [one, two] = [town.houses[0].treasurer().await, town.houses[1].treasurer().await];
    expect(&one).await;
    town.talk().await;
    approve(&two).await;
    town.talk().await;
    declare(&one, "162.50").await;
    town.talk().await;
    let page = two.get("/purse/expenses?month=2026-11").await;
    let told = "€12.50 are above what was accepted and do not count. Waits for 2 more.";
    assert!(page.text.contains(told), "{}", page.text);
    for person in [&one, &two] {
        approve(person).await;
    }
    town.talk().await;
    let page = two.get("/purse/expenses?month=2026-11").await;
    assert!(!page.text.contains("above what was accepted"), "{}", page.text);
}

#[tokio::test]
async fn a_form_that_is_refused_says_why_beside_each_field_and_keeps_what_was_typed() {
    let town = Town::three().await;
    let theo = town.houses[0].treasurer().await;
    let refused = theo.post("/purse/expenses/estimate", &[("pool", "delivery"), ("amount", "much")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"much\"") && refused.text.contains("id=\"estimate-amount-problem\""));
    let bill = [("amount", "12"), ("first_month", "2026-11"), ("last_month", "2026-11"), ("currency", "euro")];
    let refused = send_file(&theo, "/purse/expenses/bill", &bill, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = send_file(&theo, "/purse/expenses/bill", &bill, Some(("file", "invoice.pdf", b"%PDF-"))).await;
    let told = "Choose invoice.pdf again: a browser does not keep a chosen file when a form comes back.";
    assert!(refused.text.contains(told), "{}", refused.text);
    let large = vec![b'x'; 8_000_000];
    let refused = send_file(&theo, "/purse/expenses/bill", &bill, Some(("file", "large.pdf", &large))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("larger than 7 MB") && !refused.text.contains("Choose large.pdf again"));
    assert!(refused.text.contains("value=\"euro\""), "what was typed is still there");
    let huge = vec![b'x'; 30_000_000];
    let refused = send_file(&theo, "/purse/expenses/bill", &bill, Some(("file", "huge.pdf", &huge))).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_bill_that_no_estimate_covers_is_not_repeated_and_the_page_says_so() {
    let town = Town::three().await;
    let [one, two] = [town.houses[0].treasurer().await, town.houses[1].treasurer().await];
    expect(&one).await;
    town.talk().await;
    approve(&two).await;
    town.talk().await;
    declare(&one, "150.00").await;
    town.until("2026-12-01T08:00:00Z").await;
    let page = one.get("/purse/expenses?month=2026-11").await;
    let refused = one.post(address(&page, "/repeat"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("No accepted estimate of this member covers these months."), "{}", refused.text);
}

#[tokio::test]
async fn a_bill_of_every_month_is_repeated_with_one_click() {
    let town = Town::three().await;
    let [one, two] = [town.houses[0].treasurer().await, town.houses[1].treasurer().await];
    let nonce = nonce(&one, "/purse/expenses").await;
    let year = [("first_month", "2026-11"), ("last_month", "2027-10")];
    let fields = [("nonce", nonce.as_str()), ("pool", "commons"), ("amount", "1200")];
    let answer = one.post("/purse/expenses/estimate", &[&fields[..], &year].concat()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    town.talk().await;
    approve(&two).await;
    town.talk().await;
    declare(&one, "100.00").await;
    assert!(!one.get("/purse/expenses?month=2026-11").await.text.contains("Repeat for"), "December has not begun");
    town.until("2026-12-01T08:00:00Z").await;
    let page = one.get("/purse/expenses?month=2026-11").await;
    assert!(page.text.contains("Repeat for December 2026"), "{}", page.text);
    let path = address(&page, "/repeat");
    for _ in 0..2 {
        let answer = one.post(path, &[]).await;
        assert_eq!(answer.header("location"), "/purse/expenses?month=2026-12&done=bill-declared", "{}", answer.text);
    }
    let december = one.get("/purse/expenses?month=2026-12").await;
    assert_eq!(december.text.matches("Invoice 118").count(), 1, "{}", december.text);
}

//! What lasts: equipment over its months, what comes every month, gifts in kind with their papers.

use axum::http::StatusCode;

use super::entering::approve;
use super::nonce;
use super::town::{Town, address, send_file};
use crate::member::{Answer, Person};

async fn expect(person: &Person<'_>, fields: &[(&str, &str)]) -> Answer {
    let nonce = nonce(person, "/purse/expenses").await;
    person.post("/purse/expenses/estimate", &[&[("nonce", nonce.as_str())], fields].concat()).await
}

#[tokio::test]
async fn a_server_is_a_bill_over_its_months_from_the_day_on_which_it_serves() {
    let town = Town::three().await;
    let [one, two] = [town.houses[0].treasurer().await, town.houses[1].treasurer().await];
    let days = [("spread", "equipment"), ("serves_from", "2026-11-15"), ("serves_months", "36")];
    let asked = [("pool", "storage"), ("amount", "1200"), ("capacity", "1.5"), ("unit", "TB_month")];
    let answer = expect(&one, &[&asked[..], &days].concat()).await;
    assert_eq!(answer.header("location"), "/purse/expenses?month=2026-11&done=estimate-entered", "{}", answer.text);
    town.talk().await;
    approve(&two).await;
    town.talk().await;
    let page = one.get("/purse/expenses?month=2026-11").await;
    assert!(page.text.contains("1.5\u{a0}TB"), "{}", page.text);
    assert!(page.text.contains("November 2029"), "its last month: {}", page.text);
    let (_, form) = page.text.split_once("name=\"estimate\"").unwrap();
    let estimate = form.split('"').find(|text| text.len() == 64).unwrap();
    let nonce = page.between("name=\"nonce\" value=\"", "\"");
    let bill = [
        ("nonce", nonce),
        ("estimate", estimate),
        ("amount", "1200"),
        ("supplier", "Machines & Co"),
        ("label", "Server"),
        ("spread", "equipment"),
        ("serves_from", "2026-11-15"),
    ];
    let refused = send_file(&one, "/purse/expenses/bill", &[&bill[..], &[("serves_months", "")]].concat(), None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Write over how many months the equipment counts"), "{}", refused.text);
    let sent = send_file(&one, "/purse/expenses/bill", &[&bill[..], &[("serves_months", "36")]].concat(), None).await;
    assert_eq!(sent.header("location"), "/purse/expenses?month=2026-11&done=bill-declared", "{}", sent.text);
    // 16 of its 1096 days.
    let month = one.get("/purse?month=2026-11").await;
    assert!(month.text.contains("€17.51"), "{}", month.text);
}

#[tokio::test]
async fn what_comes_every_month_is_asked_for_at_once_and_answered_at_once() {
    let town = Town::three().await;
    let [one, two] = [town.houses[0].treasurer().await, town.houses[1].treasurer().await];
    let year = [("spread", "each-month"), ("first_month", "2026-11"), ("last_month", "2027-10")];
    let answer = expect(&one, &[&[("pool", "commons"), ("amount", "100")][..], &year].concat()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    town.talk().await;
    let page = two.get("/purse/expenses?month=2026-11").await;
    assert!(page.text.contains("Asked for together: 12 of these"), "{}", page.text);
    let todo = two.get("/purse").await;
    assert!(todo.text.contains("1 estimate, bill or correction of another member waits"), "{}", todo.text);
    approve(&two).await;
    assert!(!two.get("/purse").await.text.contains("waits for your yes or no"), "one answer is for all");
    town.talk().await;
    super::entering::declare(&one, "100.00").await;
    town.until("2026-12-01T08:00:00Z").await;
    let page = one.get("/purse/expenses?month=2026-11").await;
    let repeated = one.post(address(&page, "/repeat"), &[]).await;
    assert_eq!(repeated.header("location"), "/purse/expenses?month=2026-12&done=bill-declared", "{}", repeated.text);
    let december = one.get("/purse/expenses?month=2026-12").await;
    assert!(!december.text.contains("above what was accepted"), "a month of 31 days is not cut: {}", december.text);
}

#[tokio::test]
async fn a_gift_in_kind_is_thanked_for_and_its_paper_is_shown_as_what_it_is() {
    let town = Town::three().await;
    let [one, two] = [town.houses[0].treasurer().await, town.houses[1].treasurer().await];
    let png = b"\x89PNG\r\n\x1a\nfour disks";
    let gift = [
        ("pool", "plant"),
        ("label", "Four disks"),
        ("amount", "400"),
        ("first_month", "2026-11"),
        ("last_month", "2026-11"),
    ];
    let refused = send_file(&one, "/purse/expenses/gift", &gift[..1], Some(("file", "disks.png", png))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Choose disks.png again"), "{}", refused.text);
    for (name, bytes) in [("disks.png", &png[..]), ("page.png", b"<script>alert(1)</script>")] {
        let nonce = nonce(&one, "/purse/expenses").await;
        let fields = [&[("nonce", nonce.as_str())], &gift[..]].concat();
        for _ in 0..2 {
            let sent = send_file(&one, "/purse/expenses/gift", &fields, Some(("file", name, bytes))).await;
            assert_eq!(sent.header("location"), "/purse/expenses?month=2026-11&done=gift-entered", "{}", sent.text);
        }
    }
    town.talk().await;
    let page = two.get("/purse/expenses?month=2026-11").await;
    assert_eq!(page.text.matches("Four disks").count(), 2, "{}", page.text);
    assert!(page.text.contains(&format!("Thank you, {}.", town.houses[0].name)), "{}", page.text);
    let mut kinds = Vec::new();
    for part in page.text.split("href=\"").skip(1) {
        let path = part.split('"').next().unwrap();
        if path.ends_with("/file") {
            let file = two.get(path).await;
            kinds.push((file.header("content-type").to_owned(), file.header("content-disposition").to_owned()));
        }
    }
    kinds.sort();
    let expected = [
        ("application/octet-stream".to_owned(), "attachment; filename=\"page.png\"".to_owned()),
        ("image/png".to_owned(), "inline; filename=\"disks.png\"".to_owned()),
    ];
    assert_eq!(kinds, expected);
}

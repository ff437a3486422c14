//! The pages of the purse, as three members' treasurers use them.

mod adopting;
mod carrying;
mod choosing;
mod closings;
mod corrections;
mod dropping;
mod entering;
mod lasting;
mod limits;
mod sealed;
mod town;
mod uses;
mod work;

use axum::http::StatusCode;

use crate::member::{Member, Person};
use town::Town;

const PAGES: [&str; 6] =
    ["/purse", "/purse/expenses", "/purse/usage", "/purse/closing", "/purse/fund", "/purse/break-even"];

/// The random text of the page's forms.
async fn nonce(person: &Person<'_>, page: &str) -> String {
    person.get(page).await.between("name=\"nonce\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn a_member_in_no_federation_is_shown_the_way_to_one() {
    let member = Member::open().await;
    let theo = member.person("theo").await;
    assert_eq!(theo.get("/purse").await.status, StatusCode::FORBIDDEN, "not a page of users");
    let account = member.app.store.account_by_name("theo").await.unwrap().unwrap();
    member.app.store.set_roles(account.id, false, true).await.unwrap().unwrap();
    for page in PAGES {
        let answer = theo.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.text.contains("href=\"/federation\">Found a federation"), "{page}: {}", answer.text);
    }
    let posted = theo.post("/purse/expenses/estimate", &[]).await;
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_may_only_read_sees_every_page_and_no_form() {
    let town = Town::three().await;
    let house = &town.houses[0];
    let olga = house.member.person("olga").await;
    let account = house.member.app.store.account_by_name("olga").await.unwrap().unwrap();
    house.member.app.store.set_roles(account.id, true, false).await.unwrap().unwrap();
    for page in PAGES {
        let answer = olga.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.text);
        assert!(!answer.text.contains("action=\"/purse"), "{page} has no form");
    }
    assert!(!olga.get("/purse").await.text.contains("To do now"));
    for path in ["/purse/expenses/estimate", "/purse/expenses/sum", "/purse/closing/approve", "/purse/usage/write"] {
        assert_eq!(olga.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let sent = town::send_file(&olga, "/purse/usage", &[("kind", "csv")], None).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    let stranger = house.member.visitor().get("/purse").await;
    assert_eq!((stranger.status, stranger.header("location")), (StatusCode::SEE_OTHER, "/sign-in?next=/purse"));
}

#[tokio::test]
async fn the_break_even_page_begins_with_what_the_member_declared() {
    let town = Town::three().await;
    let theo = town.houses[1].treasurer().await;
    let page = theo.get("/purse/break-even").await;
    assert!(page.text.contains("name=\"adherents\" value=\"10\""), "{}", page.text);
    let page = theo.get("/purse/break-even?adherents=37&fee=30,00&times=1&shared=880&own=320").await;
    assert!(page.text.contains("At €30.00 a year, 40 adherents carry the costs."), "{}", page.text);
    let refused = theo.get("/purse/break-even?adherents=some&fee=30&times=1").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"some\""), "what was typed is still there");
}

#[tokio::test]
async fn the_holder_of_the_fund_enters_what_was_paid_into_it() {
    let town = Town::three().await;
    let house = &town.houses[0];
    let theo = house.treasurer().await;
    let page = theo.get("/purse/fund").await;
    assert!(page.text.contains(&house.name) && page.text.contains("This member holds the fund."), "{}", page.text);
    let nonce = nonce(&theo, "/purse/expenses").await;
    let sum = [("nonce", nonce.as_str()), ("kind", "fund"), ("amount", "195,00"), ("day", "2026-11-05")];
    for _ in 0..2 {
        let entered = theo.post("/purse/expenses/sum", &sum).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    }
    let page = theo.get("/purse/fund").await;
    assert!(page.text.contains("€195.00") && !page.text.contains("€390.00"), "{}", page.text);
}

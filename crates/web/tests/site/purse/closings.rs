//! A month from its bill to its closing.

use axum::http::StatusCode;
use federation::closing::Report;
use federation::signed::Signable;

use super::entering::{approve, declare, expect};
use super::town::{Town, send_file};

const CLOSING: &str = "/purse/closing?month=2026-11";

/// Member 1 carried a terabyte of member 3's for 150.00.
pub(super) async fn a_month(town: &Town) {
    let [one, two] = [town.houses[0].treasurer().await, town.houses[1].treasurer().await];
    expect(&one).await;
    town.talk().await;
    approve(&two).await;
    town.talk().await;
    declare(&one, "150.00").await;
    town.until("2026-11-23T12:00:00Z").await;
    let (home, carrier) = (&town.houses[2].name, &town.houses[0].name);
    let table = format!(
        "hour,home,carrier,service,unit,quantity\n2026-11-20T20:00:00Z,{home},{carrier},peertube,byte,1000000000000\n"
    );
    let file = Some(("file", "usage.csv", table.as_bytes()));
    let shown = send_file(&one, "/purse/usage", &[("kind", "csv")], file).await;
    let draft = shown.between("name=\"draft\" value=\"", "\"");
    one.post("/purse/usage/write", &[("draft", draft)]).await;
    town.talk().await;
}

#[tokio::test]
async fn treasurers_see_where_each_figure_comes_from_and_their_approval_closes_the_month() {
    let town = Town::three().await;
    a_month(&town).await;
    let mut people = Vec::new();
    for house in &town.houses {
        let name = "tess";
        let tess = house.member.person(name).await;
        let account = house.member.app.store.account_by_name(name).await.unwrap().unwrap();
        house.member.app.store.set_roles(account.id, false, true).await.unwrap().unwrap();
        people.push(tess);
    }
    let early = people[2].get(CLOSING).await;
    assert!(early.text.contains("Not yet: until two days after the month"), "{}", early.text);
    let share = people[2].get("/purse?month=2026-11").await;
    assert!(share.text.contains("but nobody bears more than 20% of its means"), "{}", share.text);

    town.until("2026-12-03T00:00:00Z").await;
    town.talk().await;
    town.talk().await;
    for person in &people {
        let page = person.get(CLOSING).await;
        assert!(page.text.contains("A proposal is there and this member has computed it."), "{}", page.text);
        for told in ["Transit &#38; Fils – Invoice 118", "log 1, entry ", "€150.00", "has not spoken yet"] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        assert!(person.get("/purse").await.text.contains("Look at the closing of November 2026 and approve it."));
        let proposal = page.between("name=\"proposal\" value=\"", "\"");
        for _ in 0..2 {
            let approved = person.post("/purse/closing/approve", &[("proposal", proposal), ("month", "2026-11")]).await;
            assert_eq!(approved.header("location"), &format!("{CLOSING}&done=closing-approved"));
        }
        assert!(!person.get(CLOSING).await.text.contains("Approve this result"), "it is approved");
    }
    town.talk().await;
    let closed = people[2].get(CLOSING).await;
    assert!(closed.text.contains("Closed: more than half of the members said the same."), "{}", closed.text);
    assert_eq!(closed.text.matches("<span>agrees").count(), 3, "by whom: {}", closed.text);
    let month = people[2].get("/purse?month=2026-11").await;
    assert!(month.text.contains("This month is closed"), "{}", month.text);
    assert!(month.text.contains("Pay the note of November 2026: €98.63."), "{}", month.text);
    assert!(people[2].get("/purse/fund").await.text.contains("November 2026"));

    compare(&people[2]).await;
}

/// The report is handed out, and another one is compared with it.
async fn compare(person: &crate::member::Person<'_>) {
    let file = person.get("/purse/closing/report?month=2026-11").await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"ecot-report-2026-11.cbor\"");
    let office = person.member.app.membership.office().unwrap();
    let ours: Report = office.closed().await.unwrap().remove(0);
    let mut theirs = ours.clone();
    theirs.lines[1].charge = theirs.lines[1].charge.plus("0.01".parse().unwrap()).unwrap();
    let rows = [
        (ours.to_cbor(), "The two files are the same."),
        (theirs.to_cbor(), "They split alike up to "),
        (b"no report".to_vec(), "The file is no result of a month."),
    ];
    for (bytes, told) in rows {
        let file = Some(("report", "report.cbor", &bytes[..]));
        let page = send_file(person, "/purse/closing/compare", &[("month", "2026-11")], file).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains(told), "{told}: {}", page.text);
    }
}

#[tokio::test]
async fn a_bill_that_comes_after_the_proposal_is_shown_as_late_with_what_it_would_change() {
    let town = Town::three().await;
    a_month(&town).await;
    town.until("2026-12-03T00:00:00Z").await;
    town.talk().await;
    town.talk().await;
    let late = town.houses[0].member.visitor();
    late.signs_in("theo", crate::member::PASSWORD).await;
    declare(&late, "10.00").await;
    let page = late.get(CLOSING).await;
    assert!(page.text.contains("Came too late"), "{}", page.text);
    let nothing = late.post("/purse/closing/approve", &[("proposal", &"00".repeat(32)), ("month", "2026-11")]).await;
    assert_eq!(nothing.status, StatusCode::SEE_OTHER, "a proposal that nobody computed approves nothing");
    assert!(late.get(CLOSING).await.text.contains("Approve this result"));
}

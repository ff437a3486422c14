//! What was wrong in a closed month is corrected in a later one.

use axum::http::StatusCode;

use super::closings::a_month;
use super::entering::declare;
use super::town::{Town, address};
use crate::member::{Answer, PASSWORD, Person};

const NOVEMBER: &str = "/purse/expenses?month=2026-11";

/// Lets a month close that is over: every treasurer agrees.
async fn close(people: &[Person<'_>], town: &Town, day: &str, month: &str) {
    town.until(day).await;
    town.talk().await;
    town.talk().await;
    for person in people {
        let page = person.get(&format!("/purse/closing?month={month}")).await;
        let proposal = page.between("name=\"proposal\" value=\"", "\"");
        let approved = person.post("/purse/closing/approve", &[("proposal", proposal), ("month", month)]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text);
    }
    town.talk().await;
}

/// The month of [`a_month`], with a treasurer at each member.
async fn begun() -> Town {
    let town = Town::three().await;
    a_month(&town).await;
    town.houses[2].treasurer().await;
    town
}

/// Signed in anew: a session does not last from closing to closing.
async fn treasurers(town: &Town) -> Vec<Person<'_>> {
    let mut people = Vec::new();
    for house in &town.houses {
        let theo = house.member.visitor();
        theo.signs_in("theo", PASSWORD).await;
        people.push(theo);
    }
    people
}

/// The fields of the form as they stand, with what a browser would send.
fn fields(page: &Answer) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for input in page.text.split("<input").skip(1) {
        let input = input.split('>').next().unwrap();
        let of = |name: &str| input.split_once(&format!("{name}=\"")).map(|(_, rest)| rest.split('"').next().unwrap());
        if let (Some(name), Some(value)) = (of(" name"), of(" value")) {
            fields.push((name.to_owned(), value.to_owned()));
        }
    }
    fields.push(("counts_in".to_owned(), "2026-12".to_owned()));
    fields
}

async fn send(person: &Person<'_>, fields: &[(String, String)]) -> Answer {
    let known = |name: &str| name.starts_with("line-") || ["nonce", "month", "entry", "counts_in"].contains(&name);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).filter(|(name, _)| known(name)).collect();
    person.post("/purse/expenses/correction", &fields).await
}

#[tokio::test]
async fn a_bill_of_a_closed_month_is_corrected_and_who_paid_for_it_gets_that_back() {
    let town = begun().await;
    let people = treasurers(&town).await;
    let [one, two, three] = &people[..] else { panic!("three treasurers") };
    let open = one.get(NOVEMBER).await;
    assert!(open.text.contains("/take-back") && !open.text.contains("entry="), "an open month's is taken back");
    let path = address(&open, "/take-back").to_owned();
    close(&people, &town, "2026-12-03T00:00:00Z", "2026-11").await;

    let closed = one.get(NOVEMBER).await;
    assert!(!closed.text.contains(&path), "{}", closed.text);
    let refused = one.post(&path, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Choose “Propose a correction” beside it"), "{}", refused.text);

    let link = closed.between("href=\"/purse/expenses/correction?month=2026-11&amp;entry=", "\"");
    let link = format!("/purse/expenses/correction?month=2026-11&entry={link}");
    let page = one.get(&link).await;
    assert!(page.text.contains("Transit &#38; Fils – Invoice 118"), "{}", page.text);
    let form = fields(&page);
    let mut amounts: Vec<&str> = form.iter().filter(|(name, _)| name.starts_with("line-")).map(|(_, v)| &**v).collect();
    amounts.sort_unstable();
    assert_eq!(amounts, ["-124.31", "25.68", "98.63"], "each payer gets what it paid");

    let mut wrong = form.clone();
    wrong.iter_mut().find(|(_, value)| value == "98.63").unwrap().1 = "99,63".to_owned();
    let refused = send(one, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("The lines give €1.00 more than they take."), "{}", refused.text);
    assert!(refused.text.contains("value=\"99,63\""), "what was typed is still there");
    for _ in 0..2 {
        let sent = send(one, &form).await;
        assert_eq!(sent.header("location"), "/purse/expenses?month=2026-12&done=correction-proposed", "{}", sent.text);
    }
    town.talk().await;
    vote_and_count(&town, (two, three)).await;
}

/// The second member approves; then it counts in December.
async fn vote_and_count(town: &Town, (two, three): (&Person<'_>, &Person<'_>)) {
    let todo = two.get("/purse").await;
    assert!(todo.text.contains("1 estimate, bill or correction of another member waits"), "{}", todo.text);
    let page = two.get("/purse/expenses").await;
    assert_eq!(page.text.matches("November 2026, counts in December 2026").count(), 1, "{}", page.text);
    assert!(page.text.contains("Waits for 1 more yes"), "{}", page.text);
    let answered = two.post(address(&page, "/answer"), &[("word", "yes")]).await;
    assert_eq!(answered.header("location"), "/purse/expenses?month=2026-12&done=word-given");
    town.talk().await;
    let month = three.get("/purse?month=2026-12").await;
    assert!(month.text.contains("counts in December 2026") && month.text.contains("Accepted"), "{}", month.text);
    assert!(month.text.contains("€98.63"), "it gets that back: {}", month.text);
    town.until("2027-01-02T12:00:00Z").await;
    let people = treasurers(town).await;
    close(&people, town, "2027-01-03T00:00:00Z", "2026-12").await;
    let one = &people[0];
    let closing = one.get("/purse/closing?month=2026-12").await;
    for told in ["Corrections that count in this month", "log 1, entry ", "−€124.31"] {
        assert!(closing.text.contains(told), "{told}: {}", closing.text);
    }
    let page = one.get("/purse/expenses?month=2026-12").await;
    assert!(page.text.contains("Counts in this month"), "{}", page.text);
    assert!(!page.text.contains("/take-back"), "what counted in a closed month is not taken back: {}", page.text);
}

#[tokio::test]
async fn a_correction_that_cannot_be_is_refused_with_its_reason_and_a_closed_month_needs_no_bill_for_one() {
    let town = begun().await;
    let people = treasurers(&town).await;
    let early = people[0].get("/purse/expenses/correction").await;
    assert!(early.text.contains("No month is closed yet."), "{}", early.text);
    close(&people, &town, "2026-12-03T00:00:00Z", "2026-11").await;
    let form = fields(&people[1].get("/purse/expenses/correction").await);
    assert_eq!(form.iter().filter(|(name, value)| name.starts_with("line-") && value.is_empty()).count(), 3);
    let changed = |changes: &[(&str, &str)]| {
        let mut form = form.clone();
        for (name, value) in changes {
            let place = form.iter().position(|(field, _)| field.starts_with(name)).unwrap();
            form[place].1 = (*value).to_owned();
        }
        form
    };
    let rows = [
        (changed(&[("month", "2026-12")]), "This month is not closed here."),
        (changed(&[("counts_in", "2026-11")]), "This month is closed meanwhile"),
        (changed(&[("line-", "much")]), "write an amount such as 12.40 or −12.40"),
        (changed(&[]), "Write what at least one member gets and another pays."),
        (changed(&[("line-", "−3,00")]), "The lines take €3.00 more than they give."),
        (changed(&[("nonce", "x")]), "The form came in incomplete."),
    ];
    for (form, told) in rows {
        let refused = send(&people[1], &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(refused.text.contains(told), "{told}: {}", refused.text);
    }
    let mut good = form.clone();
    let mut lines = good.iter_mut().filter(|(name, _)| name.starts_with("line-"));
    for amount in ["−3,00 €", "3"] {
        lines.next().unwrap().1 = amount.to_owned();
    }
    drop(lines);
    assert_eq!(send(&people[1], &good).await.status, StatusCode::SEE_OTHER);
    let page = people[1].get("/purse/expenses").await;
    let taken = people[1].post(address(&page, "/take-back"), &[]).await;
    assert_eq!(taken.header("location"), "/purse/expenses?month=2026-12&done=entry-taken-back", "{}", taken.text);
}

#[tokio::test]
async fn a_bill_that_came_too_late_for_its_month_is_put_in_by_a_correction() {
    let town = begun().await;
    let people = treasurers(&town).await;
    town.until("2026-12-03T00:00:00Z").await;
    town.talk().await;
    town.talk().await;
    declare(&people[0], "10.00").await;
    close(&people, &town, "2026-12-03T01:00:00Z", "2026-11").await;
    let page = people[0].get(NOVEMBER).await;
    let mut late = None;
    for part in page.text.split("correction?month=2026-11&amp;entry=").skip(1) {
        let entry = part.split('"').next().unwrap();
        let page = people[0].get(&format!("/purse/expenses/correction?month=2026-11&entry={entry}")).await;
        late = late.or(page.text.contains("came too late for this month").then_some(page));
    }
    let late = late.expect("one of the two came too late");
    assert!(late.text.contains("(€10.00)"), "{}", late.text);
}

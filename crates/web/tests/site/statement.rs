//! A bank's statement on the page of the settlement: what finds its note, and what waits for a person.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::answer::Answer;
use crate::federation::delegate;
use crate::member::Person;
use crate::settlement::{treasurer, two_months};

const ACCOUNT: &str = "FR7630006000011234567890189";
const PAGE: &str = "/purse/settlement";

/// One line of a statement: its reference at the bank, an amount, in or out, and what the payer wrote.
fn entry((reference, amount, way, words): (&str, &str, &str, &str)) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts>\
         <BookgDt><Dt>2027-01-10</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls>\
         <RltdPties><Dbtr><Nm>Amis du théâtre</Nm></Dbtr></RltdPties>\
         <RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
}

fn statement(account: &str, lines: &[(&str, &str, &str, &str)]) -> String {
    let entries: String = lines.iter().map(|line| entry(*line)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>M1</MsgId><CreDtTm>2027-01-11T05:00:00+01:00</CreDtTm></GrpHdr>\
         <Stmt><Id>S1</Id><CreDtTm>2027-01-11T05:00:00+01:00</CreDtTm>\
         <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    )
}

async fn sent(person: &Person<'_>, file: &str) -> Answer {
    with_file(person, "/purse/settlement/statement", &[], file).await
}

/// A form with a file, as a browser sends it; without one if it is empty.
pub async fn with_file(person: &Person<'_>, path: &str, fields: &[(&str, &str)], file: &str) -> Answer {
    let csrf = person.csrf().unwrap();
    let mut body = String::new();
    for (name, value) in fields.iter().copied().chain([("csrf", csrf.as_str())]) {
        body += &format!("--mark\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += &format!(
        "--mark\r\ncontent-disposition: form-data; name=\"file\"; filename=\"releve.xml\"\r\n\
         content-type: text/xml\r\n\r\n{file}\r\n--mark--\r\n"
    );
    let kind = [("content-type", "multipart/form-data; boundary=mark")];
    person.send(Method::POST, path, &kind, Body::from(body)).await
}

/// The reference of the member's debit note, as its page shows it.
async fn reference(theo: &Person<'_>) -> String {
    let page = theo.get(PAGE).await.text;
    let at = page.find("<dd>RF").unwrap() + 4;
    page[at..].split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_statement_pays_the_note_that_it_names_once_and_leaves_the_rest_to_a_person() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    let words = format!("Note {}", reference(&theo).await);
    let lines =
        [("A1", "30.00", "CRDT", words.as_str()), ("A2", "12.00", "CRDT", "Don"), ("A3", "9.00", "DBIT", "Loyer")];
    let read = sent(&theo, &statement(ACCOUNT, &lines)).await;
    assert_eq!(read.header("location"), "/purse/settlement?done=statement-left");
    let page = theo.get(PAGE).await.text;
    // 25.48 were asked for.
    assert!(!page.contains("You have to transfer") && page.contains("4.52") && page.contains("12.00"), "{page}");
    assert_eq!((page.matches("/put-aside").count(), page.matches("/take-back").count()), (2, 1), "{page}");
    assert!(!page.contains("Loyer"), "what the member pays is not kept");
    let again = sent(&theo, &statement(ACCOUNT, &lines)).await;
    assert_eq!(again.header("location"), "/purse/settlement?done=statement-known");
    let page = theo.get(PAGE).await.text;
    assert_eq!((page.matches("/put-aside").count(), page.matches("/take-back").count()), (2, 1), "{page}");
    let later = [lines[0], ("B1", "7.00", "DBIT", "Frais")];
    let known = sent(&theo, &statement(ACCOUNT, &later)).await;
    assert_eq!(known.header("location"), "/purse/settlement?done=statement-known");
}

#[tokio::test]
async fn a_line_without_a_note_is_put_aside_taken_up_again_and_assigned_once() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    sent(&theo, &statement(ACCOUNT, &[("A2", "12.00", "CRDT", "pour vous")])).await;
    let page = theo.get(PAGE).await;
    let line = format!("{PAGE}/suspense/{}", page.between("/purse/settlement/suspense/", "/"));
    for (to, notice, left) in [("put-aside", "line-put-aside", "/take-up"), ("take-up", "line-taken-up", "/put-aside")]
    {
        for _ in 0..2 {
            let moved = theo.post(&format!("{line}/{to}"), &[]).await;
            assert_eq!(moved.header("location"), format!("{PAGE}?done={notice}"));
        }
        assert!(theo.get(PAGE).await.text.contains(left));
    }
    let unknown = theo.post(&format!("{line}/assign"), &[("note", "2026-12-009")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let assigned = theo.post(&format!("{line}/assign"), &[("note", "2026-12-001")]).await;
        assert_eq!(assigned.header("location"), "/purse/settlement?done=payment-entered");
    }
    let page = theo.get(PAGE).await.text;
    assert_eq!((page.matches("/put-aside").count(), page.matches("/take-back").count()), (0, 1), "{page}");
    assert!(page.contains("13.48"), "the rest of the note: {page}");
    let again = sent(&theo, &statement(ACCOUNT, &[("A2", "12.00", "CRDT", "pour vous")])).await;
    assert_eq!(again.header("location"), "/purse/settlement?done=statement-known");
}

#[tokio::test]
async fn a_file_that_is_no_statement_of_the_members_account_is_refused_with_what_to_do() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    let other = statement("FR1420041010050500013M02606", &[("A1", "1.00", "CRDT", "x")]);
    for (file, said) in [("", "Choose a file"), ("date;amount", "camt.053"), (other.as_str(), "another account")] {
        let refused = sent(&theo, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{file}");
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    let ana = member.person("ana").await;
    assert_eq!(sent(&ana, &other).await.status, StatusCode::FORBIDDEN);
    assert_eq!(theo.post(&format!("{PAGE}/suspense/00/assign"), &[]).await.status, StatusCode::NOT_FOUND);
    assert!(member.app.store.suspense(store::SuspenseState::Open, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn who_may_not_enter_money_does_not_see_whose_it_is() {
    let member = two_months().await;
    let theo = treasurer(&member).await;
    sent(&theo, &statement(ACCOUNT, &[("A2", "12.00", "CRDT", "pour vous")])).await;
    let dora = delegate(&member, "dora").await;
    let page = dora.get(PAGE).await;
    assert!(page.status == StatusCode::OK && !page.text.contains("pour vous"), "{}", page.text);
    let seen = theo.get(PAGE).await.text;
    assert!(seen.contains("pour vous") && seen.contains("Amis du théâtre"), "{seen}");
}

use axum::http::StatusCode;

use crate::member::Member;

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
    let theo = member.person("theo").await;
    let account = member.app.store.account_by_name("theo").await.unwrap().unwrap();
    member.app.store.set_roles(account.id, false, true).await.unwrap().unwrap();

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

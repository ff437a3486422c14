//! What members make of closed months: the same notes at each, payments that tick them off, documents of disputes.

use books::settlement::{Ground, Settlement, Way, follow};
use federation::card::Card;
use federation::entry::{Dispute, DisputeReason, Entry, Payment};
use jiff::civil::date;
use purse::money::Money;

use crate::months::{a_month, all_close};
use crate::offices::{House, Town, member};

async fn settlement(house: &House) -> Settlement {
    let months = house.office.closed_months().await.unwrap();
    let periods: Vec<_> = months.iter().map(|month| month.period()).collect();
    let desk = house.office.desk().await;
    let roll = &desk.chain().unwrap().roll;
    follow(&Ground { periods: &periods, facts: desk.facts(), roll, today: date(2026, 12, 20) }).unwrap()
}

#[tokio::test]
async fn a_closed_month_leads_to_the_same_notes_at_every_member() {
    let town = Town::three().await;
    a_month(&town).await;
    assert!(town.houses[0].office.closed_months().await.unwrap().is_empty());
    town.until("2026-12-11T00:00:00Z").await;
    all_close(&town).await;
    let first = settlement(&town.houses[0]).await;
    assert!(!first.notes().is_empty());
    for house in &town.houses {
        assert_eq!(settlement(house).await.notes(), first.notes());
        // The second time what was kept is used.
        assert_eq!(settlement(house).await.movements(), first.movements());
    }
    let pools = &town.houses[2].office.closed_months().await.unwrap()[0].pools;
    assert_eq!(Money::sum(pools[&member(2)].credits.values().copied()), Ok("150.00".parse().unwrap()));
}

#[tokio::test]
async fn a_payment_and_a_dispute_are_known_to_all_with_the_document_that_says_why() {
    let town = Town::three().await;
    a_month(&town).await;
    town.until("2026-12-11T00:00:00Z").await;
    all_close(&town).await;
    let before = settlement(&town.houses[0]).await;
    let debt = before.notes().iter().find(|due| due.way() == Way::Pays && due.member == member(3)).unwrap();
    let (report, cent) = (debt.report, Money::from_minor(1).unwrap());
    let payment = Payment { nonce: [7; 16], report, from: member(3), amount: cent, day: date(2026, 12, 12) };
    town.houses[0].office.append(&Entry::Payment(payment)).await.unwrap();
    let three = &town.houses[2].office;
    let evidence = three.add_document("dispute", b"why".to_vec(), None, None).await.unwrap();
    let reason = DisputeReason::Other;
    let dispute = Dispute { nonce: [8; 16], report, amount: cent, reason, evidence: Some(evidence) };
    three.append(&Entry::Dispute(dispute)).await.unwrap();
    town.talk().await;
    for house in &town.houses {
        let after = settlement(house).await;
        let due = after.notes().iter().find(|due| due.number == debt.number).unwrap();
        assert_eq!((due.paid, due.disputed()), (cent, cent));
        let document = house.office.store().document(&evidence.0).await.unwrap().unwrap();
        assert_eq!(document.bytes.as_deref(), Some(&b"why"[..]));
    }
}

fn paper(name: &str) -> exchange::joining::Card {
    let card = Card {
        name: name.into(),
        legal_name: "Association loi 1901".into(),
        address: vec!["3 rue des Tilleuls".into()],
        mail: "tresorerie@haies.example".into(),
        iban: None,
        bic: None,
    };
    exchange::joining::Card { salt: [9; 32], bytes: card.to_toml().into_bytes() }
}

#[tokio::test]
async fn a_newer_card_is_taken_over_by_all_and_the_papers_of_a_closed_month_keep_the_one_of_its_time() {
    let town = Town::three().await;
    let two = &town.houses[1].office;
    two.give_card(paper("Bruyère")).await.unwrap();
    a_month(&town).await;
    town.until("2026-12-11T00:00:00Z").await;
    all_close(&town).await;
    let size = two.desk().await.copy(&federation::facts::LogId { member: member(2), log: 1 }).unwrap().tree().size;
    two.give_card(paper("Bruyère")).await.unwrap();
    let again = two.desk().await.copy(&federation::facts::LogId { member: member(2), log: 1 }).unwrap().tree().size;
    assert_eq!(size, again, "the same card is not given twice");
    let newer = exchange::joining::Card { salt: [10; 32], ..paper("Callune") };
    two.give_card(newer).await.unwrap();
    town.talk().await;
    for house in &town.houses {
        let months = house.office.closed_months().await.unwrap();
        let then = house.office.card(&months[0].cards[&member(2)]).await.unwrap().unwrap();
        let roll = house.office.desk().await.chain().unwrap().roll.clone();
        let now = house.office.cards(&roll).await.unwrap();
        assert_eq!((then.name.as_str(), now[&member(2)].name.as_str()), ("Bruyère", "Callune"), "at {}", house.number);
    }
}

//! A member that joins by a link, over real requests.

use std::sync::Arc;
use std::time::Duration;

use exchange::joining::{
    INVITATION_PATH, JoinFailure, Link, LinkRefusal, OPEN_INVITATIONS, Offer, Wish, WishRefusal, ask, fetch,
};
use exchange::{ExchangeFailure, ExchangeRefusal};
use federation::charter::DEFAULT;
use federation::rounds::Voice;
use jiff::civil::date;
use peers::{BaseUrl, BaseUrlRefusal};
use seams::Clock;

use crate::doors::{Candidate, OnlyTheInviter, card, client, link, peer_client, wish};
use crate::offices::{Town, amend, key, member, roll};

#[tokio::test]
async fn a_member_reads_what_a_link_offers_asks_and_is_voted_in() {
    let mut town = Town::three().await;
    // The second member invites, not the founder.
    let inviter = Arc::clone(&town.houses[1].office);
    let link = link(&inviter).await;
    let offer = fetch(&client(&town), &link, town.clock.now()).await.unwrap();
    assert_eq!((offer.charter.as_str(), offer.members.len()), (DEFAULT, 3));
    assert_eq!(offer.members[0], town.houses[1].address);

    let candidate = Candidate::new(4).await;
    candidate.asks(&town, &link, &offer).await.unwrap();
    let house = candidate.moves_in(&town).await;
    let key = offer_key(&offer);
    let base = BaseUrl::parse(&town.houses[1].address).unwrap();
    house.office.introduce(member(2), key, base).await;
    // Nobody else answers yet: what there is comes from the member that invited.
    // Each time it knows the members of whom the logs tell that it knew before.
    let inviter = OnlyTheInviter(peer_client(&town, &house));
    for _ in 0..3 {
        house.office.ask_all(&inviter).await.unwrap();
    }
    assert_eq!(roll(&house).await, roll(&town.houses[0]).await, "it knows what it joins");
    // Until the others know of it they do not answer it, and it would wait for a clock that this test moves.
    town.talk().await;
    town.houses.push(house);
    town.talk().await;

    let hash = *town.houses[0].office.desk().await.chain().unwrap().next.candidates.keys().next().unwrap();
    assert!(town.houses[0].office.vote(Voice::For(hash)).await.unwrap());
    town.talk().await;
    for house in &town.houses {
        assert_eq!(roll(house).await.1, 4);
        let kept = house.office.store().document(&card(4).hash().0).await.unwrap();
        assert_eq!(kept.unwrap().bytes.as_deref(), Some(&b"a card"[..]), "its card is at {}", house.number);
    }
}

fn offer_key(offer: &Offer) -> federation::signed::VerifyingKey {
    assert_eq!(member(2).as_bytes(), &offer.member);
    federation::signed::VerifyingKey::from_bytes(&offer.key).unwrap()
}

#[tokio::test]
async fn an_invitation_serves_one_wish_which_may_come_again() {
    let town = Town::founded().await;
    let link = link(&town.houses[0].office).await;
    let offer = fetch(&client(&town), &link, town.clock.now()).await.unwrap();
    let (first, second) = (Candidate::new(2).await, Candidate::new(3).await);
    first.asks(&town, &link, &offer).await.unwrap();
    // The answer was lost: the candidate does not know that it asked.
    let again = Candidate { address: first.address.clone(), ..Candidate::new(2).await };
    again.asks(&town, &link, &offer).await.unwrap();
    let refused = second.asks(&town, &link, &offer).await.unwrap_err();
    assert!(matches!(refused, JoinFailure::Refused(WishRefusal::Invitation)), "{refused}");
    assert!(second.store.federation().await.unwrap().is_none(), "who was refused is in nothing");
    let gone = fetch(&client(&town), &link, town.clock.now()).await.unwrap_err();
    assert!(matches!(gone, JoinFailure::Gone), "{gone}");
    let twice = first.asks(&town, &link, &offer).await.unwrap_err();
    let in_one = ExchangeRefusal::InOneAlready;
    assert!(matches!(twice, JoinFailure::Own(ExchangeFailure::Refused(refusal)) if refusal == in_one));
}

#[tokio::test]
async fn an_invitation_ends_with_its_week_and_with_its_withdrawal() {
    let town = Town::founded().await;
    let office = &town.houses[0].office;
    let (kept, withdrawn) = (link(office).await, link(office).await);
    let rows = office.invitations().await.unwrap();
    assert_eq!(rows.len(), 2);
    let newest = rows.iter().find(|row| row.bytes.windows(16).any(|part| part == decoded(&withdrawn.code)));
    assert!(office.store().withdraw_member_invitation(newest.unwrap().code).await.unwrap());
    assert!(matches!(fetch(&client(&town), &withdrawn, town.clock.now()).await, Err(JoinFailure::Gone)));
    fetch(&client(&town), &kept, town.clock.now()).await.unwrap();
    town.clock.advance(Duration::from_secs(7 * 24 * 3_600)).await;
    assert!(matches!(fetch(&client(&town), &kept, town.clock.now()).await, Err(JoinFailure::Gone)));
    assert_eq!(office.invitations().await.unwrap(), []);
}

fn decoded(code: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(code.as_bytes()).unwrap()
}

#[tokio::test]
async fn who_asks_under_an_old_charter_is_told_to_read_the_new_one() {
    let town = Town::founded().await;
    let office = &town.houses[0].office;
    let link = link(office).await;
    let offer = fetch(&client(&town), &link, town.clock.now()).await.unwrap();
    let text = DEFAULT.replace("Charter of our federation", "Our second charter");
    office.add_charter(&text).await.unwrap();
    office.propose(amend(&text), None).await.unwrap();
    let candidate = Candidate::new(2).await;
    let refused = candidate.asks(&town, &link, &offer).await.unwrap_err();
    assert!(matches!(refused, JoinFailure::Refused(WishRefusal::OtherCharter)), "{refused}");
    // The invitation is as good as before.
    let offer = fetch(&client(&town), &link, town.clock.now()).await.unwrap();
    assert!(offer.charter.contains("Our second charter") && !offer.first_charter.contains("Our second charter"));
    candidate.asks(&town, &link, &offer).await.unwrap();
}

#[tokio::test]
async fn a_wish_that_cannot_be_is_refused_with_the_reason() {
    let town = Town::founded().await;
    let link = link(&town.houses[0].office).await;
    let offer = fetch(&client(&town), &link, town.clock.now()).await.unwrap();
    let candidate = Candidate::new(2).await;
    let (card, good) = wish(2, &candidate.address);
    let bad = |change: fn(&mut federation::roll::Seat)| {
        let mut seat = good.clone();
        change(&mut seat);
        seat
    };
    for (seat, signer, refusal) in [
        (bad(|seat| seat.card = None), 2, WishRefusal::Shape),
        (bad(|seat| seat.address = "m2.example".to_owned()), 2, WishRefusal::Address),
        (bad(|seat| seat.means = "-1".parse().unwrap()), 2, WishRefusal::Seat),
        (good.clone(), 3, WishRefusal::Signature),
        (bad(|seat| seat.from = date(2026, 10, 31)), 2, WishRefusal::TooEarly),
    ] {
        let key = key(signer);
        let wish = Wish { seat, card: Some(card.clone()), key: &key };
        let asked = ask(&client(&town), &candidate.store, (&link.base, &offer), wish, town.clock.now()).await;
        assert!(matches!(&asked, Err(JoinFailure::Refused(told)) if *told == refusal), "{refusal}: {asked:?}");
    }
    let (number, address) = (1, town.houses[0].address.clone());
    let (card, mut seat) = wish(number, &address);
    seat.from = date(2026, 12, 1);
    let key = key(1);
    let wish = Wish { seat, card: Some(card), key: &key };
    let asked = ask(&client(&town), &candidate.store, (&link.base, &offer), wish, town.clock.now()).await;
    assert!(matches!(&asked, Err(JoinFailure::Refused(WishRefusal::MemberAlready))), "{asked:?}");
    let link = Link { code: "0".repeat(32), ..link };
    assert!(matches!(fetch(&client(&town), &link, town.clock.now()).await, Err(JoinFailure::Gone)));
}

#[tokio::test]
async fn only_so_many_invitations_are_open_at_a_time() {
    let town = Town::founded().await;
    let office = &town.houses[0].office;
    for _ in 0..OPEN_INVITATIONS {
        office.invite_by_link().await.unwrap();
    }
    let refused = office.invite_by_link().await.unwrap_err();
    assert!(matches!(refused, ExchangeFailure::Refused(ExchangeRefusal::Invitations)), "{refused}");
}

#[test]
fn each_refusal_of_a_link_has_a_text_that_meets_it() {
    let code = "0123456789abcdef0123456789abcdef";
    for (text, refusal) in [
        ("https://m1.example/".to_owned(), LinkRefusal::NoInvitation),
        (format!("m1.example{INVITATION_PATH}{code}"), LinkRefusal::Address(BaseUrlRefusal::NoUrl)),
        (format!("https://m1.example/x{INVITATION_PATH}{code}"), LinkRefusal::Address(BaseUrlRefusal::More)),
        (format!("https://m1.example{INVITATION_PATH}{}", &code[1..]), LinkRefusal::Code),
        (format!("https://m1.example{INVITATION_PATH}{}", code.to_uppercase()), LinkRefusal::Code),
    ] {
        assert_eq!(Link::parse(&text), Err(refusal), "{text}");
    }
}

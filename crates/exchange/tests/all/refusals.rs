use exchange::{ExchangeFailure, ExchangeRefusal, Founding, Invitation};
use federation::Hash;
use federation::charter::DEFAULT;
use federation::desk::AppendRefusal;
use federation::entry::{Contribution, ContributionKind, Entry, EntryRefusal};
use federation::roll::{Act, ActRefusal, Request, RollRefusal};
use federation::signed::Signed;
use seams::Clock;

use crate::offices::{FOUNDED, Town, key, listen, member, seat, store};

fn refused<T: std::fmt::Debug>(result: Result<T, ExchangeFailure>) -> ExchangeRefusal {
    match result {
        Err(ExchangeFailure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn each_refusal_of_the_exchange_has_a_call_that_meets_it() {
    let town = Town::founded().await;
    let office = &town.houses[0].office;
    let now = town.clock.now();
    let again = Founding { charter: DEFAULT, founder: seat(1, "https://m1.example") };
    assert_eq!(refused(again.keep(office.store(), now).await), ExchangeRefusal::InOneAlready);
    let folder = tempfile::TempDir::new().unwrap();
    let empty = store(folder.path()).await;
    let no_charter = Founding { charter: "title = 1", founder: seat(1, "https://m1.example") };
    assert_eq!(refused(no_charter.keep(&empty, now).await), ExchangeRefusal::Charter);
    let no_address = Founding { charter: DEFAULT, founder: seat(1, "m1.example") };
    let address = ExchangeRefusal::Roll(RollRefusal::Act(ActRefusal::Address));
    assert_eq!(refused(no_address.keep(&empty, now).await), address);
    assert_eq!(refused(office.add_charter("title = 1").await), ExchangeRefusal::Charter);

    let federation = office.desk().await.federation();
    let (_, address) = listen().await;
    let request = |federation, signer: u8| {
        let charter = federation::charter::hash(DEFAULT);
        Signed::sign(Request { federation, charter, seat: seat(2, &address) }, &key(signer))
    };
    let invitation = office.invite().await;
    let over = Invitation { until_s: now.as_second(), ..invitation.value };
    let stranger = Signed::sign(invitation.value, &key(9));
    for bad in [Signed::sign(over, &key(1)), stranger] {
        assert_eq!(refused(office.welcome(&bad, request(federation, 2)).await), ExchangeRefusal::Invitation);
    }
    for (bad, refusal) in
        [(request(Hash::ZERO, 2), RollRefusal::OtherFederation), (request(federation, 3), RollRefusal::SignatureWrong)]
    {
        assert_eq!(refused(office.welcome(&invitation, bad).await), ExchangeRefusal::Roll(refusal));
    }
    let gone = Act::Exclude { member: member(9), to: FOUNDED };
    assert_eq!(refused(office.propose(gone, None).await), ExchangeRefusal::Roll(RollRefusal::NoMember));
    let amount = "0".parse().unwrap();
    let nothing = Contribution { nonce: [0; 16], kind: ContributionKind::Fund, amount, day: FOUNDED };
    let amount = ExchangeRefusal::Append(AppendRefusal::Entry(EntryRefusal::Amount));
    assert_eq!(refused(office.append(&Entry::Contribution(nothing)).await), amount);
}

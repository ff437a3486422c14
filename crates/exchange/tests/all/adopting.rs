//! A home dies: the others vote, a person brings the space recovery key to one of them, and the videos go on at the same
//! addresses. What nobody adopts goes at the end of the voted months.

use carry::manifest::{Body, Manifest, SignedManifest};
use exchange::{NotAdopted, Turn};
use federation::entry::HoldingState;
use store::{VideoState, Visibility};

use crate::films::id;
use crate::left::{AMIRA, Left, NOTHING, TAKEN_IN, ZOE, at_second, film_of, public, unlisted};
use crate::offices::key;

#[tokio::test]
async fn a_space_whose_home_is_gone_goes_on_at_another_one_under_the_same_ids() {
    let films = [film_of(&ZOE, 7, public()), film_of(&AMIRA, 8, public())];
    let left = Left::behind(&films).await;
    let [film, other] = &films;
    let author = left.arrive().await;
    assert_eq!(left.find(&ZOE).await, Err(NotAdopted::NobodyGone));
    left.vote().await;
    assert_eq!(left.find(&[73; 32]).await, Err(NotAdopted::NoVideo));
    let found = left.find(&ZOE).await.unwrap();
    assert_eq!((found.len(), found[0].videos, found[0].bytes), (1, 1, film.len()));
    let office = &left.house(2).office;
    let space = office.adopt_space(author, &found[0].signed).await.unwrap().unwrap();
    assert_eq!(office.adopt_space(author, &found[0].signed).await.unwrap(), Ok(space), "twice is once");
    assert_eq!(left.turn(2).await, TAKEN_IN);

    // It is a video of her account, with the same core, by the new home's word.
    let video = office.store().video(film.video).await.unwrap().unwrap();
    assert_eq!((video.account, video.state, video.about.title.as_str()), (author, VideoState::Published, "Un film"));
    let latest = office.store().latest_manifest(film.video).await.unwrap().unwrap();
    let signed = SignedManifest { bytes: latest.bytes, signature: latest.signature };
    let new = signed.verify(&key(2).verifying_key()).unwrap();
    let old = SignedManifest::from_cbor(&film.signed).unwrap().verify(&key(1).verifying_key()).unwrap();
    assert_eq!((new.core, new.body == old.body, new.core.video_id()), (old.core, true, film.video));
    assert!(new.sequence > old.sequence);

    // The other one copies nothing anew, says that it holds it for the new home, and lets the old name go.
    left.talk().await;
    left.serving.asked.lock().unwrap().clear();
    assert_eq!(left.turn(3).await, Turn { copied: 1, ..NOTHING });
    assert!(left.serving.asked.lock().unwrap().is_empty(), "its bytes are there");
    assert_eq!(left.turn(3).await, Turn { removed: 1, ..NOTHING });
    assert_eq!(left.turn(2).await, NOTHING);
    left.talk().await;
    assert_eq!(left.said(2, film, 3).await, Some(HoldingState::Held));
    assert_eq!(left.said(1, film, 3).await, Some(HoldingState::Removed));
    let carried = left.house(3).office.store().carried(at_second(film)).await.unwrap().unwrap();
    assert_eq!(carried.manifest, latest.hash);
    let object = left.house(3).office.store().object(film.object).await.unwrap().unwrap();
    assert_eq!(object.unreferenced_since, None);
    let gone = left.house(3).office.gone_homes().await.unwrap();
    assert_eq!((gone.len(), gone[0].left_videos, gone[0].adopted_videos, gone[0].unknown_videos), (1, 1, 1, 0));

    // What nobody adopted stays for the voted months and the days after them, and not longer.
    left.town.until("2027-02-02T12:00:00Z").await;
    left.talk().await;
    assert_eq!(left.turn(3).await, NOTHING);
    left.town.until("2027-02-03T12:00:00Z").await;
    left.talk().await;
    assert_eq!(left.turn(3).await, Turn { removed: 1, ..NOTHING });
    assert_eq!(left.house(3).office.store().carried(id(other)).await.unwrap(), None);
    assert_eq!(left.turn(3).await, NOTHING, "it is not fetched again");
    assert!(left.house(3).office.store().carried(at_second(film)).await.unwrap().is_some());
    left.talk().await;
    assert_eq!(left.said(1, other, 3).await, Some(HoldingState::Removed));
}

#[tokio::test]
async fn what_is_not_public_stays_sealed_and_its_key_is_unknown_at_the_new_home() {
    let film = film_of(&ZOE, 7, unlisted());
    let left = Left::behind(std::slice::from_ref(&film)).await;
    let author = left.arrive().await;
    left.vote().await;
    let found = left.find(&ZOE).await.unwrap();
    let office = &left.house(2).office;
    office.adopt_space(author, &found[0].signed).await.unwrap().unwrap();
    assert_eq!(left.turn(2).await, TAKEN_IN);
    let video = office.store().video(film.video).await.unwrap().unwrap();
    assert_eq!(
        (video.about.visibility, video.about.title.as_str(), video.is_key_known()),
        (Visibility::Unlisted, "", false)
    );
    let latest = office.store().latest_manifest(film.video).await.unwrap().unwrap();
    let Body::Published(published) = Manifest::from_cbor(&latest.bytes).unwrap().body else { panic!("a tombstone") };
    assert_eq!(published.audience, unlisted());
}

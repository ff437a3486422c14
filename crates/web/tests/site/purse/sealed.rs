//! What is not public, at a carrier whose home is silent.

use std::time::Duration;

use axum::http::StatusCode;
use carry::manifest::{Audience, Sealed, SealedKind, WrappedKey};
use data_encoding::BASE64URL_NOPAD;
use testkit::film::Film;

use super::carrying::carried_film;
use super::town::{Town, id, key};
use crate::member::Answer;

/// After it a member that has not answered is silent; and a carrier still knows what was withdrawn.
const SILENT: Duration = Duration::from_secs(6 * 60);

/// The sealed part: what carriers cannot read.
const CIPHERTEXT: [u8; 40] = [5; 40];

const WRAPPED: WrappedKey = WrappedKey { salt: [1; 16], iterations: 600_000, nonce: [3; 12], wrapped: [4; 48] };

/// A film of this kind that the second member carries, and whose home answers nobody any more.
async fn alone(kind: SealedKind) -> (Town, Film) {
    let sealed = Sealed { kind, nonce: [4; 12], ciphertext: CIPHERTEXT.to_vec() };
    let film = Film::of_space(id(1), &key(1), (7, 1), 5_300, ([2; 32], Audience::Sealed(sealed))).unwrap();
    let (town, film) = carried_film(film).await;
    town.clock.advance(SILENT).await;
    (town, film)
}

/// The carrier gives all that a browser needs that has the key: the page with the sealed part, the playlists, the parts. Answers
/// the page.
async fn is_served(town: &Town, film: &Film) -> Answer {
    let carrier = &town.houses[1];
    let page = carrier.page(film).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(&BASE64URL_NOPAD.encode(&CIPHERTEXT)), "{}", page.text);
    assert!(!page.text.contains("Un film"), "a carrier cannot read its title: {}", page.text);
    assert!(carrier.playlist(film).await.text.contains(&carrier.address));
    let media = carrier.member.visitor().get(&format!("/v/{}/360p.m3u8", film.video)).await;
    assert!(media.text.contains("#EXT-X-KEY:METHOD=AES-128,URI="), "{}", media.text);
    let part = carrier.part(film).await;
    assert_eq!((part.status, part.header("content-range")), (StatusCode::PARTIAL_CONTENT, "bytes 0-99/5300"));
    page
}

#[tokio::test]
async fn who_has_the_link_of_an_unlisted_video_watches_it_at_a_carrier_while_its_home_is_silent() {
    let (town, film) = alone(SealedKind::Unlisted).await;
    let page = is_served(&town, &film).await;
    assert!(page.text.contains("\"from\":\"fragment\""), "{}", page.text);
}

#[tokio::test]
async fn who_knows_the_password_of_a_video_watches_it_at_a_carrier_while_its_home_is_silent() {
    let (town, film) = alone(SealedKind::Password(WRAPPED)).await;
    let page = is_served(&town, &film).await;
    let wrapped = BASE64URL_NOPAD.encode(&[&WRAPPED.nonce[..], &WRAPPED.wrapped[..]].concat());
    assert!(page.text.contains("\"from\":\"password\"") && page.text.contains(&wrapped), "{}", page.text);
}

#[tokio::test]
async fn a_private_video_needs_its_home_and_the_carriers_page_says_that_it_does_not_answer() {
    let (town, film) = alone(SealedKind::Private).await;
    let carrier = &town.houses[1];
    let page = carrier.page(&film).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text.contains("Its member does not answer"), "{}", page.text);
    // Whoever watched already has the key: its parts go on coming.
    assert_eq!(carrier.part(&film).await.status, StatusCode::PARTIAL_CONTENT);
    // As soon as the home answers, the viewer is sent there.
    town.talk().await;
    let page = carrier.page(&film).await;
    assert_eq!(page.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(page.header("location"), format!("{}/v/{}", town.houses[0].address, film.video));
}

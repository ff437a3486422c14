//! A public video that its author closes, before and while it is stored anew.

use http::Method;
use http::header::{COOKIE, SET_COOKIE};

use crate::ask::{Answer, ask, post_form};
use crate::journeys::{Journey, Publish};
use crate::judge;
use crate::life::{BEGINNING, Life, empty_disk};
use crate::person::{Known, NAME, PASSWORD};

async fn with_cookie(life: &Life, path: &str, cookie: &str) -> Answer {
    ask(life, Method::GET, path, &[(COOKIE.as_str(), cookie)], Vec::new()).await.unwrap()
}

#[tokio::test]
async fn from_the_moment_in_which_a_video_is_closed_its_plain_bytes_are_for_its_author_alone() {
    let life = Life::start(&empty_disk(), BEGINNING.parse().unwrap(), 1).await.unwrap();
    let mut known = Known::default();
    Publish.before(&life, &mut known).await.unwrap();
    Publish.act(&life, &mut known).await.unwrap();
    let objects = judge::objects_of(&life, &known).await;
    let signed_in = post_form(&life, "/sign-in", &[("name", NAME), ("password", PASSWORD)]).await.unwrap();
    let cookie = signed_in.header(SET_COOKIE.as_str()).unwrap().split(';').next().unwrap().to_owned();
    for object in &objects {
        assert_eq!(known.fetch(&life, object).await.unwrap().status, 200);
    }
    assert!(!with_cookie(&life, "/space", &cookie).await.text().contains("Not closed yet"));

    // No worker gets to it, or each fails at it.
    known.change_title(&life, "Closed", "private").await.unwrap();
    for object in &objects {
        let path = format!("/o/{object}");
        assert_eq!(known.fetch(&life, object).await.unwrap().status, 404, "anybody gets the plain bytes");
        let own = with_cookie(&life, &path, &cookie).await;
        assert_eq!((own.status.as_u16(), own.header("cache-control")), (200, Some("private, no-store")));
    }
    let space = with_cookie(&life, "/space", &cookie).await.text();
    assert!(space.contains("Not closed yet"), "{space}");

    life.work().await.unwrap();
    assert!(!with_cookie(&life, "/space", &cookie).await.text().contains("Not closed yet"));
    for object in judge::objects_of(&life, &known).await {
        assert!(!objects.contains(&object));
        assert_eq!(known.fetch(&life, &object).await.unwrap().status, 200, "what is encrypted is for whoever asks");
    }
}

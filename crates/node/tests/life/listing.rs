//! Lists of videos, as people leaf through them.

use std::collections::BTreeSet;

use http::StatusCode;
use store::Visibility;
use testkit::CannedTranscoder;
use testkit::transcoder::{source, thumbnail};

use crate::member::Member;
use crate::site::{Answer, Person};

/// Videos of a list, by the addresses of their pages.
fn shown(page: &Answer) -> Vec<String> {
    let links = page.text().split("<h3><a href=\"/v/").skip(1);
    links.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Where a link to a neighbouring page leads.
fn link(page: &Answer, rel: &str) -> Option<String> {
    let (_, rest) = page.text().split_once(&format!("rel=\"{rel}\" href=\""))?;
    rest.split_once('"').map(|(href, _)| href.replace("&#38;", "&"))
}

/// Leafs through a list from its first page to its last; the videos of each page.
async fn leafed(person: &Person<'_>, first: &str) -> Vec<Vec<String>> {
    let (mut path, mut before, mut pages) = (first.to_owned(), None, Vec::new());
    loop {
        let page = person.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(link(&page, "prev"), before, "{path} leads back");
        pages.push(shown(&page));
        let Some(next) = link(&page, "next") else { return pages };
        before = Some(std::mem::replace(&mut path, next));
    }
}

#[tokio::test]
async fn every_video_of_a_list_is_reached_page_by_page_and_every_page_leads_back() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let mut made = BTreeSet::new();
    for _ in 0..60 {
        made.insert(member.upload(&source(2, 1_000), Visibility::Public).await.to_string());
    }
    member.work().await;
    let (visitor, author) = (member.visitor(), member.author().await);
    let lists = [
        (&visitor, "/", [12, 12, 12, 12, 12].as_slice()),
        (&visitor, "/search?q=assembly", &[24, 24, 12]),
        (&author, "/space", &[50, 10]),
    ];
    for (person, first, sizes) in lists {
        let pages = leafed(person, first).await;
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), sizes, "{first}");
        assert_eq!(pages.into_iter().flatten().collect::<BTreeSet<_>>(), made, "{first}");
    }
}

#[tokio::test]
async fn an_author_sees_the_pictures_of_all_their_videos_in_their_space_and_nobody_else_does() {
    for visibility in [Visibility::Public, Visibility::Unlisted, Visibility::Password, Visibility::Private] {
        let member = Member::new(CannedTranscoder::quick()).await;
        let id = member.upload(&source(2, 1_000), visibility).await;
        let path = format!("/space/videos/{id}/thumbnail");
        let author = member.author().await;
        assert!(!author.get("/space").await.text().contains(&path), "there is no picture yet");
        member.work().await;

        assert!(author.get("/space").await.text().contains(&format!("src=\"{path}\"")), "{visibility:?}");
        let picture = author.get(&path).await;
        assert_eq!(picture.status, StatusCode::OK, "{visibility:?}");
        assert_eq!(picture.body, thumbnail(&source(2, 1_000)), "{visibility:?}: in the clear");
        assert_eq!(member.visitor().get(&path).await.status, StatusCode::SEE_OTHER, "sign in first");
        let other = member.person("zoe").await;
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    }
}

//! The search: the same words find the same videos.

use carry::id::VideoId;
use store::{NewVideo, Store, VideoAbout, Visibility};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::people;

/// Publishes videos 1, 2 and so on with these titles and descriptions, the later the newer.
async fn publish(store: &Store, said: &[(&str, &str)]) {
    people(store).await;
    for (n, (title, description)) in (1..).zip(said) {
        let about = VideoAbout {
            title: (*title).to_owned(),
            description: (*description).to_owned(),
            language: None,
            visibility: Visibility::Public,
            wrapped_key: None,
        };
        let new = store::NewUpload { declared_bytes: 0, ..upload(n, user(1)) };
        store.create_upload(&new, at(0)).await.unwrap().unwrap();
        let job = store::NewJob::encode(video_id(n), at(0));
        let new = NewVideo { about, ..video(n) };
        store.complete_upload(upload_id(n), &new, &job, at(0)).await.unwrap().unwrap();
        let lease = store.lease_job(&wish(n, 0), at(0)).await.unwrap().unwrap().lease;
        let publication = publication(n, lease, 2 * n, 1);
        store.publish_video(&publication, at(i64::from(n))).await.unwrap().unwrap();
    }
}

async fn found(store: &Store, query: &str) -> Vec<VideoId> {
    store.search_videos(query, None, 99).await.unwrap().into_iter().map(|video| video.id).collect()
}

#[tokio::test]
async fn words_are_found_whatever_their_accents_case_and_end() {
    on_both(async |store| {
        publish(
            &store,
            &[
                ("L'été à Besançon", "Une promenade à vélo"),
                ("Assemblée générale 2026", "Procès-verbal; ﬁn de l'année"),
                ("東京タワー", "Токио Ёлка"),
                ("100 % C++ & <b>", "straße, naïve, №5"),
            ],
        )
        .await;
        for (query, ids) in [
            ("ete", &[1][..]),
            ("ÉTÉ", &[1]),
            ("e\u{301}te\u{301}", &[1]),
            ("bes", &[1]),
            ("esançon", &[]),
            ("velo promenade", &[1]),
            ("velo assemblee", &[]),
            ("generale 202", &[2]),
            ("fin annee", &[2]),
            ("proces verbal", &[2]),
            ("東京", &[3]),
            ("токио елка", &[3]),
            ("straße", &[4]),
            ("NAIVE 100 c", &[4]),
            ("no5", &[4]),
            ("zoe", &[4, 3, 2, 1]),
            ("zoe vel", &[1]),
            ("", &[]),
            (" - … ' \" ", &[]),
        ] {
            assert_eq!(found(&store, query).await, ids.iter().copied().map(video_id).collect::<Vec<_>>(), "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_looks_like_an_expression_is_words() {
    on_both(async |store| {
        publish(&store, &[("rock OR jazz", "near the sea"), ("title rest", "not words & more")]).await;
        for (query, ids) in [
            ("rock OR title", &[][..]),
            ("rock AND jazz", &[]),
            ("jazz or", &[1]),
            ("NEAR(sea)", &[1]),
            ("\"sea near\"", &[1]),
            ("title:rest", &[2]),
            ("rest:title", &[2]),
            ("*", &[]),
            ("not more", &[2]),
            ("!sea", &[1]),
            ("sea:* | words", &[]),
            ("'sea", &[1]),
            ("sea\\", &[1]),
            ("(sea", &[1]),
            ("^rock", &[1]),
        ] {
            assert_eq!(found(&store, query).await, ids.iter().copied().map(video_id).collect::<Vec<_>>(), "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn titles_come_first_then_the_newest_page_by_page() {
    on_both(async |store| {
        let said = [("vélo", ""), ("autre", "vélo"), ("vélos", "vélo"), ("encore", "le vélo"), ("un", "rien")];
        publish(&store, &said).await;
        assert_eq!(found(&store, "velo").await, [3, 1, 4, 2].map(video_id));
        let (mut ids, mut after) = (Vec::new(), None);
        while let [video] = &store.search_videos("velo", after, 1).await.unwrap()[..] {
            ids.push(video.id);
            after = Some(video.cursor);
        }
        assert_eq!(ids, [3, 1, 4, 2].map(video_id));
    })
    .await;
}

#[tokio::test]
async fn long_texts_and_long_questions_have_an_end() {
    on_both(async |store| {
        let long = "x".repeat(500);
        let many: String = (0..5_000).map(|n| format!("mot{n} ")).collect();
        publish(&store, &[(&long, &many)]).await;
        assert_eq!(found(&store, &long).await, [video_id(1)], "a word is cut alike on both sides");
        assert_eq!(found(&store, "mot4999").await, [video_id(1)]);
        assert_eq!(
            found(&store, "mot1 mot2 mot3 mot4 mot5 mot6 mot7 mot8 nothing").await,
            [video_id(1)],
            "eight count"
        );
        assert_eq!(found(&store, &"mot1 ".repeat(10_000)).await, [video_id(1)]);
    })
    .await;
}

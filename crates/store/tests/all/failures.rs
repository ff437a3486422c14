//! What the world does: commits that are stopped, values that do not fit, what is there twice.

use std::sync::Arc;

use store::{Cause, CommitHook, Stop, Store};

use crate::engines::{Place, on_both};
use crate::samples::*;
use crate::town::people;

#[tokio::test]
async fn what_is_there_already_fails_at_once_and_a_retry_does_not_help() {
    on_both(async |store| {
        people(&store).await;
        store.create_session(user(1), &session(1), at(0)).await.unwrap().unwrap();
        let twice = store.create_session(user(2), &session(1), at(0)).await.unwrap_err();
        assert!(matches!(twice.cause, Cause::Statement(_)), "{twice:?}");
        assert!(!twice.retry_helps() && !twice.may_be_written());
        assert_eq!(store.session(secret(1), at(0)).await.unwrap().unwrap().1.id, user(1));
        let nobody = store.create_invitation(&invitation(1, user(9)), at(0)).await.unwrap_err();
        assert!(matches!(nobody.cause, Cause::Statement(_)), "{nobody:?}");
    })
    .await;
}

#[tokio::test]
async fn a_number_larger_than_the_database_holds_is_told() {
    on_both(async |store| {
        people(&store).await;
        let large = store.set_quota(user(1), Some(u64::MAX)).await.unwrap_err();
        assert_eq!(large.to_string(), "database: set_quota: a quota is larger than the database holds");
        store.set_quota(user(1), Some(i64::MAX.unsigned_abs())).await.unwrap().expect("the largest one");
    })
    .await;
}

/// Stops the commits of one operation, before or after.
struct StopAt {
    operation: &'static str,
    after: bool,
}

impl CommitHook for StopAt {
    fn before_commit(&self, operation: &'static str) -> Result<(), Stop> {
        if operation == self.operation && !self.after { Err(Stop) } else { Ok(()) }
    }

    fn after_commit(&self, operation: &'static str) -> Result<(), Stop> {
        if operation == self.operation && self.after { Err(Stop) } else { Ok(()) }
    }
}

#[tokio::test]
async fn a_commit_that_is_stopped_says_whether_it_happened() {
    for place in Place::both() {
        for after in [false, true] {
            println!("on {}, after the commit: {after}", place.name());
            let hook = Arc::new(StopAt { operation: "create_account", after });
            let store = Store::open(&place.url(), hook).await.unwrap();
            let stopped = store.create_account(&account(1, "Zoé"), at(0)).await.unwrap_err();
            assert_eq!(stopped.operation, "create_account");
            assert_eq!(stopped.may_be_written(), after);
            assert!(!stopped.retry_helps());
            assert_eq!(store.account_count().await.unwrap(), u64::from(after));
            store.set_setting(&store::Setting::MemberName("x".to_owned())).await.expect("another operation goes on");
            store.close().await;
        }
    }
}

#[tokio::test]
async fn a_refusal_is_no_commit() {
    for place in Place::both() {
        println!("on {}:", place.name());
        let hook = Arc::new(StopAt { operation: "set_locale", after: true });
        let store = Store::open(&place.url(), hook).await.unwrap();
        assert!(store.set_locale(user(9), "fr").await.unwrap().is_err(), "nothing was committed that could be stopped");
    }
}

#[tokio::test]
async fn a_closed_database_answers_with_a_failure() {
    on_both(async |store| {
        store.close().await;
        let closed = store.account_count().await.unwrap_err();
        assert!(matches!(closed.cause, Cause::Unreachable(_)), "{closed:?}");
        assert!(store.create_account(&account(1, "Zoé"), at(0)).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn an_address_of_neither_engine_is_refused_by_its_form() {
    let hook = Arc::new(store::EveryCommit);
    for url in ["", "mysql://localhost/ecot", "/var/lib/ecot.sqlite", "postgres://[::1:5432/ecot"] {
        let refused = Store::open(url, hook.clone()).await.map(|_| ()).unwrap_err();
        assert!(matches!(refused.cause, Cause::Address), "{url}: {refused:?}");
    }
    let missing = Store::open("sqlite:/nowhere/at/all/ecot.sqlite", hook.clone()).await.map(|_| ()).unwrap_err();
    assert!(matches!(missing.cause, Cause::Unreachable(_)), "{missing:?}");
}

#[tokio::test]
async fn a_null_character_in_a_text_is_replaced_as_a_browser_does() {
    on_both(async |store| {
        people(&store).await;
        store.set_setting(&store::Setting::MemberName("L'\0cot".to_owned())).await.unwrap();
        assert_eq!(store.settings().await.unwrap().member_name, "L'\u{FFFD}cot");
        store.create_account(&account(3, "É\0mile"), at(0)).await.unwrap().unwrap();
        assert_eq!(store.account_by_name("e\0mile").await.unwrap().unwrap().name, "É\u{FFFD}mile");
        store.create_upload(&upload(1, user(1)), at(0)).await.unwrap().unwrap();
        store.advance_upload(upload_id(1), 0, 1_000, at(DAY)).await.unwrap().unwrap();
        let mut odd = video(1);
        odd.about.title = "\0".to_owned();
        odd.about.language = Some("f\0r".to_owned());
        let job = store::NewJob::encode(video_id(1), at(0));
        store.complete_upload(upload_id(1), &odd, &job, at(0)).await.unwrap().unwrap();
        let kept = store.video(video_id(1)).await.unwrap().unwrap().about;
        assert_eq!((kept.title.as_str(), kept.language.as_deref()), ("\u{FFFD}", Some("f\u{FFFD}r")));
        assert_eq!(store.search_videos("\0", None, 9).await.unwrap(), []);
    })
    .await;
}

//! The end of an account.

use store::{
    AccountRefusal, CompleteRefusal, DeletionRefusal, JobKind, JobState, LinkRefusal, NewJob, RecoveryRefusal,
    ResetRefusal, Store, TokenRefusal, UploadRefusal, VideoState,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published};

/// Zoé with everything that opens her account, a video, an upload; and Amira, an operator too.
async fn a_life(store: &Store) {
    people(store).await;
    store.set_roles(user(2), true, false).await.unwrap().unwrap();
    store.replace_recovery_codes(user(1), &[secret(1)]).await.unwrap().unwrap();
    store.create_session(user(1), &session(2), at(0)).await.unwrap().unwrap();
    store.create_api_token(&token(3, user(1)), at(0)).await.unwrap().unwrap();
    store.create_password_reset(secret(4), user(1), at(0), at(HOUR)).await.unwrap().unwrap();
    store.create_operator_link(&operator_link(5, Some(user(1))), at(0)).await.unwrap();
    store.create_invitation(&invitation(6, user(1)), at(0)).await.unwrap();
    store.add_expense(&expense("Une ligne", 100), at(0)).await.unwrap().unwrap();
    published(store, 1).await;
    store.create_upload(&upload(2, user(1)), at(0)).await.unwrap().unwrap();
}

#[tokio::test]
async fn nobody_signs_in_to_an_account_that_is_being_deleted() {
    on_both(async |store| {
        a_life(&store).await;
        store.begin_account_deletion(user(1), at(10)).await.unwrap().unwrap();
        assert_eq!(store.account(user(1)).await.unwrap().unwrap().deleting_since, Some(at(10)));
        assert_eq!(store.session(secret(2), at(10)).await.unwrap(), None);
        assert_eq!(store.api_token(secret(3), at(10)).await.unwrap(), None);
        assert_eq!(store.password_reset(secret(4), at(10)).await.unwrap(), Err(LinkRefusal::Unknown));
        assert_eq!(store.operator_link(secret(5), at(10)).await.unwrap(), Err(LinkRefusal::Unknown));
        assert_eq!(store.recovery_codes_left(user(1)).await.unwrap(), 0);
        let gone = Err(AccountRefusal::Unknown);
        assert_eq!(store.create_session(user(1), &session(7), at(10)).await.unwrap(), gone);
        assert_eq!(store.replace_recovery_codes(user(1), &[secret(8)]).await.unwrap(), gone);
        let token = token(9, user(1));
        assert_eq!(store.create_api_token(&token, at(10)).await.unwrap(), Err(TokenRefusal::UnknownAccount));
        let reset = store.create_password_reset(secret(10), user(1), at(10), at(HOUR)).await.unwrap();
        assert_eq!(reset, Err(ResetRefusal::UnknownAccount));
        let code = store.use_recovery_code(user(1), secret(1), "$new", at(10)).await.unwrap();
        assert_eq!(code, Err(RecoveryRefusal::UnknownAccount));
        let link = store.sign_in_by_operator_link(secret(5), &session(11), at(10)).await.unwrap();
        assert_eq!(link, Err(LinkRefusal::Unknown));
        let late = store.create_upload(&upload(3, user(1)), at(10)).await.unwrap();
        assert_eq!(late, Err(UploadRefusal::UnknownAccount));
        // A link that is made afterwards opens nothing either.
        store.create_operator_link(&operator_link(12, Some(user(1))), at(11)).await.unwrap();
        let link = store.sign_in_by_operator_link(secret(12), &session(13), at(11)).await.unwrap();
        assert_eq!(link, Err(LinkRefusal::Unknown));
    })
    .await;
}

#[tokio::test]
async fn its_videos_are_hidden_at_once_and_its_uploads_expire() {
    on_both(async |store| {
        a_life(&store).await;
        store.advance_upload(upload_id(2), 0, 1_000, at(DAY)).await.unwrap().unwrap();
        assert_eq!(store.recent_videos(None, 9).await.unwrap().len(), 1);
        store.begin_account_deletion(user(1), at(10)).await.unwrap().unwrap();
        assert_eq!(store.recent_videos(None, 9).await.unwrap(), []);
        assert_eq!(store.search_videos("clip", None, 9).await.unwrap(), []);
        assert_eq!(store.public_ids(None, 9).await.unwrap(), []);
        assert_eq!(store.video(video_id(1)).await.unwrap().unwrap().state, VideoState::Deleting);
        let jobs = store.video_jobs(video_id(1), 9).await.unwrap();
        assert_eq!((jobs[0].kind, jobs[0].state), (JobKind::Delete, JobState::Waiting));
        let expired = store.expired_uploads(at(10), 9).await.unwrap();
        assert_eq!((expired[0].id, expired[0].expires_at), (upload_id(2), at(10)));
        let job = NewJob::encode(video_id(2), at(10));
        let whole = store.complete_upload(upload_id(2), &video(2), &job, at(10)).await.unwrap();
        assert_eq!(whole, Err(CompleteRefusal::AccountLeaving));
        // Asking again changes nothing.
        store.begin_account_deletion(user(1), at(20)).await.unwrap().unwrap();
        assert_eq!(store.account(user(1)).await.unwrap().unwrap().deleting_since, Some(at(10)));
        assert_eq!(store.video_jobs(video_id(1), 9).await.unwrap().len(), jobs.len());
    })
    .await;
}

#[tokio::test]
async fn an_account_is_removed_when_nothing_of_it_is_left() {
    on_both(async |store| {
        a_life(&store).await;
        assert_eq!(store.finish_account_deletion(user(9)).await.unwrap(), Err(DeletionRefusal::Unknown));
        assert_eq!(store.finish_account_deletion(user(1)).await.unwrap(), Err(DeletionRefusal::NotBegun));
        store.begin_account_deletion(user(1), at(10)).await.unwrap().unwrap();
        assert_eq!(store.finish_account_deletion(user(1)).await.unwrap(), Err(DeletionRefusal::VideosLeft(1)));
        let lease = store.lease_job(&wish(1, 10), at(10)).await.unwrap().unwrap().lease;
        store.entomb_video(lease, video_id(1), Some(&manifest(1, 2)), at(11)).await.unwrap().unwrap();
        assert_eq!(store.finish_account_deletion(user(1)).await.unwrap(), Err(DeletionRefusal::UploadsLeft(1)));
        store.terminate_upload(upload_id(2)).await.unwrap().unwrap();
        store.finish_account_deletion(user(1)).await.unwrap().unwrap();
        assert_eq!(store.account(user(1)).await.unwrap(), None);
        assert_eq!(store.finish_account_deletion(user(1)).await.unwrap(), Err(DeletionRefusal::Unknown));
        // What concerns others stays, without the name.
        assert_eq!(store.invitations(None, 9).await.unwrap()[0].created_by, None);
        let expenses = store.expenses(at(0), at(HOUR), None, 9).await.unwrap();
        assert_eq!((expenses[0].label.as_str(), expenses[0].entered_by), ("Une ligne", None));
        assert!(store.latest_manifest(video_id(1)).await.unwrap().unwrap().tombstone);
        store.create_account(&account(1, "Zoé"), at(20)).await.unwrap().expect("the name is free");
    })
    .await;
}

#[tokio::test]
async fn accounts_that_leave_wait_in_the_order_in_which_they_asked() {
    on_both(async |store| {
        people(&store).await;
        for (n, when) in [(3, 30), (4, 10), (5, 20)] {
            store.create_account(&account(n, &format!("name{n}")), at(0)).await.unwrap().unwrap();
            store.begin_account_deletion(user(n), at(when)).await.unwrap().unwrap();
        }
        assert_eq!(store.accounts_in_deletion(9).await.unwrap(), [user(4), user(5), user(3)]);
        assert_eq!(store.accounts_in_deletion(1).await.unwrap(), [user(4)]);
    })
    .await;
}
#[tokio::test]
async fn the_last_operator_stays_one() {
    on_both(async |store| {
        people(&store).await;
        let last = Err(AccountRefusal::LastOperator);
        assert_eq!(store.set_roles(user(1), false, true).await.unwrap(), last);
        assert_eq!(store.begin_account_deletion(user(1), at(0)).await.unwrap(), last);
        assert_eq!(store.set_roles(user(9), false, false).await.unwrap(), Err(AccountRefusal::Unknown));
        store.set_roles(user(1), true, false).await.unwrap().expect("the other role is free");
        store.set_roles(user(2), true, false).await.unwrap().unwrap();
        store.begin_account_deletion(user(2), at(0)).await.unwrap().unwrap();
        assert_eq!(store.set_roles(user(1), false, false).await.unwrap(), last, "who leaves does not count");
    })
    .await;
}

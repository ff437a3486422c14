//! Settings, and what is removed once it has expired.

use store::{JobKind, JobState, LinkRefusal, Setting, Settings, SignUpMode};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published};

#[tokio::test]
async fn settings_have_their_defaults_until_they_are_set() {
    on_both(async |store| {
        assert_eq!(store.settings().await.unwrap(), Settings::default());
        for mode in SignUpMode::ALL {
            store.set_setting(&Setting::SignUp(mode)).await.unwrap();
            assert_eq!(store.settings().await.unwrap().sign_up, mode);
        }
        for quota in [Some(0), Some(u64::MAX), None] {
            store.set_setting(&Setting::DefaultQuotaBytes(quota)).await.unwrap();
            assert_eq!(store.settings().await.unwrap().default_quota_bytes, quota);
        }
        store.set_setting(&Setting::DeliveredByOthersBytes(Some(7))).await.unwrap();
        store.set_setting(&Setting::MemberName("none".to_owned())).await.unwrap();
        store.set_setting(&Setting::MemberDescription("L'été\n".to_owned())).await.unwrap();
        let set = store.settings().await.unwrap();
        assert_eq!((set.member_name.as_str(), set.member_description.as_str()), ("none", "L'été\n"));
    })
    .await;
}

#[tokio::test]
async fn what_has_expired_is_removed_and_nothing_else() {
    on_both(async |store| {
        people(&store).await;
        let soon = at(HOUR);
        for (n, expires_at) in [(1, soon), (2, at(2 * HOUR))] {
            let session = store::NewSession { expires_at, ..session(n) };
            store.create_session(user(1), &session, at(0)).await.unwrap().unwrap();
            let token = store::NewApiToken { expires_at: Some(expires_at), ..token(n, user(1)) };
            store.create_api_token(&token, at(0)).await.unwrap().unwrap();
            store.create_password_reset(secret(n), user(1), at(0), expires_at).await.unwrap().unwrap();
            let link = store::NewOperatorLink { expires_at, ..operator_link(n, None) };
            store.create_operator_link(&link, at(0)).await.unwrap();
            let invitation = store::NewInvitation { expires_at, ..invitation(n, user(1)) };
            store.create_invitation(&invitation, at(0)).await.unwrap();
            let upload = store::NewUpload { expires_at, declared_bytes: 0, ..upload(n, user(1)) };
            store.create_upload(&upload, at(0)).await.unwrap().unwrap();
        }
        store.create_api_token(&token(3, user(1)), at(0)).await.unwrap().unwrap();
        // A used invitation says who came by it; a whole upload's file is its video's.
        let new = store::NewAccount { entry: store::Entry::Invitation(secret(1)), ..account(3, "invited") };
        store.create_account(&new, at(0)).await.unwrap().unwrap();
        let job = store::NewJob::encode(video_id(1), at(0));
        store.complete_upload(upload_id(1), &video(1), &job, at(0)).await.unwrap().unwrap();
        assert_eq!(store.prune(at(HOUR - 1)).await.unwrap(), 0);
        assert_eq!(store.prune(soon).await.unwrap(), 5, "session, token, reset, link, upload");
        assert_eq!(store.prune(soon).await.unwrap(), 0);
        assert_eq!(store.session(secret(1), at(0)).await.unwrap(), None);
        assert_eq!(store.api_tokens(user(1)).await.unwrap().len(), 2);
        assert_eq!(store.password_reset(secret(1), at(0)).await.unwrap(), Err(LinkRefusal::Unknown));
        assert_eq!(store.operator_link(secret(1), at(0)).await.unwrap(), Err(LinkRefusal::Unknown));
        assert_eq!(store.invitations(None, 9).await.unwrap().len(), 2);
        assert_eq!(store.upload(upload_id(1)).await.unwrap(), None);
        assert!(store.video(video_id(1)).await.unwrap().unwrap().source.is_some());
        // An open upload is for whoever removes its file.
        assert_eq!(store.prune(at(DAY)).await.unwrap(), 5, "session, token, reset, link, invitation");
        assert_eq!(store.expired_uploads(at(DAY), 9).await.unwrap()[0].id, upload_id(2));
    })
    .await;
}

#[tokio::test]
async fn a_batch_is_remembered_for_a_week() {
    on_both(async |store| {
        let flush = async |seconds| store.flush_usage(batch(1), &[usage(1, 0, 1)], at(seconds)).await.unwrap();
        assert!(flush(0).await);
        assert_eq!(store.prune(at(7 * DAY)).await.unwrap(), 0);
        assert!(!flush(7 * DAY).await);
        assert_eq!(store.prune(at(7 * DAY + 1)).await.unwrap(), 1);
        assert!(flush(7 * DAY + 1).await, "its sender has long given up");
    })
    .await;
}

#[tokio::test]
async fn manifests_that_end_soon_are_published_again_once() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        published(&store, 2).await;
        let ends = manifest(1, 1).not_after;
        let second = jiff::SignedDuration::from_secs(1);
        assert_eq!(store.renew_manifests(ends, at(50), 9).await.unwrap(), 0);
        assert_eq!(store.renew_manifests(ends + second, at(50), 1).await.unwrap(), 1, "so many at a time");
        assert_eq!(store.renew_manifests(ends + second, at(50), 9).await.unwrap(), 1, "the other one");
        assert_eq!(store.renew_manifests(ends + second, at(50), 9).await.unwrap(), 0, "they wait for their jobs");
        assert!(!store.video(video_id(1)).await.unwrap().unwrap().is_current());
        let job = store.video_jobs(video_id(1), 1).await.unwrap().remove(0);
        assert_eq!((job.kind, job.state), (JobKind::Revise, JobState::Waiting));
    })
    .await;
}

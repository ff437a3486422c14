//! A member with something in every table.

use carry::audit::Verdict;
use store::{JobFailure, Lease, NewAccount, NewExpense, NewJob, Setting, SignUpMode, Store, VideoChange, Visibility};

use crate::samples::*;

/// Zoé, an operator and treasurer, Amira, and the member's key.
pub async fn people(store: &Store) {
    store.create_account(&account(1, "Zoé"), at(0)).await.unwrap().unwrap();
    store.create_account(&account(2, "Amira"), at(0)).await.unwrap().unwrap();
    store.set_roles(user(1), true, true).await.unwrap().unwrap();
    store.add_signing_key(&[23; 32], &[24, 25]).await.unwrap();
}

/// Makes upload and video `n` of account 1, and takes the encoding job.
pub async fn video_with_lease(store: &Store, n: u8) -> Lease {
    store.create_upload(&upload(n, user(1)), at(0)).await.unwrap().unwrap();
    store.advance_upload(upload_id(n), 0, 1_000, at(DAY)).await.unwrap().unwrap();
    let job = NewJob::encode(video_id(n), at(0));
    let id = store.complete_upload(upload_id(n), &video(n), &job, at(0)).await.unwrap().unwrap();
    let leased = store.lease_job(&wish(n, 0), at(0)).await.unwrap().expect("the job");
    assert_eq!(leased.lease.job, id, "no other job is due");
    leased.lease
}

/// The same, published with objects `10 * n` and the next.
pub async fn published(store: &Store, n: u8) -> u64 {
    let lease = video_with_lease(store, n).await;
    store.publish_video(&publication(n, lease, 10 * n, 1), at(1)).await.unwrap().unwrap()
}

/// Fills every table.
pub async fn build(store: &Store) {
    let zoe = NewAccount {
        email: Some("Zoé@Example.org".to_owned()),
        recovery_codes: vec![secret(101), secret(102)],
        ..account(1, "Zoé")
    };
    store.create_account(&zoe, at(0)).await.unwrap().unwrap();
    store.create_account(&account(2, "Amira"), at(1)).await.unwrap().unwrap();
    store.set_roles(user(1), true, true).await.unwrap().unwrap();
    store.set_delegate(user(2), true).await.unwrap().unwrap();
    store.set_quota(user(2), Some(5_000_000)).await.unwrap().unwrap();
    store.use_recovery_code(user(1), secret(101), "$argon2id$new", at(2)).await.unwrap().unwrap();
    store.create_password_reset(secret(103), user(2), at(3), at(HOUR)).await.unwrap().unwrap();
    store.create_session(user(1), &session(104), at(4)).await.unwrap().unwrap();
    store.create_api_token(&token(105, user(1)), at(5)).await.unwrap().unwrap();
    for n in [106, 107, 108] {
        store.create_invitation(&invitation(n, user(1)), at(6)).await.unwrap();
    }
    // The key of the last row is not the last that was given.
    assert!(store.delete_invitation(invitation_id(108)).await.unwrap());
    store.create_operator_link(&operator_link(109, None), at(7)).await.unwrap();
    let audit_link = store::NewAuditLink {
        hash: secret(111),
        name: "Auditor of 2026".into(),
        created_by: user(1),
        expires_at: at(HOUR),
    };
    store.create_audit_link(&audit_link, at(7)).await.unwrap();
    let invited = store::MemberInvitation {
        code: secret(112),
        bytes: vec![1, 2],
        created_at: at(7),
        expires_at: at(HOUR),
        used_for: None,
    };
    store.add_member_invitation(&invited).await.unwrap();
    store.keep_suspense(&[crate::suspense::line(1, 4)]).await.unwrap();
    for setting in [
        Setting::SignUp(SignUpMode::Open),
        Setting::DefaultQuotaBytes(Some(10_000_000_000)),
        Setting::MemberName("L'Écot".to_owned()),
        Setting::MemberDescription("Une fédération\nd'associations".to_owned()),
    ] {
        store.set_setting(&setting).await.unwrap();
    }
    assert_eq!(store.add_signing_key(&[23; 32], &[24, 25]).await.unwrap(), 0);
    videos(store).await;
    money_and_usage(store).await;
    crate::logs::build(store).await;
    let carried = store::NewCarried {
        home: member(2),
        video: video_id(7),
        manifest: [26; 32],
        signed: vec![27, 28],
        objects: vec![object(10), object(20)],
    };
    assert_eq!(store.carry(&carried, at(12)).await.unwrap(), Ok(()));
    let some = carry::placement::Allowed::Only([member(3), member(4)].into());
    store.choose_for_space(user(1), &some).await.unwrap();
    store.choose_for_video(video_id(1), Some(&carry::placement::Allowed::None)).await.unwrap();
    assert!(store.hold_video(video_id(2), at(12)).await.unwrap());
    let id = store::KeptId { home: member(2), number: 3 };
    let kept = store::NewKept { id, list: [29; 32], objects: vec![object(10), object(20)] };
    assert_eq!(store.keep_backup(&kept, at(13)).await.unwrap(), Ok(()));
    evidence(store).await;
    homes(store).await;
}

async fn homes(store: &Store) {
    let gone = crate::adoption::gone(7, 30);
    store.note_gone_video(&gone).await.unwrap();
    store.note_adoption_trouble(gone.id(), Some(store::AdoptionTrouble::Nowhere)).await.unwrap();
    store.adopt_space(&crate::adoption::brought(&gone, user(1), 14)).await.unwrap().unwrap();
}

async fn evidence(store: &Store) {
    use crate::evidence::{answer, part};
    let answers = [answer(12, 1, 0, Verdict::Held), answer(12, 2, 0, Verdict::Refused)];
    store.keep_carrier_answers(&answers).await.unwrap();
    let day = hour(0).day();
    let canary = store::CanarySum { day, home: member(2), carrier: member(3), received: 200, reported: 100 };
    store.add_canary(&canary).await.unwrap();
    assert!(store.report_part(&part(2, 0), at(13), 9).await.unwrap());
    assert!(store.report_part(&part(2, 100), at(13), 9).await.unwrap());
    store.mark_part_tried(member(2), object_hash(1), 100, at(14)).await.unwrap();
}

async fn videos(store: &Store) {
    published(store, 1).await;
    published(store, 2).await;
    let password = VideoChange {
        revision: 0,
        about: about("Assemblée générale", Visibility::Password),
        keep_original: true,
        video_key: Some([26; 32]),
        viewers: Some(vec!["amira".to_owned()]),
    };
    store.change_video(video_id(2), &password, at(8)).await.unwrap().unwrap();
    // A third one grows, a fourth one failed, the fifth is being uploaded.
    let revise = store.lease_job(&wish(9, 8), at(8)).await.unwrap().expect("the change").lease;
    let lease = video_with_lease(store, 3).await;
    store.put_growing_rendition(lease, &growing(3, lease.attempt, "360p")).await.unwrap().unwrap();
    store.add_growing_segment(lease, video_id(3), "360p", &segment(0)).await.unwrap().unwrap();
    store.heartbeat(lease, 250, at(120), at(9)).await.unwrap().unwrap();
    let later = JobFailure { code: "busy".to_owned(), detail: "a moment".to_owned(), retry_at: Some(at(HOUR)) };
    store.fail_job(revise, &later, at(10)).await.unwrap().unwrap();
    let lease = video_with_lease(store, 4).await;
    let failure = JobFailure { code: "no_video".to_owned(), detail: "a text file".to_owned(), retry_at: None };
    store.fail_video(lease, video_id(4), &failure, at(11)).await.unwrap().unwrap();
    store.create_upload(&upload(5, user(2)), at(12)).await.unwrap().unwrap();
    store.advance_upload(upload_id(5), 0, 123, at(DAY)).await.unwrap().unwrap();
    // The sixth is gone: its objects too, one of them for good.
    published(store, 6).await;
    store.delete_video(video_id(6), at(13)).await.unwrap().unwrap();
    let lease = store.lease_job(&wish(6, 13), at(13)).await.unwrap().expect("the deletion").lease;
    store.entomb_video(lease, video_id(6), Some(&manifest(66, 2)), at(14)).await.unwrap().unwrap();
    let left = store.claim_garbage(at(DAY), at(DAY), 1).await.unwrap();
    assert!(store.forget_object(left[0], at(DAY)).await.unwrap());
}

async fn money_and_usage(store: &Store) {
    let rows = [usage(10, 0, 1_000), usage(10, 1, 9), usage(11, 0, u64::from(u32::MAX))];
    assert!(store.flush_usage(batch(1), &rows, at(20)).await.unwrap());
    assert!(store.close_hour(hour(0), &[delivered(10)]).await.unwrap());
    assert!(store.count_stored_hour(hour(0), member(1)).await.unwrap());
    let form = NewExpense { entry_key: Some([27; 32]), ..expense("Une ligne", 15_000) };
    let line = store.add_expense(&form, at(21)).await.unwrap().unwrap();
    store.add_expense(&expense("Un disque", 9_900), at(22)).await.unwrap().unwrap();
    store.reverse_expense(line, user(1), at(23)).await.unwrap().unwrap();
}

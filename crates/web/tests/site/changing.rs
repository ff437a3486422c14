//! Two people, or one with two devices, at one video; and what is done about a video that failed.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use carry::id::VideoId;
use jiff::SignedDuration;
use store::{HolderId, JobFailure, JobKind, LeaseWish, Scope};

use crate::api;
use crate::member::{Member, Person};

/// Ana's video, to be encoded.
async fn uploaded(member: &Member) -> VideoId {
    let token = api::token(member, &[Scope::Upload]).await;
    api::uploaded(&member.program(&token)).await.parse().unwrap()
}

/// The video's encoding fails for good.
async fn fails(member: &Member, video: VideoId, code: &str) {
    let now = member.app.seams.clock.now();
    let holder = HolderId::from_bytes([1; 16]);
    let wish = LeaseWish { kinds: vec![JobKind::Encode], holder, until: now + SignedDuration::from_mins(1) };
    let lease = member.app.store.lease_job(&wish, now).await.unwrap().expect("the upload is to be encoded").lease;
    let failure = JobFailure { code: code.to_owned(), detail: format!("{code} in the test"), retry_at: None };
    member.app.store.fail_video(lease, video, &failure, now).await.unwrap().unwrap();
}

async fn saves(person: &Person<'_>, path: &str, revision: &str, title: &str) -> (StatusCode, String) {
    let fields = [("revision", revision), ("title", title), ("visibility", "public")];
    let answer = person.post(path, &fields).await;
    (answer.status, answer.text)
}

#[tokio::test]
async fn a_form_that_shows_an_older_video_is_refused_with_what_was_typed_and_saved_the_second_time() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let path = format!("/space/videos/{}", uploaded(&member).await);
    let revision = |text: &str| {
        let start = text.find(r#"name="revision" value=""#).unwrap() + r#"name="revision" value=""#.len();
        text[start..].split('"').next().unwrap().to_owned()
    };
    let (phone, laptop) = (ana.get(&path).await.text, ana.get(&path).await.text);
    assert_eq!(saves(&ana, &path, &revision(&phone), "From the phone").await.0, StatusCode::SEE_OTHER);

    let (status, again) = saves(&ana, &path, &revision(&laptop), "From the laptop").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.contains("changed elsewhere") && again.contains("From the laptop"), "{again}");
    assert!(ana.get(&path).await.text.contains("From the phone"), "nothing of it is saved");
    assert_eq!(saves(&ana, &path, &revision(&again), "From the laptop").await.0, StatusCode::SEE_OTHER);
    assert!(ana.get(&path).await.text.contains("From the laptop"));
    assert_eq!(saves(&ana, &path, "", "Without seeing it").await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_program_may_name_the_revision_that_it_changes() {
    let member = Member::open().await;
    member.person("ana").await;
    let path = format!("/api/v1/videos/{}", uploaded(&member).await);
    let token = api::token(&member, &Scope::ALL).await;
    let program = member.program(&token);
    let change = async |json: &str| {
        let headers = [("content-type", "application/json")];
        let answer = program.send(Method::PATCH, &path, &headers, Body::from(json.to_owned())).await;
        (answer.status.as_u16(), answer.json())
    };
    let revision = program.get(&path).await.json()["revision"].as_u64().unwrap();
    let (status, told) = change(&format!(r#"{{"title":"One","revision":{revision}}}"#)).await;
    assert_eq!((status, told["revision"].as_u64()), (200, Some(revision + 1)));
    let (status, told) = change(&format!(r#"{{"title":"Two","revision":{revision}}}"#)).await;
    assert_eq!((status, told["code"].as_str()), (409, Some("changed")));
    let (status, told) = change(r#"{"title":"Three"}"#).await;
    assert_eq!((status, told["title"].as_str()), (200, Some("Three")));
}

#[tokio::test]
async fn the_operator_is_offered_another_try_where_it_can_help_and_takes_the_rest_off_the_list() {
    let member = Member::open().await;
    member.person("ana").await;
    let olga = member.person("olga").await;
    let account = member.app.store.account_by_name("olga").await.unwrap().unwrap();
    member.app.store.set_roles(account.id, true, false).await.unwrap().unwrap();
    let (refused, trouble) = (uploaded(&member).await, uploaded(&member).await);
    fails(&member, refused, "media-incomplete").await;
    fails(&member, trouble, "encoding-failed").await;
    let number = async |video| member.app.store.video_jobs(video, 1).await.unwrap()[0].id.0;
    let (refused, trouble) = (number(refused).await, number(trouble).await);

    let console = olga.get("/operator").await.text;
    let offers = |act: &str, id: i64| console.contains(&format!("/operator/jobs/{id}/{act}"));
    assert!(!offers("retry", refused) && offers("retry", trouble));
    assert!(offers("dismiss", refused) && offers("dismiss", trouble));
    for act in [format!("{refused}/dismiss"), format!("{trouble}/retry")] {
        let answer = olga.post(&format!("/operator/jobs/{act}"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}");
    }
    let console = olga.get("/operator").await.text;
    assert!(!console.contains("in the test"), "{console}");
    assert_eq!(olga.post("/operator/jobs/999/dismiss", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_author_who_made_room_has_the_video_tried_again() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let (full, trouble) = (uploaded(&member).await, uploaded(&member).await);
    fails(&member, full, "over-quota").await;
    fails(&member, trouble, "encoding-failed").await;
    let offered = async |video| ana.get("/space").await.text.contains(&format!("/space/videos/{video}/retry"));
    assert!(offered(full).await);
    assert!(!offered(trouble).await, "the operator sees to that");
    let answer = ana.post(&format!("/space/videos/{full}/retry"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(!offered(full).await, "it waits its turn");
    assert_eq!(ana.post(&format!("/space/videos/{trouble}/retry"), &[]).await.status, StatusCode::NOT_FOUND);
}

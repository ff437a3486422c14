use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use store::Scope;

use crate::member::{Member, Person};

/// A token of Ana's.
pub async fn token(member: &Member, scopes: &[Scope]) -> String {
    let account = member.app.store.account_by_name("ana").await.unwrap().unwrap();
    let scopes: BTreeSet<Scope> = scopes.iter().copied().collect();
    web::tokens::create(&member.app, account.id, "script", scopes).await.unwrap().unwrap().1
}

/// The id of the video that comes of a small upload.
pub async fn uploaded(program: &Person<'_>) -> String {
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-length", "40"),
        ("upload-metadata", "filename Y2xpcC5tcDQ="),
    ];
    let clip = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41mdatmdat".to_vec();
    let made = program.send(Method::POST, "/tus/", &headers, Body::from(clip)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.header("ecot-video").to_owned()
}

async fn patch(person: &Person<'_>, path: &str, json: &str) -> (u16, serde_json::Value) {
    let headers = [("content-type", "application/json")];
    let answer = person.send(Method::PATCH, path, &headers, Body::from(json.to_owned())).await;
    (answer.status.as_u16(), answer.json())
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_and_nothing_else() {
    let member = Member::open().await;
    member.person("ana").await;
    let uploader = token(&member, &[Scope::Upload]).await;
    let uploader = member.program(&uploader);
    let video = uploaded(&uploader).await;
    let refused = uploader.get("/api/v1/account").await;
    assert_eq!((refused.status.as_u16(), refused.json()["code"].as_str()), (403, Some("scope")));
    let tokens = uploader.get("/api/v1/tokens").await;
    assert_eq!((tokens.status.as_u16(), tokens.json()["code"].as_str()), (403, Some("session-needed")));

    let reader = token(&member, &[Scope::Read]).await;
    let reader = member.program(&reader);
    assert_eq!(reader.get("/api/v1/account").await.json()["name"], "ana");
    let path = format!("/api/v1/videos/{video}");
    assert_eq!(reader.get(&path).await.json()["status"]["state"], "waiting");
    assert_eq!(patch(&reader, &path, r#"{"title":"x"}"#).await.0, 403);

    let stranger = member.program(&"A".repeat(43)).get("/api/v1/account").await;
    assert_eq!((stranger.status.as_u16(), stranger.json()["code"].as_str()), (401, Some("signed-out")));
}

#[tokio::test]
async fn a_program_uploads_names_and_deletes_a_video() {
    let member = Member::open().await;
    member.person("ana").await;
    let all = token(&member, &Scope::ALL).await;
    let program = member.program(&all);
    let video = uploaded(&program).await;
    let path = format!("/api/v1/videos/{video}");
    let named = patch(&program, &path, r#"{"title":" Lime trees ","visibility":"unlisted"}"#).await;
    assert_eq!((named.0, named.1["title"].as_str()), (200, Some("Lime trees")));
    assert!(named.1["watch_url"].as_str().unwrap().contains("#k="), "an unlisted video's link has its key");
    let listed = program.get("/api/v1/videos").await.json();
    assert_eq!(listed["videos"][0]["id"], video.as_str());
    let rows = [
        (r#"{"title":""}"#, 422, "invalid"),
        (r#"{"titel":"x"}"#, 400, "malformed"),
        (r#"{"visibility":"secret"}"#, 400, "malformed"),
        (r#"{"visibility":"password","password":"short"}"#, 422, "invalid"),
        (r#"{"viewers":["nobody"]}"#, 422, "invalid"),
    ];
    for (json, status, code) in rows {
        let refused = patch(&program, &path, json).await;
        assert_eq!((refused.0, refused.1["code"].as_str()), (status, Some(code)), "{json}");
    }
    assert_eq!(program.get(&format!("{path}/status")).await.json()["state"], "waiting");
    let gone = program.send(Method::DELETE, &path, &[], Body::empty()).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(program.get(&path).await.status, StatusCode::GONE);
    assert_eq!(member.visitor().get(&format!("/v/{video}")).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_private_video_is_for_its_author_and_whom_she_names() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let bruno = member.person("bruno").await;
    let carla = member.person("carla").await;
    let all = token(&member, &Scope::ALL).await;
    let program = member.program(&all);
    let video = uploaded(&program).await;
    let path = format!("/api/v1/videos/{video}");
    patch(&program, &path, r#"{"visibility":"private","viewers":["bruno"]}"#).await;
    let watch = format!("/v/{video}");
    assert_eq!(ana.get(&watch).await.status, StatusCode::OK);
    assert_eq!(bruno.get(&watch).await.status, StatusCode::OK);
    assert_eq!(carla.get(&watch).await.status, StatusCode::NOT_FOUND, "it is as one that never was");
    let unknown = member.visitor().get(&watch).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text.contains("/sign-in?next="), "who may watch it can say so: {}", unknown.text);
    assert_eq!(carla.get(&format!("{path}/status")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bruno.get(&format!("{path}/key")).await.json()["code"], "not-private", "nothing is published yet");
}

#[tokio::test]
async fn what_is_not_there_is_told_in_the_same_shape() {
    let member = Member::open().await;
    let answer = member.visitor().get("/api/v1/nothing").await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str()), (404, Some("not-found")));
}

#[tokio::test]
async fn the_description_of_the_api_changes_only_on_purpose() {
    let member = Member::open().await;
    let answer = member.visitor().get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    insta::assert_json_snapshot!("openapi", answer.json());
}

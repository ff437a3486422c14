//! A body comes in frames as large as the network made them.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use futures::stream;

use crate::member::Member;
use crate::uploads::{clip, patches, stored, upload_of};

/// Small ones, some of exactly the sizes at which they are handed on.
fn sizes() -> impl Iterator<Item = usize> {
    let odd = [1, 40, 16_383, 16_384, 7, 16_385, 200_000, 3, 65_536, 65_536, 11];
    odd.into_iter().chain(std::iter::repeat_n(4_099, 120)).chain([70_000, 1])
}

#[tokio::test]
async fn frames_of_all_sizes_are_stored_in_their_order() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let bytes = clip(sizes().sum());
    let path = upload_of(&ana, bytes.len()).await;
    let mut rest = Bytes::from(bytes.clone());
    let frames: Vec<Result<Bytes, Infallible>> = sizes().map(|size| Ok(rest.split_to(size))).collect();
    let answer = patches(&ana, &path, 0, Body::from_stream(stream::iter(frames)), &[]).await;
    assert_eq!((answer.status, answer.header("upload-offset")), (StatusCode::NO_CONTENT, &*bytes.len().to_string()));
    assert!(stored(&member, &path).await == bytes, "the file is not what was sent");
}

//! The sample video, and sending it as a person would.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use http::Method;
use seams::Clock;
use seams::real::RealClock;
use serde::Deserialize;

use super::folder::Folder;
use super::person::Person;
use super::{DemoError, Sent, since};
use crate::client::{Client, ClientError, Resume, Upload, Wishes};

/// The clip, inside the program: so the demonstration works wherever the program is started.
pub const BYTES: &[u8] = include_bytes!("../../../../testdata/big-buck-bunny-480p-30s.mp4");
/// By its title a sample that was sent is found again when the program ended before it noted so.
const TITLE: &str = "Big Buck Bunny: the first half minute";
/// The licence asks that the authors are named where it is shown.
const DESCRIPTION: &str = "The beginning of Big Buck Bunny, (c) 2008 Blender Foundation, www.bigbuckbunny.org, \
                           under Creative Commons Attribution 3.0 (CC BY 3.0).";

/// A page of the API's list.
#[derive(Deserialize)]
struct Listed {
    videos: Vec<Video>,
}

#[derive(Deserialize)]
struct Video {
    id: String,
    title: String,
}

/// Sees to it that the member has the sample, once. What a former run began is finished, not done again.
///
/// # Errors
/// [`DemoError`].
pub async fn send(person: &Person, server: &str, folder: &Folder) -> Result<Sent, DemoError> {
    let listed: Listed = person.ask("/api/v1/videos").await?;
    let (id, sent) = match listed.videos.into_iter().find(|video| video.title == TITLE) {
        Some(video) => (video.id, None),
        None => {
            let begun = RealClock.now();
            let id = upload(person, server, folder).await?;
            (id, Some(super::Upload { took: since(begun), acknowledged: RealClock.now() }))
        }
    };
    let wish = serde_json::json!({ "description": DESCRIPTION });
    person.change(Method::PATCH, &format!("/api/v1/videos/{id}"), &wish).await?;
    let video = id.parse().map_err(|_| ClientError::Answer("an id that is none"))?;
    folder.note(|notes| notes.sample = Some(id))?;
    folder.remove_sample();
    Ok(Sent { video, upload: sent })
}

async fn upload(person: &Person, server: &str, folder: &Folder) -> Result<String, DemoError> {
    let file = folder.put_sample()?;
    // The account is the demonstration's own until this is done, so its password is the one that was drawn for it.
    let token = person.token(&folder.notes().password.unwrap_or_default()).await?;
    let client = Client::new(server, token.token.clone())?;
    let resume = Resume::of(Some(&folder.uploads()), client.server(), &file).map_err(ClientError::File)?;
    let wishes = Wishes { title: Some(TITLE.to_owned()), visibility: "public".to_owned() };
    let upload = Upload { client: &client, clock: &RealClock, file: &file, wishes: &wishes, resume: &resume };
    let id = upload.send(&Arc::new(AtomicU64::new(0))).await?;
    person.revoke(&token).await?;
    Ok(id)
}

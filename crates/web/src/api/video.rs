//! A video as the API tells it.

use carry::id::VideoId;
use num_bigint::BigInt;
use purse::money::Fraction;
use serde::{Deserialize, Serialize};
use store::{Account, Video, Visibility};
use utoipa::ToSchema;

use super::ApiRefusal;
use super::carriers::CarrierAnswer;
use crate::app::App;
use crate::costs::{self, CostFailure, Reach};
use crate::pages::video_settings::share_url;
use crate::view::space::VideoState;
use crate::watching;

/// A video of the sender's.
#[derive(Serialize, ToSchema)]
pub struct VideoAnswer {
    pub id: String,
    pub title: String,
    pub description: String,
    /// BCP 47.
    pub language: Option<String>,
    /// `public`, `unlisted`, `password` or `private`.
    pub visibility: &'static str,
    /// The address to share; of an unlisted video with its key.
    pub watch_url: String,
    /// The playlist, once the video is ready.
    pub playlist_url: Option<String>,
    pub keep_original: bool,
    /// Grows with each change.
    pub revision: u64,
    pub duration_ms: Option<u64>,
    pub stored_bytes: u64,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub published_at: Option<String>,
    /// What it costs this month, a decimal string to a tenth of a cent; `null` while no expense was entered.
    #[schema(example = "0.034")]
    pub cost_this_month: Option<String>,
    /// Since when the operators of this member hold it back: nobody serves it until they lift that. RFC 3339.
    pub held_back_since: Option<String>,
    /// Who else carries it, and who does not host it; empty while the member is in no federation.
    pub carriers: Vec<CarrierAnswer>,
    pub status: StatusAnswer,
}

/// How far a video is.
#[derive(Serialize, ToSchema)]
pub struct StatusAnswer {
    /// `waiting`, `processing`, `playable`, `ready` or `failed`.
    #[schema(example = "ready")]
    pub state: &'static str,
    /// Thousandths done, where that says something.
    pub permille: Option<u16>,
    /// Why it failed.
    pub reason: Option<&'static str>,
    /// Path of the playlist, once it is ready.
    pub playlist: Option<String>,
    /// Path of the playlist that grows, while it does.
    pub provisional: Option<String>,
    /// Path of the watch page.
    pub watch: String,
}

/// What is to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VideoWish {
    /// The revision of which this is a change; refused if there is a newer one. Left out: of whichever there is.
    pub revision: Option<u64>,
    pub title: Option<String>,
    pub description: Option<String>,
    /// BCP 47, or empty.
    pub language: Option<String>,
    /// `public`, `unlisted`, `password` or `private`.
    pub visibility: Option<String>,
    /// A new password, for the visibility `password`.
    pub password: Option<String>,
    /// Names of the accounts that may watch it when it is private.
    pub viewers: Option<Vec<String>>,
    pub keep_original: Option<bool>,
}

/// A page of videos, newest first.
#[derive(Serialize, ToSchema)]
pub struct VideosAnswer {
    pub videos: Vec<VideoAnswer>,
    /// The value of `after` for the next page; `null` on the last.
    pub next: Option<String>,
}

/// The key of a sealed video.
#[derive(Serialize, ToSchema)]
pub struct KeyAnswer {
    /// 32 bytes in base64url without padding.
    pub key: String,
}

/// How far a video is, for anyone who may watch it.
pub(super) async fn status(app: &App, viewer: Option<&Account>, video: &Video) -> Result<StatusAnswer, ApiRefusal> {
    let state = watching::state_for(app, viewer, video).await?;
    Ok(status_of(video.id, state))
}

fn status_of(id: VideoId, state: VideoState) -> StatusAnswer {
    StatusAnswer {
        state: state.code(),
        permille: state.permille(),
        reason: state.failure().map(|reason| reason.code()),
        playlist: matches!(state, VideoState::Ready).then(|| format!("/v/{id}/master.m3u8")),
        provisional: matches!(state, VideoState::Playable(_)).then(|| format!("/p/{id}/master.m3u8")),
        watch: format!("/v/{id}"),
    }
}

/// What a video costs this month, in euros; `None` while no expense was entered.
async fn cost_this_month(app: &App, video: VideoId) -> Result<Option<String>, CostFailure> {
    let month = costs::this_month(app, Reach::Now).await?;
    if !month.has_expenses {
        return Ok(None);
    }
    Ok(Some(decimal(&costs::of_video(app, &month, video).await?.total())))
}

/// The whole of a video, for its author.
pub(super) async fn whole(app: &App, video: &Video) -> Result<VideoAnswer, ApiRefusal> {
    let status = status_of(video.id, watching::shown_state(app, video).await?);
    let cost = costs::if_known(cost_this_month(app, video.id).await).flatten();
    Ok(VideoAnswer {
        id: video.id.to_string(),
        title: video.about.title.clone(),
        description: video.about.description.clone(),
        language: video.about.language.clone(),
        visibility: video.about.visibility.as_str(),
        watch_url: share_url(app, video).await,
        playlist_url: status.playlist.as_ref().map(|path| format!("{}{path}", app.config.base_url)),
        keep_original: video.keep_original,
        revision: video.revision,
        duration_ms: video.facts.map(|facts| facts.duration_ms),
        stored_bytes: watching::stored_bytes(app, video).await?,
        created_at: video.created_at.to_string(),
        published_at: video.published_at.map(|at| at.to_string()),
        cost_this_month: cost,
        held_back_since: app.store.held_since(video.id).await?.map(|at| at.to_string()),
        carriers: super::carriers::of_video(app, video).await,
        status,
    })
}

/// An exact amount of minor units as a decimal string of the major one, to a tenth of a minor unit, halves away from
/// zero.
fn decimal(minor: &Fraction) -> String {
    let tenths = (minor * BigInt::from(10)).round().to_integer();
    let sign = if tenths < BigInt::from(0) { "-" } else { "" };
    let tenths = tenths.magnitude();
    format!("{sign}{}.{:0>3}", tenths / 1_000_u32, (tenths % 1_000_u32).to_string())
}

/// The visibility of a text.
pub(super) fn visibility(text: &str) -> Result<Visibility, ApiRefusal> {
    Visibility::from_text(text).ok_or(ApiRefusal::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_decimal_strings_to_a_tenth_of_a_cent() {
        let cents = |numerator: i64, denominator: i64| {
            decimal(&Fraction::new(BigInt::from(numerator), BigInt::from(denominator)))
        };
        assert_eq!(cents(0, 1), "0.000");
        assert_eq!(cents(10, 3), "0.033");
        assert_eq!(cents(123_456, 1), "1234.560");
        assert_eq!(cents(-10, 3), "-0.033");
    }
}

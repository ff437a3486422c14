//! Who carries a video, and who may not or will not, as the API tells its author.

use federation::Hash;
use serde::Serialize;
use store::Video;
use utoipa::ToSchema;

use crate::app::App;
use crate::pages::carriers::standings;

/// A member that a video is placed with, or that said something of it.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CarrierAnswer {
    /// Its id.
    pub member: String,
    /// Where it answers.
    #[schema(example = "https://aubepine.example")]
    pub address: Option<String>,
    /// `held`, `copying`, `full` (it has no room), `withheld` (stored, and served by nobody), `leaving` (stored until it goes) or
    /// `dropped` (that member does not host it).
    #[schema(example = "held")]
    pub state: &'static str,
    /// Why it was dropped: `law`, `rules`, `complaint` or `damaged`.
    pub reason: Option<&'static str>,
    /// What it stores of the video.
    pub stored_bytes: u64,
}

/// The others that carry a video of this home, by id, as the logs say; nobody while the member is in no federation.
pub(super) async fn of_video(app: &App, video: &Video) -> Vec<CarrierAnswer> {
    let Some(office) = app.office() else { return Vec::new() };
    let (me, desk) = (office.member(), office.desk().await);
    let chain = desk.chain().ok();
    let standings = standings(&desk.facts().carrying, me, Hash(*video.id.as_bytes()));
    let answer = |(member, standing): (purse::id::MemberId, crate::pages::carriers::Standing)| CarrierAnswer {
        member: member.to_string(),
        address: chain.as_ref().and_then(|chain| Some(chain.roll.members.get(&member)?.seat.address.clone())),
        state: standing.state.code(),
        reason: standing.state.dropped().map(|why| why.code()),
        stored_bytes: standing.stored_bytes,
    };
    standings.into_iter().map(answer).collect()
}

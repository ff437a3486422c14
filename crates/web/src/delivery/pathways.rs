//! Who serves a video: the seam at which a federation's carriers come into delivery.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use carry::id::{MemberId, VideoId};
use carry::manifest::Core;
use carry::pathway::Nearness;
use carry::playlist::pathway_id;
pub use carry::serving::MayServe;
use data_encoding::HEXLOWER;
use http::HeaderValue;
use peers::BaseUrl;
use seams::{Entropy, entropy};
use store::{CarriedId, OwnMachineId, StoreError};

/// Pathways that a player is told of, at most: each adds all renditions to the playlist.
pub const PATHWAYS_LIMIT: usize = 8;
/// Bytes of the number by which the order of one page view or one player stays the same.
const SESSION_BYTES: usize = 8;
/// Bytes of an own machine's id that name its pathway.
const MACHINE_BYTES: usize = 8;

/// Who is behind a pathway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Member(MemberId),
    /// A machine of the author's own: what it delivers is nobody's bill.
    OwnMachine(OwnMachineId),
}

/// One that serves a video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pathway {
    pub by: By,
    /// Where players reach it.
    pub base: BaseUrl,
}

impl Pathway {
    /// The pathway of a member.
    #[must_use]
    pub const fn of_member(member: MemberId, base: BaseUrl) -> Self {
        Self { by: By::Member(member), base }
    }

    /// The member behind it, if it is one.
    #[must_use]
    pub const fn member(&self) -> Option<MemberId> {
        match self.by {
            By::Member(member) => Some(member),
            By::OwnMachine(_) => None,
        }
    }

    /// Its name in playlists, steering lists and reports: 16 hexadecimal characters.
    #[must_use]
    pub fn id(&self) -> String {
        match self.by {
            By::Member(member) => pathway_id(member),
            By::OwnMachine(machine) => HEXLOWER.encode(&machine.as_bytes()[..MACHINE_BYTES]),
        }
    }
}

/// What makes the order of pathways stay the same for one page view or one player: a random number that says nothing of who
/// watches. It is in addresses that the player asks, and kept nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session([u8; SESSION_BYTES]);

impl Session {
    /// A new one.
    pub(crate) fn draw(source: &dyn Entropy) -> Self {
        Self(entropy::random(source))
    }

    /// Reads what [`std::fmt::Display`] wrote; none of anything else.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The number, from which an order is drawn.
    #[must_use]
    pub const fn number(self) -> u64 {
        u64::from_be_bytes(self.0)
    }
}

impl std::fmt::Display for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

/// How well one player reaches which pathways, as it says itself. It is kept nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distances {
    near: BTreeSet<String>,
    far: BTreeSet<String>,
}

impl Distances {
    /// Reads two lists of pathways, each with commas between them.
    pub(crate) fn read(near: &str, far: &str) -> Self {
        let list =
            |text: &str| text.split(',').filter(|id| !id.is_empty()).take(PATHWAYS_LIMIT).map(String::from).collect();
        Self { near: list(near), far: list(far) }
    }

    /// Of a member in both lists nothing is known.
    #[must_use]
    pub fn of(&self, member: MemberId) -> Nearness {
        let id = pathway_id(member);
        match (self.near.contains(&id), self.far.contains(&id)) {
            (true, false) => Nearness::Near,
            (false, true) => Nearness::Far,
            (true, true) | (false, false) => Nearness::Unknown,
        }
    }
}

/// Who serves a video now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    /// The member that published it, whether it answers or not: it is told what players received.
    pub home: Pathway,
    /// Those that hold all of it and may deliver, this member among them if it is one, in the order in which players of this
    /// session take them: the best first.
    pub pathways: Vec<Pathway>,
    /// When a player is to ask for the order again.
    pub ttl_seconds: u32,
}

/// Says who serves a video.
#[async_trait]
pub trait Carriers: Send + Sync {
    /// Who serves the video, in the order for `session`, which reaches them as `distances` says. None while this member alone
    /// does: then playlists name no pathway, and nobody is steered or reports anything. It is asked at each page view,
    /// multivariant playlist and steering request, so it answers from memory or by one query. What hinders it is for it to
    /// log; then too the answer is none, and this member serves on.
    async fn serving(&self, video: VideoId, session: Session, distances: &Distances) -> Option<Serving>;

    /// Whether this member may serve a video of another home that it holds.
    ///
    /// # Errors
    /// [`StoreError`] if the database does not answer.
    async fn may_serve(&self, id: CarriedId) -> Result<MayServe, StoreError>;

    /// Whether a video of this core is at home with this member today, and not with another one that adopted its space. Where
    /// there is no federation nobody adopts anything.
    async fn is_home(&self, core: &Core, member: MemberId) -> bool;

    /// Whether everybody who said that a video of this id is theirs said that it is gone.
    async fn is_gone(&self, video: VideoId) -> bool;
}

impl Serving {
    /// Asks who serves a video. One pathway is none: there is nowhere else to go.
    pub(crate) async fn of(
        carriers: &Arc<dyn Carriers>,
        video: VideoId,
        session: Session,
        distances: &Distances,
    ) -> Option<Self> {
        let mut serving = carriers.serving(video, session, distances).await?;
        serving.pathways.truncate(PATHWAYS_LIMIT);
        (serving.pathways.len() > 1).then_some(serving)
    }

    /// The addresses that a page which plays the video may ask.
    pub(crate) fn origins(&self) -> Vec<String> {
        let all = self.pathways.iter().chain(std::iter::once(&self.home));
        let mut origins: Vec<String> = all.map(|pathway| pathway.base.to_string()).collect();
        origins.sort_unstable();
        origins.dedup();
        origins
    }
}

/// The rule of content of a page that plays: `rule` with these addresses added for what is fetched and played. A source in it
/// never has a space or a semicolon, because an address of a member has none.
pub(crate) fn policy_with(rule: &str, origins: &[String]) -> Option<HeaderValue> {
    let added = origins.join(" ");
    let parts = rule.split("; ").map(|part| {
        let opened = ["connect-src ", "media-src "].iter().any(|name| part.starts_with(name));
        if opened { format!("{part} {added}") } else { part.to_owned() }
    });
    HeaderValue::try_from(parts.collect::<Vec<_>>().join("; ")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_read_as_it_was_written_and_nothing_else_is() {
        let session = Session([0, 1, 2, 3, 4, 5, 6, 255]);
        assert_eq!(session.to_string(), "00010203040506ff");
        assert_eq!(Session::read("00010203040506ff"), Some(session));
        assert_eq!(session.number(), 0x0001_0203_0405_06ff);
        for text in ["", "00", "00010203040506FF", "00010203040506ffff", "zz010203040506ff"] {
            assert_eq!(Session::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_player_says_who_is_near_and_who_is_far_and_of_whom_it_says_both_nothing_is_known() {
        let [one, two, three] = [1, 2, 3].map(|byte| MemberId::from_bytes([byte; 32]));
        let [near, far, both] = [one, two, three].map(pathway_id);
        let distances = Distances::read(&format!("{near},{both}"), &format!("{far},,{both},nonsense"));
        assert_eq!([one, two, three].map(|id| distances.of(id)), [Nearness::Near, Nearness::Far, Nearness::Unknown]);
        assert_eq!(Distances::read("", "").of(one), Nearness::Unknown);
        let many = ["x"; PATHWAYS_LIMIT].join(",");
        assert_eq!(Distances::read(&format!("{many},{near}"), "").of(one), Nearness::Unknown, "a list has an end");
    }

    #[test]
    fn a_page_may_ask_the_carriers_and_nobody_else() {
        let rule = "default-src 'none'; media-src 'self' blob:; connect-src 'self'; form-action 'self'";
        let origins = ["https://one.example".to_owned(), "https://two.example:8443".to_owned()];
        let policy = policy_with(rule, &origins).unwrap();
        assert_eq!(
            policy,
            "default-src 'none'; media-src 'self' blob: https://one.example https://two.example:8443; \
             connect-src 'self' https://one.example https://two.example:8443; form-action 'self'"
        );
    }
}

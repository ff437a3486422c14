//! Members that other members ask, at ports of this machine.

use std::sync::Arc;

use exchange::MembershipParts;
use peers::BaseUrl;
use seams::{Clock, Seams};
use store::{SignUpMode, Store};
use testkit::VirtualClock;

use crate::member::{Member, identity};

impl Member {
    /// One that other members ask, at a port of this machine, by the same clock; anyone may sign up.
    #[expect(clippy::disallowed_methods, reason = "the tests listen where a member's server would")]
    pub async fn among_others(clock: &VirtualClock, mark: u8) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let own = BaseUrl::parse(&base).unwrap();
        let parts = |seams: &Seams, store: &Store| MembershipParts {
            allow_private: true,
            ..MembershipParts::new(seams, store, identity(mark), own)
        };
        let shown = |clock: VirtualClock| -> Arc<dyn Clock> { Arc::new(clock) };
        let member = Self::of((&base, u64::from(mark)), clock.clone(), shown, parts).await;
        member.set_sign_up(SignUpMode::Open).await;
        let site = member.site();
        tokio::spawn(async move { axum::serve(listener, site).await.unwrap() });
        member
    }
}

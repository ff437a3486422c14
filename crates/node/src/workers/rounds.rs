//! What is done every minute or so for the federation, and for machines of people's own: asking, carrying, auditing, checking,
//! telling. Each in a loop of its own, because each may take long.

use std::fmt::Display;

use tokio_util::sync::CancellationToken;
use web::own_machines::Checker;

use super::Workers;
use crate::publish::Publisher;

impl Workers {
    /// Takes part in the federation, if the member is in one.
    pub(super) async fn meet(&self, stop: &CancellationToken) {
        self.rounds(stop, "what the federation needs was not done", || self.app.membership.tick()).await;
    }

    /// Fetches what other homes placed here, and lets go what they withdrew, beside all else: a copy may take long.
    pub(super) async fn carry(&self, stop: &CancellationToken) {
        let (Publisher { objects, seams, .. }, reserve) = (&self.publisher, self.settings.reserve_bytes);
        let carry = || self.app.membership.carry(objects, &seams.disk, reserve);
        self.rounds(stop, "what is placed here was not looked after", carry).await;
    }

    /// Asks carriers, and watches as a canary, when it is time.
    pub(super) async fn audit(&self, stop: &CancellationToken) {
        self.rounds(stop, "carriers were not audited", || self.app.membership.audit()).await;
    }

    /// Checks the machines of people's own, so that players are sent to those that answer rightly.
    pub(super) async fn check_own_machines(&self, stop: &CancellationToken) {
        let Some(checker) = Checker::new(&self.app) else { return };
        self.rounds(stop, "own machines were not checked", || checker.tick(&self.app)).await;
    }

    /// Tells operators and delegates of members that are gone.
    pub(super) async fn tell_of_absences(&self, stop: &CancellationToken) {
        self.rounds(stop, "nobody was told of members that are gone", || web::absences::tell(&self.app)).await;
    }

    /// Does something until it is to stop, each time a while after the last; what fails is said in these words, and the next time
    /// goes on.
    async fn rounds<D, T, E: Display>(&self, stop: &CancellationToken, failed: &str, once: impl Fn() -> D)
    where
        D: Future<Output = Result<T, E>>,
    {
        let Some(every) = self.settings.ask_every else { return };
        while !stop.is_cancelled() {
            let done = tokio::select! {
                done = once() => done,
                () = stop.cancelled() => return,
            };
            if let Err(error) = done {
                tracing::warn!(%error, "{failed}; the next time goes on");
            }
            self.pause(every, stop).await;
        }
    }
}

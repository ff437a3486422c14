//! What is done every minute or so for the federation, and for machines of people's own: asking, carrying, auditing, checking,
//! telling. Each in a loop of its own, because each may take long.

use tokio_util::sync::CancellationToken;
use web::own_machines::Checker;

use super::Workers;
use crate::publish::Publisher;

impl Workers {
    /// Takes part in the federation, if the member is in one.
    pub(super) async fn meet(&self, stop: &CancellationToken) {
        let Some(ask_every) = self.settings.ask_every else { return };
        while !stop.is_cancelled() {
            let met = tokio::select! {
                met = self.app.membership.tick() => met,
                () = stop.cancelled() => return,
            };
            if let Err(error) = met {
                tracing::warn!(%error, "what the federation needs was not done; the next time goes on");
            }
            self.pause(ask_every, stop).await;
        }
    }

    /// Fetches what other homes placed here, and lets go what they withdrew, beside all else: a copy may take long.
    pub(super) async fn carry(&self, stop: &CancellationToken) {
        let Some(every) = self.settings.ask_every else { return };
        let Publisher { objects, seams, .. } = &self.publisher;
        while !stop.is_cancelled() {
            let carried = tokio::select! {
                carried = self.app.membership.carry(objects, &seams.disk, self.settings.reserve_bytes) => carried,
                () = stop.cancelled() => return,
            };
            if let Err(error) = carried {
                tracing::warn!(%error, "what is placed here was not looked after; the next time goes on");
            }
            self.pause(every, stop).await;
        }
    }

    /// Asks carriers, and watches as a canary, when it is time.
    pub(super) async fn audit(&self, stop: &CancellationToken) {
        let Some(every) = self.settings.ask_every else { return };
        while !stop.is_cancelled() {
            let audited = tokio::select! {
                audited = self.app.membership.audit() => audited,
                () = stop.cancelled() => return,
            };
            if let Err(error) = audited {
                tracing::warn!(%error, "carriers were not audited; the next time goes on");
            }
            self.pause(every, stop).await;
        }
    }

    /// Checks the machines of people's own, so that players are sent to those that answer rightly.
    pub(super) async fn check_own_machines(&self, stop: &CancellationToken) {
        let (Some(every), Some(checker)) = (self.settings.ask_every, Checker::new(&self.app)) else { return };
        while !stop.is_cancelled() {
            let checked = tokio::select! {
                checked = checker.tick(&self.app) => checked,
                () = stop.cancelled() => return,
            };
            if let Err(error) = checked {
                tracing::warn!(%error, "own machines were not checked; the next time goes on");
            }
            self.pause(every, stop).await;
        }
    }

    /// Tells operators and delegates of members that are gone.
    pub(super) async fn tell_of_absences(&self, stop: &CancellationToken) {
        let Some(every) = self.settings.ask_every else { return };
        while !stop.is_cancelled() {
            let told = tokio::select! {
                told = web::absences::tell(&self.app) => told,
                () = stop.cancelled() => return,
            };
            if let Err(error) = told {
                tracing::warn!(%error, "nobody was told of members that are gone; the next time goes on");
            }
            self.pause(every, stop).await;
        }
    }
}

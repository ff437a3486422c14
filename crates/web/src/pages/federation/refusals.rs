//! From what the exchange refuses to what the page says.

use exchange::joining::JoinFailure;
use exchange::{ExchangeFailure, ExchangeRefusal};
use federation::charter::Charter;
use peers::client::Cause;

use crate::pages::stop::Stop;
use crate::view::federation::FederationComplaint;
use crate::view::{Complaint, Complaints};

/// The complaint about a form; a failure of this member stops the page.
pub(super) fn of(failure: ExchangeFailure) -> Result<Complaints, Stop> {
    let ExchangeFailure::Refused(refusal) = failure else { return Err(Stop::Failure(failure.to_string())) };
    let complaint = match refusal {
        ExchangeRefusal::InOneAlready => FederationComplaint::InOneAlready,
        ExchangeRefusal::Invitation => FederationComplaint::InvitationGone,
        ExchangeRefusal::Invitations => invitations(),
        ExchangeRefusal::Roll(refusal) => FederationComplaint::Roll(refusal),
        ExchangeRefusal::Append(refusal) => FederationComplaint::Append(refusal),
        ExchangeRefusal::Charter => FederationComplaint::Roll(federation::roll::RollRefusal::NoCharter),
        ExchangeRefusal::Wish => FederationComplaint::NotTaken,
        ExchangeRefusal::Halt(halt) => return Err(Stop::Failure(halt.to_string())),
    };
    Ok(one(complaint))
}

/// The same of a way into a federation.
pub(super) fn of_joining(failure: JoinFailure) -> Result<Complaints, Stop> {
    let complaint = match failure {
        JoinFailure::Peer(Cause::NotHttps | Cause::Forbidden(_)) => FederationComplaint::AddressRefused,
        JoinFailure::Peer(cause) if cause.retry_helps() => FederationComplaint::Unreachable,
        JoinFailure::Peer(_) | JoinFailure::NoOffer => FederationComplaint::NoOffer,
        JoinFailure::Gone => FederationComplaint::InvitationGone,
        JoinFailure::Refused(refusal) => FederationComplaint::Wish(refusal),
        JoinFailure::NotTaken => FederationComplaint::NotTaken,
        JoinFailure::Own(failure) => return of(failure),
    };
    Ok(one(complaint))
}

/// Reads the text of a charter.
pub(super) fn charter(text: &str) -> Result<Charter, FederationComplaint> {
    Charter::parse(text).map_err(FederationComplaint::Charter)
}

pub(super) fn one(complaint: FederationComplaint) -> Complaints {
    Complaints(vec![Complaint::Federation(complaint)])
}

fn invitations() -> FederationComplaint {
    let most = u64::try_from(exchange::joining::OPEN_INVITATIONS).unwrap_or(u64::MAX);
    FederationComplaint::Invitations(most)
}

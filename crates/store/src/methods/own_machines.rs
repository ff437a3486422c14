//! Machines of people's own.

use carry::id::VideoId;
use carry::own_machine::Finding;
use jiff::Timestamp;

use super::methods;
use crate::rows::{
    NewOwnMachine, OwnHolding, OwnMachine, OwnMachineId, OwnMachineRefusal, SecretHash, SpaceManifest, UserId,
};

methods! {
    /// Makes an own machine, which has not been seen yet.
    decide create_own_machine(new: &NewOwnMachine, now: Timestamp) -> Result<(), OwnMachineRefusal>
        => own_machines::create;
    /// The machine of a token, unless its account is being deleted.
    read own_machine(token: SecretHash) -> Option<OwnMachine> => own_machines::by_token;
    /// An account's machines, in the order in which they were made.
    read own_machines(account: UserId) -> Vec<OwnMachine> => own_machines::of_account;
    /// The machines that told an address and were seen since then, in the order of their ids, after this one.
    read reachable_own_machines(since: Timestamp, after: Option<OwnMachineId>, limit: u32) -> Vec<OwnMachine>
        => own_machines::reachable;
    /// Removes an account's machine, and with it its token; whether there was one.
    write remove_own_machine(account: UserId, id: OwnMachineId) -> bool => own_machines::remove;
    /// Takes down what a machine says of itself, in place of what it said before; whether it is still there. A changed
    /// address is one that was not checked yet.
    write own_machine_holds(id: OwnMachineId, holding: &OwnHolding, now: Timestamp) -> bool => own_machines::hold;
    /// What a machine says that it holds, in the order of the videos' ids.
    read own_machine_videos(id: OwnMachineId) -> Vec<(VideoId, [u8; 32])> => own_machines::videos;
    /// Takes down what a check of a machine at this address found; nothing if it is gone or at another address since.
    write own_machine_checked(id: OwnMachineId, address: &str, finding: Finding, now: Timestamp) -> ()
        => own_machines::checked;
    /// The machines of a video's author that say that they hold it by its last manifest.
    read own_machines_with(video: VideoId) -> Vec<OwnMachine> => own_machines::with;
    /// Adds what players say that they received from a machine in the UTC day that begins at `day`.
    write own_machine_delivered(id: OwnMachineId, day: Timestamp, bytes: u64) -> () => own_machines::delivered;
    /// The published videos of an account that others may serve, in the order of their ids, after this one. What is being
    /// deleted, stored anew for fewer, or held back is not among them.
    read space_manifests(account: UserId, after: Option<VideoId>, limit: u32) -> Vec<SpaceManifest>
        => own_machines::space_manifests;
}

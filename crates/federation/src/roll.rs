//! The roll: who is a member, with which key, under which charter, and how that changes.
//!
//! Changes are a chain of resolutions. Each names the one before it, and is adopted when enough of the members that the
//! chain so far names have signed a ballot for it. One is decided at a time; when the members are split, they vote again in
//! another round. So everybody who knows the same ballots knows the same roll, in whatever order they arrived.

mod absence;
mod act;
mod adopt;
mod read;
mod standing;

pub use absence::{Absence, MAX_COMMONS_MONTHS, MIN_COMMONS_MONTHS, Pays};
pub use act::{Act, ActRefusal, Leave, Request, Resolution, Seat, Succession};
pub use adopt::{Adopted, Ballot, RollRefusal, adopt, needs};
pub use read::{Chain, Halt, Vote, read};
pub use standing::{Roll, Standing};

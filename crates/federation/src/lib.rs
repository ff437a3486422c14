//! The federation: its members, what they agreed, and how they agree on more.
//!
//! What it is: a pure crate. The text of a charter comes in, the figures that decide go out; entries of the members' logs
//! come in, and who is a member, what is voted on and what a period's report is go out.
//!
//! What it is not: the purse, which splits a period; or a log, which keeps entries. It signs and verifies, and sends nothing.
//!
//! What it keeps true: a charter that is accepted can be applied; a field that this version does not know is refused, so
//! nobody votes on a rule that no program keeps. Whoever has the same entries has the same roll and the same report, in
//! whatever order they came.

pub mod audit;
pub mod card;
mod cbor;
pub mod charter;
pub mod closing;
pub mod desk;
pub mod entry;
pub mod export;
pub mod facts;
mod hash;
pub mod roll;
pub mod rounds;
pub mod signed;

pub use cbor::CborRefusal;
pub use hash::Hash;

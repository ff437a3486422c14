//! Accounts of users: who may have one, how they come back, how they leave.

pub mod codes;
pub mod email;
pub mod name;
mod operator_link;
mod paper;
pub mod password;
pub(crate) mod recovery;
pub(crate) mod sign_up;
pub mod space_keys;

pub use operator_link::{LINK_LIVES, operator_link, operator_link_at};

//! Accounts of users: who may have one, how they come back, how they leave.

pub mod codes;
pub mod email;
pub mod name;
mod paper;
pub mod password;
pub mod space_keys;
pub(crate) mod sign_up;

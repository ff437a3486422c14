//! Accounts of users: who may have one, how they come back, how they leave.

pub mod email;
pub mod name;
pub mod password;

//! Commands for scripts, treasurers and auditors that need no member: tables come in, a result goes out.

mod answer;
mod settle;
mod shapley;
mod table;

pub use settle::Settle;
pub use shapley::Shapley;

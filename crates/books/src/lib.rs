//! The books: what a settled period becomes on paper, at the bank and in the tools that keep accounts.
//!
//! What it is: a pure crate. A settlement and the names and accounts of the members come in; notes, bank files and journals
//! go out as bytes, and bank statements come in as bytes and go out as what they pay.
//!
//! What it is not: the purse. It computes no share, sends nothing and keeps nothing.
//!
//! What it keeps true: every journal balances to the cent, and no format loses an amount that another one has.

pub mod bank;
pub mod journal;
pub mod note;
pub mod settlement;

//! The purse: money in integers, usage rows, what each object costs, what bills count, and how members split a period.
//!
//! What it is: a pure crate. Amounts, usage, lines of logs, expenses and capacities come in as values, an
//! exact report goes out; docs/RULES.md is the written form of every computation here.
//!
//! What it is not: a ledger or a database. It keeps nothing on a disk, reads no clock and rounds only
//! where the rules say so.
//!
//! What it keeps true: no float touches an amount; every sum is exact, and what was used plus what
//! lay idle is the expenses to the cent.

pub mod axioms;
pub mod break_even;
pub mod cost;
pub mod expense;
pub mod game;
pub mod id;
pub mod import;
pub mod money;
pub mod settle;
pub mod split;
pub mod usage;

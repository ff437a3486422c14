//! What each page shows: one struct per page, which is also its template's context.
//!
//! A handler fills the struct and calls [`askama::Template::render`]. Nothing here reads a clock, a database or a
//! request, so every page renders from its `sample()` without a server ([`samples`]); the tests and the screenshots do.
//! What it keeps true: a template can show only what its struct holds, in one language, and refusals and reasons are
//! closed enums, so that none lacks its words.

pub mod account;
pub mod adoption;
pub mod bookkeeping;
pub mod carriers;
pub mod chrome;
pub mod cost;
pub mod errors;
pub mod federation;
pub mod form;
pub mod home;
pub mod money;
pub mod notice;
pub mod operator;
pub mod operator_holds;
pub mod operator_users;
pub mod own_machines;
pub mod player;
pub mod purse;
pub mod recover;
pub mod samples;
pub mod settlement;
pub mod sign_in;
pub mod sign_up;
pub mod space;
pub mod treasurer;
pub mod video_settings;
pub mod watch;

pub use chrome::{Chrome, Viewer};
pub use form::{Complaint, Complaints};
pub use money::Money;
pub use notice::Notice;

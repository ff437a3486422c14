//! Pages, the API and sign-in of one member.
//!
//! What it is: an axum router over the seams, the store and the objects. Pages are rendered here (`view`), accounts
//! and sessions are decided here, uploads arrive here (tus 1.0), videos are handed out here (`delivery`) and what
//! was handed out is counted here (`metering`), and what players received from other members too (`reports`).
//! What it is not: the HTTP server (crate `node` accepts connections), the encoder, or the place where the database
//! is spoken to (crate `store`).
//! What it keeps true: a changing request is done only for who may do it and only when one of our own pages or a
//! bearer token asked for it; a byte of an upload that was acknowledged is durable; no address and no viewing record
//! reaches a table or a log.

pub mod absences;
pub mod accounts;
pub mod api;
mod app;
pub mod assets;
pub mod backups;
mod caller;
mod costs;
pub mod csrf;
pub mod delivery;
mod expenses;
pub mod i18n;
pub mod limits;
pub mod metering;
pub mod own_machines;
mod pages;
mod reports;
pub mod sessions;
mod settling;
pub mod tokens;
pub mod uploads;
mod videos;
pub mod view;
pub mod watching;

pub use app::{App, AppParts, AtHand, Board, WebConfig, areas, objects, router};

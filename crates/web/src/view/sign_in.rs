//! Signing in.

use askama::Template;

use super::chrome::Chrome;
use super::form::Complaints;

/// `GET /sign-in?next=…`, and again when refused. Posts to `/sign-in`: `name`, `password`, `next`.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// The frame.
    pub chrome: Chrome,
    /// The name as typed.
    pub name: String,
    /// Path to go to afterwards; starts with a single `/`.
    pub next: String,
    /// Whether a member is gone whose spaces may be brought here.
    pub adopts: bool,
    /// What was refused.
    pub complaints: Complaints,
}

//! What a member keeps, checked: with a real database, real files and what people do through the pages.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod check_cases;
mod check_damage;
mod check_running;
mod member;
mod plant;

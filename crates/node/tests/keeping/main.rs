//! What a member keeps: checked, backed up and restored, with a real database, real files and what people do through
//! the pages.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod adopted;
mod check_cases;
mod check_damage;
mod check_running;
mod commands;
mod crashes;
mod engines;
mod federated;
mod gathering;
mod golden;
mod gone_home;
mod incremental;
mod lost_machine;
mod member;
mod neighbours;
mod person;
mod plant;
mod refused;
mod vault;

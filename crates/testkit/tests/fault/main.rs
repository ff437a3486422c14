//! The fault test: a real member on a disk that fails and forgets.
//!
//! Each journey is lived once without faults, which counts the points at which a crash can fall:
//! every operation of the disk, and before and after every commit of the database. Then it is lived
//! once per point, the member is killed there, what was not synced is lost, kept or torn as the seed
//! decides, another member starts on what is left, and the person goes on from what was
//! acknowledged. Afterwards: nothing acknowledged is lost, nothing half-made is seen, nothing has
//! happened twice, and when all is settled nothing is left over. docs/crashes.md has the orders.
//!
//! `ECOT_FAULT_SEEDS` says how many seeds each point gets (1 if it is not set). A failure prints the
//! seed and the operation's number; `ECOT_FAULT_ONLY=SEED,NUMBER` lives that one again.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop at the first surprise, and prints how to meet it again"
)]

mod account;
mod answers;
mod ask;
mod closing;
mod growing;
mod journeys;
mod judge;
mod leases;
mod life;
mod lines;
mod lives;
mod person;
mod room;
mod runs;
mod sending;

use journeys::{Change, Delete, DeleteEarly, GiveUp, Leave, Passwords, Publish, Sealed, SignUp, Upload, Watch};

#[test]
fn wherever_the_member_dies_an_account_that_was_shown_exists_and_exists_once() {
    runs::every_point(&SignUp);
}

#[test]
fn wherever_the_member_dies_acknowledged_bytes_of_an_upload_are_there_and_it_becomes_one_video() {
    runs::every_point(&Upload);
}

#[test]
fn wherever_the_member_dies_a_video_is_published_whole_and_once() {
    runs::every_point(&Publish);
}

#[test]
fn wherever_the_member_dies_a_change_that_was_acknowledged_is_published() {
    runs::every_point(&Change);
}

#[test]
fn wherever_the_member_dies_a_deleted_video_stays_deleted_and_leaves_nothing() {
    runs::every_point(&Delete);
}

#[test]
fn wherever_the_member_dies_what_was_delivered_is_counted_at_most_once() {
    runs::every_point(&Watch);
}

#[test]
fn wherever_the_member_dies_the_password_and_the_codes_that_were_acknowledged_open_the_account() {
    runs::every_point(&Passwords);
}

#[test]
fn wherever_the_member_dies_an_upload_that_was_given_up_or_forgotten_leaves_nothing() {
    runs::every_point(&GiveUp);
}

#[test]
fn wherever_the_member_dies_a_private_video_is_never_stored_in_the_clear_and_its_original_is_kept() {
    runs::every_point(&Sealed);
}

#[test]
fn wherever_the_member_dies_a_video_deleted_while_it_is_encoded_leaves_nothing() {
    runs::every_point(&DeleteEarly);
}

#[test]
fn wherever_the_member_dies_an_account_that_ends_takes_everything_with_it() {
    runs::every_point(&Leave);
}

#[test]
fn whichever_operation_of_an_account_fails_what_was_acknowledged_holds() {
    runs::every_failure(&SignUp);
    runs::every_failure(&Passwords);
}

#[test]
fn whichever_operation_of_an_upload_fails_what_was_acknowledged_holds() {
    runs::every_failure(&Upload);
    runs::every_failure(&GiveUp);
}

#[test]
fn whichever_operation_of_publishing_fails_what_was_acknowledged_holds() {
    runs::every_failure(&Publish);
    runs::every_failure(&Sealed);
}

#[test]
fn whichever_operation_of_a_change_fails_what_was_acknowledged_holds() {
    runs::every_failure(&Change);
}

#[test]
fn whichever_operation_of_a_deletion_fails_what_was_acknowledged_holds() {
    runs::every_failure(&Delete);
    runs::every_failure(&DeleteEarly);
    runs::every_failure(&Leave);
}

#[test]
fn whichever_operation_of_counting_fails_what_was_delivered_is_counted_at_most_once() {
    runs::every_failure(&Watch);
}

#[test]
fn on_a_disk_that_fails_now_and_then_nothing_acknowledged_is_lost() {
    runs::failing_disk(&Upload);
    runs::failing_disk(&Publish);
    runs::failing_disk(&Change);
    runs::failing_disk(&Delete);
}

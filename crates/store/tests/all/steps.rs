//! Anything that a program might ask of the store, in any order: steps made of small numbers, so
//! that they meet the same few people, videos and secrets, and shrink well.

use std::fmt::Debug;

use jiff::Timestamp;
use proptest::prelude::*;
use store::{Entry, Lease, LeasedJob, NewAccount, NewApiToken, Setting, SignUpMode, Store, StoreError};

use crate::samples::*;

/// One step: which operation, and whom or what it is about.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    area: u8,
    pub(crate) what: u8,
    pub(crate) a: u8,
    pub(crate) b: u8,
    pub(crate) c: u8,
}

/// Any step. Work and videos come more often than the rest: most of what can go wrong is there.
pub fn any_step() -> impl Strategy<Value = Step> {
    let area = prop_oneof![2 => Just(0), 2 => Just(1), 3 => Just(2), 4 => Just(3), 3 => Just(4), 2 => Just(5)];
    (area, 0_u8..8, 1_u8..5, 1_u8..5, 0_u8..4).prop_map(|(area, what, a, b, c)| Step { area, what, a, b, c })
}

/// One who asks: the leases in hand, and the time.
#[derive(Debug)]
pub struct Asker {
    /// Each with the number of the video that it is about.
    pub(crate) leases: Vec<(Lease, u8)>,
    pub(crate) last: Option<LeasedJob>,
    pub(crate) steps: u8,
}

pub(crate) const NAMES: [&str; 6] = ["Zoé", "zoe", "Amira", "Émile", "-", "paul.0"];
const EMAILS: [&str; 4] = ["Zoe@Example.org", "zoe@example.org", "zoé@example.org", "a@b"];
pub(crate) const TITLES: [&str; 4] = ["L'été à vélo", "Assemblée générale", "vélo\0 2026", ""];

/// An answer in words; a failure without its cause, which is the engine's own.
pub(crate) fn words<T: Debug>(answer: Result<T, StoreError>) -> String {
    match answer {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => format!("failed: {}, a retry helps: {}", error.operation, error.retry_helps()),
    }
}

pub(crate) fn pick<T: Copy>(from: &[T], n: u8) -> T {
    from[usize::from(n) % from.len()]
}

impl Asker {
    pub fn new() -> Self {
        Self { leases: Vec::new(), last: None, steps: 0 }
    }

    /// A number that nothing has yet.
    pub(crate) fn fresh(&self) -> u8 {
        110 + self.steps
    }

    /// Time passes with each step.
    pub(crate) fn seconds(&self) -> i64 {
        20 * i64::from(self.steps)
    }

    pub(crate) fn now(&self) -> Timestamp {
        at(self.seconds())
    }

    /// Mostly the last lease and its video; else any lease, or one that never was, and any video.
    pub(crate) fn lease(&self, n: u8, video: u8) -> (Lease, u8) {
        let never = (Lease { job: store::JobId(1), holder: holder(n), attempt: 9 }, video);
        match (self.leases.last(), n) {
            (Some(last), 1..=3) => *last,
            _ if video == 1 => never,
            _ => (self.leases.get(usize::from(video)).map_or(never.0, |(lease, _)| *lease), video),
        }
    }

    /// Does a step; what the store said.
    pub async fn step(&mut self, store: &Store, step: Step) -> String {
        self.steps += 1;
        match step.area {
            0 => self.people(store, step).await,
            1 => self.access(store, step).await,
            2 => self.uploads(store, step).await,
            3 => self.work(store, step).await,
            4 => self.videos(store, step).await,
            _ => self.rest(store, step).await,
        }
    }

    async fn people(&self, store: &Store, Step { what, a, b, c, .. }: Step) -> String {
        let now = self.now();
        match what {
            0..=2 => {
                let entry = match c {
                    0 => Entry::Open,
                    1 => Entry::Invitation(secret(b)),
                    2 => Entry::OperatorLink(secret(b)),
                    _ => Entry::CommandLine,
                };
                let recovery_codes = vec![secret(b)];
                let email = Some(pick(&EMAILS, b).to_owned());
                let new = NewAccount { entry, recovery_codes, email, ..account(a, pick(&NAMES, a + b + what)) };
                words(store.create_account(&new, now).await)
            }
            3 => words(store.set_roles(user(a), b == 1, c == 1).await),
            4 => words(store.set_quota(user(a), (b > 1).then_some(150 * u64::from(b))).await),
            5 => words(store.set_email(user(a), (c > 0).then_some(pick(&EMAILS, b))).await),
            6 => words(store.begin_account_deletion(user(a), now).await),
            _ => words(store.finish_account_deletion(user(a)).await),
        }
    }

    async fn access(&self, store: &Store, Step { what, a, b, c, .. }: Step) -> String {
        let (now, later) = (self.now(), at(self.seconds() + 1_200));
        match what {
            0 => words(store.create_session(user(a), &session(b), now).await),
            1 => {
                words(store.create_api_token(&NewApiToken { expires_at: Some(later), ..token(b, user(a)) }, now).await)
            }
            2 if c < 2 => {
                let link = store::NewOperatorLink { expires_at: later, ..operator_link(b, (c == 0).then(|| user(a))) };
                words(store.create_operator_link(&link, now).await)
            }
            2 => {
                // A row with a number: a second one of its id would take a number on one engine only.
                let new = store::NewInvitation { expires_at: later, ..invitation(self.fresh(), user(a)) };
                let known = store.account(user(a)).await;
                if matches!(known, Ok(None)) { words(known) } else { words(store.create_invitation(&new, now).await) }
            }
            3 => words(store.create_password_reset(secret(b), user(a), now, later).await),
            4 => words(store.use_recovery_code(user(a), secret(b), "$code", now).await),
            5 => words(store.use_password_reset(secret(b), "$reset", now).await),
            6 => words(store.sign_in_by_operator_link(secret(b), &session(self.fresh()), now).await),
            _ if c == 0 => words(store.delete_sessions(user(a), Some(secret(b))).await),
            _ if c == 1 => words(store.prune(now).await),
            _ => words(store.touch_session(secret(b), now, later).await),
        }
    }

    async fn rest(&self, store: &Store, Step { what, a, b, c, .. }: Step) -> String {
        let now = self.now();
        match what {
            0 | 1 => {
                let rows = [usage(a, i64::from(c), 7), usage(b, i64::from(what), 5)];
                words(store.flush_usage(batch(10 * a + c), &rows, now).await)
            }
            2 => words(store.close_hour(hour(i64::from(c)), &[delivered(a)]).await),
            3 => words(store.count_stored_hour(hour(i64::from(c)), member(1)).await),
            4 => {
                let new =
                    store::NewExpense { common_minor: 100 * u64::from(b), ..expense("Une ligne", 100 * u64::from(a)) };
                let known = store.account(user(1)).await;
                if matches!(known, Ok(None)) { words(known) } else { words(store.add_expense(&new, now).await) }
            }
            5 => words(store.reverse_expense(store::ExpenseId(i64::from(a)), user(1), now).await),
            6 if c == 0 => words(store.add_signing_key(&[a; 32], &[b]).await),
            6 if c == 1 => {
                words(store.enqueue_job(&job(pick(&NAMES, a), self.seconds() + 60 * i64::from(b)), now).await)
            }
            6 if c == 2 => words(store.cancel_jobs(video_id(a), now).await),
            6 => words(store.prune_jobs(now).await),
            _ if c < 2 => words(store.set_setting(&Setting::SignUp(pick(&SignUpMode::ALL, a))).await),
            _ => words(store.set_setting(&Setting::DefaultQuotaBytes((c == 2).then_some(250))).await),
        }
    }
}

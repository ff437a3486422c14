//! A member with a bug in it: the clock, which handlers ask, panics when told.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use jiff::Timestamp;
use seams::Clock;
use testkit::VirtualClock;

use crate::member::{BASE, Member};

struct Broken {
    clock: VirtualClock,
    broken: Arc<AtomicBool>,
}

#[async_trait::async_trait]
impl Clock for Broken {
    fn now(&self) -> Timestamp {
        assert!(!self.broken.load(Ordering::Relaxed), "the clock is broken");
        self.clock.now()
    }

    async fn sleep(&self, duration: Duration) {
        self.clock.sleep(duration).await;
    }
}

#[tokio::test]
async fn a_bug_in_a_handler_is_answered_with_a_page_that_says_so() {
    let broken = Arc::new(AtomicBool::new(false));
    let member = Member::at(BASE, |clock| Arc::new(Broken { clock, broken: broken.clone() })).await;
    let visitor = member.visitor_from("192.0.2.7");
    assert_eq!(visitor.get("/search?q=a").await.status, StatusCode::OK);
    broken.store(true, Ordering::Relaxed);
    let answer = visitor.get("/search?q=a").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.text.contains("<html lang=\"en\"") && answer.text.contains("</html>"), "{}", answer.text);
    assert!(!answer.text.contains("the clock"), "what went wrong is for the log: {}", answer.text);

    let program = member.program("anything");
    let answer = program.get("/api/v1/account").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "what is no page has the status alone");
    broken.store(false, Ordering::Relaxed);
    assert_eq!(visitor.get("/search?q=a").await.status, StatusCode::OK, "the member goes on");
}

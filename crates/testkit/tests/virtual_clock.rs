//! Virtual time moves only when told, and wakes in order.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use seams::Clock;
use testkit::VirtualClock;

#[tokio::test]
async fn sleepers_wake_in_the_order_of_their_time_and_see_that_time() {
    let clock = VirtualClock::new(Timestamp::UNIX_EPOCH);
    let woken = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for seconds in [3_u64, 1, 2] {
        let (clock, woken) = (clock.clone(), Arc::clone(&woken));
        tasks.push(tokio::spawn(async move {
            // Sleeps twice, so that it also shows that a second sleep on the way is served.
            clock.sleep(Duration::from_secs(seconds)).await;
            woken.lock().unwrap().push((seconds, clock.now().as_second()));
            clock.sleep(Duration::from_secs(10)).await;
            woken.lock().unwrap().push((seconds, clock.now().as_second()));
        }));
    }
    while clock.sleepers() < 3 {
        tokio::task::yield_now().await;
    }
    clock.advance(Duration::from_secs(2)).await;
    assert_eq!(*woken.lock().unwrap(), [(1, 1), (2, 2)]);
    clock.advance(Duration::from_secs(10)).await;
    assert_eq!(*woken.lock().unwrap(), [(1, 1), (2, 2), (3, 3), (1, 11), (2, 12)]);
    assert_eq!(clock.now().as_second(), 12);
    assert!(clock.advance_to_next().await);
    assert_eq!(clock.now().as_second(), 13);
    for task in tasks {
        task.await.unwrap();
    }
    assert!(!clock.advance_to_next().await);
}

#[tokio::test]
async fn a_dropped_sleep_leaves_the_queue() {
    let clock = VirtualClock::new(Timestamp::UNIX_EPOCH);
    {
        let mut sleep = clock.sleep(Duration::from_secs(1));
        let _pending = futures::poll!(&mut sleep);
        assert_eq!(clock.sleepers(), 1);
    }
    assert_eq!(clock.sleepers(), 0);
}

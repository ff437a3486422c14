//! A check beside a member that publishes, changes, deletes and collects.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use node::check::Patience;
use testkit::transcoder;

use crate::member::{AT_ONCE, Kept, check};
use crate::plant;

/// A step of the member may take long on a machine that has other work. Once nothing looks wrong, nobody waits.
const WITH_PATIENCE: Patience = Patience { looks: 600, pause: Duration::from_millis(50) };

/// Times that the member publishes, changes and deletes meanwhile.
const ROUNDS: u64 = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_check_beside_a_member_at_work_reports_nothing_and_still_sees_damage() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Arc::new(Kept::new(folder.path()).await);
    kept.publish(&transcoder::source(1, 5_000), "public").await;
    let done = Arc::new(AtomicBool::new(false));
    let busy = tokio::spawn({
        let (kept, done) = (Arc::clone(&kept), Arc::clone(&done));
        async move {
            for round in 0..ROUNDS {
                let source = transcoder::source(round + 2, 5_000);
                let id = kept.publish(&source, "public").await;
                kept.change(&id, &serde_json::json!({ "visibility": "private" })).await;
                kept.work().await;
                kept.delete(&id).await;
                kept.work().await;
                kept.pass(25).await;
                kept.keep_house().await;
            }
            done.store(true, Ordering::SeqCst);
        }
    });
    let mut checks = 0;
    while !done.load(Ordering::SeqCst) {
        let report = check(folder.path(), WITH_PATIENCE).await;
        assert!(report.is_clean(), "check {checks}: {report}");
        checks += 1;
    }
    busy.await.unwrap();
    assert!(checks > 2, "the member was through before it was checked");

    plant::alter(&plant::objects(folder.path())[0]);
    let report = check(folder.path(), AT_ONCE).await;
    assert_eq!(report.findings.len(), 1, "{report}");
}

//! Links of auditors.

use store::{AuditLink, NewAuditLink};

use crate::engines::on_both;
use crate::samples::*;

fn link(n: u8, ends: i64) -> NewAuditLink {
    NewAuditLink { hash: secret(n), created_by: user(1), expires_at: at(ends) }
}

#[tokio::test]
async fn an_auditors_link_opens_again_and_again_until_it_ends_or_is_withdrawn() {
    on_both(async |store| {
        store.create_account(&account(1, "zoe"), at(0)).await.unwrap().unwrap();
        store.create_audit_link(&link(1, 10), at(1)).await.unwrap();
        store.create_audit_link(&link(2, 20), at(2)).await.unwrap();
        for _ in 0..2 {
            assert!(store.audit_link(secret(1), at(9)).await.unwrap());
        }
        assert!(!store.audit_link(secret(1), at(10)).await.unwrap(), "it has ended");
        assert!(!store.audit_link(secret(3), at(9)).await.unwrap(), "nobody made it");
        let listed = store.audit_links(at(9), 9).await.unwrap();
        let kept = |n, made, ends| AuditLink {
            hash: secret(n),
            created_by: Some(user(1)),
            created_at: at(made),
            expires_at: at(ends),
        };
        assert_eq!(listed, [kept(2, 2, 20), kept(1, 1, 10)]);
        assert!(store.withdraw_audit_link(secret(2)).await.unwrap());
        assert!(!store.withdraw_audit_link(secret(2)).await.unwrap());
        assert!(!store.audit_link(secret(2), at(9)).await.unwrap(), "it was withdrawn");
        assert_eq!(store.prune(at(10)).await.unwrap(), 1);
        assert_eq!(store.audit_links(at(0), 9).await.unwrap(), []);
    })
    .await;
}

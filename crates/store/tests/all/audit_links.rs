//! Links of auditors.

use store::{AuditLink, NewAuditLink};

use crate::engines::on_both;
use crate::samples::*;

fn link(n: u8, ends: i64) -> NewAuditLink {
    NewAuditLink { hash: secret(n), name: format!("Auditor {n}"), created_by: user(1), expires_at: at(ends) }
}

#[tokio::test]
async fn an_auditors_link_opens_again_and_again_until_it_ends_or_is_withdrawn() {
    on_both(async |store| {
        store.create_account(&account(1, "zoe"), at(0)).await.unwrap().unwrap();
        store.create_audit_link(&link(1, 10), at(1)).await.unwrap();
        store.create_audit_link(&link(2, 20), at(2)).await.unwrap();
        let kept = |n, made, ends| AuditLink {
            hash: secret(n),
            name: format!("Auditor {n}"),
            created_by: Some(user(1)),
            created_at: at(made),
            expires_at: at(ends),
            withdrawn_at: None,
        };
        for _ in 0..2 {
            assert_eq!(store.audit_link(secret(1)).await.unwrap(), Some(kept(1, 1, 10)));
        }
        assert!(kept(1, 1, 10).is_open(at(9)) && !kept(1, 1, 10).is_open(at(10)), "it ends");
        assert_eq!(store.audit_link(secret(3)).await.unwrap(), None, "nobody made it");
        assert_eq!(store.audit_links(at(9), 9).await.unwrap(), [kept(2, 2, 20), kept(1, 1, 10)]);
        assert!(store.withdraw_audit_link(secret(2), at(9)).await.unwrap());
        assert!(!store.withdraw_audit_link(secret(2), at(10)).await.unwrap());
        let withdrawn = store.audit_link(secret(2)).await.unwrap().unwrap();
        assert_eq!((withdrawn.withdrawn_at, withdrawn.is_open(at(9))), (Some(at(9)), false));
        assert_eq!(store.audit_links(at(9), 9).await.unwrap(), [kept(1, 1, 10)]);
        assert_eq!(store.prune(at(20)).await.unwrap(), 0, "who comes by them is told for some months");
        assert_eq!(store.prune(at(20 + 90 * 24 * 3_600)).await.unwrap(), 2);
        assert_eq!(store.audit_link(secret(1)).await.unwrap(), None);
    })
    .await;
}

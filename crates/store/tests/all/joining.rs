//! Invitations of other members.

use store::MemberInvitation;

use crate::engines::on_both;
use crate::samples::*;

fn invitation(n: u8, made: i64) -> MemberInvitation {
    MemberInvitation {
        code: secret(n),
        bytes: vec![n; 3],
        created_at: at(made),
        expires_at: at(made + 10),
        used_for: None,
    }
}

#[tokio::test]
async fn an_invitation_of_a_member_serves_one_request_however_often_it_comes() {
    on_both(async |store| {
        store.add_member_invitation(&invitation(1, 1)).await.unwrap();
        assert_eq!(store.member_invitation(secret(1)).await.unwrap(), Some(invitation(1, 1)));
        assert_eq!(store.member_invitation(secret(2)).await.unwrap(), None);
        for _ in 0..2 {
            assert!(store.use_member_invitation(secret(1), &[7; 32]).await.unwrap());
        }
        assert!(!store.use_member_invitation(secret(1), &[8; 32]).await.unwrap(), "another request");
        assert!(!store.use_member_invitation(secret(2), &[8; 32]).await.unwrap(), "nobody made it");
        assert!(!store.withdraw_member_invitation(secret(1)).await.unwrap(), "it was used");
        let used = MemberInvitation { used_for: Some([7; 32]), ..invitation(1, 1) };
        assert_eq!(store.member_invitations(9).await.unwrap(), [used]);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_that_was_withdrawn_or_has_ended_is_gone() {
    on_both(async |store| {
        for (n, made) in [(1, 1), (2, 2), (3, 3)] {
            store.add_member_invitation(&invitation(n, made)).await.unwrap();
        }
        assert!(store.withdraw_member_invitation(secret(2)).await.unwrap());
        assert!(!store.withdraw_member_invitation(secret(2)).await.unwrap());
        assert_eq!(store.member_invitations(9).await.unwrap(), [invitation(3, 3), invitation(1, 1)]);
        assert_eq!(store.prune(at(11)).await.unwrap(), 1);
        assert_eq!(store.member_invitations(9).await.unwrap(), [invitation(3, 3)]);
    })
    .await;
}

//! Invitations, operators' links, recovery codes and password resets: what is used once.

use store::{
    AccountRefusal, Entry, Invitation, LinkRefusal, NewAccount, OPEN_RESETS, OperatorLinkUse, RecoveryRefusal,
    ResetRefusal, Setting, SignUpMode, Store,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::people;

/// Uses up an invitation.
async fn sign_up(store: &Store, n: u8, invitation: u8) {
    store.set_setting(&Setting::SignUp(SignUpMode::Invitation)).await.unwrap();
    let new = NewAccount { entry: Entry::Invitation(secret(invitation)), ..account(n, &format!("invited {n}")) };
    store.create_account(&new, at(5)).await.unwrap().unwrap();
}

#[tokio::test]
async fn an_invitation_is_used_once_before_it_expires() {
    on_both(async |store| {
        people(&store).await;
        store.create_invitation(&invitation(1, user(1)), at(0)).await.unwrap();
        assert_eq!(store.check_invitation(secret(1), at(DAY - 1)).await.unwrap(), Ok(()));
        assert_eq!(store.check_invitation(secret(1), at(DAY)).await.unwrap(), Err(LinkRefusal::Expired));
        assert_eq!(store.check_invitation(secret(2), at(0)).await.unwrap(), Err(LinkRefusal::Unknown));
        sign_up(&store, 3, 1).await;
        assert_eq!(store.check_invitation(secret(1), at(DAY)).await.unwrap(), Err(LinkRefusal::Used));
        let used = Invitation {
            id: invitation_id(1),
            created_by: Some(user(1)),
            created_at: at(0),
            expires_at: at(DAY),
            used_at: Some(at(5)),
        };
        assert_eq!(store.invitations(None, 9).await.unwrap(), [used]);
    })
    .await;
}

#[tokio::test]
async fn invitations_are_listed_from_the_newest_and_taken_back_before_use() {
    on_both(async |store| {
        people(&store).await;
        for n in 1..=4 {
            store.create_invitation(&invitation(n, user(1)), at(0)).await.unwrap();
        }
        let ids = async |after, limit| {
            let page = store.invitations(after, limit).await.unwrap();
            page.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(None, 3).await, [4, 3, 2].map(invitation_id));
        assert_eq!(ids(Some(invitation_id(2)), 3).await, [invitation_id(1)]);
        assert_eq!(ids(Some(invitation_id(9)), 3).await, [], "after one that is not there");
        assert!(store.delete_invitation(invitation_id(3)).await.unwrap());
        assert!(!store.delete_invitation(invitation_id(3)).await.unwrap());
        assert_eq!(store.check_invitation(secret(3), at(0)).await.unwrap(), Err(LinkRefusal::Unknown));
        sign_up(&store, 5, 1).await;
        assert!(!store.delete_invitation(invitation_id(1)).await.unwrap(), "it was used");
        assert_eq!(ids(None, 9).await, [4, 2, 1].map(invitation_id));
    })
    .await;
}

#[tokio::test]
async fn an_operators_link_opens_once_what_it_was_made_for() {
    on_both(async |store| {
        people(&store).await;
        store.create_operator_link(&operator_link(1, None), at(0)).await.unwrap();
        store.create_operator_link(&operator_link(2, Some(user(1))), at(0)).await.unwrap();
        assert_eq!(store.operator_link(secret(1), at(0)).await.unwrap(), Ok(OperatorLinkUse::SignUp));
        assert_eq!(store.operator_link(secret(2), at(0)).await.unwrap(), Ok(OperatorLinkUse::SignIn(user(1))));
        assert_eq!(store.operator_link(secret(3), at(0)).await.unwrap(), Err(LinkRefusal::Unknown));
        assert_eq!(store.operator_link(secret(2), at(DAY)).await.unwrap(), Err(LinkRefusal::Expired));
        let sign_in =
            async |n, seconds| store.sign_in_by_operator_link(secret(n), &session(9), at(seconds)).await.unwrap();
        assert_eq!(sign_in(3, 0).await, Err(LinkRefusal::Unknown));
        assert_eq!(sign_in(1, 0).await, Err(LinkRefusal::Unknown), "it makes an account");
        assert_eq!(sign_in(2, DAY).await, Err(LinkRefusal::Expired));
        assert_eq!(store.session(secret(9), at(0)).await.unwrap(), None);
        assert_eq!(sign_in(2, 0).await, Ok(user(1)));
        assert_eq!(store.session(secret(9), at(0)).await.unwrap().unwrap().1.id, user(1));
        assert_eq!(sign_in(2, 0).await, Err(LinkRefusal::Used));
        assert_eq!(store.operator_link(secret(2), at(0)).await.unwrap(), Err(LinkRefusal::Used));
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_opens_the_account_once() {
    on_both(async |store| {
        people(&store).await;
        let nobody = store.replace_recovery_codes(user(9), &[secret(1)]).await.unwrap();
        assert_eq!(nobody, Err(AccountRefusal::Unknown));
        store.replace_recovery_codes(user(1), &[1, 2, 3].map(secret)).await.unwrap().unwrap();
        store.replace_recovery_codes(user(2), &[secret(4)]).await.unwrap().unwrap();
        store.create_session(user(1), &session(5), at(0)).await.unwrap().unwrap();
        store.create_password_reset(secret(6), user(1), at(0), at(HOUR)).await.unwrap().unwrap();
        let using = async |account, n| {
            store.use_recovery_code(user(account), secret(n), &format!("${n}"), at(1)).await.unwrap()
        };
        assert_eq!(using(9, 1).await, Err(RecoveryRefusal::UnknownAccount));
        assert_eq!(using(1, 4).await, Err(RecoveryRefusal::Secret(LinkRefusal::Unknown)), "it is Amira's");
        assert_eq!(using(1, 2).await, Ok(2));
        assert_eq!(store.account(user(1)).await.unwrap().unwrap().password_hash, "$2");
        assert_eq!(store.session(secret(5), at(1)).await.unwrap(), None);
        assert_eq!(store.password_reset(secret(6), at(1)).await.unwrap(), Err(LinkRefusal::Unknown));
        assert_eq!(using(1, 2).await, Err(RecoveryRefusal::Secret(LinkRefusal::Used)));
        assert_eq!(using(1, 1).await, Ok(1));
        store.replace_recovery_codes(user(1), &[7, 8].map(secret)).await.unwrap().unwrap();
        assert_eq!(using(1, 3).await, Err(RecoveryRefusal::Secret(LinkRefusal::Unknown)), "replaced");
        assert_eq!(store.recovery_codes_left(user(1)).await.unwrap(), 2);
        assert_eq!(store.recovery_codes_left(user(2)).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_reset_replaces_the_password_once_and_voids_the_others() {
    on_both(async |store| {
        people(&store).await;
        for n in [1, 2] {
            store.create_password_reset(secret(n), user(1), at(0), at(HOUR)).await.unwrap().unwrap();
        }
        store.create_session(user(1), &session(3), at(0)).await.unwrap().unwrap();
        let using = async |n, seconds| store.use_password_reset(secret(n), "$new", at(seconds)).await.unwrap();
        assert_eq!(store.password_reset(secret(1), at(HOUR - 1)).await.unwrap(), Ok(user(1)));
        assert_eq!(using(9, 0).await, Err(RecoveryRefusal::Secret(LinkRefusal::Unknown)));
        assert_eq!(using(1, HOUR).await, Err(RecoveryRefusal::Secret(LinkRefusal::Expired)));
        assert_eq!(using(1, 1).await, Ok(user(1)));
        assert_eq!(store.account(user(1)).await.unwrap().unwrap().password_hash, "$new");
        assert_eq!(store.session(secret(3), at(1)).await.unwrap(), None);
        assert_eq!(using(1, 1).await, Err(RecoveryRefusal::Secret(LinkRefusal::Used)));
        assert_eq!(using(2, 1).await, Err(RecoveryRefusal::Secret(LinkRefusal::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn only_so_many_resets_wait_for_one_account() {
    on_both(async |store| {
        people(&store).await;
        let ask = async |n, account, seconds| {
            store.create_password_reset(secret(n), user(account), at(seconds), at(HOUR + seconds)).await.unwrap()
        };
        assert_eq!(ask(1, 9, 0).await, Err(ResetRefusal::UnknownAccount));
        for n in 1..=u8::try_from(OPEN_RESETS).unwrap() {
            assert_eq!(ask(n, 1, 0).await, Ok(()));
        }
        assert_eq!(ask(10, 1, HOUR - 1).await, Err(ResetRefusal::TooMany));
        assert_eq!(ask(10, 2, 0).await, Ok(()), "each account has its own");
        assert_eq!(ask(11, 1, HOUR).await, Ok(()), "those of before have expired");
        let others = 21..20 + u8::try_from(OPEN_RESETS).unwrap();
        for n in others {
            assert_eq!(ask(n, 2, 0).await, Ok(()));
        }
        assert_eq!(ask(30, 2, 0).await, Err(ResetRefusal::TooMany));
        store.forget_password_reset(secret(21)).await.unwrap();
        store.forget_password_reset(secret(99)).await.expect("one that never was");
        assert_eq!(store.password_reset(secret(21), at(1)).await.unwrap(), Err(LinkRefusal::Unknown));
        assert_eq!(ask(30, 2, 0).await, Ok(()), "what nobody was told of does not count");
        assert_eq!(store.password_reset(secret(10), at(1)).await.unwrap(), Ok(user(2)), "the others stay");
    })
    .await;
}

//! Accounts: names, addresses, roles, what a person sets.

use store::{
    ACCOUNTS_PER_EMAIL, Account, AccountRefusal, Entry, LinkRefusal, NewAccount, Setting, SignUpMode, SignUpRefusal,
    Store,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published};

#[tokio::test]
async fn an_account_is_there_as_it_was_made() {
    on_both(async |store| {
        let new = NewAccount {
            name: "  Zoé ".to_owned(),
            email: Some("Zoé@Example.org".to_owned()),
            recovery_codes: vec![secret(1), secret(2), secret(2)],
            ..account(1, "")
        };
        assert_eq!(store.account(user(1)).await.unwrap(), None);
        store.create_account(&new, at(0)).await.unwrap().unwrap();
        let made = Account {
            id: user(1),
            name: "Zoé".to_owned(),
            email: new.email,
            password_hash: new.password_hash,
            operator: false,
            treasurer: false,
            delegate: false,
            quota_bytes: None,
            locale: "fr".to_owned(),
            created_at: at(0),
            space_public: new.space_public,
            space_secret: new.space_secret,
            recovery_public: new.recovery_public,
            deleting_since: None,
        };
        assert_eq!(store.account(user(1)).await.unwrap(), Some(made.clone()));
        assert_eq!(store.accounts_by_email("ZOé@example.ORG").await.unwrap(), [made]);
        assert_eq!(store.accounts_by_email("zoe@example.org").await.unwrap(), [], "another person's address");
        assert_eq!(store.recovery_codes_left(user(1)).await.unwrap(), 2);
        assert_eq!(store.account_count().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_name_is_taken_however_it_is_spelt() {
    on_both(async |store| {
        store.create_account(&account(1, "Zoé L0pez"), at(0)).await.unwrap().unwrap();
        for (n, name) in (2..).zip(["zoe lopez", "ZOÉ-LÓPEZ", " Zo.e_Lopez ", "Ｚｏé lopez"]) {
            let refused = store.create_account(&account(n, name), at(0)).await.unwrap();
            assert_eq!(refused, Err(SignUpRefusal::NameTaken), "{name}");
            assert_eq!(store.account_by_name(name).await.unwrap().unwrap().id, user(1), "{name}");
        }
        store.create_account(&account(2, "Zoé Lopes"), at(0)).await.unwrap().unwrap();
        assert_eq!(store.account_by_name("nobody").await.unwrap(), None);
    })
    .await;
}

/// Makes an account of this entry; what it is refused for.
async fn entering(store: &Store, n: u8, name: &str, entry: Entry) -> Result<(), SignUpRefusal> {
    store.create_account(&NewAccount { entry, ..account(n, name) }, at(HOUR)).await.unwrap()
}

#[tokio::test]
async fn sign_up_is_refused_for_the_first_reason() {
    on_both(async |store| {
        people(&store).await;
        for n in [10, 11, 12] {
            store.create_invitation(&invitation(n, user(1)), at(0)).await.unwrap();
            store.create_operator_link(&operator_link(10 + n, None), at(0)).await.unwrap();
        }
        let mut old = invitation(13, user(1));
        old.expires_at = at(HOUR);
        store.create_invitation(&old, at(0)).await.unwrap();
        let mut old = operator_link(23, None);
        old.expires_at = at(HOUR);
        store.create_operator_link(&old, at(0)).await.unwrap();
        store.create_operator_link(&operator_link(24, Some(user(2))), at(0)).await.unwrap();
        let invited = |n| Entry::Invitation(secret(n));
        let linked = |n| Entry::OperatorLink(secret(n));

        store.set_setting(&Setting::SignUp(SignUpMode::Closed)).await.unwrap();
        assert_eq!(entering(&store, 3, "", Entry::Open).await, Err(SignUpRefusal::Closed));
        assert_eq!(entering(&store, 3, "", invited(99)).await, Err(SignUpRefusal::Closed));
        entering(&store, 3, "by the command line", Entry::CommandLine).await.unwrap();
        entering(&store, 4, "by a link", linked(20)).await.unwrap();

        store.set_setting(&Setting::SignUp(SignUpMode::Invitation)).await.unwrap();
        assert_eq!(entering(&store, 5, "", Entry::Open).await, Err(SignUpRefusal::InvitationNeeded));
        entering(&store, 5, "by invitation", invited(10)).await.unwrap();
        for (n, refusal) in [(99, LinkRefusal::Unknown), (10, LinkRefusal::Used), (13, LinkRefusal::Expired)] {
            assert_eq!(entering(&store, 6, "", invited(n)).await, Err(SignUpRefusal::Invitation(refusal)));
        }
        // A link that signs somebody in makes no account.
        for (n, refusal) in [
            (99, LinkRefusal::Unknown),
            (24, LinkRefusal::Unknown),
            (20, LinkRefusal::Used),
            (23, LinkRefusal::Expired),
        ] {
            assert_eq!(entering(&store, 6, "", linked(n)).await, Err(SignUpRefusal::OperatorLink(refusal)));
        }

        for name in ["", " ", "-_.", "…"] {
            assert_eq!(entering(&store, 6, name, invited(11)).await, Err(SignUpRefusal::NameEmpty), "{name:?}");
        }
        for n in 20..20 + u8::try_from(ACCOUNTS_PER_EMAIL).unwrap() {
            let email = Some("Shared@example.org".to_owned());
            let new = NewAccount { email, ..account(n, &format!("shared {n}")) };
            store.create_account(&new, at(0)).await.unwrap().unwrap();
        }
        let crowded =
            NewAccount { email: Some("shared@EXAMPLE.org".to_owned()), entry: invited(11), ..account(6, "zoe") };
        assert_eq!(store.create_account(&crowded, at(0)).await.unwrap(), Err(SignUpRefusal::NameTaken));
        let crowded = NewAccount { name: "one too many".to_owned(), ..crowded };
        assert_eq!(store.create_account(&crowded, at(0)).await.unwrap(), Err(SignUpRefusal::EmailCrowded));
        // None of these used the invitation up.
        entering(&store, 6, "by invitation too", invited(11)).await.unwrap();
        store.set_setting(&Setting::SignUp(SignUpMode::Open)).await.unwrap();
        entering(&store, 7, "anyone", Entry::Open).await.unwrap();
        entering(&store, 8, "invited all the same", invited(12)).await.unwrap();
        for (n, operator) in [(3, false), (4, true), (5, false)] {
            let made = store.account(user(n)).await.unwrap().unwrap();
            let roles = [made.operator, made.treasurer, made.delegate];
            assert_eq!(roles, [operator; 3], "{}", made.name);
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_is_moved_only_where_there_is_room_and_voids_what_was_sent_to_the_old_one() {
    on_both(async |store| {
        for n in 1..=6 {
            let email = (n < 6).then(|| "shared@example.org".to_owned());
            store
                .create_account(&NewAccount { email, ..account(n, &format!("name{n}")) }, at(0))
                .await
                .unwrap()
                .unwrap();
        }
        let shared = Some("Shared@Example.org");
        assert_eq!(store.set_email(user(6), shared).await.unwrap(), Err(AccountRefusal::EmailCrowded));
        assert_eq!(store.set_email(user(9), shared).await.unwrap(), Err(AccountRefusal::Unknown));
        store.create_password_reset(secret(1), user(1), at(0), at(HOUR)).await.unwrap().unwrap();
        store.set_email(user(1), shared).await.unwrap().expect("it counts itself once");
        assert_eq!(store.password_reset(secret(1), at(0)).await.unwrap(), Err(LinkRefusal::Unknown));
        let written: Vec<_> =
            store.accounts_by_email("shared@example.org").await.unwrap().into_iter().map(|a| a.email).collect();
        assert_eq!(written.len(), 5);
        assert!(written.contains(&shared.map(str::to_owned)), "it is shown as it was written: {written:?}");
        store.set_email(user(1), None).await.unwrap().unwrap();
        store.set_email(user(6), shared).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_the_waiting_resets() {
    on_both(async |store| {
        people(&store).await;
        for n in [1, 2, 3] {
            store.create_session(user(1), &session(n), at(0)).await.unwrap().unwrap();
        }
        store.create_session(user(2), &session(4), at(0)).await.unwrap().unwrap();
        store.create_password_reset(secret(5), user(1), at(0), at(HOUR)).await.unwrap().unwrap();
        store.set_password(user(1), "$new", Some(secret(2))).await.unwrap().unwrap();
        assert_eq!(store.account(user(1)).await.unwrap().unwrap().password_hash, "$new");
        for (n, there) in [(1, false), (2, true), (3, false), (4, true)] {
            assert_eq!(store.session(secret(n), at(0)).await.unwrap().is_some(), there, "session {n}");
        }
        assert_eq!(store.password_reset(secret(5), at(0)).await.unwrap(), Err(LinkRefusal::Unknown));
    })
    .await;
}

#[tokio::test]
async fn what_is_set_of_an_account_is_there_and_of_nobody_is_refused() {
    on_both(async |store| {
        people(&store).await;
        store.set_locale(user(2), "en").await.unwrap().unwrap();
        store.set_quota(user(2), Some(7)).await.unwrap().unwrap();
        store.set_space_secret(user(2), &[9, 9]).await.unwrap().unwrap();
        store.set_roles(user(2), false, true).await.unwrap().unwrap();
        let set = store.account(user(2)).await.unwrap().unwrap();
        assert_eq!((set.locale.as_str(), set.quota_bytes, &set.space_secret[..]), ("en", Some(7), &[9, 9][..]));
        store.set_delegate(user(2), true).await.unwrap().unwrap();
        let set_again = store.account(user(2)).await.unwrap().unwrap();
        assert_eq!((set.operator, set.treasurer, set.delegate), (false, true, false));
        assert_eq!((set_again.operator, set_again.treasurer, set_again.delegate), (false, true, true));
        let names = async |limit| {
            let operators = store.operators(limit).await.unwrap();
            operators.into_iter().map(|account| account.name).collect::<Vec<_>>()
        };
        assert_eq!(names(9).await, ["Zoé"], "a treasurer is none");
        let both = store.operators_and_delegates(9).await.unwrap();
        assert_eq!(both.iter().map(|account| account.name.as_str()).collect::<Vec<_>>(), ["Amira", "Zoé"]);
        assert_eq!(store.operators_and_delegates(1).await.unwrap().len(), 1);
        store.set_roles(user(2), true, true).await.unwrap().unwrap();
        assert_eq!(names(9).await, ["Amira", "Zoé"]);
        assert_eq!(names(1).await, ["Amira"]);
        store.set_quota(user(2), None).await.unwrap().unwrap();
        assert_eq!(store.account(user(2)).await.unwrap().unwrap().quota_bytes, None);
        let nobody = user(9);
        for refused in [
            store.set_locale(nobody, "en").await.unwrap(),
            store.set_quota(nobody, None).await.unwrap(),
            store.set_space_secret(nobody, &[]).await.unwrap(),
            store.set_password(nobody, "", None).await.unwrap(),
            store.set_email(nobody, None).await.unwrap(),
            store.set_roles(nobody, true, true).await.unwrap(),
            store.set_delegate(nobody, true).await.unwrap(),
            store.begin_account_deletion(nobody, at(0)).await.unwrap(),
        ] {
            assert_eq!(refused, Err(AccountRefusal::Unknown));
        }
        assert!(store.set_quota(user(2), Some(u64::MAX)).await.is_err(), "more than a database counts");
    })
    .await;
}

#[tokio::test]
async fn accounts_are_listed_by_folded_name_with_what_they_store() {
    on_both(async |store| {
        people(&store).await;
        for (n, name) in (3..).zip(["Émile", "emilia", "éric", "Ämi"]) {
            store.create_account(&account(n, name), at(0)).await.unwrap().unwrap();
        }
        let names = async |prefix: &str, after: Option<&str>, limit: u32| {
            let listed = store.accounts(prefix, after, limit).await.unwrap();
            listed.into_iter().map(|listed| listed.account.name).collect::<Vec<_>>()
        };
        assert_eq!(names("", None, 9).await, ["Ämi", "Amira", "Émile", "emilia", "éric", "Zoé"]);
        assert_eq!(names("", Some("amira"), 2).await, ["Émile", "emilia"]);
        assert_eq!(names("ÉM", None, 9).await, ["Émile", "emilia"]);
        assert_eq!(names("emilia x", None, 9).await, Vec::<String>::new());
        published(&store, 1).await;
        let zoe = store.accounts("zoe", None, 1).await.unwrap().remove(0);
        assert_eq!((zoe.videos, zoe.stored_bytes), (1, 110 + 111), "a rendition and a thumbnail");
        store.delete_video(video_id(1), at(2)).await.unwrap().unwrap();
        assert_eq!(store.accounts("zoe", None, 1).await.unwrap()[0].videos, 0);
    })
    .await;
}

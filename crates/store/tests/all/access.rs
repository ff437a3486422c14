//! What opens an account: sessions and API tokens.

use store::{AccountRefusal, ApiToken, SESSIONS_PER_ACCOUNT, Session, TOKENS_PER_ACCOUNT, TokenRefusal};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::people;

#[tokio::test]
async fn a_session_opens_its_account_until_it_expires_or_ends() {
    on_both(async |store| {
        people(&store).await;
        let new = session(1);
        let refused = store.create_session(user(9), &new, at(0)).await.unwrap();
        assert_eq!(refused, Err(AccountRefusal::Unknown));
        store.create_session(user(1), &new, at(0)).await.unwrap().unwrap();
        let open = Session {
            hash: new.hash,
            account: user(1),
            csrf: new.csrf,
            label: new.label,
            created_at: at(0),
            seen_at: at(0),
            expires_at: at(DAY),
        };
        let zoe = store.account(user(1)).await.unwrap().unwrap();
        assert_eq!(store.session(secret(1), at(DAY - 1)).await.unwrap(), Some((open.clone(), zoe)));
        assert_eq!(store.session(secret(1), at(DAY)).await.unwrap(), None, "it has expired");
        assert_eq!(store.session(secret(2), at(0)).await.unwrap(), None, "nobody has that cookie");
        store.touch_session(secret(1), at(HOUR), at(2 * DAY)).await.unwrap();
        let seen = Session { seen_at: at(HOUR), expires_at: at(2 * DAY), ..open };
        assert_eq!(store.sessions(user(1), at(DAY)).await.unwrap(), [seen]);
        assert!(store.delete_session(secret(1)).await.unwrap());
        assert!(!store.delete_session(secret(1)).await.unwrap());
        store.touch_session(secret(1), at(HOUR), at(2 * DAY)).await.unwrap();
        assert_eq!(store.session(secret(1), at(0)).await.unwrap(), None, "an ended session does not come back");
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_by_last_use_and_ended_all_but_one() {
    on_both(async |store| {
        people(&store).await;
        for n in 1..=4 {
            store.create_session(user(1), &session(n), at(i64::from(n))).await.unwrap().unwrap();
        }
        store.create_session(user(2), &session(9), at(0)).await.unwrap().unwrap();
        store.touch_session(secret(2), at(10), at(DAY)).await.unwrap();
        store.touch_session(secret(3), at(11), at(20)).await.unwrap();
        let listed: Vec<_> = store.sessions(user(1), at(20)).await.unwrap().into_iter().map(|one| one.hash).collect();
        assert_eq!(listed, [secret(2), secret(4), secret(1)], "without the one that expired");
        assert_eq!(store.delete_sessions(user(1), Some(secret(4))).await.unwrap(), 3);
        assert_eq!(store.sessions(user(1), at(0)).await.unwrap().len(), 1);
        assert_eq!(store.delete_sessions(user(1), None).await.unwrap(), 1);
        assert_eq!(store.sessions(user(2), at(0)).await.unwrap().len(), 1, "another person's stays");
    })
    .await;
}

#[tokio::test]
async fn a_session_too_many_ends_the_one_seen_longest_ago() {
    on_both(async |store| {
        people(&store).await;
        let most = u8::try_from(SESSIONS_PER_ACCOUNT).unwrap();
        for n in 1..=most {
            store.create_session(user(1), &session(n), at(i64::from(n))).await.unwrap().unwrap();
        }
        store.touch_session(secret(1), at(HOUR), at(DAY)).await.unwrap();
        store.create_session(user(1), &session(most + 1), at(HOUR)).await.unwrap().unwrap();
        let left = store.sessions(user(1), at(0)).await.unwrap();
        assert_eq!(left.len(), usize::from(most));
        for (n, there) in [(1, true), (2, false), (3, true), (most + 1, true)] {
            assert_eq!(left.iter().any(|one| one.hash == secret(n)), there, "session {n}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_opens_its_account_for_what_it_may_do() {
    on_both(async |store| {
        people(&store).await;
        let mut short = token(2, user(1));
        short.expires_at = Some(at(HOUR));
        store.create_api_token(&token(1, user(1)), at(0)).await.unwrap().unwrap();
        store.create_api_token(&short, at(1)).await.unwrap().unwrap();
        let made = |n, expires_at, created| ApiToken {
            id: token_id(n),
            account: user(1),
            name: format!("script {n}"),
            scopes: token(n, user(1)).scopes,
            created_at: at(created),
            expires_at,
            last_used_at: None,
        };
        let zoe = store.account(user(1)).await.unwrap().unwrap();
        assert_eq!(store.api_token(secret(1), at(99 * DAY)).await.unwrap(), Some((made(1, None, 0), zoe)));
        assert!(store.api_token(secret(2), at(HOUR - 1)).await.unwrap().is_some());
        assert_eq!(store.api_token(secret(2), at(HOUR)).await.unwrap(), None, "it has expired");
        assert_eq!(store.api_token(secret(3), at(0)).await.unwrap(), None, "nobody has that token");
        store.touch_api_token(token_id(1), at(5)).await.unwrap();
        let used = ApiToken { last_used_at: Some(at(5)), ..made(1, None, 0) };
        assert_eq!(store.api_tokens(user(1)).await.unwrap(), [made(2, Some(at(HOUR)), 1), used]);
        assert!(!store.delete_api_token(user(2), token_id(1)).await.unwrap(), "it is not hers");
        assert!(store.delete_api_token(user(1), token_id(1)).await.unwrap());
        assert!(!store.delete_api_token(user(1), token_id(1)).await.unwrap());
        assert_eq!(store.api_token(secret(1), at(0)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn tokens_are_refused_to_nobody_and_beyond_the_limit() {
    on_both(async |store| {
        people(&store).await;
        let nobody = store.create_api_token(&token(1, user(9)), at(0)).await.unwrap();
        assert_eq!(nobody, Err(TokenRefusal::UnknownAccount));
        for n in 1..=u8::try_from(TOKENS_PER_ACCOUNT).unwrap() {
            store.create_api_token(&token(n, user(1)), at(0)).await.unwrap().unwrap();
        }
        let many = store.create_api_token(&token(200, user(1)), at(0)).await.unwrap();
        assert_eq!(many, Err(TokenRefusal::TooMany));
        store.create_api_token(&token(200, user(2)), at(0)).await.unwrap().expect("each has a limit of her own");
    })
    .await;
}

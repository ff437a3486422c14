use async_trait::async_trait;

use super::Journey;
use crate::ask::Tried;
use crate::life::Life;
use crate::person::Known;

/// A visitor makes an account.
pub struct SignUp;

#[async_trait(?Send)]
impl Journey for SignUp {
    async fn before(&self, life: &Life, _known: &mut Known) -> Tried {
        let open = store::Setting::SignUp(store::SignUpMode::Open);
        life.member.store.set_setting(&open).await.map_err(|error| error.to_string())
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        known.sign_up(life).await
    }

    async fn after(&self, life: &Life, known: &mut Known) {
        assert_eq!(life.member.store.account_count().await.unwrap(), 1);
        assert!(known.signs_in(life).await.unwrap(), "the account was shown, and its password does not open it");
    }
}

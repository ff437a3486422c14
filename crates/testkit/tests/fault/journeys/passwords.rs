use async_trait::async_trait;

use super::{Journey, SignUp};
use crate::ask::Tried;
use crate::life::Life;
use crate::person::Known;

const SECOND: &str = "a second long password";
const THIRD: &str = "a third long password";

/// A user changes the password, draws recovery codes and, having lost the password, uses one.
pub struct Passwords;

#[async_trait(?Send)]
impl Journey for Passwords {
    async fn before(&self, life: &Life, known: &mut Known) -> Tried {
        SignUp.before(life, known).await?;
        SignUp.act(life, known).await
    }

    async fn act(&self, life: &Life, known: &mut Known) -> Tried {
        if !known.passwords.iter().any(|password| password == THIRD) {
            if known.passwords != [SECOND] {
                known.change_password(life, SECOND).await?;
            }
            if known.codes.is_empty() {
                known.draw_codes(life).await?;
            }
        }
        if known.passwords != [THIRD] {
            known.recover(life, THIRD).await?;
        }
        Ok(())
    }

    async fn after(&self, life: &Life, known: &mut Known) {
        let session = known.session(life).await.unwrap().expect("a password opens the account");
        assert_eq!(session.password, THIRD);
        let account = life.member.store.account_by_name(crate::person::NAME).await.unwrap().unwrap();
        let left = life.member.store.recovery_codes_left(account.id).await.unwrap();
        assert_eq!(usize::try_from(left).unwrap(), known.codes.len() - 1, "one code was used, once");
    }
}

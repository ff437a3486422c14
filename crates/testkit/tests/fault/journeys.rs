//! What people do with a member.

mod change;
mod delete;
mod delete_early;
mod give_up;
mod leave;
mod passwords;
mod publish;
mod sealed;
mod sign_up;
mod upload;
mod watch;

use async_trait::async_trait;

pub use change::Change;
pub use delete::Delete;
pub use delete_early::DeleteEarly;
pub use give_up::GiveUp;
pub use leave::Leave;
pub use passwords::Passwords;
pub use publish::Publish;
pub use sealed::Sealed;
pub use sign_up::SignUp;
pub use upload::Upload;
pub use watch::Watch;

use crate::ask::Tried;
use crate::life::Life;
use crate::person::Known;

/// Something that a person does, and that a crash may interrupt.
#[async_trait(?Send)]
pub trait Journey: Sync {
    /// What was done before, without faults.
    async fn before(&self, life: &Life, known: &mut Known) -> Tried;

    /// What is done under faults. When it was interrupted it is begun again, from what the person
    /// knows and what the member answers.
    async fn act(&self, life: &Life, known: &mut Known) -> Tried;

    /// What must hold beside what [`crate::judge`] asks of every life, once all is settled.
    async fn after(&self, _life: &Life, _known: &mut Known) {}
}

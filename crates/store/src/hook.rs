//! What runs around each commit: the place where a test makes the member die.

/// A commit is not to be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop;

/// Told of every commit of a write, and able to stop it.
pub trait CommitHook: Send + Sync + 'static {
    /// Before the commit of `operation`, a method of [`crate::Store`].
    ///
    /// # Errors
    /// [`Stop`]: the transaction is rolled back and the caller gets a failure.
    fn before_commit(&self, operation: &'static str) -> Result<(), Stop>;

    /// After the commit.
    ///
    /// # Errors
    /// [`Stop`]: the caller gets a failure although everything is written.
    fn after_commit(&self, operation: &'static str) -> Result<(), Stop>;
}

/// Lets every commit happen.
#[derive(Debug, Clone, Copy, Default)]
pub struct EveryCommit;

impl CommitHook for EveryCommit {
    fn before_commit(&self, _operation: &'static str) -> Result<(), Stop> {
        Ok(())
    }

    fn after_commit(&self, _operation: &'static str) -> Result<(), Stop> {
        Ok(())
    }
}

//! What a member that was started again waits for before it signs anything.

/// The box above the list of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingBox {
    /// Who has not answered and is waited for: id, hex, and name.
    pub silent: Vec<(String, String)>,
    /// So many more must answer, for whomever one does not wait; 0 if none must.
    pub needed: u64,
    /// Whether the visitor may decide for whom it does not wait. Posts to `/federation/not-waited` (`member`).
    pub edits: bool,
}

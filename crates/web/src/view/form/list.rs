//! All that is wrong with one form.

use super::Complaint;

/// The complaints about one form, in the order of its fields; empty when nothing is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaints(pub Vec<Complaint>);

impl Complaints {
    /// Whether nothing is wrong.
    pub fn none(&self) -> bool {
        self.0.is_empty()
    }

    /// The first complaint about a field.
    pub fn of(&self, field: &str) -> Option<&Complaint> {
        self.0.iter().find(|complaint| complaint.field() == field)
    }
}

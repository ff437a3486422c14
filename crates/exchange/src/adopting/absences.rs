//! Who was voted gone, and where people brought the spaces.

use std::collections::BTreeMap;

use federation::roll::Absence;
use purse::id::MemberId;

use crate::office::Office;

/// The last absence of a member, whether it came back or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    pub member: MemberId,
    pub absence: Absence,
    /// Spaces that were brought elsewhere in it, by their new home.
    pub brought: BTreeMap<MemberId, u64>,
}

impl Office {
    /// Every member that the others ever voted to be gone, in order of id.
    pub async fn absent(&self) -> Vec<Absent> {
        let desk = self.desk().await;
        let Ok(chain) = desk.chain() else { return Vec::new() };
        let roll = &chain.roll;
        let absences = roll.members.keys().filter_map(|member| Some((*member, *roll.absence(member)?)));
        let absent = absences.map(|(member, absence)| {
            let mut brought = BTreeMap::new();
            let adopted = desk.facts().adoptions.adopted_from(roll, member);
            for adoption in adopted.filter(|adoption| adoption.fact.resolution == absence.resolution) {
                *brought.entry(adoption.fact.to).or_insert(0) += 1;
            }
            Absent { member, absence, brought }
        });
        absent.collect()
    }
}

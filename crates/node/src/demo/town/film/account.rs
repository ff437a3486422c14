//! Both sides' accounts of the film, beside what a viewer received of each house.

use std::collections::BTreeMap;

use super::watching::Received;
use super::{Film, Town, TownError, member};
use crate::demo::acts::{Act, Sides};

impl Town {
    /// Compares what each carrier claims, what the home observed and what came, to the byte, and says who carried what.
    pub(super) async fn compare(&self, film: &Film, received: &BTreeMap<usize, Received>) -> Result<(), TownError> {
        let home = &self.houses[0];
        let mut faults = Vec::new();
        self.say(&format!("Who carried what of {}:", home.plan.name));
        for index in film.pathways.values().copied().filter(|index| *index > 0) {
            let carrier = &self.houses[index];
            let sides = self.sides(index).await?;
            let seen = received.get(&index).copied().unwrap_or_default();
            self.say(&format!(
                "  {:<10} stores {}, claims {} delivered, {} observed; {} received",
                carrier.plan.name, sides.stored, sides.claimed, sides.observed, seen.bytes
            ));
            if sides.claimed != seen.bytes {
                faults.push(format!("{} claims {}, not {}", carrier.plan.name, sides.claimed, seen.bytes));
            }
            if sides.observed != seen.told {
                faults.push(format!(
                    "{} observed {} of {}, not {}",
                    home.plan.name, sides.observed, carrier.plan.name, seen.told
                ));
            }
        }
        if faults.is_empty() {
            return Ok(());
        }
        Err(TownError::Wrong(faults.join("; ")))
    }

    /// What both sides say of what a house delivered for the first one, as the first one knows it.
    pub(in super::super) async fn sides(&self, carrier: usize) -> Result<Sides, TownError> {
        let home = &self.houses[0];
        let carrier = member(&self.houses[carrier]).await?.to_string();
        home.act(&Act::Sides { carrier }).await
    }
}

use std::num::NonZeroU64;
use std::sync::atomic::{AtomicU64, Ordering};

/// From how many distinct viewers on an hour's sum stands by itself (docs/RULES.md, small counts).
pub const ENOUGH_VIEWERS: usize = 5;

/// The salted hashes of the first few distinct viewers of an object in this hour. More than
/// [`ENOUGH_VIEWERS`] are never needed, so no more are kept. In memory only.
#[derive(Default)]
pub struct Viewers {
    /// Filled from the front; 0 is free.
    seen: [AtomicU64; ENOUGH_VIEWERS],
}

impl Viewers {
    /// Whether there are enough; then none need be shown to [`Viewers::saw`].
    pub fn enough(&self) -> bool {
        self.seen.iter().all(|slot| slot.load(Ordering::Relaxed) != 0)
    }

    /// Takes note of a viewer.
    pub fn saw(&self, viewer: NonZeroU64) {
        for slot in &self.seen {
            let taken = slot.compare_exchange(0, viewer.get(), Ordering::Relaxed, Ordering::Relaxed);
            match taken {
                Ok(_) => return,
                Err(other) if other == viewer.get() => return,
                Err(_) => {}
            }
        }
    }

    /// Forgets all; whether there were enough.
    pub fn turn(&self) -> bool {
        // All slots are emptied before the answer is made, hence no short cut.
        let emptied = self.seen.each_ref().map(|slot| slot.swap(0, Ordering::Relaxed));
        emptied.iter().all(|viewer| *viewer != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(number: u64) -> NonZeroU64 {
        NonZeroU64::new(number).unwrap()
    }

    #[test]
    fn one_viewer_who_asks_often_is_one_viewer() {
        let viewers = Viewers::default();
        for _ in 0..100 {
            viewers.saw(viewer(7));
        }
        assert!(!viewers.enough());
        assert!(!viewers.turn());
    }

    #[test]
    fn five_distinct_viewers_are_enough_and_are_forgotten_with_the_hour() {
        let viewers = Viewers::default();
        for number in 1..=5 {
            assert!(!viewers.enough());
            viewers.saw(viewer(number));
        }
        viewers.saw(viewer(6));
        assert!(viewers.enough());
        assert!(viewers.turn());
        assert!(!viewers.enough());
        assert!(!viewers.turn());
    }

    #[test]
    fn viewers_who_come_at_the_same_moment_are_all_seen() {
        let viewers = Viewers::default();
        std::thread::scope(|scope| {
            for number in 1..=5 {
                let viewers = &viewers;
                scope.spawn(move || viewers.saw(viewer(number)));
            }
        });
        assert!(viewers.turn());
    }
}

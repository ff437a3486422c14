//! What a period comes to so far: its sums are kept as entries arrive, so that nobody waits for them.

use std::collections::BTreeMap;

use federation::Hash;
use federation::charter::Charter;
use federation::closing::{Closing, ClosingRefusal, Cut, Ground, Proposal, RULES_VERSION, Report, Span, recompute};
use federation::entry::Entry;
use federation::facts::{Facts, LogId, Place};
use federation::signed::Signable;
use store::Store;

use crate::failure::ExchangeFailure;
use crate::office::{LEAVES_AT_A_TIME, Office, key_of};

/// Periods of which sums are kept at a time: the running one, those that close, one that somebody looks at.
const KEPT: usize = 4;

/// The facts of a period, up to the entries that were read.
#[derive(Debug, Clone)]
pub(crate) struct Running {
    facts: Facts,
    read: BTreeMap<LogId, u64>,
}

impl Running {
    fn of(span: Span) -> Option<Self> {
        Some(Self { facts: Facts::of(span.period()?), read: BTreeMap::new() })
    }

    /// Reads what came since.
    async fn go_on(&mut self, store: &Store, cuts: &[Cut]) -> Result<(), ExchangeFailure> {
        for cut in cuts {
            let log = cut.log_id();
            let read = self.read.entry(log).or_default();
            while *read < cut.size {
                let leaves = store.leaves(key_of(log), *read, LEAVES_AT_A_TIME).await?;
                if leaves.is_empty() {
                    return Err(ExchangeFailure::Damaged("a log has fewer entries than were signed"));
                }
                for leaf in &leaves {
                    if let Ok(entry) = Entry::from_leaf(leaf) {
                        let at = Place { author: log.member, log: log.log, place: *read };
                        self.facts.add(at, Hash::of_entry(&log.member, leaf), entry);
                    }
                    *read += 1;
                }
            }
        }
        Ok(())
    }
}

fn keep(kept: &mut BTreeMap<Span, Running>, span: Span, running: Running) {
    kept.insert(span, running);
    while kept.len() > KEPT {
        kept.pop_first();
    }
}

/// What is known at a moment.
struct Known {
    federation: Hash,
    charters: BTreeMap<Hash, Charter>,
    cuts: Vec<Cut>,
}

impl Office {
    /// What all entries that are here now would close a period on, if it is not closed; the periods before it that are
    /// not closed either are taken as they are so far. None if the member knows no such period.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn so_far(&self, span: Span) -> Result<Option<Result<Closing, ClosingRefusal>>, ExchangeFailure> {
        let spans: Vec<Span> = self.spans().await.into_iter().filter(|one| *one <= span).collect();
        if spans.last() != Some(&span) {
            return Ok(None);
        }
        let closed = self.closed().await?;
        let mut previous: Option<Report> = None;
        for one in spans {
            match closed.iter().find(|report| report.span == one) {
                Some(report) if one != span => previous = Some(report.clone()),
                _ => match self.one_so_far(one, previous.as_ref()).await? {
                    Ok(closing) if one != span => previous = Some(closing.report),
                    computed => return Ok(Some(computed)),
                },
            }
        }
        Ok(None)
    }

    async fn one_so_far(
        &self,
        span: Span,
        previous: Option<&Report>,
    ) -> Result<Result<Closing, ClosingRefusal>, ExchangeFailure> {
        let Known { federation, charters, cuts } = match self.known(span).await {
            Ok(known) => known,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut kept = self.running.lock().await;
        let Some(mut running) = kept.remove(&span).or_else(|| Running::of(span)) else {
            return Ok(Err(ClosingRefusal::Period));
        };
        running.go_on(&self.store, &cuts).await?;
        let (round, previous_hash) = (0, previous.map(Signable::hash));
        let proposal =
            Proposal { federation, span, round, rules_version: RULES_VERSION, previous: previous_hash, cuts };
        let ground = Ground { proposal: &proposal, facts: &running.facts, charters: &charters, previous };
        let closing = recompute(&ground);
        keep(&mut kept, span, running);
        Ok(closing)
    }

    /// Shows all facts of a period that are here now; none if the member knows no such period.
    pub(crate) async fn show_facts<T>(
        &self,
        span: Span,
        show: impl FnOnce(&Facts) -> T,
    ) -> Result<Option<T>, ExchangeFailure> {
        let Ok(Known { cuts, .. }) = self.known(span).await else { return Ok(None) };
        let mut kept = self.running.lock().await;
        let Some(mut running) = kept.remove(&span).or_else(|| Running::of(span)) else { return Ok(None) };
        running.go_on(&self.store, &cuts).await?;
        let shown = show(&running.facts);
        keep(&mut kept, span, running);
        Ok(Some(shown))
    }

    async fn known(&self, span: Span) -> Result<Known, ClosingRefusal> {
        let desk = self.desk().await;
        let roll = &desk.chain().map_err(|halt| *halt)?.roll;
        let cut = |log: LogId| {
            let tree = desk.copy(&log).map_or(tlog::merkle::Tree::EMPTY, federation::desk::LogCopy::tree);
            Cut { member: log.member, log: log.log, size: tree.size, root: Hash(*tree.root.as_bytes()) }
        };
        let cuts = desk.logs(roll, span).into_iter().map(cut).collect();
        Ok(Known { federation: desk.federation(), charters: desk.charters().clone(), cuts })
    }

    /// The reports on which periods were closed, the first period first, as far as there is one for each.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn closed(&self) -> Result<Vec<Report>, ExchangeFailure> {
        Ok(self
            .months()
            .await?
            .into_iter()
            .filter(|month| month.is_closed())
            .filter_map(|month| month.report)
            .collect())
    }
}

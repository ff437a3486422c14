//! Closed periods with what a settlement and the books need of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use books::settlement::{ClosedPeriod, issue_day, pools};
use federation::Hash;
use federation::card::Card;
use federation::charter::Charter;
use federation::closing::{Proposal, Report, Span};
use federation::desk::{Duty, Now};
use federation::entry::Entry;
use federation::roll::{Roll, Standing};
use federation::signed::Signable;
use jiff::civil::Date;
use purse::id::MemberId;
use purse::split::ByPool;

use crate::failure::{ExchangeFailure, ExchangeRefusal};
use crate::month::computed;
use crate::office::Office;

/// A closed period. It never changes.
#[derive(Debug, Clone)]
pub struct ClosedMonth {
    pub report: Report,
    pub hash: Hash,
    /// When its notes are issued.
    pub closed_on: Date,
    pub charter: Charter,
    /// As the entries below its cuts have it.
    pub roll: Roll,
    /// The cards that its papers show, by hash: later ones are for later periods.
    pub cards: BTreeMap<MemberId, Hash>,
    /// Every member's result by pool.
    pub pools: BTreeMap<MemberId, ByPool>,
}

impl ClosedMonth {
    /// For [`books::settlement::follow`].
    #[must_use]
    pub const fn period(&self) -> ClosedPeriod<'_> {
        let Self { report, hash, closed_on, charter, roll, .. } = self;
        ClosedPeriod { report, hash: *hash, closed_on: *closed_on, charter, roll }
    }
}

impl Office {
    /// All closed periods, the first one first. Each is recomputed once while the member runs; until this member can
    /// recompute one, those from it on are left out.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn closed_months(&self) -> Result<Vec<Arc<ClosedMonth>>, ExchangeFailure> {
        let mut kept = self.settled.lock().await;
        let mut closed: Vec<Arc<ClosedMonth>> = Vec::new();
        for span in self.spans().await {
            let previous = closed.last().map(|before| &before.report);
            let Some(hash) = self.closed_on(span, previous).await else { break };
            let month = match kept.get(&hash) {
                Some(month) => Arc::clone(month),
                None => match self.closed_month(span, previous, hash).await? {
                    Some(month) => Arc::new(month),
                    None => break,
                },
            };
            kept.insert(hash, Arc::clone(&month));
            closed.push(month);
        }
        Ok(closed)
    }

    /// The newest cards of members that this member has, by the roll that it knows.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn cards(&self, roll: &Roll) -> Result<BTreeMap<MemberId, Card>, ExchangeFailure> {
        let newest: BTreeMap<MemberId, Hash> = {
            let desk = self.desk().await;
            let card = |(member, standing): (&MemberId, &Standing)| Some((*member, desk.facts().card(&standing.seat)?));
            roll.members.iter().filter_map(card).collect()
        };
        let mut cards = BTreeMap::new();
        for (member, hash) in newest {
            if let Some(card) = self.card(&hash).await? {
                cards.insert(member, card);
            }
        }
        Ok(cards)
    }

    /// A card that is here and was not erased.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn card(&self, hash: &Hash) -> Result<Option<Card>, ExchangeFailure> {
        let document = self.store.document(&hash.0).await?.and_then(|document| document.bytes);
        let text = document.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(text.and_then(|text| Card::parse(&text).ok()))
    }

    /// Gives this member another card: the document is kept first, then the entry that names it. The one that it has already
    /// changes nothing.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn give_card(&self, card: crate::joining::Card) -> Result<(), ExchangeFailure> {
        let now = {
            let desk = self.desk().await;
            desk.check_append().map_err(ExchangeRefusal::from)?;
            let chain = desk.chain().map_err(|halt| ExchangeRefusal::from(*halt))?;
            chain.roll.members.get(&self.member()).and_then(|standing| desk.facts().card(&standing.seat))
        };
        let kept = match now {
            Some(now) => self.store.document(&now.0).await?.and_then(|document| document.bytes),
            None => None,
        };
        if kept.as_deref() == Some(&card.bytes[..]) {
            return Ok(());
        }
        let hash = card.hash();
        card.keep(&self.store, self.clock.now()).await?;
        self.append(&Entry::Card(hash)).await.map(|_| ())
    }

    /// The hash that a majority closed a period on.
    async fn closed_on(&self, span: Span, previous: Option<&Report>) -> Option<Hash> {
        let now = Now { at: self.clock.now(), span, previous, approved: false };
        match self.desk().await.duty(&now) {
            Duty::Closed { hash } => Some(hash),
            _ => None,
        }
    }

    async fn closed_month(
        &self,
        span: Span,
        previous: Option<&Report>,
        hash: Hash,
    ) -> Result<Option<ClosedMonth>, ExchangeFailure> {
        let proposals: Vec<Proposal> = {
            let desk = self.desk().await;
            let all = desk.facts().proposals.values().map(|proposal| &proposal.fact);
            all.filter(|proposal| proposal.span == span).cloned().collect()
        };
        for proposal in proposals {
            let below = self.below(&proposal).await?;
            let desk = self.desk().await;
            let Ok(Ok(closing)) = computed(&proposal, below, &desk, previous) else { continue };
            if closing.report.hash() != hash {
                continue;
            }
            let damaged = || ExchangeFailure::Damaged("a closed period");
            let charter = desk.charters().get(&closing.report.charter).ok_or_else(damaged)?.clone();
            let pools = pools(&closing, &charter).map_err(|_| damaged())?;
            let closed_on = issue_day(&closing.report, &charter).ok_or_else(damaged)?;
            let (report, roll) = (closing.report, closing.chain.roll);
            let card = |(member, standing): (&MemberId, &Standing)| {
                Some((*member, desk.facts().card_below(&standing.seat, &report.cuts)?))
            };
            let cards = roll.members.iter().filter_map(card).collect();
            return Ok(Some(ClosedMonth { report, hash, closed_on, charter, roll, cards, pools }));
        }
        Ok(None)
    }
}

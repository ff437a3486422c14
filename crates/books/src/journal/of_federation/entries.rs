//! Records of entries that closed periods know: bills, gifts, money in, and what was taken back of them.

use federation::Hash;
use federation::entry::{Contribution, ContributionKind};
use federation::facts::{At, Place};
use jiff::civil::Date;
use purse::id::MemberId;

use super::{Lived, NotBooked, code_of, named};
use crate::journal::{Attachment, Contributed, Event, Gift, GiftKind, Nature, Owner, Record};

/// Digits by which an entry is called that has no other name.
const SHORT_DIGITS: usize = 8;

pub(super) struct Entries<'a> {
    pub(super) lived: &'a Lived<'a>,
}

impl Entries<'_> {
    pub(super) fn records(&self) -> Result<Vec<Record>, NotBooked> {
        let facts = self.lived.facts;
        let mut records = Vec::new();
        for (name, entry) in &facts.expenses {
            let fact = &entry.fact;
            let event = Event::Expense {
                by: Owner::Member(code_of(&entry.at.author)?),
                nature: Nature::Pool(fact.pool),
                supplier: self.supplier(name, fact.evidence.as_ref()),
                amount: fact.amount,
                common_part: fact.common_part,
            };
            records.extend(self.record("E", name, entry, (fact.on, event), fact.evidence.as_ref())?);
        }
        for (name, entry) in &facts.gifts {
            let fact = &entry.fact;
            let giver = fact.evidence.as_ref().and_then(|evidence| self.lived.suppliers.get(evidence)).cloned();
            let giver = giver.unwrap_or_else(|| self.member(&entry.at.author));
            let gift = Gift { to: Owner::Fund, giver, kind: GiftKind::Services, value: fact.value };
            records.extend(self.record(
                "G",
                name,
                entry,
                (fact.span.from, Event::Gift(gift)),
                fact.evidence.as_ref(),
            )?);
        }
        for (name, entry) in &facts.contributions {
            let Some(way) = self.way(entry)? else { continue };
            let event = Event::Contribution { way, amount: entry.fact.amount };
            records.extend(self.record("C", name, entry, (entry.fact.day, event), None)?);
        }
        Ok(records)
    }

    /// The record of an entry, and of its reversal, if a closed period knows them.
    fn record<T>(
        &self,
        of: &str,
        name: &Hash,
        entry: &At<T>,
        (date, event): (Date, Event),
        evidence: Option<&Hash>,
    ) -> Result<Vec<Record>, NotBooked> {
        if !self.is_known(entry.at) {
            return Ok(Vec::new());
        }
        let id = named(of, name)?;
        let piece = evidence.map(|evidence| Ok::<_, NotBooked>(Attachment { code: named("D", evidence)?, date }));
        let attachments = piece.into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut records = vec![Record { id: id.clone(), date, attachments, event }];
        if let Some(back) = self.lived.facts.taken_back(name, entry).filter(|back| self.is_known(back.at)) {
            let event = Event::Correction { reverses: id, reason: short(&back.name) };
            let (id, date) = (named("X", &back.name)?, back.on.max(date));
            records.push(Record { id, date, attachments: Vec::new(), event });
        }
        Ok(records)
    }

    /// Whether the last closed period has it below its cuts.
    fn is_known(&self, at: Place) -> bool {
        let cuts = self.lived.periods.last().map_or(&[][..], |(closed, _)| &closed.report.cuts);
        cuts.iter().any(|cut| (cut.member, cut.log) == (at.author, at.log) && at.place < cut.size)
    }

    /// Money for the fund counts if who held the fund on that day says that it came in.
    fn way(&self, entry: &At<Contribution>) -> Result<Option<Contributed>, NotBooked> {
        let author = code_of(&entry.at.author)?;
        Ok(match entry.fact.kind {
            ContributionKind::Dues => Some(Contributed::Dues(author)),
            ContributionKind::Donations => Some(Contributed::Donation(Owner::Member(author))),
            ContributionKind::Fund => {
                let held = self.lived.roll.holder_on(entry.fact.day) == Some(entry.at.author);
                held.then_some(Contributed::Donation(Owner::Fund))
            }
        })
    }

    fn supplier(&self, name: &Hash, evidence: Option<&Hash>) -> String {
        evidence.and_then(|evidence| self.lived.suppliers.get(evidence)).cloned().unwrap_or_else(|| short(name))
    }

    fn member(&self, member: &MemberId) -> String {
        self.lived.names.get(member).cloned().unwrap_or_else(|| member.to_string())
    }
}

fn short(name: &Hash) -> String {
    name.to_string().chars().take(SHORT_DIGITS).collect()
}

//! The settlement of this member's federation, as its logs tell: from closed periods to every note as it stands today.

use std::collections::BTreeMap;
use std::sync::Arc;

use books::journal::{Federation, Language, Lived, Record, of_federation};
use books::note::Note;
use books::settlement::{Due, Face, Faces, Ground, Paper, Settlement, draft, follow};
use exchange::{ClosedMonth, Office};
use federation::Hash;
use federation::card::Card;
use federation::facts::Facts;
use federation::roll::{Roll, Standing};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::id::MemberId;

use crate::app::App;
use crate::i18n::Lang;
use crate::pages::names::Names;
use crate::pages::stop::Stop;

/// What pages of the settlement are made of.
pub(crate) struct Settling {
    pub(crate) me: MemberId,
    pub(crate) today: Date,
    pub(crate) months: Vec<Arc<ClosedMonth>>,
    pub(crate) settlement: Settlement,
    pub(crate) facts: Facts,
    pub(crate) roll: Roll,
    /// What papers of today say of members: addresses and accounts.
    pub(crate) faces: Faces,
    /// What notes of each of the months say: they keep the cards of their time.
    then: Vec<Faces>,
    pub(crate) names: Names,
}

impl Settling {
    /// What is known now; none if no roll can be read yet.
    pub(crate) async fn load(app: &App, office: &Office) -> Result<Option<Self>, Stop> {
        let months = office.closed_months().await?;
        let known = {
            let desk = office.desk().await;
            desk.chain().ok().map(|chain| (chain.roll.clone(), desk.facts().clone()))
        };
        let Some((roll, facts)) = known else { return Ok(None) };
        let today = TimeZone::UTC.to_datetime(app.seams.clock.now()).date();
        let periods: Vec<_> = months.iter().map(|month| month.period()).collect();
        let settlement = follow(&Ground { periods: &periods, facts: &facts, roll: &roll, today });
        let settlement = settlement.map_err(|refusal| Stop::Failure(refusal.to_string()))?;
        let mut cards = office.cards(&roll).await?;
        let face = |(id, standing): (&MemberId, &Standing)| (*id, Face::of(&standing.seat, cards.remove(id)));
        let faces = roll.members.iter().map(face).collect();
        let then = faces_then(office, &months, &roll).await?;
        Ok(Some(Self {
            me: office.member(),
            today,
            months,
            settlement,
            facts,
            roll,
            faces,
            then,
            names: Names::of(office).await?,
        }))
    }

    /// Who holds the fund today.
    pub(crate) fn holder(&self) -> Option<MemberId> {
        self.roll.holder_on(self.today)
    }

    pub(crate) fn holds_fund(&self) -> bool {
        self.holder() == Some(self.me)
    }

    /// What people call a member.
    pub(crate) fn name(&self, member: &MemberId) -> String {
        self.names.name(member)
    }

    /// The note with this number.
    pub(crate) fn due(&self, number: &str) -> Option<&Due> {
        self.settlement.notes().iter().find(|due| due.number.to_string() == number)
    }

    /// A note on paper.
    pub(crate) fn paper(&self, due: &Due, lang: Lang) -> Result<Note, Stop> {
        let failed = |error: &dyn std::fmt::Display| Stop::Failure(format!("note {}: {error}", due.number));
        let month = self.months.get(due.period).ok_or(Stop::NOT_FOUND)?;
        let before = due.period.checked_sub(1).and_then(|place| self.months.get(place));
        let (none, holder) = (purse::split::ByPool::default(), self.roll.holder_on(due.issued));
        let paper = Paper {
            due,
            report: &month.report,
            pools: month.pools.get(&due.member).unwrap_or(&none),
            before: before.and_then(|before| before.report.span.period()),
            charter: &month.charter,
            holder: holder.ok_or(Stop::NOT_FOUND)?,
            faces: self.then.get(due.period).unwrap_or(&self.faces),
            language: language(lang),
        };
        let draft = draft(&paper).map_err(|refusal| failed(&refusal))?;
        Note::new(draft).map_err(|refusal| failed(&refusal))
    }

    /// The records of the books.
    pub(crate) fn records(&self) -> Result<(Federation, Vec<Record>), Stop> {
        let periods: Vec<_> = self.months.iter().map(|month| (month.period(), month.pools.clone())).collect();
        let names: BTreeMap<MemberId, String> = self.roll.members.keys().map(|id| (*id, self.names.name(id))).collect();
        let lived = Lived {
            title: self.months.last().map_or("", |month| month.charter.title.as_str()),
            periods: &periods,
            settlement: &self.settlement,
            facts: &self.facts,
            roll: &self.roll,
            names: &names,
            suppliers: &BTreeMap::new(),
        };
        of_federation(&lived).map_err(|not| Stop::Failure(not.to_string()))
    }
}

/// What notes of closed months say of members. A card is read once, however many months show it.
async fn faces_then(office: &Office, months: &[Arc<ClosedMonth>], roll: &Roll) -> Result<Vec<Faces>, Stop> {
    let mut read: BTreeMap<Hash, Option<Card>> = BTreeMap::new();
    for hash in months.iter().flat_map(|month| month.cards.values()) {
        if !read.contains_key(hash) {
            read.insert(*hash, office.card(hash).await?);
        }
    }
    let of = |month: &Arc<ClosedMonth>| {
        let card = |id: &MemberId| month.cards.get(id).and_then(|hash| read.get(hash).cloned().flatten());
        roll.members.iter().map(|(id, standing)| (*id, Face::of(&standing.seat, card(id)))).collect()
    };
    Ok(months.iter().map(of).collect())
}

/// The language of papers for who reads pages in this one.
pub(crate) const fn language(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::English,
        Lang::Fr => Language::French,
    }
}

//! Each act, done.

use std::path::PathBuf;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use exchange::joining::Card;
use exchange::{ExchangeFailure, Founding, Invitation, Office, ask_to_join};
use federation::Hash;
use federation::closing::Span;
use federation::desk::Duty;
use federation::entry::Entry;
use federation::roll::{Request, Resolution, Seat};
use federation::rounds::Voice;
use federation::signed::{Signable, Signed};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::money::Money;
use seams::entropy;
use serde_json::{Value, json};

use crate::export::ExportFolder;

use super::{Act, ActRefusal, House, Invited, Standing};

/// In the demonstration nobody is silent, so a month is closed in its first round.
const FIRST_ROUND: u32 = 0;

impl House {
    pub(super) async fn act(&self, act: Act) -> Result<Value, ActRefusal> {
        match act {
            Act::Found { charter, means, adherents, card } => self.found(&charter, (&means, adherents), card).await,
            Act::Invite { charter } => self.invite(charter).await,
            Act::Ask { invited, means, adherents, card } => self.ask(&invited, (&means, adherents), card).await,
            Act::Welcome { invited, request } => self.welcome(&invited, &request).await,
            Act::Vote => self.vote().await,
            Act::Offer { storage, delivery, throughput } => self.offer((storage, delivery), throughput).await,
            Act::Estimate(cost) => self.estimate(&cost).await,
            Act::Approve => self.approve().await,
            Act::Bill { estimate, cost } => self.bill(&estimate, &cost).await,
            Act::Count { side, rows } => self.count(side, rows).await,
            Act::Tick => Ok(self.membership.tick().await.map(|()| Value::Null)?),
            Act::Carry => self.carry().await,
            Act::Audit => self.audit().await,
            Act::BackUp => self.back_up().await,
            Act::Sides { carrier } => self.sides(&carrier).await,
            Act::Charged { month } => self.charged(month).await,
            Act::Agree => self.agree().await,
            Act::State => self.state().await,
            Act::Export { folder } => self.export(folder).await,
            Act::Link => self.link().await,
            Act::Force => {
                self.office()?.desk().await.let_append();
                Ok(Value::Null)
            }
            Act::Misstate => self.misstate().await,
        }
    }

    pub(super) fn office(&self) -> Result<Arc<Office>, ActRefusal> {
        self.membership.office().ok_or(ActRefusal::NoFederation)
    }

    fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.membership.parts().clock.now()).date()
    }

    /// The member's seat; its card is kept.
    async fn seat(&self, (means, adherents): (&str, u32), card: String) -> Result<Seat, ActRefusal> {
        let parts = self.membership.parts();
        let card = Card { salt: entropy::random(&*parts.entropy), bytes: card.into_bytes() };
        let (identity, named) = (&parts.identity, card.hash());
        card.keep(&parts.store, parts.clock.now()).await?;
        Ok(Seat {
            member: identity.member,
            key: identity.key.verifying_key().to_bytes(),
            address: self.membership.own().to_string(),
            card: Some(named),
            means: money(means)?,
            adherents,
            from: self.today(),
        })
    }

    async fn found(&self, charter: &str, said: (&str, u32), card: String) -> Result<Value, ActRefusal> {
        let parts = self.membership.parts();
        let founding = Founding { charter, founder: self.seat(said, card).await? };
        let federation = founding.keep(&parts.store, parts.clock.now()).await?;
        self.membership.enter().await?;
        self.membership.tick().await?;
        Ok(json!(federation.to_string()))
    }

    async fn link(&self) -> Result<Value, ActRefusal> {
        let accounts = self.app.store.accounts("", None, 1).await?;
        let operator = accounts.first().map(|listed| listed.account.id);
        Ok(json!(web::accounts::operator_link(&self.app, operator).await?))
    }

    async fn invite(&self, charter: String) -> Result<Value, ActRefusal> {
        let office = self.office()?;
        let invitation = office.invite().await;
        let desk = office.desk().await;
        let founding = desk.facts().resolutions.get(&desk.federation()).map(Signable::to_cbor);
        let founding = founding.ok_or(ActRefusal::NoFederation)?;
        let invited = Invited {
            founding: HEXLOWER.encode(&founding),
            charter,
            invitation: HEXLOWER.encode(&bytes(&invitation)?),
        };
        Ok(json!(invited))
    }

    async fn ask(&self, invited: &Invited, said: (&str, u32), card: String) -> Result<Value, ActRefusal> {
        let parts = self.membership.parts();
        let founding = Resolution::from_cbor(&hex(&invited.founding)?);
        let founding = founding.map_err(|_| ActRefusal::Unreadable("the founding"))?;
        let federation = ask_to_join(&parts.store, &founding, &invited.charter, parts.clock.now()).await?;
        self.membership.enter().await?;
        let charter = federation::charter::hash(&invited.charter);
        let request = Request { federation, charter, seat: self.seat(said, card).await? };
        Ok(json!(HEXLOWER.encode(&bytes(&Signed::sign(request, &parts.identity.key))?)))
    }

    async fn welcome(&self, invited: &Invited, request: &str) -> Result<Value, ActRefusal> {
        let invitation: Signed<Invitation> =
            minicbor::decode(&hex(&invited.invitation)?).map_err(|_| ActRefusal::Unreadable("the invitation"))?;
        let request: Signed<Request> =
            minicbor::decode(&hex(request)?).map_err(|_| ActRefusal::Unreadable("the request"))?;
        let hash = self.office()?.welcome(&invitation, request).await?;
        Ok(json!(hash.to_string()))
    }

    async fn vote(&self) -> Result<Value, ActRefusal> {
        let office = self.office()?;
        let candidates: Vec<Hash> = {
            let desk = office.desk().await;
            desk.chain().map(|chain| chain.next.candidates.keys().copied().collect()).unwrap_or_default()
        };
        for hash in candidates {
            office.vote(Voice::For(hash)).await?;
        }
        Ok(Value::Null)
    }

    async fn agree(&self) -> Result<Value, ActRefusal> {
        let (office, parts) = (self.office()?, self.membership.parts());
        let mut agreed = 0;
        for month in office.months().await? {
            if let Some(proposal) = month.proposal
                && parts.store.approve_report(&proposal, parts.clock.now()).await.map_err(ExchangeFailure::from)?
            {
                agreed += 1;
            }
        }
        Ok(json!(agreed))
    }

    async fn state(&self) -> Result<Value, ActRefusal> {
        let office = self.office()?;
        let months = office.months().await?;
        let mut repeated = std::collections::BTreeSet::new();
        for month in &months {
            if let Some(Ok(closing)) = office.so_far(month.span).await? {
                repeated.extend(closing.repeated.keys().map(ToString::to_string));
            }
        }
        let desk = office.desk().await;
        let chain = desk.chain().map_err(|_| ActRefusal::NoFederation)?;
        let members = chain.roll.members.values();
        let logs = members.flat_map(federation::roll::Standing::logs).map(|(log, _)| log);
        let is_frozen = |log: &federation::facts::LogId| desk.copy(log).is_some_and(|copy| copy.frozen().is_some());
        let mut apart = Vec::new();
        for month in &months {
            let Duty::Closed { hash } = &month.duty else { continue };
            for statement in desk.facts().statements(&chain.roll, month.span) {
                if matches!(statement.voice, Voice::For(other) if other != *hash) {
                    apart.push((statement.member.to_string(), name(month.span)));
                }
            }
        }
        let closed = |month: &exchange::Month| match &month.duty {
            Duty::Closed { hash } => (name(month.span), Some(hash.to_string())),
            _ => (name(month.span), None),
        };
        Ok(json!(Standing {
            member: office.member().to_string(),
            key: HEXLOWER.encode(&office.key()),
            federation: desk.federation().to_string(),
            members: chain.roll.electorate().len(),
            frozen: logs.filter(is_frozen).map(|log| log.member.to_string()).collect(),
            repeated: repeated.into_iter().collect(),
            months: months.iter().map(closed).collect(),
            apart,
        }))
    }

    async fn export(&self, folder: PathBuf) -> Result<Value, ActRefusal> {
        self.office()?.export(&mut ExportFolder(folder), true).await?;
        Ok(Value::Null)
    }

    /// States a report in which a cent of the others is this member's.
    async fn misstate(&self) -> Result<Value, ActRefusal> {
        let (office, identity) = (self.office()?, &self.membership.parts().identity);
        for month in office.months().await? {
            let Some(mut report) = month.report.filter(|_| month.proposal.is_some()) else { continue };
            let cent = money("0.01")?;
            for line in report.lines.iter_mut().filter(|line| line.member == identity.member) {
                line.net = line.net.plus(cent).map_err(|_| ActRefusal::Unreadable("an amount"))?;
            }
            let statement =
                office.desk().await.state(month.span, FIRST_ROUND, Voice::For(report.hash()), &identity.key);
            office.append(&Entry::Statement(statement)).await?;
        }
        Ok(Value::Null)
    }
}

fn name(span: Span) -> String {
    format!("{:04}-{:02}", span.year, span.month)
}

fn bytes<T: minicbor::Encode<()>>(value: &T) -> Result<Vec<u8>, ActRefusal> {
    minicbor::to_vec(value).map_err(|_| ActRefusal::Unreadable("what was to be sent"))
}

pub(super) fn hex(text: &str) -> Result<Vec<u8>, ActRefusal> {
    HEXLOWER.decode(text.as_bytes()).map_err(|_| ActRefusal::Unreadable("hex"))
}

pub(super) fn money(text: &str) -> Result<Money, ActRefusal> {
    text.parse().map_err(|_| ActRefusal::Unreadable("an amount"))
}

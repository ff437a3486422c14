//! The books of one member.

use purse::money::MoneyRefusal;

use super::transaction::{Head, Transaction, minus};
use super::wording::Words;
use super::{
    Account, Contributed, Event, Gift, GiftKind, Journal, MemberCode, Nature, Owner, Posting, Record, Settles, Share,
};

/// What one event does to one set of books.
pub(super) struct Effect {
    pub journal: Journal,
    pub postings: Vec<Posting>,
    /// The account that makes the postings add up to 0.
    pub rest: (Account, Option<MemberCode>),
}

impl Effect {
    pub(super) fn of(journal: Journal, postings: Vec<Posting>, rest: Account) -> Self {
        Self { journal, postings, rest: (rest, None) }
    }

    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub(super) fn transaction(self, record: &Record, label: String) -> Result<Option<Transaction>, MoneyRefusal> {
        let attachments = record.attachments.clone();
        let head = Head { journal: self.journal, record: record.id.clone(), date: record.date, attachments, label };
        Transaction::balanced(head, self.postings, self.rest)
    }
}

/// A line without a label of its own.
pub(super) fn line(account: Account, amount: purse::money::Money) -> Posting {
    Posting::new(account, None, amount, String::new())
}

/// What the event does to the books of `me`; nothing if it is not about it.
pub(super) fn effect(words: &Words<'_>, me: &MemberCode, event: &Event) -> Option<Effect> {
    let mine = |owner: &Owner| owner.member() == Some(me);
    match event {
        Event::Expense { by, nature, amount, common_part, .. } if mine(by) => {
            let label = words.common_part(*nature, *common_part);
            let posting = Posting::new(expense_account(*nature), None, *amount, label);
            Some(Effect::of(Journal::Bank, vec![posting], Account::Bank))
        }
        Event::HardwareBought { by, amount, .. } if by == me => {
            Some(Effect::of(Journal::Bank, vec![line(Account::Hardware, *amount)], Account::Bank))
        }
        Event::HardwareMonths { by, amount, .. } if by == me => {
            let postings = vec![line(Account::Depreciation, *amount)];
            Some(Effect::of(Journal::General, postings, Account::HardwareDepreciation))
        }
        Event::Closing { shares, .. } => shares.get(me).map(|share| closing(words, share)),
        Event::Payment { from, to, amount, settles, .. } if mine(from) || mine(to) => {
            let account = match settles {
                Settles::Current => Account::Federation,
                Settles::Claim => Account::FederationClaims,
            };
            let bank = if mine(to) { *amount } else { minus(*amount) };
            Some(Effect::of(Journal::Bank, vec![line(Account::Bank, bank)], account))
        }
        Event::CarriedOver { member, amount, .. } if member == me => {
            Some(Effect::of(Journal::General, vec![line(Account::FederationCarried, *amount)], Account::Federation))
        }
        Event::TakenUp { member, amount, .. } if member == me => {
            Some(Effect::of(Journal::General, vec![line(Account::Federation, *amount)], Account::FederationCarried))
        }
        Event::Default { creditors, .. } => creditors
            .get(me)
            .map(|share| Effect::of(Journal::General, vec![line(Account::Default, *share)], Account::Federation)),
        Event::GivenBack { creditors, .. } => creditors
            .get(me)
            .map(|share| Effect::of(Journal::General, vec![line(Account::Federation, *share)], Account::Default)),
        Event::Contribution { way, amount } => contribution(me, way).map(|(account, received)| {
            let bank = if received { *amount } else { minus(*amount) };
            Effect::of(Journal::Bank, vec![line(Account::Bank, bank)], account)
        }),
        Event::Gift(gift) if mine(&gift.to) => Some(gift_effect(gift)),
        _ => None,
    }
}

/// Credits, charges and claims, each on a line; what is left is owed by the federation, or to it.
fn closing(words: &Words<'_>, share: &Share) -> Effect {
    let pool = |(pool, amount): &(purse::usage::Pool, purse::money::Money), account, sign: fn(_) -> _| {
        Posting::new(account, None, sign(*amount), words.language.pool(*pool).to_owned())
    };
    let mut postings: Vec<Posting> = share.credits.iter().map(|credit| pool(credit, Account::Credit, minus)).collect();
    postings.extend(share.charges.iter().map(|charge| pool(charge, Account::Charge, |amount| amount)));
    let solidarity = words.language.pick("solidarité", "solidarity").to_owned();
    postings.push(Posting::new(Account::Charge, None, share.solidarity, solidarity));
    let side = if share.correction < purse::money::Money::ZERO { Account::Charge } else { Account::Credit };
    let correction = words.language.pick("correction votée", "correction, as voted").to_owned();
    postings.push(Posting::new(side, None, minus(share.correction), correction));
    postings.push(line(Account::FederationClaims, share.deficit));
    Effect::of(Journal::General, postings, Account::Federation)
}

/// The account of a contribution that is this member's, and whether it receives it.
fn contribution(me: &MemberCode, way: &Contributed) -> Option<(Account, bool)> {
    match way {
        Contributed::Dues(member) if member == me => Some((Account::Dues, true)),
        Contributed::Donation(Owner::Member(member)) if member == me => Some((Account::Donations, true)),
        Contributed::ToFund(member) if member == me => Some((Account::Given, false)),
        _ => None,
    }
}

pub(super) const fn expense_account(nature: Nature) -> Account {
    match nature {
        Nature::Pool(pool) => Account::Expenses(pool),
        Nature::BankFees => Account::BankFees,
    }
}

/// Used and given are two sides of one value: no money moves, no result changes.
pub(super) fn gift_effect(gift: &Gift) -> Effect {
    let (used, given) = match gift.kind {
        GiftKind::Goods => (Account::GoodsUsed, Account::GoodsGiven),
        GiftKind::Services => (Account::ServicesUsed, Account::ServicesGiven),
        GiftKind::Work => (Account::WorkUsed, Account::WorkGiven),
    };
    Effect::of(Journal::General, vec![line(used, gift.value)], given)
}

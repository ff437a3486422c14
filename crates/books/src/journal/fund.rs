//! The books of the fund, and what of them its legal holder has in its own.

use std::collections::BTreeMap;

use purse::money::{Money, MoneyRefusal};

use super::member::{Effect, expense_account, gift_effect, line};
use super::transaction::minus;
use super::wording::Words;
use super::{Account, Contributed, Event, Journal, MemberCode, Owner, Posting, Settles, Share};

/// What the event does to the books of the fund; nothing if it is not about it.
///
/// # Errors
/// [`MoneyRefusal::TooLarge`].
pub(super) fn effect(words: &Words<'_>, event: &Event) -> Result<Option<Effect>, MoneyRefusal> {
    Ok(match event {
        Event::Closing { shares, fund, .. } => Some(closing(shares, *fund)?),
        Event::Payment { from, to, amount, settles, .. } => Some(payment(from, to, *amount, *settles)),
        Event::Expense { by: Owner::Fund, nature, amount, common_part, .. } => {
            let label = words.common_part(*nature, *common_part);
            let posting = Posting::new(expense_account(*nature), None, *amount, label);
            Some(Effect::of(Journal::Bank, vec![posting], Account::FundBank))
        }
        Event::CarriedOver { member, amount, .. } => {
            Some(moved(member, *amount, Account::Members, Account::MembersCarried))
        }
        Event::TakenUp { member, amount, .. } => {
            Some(moved(member, *amount, Account::MembersCarried, Account::Members))
        }
        Event::Default { debtor, fund, creditors, .. } => {
            let mut postings = vec![line(Account::Default, *fund)];
            postings.extend(creditors.iter().map(|(creditor, share)| with(Account::Members, creditor, *share)));
            Some(Effect { journal: Journal::General, postings, rest: (Account::Members, Some(debtor.clone())) })
        }
        Event::GivenBack { debtor, fund, creditors, .. } => {
            let mut postings = vec![line(Account::Default, minus(*fund))];
            postings.extend(creditors.iter().map(|(creditor, share)| with(Account::Members, creditor, minus(*share))));
            Some(Effect { journal: Journal::General, postings, rest: (Account::Members, Some(debtor.clone())) })
        }
        Event::Contribution { way: Contributed::Donation(Owner::Fund), amount } => {
            Some(Effect::of(Journal::Bank, vec![line(Account::FundBank, *amount)], Account::Donations))
        }
        Event::Contribution { way: Contributed::ToFund(_), amount } => {
            Some(Effect::of(Journal::Bank, vec![line(Account::FundBank, *amount)], Account::Contributions))
        }
        Event::Gift(gift) if gift.to == Owner::Fund => Some(gift_effect(gift)),
        _ => None,
    })
}

/// What moved the fund's bank account, as it stands in the books of the member that legally holds the fund: money of
/// others, on an account of its own.
///
/// # Errors
/// [`MoneyRefusal::TooLarge`].
pub(super) fn held(words: &Words<'_>, event: &Event) -> Result<Option<Effect>, MoneyRefusal> {
    let Some(effect) = effect(words, event)? else { return Ok(None) };
    let on_bank = |posting: &&Posting| posting.account() == Account::FundBank;
    let mut bank = Money::sum(effect.postings.iter().filter(on_bank).map(Posting::amount))?;
    if effect.rest.0 == Account::FundBank {
        bank = bank.minus(Money::sum(effect.postings.iter().map(Posting::amount))?)?;
    }
    let moved = bank != Money::ZERO;
    Ok(moved.then(|| Effect::of(Journal::Bank, vec![line(Account::FundBank, bank)], Account::HeldFund)))
}

fn with(account: Account, member: &MemberCode, amount: Money) -> Posting {
    Posting::new(account, Some(member.clone()), amount, String::new())
}

/// What each member is owed or owes, its claim to the deficit, the deficit, and what the fund pays or receives.
fn closing(shares: &BTreeMap<MemberCode, Share>, fund: Money) -> Result<Effect, MoneyRefusal> {
    let mut postings = Vec::new();
    for (member, share) in shares {
        postings.push(with(Account::Members, member, minus(share.net()?)));
        postings.push(with(Account::MembersClaims, member, minus(share.deficit)));
    }
    postings.push(line(Account::Deficit, Money::sum(shares.values().map(|share| share.deficit))?));
    let rest = if fund > Money::ZERO { Account::Given } else { Account::Surplus };
    Ok(Effect::of(Journal::General, postings, rest))
}

/// Through the fund's bank account, or from member to member, which changes only what each of them owes.
fn payment(from: &Owner, to: &Owner, amount: Money, settles: Settles) -> Effect {
    let account = match settles {
        Settles::Current => Account::Members,
        Settles::Claim => Account::MembersClaims,
    };
    let (debit, journal) = match to {
        Owner::Fund => (line(Account::FundBank, amount), Journal::Bank),
        Owner::Member(member) if *from == Owner::Fund => (with(account, member, amount), Journal::Bank),
        Owner::Member(member) => (with(account, member, amount), Journal::General),
    };
    let rest = match from {
        Owner::Fund => (Account::FundBank, None),
        Owner::Member(member) => (account, Some(member.clone())),
    };
    Effect { journal, postings: vec![debit], rest }
}

/// From one account with the member to another: positive is owed to it.
fn moved(member: &MemberCode, amount: Money, from: Account, to: Account) -> Effect {
    let postings = vec![with(from, member, amount)];
    Effect { journal: Journal::General, postings, rest: (to, Some(member.clone())) }
}

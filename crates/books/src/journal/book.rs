//! A book: the transactions of one owner in one year.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use purse::money::{Money, MoneyRefusal};

use super::check::{check, order};
use super::text::one_line;
use super::transaction::{Head, Transaction};
use super::wording::Words;
use super::{Account, BookRefusal, Code, Event, Journal, Language, MAX_MEMBERS, MAX_RECORDS, MAX_YEAR_MONTHS};
use super::{MemberCode, Owner, Posting, Record, fund, member};

/// Who is in the federation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Federation {
    pub name: String,
    /// The member that legally holds the fund, if it is one of the members.
    pub holder: Option<MemberCode>,
    /// Every member's name.
    pub members: BTreeMap<MemberCode, String>,
}

/// The days of a book, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    pub first: Date,
    pub last: Date,
}

/// What stands on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    pub debit: Money,
    pub credit: Money,
    /// Debit less credit.
    pub net: Money,
}

/// One owner's books of one year, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    owner: Owner,
    title: String,
    language: Language,
    year: Year,
    parties: BTreeMap<MemberCode, String>,
    transactions: Vec<Transaction>,
    balances: BTreeMap<(Account, Option<MemberCode>), Balance>,
}

impl Book {
    /// The book of `owner`. `records` may be in any order and of any years: what was before the year makes its opening
    /// balances, what comes after it is left out.
    ///
    /// # Errors
    /// [`BookRefusal`].
    pub fn build(
        federation: &Federation,
        owner: &Owner,
        year: Year,
        language: Language,
        records: &[Record],
    ) -> Result<Self, BookRefusal> {
        check_frame(federation, owner, year, records)?;
        let mut ordered: Vec<&Record> = records.iter().collect();
        ordered.sort_by(|one, other| order(one).cmp(&order(other)));
        check(federation, &ordered)?;
        let words = Words { language, federation };
        let booked = booked(&words, owner, &ordered)?;
        let parties = federation.members.keys().map(|code| (code.clone(), words.member(code))).collect();
        let whose = match owner {
            Owner::Member(me) => words.member(me),
            Owner::Fund => language.pick("Fonds commun", "Common fund").to_owned(),
        };
        let title = format!("{whose} – {}", one_line(&federation.name));
        let (transactions, balances) = within(year, language, booked)?;
        Ok(Self { owner: owner.clone(), title, language, year, parties, transactions, balances })
    }

    /// Whose it is.
    #[must_use]
    pub const fn owner(&self) -> &Owner {
        &self.owner
    }

    /// The owner's and the federation's name, on one line, not escaped.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The language of names and labels.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Its days.
    #[must_use]
    pub const fn year(&self) -> Year {
        self.year
    }

    /// The members' names, on one line each, not escaped.
    #[must_use]
    pub const fn parties(&self) -> &BTreeMap<MemberCode, String> {
        &self.parties
    }

    /// In order of day; the opening first. Each journal's numbers have no gaps.
    #[must_use]
    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    /// Every account that a posting names, with its party. All nets together are 0.
    #[must_use]
    pub const fn balances(&self) -> &BTreeMap<(Account, Option<MemberCode>), Balance> {
        &self.balances
    }
}

fn check_frame(federation: &Federation, owner: &Owner, year: Year, records: &[Record]) -> Result<(), BookRefusal> {
    if records.len() > MAX_RECORDS {
        return Err(BookRefusal::TooManyRecords);
    }
    if federation.members.len() > MAX_MEMBERS {
        return Err(BookRefusal::TooManyMembers);
    }
    let most = year.first.checked_add(i32::from(MAX_YEAR_MONTHS).months()).map_err(|_| BookRefusal::Year)?;
    if year.last < year.first || year.last >= most {
        return Err(BookRefusal::Year);
    }
    let named = federation.holder.iter().chain(owner.member());
    match named.into_iter().find(|member| !federation.members.contains_key(*member)) {
        Some(stranger) => Err(BookRefusal::UnknownOwner(stranger.clone())),
        None => Ok(()),
    }
}

/// All transactions of the owner, in order.
fn booked(words: &Words<'_>, owner: &Owner, records: &[&Record]) -> Result<Vec<Transaction>, BookRefusal> {
    let mut all: Vec<Transaction> = Vec::new();
    let mut places: BTreeMap<&Code, (usize, usize)> = BTreeMap::new();
    for record in records {
        let start = all.len();
        if let Event::Correction { reverses, .. } = &record.event {
            let (from, to) = places.get(reverses).copied().unwrap_or_default();
            for place in from..to {
                let label = words.label(&record.event);
                let undone = all[place].reversed(record.id.clone(), record.date, record.attachments.clone(), label);
                all.push(undone);
            }
        } else {
            all.extend(transactions(words, owner, record).map_err(|_| BookRefusal::TooLarge(record.id.clone()))?);
        }
        places.insert(&record.id, (start, all.len()));
    }
    Ok(all)
}

fn transactions(words: &Words<'_>, owner: &Owner, record: &Record) -> Result<Vec<Transaction>, MoneyRefusal> {
    let effects = match owner {
        Owner::Fund => vec![fund::effect(words, &record.event)?],
        Owner::Member(me) => {
            let holds = words.federation.holder.as_ref() == Some(me);
            let held = if holds { fund::held(words, &record.event)? } else { None };
            vec![member::effect(words, me, &record.event), held]
        }
    };
    let made = effects.into_iter().flatten().map(|effect| effect.transaction(record, words.label(&record.event)));
    Ok(made.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

type Balances = BTreeMap<(Account, Option<MemberCode>), Balance>;

/// The opening and the transactions of the year, numbered, and what stands on each account at its end.
fn within(
    year: Year,
    language: Language,
    booked: Vec<Transaction>,
) -> Result<(Vec<Transaction>, Balances), BookRefusal> {
    let mut before = Balances::new();
    let mut balances = Balances::new();
    let mut numbers: BTreeMap<Journal, u32> = BTreeMap::new();
    let mut kept = Vec::new();
    let (earlier, rest): (Vec<_>, Vec<_>) = booked.into_iter().partition(|transaction| transaction.date() < year.first);
    for transaction in &earlier {
        add(&mut before, transaction)?;
    }
    let opening = opening(year, language, before)?;
    for transaction in opening.into_iter().chain(rest).filter(|transaction| transaction.date() <= year.last) {
        let number = numbers.entry(transaction.journal()).or_default();
        *number += 1;
        add(&mut balances, &transaction)?;
        kept.push(transaction.numbered(*number));
    }
    let sum: i128 = balances.values().map(|balance| i128::from(balance.net.minor())).sum();
    assert!(sum == 0, "the book does not balance");
    Ok((kept, balances))
}

/// What stands on the accounts of classes 1 to 5 before the year; the earlier results are the rest.
fn opening(year: Year, language: Language, before: Balances) -> Result<Option<Transaction>, BookRefusal> {
    let record = Code::opening(year.first);
    let label = format!("{} {}", language.pick("À nouveaux au", "Opening balances on"), language.day(year.first));
    let head =
        Head { journal: Journal::Opening, record: record.clone(), date: year.first, attachments: Vec::new(), label };
    let carried = before.into_iter().filter(|((account, _), _)| account.is_carried());
    let postings = carried.map(|((account, party), balance)| Posting::new(account, party, balance.net, String::new()));
    Transaction::balanced(head, postings.collect(), (Account::CarriedForward, None))
        .map_err(|_| BookRefusal::TooLarge(record))
}

fn add(balances: &mut Balances, transaction: &Transaction) -> Result<(), BookRefusal> {
    for posting in transaction.postings() {
        let balance = balances.entry((posting.account(), posting.party().cloned())).or_default();
        balance.take(posting).map_err(|_| BookRefusal::TooLarge(transaction.record().clone()))?;
    }
    Ok(())
}

impl Balance {
    fn take(&mut self, posting: &Posting) -> Result<(), MoneyRefusal> {
        self.debit = self.debit.plus(posting.debit())?;
        self.credit = self.credit.plus(posting.credit())?;
        self.net = self.debit.minus(self.credit)?;
        Ok(())
    }
}

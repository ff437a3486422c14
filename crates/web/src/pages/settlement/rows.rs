//! What the page of the settlement shows.

use books::note::{Overdue, Step, reminder};
use books::settlement::{Due, Party, Way, reference};
use jiff::civil::Date;
use purse::money::Money as Amount;

use super::super::stop::Stop;
use crate::i18n::Lang;
use crate::settling::Settling;
use crate::view::settlement::{EnteredRow, EntryForm, FundFacts, NoteRow, ReadyRow, SettlementPage, Standing};
use crate::view::{Chrome, Complaints, Money};

/// Notes and entries that are shown, at most.
const ROWS: usize = 200;

/// The page without its forms; an empty one if the member is in no federation.
pub(super) fn page(chrome: Chrome, settling: Option<&Settling>) -> Result<SettlementPage, Stop> {
    let zero = Money::Zero;
    let mut page = SettlementPage {
        chrome,
        joined: settling.is_some(),
        closed: false,
        may_enter: false,
        holds_fund: false,
        holder: String::new(),
        mine: Vec::new(),
        waiting: None,
        borne: None,
        all: Vec::new(),
        fund: FundFacts { cash: zero, fund: zero },
        ready: Vec::new(),
        ready_sum: zero,
        can_order: false,
        receivable: Vec::new(),
        disputable: Vec::new(),
        entered: Vec::new(),
        suspense: Vec::new(),
        aside: Vec::new(),
        statement_complaints: Complaints::default(),
        payment: EntryForm::default(),
        dispute: EntryForm::default(),
        payment_complaints: Complaints::default(),
        dispute_complaints: Complaints::default(),
    };
    let Some(settling) = settling else { return Ok(page) };
    let lang = page.chrome.lang;
    let settlement = &settling.settlement;
    page.closed = !settling.months.is_empty();
    page.holds_fund = settling.holds_fund();
    page.holder = settling.holder().map(|holder| settling.name(&holder)).unwrap_or_default();
    for due in settlement.notes().iter().rev() {
        let row = note(settling, due, lang)?;
        if due.member == settling.me && page.mine.len() < ROWS {
            page.mine.push(row.clone());
        }
        if page.all.len() < ROWS {
            page.all.push(row);
        }
        choices(&mut page, settling, due);
    }
    page.waiting = settlement.carried().get(&settling.me).copied().map(Money::of);
    let claims = settlement.claims().into_iter().filter(|claim| claim.of == Party::Member(settling.me));
    let borne = sum(claims.map(|claim| claim.amount))?;
    page.borne = (borne > Amount::ZERO).then(|| Money::of(borne));
    page.fund = FundFacts { cash: Money::of(settlement.cash()), fund: Money::of(settlement.fund()) };
    if page.holds_fund {
        ready(&mut page, settling)?;
    }
    page.entered = entered(settling);
    Ok(page)
}

fn sum(amounts: impl Iterator<Item = Amount>) -> Result<Amount, Stop> {
    Amount::sum(amounts).map_err(|refusal| Stop::Failure(refusal.to_string()))
}

fn note(settling: &Settling, due: &Due, lang: Lang) -> Result<NoteRow, Stop> {
    let today = settling.today;
    let amount = due.amount().map_err(|refusal| Stop::Failure(refusal.to_string()))?;
    let standing = match () {
        () if due.open() == Amount::ZERO => Standing::Settled,
        () if due.cover.sum() > Amount::ZERO => Standing::Borne,
        () if due.payable() == Amount::ZERO => Standing::Disputed,
        () if due.is_overdue(today) => Standing::Overdue,
        () => Standing::Open,
    };
    let last = due.span.period().and_then(|period| period.end_day().yesterday().ok()).unwrap_or(due.issued);
    let size = if amount < Amount::ZERO { Amount::ZERO.minus(amount).unwrap_or(amount) } else { amount };
    Ok(NoteRow {
        number: due.number.to_string(),
        month: last.first_of_month(),
        member: settling.name(&due.member),
        pays: due.way() == Way::Pays,
        amount: Money::of(size),
        open: Money::of(due.open()),
        disputed: Money::of(due.disputed()),
        due: due.due,
        written_down: due.written_down,
        standing,
        reference: reference(due.number).to_string(),
        document: document(settling, due),
        reminder: reminded(settling, due, lang)?,
    })
}

/// The document of what is disputed of a note.
fn document(settling: &Settling, due: &Due) -> Option<String> {
    let facts = &settling.facts;
    let of_note = facts.disputes.iter().filter(|(name, entry)| {
        entry.at.author == due.member && entry.fact.report == due.report && facts.stands(name, entry)
    });
    of_note.filter_map(|(_, entry)| entry.fact.evidence).next().map(|hash| hash.to_string())
}

/// The second reminder, when half of the days of grace are over.
fn reminded(settling: &Settling, due: &Due, lang: Lang) -> Result<Option<(String, String)>, Stop> {
    let today = settling.today;
    if !settling.holds_fund() || due.member == settling.me || !due.is_overdue(today) {
        return Ok(None);
    }
    let days = |from: Date, to: Date| to.duration_since(from).as_hours() / 24;
    let step = if days(due.due, today) * 2 > days(due.due, due.written_down) { Step::Second } else { Step::First };
    let overdue = Overdue { open: due.payable(), today, written_down: due.written_down };
    let letter = reminder(&settling.paper(due, lang)?, step, &overdue);
    Ok(letter.map(|letter| (letter.subject, letter.body)))
}

/// What this member can enter for a note: money that it received, or that it does not agree.
fn choices(page: &mut SettlementPage, settling: &Settling, due: &Due) {
    if due.open() == Amount::ZERO {
        return;
    }
    let (lang, number) = (page.chrome.lang, due.number.to_string());
    let words = [
        ("number", number.clone()),
        ("member", settling.name(&due.member)),
        ("amount", Money::of(due.open()).to_the_cent(lang)),
    ];
    let words = lang.text_with_all("settlement-choice", words);
    let (mine, pays) = (due.member == settling.me, due.way() == Way::Pays);
    if (pays && page.holds_fund) || (mine && !pays) {
        page.receivable.push((number.clone(), words.clone()));
    }
    if mine && pays && due.payable() > Amount::ZERO {
        page.disputable.push((number, words));
    }
}

fn ready(page: &mut SettlementPage, settling: &Settling) -> Result<(), Stop> {
    let ready = settling.settlement.ready().map_err(|refusal| Stop::Failure(refusal.to_string()))?;
    let account =
        |member: &purse::id::MemberId| settling.faces.get(member).is_some_and(|face| face.account().is_some());
    page.ready_sum = Money::of(sum(ready.iter().map(|ready| ready.amount))?);
    let other = |ready: &books::settlement::Ready| ready.member != settling.me && account(&ready.member);
    page.can_order = account(&settling.me) && ready.iter().any(other);
    let row = |ready: &books::settlement::Ready| ReadyRow {
        number: ready.number.to_string(),
        member: settling.name(&ready.member),
        amount: Money::of(ready.amount),
        account: account(&ready.member),
        own: ready.member == settling.me,
    };
    page.ready = ready.iter().map(row).collect();
    Ok(())
}

/// This member's payments and disputes that stand, the last ones first.
fn entered(settling: &Settling) -> Vec<EnteredRow> {
    let (facts, me) = (&settling.facts, settling.me);
    let number = |report, member| {
        let of = |due: &&Due| due.report == report && due.member == member;
        settling.settlement.notes().iter().find(of).map(|due| due.number.to_string())
    };
    let mut rows = Vec::new();
    for (name, entry) in &facts.payments {
        if entry.at.author == me && facts.stands(name, entry) {
            let fact = &entry.fact;
            let row = EnteredRow {
                entry: name.to_string(),
                dispute: false,
                member: settling.name(&fact.from),
                number: number(fact.report, fact.from).or_else(|| number(fact.report, me)),
                amount: Money::of(fact.amount),
                day: Some(fact.day),
            };
            rows.push((entry.at, row));
        }
    }
    for (name, entry) in &facts.disputes {
        if entry.at.author == me && facts.stands(name, entry) {
            let row = EnteredRow {
                entry: name.to_string(),
                dispute: true,
                member: settling.name(&me),
                number: number(entry.fact.report, me),
                amount: Money::of(entry.fact.amount),
                day: None,
            };
            rows.push((entry.at, row));
        }
    }
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    rows.into_iter().map(|(_, row)| row).take(ROWS).collect()
}

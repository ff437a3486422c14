//! The pages of the purse: the worked example of docs/RULES.md in which a video becomes popular overnight.

mod amends;
mod entries;
mod rounds;

use jiff::civil::Date;
use purse::money::Money;
use purse::split::{Because, Bound, Column, Line};

use super::{Sample, hours_ago};
use crate::i18n::Lang;
use crate::view::chrome::Chrome;
use crate::view::cost::Pool;
use crate::view::purse::AlonePage;
use crate::view::purse::because::{Bounds, Share};
use crate::view::purse::break_even::{BreakEvenPage, Plan, PlanForm, PlanRow, Reckoned};
use crate::view::purse::correction::CorrectionState;
use crate::view::purse::diagnostics::{Parts, PoolDiagnostics, Rule};
use crate::view::purse::expenses::Vote;
use crate::view::purse::fund::{FundMonth, FundPage};
use crate::view::purse::month::{Figures, MemberLine, MonthPage, PoolLine, Standing, Thanks};
use crate::view::purse::todo::Todo;
use crate::view::{Complaint, Complaints};

const MONTH: Date = Date::constant(2026, 11, 1);
const BEFORE: Date = Date::constant(2026, 10, 1);

const NAMES: [&str; 5] =
    ["aubepine.example", "bruyere.example", "chardon.example", "digitale.example", "eglantine.example"];

/// Credit and charge of each, in cents.
const RESULT: [(i64, i64); 5] = [(0, 2_466), (15_000, 7_022), (15_000, 10_294), (15_000, 14_656), (15_000, 25_562)];

fn cents(minor: i64) -> Money {
    Money::from_minor(minor).unwrap_or_default()
}

fn frame(lang: Lang, path: &str) -> Chrome {
    Chrome::sample_signed_in(lang, path, true)
}

fn lines() -> Vec<MemberLine> {
    let line = |(name, (credit, charge)): (&str, (i64, i64))| MemberLine {
        name: name.to_owned(),
        own: name == NAMES[0],
        credit: cents(credit),
        charge: cents(charge),
        correction: Money::ZERO,
        net: cents(credit - charge),
    };
    NAMES.into_iter().zip(RESULT).map(line).collect()
}

fn shares() -> Vec<Share> {
    let by_use = [30_000, 7_500, 7_500, 7_500, 7_500];
    let for_others = [0, 1_008, 2_015, 3_359, 6_718];
    let each = NAMES.into_iter().zip(RESULT).zip(by_use.into_iter().zip(for_others));
    each.map(|((name, (credit, charge)), (by_use, others))| {
        let capped = name == NAMES[0];
        let carriers = NAMES.into_iter().zip(for_others).skip(1);
        let carried_by = carriers.map(|(name, amount)| (Column::Member(name.to_owned()), cents(amount)));
        let because = Because {
            alone: cents(by_use),
            by_use: cents(by_use),
            here: Line { credit: cents(credit), charge: cents(charge), net: cents(credit - charge) },
            bound: if capped { Bound::Cap } else { Bound::Neither },
            carried_by: if capped { carried_by.collect() } else { Vec::new() },
            for_others: cents(others),
        };
        Share { name: name.to_owned(), own: capped, because }
    })
    .collect()
}

fn figures(lang: Lang) -> Figures {
    let size = |gigabytes: u64| Some(crate::i18n::format::size(lang, gigabytes * 1_000_000_000));
    let pools = NAMES.into_iter().skip(1).map(|name| PoolLine {
        pool: Pool::Delivery,
        name: name.to_owned(),
        // One carrier uses a fifth of its line itself: that part of its bill stays with it.
        bills: cents(if name == NAMES[3] { 18_750 } else { 15_000 }),
        capacity: size(if name == NAMES[3] { 1_250 } else { 1_000 }),
        by_others: size(1_000),
        by_itself: size(if name == NAMES[3] { 250 } else { 0 }),
    });
    let shares_of = [(412, 431, 500), (147, 142, 125), (147, 142, 125), (147, 143, 125), (147, 142, 125)];
    let parts = NAMES.into_iter().zip(shares_of);
    let parts = parts.map(|(name, (added, peak, volume))| Parts { name: name.to_owned(), added, peak, volume });
    Figures {
        lines: lines(),
        pools: pools.collect(),
        bills: cents(63_750),
        total: cents(60_000),
        fund: Money::ZERO,
        deficit: Money::ZERO,
        bounds: Bounds { cap: 200, floor: 5 },
        shares: shares(),
        thanks: vec![Thanks { name: NAMES[2].to_owned(), worth: cents(4_000) }],
        diagnostics: vec![PoolDiagnostics {
            pool: Pool::Delivery,
            saving: 225,
            parts: parts.collect(),
            distances: vec![(Rule::CoincidentPeak, 30), (Rule::OwnP95, 68), (Rule::Volume, 113), (Rule::Equal, 391)],
        }],
        aside: 2,
    }
}

fn month(lang: Lang) -> MonthPage {
    MonthPage {
        chrome: frame(lang, "/purse"),
        month: MONTH,
        months: vec![MONTH, BEFORE],
        standing: Standing::Running,
        todo: Some(vec![
            Todo::Approve { month: BEFORE, until: hours_ago(-96) },
            Todo::Pay { month: Date::constant(2026, 9, 1), amount: cents(1_830) },
            Todo::Declare { month: MONTH, pool: Pool::Delivery, most: cents(15_000) },
            Todo::Answer { count: 2 },
        ]),
        corrections: vec![amends::row("f1", 2, CorrectionState::Vote(Vote::Waiting(2)))],
        figures: Some(figures(lang)),
    }
}

fn fund(lang: Lang) -> FundPage {
    let month = |month, before, contributions, paid, received, deficit, closed| FundMonth {
        month,
        before: cents(before),
        contributions: cents(contributions),
        paid: cents(paid),
        received: cents(received),
        after: cents(before + contributions - paid + received),
        deficit: cents(deficit),
        closed,
    };
    FundPage {
        chrome: frame(lang, "/purse/fund"),
        holder: Some(NAMES[0].to_owned()),
        own: true,
        minimum: cents(5_000),
        balance: cents(12_300),
        months: vec![
            month(MONTH, 12_300, 0, 7_088, 0, 0, false),
            month(BEFORE, 20_000, 0, 7_700, 0, 1_204, true),
            month(Date::constant(2026, 9, 1), 0, 19_500, 0, 500, 0, true),
        ],
    }
}

fn break_even(lang: Lang) -> BreakEvenPage {
    let row = |count: u32| PlanRow {
        count,
        smallest_fee: Money::from_minor(120_000 / i64::from(count) + 1).ok(),
        income: cents(i64::from(count) * 3_000),
        result: cents(i64::from(count) * 3_000 - 120_000),
    };
    BreakEvenPage {
        chrome: frame(lang, "/purse/break-even"),
        form: PlanForm {
            adherents: "37".to_owned(),
            fee: "30.00".to_owned(),
            times: "1".to_owned(),
            shared: "880.00".to_owned(),
            own: "320.00".to_owned(),
            other: String::new(),
        },
        complaints: Complaints::default(),
        reckoned: Reckoned::Closed(2),
        year: 2026,
        plan: Some(Plan {
            income: cents(111_000),
            costs: cents(120_000),
            result: cents(-9_000),
            fee: cents(3_000),
            monthly: false,
            adherents: 37,
            count: Some(40),
            rows: [28, 37, 47, 56, 74].map(row).to_vec(),
        }),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let empty = MonthPage { todo: Some(Vec::new()), corrections: Vec::new(), figures: None, ..month(lang) };
    let into_the_fund = Figures { fund: cents(-801), ..figures(lang) };
    let auditor = MonthPage { todo: None, standing: Standing::Closed, figures: Some(into_the_fund), ..month(lang) };
    let no_fund = FundPage { months: Vec::new(), own: false, balance: Money::ZERO, minimum: Money::ZERO, ..fund(lang) };
    let refused = BreakEvenPage {
        form: PlanForm { fee: "trente".to_owned(), ..PlanForm::default() },
        complaints: Complaints(vec![Complaint::AdherentsShape, Complaint::FeeShape]),
        plan: None,
        reckoned: Reckoned::Typed,
        ..break_even(lang)
    };
    let begun = BreakEvenPage { reckoned: Reckoned::Open(MONTH), ..break_even(lang) };
    let mut samples = vec![
        Sample::of("purse-alone", &AlonePage { chrome: frame(lang, "/purse") })?,
        Sample::of("purse", &month(lang))?,
        Sample::of("purse-empty", &empty)?,
        Sample::of("purse-auditor", &auditor)?,
        Sample::of("purse-fund", &fund(lang))?,
        Sample::of("purse-fund-empty", &no_fund)?,
        Sample::of("purse-break-even", &break_even(lang))?,
        Sample::of("purse-break-even-begun", &begun)?,
        Sample::of("purse-break-even-refused", &refused)?,
    ];
    samples.extend(amends::samples(lang)?);
    samples.extend(entries::samples(lang)?);
    samples.extend(rounds::samples(lang)?);
    Ok(samples)
}

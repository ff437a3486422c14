//! The closing of a month.

use purse::money::Money;

use super::amends::row;
use super::{BEFORE, MONTH, NAMES, cents, frame, lines};
use crate::i18n::{Lang, format};
use crate::view::cost::Pool;
use crate::view::purse::closing::{Change, ClosingPage, Left, Proposed, Said, SaidOfUse, Source, Stage, Used, Word};
use crate::view::purse::correction::CorrectionState;
use crate::view::samples::{Sample, hours_ago, words};

fn source(lang: Lang, member: usize, place: u64) -> Source {
    Source {
        name: NAMES[member].to_owned(),
        pool: Pool::Delivery,
        common_part: cents(15_000),
        label: Some(words(lang, "Transit, invoice 2026-118", "Transit, facture 2026-118")),
        log: 1,
        place,
    }
}

fn used(lang: Lang, disputed: Option<String>) -> Used {
    let said = |member: usize, gigabytes: u64, last: u64| SaidOfUse {
        name: NAMES[member].to_owned(),
        quantity: format::size(lang, gigabytes * 1_000_000_000),
        entries: 720,
        first: (1, 31),
        last: (1, last),
    };
    Used {
        home: NAMES[0].to_owned(),
        carrier: NAMES[1].to_owned(),
        service: "video".to_owned(),
        by_others: false,
        charged: format::size(lang, 900_000_000_000),
        claim: Some(said(1, 912, 1_471)),
        observation: disputed.is_none().then(|| said(0, 900, 2_210)),
        disputed,
    }
}

fn proposed(lang: Lang) -> Proposed {
    Proposed {
        key: "4d".repeat(32),
        hash: "9b3c".repeat(16),
        lines: lines(),
        total: cents(60_000),
        fund: Money::ZERO,
        deficit: Money::ZERO,
        sources: (1..5).map(|member| source(lang, member, 14)).collect(),
        used: vec![
            used(lang, None),
            used(lang, Some(format::size(lang, 12_000_000_000))),
            Used { home: NAMES[4].to_owned(), by_others: true, observation: None, ..used(lang, None) },
        ],
        corrections: vec![row("f4", 1, CorrectionState::Counted)],
        changes: vec![Change { name: NAMES[4].to_owned(), proposed: cents(-10_562), known: cents(-9_420) }],
        late: vec![Source { place: 61, ..source(lang, 3, 0) }],
        aside: vec![Left {
            source: source(lang, 2, 22),
            why: lang.text_with("aside-above", "cut", format::euros(lang, 1_250)),
        }],
    }
}

fn closing(lang: Lang) -> ClosingPage {
    let word = |(member, said): (usize, Said)| Word { name: NAMES[member].to_owned(), round: 0, said };
    let said = [Said::Nothing, Said::Same, Said::Other("77ab02f1".to_owned()), Said::GivenUp, Said::Nothing];
    ClosingPage {
        chrome: frame(lang, "/purse/closing"),
        month: MONTH,
        months: vec![MONTH, BEFORE],
        stage: Stage::Treasurer(hours_ago(-96)),
        words: said.into_iter().enumerate().map(word).collect(),
        proposed: Some(proposed(lang)),
        may_approve: true,
        may_compare: true,
        difference: None,
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let early = ClosingPage {
        stage: Stage::TooEarly,
        words: Vec::new(),
        proposed: None,
        may_approve: false,
        may_compare: false,
        ..closing(lang)
    };
    let agreed = NAMES.map(|name| Word { name: name.to_owned(), round: 0, said: Said::Same });
    let closed = ClosingPage {
        stage: Stage::Closed,
        words: agreed.to_vec(),
        proposed: Some(Proposed { changes: Vec::new(), late: Vec::new(), aside: Vec::new(), ..proposed(lang) }),
        may_approve: false,
        difference: Some(lang.text_with("difference-line", "member", NAMES[2])),
        ..closing(lang)
    };
    let gave_up = ClosingPage {
        stage: Stage::GaveUp(vec![NAMES[4].to_owned()]),
        words: NAMES.map(|name| Word { name: name.to_owned(), round: 1, said: Said::GivenUp })[..4].to_vec(),
        ..early.clone()
    };
    Ok(vec![
        Sample::of("purse-closing", &closing(lang))?,
        Sample::of("purse-closing-gave-up", &gave_up)?,
        Sample::of("purse-closing-early", &early)?,
        Sample::of("purse-closing-closed", &closed)?,
    ])
}

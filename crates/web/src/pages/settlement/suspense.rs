//! Money of statements that no note was found for, as the page shows it.

use books::bank::Iban;
use data_encoding::HEXLOWER;
use store::{SuspenseLine, SuspenseState};

use super::super::stop::Stop;
use crate::app::App;
use crate::view::Money;
use crate::view::settlement::SuspenseRow;

/// Lines of each kind that are shown, at most.
const ROWS: u32 = 100;

/// What waits, and what was put aside.
pub(super) async fn rows(app: &App) -> Result<(Vec<SuspenseRow>, Vec<SuspenseRow>), Stop> {
    let of = |lines: Vec<SuspenseLine>| lines.into_iter().map(row).collect::<Result<Vec<_>, Stop>>();
    let open = app.store.suspense(SuspenseState::Open, ROWS).await?;
    let aside = app.store.suspense(SuspenseState::Aside, ROWS).await?;
    Ok((of(open)?, of(aside)?))
}

fn row(line: SuspenseLine) -> Result<SuspenseRow, Stop> {
    let amount = purse::money::Money::from_minor(line.amount_minor);
    Ok(SuspenseRow {
        line: HEXLOWER.encode(&line.reference),
        day: line.booked_on,
        amount: Money::of(amount.map_err(|refusal| Stop::Failure(refusal.to_string()))?),
        came_in: line.amount_minor > 0,
        counterparty: line.counterparty,
        // In groups, so that it is read and breaks on a narrow screen.
        account: line.account.parse::<Iban>().map(|iban| iban.to_string()).unwrap_or(line.account),
        words: line.words,
    })
}

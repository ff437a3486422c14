//! What a treasurer has to do now: the first thing on the page of the month.

use jiff::Timestamp;
use jiff::civil::Date;
use purse::money::Money;

use crate::i18n::{Lang, format};
use crate::view::cost::Pool;

/// One thing to do. In the order in which they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Todo {
    /// The closing of a month waits for this member's word; from then on the machine gives it by itself.
    Approve { month: Date, until: Timestamp },
    /// A month is closed, and this member's note is not paid.
    Pay { month: Date, amount: Money },
    /// An accepted estimate of this member has no bill for a month.
    Declare { month: Date, pool: Pool, most: Money },
    /// So many estimates or bills of others wait for this member's word.
    Answer { count: u64 },
}

impl Todo {
    /// What is to be done, and what it leads to.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let written = |month: &Date| ("month", format::of_month(lang, *month));
        match self {
            Self::Approve { month, until } => {
                lang.text_with_all("todo-approve", [written(month), ("until", format::date_time(lang, *until))])
            }
            Self::Pay { month, amount } => {
                lang.text_with_all("todo-pay", [written(month), ("amount", format::euros(lang, amount.minor()))])
            }
            Self::Declare { month, pool, most } => lang.text_with_all(
                "todo-declare",
                [written(month), ("pool", lang.text(&pool.key())), ("most", format::euros(lang, most.minor()))],
            ),
            Self::Answer { count } => lang.text_count("todo-answer", *count),
        }
    }

    /// The button's words.
    #[must_use]
    pub fn button(&self, lang: Lang) -> String {
        lang.text(match self {
            Self::Approve { .. } => "todo-approve-button",
            Self::Pay { .. } => "todo-pay-button",
            Self::Declare { .. } => "todo-declare-button",
            Self::Answer { .. } => "todo-answer-button",
        })
    }

    /// Where it is done.
    #[must_use]
    pub fn path(&self) -> String {
        let value = |month: &Date| format!("{:04}-{:02}", month.year(), month.month());
        match self {
            Self::Approve { month, .. } => format!("/purse/closing?month={}", value(month)),
            Self::Pay { month, .. } => format!("/purse/settlement?month={}", value(month)),
            Self::Declare { month, .. } => format!("/purse/expenses?month={}#declare", value(month)),
            Self::Answer { .. } => "/purse/expenses#answer".to_owned(),
        }
    }
}

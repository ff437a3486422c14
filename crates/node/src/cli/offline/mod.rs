//! Commands for scripts, treasurers and auditors that need no member: tables come in, a result goes out.

mod answer;
mod books;
mod break_even;
mod called;
mod charter;
mod closing;
mod log;
mod period;
mod places;
mod refusal;
mod settle;
mod shapley;
mod split;
mod table;
mod usage;

pub use self::books::Books;
pub use break_even::BreakEven;
pub use charter::Charter;
pub use closing::Closing;
pub use log::Log;
pub use settle::Settle;
pub use shapley::Shapley;
pub use split::Split;
pub use usage::Usage;

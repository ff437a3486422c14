//! Every page with invented content, in a language: what the tests, the screenshots and the accessibility check look at.
//!
//! Each sample shows the page with something in it, and the states that look different: empty, refused, shown once.

mod accounts;
mod adoption;
mod backups;
mod carriers;
mod carrying;
mod charters;
mod differences;
pub(super) mod federation;
mod purse;
mod seats;
mod settlement;
mod staff;
mod videos;
mod watch;
mod ways_in;

use askama::Template;
use jiff::Timestamp;

use crate::i18n::Lang;

/// A page as it is sent.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The name of the file it is written to, without its extension.
    pub name: &'static str,
    /// The page.
    pub html: String,
}

impl Sample {
    fn of(name: &'static str, page: &impl Template) -> Result<Self, askama::Error> {
        Ok(Self { name, html: page.render()? })
    }
}

/// All samples in a language.
///
/// # Errors
/// If a template fails, which only running out of memory brings about.
pub fn all(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let mut samples = videos::samples(lang)?;
    samples.extend(watch::samples(lang)?);
    samples.extend(accounts::samples(lang)?);
    samples.extend(adoption::samples(lang)?);
    samples.extend(staff::samples(lang)?);
    samples.extend(purse::samples(lang)?);
    samples.extend(ways_in::samples(lang)?);
    samples.extend(charters::samples(lang)?);
    samples.extend(federation::samples(lang)?);
    samples.extend(seats::samples(lang)?);
    samples.extend(carrying::samples(lang)?);
    samples.extend(carriers::samples(lang)?);
    samples.extend(differences::samples(lang)?);
    samples.extend(backups::samples(lang)?);
    samples.extend(settlement::samples(lang)?);
    Ok(samples)
}

/// A moment so many hours before 23 November 2026, 18:04 UTC.
fn hours_ago(hours: i64) -> Timestamp {
    const SHOWN_NOW_S: i64 = 1_795_457_040;
    Timestamp::from_second(SHOWN_NOW_S - hours * 3600).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The same words in the page's language.
fn words(lang: Lang, english: &str, french: &str) -> String {
    match lang {
        Lang::En => english.to_owned(),
        Lang::Fr => french.to_owned(),
    }
}

#[cfg(test)]
mod tests;

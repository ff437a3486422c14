//! Why a line, or a whole reading, is refused.

/// Why a line is not read: it is counted, shown, and the next one is read. Closed; in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum LineRefusal {
    /// Longer than `MAX_LINE_BYTES`.
    #[error("the line is too long")]
    TooLong,
    #[error("the line is not UTF-8")]
    NoText,
    /// Not of the format.
    #[error("the line is not of this format")]
    Shape,
    /// No time, or none with its offset from UTC.
    #[error("the line has no time with its offset from UTC")]
    Time,
    /// The bytes sent are no whole number.
    #[error("the line has no whole number of bytes")]
    Bytes,
}

/// Why a reading stops. Closed; in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum ImportRefusal {
    /// More than `MAX_ROWS` hours of homes and services.
    #[error("there are too many hours to sum")]
    TooManyRows,
    /// The sum of an hour is beyond a row.
    #[error("the sum of an hour is too large")]
    TooLarge,
    /// A metric before the line that says when it was read.
    #[error("a metric stands before the first line '# scraped TIME'")]
    NoScrape,
    /// A scrape that is not later than the one before.
    #[error("a scrape is not later than the one before it")]
    Backwards,
    /// More than `MAX_GAP_HOURS` between two scrapes.
    #[error("there is more than a month between two scrapes")]
    Gap,
    /// More than `MAX_SERIES` counters in a scrape.
    #[error("a scrape has too many counters")]
    TooManySeries,
}

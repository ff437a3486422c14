//! Bills that are made up, so that the pages of costs have something to divide.

use jiff::ToSpan;
use jiff::civil::Date;

use super::DemoError;
use super::person::Person;

/// Months that each bill covers, from the current one.
const MONTHS: i32 = 12;

/// A bill as the treasurer types it.
struct Bill {
    pool: &'static str,
    label: &'static str,
    /// For all months.
    amount: &'static str,
    /// For all months; of storage, in each.
    capacity: &'static str,
    unit: &'static str,
}

/// The prices are those of rented machines: 0.10 a GB delivered, 0.10 a GB stored for a month, 0.025 for a minute encoded
/// in 1080p.
const BILLS: [Bill; 3] = [
    Bill { pool: "delivery", label: "Line, 250 GB a month (made up)", amount: "300.00", capacity: "3000", unit: "GB" },
    Bill { pool: "storage", label: "Disk, 80 GB (made up)", amount: "96.00", capacity: "80", unit: "GB_month" },
    Bill {
        pool: "encoding",
        label: "Processor, an hour of 1080p a month (made up)",
        amount: "18.00",
        // 1920 x 1080 for 12 hours.
        capacity: "89579520000",
        unit: "pixel_s",
    },
];

/// Enters those that are not there yet, as the treasurer, for a year from `today` on.
///
/// # Errors
/// [`DemoError`].
pub async fn enter(person: &Person, today: Date) -> Result<(), DemoError> {
    let entered = person.get("/treasurer").await?;
    let first = month(today);
    let last = month(today.first_of_month().checked_add((MONTHS - 1).months()).unwrap_or(today));
    for bill in BILLS.iter().filter(|bill| !entered.contains(bill.label)) {
        let fields = [
            ("pool", bill.pool),
            ("label", bill.label),
            ("amount", bill.amount),
            ("common", ""),
            ("first_month", &first),
            ("last_month", &last),
            ("capacity", bill.capacity),
            ("unit", bill.unit),
        ];
        person.post("/treasurer/expenses", &fields).await?;
    }
    Ok(())
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

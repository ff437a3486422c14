//! What is written to a member that has not paid: values, which the shell sends.

use jiff::civil::Date;
use purse::money::Money;

use super::{Direction, Language, Note, wording};

/// Which reminder it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    First,
    Second,
}

/// What is open of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overdue {
    /// More than 0, at most the note's total.
    pub open: Money,
    /// The day on which the reminder is written.
    pub today: Date,
    /// From this day on the default is written down, as the charter says.
    pub written_down: Date,
}

/// A reminder, plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    pub subject: String,
    /// Paragraphs, with a blank line between them.
    pub body: String,
}

/// The reminder of a debit note; none for a credit note, or if nothing of it is open and overdue.
#[must_use]
pub fn reminder(note: &Note, step: Step, overdue: &Overdue) -> Option<Reminder> {
    let draft = note.draft();
    let wrong = note.direction() == Direction::Credit || overdue.today <= draft.due;
    if wrong || overdue.open <= Money::ZERO || overdue.open > wording::size(note.total()) {
        return None;
    }
    Some(match draft.language {
        Language::French => french(note, step, overdue),
        Language::English => english(note, step, overdue),
    })
}

fn french(note: &Note, step: Step, overdue: &Overdue) -> Reminder {
    let (draft, language) = (note.draft(), Language::French);
    let (number, open, due) = (draft.number, language.amount(overdue.open), language.day(draft.due));
    let (start, what) = match step {
        Step::First => (
            "Rappel",
            format!(
                "Sauf erreur de notre part, il reste {open} à payer sur la note de débit {number}, qui était à régler avant le {due}. Si le virement est parti, merci de ne pas tenir compte de ce message."
            ),
        ),
        Step::Second => (
            "Second rappel",
            format!(
                "Malgré un premier rappel, il reste {open} à payer sur la note de débit {number}, qui était à régler avant le {due}."
            ),
        ),
    };
    let next = match step {
        Step::First => "Si un paiement en plusieurs fois vous aide, dites-le-nous : c’est prévu.".to_owned(),
        Step::Second => format!(
            "Sans paiement ni nouvelle de votre part, cette somme sera, comme le dit la charte, supportée par le fonds puis par les autres membres à partir du {}. Dites-nous ce qui se passe : un paiement en plusieurs fois est possible, et ce qui est contesté peut attendre pendant que le reste est payé.",
            language.day(overdue.written_down)
        ),
    };
    let paying = paying(note, "Pour payer", "\u{a0}: ");
    letter(
        format!("{start} : note de débit {number}, {open}"),
        ["Bonjour,".to_owned(), what, paying, next, format!("Merci,\n{}", draft.issuer.name)],
    )
}

fn english(note: &Note, step: Step, overdue: &Overdue) -> Reminder {
    let (draft, language) = (note.draft(), Language::English);
    let (number, open, due) = (draft.number, language.amount(overdue.open), language.day(draft.due));
    let (start, what) = match step {
        Step::First => (
            "Reminder",
            format!(
                "Unless we are mistaken, {open} of debit note {number} is still open; it was due by {due}. If your transfer is on its way, please disregard this message."
            ),
        ),
        Step::Second => (
            "Second reminder",
            format!("In spite of a first reminder, {open} of debit note {number} is still open; it was due by {due}."),
        ),
    };
    let next = match step {
        Step::First => "If it helps to pay in parts, tell us: that is provided for.".to_owned(),
        Step::Second => format!(
            "Without a payment or an answer the sum will, as the charter says, be borne by the fund and then by the other members from {} on. Tell us what is the matter: it can be paid in parts, and what you dispute can wait while the rest is paid.",
            language.day(overdue.written_down)
        ),
    };
    let paying = paying(note, "To pay", ": ");
    letter(
        format!("{start}: debit note {number}, {open}"),
        ["Hello,".to_owned(), what, paying, next, format!("Thank you,\n{}", draft.issuer.name)],
    )
}

/// Each particular of the payment on a line.
fn paying(note: &Note, start: &str, colon: &str) -> String {
    let rows = wording::particulars(note).into_iter().map(|(name, value)| format!("{name}{colon}{value}"));
    let lines: Vec<String> = [format!("{start}{}", colon.trim_end())].into_iter().chain(rows).collect();
    lines.join("\n")
}

fn letter(subject: String, paragraphs: [String; 5]) -> Reminder {
    // A name with line ends must not add a line to the head of a mail.
    let subject = subject.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    Reminder { subject, body: paragraphs.join("\n\n") + "\n" }
}

//! A table for Paheko's import of entries in its form "Complet groupé": the entry on its first line, blanks in its place
//! on the lines that follow.
//!
//! The number of the entry stays blank, since with one Paheko looks for an entry that it has already. Names of columns
//! and kinds: Paheko, `Accounting/Export.php`, `Entities/Accounting/Transaction.php`.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::super::{Book, Language, Posting, Transaction};
use super::cells::for_paheko;
use super::{ExportFailure, party_name, with_comma};

const COLUMNS: [&str; 16] = [
    "Numéro d'écriture",
    "Type",
    "Statut",
    "Libellé",
    "Date",
    "Remarques",
    "Numéro pièce comptable",
    "Numéro compte",
    "Libellé compte",
    "Débit",
    "Crédit",
    "Référence ligne",
    "Libellé ligne",
    "Rapprochement",
    "Projet analytique",
    "Membres associés",
];

/// The kind of an entry that may have any lines.
const ADVANCED: &str = "Avancé";

/// The table, UTF-8.
///
/// # Errors
/// [`ExportFailure::Table`].
pub fn paheko(book: &Book) -> Result<Vec<u8>, ExportFailure> {
    let mut bytes = Vec::new();
    let mut builder = WriterBuilder::new();
    let mut writer = builder.quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(COLUMNS)?;
    for transaction in book.transactions() {
        for (place, posting) in transaction.postings().iter().enumerate() {
            writer.write_record(row(book, transaction, posting, place == 0))?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

fn row(book: &Book, transaction: &Transaction, posting: &Posting, first: bool) -> [String; 16] {
    let of_entry = |text: String| if first { text } else { String::new() };
    let (date, account) = (transaction.date(), posting.account());
    let parts = [party_name(book, posting).unwrap_or_default(), posting.label()];
    let own: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    [
        String::new(),
        of_entry(ADVANCED.to_owned()),
        String::new(),
        of_entry(for_paheko(transaction.label())),
        of_entry(format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())),
        of_entry(format!("Ecot {}", transaction.record())),
        of_entry(transaction.piece().0.to_string()),
        account.number().to_owned(),
        account.name(Language::French).to_owned(),
        with_comma(posting.debit()),
        with_comma(posting.credit()),
        posting.party().map(ToString::to_string).unwrap_or_default(),
        for_paheko(&own.join(", ")),
        String::new(),
        String::new(),
        String::new(),
    ]
}

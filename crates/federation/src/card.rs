//! A member's card: its names, where to write, where to pay. docs/formats/card.md is the written form.
//!
//! A card is a document beside the log ([`crate::roll::Seat::card`] names it), so that it can be erased and replaced.

use serde::Deserialize;

/// Bytes of a card, at most.
pub const MAX_BYTES: usize = 4_096;

/// Letters of a name, a line of the address or a mail address, at most.
pub const MAX_LINE_CHARS: usize = 120;

/// Lines of the address, at most.
pub const MAX_ADDRESS_LINES: usize = 6;

/// Who a member is on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What people call it.
    pub name: String,
    /// As it is registered, and as its bank knows it.
    pub legal_name: String,
    /// 1 to [`MAX_ADDRESS_LINES`].
    pub address: Vec<String>,
    /// The treasurer's.
    pub mail: String,
    /// In capitals, without spaces; its check digits are right. None of a member that has no account.
    pub iban: Option<String>,
    /// In capitals.
    pub bic: Option<String>,
}

/// Why a text is no card. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardRefusal {
    #[error("a card has at most {MAX_BYTES} bytes")]
    TooLong,
    /// Not TOML, or a field that is missing or unknown; with the place in the text.
    #[error("{0}")]
    Text(String),
    #[error("a name is one line of 1 to {MAX_LINE_CHARS} letters")]
    Name,
    #[error("an address is 1 to {MAX_ADDRESS_LINES} lines of 1 to {MAX_LINE_CHARS} letters")]
    Address,
    #[error("a mail address has a name, an @ and a domain, and no spaces")]
    Mail,
    #[error("an IBAN is 15 to 34 letters and digits whose check digits fit: compare it with a document of the bank")]
    Iban,
    #[error("a BIC is 8 or 11 letters and digits, and stands beside an IBAN")]
    Bic,
}

/// The form that this program reads.
#[derive(Debug, Deserialize)]
enum Format {
    #[serde(rename = "ecot/card/1")]
    First,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(rename = "format")]
    _format: Format,
    name: String,
    legal_name: String,
    address: Vec<String>,
    mail: String,
    iban: Option<String>,
    bic: Option<String>,
}

impl Card {
    /// Reads a card.
    ///
    /// # Errors
    /// The first [`CardRefusal`] that applies.
    pub fn parse(text: &str) -> Result<Self, CardRefusal> {
        if text.len() > MAX_BYTES {
            return Err(CardRefusal::TooLong);
        }
        let text: Text =
            toml::from_str(text).map_err(|error| CardRefusal::Text(error.to_string().trim_end().to_owned()))?;
        let Text { name, legal_name, address, mail, iban, bic, .. } = text;
        Self { name, legal_name, address, mail, iban, bic }.checked()
    }

    /// The card of what a person typed: spaces at the ends go, and those within an IBAN and a BIC.
    ///
    /// # Errors
    /// The first [`CardRefusal`] that applies; [`CardRefusal::TooLong`] does not, within the limits of the fields.
    pub fn checked(self) -> Result<Self, CardRefusal> {
        let trimmed = |text: String| text.trim().to_owned();
        let code = |text: Option<String>| text.map(|text| packed(&text)).filter(|text| !text.is_empty());
        let card = Self {
            name: trimmed(self.name),
            legal_name: trimmed(self.legal_name),
            address: self.address.into_iter().map(trimmed).collect(),
            mail: trimmed(self.mail),
            iban: code(self.iban),
            bic: code(self.bic),
        };
        if !is_line(&card.name) || !is_line(&card.legal_name) {
            Err(CardRefusal::Name)
        } else if !(1..=MAX_ADDRESS_LINES).contains(&card.address.len())
            || !card.address.iter().all(|line| is_line(line))
        {
            Err(CardRefusal::Address)
        } else if !is_mail(&card.mail) {
            Err(CardRefusal::Mail)
        } else if card.iban.as_ref().is_some_and(|iban| !is_iban(iban)) {
            Err(CardRefusal::Iban)
        } else if card.bic.as_ref().is_some_and(|bic| card.iban.is_none() || !is_bic(bic)) {
            Err(CardRefusal::Bic)
        } else {
            Ok(card)
        }
    }

    /// The card as a document, which [`Card::parse`] reads as the same card.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = "format = \"ecot/card/1\"\n".to_owned();
        let mut field = |name: &str, value: &str| text.push_str(&format!("{name} = {value}\n"));
        field("name", &quoted(&self.name));
        field("legal_name", &quoted(&self.legal_name));
        let lines: Vec<String> = self.address.iter().map(|line| quoted(line)).collect();
        field("address", &format!("[{}]", lines.join(", ")));
        field("mail", &quoted(&self.mail));
        self.iban.iter().for_each(|iban| field("iban", &quoted(iban)));
        self.bic.iter().for_each(|bic| field("bic", &quoted(bic)));
        text
    }
}

/// A basic string of TOML: a line has nothing else to escape.
fn quoted(line: &str) -> String {
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}

fn packed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_uppercase()).collect()
}

fn is_line(text: &str) -> bool {
    (1..=MAX_LINE_CHARS).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

fn is_mail(text: &str) -> bool {
    let plain = !text.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    let parts = text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
    });
    plain && parts && text.len() <= MAX_LINE_CHARS
}

/// ISO 13616: two letters, two digits, and the whole with its first four letters behind the others is 1 modulo 97 (ISO 7064).
fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    let country =
        bytes.iter().take(2).all(u8::is_ascii_uppercase) && bytes.iter().skip(2).take(2).all(u8::is_ascii_digit);
    let plain = bytes.iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if !(15..=34).contains(&bytes.len()) || !country || !plain {
        return false;
    }
    let turned = bytes.iter().skip(4).chain(bytes.iter().take(4));
    let rest = turned.fold(0_u32, |rest, c| match c {
        b'0'..=b'9' => (rest * 10 + u32::from(c - b'0')) % 97,
        c => (rest * 100 + u32::from(c - b'A') + 10) % 97,
    });
    rest == 1
}

fn is_bic(text: &str) -> bool {
    let letters = text.bytes().take(6).all(|c| c.is_ascii_uppercase());
    matches!(text.len(), 8 | 11) && letters && text.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

//! The operator's recovery phrase: 24 words that are a private key of `age`.
//!
//! The words are BIP 39 (English) of 32 bytes; the 32 bytes are the X25519 secret of an age
//! identity. So the phrase can be written down without a mistake going unseen (8 of its bits are a
//! checksum), and any program that knows age opens a backup without Ecot.

use std::fmt;
use std::str::FromStr;

use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use bip39::{Language, Mnemonic};
use seams::{Entropy, entropy};
use zeroize::{Zeroize, Zeroizing};

/// Words of a phrase.
pub const PHRASE_WORDS: usize = 24;

/// How age names its secret keys.
const SECRET_KEY: Hrp = Hrp::parse_unchecked("age-secret-key-");

/// The operator's recovery phrase.
#[derive(Clone)]
pub struct Phrase(Zeroizing<[u8; 32]>);

/// Why a text is no phrase, in the order in which it is checked. It names places, never words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhraseRefusal {
    #[error("the phrase has {PHRASE_WORDS} words, and this has {0}")]
    WordCount(usize),
    /// Counted from 1.
    #[error("word {0} is in no phrase; look for a slip of the pen")]
    UnknownWord(usize),
    #[error("these words do not belong together; one of them is wrong, or two are exchanged")]
    Checksum,
}

impl Phrase {
    /// A new phrase.
    #[must_use]
    pub fn draw(random: &dyn Entropy) -> Self {
        Self(Zeroizing::new(entropy::random(random)))
    }

    /// The words, in order, separated by spaces.
    #[must_use]
    pub fn words(&self) -> Zeroizing<String> {
        match Mnemonic::from_entropy_in(Language::English, self.0.as_ref()) {
            Ok(words) => Zeroizing::new(words.to_string()),
            Err(error) => panic!("32 bytes are 24 words: {error}"),
        }
    }

    /// The private key as age writes it, `AGE-SECRET-KEY-1…`: the same secret in another form.
    #[must_use]
    pub fn age_key(&self) -> Zeroizing<String> {
        match bech32::encode_upper::<Bech32>(SECRET_KEY, self.0.as_ref()) {
            Ok(text) => Zeroizing::new(text),
            Err(error) => panic!("32 bytes fit a bech32 text: {error}"),
        }
    }

    /// What opens a backup.
    #[must_use]
    pub fn identity(&self) -> Identity {
        match self.age_key().parse() {
            Ok(identity) => identity,
            Err(error) => panic!("age does not read its own form of a key: {error}"),
        }
    }

    /// To whom backups are encrypted; not a secret.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        self.identity().to_public()
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phrase(…)")
    }
}

impl FromStr for Phrase {
    type Err = PhraseRefusal;

    /// Reads the words, in capitals or not, with any white space and numbering (`1.` or `1`)
    /// between them.
    fn from_str(text: &str) -> Result<Self, PhraseRefusal> {
        let number = |word: &str| word.trim_end_matches(['.', ')']).bytes().all(|c| c.is_ascii_digit());
        let words: Vec<_> = text.split_whitespace().filter(|word| !number(word)).collect();
        if words.len() != PHRASE_WORDS {
            return Err(PhraseRefusal::WordCount(words.len()));
        }
        let joined = Zeroizing::new(words.join(" ").to_lowercase());
        let read = Mnemonic::parse_in_normalized(Language::English, &joined);
        let mnemonic = read.map_err(|error| match error {
            bip39::Error::UnknownWord(at) => PhraseRefusal::UnknownWord(at + 1),
            _ => PhraseRefusal::Checksum,
        })?;
        let (mut bytes, _length) = mnemonic.to_entropy_array();
        let mut secret = Zeroizing::new([0; 32]);
        secret.copy_from_slice(&bytes[..32]);
        bytes.zeroize();
        Ok(Self(secret))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The phrase of 32 bytes of 01. Its words were made by the reference implementation of BIP 39
    /// in Python, its key by that of bech32, and the recipient of the key by age-keygen 1.1.1.
    const WORDS: &str = "absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid \
                         letter advice cage absurd amount doctor acoustic avoid letter advice comic";
    const AGE_KEY: &str = "AGE-SECRET-KEY-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZ9K4CN";
    const RECIPIENT: &str = "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l";

    fn known() -> Phrase {
        Phrase(Zeroizing::new([1; 32]))
    }

    #[test]
    fn words_key_and_recipient_are_those_that_other_programs_make() {
        assert_eq!(*known().words(), WORDS);
        assert_eq!(*known().age_key(), AGE_KEY);
        assert_eq!(known().recipient().to_string(), RECIPIENT);
    }

    #[test]
    fn a_phrase_is_read_back_from_its_words_however_they_are_written_down() {
        let words = known().words();
        assert_eq!(words.split(' ').count(), PHRASE_WORDS);
        let listed: String = words.split(' ').zip(1..).map(|(word, at)| format!("{at}. {word}\n")).collect();
        for text in [words.to_string(), words.to_uppercase(), words.replace(' ', "\n  "), listed] {
            assert_eq!(text.parse::<Phrase>().unwrap().0, known().0, "{text}");
        }
    }

    #[test]
    fn each_refusal_of_a_phrase_has_a_text_that_meets_it() {
        let words = known().words().to_string();
        let (first, rest) = words.split_once(' ').unwrap();
        let (second, rest) = rest.split_once(' ').unwrap();
        for (text, refusal) in [
            (String::new(), PhraseRefusal::WordCount(0)),
            (rest.to_owned(), PhraseRefusal::WordCount(22)),
            (format!("{first} ecot {rest}"), PhraseRefusal::UnknownWord(2)),
            (format!("{first} zoo {rest}"), PhraseRefusal::Checksum),
        ] {
            assert_eq!(text.parse::<Phrase>().err(), Some(refusal), "{second}: {text}");
        }
    }

    #[test]
    fn a_phrase_is_not_shown_by_accident() {
        assert_eq!(format!("{:?}", known()), "Phrase(…)");
    }
}

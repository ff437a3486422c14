//! Looking for what must not be there: every byte of a folder, every form of a mark.

use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Something recognisable, in one of the forms in which it could be written down.
#[derive(Debug, Clone)]
pub struct Mark {
    /// What it is, for the one who reads that it was found.
    pub what: String,
    pub form: Vec<u8>,
}

/// A text as it is, and as an address or a form carries it.
pub fn text(what: &str, text: &str) -> Vec<Mark> {
    let escaped: String = text
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let mut forms = vec![text.to_owned(), text.to_lowercase(), escaped];
    forms.dedup();
    forms.into_iter().map(|form| Mark { what: format!("{what} {text}"), form: form.into_bytes() }).collect()
}

/// An address: as text, as bytes in both orders, in hex, and as an unsalted hash of text or bytes. Of IPv6 also the
/// half that names a household.
pub fn address(address: IpAddr) -> Vec<Mark> {
    let bytes = match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    let text = address.to_string();
    let reversed: Vec<u8> = bytes.iter().rev().copied().collect();
    let hash = |of: &[u8]| Sha256::digest(of)[..8].to_vec();
    let mut forms = vec![text.clone().into_bytes(), HEXLOWER.encode(&bytes).into_bytes()];
    forms.extend([hash(text.as_bytes()), hash(&bytes), bytes.clone(), reversed]);
    if bytes.len() > 8 {
        forms.push(bytes[..8].to_vec());
        forms.push(hash(&bytes[..8]));
    }
    forms.into_iter().map(|form| Mark { what: format!("the address {text}"), form }).collect()
}

/// An id of 32 or 16 bytes: as it is, and in the spelling given.
pub fn id(what: &str, bytes: &[u8], spelt: &str) -> Vec<Mark> {
    let forms = [bytes.to_vec(), spelt.as_bytes().to_vec(), HEXLOWER.encode(bytes).into_bytes()];
    forms.into_iter().map(|form| Mark { what: format!("{what} {spelt}"), form }).collect()
}

/// Where a mark begins.
pub fn places(bytes: &[u8], mark: &[u8]) -> Vec<usize> {
    let Some((first, rest)) = mark.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(step) = bytes[from..].iter().position(|byte| byte == first) {
        let at = from + step;
        if bytes[at + 1..].starts_with(rest) {
            found.push(at);
        }
        from = at + 1;
    }
    found
}

/// What of `marks` is in these bytes.
pub fn found(bytes: &[u8], marks: &[Mark]) -> Vec<String> {
    let shows = |mark: &&Mark| !places(bytes, &mark.form).is_empty();
    let mut all: Vec<String> = marks.iter().filter(shows).map(|mark| mark.what.clone()).collect();
    all.dedup();
    all
}

/// Every file below a folder, with its contents.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if let Ok(contents) = fs::read(&path) {
            all.push((path, contents));
        }
    }
    all
}

/// What of `marks` is below a folder, and in which files.
pub fn found_below(folder: &Path, marks: &[Mark]) -> Vec<String> {
    let in_file = |(path, contents): (PathBuf, Vec<u8>)| {
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        let named = found(name.as_bytes(), marks).into_iter().map(|what| format!("{what}, a file's name"));
        let inside = found(&contents, marks).into_iter().map(move |what| format!("{what}, in {name}"));
        named.chain(inside).collect::<Vec<_>>()
    };
    files(folder).into_iter().flat_map(in_file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_address_is_found_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let old = "198.51.100.77".parse().unwrap();
        let new = "2001:db8:77aa:55bb::1234".parse().unwrap();
        let marks = [address(old), address(new)].concat();
        assert_eq!(found_below(folder.path(), &marks), Vec::<String>::new());
        for (number, mark) in marks.iter().enumerate() {
            let mut contents = vec![b'x'; 5_000];
            contents.extend_from_slice(&mark.form);
            contents.extend_from_slice(b"and more");
            let path = folder.path().join(format!("leak{number}"));
            fs::write(&path, contents).unwrap();
            let leaks = found_below(folder.path(), &marks);
            assert!(leaks.iter().any(|leak| leak.starts_with(&mark.what)), "{mark:?}: {leaks:?}");
            fs::remove_file(path).unwrap();
        }
        assert!(found(b"198.51.100.7", &marks).is_empty());
    }

    #[test]
    fn a_word_is_found_as_a_form_sends_it() {
        let marks = text("the e-mail", "Vera.Quist@example.org");
        for line in ["vera.quist@example.org", "email=Vera%2EQuist%40example%2Eorg", "<Vera.Quist@example.org>"] {
            assert_eq!(found(line.as_bytes(), &marks), ["the e-mail Vera.Quist@example.org"], "{line}");
        }
    }
}

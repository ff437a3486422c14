//! Where things stand in the store: `ab/HEX` for the object whose hash begins with `ab`,
//! `staging/NAME` for bytes on their way.
//!
//! 256 folders keep each below ten thousand entries up to some millions of objects, and are soon
//! all there, so that publishing does not make and sync a new folder each time.

use object_store::path::Path;

use crate::ObjectHash;

/// Folder of the bytes that are not yet visible.
pub(crate) const STAGING: &str = "staging";

/// The place of an object.
pub(crate) fn object(hash: &ObjectHash) -> Path {
    let hex = hash.to_string();
    let shard: String = hex.chars().take(2).collect();
    Path::from_iter([shard, hex])
}

/// The place of staged bytes.
pub(crate) fn staged(name: &str) -> Path {
    Path::from_iter([STAGING, name])
}

/// Whether staged bytes stand there.
pub(crate) fn is_staged(location: &Path) -> bool {
    location.parts().next().is_some_and(|first| first.as_ref() == STAGING)
}

/// The object that stands at `location`, if that is the place of one.
pub(crate) fn hash_at(location: &Path) -> Option<ObjectHash> {
    let hash = location.filename()?.parse().ok()?;
    (object(&hash) == *location).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_stands_below_the_first_two_digits_of_its_hash() {
        let hash = ObjectHash::from_bytes([0xab; 32]);
        let place = object(&hash);
        assert_eq!(place.as_ref(), format!("ab/{}", "ab".repeat(32)));
        assert_eq!(hash_at(&place), Some(hash));
    }

    #[test]
    fn only_the_exact_place_of_an_object_names_it() {
        let hex = "ab".repeat(32);
        for text in
            [format!("ac/{hex}"), hex.clone(), format!("x/ab/{hex}"), "ab/zz".to_owned(), format!("staging/{hex}")]
        {
            assert_eq!(hash_at(&Path::from(text.as_str())), None, "{text}");
        }
        assert!(is_staged(&staged("x")));
        assert!(!is_staged(&object(&ObjectHash::from_bytes([1; 32]))));
    }
}

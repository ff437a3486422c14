//! Verifying a whole log.

use super::{LogCheck, LogFault, NotVerified, Tile};
use crate::merkle::Tree;

/// Verifies a whole log in one pass; `read` gives the bytes of a bundle or of a tile of hashes, if they are there. A log
/// without its tiles of hashes is verified as well, its first wrong entry is not named then.
///
/// # Errors
/// [`NotVerified`].
pub fn verify_log<F>(
    tree: Tree,
    mut read: impl FnMut(&Tile) -> Result<Option<Vec<u8>>, F>,
) -> Result<(), NotVerified<F>> {
    let mut check = LogCheck::new(tree);
    while let Some(expected) = check.expects() {
        let mut get = |tile: &Tile| read(tile).map_err(|failure| NotVerified::Failed(*tile, failure));
        let bundle = get(&expected.bundle)?;
        let bundle = bundle.ok_or(NotVerified::Fault(LogFault::BundleMissing(expected.bundle)))?;
        let hashes = expected.hashes.iter().map(get).collect::<Result<Vec<_>, _>>()?;
        check.take(&bundle, &hashes).map_err(NotVerified::Fault)?;
    }
    check.finish().map_err(NotVerified::Fault)
}

/// Verifies a whole log from its bundles alone, in order, the last one partial.
///
/// # Errors
/// [`LogFault`].
pub fn verify_entries<B: AsRef<[u8]>>(tree: Tree, bundles: impl IntoIterator<Item = B>) -> Result<(), LogFault> {
    let mut check = LogCheck::new(tree);
    let mut bundles = bundles.into_iter();
    while let Some(expected) = check.expects() {
        let bundle = bundles.next().ok_or(LogFault::BundleMissing(expected.bundle))?;
        check.take(bundle.as_ref(), &vec![None; expected.hashes.len()])?;
    }
    check.finish()
}

//! Uploads under way and authors' originals: rows with files, files with rows.

use store::UploadId;

use super::manifests::Found;
use super::{Check, CheckError, Counts, Finding, FindingKind as Kind, UPLOADS};

impl Check {
    /// An upload's row has the bytes that were acknowledged, an original all of them.
    pub(super) async fn upload(&self, id: UploadId, counts: &mut Counts) -> Result<Vec<Finding>, CheckError> {
        let path = web::uploads::file_path(id);
        let mut found = Found::of(&path);
        let standing = self.store.upload_standing(id).await?;
        let bytes = self.disk.len(&path).await?.unwrap_or(0);
        counts.uploads += 1;
        if let Some(expected) = standing.original_bytes {
            found.require(bytes == expected, Kind::OriginalDamaged, || {
                format!("{bytes} bytes are there, and the author's file has {expected}")
            });
        } else if let Some(upload) = standing.upload.filter(|upload| upload.video.is_none())
            // One that expired may be half removed.
            && upload.expires_at > self.clock.now()
        {
            // Bytes behind the offset are cut off by the next request.
            found.require(bytes >= upload.offset_bytes, Kind::UploadShort, || {
                format!("{bytes} bytes are there, and {} were acknowledged", upload.offset_bytes)
            });
        }
        Ok(found.findings)
    }

    /// A file among the uploads has a row.
    pub(super) async fn upload_file(&self, name: &str) -> Result<Vec<Finding>, CheckError> {
        let path = format!("{UPLOADS}/{name}");
        let mut found = Found::of(&path);
        if self.disk.len(&path).await?.is_none() {
            return Ok(found.findings);
        }
        let Ok(id) = name.parse::<UploadId>() else {
            found.add(Kind::UploadStrange, "this is no name of an upload");
            return Ok(found.findings);
        };
        let standing = self.store.upload_standing(id).await?;
        let open = standing.upload.is_some_and(|upload| upload.video.is_none());
        let known = open || standing.original_bytes.is_some();
        found.require(known, Kind::UploadLeftOver, || "no upload and no video has this file".to_owned());
        Ok(found.findings)
    }
}

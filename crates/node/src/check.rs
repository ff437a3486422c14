//! Whether what a member keeps agrees with itself: files with rows, rows with files, references
//! with objects and manifests, bytes with hashes, manifests with signatures. Changes nothing.
//!
//! It works on a stopped member and beside a running one. What looks wrong is looked at again
//! later, and only what is still wrong then is a finding: a thing that was published, changed or
//! removed meanwhile looks right or is gone by then.
//!
//! Rows are read by the page and objects by the piece; what is wrong is remembered up to
//! [`SUSPECTS_LIMIT`].

mod finding;
mod manifests;
mod objects;
mod report;
mod uploads;
mod videos;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use ::objects::{Objects, ObjectsError, Place};
use carry::id::{MemberId, ObjectHash, VideoId};
use futures::TryStreamExt;
use seams::{Clock, Disk};
use store::{Store, StoreError, UploadId};

use crate::keys::{KeyError, MemberKeys};

pub use finding::{Finding, FindingKind};
pub use report::{Counts, Report};

/// Rows read at a time.
const PAGE: u32 = 500;
/// Things that are remembered to be looked at again; what is wrong beyond them is only counted.
pub const SUSPECTS_LIMIT: usize = 10_000;

/// Where the files of uploads and originals are.
const UPLOADS: &str = "uploads";

/// The check could not be made to its end. Whether a retry helps is said by the cause.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error("the data folder failed: {0}")]
    Disk(#[from] io::Error),
}

/// How often, and after which pause, a thing that looks wrong is looked at again.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    pub looks: u32,
    pub pause: Duration,
}

impl Default for Patience {
    /// 15 s: a publisher that has just named a file has written its row long before.
    fn default() -> Self {
        Self { looks: 5, pause: Duration::from_secs(3) }
    }
}

/// One thing that is looked at, with all that must agree with it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject {
    Key,
    /// By its place.
    Manifest(u64),
    Video(VideoId),
    Object(ObjectHash),
    StrangeObject(String),
    Upload(UploadId),
    /// A name in the folder of the uploads.
    UploadFile(String),
}

/// A thing that was wrong when it was last looked at.
struct Suspect {
    subject: Subject,
    findings: Vec<Finding>,
}

/// What is checked.
pub struct Check {
    pub store: Store,
    pub objects: Objects,
    pub disk: Arc<dyn Disk>,
    pub clock: Arc<dyn Clock>,
    pub patience: Patience,
}

/// What is needed of the member's key.
struct Known {
    keys: Result<Option<MemberKeys>, KeyError>,
    /// Whom every manifest must name as its home.
    home: Option<MemberId>,
}

impl Check {
    /// Looks at everything. `progress` is told the counts now and then.
    ///
    /// # Errors
    /// [`CheckError`] when something cannot be read; nothing is known then.
    pub async fn run(&self, progress: &(dyn Fn(&Counts) + Sync)) -> Result<Report, CheckError> {
        let known = self.known().await?;
        let mut walk = Walk { check: self, known: &known, counts: Counts::default(), suspects: Vec::new(), progress };
        walk.counts.expected_objects = self.store.object_totals().await?.objects;
        walk.look(Subject::Key).await?;
        walk.manifests().await?;
        walk.videos().await?;
        walk.uploads().await?;
        walk.object_rows().await?;
        walk.files().await?;
        let Walk { counts, mut suspects, .. } = walk;
        for _again in 0..self.patience.looks {
            if suspects.is_empty() {
                break;
            }
            if !self.patience.pause.is_zero() {
                self.clock.sleep(self.patience.pause).await;
            }
            suspects = self.still_wrong(&known, suspects).await?;
        }
        Ok(Report { counts, findings: suspects.into_iter().flat_map(|suspect| suspect.findings).collect() })
    }

    async fn known(&self) -> Result<Known, CheckError> {
        let keys = MemberKeys::read(self.disk.as_ref()).await;
        let home = match &keys {
            // Its first key may be in the table no more.
            Ok(Some(keys)) if keys.before().is_some() => Some(keys.id),
            _ => self.store.signing_key_at(0).await?.map(|key| crate::keys::member_id(&key.public)),
        };
        Ok(Known { keys, home })
    }

    async fn still_wrong(&self, known: &Known, suspects: Vec<Suspect>) -> Result<Vec<Suspect>, CheckError> {
        let mut wrong = Vec::new();
        for Suspect { subject, .. } in suspects {
            let findings = self.examine(known, &subject, &mut Counts::default()).await?;
            if !findings.is_empty() {
                wrong.push(Suspect { subject, findings });
            }
        }
        Ok(wrong)
    }

    /// What is wrong with one thing now.
    async fn examine(&self, known: &Known, what: &Subject, counts: &mut Counts) -> Result<Vec<Finding>, CheckError> {
        match what {
            Subject::Key => self.key(known).await,
            Subject::Manifest(place) => self.manifest(known, *place, counts).await,
            Subject::Video(id) => self.video(*id, counts).await,
            Subject::Object(hash) => self.object(*hash, counts).await,
            Subject::StrangeObject(place) => self.strange_object(place).await,
            Subject::Upload(id) => self.upload(*id, counts).await,
            Subject::UploadFile(name) => self.upload_file(name).await,
        }
    }
}

/// The first look at everything.
struct Walk<'a> {
    check: &'a Check,
    known: &'a Known,
    counts: Counts,
    suspects: Vec<Suspect>,
    progress: &'a (dyn Fn(&Counts) + Sync),
}

impl Walk<'_> {
    async fn look(&mut self, subject: Subject) -> Result<(), CheckError> {
        let findings = self.check.examine(self.known, &subject, &mut self.counts).await?;
        if self.suspects.len() == SUSPECTS_LIMIT {
            self.counts.not_shown += u64::from(!findings.is_empty());
        } else if !findings.is_empty() {
            self.suspects.push(Suspect { subject, findings });
        }
        (self.progress)(&self.counts);
        Ok(())
    }

    async fn manifests(&mut self) -> Result<(), CheckError> {
        // Those that are appended meanwhile are the next check's.
        for place in 0..self.check.store.manifest_count().await? {
            self.look(Subject::Manifest(place)).await?;
        }
        Ok(())
    }

    async fn videos(&mut self) -> Result<(), CheckError> {
        let mut last = None;
        loop {
            let page = self.check.store.known_video_ids(last, PAGE).await?;
            let Some(&end) = page.last() else { return Ok(()) };
            last = Some(end);
            for id in page {
                self.look(Subject::Video(id)).await?;
            }
        }
    }

    async fn uploads(&mut self) -> Result<(), CheckError> {
        let mut last = None;
        loop {
            let page = self.check.store.uploads_with_file(last, PAGE).await?;
            let Some(&end) = page.last() else { return Ok(()) };
            last = Some(end);
            for id in page {
                self.look(Subject::Upload(id)).await?;
            }
        }
    }

    async fn object_rows(&mut self) -> Result<(), CheckError> {
        let mut last = None;
        loop {
            let page = self.check.store.objects(last, PAGE).await?;
            let Some(end) = page.last() else { return Ok(()) };
            last = Some(end.hash);
            for object in page {
                self.look(Subject::Object(object.hash)).await?;
            }
        }
    }

    /// Files of which no row was looked at.
    async fn files(&mut self) -> Result<(), CheckError> {
        let mut places = self.check.objects.places();
        while let Some(place) = places.try_next().await? {
            match place {
                Place::Strange(place) => self.look(Subject::StrangeObject(place)).await?,
                Place::Object(found) if self.check.store.object(found.hash).await?.is_none() => {
                    self.look(Subject::Object(found.hash)).await?;
                }
                Place::Object(_) => {}
            }
        }
        for name in self.check.disk.list(UPLOADS).await? {
            self.look(Subject::UploadFile(name)).await?;
        }
        Ok(())
    }
}

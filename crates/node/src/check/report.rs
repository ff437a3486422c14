//! What a check found out, for people and for scripts.

use std::fmt;

use serde::Serialize;

use super::Finding;

/// What was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub manifests: u64,
    pub videos: u64,
    /// From videos to objects.
    pub references: u64,
    /// Objects whose bytes were read.
    pub objects: u64,
    /// Bytes of them.
    pub object_bytes: u64,
    /// Objects that the database names.
    pub expected_objects: u64,
    /// Uploads under way and authors' originals.
    pub uploads: u64,
    /// Things with findings that are not listed, because too many are.
    pub not_shown: u64,
}

/// What a check found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub counts: Counts,
    pub findings: Vec<Finding>,
}

/// The report's form in JSON.
#[derive(Serialize)]
struct Shown<'a> {
    clean: bool,
    counts: Counts,
    findings: Vec<ShownFinding<'a>>,
}

#[derive(Serialize)]
struct ShownFinding<'a> {
    kind: &'static str,
    subject: &'a str,
    detail: &'a str,
    advice: &'static str,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.counts.not_shown == 0
    }

    /// As one JSON object.
    ///
    /// # Errors
    /// Never with these types; the caller passes it on.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let shown = |finding: &'_ Finding| (finding.kind.code(), finding.kind.advice());
        let findings = self.findings.iter().map(|finding| {
            let (kind, advice) = shown(finding);
            ShownFinding { kind, subject: &finding.subject, detail: &finding.detail, advice }
        });
        serde_json::to_string_pretty(&Shown {
            clean: self.is_clean(),
            counts: self.counts,
            findings: findings.collect(),
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { manifests, videos, references, objects, object_bytes, uploads, not_shown, .. } = self.counts;
        writeln!(f, "manifests   {manifests}")?;
        writeln!(f, "videos      {videos}, with {references} references to objects")?;
        writeln!(f, "objects     {objects}, of which {object_bytes} bytes were read")?;
        writeln!(f, "uploads     {uploads}, with the originals that are kept")?;
        if self.is_clean() {
            return writeln!(f, "Nothing is wrong.");
        }
        for finding in &self.findings {
            writeln!(f, "\n{}  {}", finding.kind.code(), finding.subject)?;
            writeln!(f, "    {}", finding.detail)?;
            writeln!(f, "    What to do: {}", finding.kind.advice())?;
        }
        writeln!(f, "\n{} findings", self.findings.len())?;
        if not_shown > 0 {
            writeln!(f, "and {not_shown} more things with findings, which are not listed")?;
        }
        Ok(())
    }
}

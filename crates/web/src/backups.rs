//! What a trial restore found, as the database remembers it and the operator's page shows it.

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;

/// The last trial restore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialReport {
    /// When it ended, in milliseconds since 1970 (UTC).
    pub at_ms: i64,
    /// Of which backup.
    pub number: u64,
    /// Of each member that says that it holds the backup whole.
    pub carriers: Vec<TrialOfCarrier>,
    /// Things that are wrong in what was restored; none if nothing could be restored.
    pub findings: Option<u64>,
}

/// What one carrier handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialOfCarrier {
    /// The member's id, in hex.
    pub member: String,
    /// Pieces that it handed out as they should be.
    pub right: u64,
    /// Pieces that it did not hand out, or not as they should be.
    pub wrong: u64,
}

impl TrialReport {
    /// Whether every carrier handed out every piece, and what was restored of them is whole.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.findings == Some(0) && !self.carriers.is_empty() && self.carriers.iter().all(|carrier| carrier.wrong == 0)
    }

    /// What operators are told by mail: subject and text. `site` is the member's address.
    #[must_use]
    pub fn letter(&self, lang: Lang, site: &str) -> (String, String) {
        let [subject, word] = if self.is_good() {
            ["mail-trial-good-subject", "backup-trial-good"]
        } else {
            ["mail-trial-bad-subject", "backup-trial-bad"]
        };
        let found = match self.findings {
            None => lang.text("backup-trial-not-restored"),
            Some(0) => lang.text("backup-trial-restored"),
            Some(wrong) => lang.text_count("backup-trial-wrong", wrong),
        };
        let whole = self.carriers.iter().filter(|carrier| carrier.wrong == 0).count();
        let values = [
            ("site", site.to_owned()),
            ("number", self.number.to_string()),
            ("word", lang.text(word)),
            ("found", found),
            ("whole", whole.to_string()),
            ("carriers", self.carriers.len().to_string()),
            ("page", format!("{site}/federation/backup")),
        ];
        (lang.text_with(subject, "site", site), lang.text_with_all("mail-trial-body", values))
    }

    /// Reads what was written; none if it is no report.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_in_its_subject_whether_the_backup_can_be_restored() {
        let carrier = |wrong| TrialOfCarrier { member: "aa".to_owned(), right: 5, wrong };
        let report = |findings, wrong| {
            let carriers = vec![carrier(0), carrier(wrong)];
            TrialReport { at_ms: 0, number: 7, carriers, findings }
        };
        let site = "https://video.example";
        for (name, report) in [("good", report(Some(0), 0)), ("missing", report(Some(0), 1)), ("lost", report(None, 5))]
        {
            for lang in Lang::ALL {
                let (subject, body) = report.letter(lang, site);
                insta::assert_snapshot!(format!("trial_letter_{name}_{}", lang.tag()), format!("{subject}\n\n{body}"));
            }
        }
    }
}

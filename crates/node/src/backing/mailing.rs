//! What a trial restore found, by mail to the operators: a machine that is looked at once a year still tells its people.

use seams::Mail;
use web::backups::TrialReport;
use web::i18n::Lang;

use super::Backing;

/// Operators that are written to, at most.
const OPERATORS: u32 = 20;

impl Backing {
    /// Writes to every operator who has an e-mail address, in the language of their pages. Who is not reached has the page and
    /// the program's log.
    pub(super) async fn mail(&self, report: &TrialReport) {
        let operators = match self.store.operators(OPERATORS).await {
            Ok(operators) => operators,
            Err(failure) => {
                tracing::warn!(%failure, "the operators are not told by mail of the trial restore");
                return;
            }
        };
        let site = self.membership.own().to_string();
        for operator in operators {
            let Some(to) = operator.email else { continue };
            let (subject, body) = report.letter(Lang::from_tag(&operator.locale).unwrap_or_default(), &site);
            if let Err(failure) = self.seams.mailer.send(Mail { to, subject, body }).await {
                tracing::warn!(%failure, "an operator is not told by mail of the trial restore");
            }
        }
    }
}

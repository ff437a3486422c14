//! Each complaint once.

use super::Complaint;
use crate::view::adoption::AdoptionComplaint;
use crate::view::federation::FederationComplaint;
use crate::view::own_machines::MachineComplaint;
use crate::view::purse::PurseComplaint;
use crate::view::settlement::StatementComplaint;

impl Complaint {
    /// One of each, for the tests of their words.
    pub fn samples() -> Vec<Self> {
        let mut all = vec![
            Self::NameShape,
            Self::NameTaken,
            Self::PasswordShort(10),
            Self::PasswordLong(200),
            Self::PasswordWrong,
            Self::SignInWrong,
            Self::EmailShape,
            Self::NameReserved,
            Self::PasswordCommon,
            Self::SignUpClosed,
            Self::EmailCrowded(5),
            Self::InvitationUnknown,
            Self::CodeWrong,
            Self::TooManyTries(5),
            Self::LanguageShape,
            Self::TitleMissing,
            Self::TitleLong(120),
            Self::DescriptionLong(10_000),
            Self::VideoPasswordShort(8),
            Self::ViewerUnknown("bruno".to_owned()),
            Self::ViewersMany(200),
            Self::ChangedElsewhere,
            Self::KeyUnknown,
            Self::ConfirmationMissing,
            Self::TokenNameShape,
            Self::ScopeMissing,
            Self::TokensMany(50),
            Self::QuotaShape,
            Self::LastOperator,
            Self::ExpenseLabelShape,
            Self::AmountShape,
            Self::CommonPartShape,
            Self::MonthShape,
            Self::MonthsOrder,
            Self::CapacityShape,
            Self::SupplierShape,
            Self::EstimateMissing,
            Self::FileLarge(7),
            Self::FileMissing,
            Self::FileUnreadable,
            Self::HomesShape,
            Self::ForeignShape,
            Self::DayShape,
            Self::AdherentsShape,
            Self::FeeShape,
            Self::SharedShape,
            Self::OwnCostsShape,
            Self::OtherIncomeShape,
            Self::NotReady,
            Self::PaidDayShape,
            Self::NoteUnknown,
            Self::ReasonMissing,
            Self::DisputeLarge,
            Self::CarriersMissing,
        ];
        all.extend(AdoptionComplaint::samples().into_iter().map(Self::Adoption));
        all.extend(MachineComplaint::SAMPLES.map(Self::Machine));
        all.extend(StatementComplaint::ALL.map(Self::Statement));
        all.extend(PurseComplaint::samples().into_iter().map(Self::Purse));
        all.extend(FederationComplaint::samples().into_iter().map(Self::Federation));
        all
    }
}

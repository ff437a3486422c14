//! The chart of accounts: fixed, small, with the numbers of the French plan comptable for associations.
//!
//! Where the plan has an account for the purpose, its number is taken as it is; where an association divides one for
//! itself (4511, 4675, 5122 and others), the first three digits are the plan's. docs/formats/books.md has the table.

use purse::usage::Pool;

use super::Language;

/// What an account counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Asset,
    Liability,
    Equity,
    Income,
    Expense,
}

/// An account of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// 110: the results of earlier years.
    CarriedForward,
    /// 2183: bought hardware.
    Hardware,
    /// 28183: what of the hardware is worn.
    HardwareDepreciation,
    /// 4511: what the federation owes the member.
    Federation,
    /// 4512: what of that waits for a later period, being too small for a transfer.
    FederationCarried,
    /// 4513: what the member could claim of deficits.
    FederationClaims,
    /// 4516: what each member owes the fund.
    Members,
    /// 4517: what of that waits for a later period.
    MembersCarried,
    /// 4518: what members could claim of deficits.
    MembersClaims,
    /// 4675: the fund, in the books of the member that legally holds it.
    HeldFund,
    /// 5121: the member's own bank account.
    Bank,
    /// 5122: the bank account of the fund.
    FundBank,
    /// 611, 6132, 6135, 618 and 626: bills by pool.
    Expenses(Pool),
    /// 627: what the bank takes.
    BankFees,
    /// 6288: what a closing charges.
    Charge,
    /// 654: debts that nobody will pay.
    Default,
    /// 6571: money given to others without return.
    Given,
    /// 6588: what of a closing nobody could be charged with.
    Deficit,
    /// 6811: a period's part of the hardware.
    Depreciation,
    /// 7088: what a closing credits for what was carried.
    Credit,
    /// 75411: gifts of money.
    Donations,
    /// 7551: money from other organisations without return.
    Contributions,
    /// 756: what adherents pay regularly.
    Dues,
    /// 7588: what floors of a closing gave the fund.
    Surplus,
    /// 861: use of goods that were lent or given.
    GoodsUsed,
    /// 862: use of services that were given.
    ServicesUsed,
    /// 864: work of volunteers.
    WorkUsed,
    /// 870: gifts of goods.
    GoodsGiven,
    /// 871: gifts of services.
    ServicesGiven,
    /// 875: volunteering.
    WorkGiven,
}

impl Account {
    /// Every account, in order of number.
    pub const ALL: [Self; 34] = [
        Self::CarriedForward,
        Self::Hardware,
        Self::HardwareDepreciation,
        Self::Federation,
        Self::FederationCarried,
        Self::FederationClaims,
        Self::Members,
        Self::MembersCarried,
        Self::MembersClaims,
        Self::HeldFund,
        Self::Bank,
        Self::FundBank,
        Self::Expenses(Pool::Encoding),
        Self::Expenses(Pool::Plant),
        Self::Expenses(Pool::Storage),
        Self::Expenses(Pool::Commons),
        Self::Expenses(Pool::Delivery),
        Self::BankFees,
        Self::Charge,
        Self::Default,
        Self::Given,
        Self::Deficit,
        Self::Depreciation,
        Self::Credit,
        Self::Donations,
        Self::Contributions,
        Self::Dues,
        Self::Surplus,
        Self::GoodsUsed,
        Self::ServicesUsed,
        Self::WorkUsed,
        Self::GoodsGiven,
        Self::ServicesGiven,
        Self::WorkGiven,
    ];

    /// The number in the plan comptable, 3 to 5 digits.
    #[must_use]
    pub const fn number(self) -> &'static str {
        self.row().0
    }

    /// The name.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        let (_, french, english) = self.row();
        language.pick(french, english)
    }

    /// What it counts. The accounts with the federation and with members can have either sign.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self.number().as_bytes() {
            [b'1', ..] => Kind::Equity,
            [b'4', b'6', ..] | [b'4', b'5', b'1', b'6'..=b'8'] => Kind::Liability,
            [b'6', ..] | [b'8', b'6', ..] => Kind::Expense,
            [b'7' | b'8', ..] => Kind::Income,
            _ => Kind::Asset,
        }
    }

    /// Whether its balance is carried into the next year: classes 1 to 5.
    #[must_use]
    pub const fn is_carried(self) -> bool {
        matches!(self.kind(), Kind::Asset | Kind::Liability | Kind::Equity)
    }

    /// Whether its balance is part of the year's result: classes 6 and 7. Gifts in kind are not.
    #[must_use]
    pub const fn is_result(self) -> bool {
        matches!(self.number().as_bytes(), [b'6' | b'7', ..])
    }

    const fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::CarriedForward => ("110", "Report à nouveau", "Results carried forward"),
            Self::Hardware => ("2183", "Matériel informatique", "Hardware"),
            Self::HardwareDepreciation => ("28183", "Amortissement du matériel", "Depreciation of hardware"),
            Self::Federation => ("4511", "Fédération, compte courant", "Federation, current account"),
            Self::FederationCarried => ("4512", "Fédération, soldes reportés", "Federation, carried over"),
            Self::FederationClaims => ("4513", "Fédération, créances sur déficits", "Federation, claims on deficits"),
            Self::Members => ("4516", "Membres, comptes courants", "Members, current accounts"),
            Self::MembersCarried => ("4517", "Membres, soldes reportés", "Members, carried over"),
            Self::MembersClaims => ("4518", "Membres, créances sur déficits", "Members, claims on deficits"),
            Self::HeldFund => ("4675", "Fonds tenu pour la fédération", "Fund held for the federation"),
            Self::Bank => ("5121", "Banque", "Bank"),
            Self::FundBank => ("5122", "Banque du fonds", "Bank of the fund"),
            Self::Expenses(pool) => expenses_row(pool),
            Self::BankFees => ("627", "Services bancaires", "Bank fees"),
            Self::Charge => ("6288", "Part des coûts communs", "Share of the common costs"),
            Self::Default => ("654", "Pertes sur créances irrécouvrables", "Debts written down"),
            Self::Given => ("6571", "Aides financières octroyées", "Contributions given"),
            Self::Deficit => ("6588", "Déficits des clôtures", "Deficits of closings"),
            Self::Depreciation => ("6811", "Dotations aux amortissements", "Depreciation"),
            Self::Credit => ("7088", "Coûts mis en commun, crédités", "Costs shared, credited"),
            Self::Donations => ("75411", "Dons manuels", "Donations"),
            Self::Contributions => ("7551", "Contributions financières reçues", "Contributions received"),
            Self::Dues => ("756", "Cotisations", "Dues"),
            Self::Surplus => ("7588", "Excédents des clôtures", "Surplus of closings"),
            Self::GoodsUsed => ("861", "Mise à disposition gratuite de biens", "Goods given, used"),
            Self::ServicesUsed => ("862", "Prestations en nature utilisées", "Services given, used"),
            Self::WorkUsed => ("864", "Personnel bénévole", "Volunteers' work, used"),
            Self::GoodsGiven => ("870", "Dons en nature", "Goods given"),
            Self::ServicesGiven => ("871", "Prestations en nature", "Services given"),
            Self::WorkGiven => ("875", "Bénévolat", "Volunteers' work"),
        }
    }
}

const fn expenses_row(pool: Pool) -> (&'static str, &'static str, &'static str) {
    match pool {
        Pool::Encoding => ("611", "Sous-traitance (encodage)", "Expenses, encoding"),
        Pool::Plant => ("6132", "Locations immobilières (équipement)", "Expenses, plant"),
        Pool::Storage => ("6135", "Locations mobilières (stockage)", "Expenses, storage"),
        Pool::Commons => ("618", "Divers (frais généraux)", "Expenses, commons"),
        Pool::Delivery => ("626", "Télécommunications (diffusion)", "Expenses, delivery"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_in_order_of_number_and_no_number_stands_twice() {
        let numbers = Account::ALL.map(Account::number);
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
        assert!(numbers.iter().all(|number| number.len() >= 3 && number.bytes().all(|digit| digit.is_ascii_digit())));
    }

    #[test]
    fn classes_say_what_is_carried_into_the_next_year_and_what_is_result() {
        for account in Account::ALL {
            let class = account.number().as_bytes()[0];
            assert_eq!(account.is_carried(), class <= b'5', "{account:?}");
            assert_eq!(account.is_result(), class == b'6' || class == b'7', "{account:?}");
        }
        assert_eq!(Account::GoodsUsed.kind(), Kind::Expense);
        assert_eq!(Account::WorkGiven.kind(), Kind::Income);
    }
}

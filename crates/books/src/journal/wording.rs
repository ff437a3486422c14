//! What happened, in one line. Names are cut to one line here; escaping is each format's.

use purse::money::Money;

use super::text::one_line;
use super::{Contributed, Event, Federation, Gift, GiftKind, Language, MemberCode, Nature, Owner, Settles};

/// Says what a record is.
pub(super) struct Words<'a> {
    pub language: Language,
    pub federation: &'a Federation,
}

impl Words<'_> {
    /// The label of the transactions of this event.
    pub(super) fn label(&self, event: &Event) -> String {
        let period = |period| self.language.period(period);
        match event {
            Event::Expense { by, supplier, .. } => {
                let what = format!("{} ({})", self.named(supplier), self.owner(by));
                self.titled("Facture réglée", "Bill paid", &what)
            }
            Event::HardwareBought { supplier, .. } => {
                self.titled("Matériel acheté", "Hardware bought", &self.named(supplier))
            }
            Event::HardwareMonths { purchase, period: months, .. } => {
                let what = format!("{purchase}, {}", period(months));
                self.titled("Matériel, part de la période", "Hardware, the period's part", &what)
            }
            Event::Closing { period: closed, .. } => self.titled("Clôture", "Closing", &period(closed)),
            Event::Payment { from, to, settles, note, rest, .. } => {
                self.payment(from, to, *settles, note.as_str(), *rest)
            }
            Event::CarriedOver { member, period: later, .. } => {
                let what = format!("{} ({})", self.member(member), period(later));
                self.titled("Solde reporté", "Carried over", &what)
            }
            Event::TakenUp { member, period: later, .. } => {
                let what = format!("{} ({})", self.member(member), period(later));
                self.titled("Report repris", "Carry-over taken up", &what)
            }
            Event::Default { debtor, note, .. } => {
                let what = format!("{note}, {}", self.member(debtor));
                self.titled("Impayé passé en perte", "Default written down", &what)
            }
            Event::GivenBack { debtor, note, .. } => {
                let what = format!("{note}, {}", self.member(debtor));
                self.titled("Impayé récupéré", "Default made good", &what)
            }
            Event::Contribution { way, .. } => self.contribution(way),
            Event::Gift(gift) => self.gift(gift),
            Event::Correction { reverses, reason } => {
                let what = format!("{reverses}, {}", self.named(reason));
                self.titled("Contre-passation", "Reversal", &what)
            }
        }
    }

    fn payment(&self, from: &Owner, to: &Owner, settles: Settles, note: &str, rest: Money) -> String {
        let kind = match (settles, rest > Money::ZERO) {
            (Settles::Claim, _) => self.language.pick("Créance sur déficit réglée", "Claim on a deficit paid"),
            (Settles::Current, true) => self.language.pick("Règlement partiel", "Partial payment"),
            (Settles::Current, false) => self.language.pick("Règlement", "Payment"),
        };
        let mut text = self.titled(kind, kind, &format!("{note}, {} > {}", self.owner(from), self.owner(to)));
        if rest > Money::ZERO {
            text.push_str(&format!(", {} {}", self.language.pick("reste", "open"), self.language.amount(rest)));
        }
        text
    }

    fn contribution(&self, way: &Contributed) -> String {
        match way {
            Contributed::Dues(member) => self.titled("Cotisations", "Dues", &self.member(member)),
            Contributed::Donation(to) => self.titled("Dons reçus", "Donations", &self.owner(to)),
            Contributed::ToFund(member) => {
                self.titled("Contribution au fonds", "Contribution to the fund", &self.member(member))
            }
        }
    }

    fn gift(&self, gift: &Gift) -> String {
        let kind = match gift.kind {
            GiftKind::Goods => self.language.pick("biens", "goods"),
            GiftKind::Services => self.language.pick("services", "services"),
            GiftKind::Work => self.language.pick("bénévolat", "volunteering"),
        };
        let what = format!("{} ({kind})", self.named(&gift.giver));
        self.titled("Don en nature", "Gift in kind", &what)
    }

    /// What the line of an expense says.
    pub(super) fn common_part(&self, nature: Nature, common_part: Money) -> String {
        let start = match nature {
            Nature::Pool(pool) => self.language.pool(pool),
            Nature::BankFees => self.language.pick("banque", "bank"),
        };
        format!("{start}, {} {}", self.language.pick("part commune", "common part"), self.language.amount(common_part))
    }

    /// A member's name, in one line.
    pub(super) fn member(&self, member: &MemberCode) -> String {
        self.federation
            .members
            .get(member)
            .map(|name| one_line(name))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| member.to_string())
    }

    /// Whose it is.
    pub(super) fn owner(&self, owner: &Owner) -> String {
        match owner {
            Owner::Member(member) => self.member(member),
            Owner::Fund => self.language.pick("fonds commun", "common fund").to_owned(),
        }
    }

    fn named(&self, text: &str) -> String {
        let line = one_line(text);
        if line.is_empty() { self.language.pick("sans nom", "no name").to_owned() } else { line }
    }

    /// What it is, a colon as the language sets it, and of what. So no label begins with somebody else's text.
    fn titled(&self, french: &str, english: &str, what: &str) -> String {
        match self.language {
            Language::French => format!("{french} : {what}"),
            Language::English => format!("{english}: {what}"),
        }
    }
}

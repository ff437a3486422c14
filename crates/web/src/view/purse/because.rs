//! Why a member bears what it bears, in words that its adherents understand.

use purse::money::Money;
use purse::split::{Because, Bound, Column};

use crate::i18n::{Lang, format};

/// One member's share of a month.
#[derive(Clone, Debug)]
pub struct Share {
    /// The member's name.
    pub name: String,
    /// Whether it is the member whose page this is.
    pub own: bool,
    /// Names in the place of ids.
    pub because: Because<String>,
}

/// The bounds of the charter, in thousandths of the means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub cap: u16,
    pub floor: u16,
}

impl Share {
    /// The sentences, in the order in which they are read. `month` is written out.
    #[must_use]
    pub fn sentences(&self, lang: Lang, month: &str, bounds: Bounds) -> Vec<String> {
        let of = &self.because;
        let euros = |amount: Money| format::euros(lang, amount.minor());
        let name = || ("member", self.name.clone());
        let mut said =
            vec![lang.text_with_all(
                "because-bears",
                [name(), ("month", month.to_owned()), ("charge", euros(of.here.charge))],
            )];
        said.push(lang.text_with_all("because-compared", [("alone", euros(of.alone)), ("use", euros(of.by_use))]));
        said.extend(self.bound(lang, bounds));
        if of.for_others > Money::ZERO {
            said.push(lang.text_with("because-for-others", "amount", euros(of.for_others)));
        }
        if of.here.credit > Money::ZERO {
            said.push(lang.text_with_all("because-credit", [name(), ("credit", euros(of.here.credit))]));
        }
        let net = format::euros(lang, of.here.net.minor().saturating_abs());
        said.push(match of.here.net.cmp(&Money::ZERO) {
            std::cmp::Ordering::Less => lang.text_with_all("because-pays", [name(), ("net", net)]),
            std::cmp::Ordering::Equal => lang.text_with_all("because-even", [name()]),
            std::cmp::Ordering::Greater => lang.text_with_all("because-gets", [name(), ("net", net)]),
        });
        said
    }

    /// None where the next sentence says that the cap of others changes this share: it is then not what the keys give.
    fn bound(&self, lang: Lang, bounds: Bounds) -> Option<String> {
        Some(match self.because.bound {
            Bound::Neither if self.because.for_others > Money::ZERO => return None,
            Bound::Neither => lang.text("because-neither"),
            Bound::Floor => lang.text_with("because-floor", "share", share(lang, bounds.floor)),
            Bound::Cap => {
                let rest =
                    self.because.carried_by.iter().map(|(_, amount)| amount.minor()).fold(0, i64::saturating_add);
                let carriers: Vec<String> = self.because.carried_by.iter().map(|one| carrier(lang, one)).collect();
                lang.text_with_all(
                    "because-cap",
                    [
                        ("share", share(lang, bounds.cap)),
                        ("keys", format::euros(lang, self.because.here.charge.minor().saturating_add(rest))),
                        ("rest", format::euros(lang, rest)),
                        ("carriers", format::list(lang, &carriers)),
                    ],
                )
            }
        })
    }
}

fn carrier(lang: Lang, (column, amount): &(Column<String>, Money)) -> String {
    let amount = ("amount", format::euros(lang, amount.minor()));
    match column {
        Column::Member(name) => lang.text_with_all("because-by-member", [("member", name.clone()), amount]),
        Column::Fund => lang.text_with_all("because-by-fund", [amount]),
        Column::Deficit => lang.text_with_all("because-by-deficit", [amount]),
    }
}

/// Thousandths as a percentage: `20%`, `0,5 %`.
fn share(lang: Lang, permille: u16) -> String {
    format::permille(lang, u64::from(permille))
}

#[cfg(test)]
mod tests;

//! The words of a letter about a member that is gone.

use std::collections::BTreeMap;

use carry::adoption::removed_from;
use exchange::Absent;
use purse::id::MemberId;

use super::News;
use crate::i18n::{Lang, format};

/// A letter, in whatever language.
pub(super) struct Letter<'a> {
    /// The member's address.
    pub(super) site: &'a str,
    pub(super) absent: &'a Absent,
    pub(super) news: News,
    /// Videos that nobody brought elsewhere, and their bytes.
    pub(super) left: (u64, u64),
    /// What members are called: the one that is gone, and those to whom something was brought.
    pub(super) names: &'a BTreeMap<MemberId, String>,
}

impl Letter<'_> {
    /// Subject and text.
    pub(super) fn text(&self, lang: Lang) -> (String, String) {
        let (absence, day) = (&self.absent.absence, |day| format::civil_date(lang, day));
        let removed = day(removed_from(absence));
        let name = ("name", self.name(&self.absent.member));
        let page = ("page", format!("{}/federation/work", self.site));
        match self.news {
            News::Gone => {
                let body = [
                    name.clone(),
                    ("since", day(absence.since)),
                    ("from", day(absence.from)),
                    ("until", day(absence.until)),
                    ("removed", removed),
                    ("adopt", format!("{}/adopt", self.site)),
                    page,
                ];
                (lang.text_with_all("mail-gone-subject", [name]), lang.text_with_all("mail-gone-body", body))
            }
            News::Back(back) => {
                let body = [name.clone(), ("back", day(back)), page];
                (lang.text_with_all("mail-back-subject", [name]), lang.text_with_all("mail-back-body", body))
            }
            News::Brought => {
                let body = [name.clone(), ("homes", self.homes(lang)), ("left", self.left(lang)), page];
                (lang.text_with_all("mail-brought-subject", [name]), lang.text_with_all("mail-brought-body", body))
            }
            News::Removal => {
                let removed = ("removed", removed);
                let until = ("until", day(absence.until));
                let body = [name.clone(), until, removed.clone(), ("left", self.left(lang)), page];
                let subject = lang.text_with_all("mail-removal-subject", [name, removed]);
                (subject, lang.text_with_all("mail-removal-body", body))
            }
        }
    }

    fn name(&self, member: &MemberId) -> String {
        self.names.get(member).cloned().unwrap_or_else(|| member.to_string())
    }

    /// Each new home with its spaces, on a line of its own.
    fn homes(&self, lang: Lang) -> String {
        let line = |(home, spaces): (&MemberId, &u64)| {
            let spaces = lang.text_count("mail-brought-spaces", *spaces);
            lang.text_with_all("mail-brought-home", [("home", self.name(home)), ("spaces", spaces)])
        };
        self.absent.brought.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn left(&self, lang: Lang) -> String {
        let (videos, bytes) = self.left;
        let (videos, size) = (lang.text_count("adopt-videos", videos), format::size(lang, bytes));
        lang.text_with_all("work-gone-left", [("videos", videos), ("size", size)])
    }
}

#[cfg(test)]
pub(super) mod tests {
    use federation::Hash;
    use federation::roll::Absence;
    use jiff::civil::date;

    use super::*;

    fn member(byte: u8) -> MemberId {
        MemberId::from_bytes([byte; 32])
    }

    /// A member of which three spaces have a new home.
    pub(in crate::absences) fn absent() -> Absent {
        let (since, from, until) = (date(2026, 11, 6), date(2026, 12, 6), date(2027, 2, 1));
        let absence = Absence { since, from, until, back: None, resolution: Hash([7; 32]) };
        Absent { member: member(9), absence, brought: BTreeMap::from([(member(1), 1), (member(2), 2)]) }
    }

    #[test]
    fn letters_say_what_happened_what_comes_next_and_where_to_look() {
        let called = [(1, "Bruyère"), (2, "Chardon"), (9, "Aubépine")];
        let names = called.map(|(byte, name)| (member(byte), name.to_owned())).into();
        let news = [
            ("gone", News::Gone),
            ("back", News::Back(date(2027, 1, 15))),
            ("brought", News::Brought),
            ("removal", News::Removal),
        ];
        for (name, news) in news {
            let (absent, left) = (absent(), (31, 4_200_000_000));
            let letter = Letter { site: "https://video.example", absent: &absent, news, left, names: &names };
            for lang in Lang::ALL {
                let (subject, body) = letter.text(lang);
                insta::assert_snapshot!(format!("letter_{name}_{}", lang.tag()), format!("{subject}\n\n{body}"));
            }
        }
    }
}

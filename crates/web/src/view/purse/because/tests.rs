use purse::split::Line;

use super::*;

const BOUNDS: Bounds = Bounds { cap: 200, floor: 5 };

fn cents(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

fn line(credit: i64, charge: i64) -> Line {
    Line { credit: cents(credit), charge: cents(charge), net: cents(credit - charge) }
}

fn share_of(because: Because<String>) -> Share {
    Share { name: "m1".to_owned(), own: true, because }
}

/// Hard spaces as spaces, so that a row of a test is read as it is typed.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// What is wrong with each member's share, what is said of it, in English and in French.
fn rows() -> Vec<(Because<String>, &'static str, &'static str)> {
    let neither = Because {
        alone: cents(5_000),
        by_use: cents(4_000),
        here: line(0, 3_000),
        bound: Bound::Neither,
        carried_by: Vec::new(),
        for_others: Money::ZERO,
    };
    let by = |column, minor| (column, cents(minor));
    let member = |name: &str| Column::Member(name.to_owned());
    let cap = Because {
        alone: cents(30_000),
        by_use: cents(30_000),
        here: line(0, 2_466),
        bound: Bound::Cap,
        carried_by: vec![by(member("m4"), 4_000), by(member("m5"), 8_000)],
        ..neither.clone()
    };
    vec![
        (
            neither.clone(),
            "Neither the cap nor the floor of the charter changes that: it is what the charter’s keys give.",
            "Ni le plafond ni le plancher de la charte n’y changent rien : c’est ce que donnent les clés de la charte.",
        ),
        (
            Because { bound: Bound::Floor, ..neither.clone() },
            "It used little: its share is the least that everybody bears, 0.5% of its means for its days in the month.",
            "Elle a peu utilisé : sa part est le minimum que chacune paie, 0,5 % de ses moyens pour ses jours du mois.",
        ),
        (
            cap.clone(),
            "By the keys of the charter it would be €144.66, but nobody bears more than 20% of its means for its days in the \
             month. The €120.00 above are carried by m4 (€40.00) and m5 (€80.00).",
            "D’après les clés de la charte, ce serait 144,66 €, mais aucune ne paie plus de 20 % de ses moyens pour ses jours du mois. Les 120,00 € au-delà sont \
             pris en charge par m4 (40,00 €) et m5 (80,00 €).",
        ),
        (
            Because { carried_by: vec![by(Column::Fund, 4_000), by(Column::Deficit, 1)], ..cap },
            "The €40.01 above are carried by the common fund (€40.00) and those who carried and are not paid in full (€0.01).",
            "Les 40,01 € au-delà sont pris en charge par le fonds commun (40,00 €) et celles qui ont porté et ne sont pas payées en \
             entier (0,01 €).",
        ),
        (
            Because { for_others: cents(512), ..neither.clone() },
            "€5.12 of its share are for members that reached their cap.",
            "5,12 € de sa part sont pour des membres qui ont atteint leur plafond.",
        ),
        (
            Because { here: line(10_000, 3_000), ..neither.clone() },
            "For what it carried for the others, m1 is owed €100.00. Taken together, m1 receives €70.00.",
            "Pour ce qui a été porté pour les autres, 100,00 € sont dus à m1. Tout compté, m1 reçoit 70,00 €.",
        ),
        (
            Because { here: line(3_000, 3_000), ..neither.clone() },
            "Taken together, m1 neither pays nor receives anything.",
            "Tout compté, m1 ne paie ni ne reçoit rien.",
        ),
        (neither, "Taken together, m1 pays €30.00.", "Tout compté, m1 paie 30,00 €."),
    ]
}

#[test]
fn each_reason_of_a_share_has_its_sentence_in_both_languages() {
    for (because, english, french) in rows() {
        for (lang, month, expected) in [(Lang::En, "November 2026", english), (Lang::Fr, "novembre 2026", french)] {
            let said = plain(&share_of(because.clone()).sentences(lang, month, BOUNDS).join(" "));
            assert!(said.contains(expected), "{said}\nlacks\n{expected}");
        }
    }
}

#[test]
fn who_bears_a_part_of_others_is_not_told_that_no_cap_changed_its_share() {
    for lang in Lang::ALL {
        let neither = lang.text("because-neither");
        let said = |for_others| {
            let (because, ..) = rows().swap_remove(0);
            share_of(Because { for_others: cents(for_others), ..because }).sentences(lang, "", BOUNDS)
        };
        assert!(said(0).contains(&neither));
        assert!(!said(1_206).contains(&neither));
    }
}

#[test]
fn who_was_capped_reads_what_it_would_have_paid_alone_by_use_and_here() {
    let (because, ..) = rows().swap_remove(2);
    let said = share_of(because).sentences(Lang::Fr, "novembre 2026", BOUNDS);
    assert_eq!(
        plain(&said[..2].join(" ")),
        "En novembre 2026, m1 prend à sa charge 24,66 € des dépenses communes. En achetant seule ce que les siens ont \
         utilisé, l’association aurait payé 300,00 € ; si l’usage seul décidait, 300,00 €."
    );
}

//! The page of this member's sealed backup: who keeps it, and what the last trial restore found.

use axum::http::StatusCode;
use federation::Hash;
use federation::entry::{Backup, BackupHolding, BackupState, Entry};
use purse::usage::Hour;
use web::backups::{TrialOfCarrier, TrialReport};

use crate::carrying::{office, operator, rows};
use crate::federation::{asks, clock, delegate, founds, invites, talk};
use crate::member::{Member, START};

const PATH: &str = "/federation/backup";

fn hour() -> Hour {
    Hour::of(START.parse().unwrap())
}

fn made(carriers: &[&Member]) -> Entry {
    Entry::Backup(Backup {
        number: 7,
        taken: hour(),
        inventory: Hash([1; 32]),
        inventory_bytes: 900,
        list: Hash([2; 32]),
        list_bytes: 100,
        bytes: 3_000_000_000,
        recipient: [3; 32],
        carriers: carriers.iter().map(|carrier| carrier.app.config.home).collect(),
    })
}

fn says(home: &Member, state: BackupState) -> Entry {
    let (number, list) = (7, Hash([2; 32]));
    let bytes = if state == BackupState::Held { 3_000_000_000 } else { 0 };
    Entry::BackupHolding(BackupHolding { home: home.app.config.home, number, list, bytes, hour: hour(), state })
}

#[tokio::test]
async fn an_operator_asks_for_a_backup_and_others_only_read() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let (ana, olga) = (delegate(&one, "ana").await, operator(&one, "olga").await);
    assert_eq!(olga.get(PATH).await.status, StatusCode::NOT_FOUND, "in no federation nobody keeps it");
    founds(&ana, "Aubépine").await;
    one.app.membership.tick().await.unwrap();
    let page = olga.get(PATH).await.text;
    for text in
        ["There is no backup yet", "not restored for trial yet", "keeps no backup of another", "Make a backup now"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!ana.get(PATH).await.text.contains("Make a backup now"));
    assert_eq!(ana.post(PATH, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(one.app.store.backup_asked().await.unwrap(), None);
    let done = olga.post(PATH, &[]).await;
    assert_eq!(done.header("location"), "/federation/backup?done=backup-asked", "{}", done.text);
    assert!(one.app.store.backup_asked().await.unwrap().is_some());
    let page = olga.get("/federation/backup?done=backup-asked").await.text;
    assert!(page.contains("A backup was asked for on") && !page.contains("Make a backup now"), "{page}");
    one.app.store.backup_was_made().await.unwrap();
    assert!(olga.get(PATH).await.text.contains("Make a backup now"));
}

#[tokio::test]
async fn a_home_sees_who_keeps_its_backup_and_what_a_trial_found_and_a_carrier_what_it_keeps() {
    let clock = clock();
    let (one, two) = (Member::among_others(&clock, 1).await, Member::among_others(&clock, 2).await);
    let (ana, bea) = (delegate(&one, "ana").await, delegate(&two, "bea").await);
    founds(&ana, "Aubépine").await;
    asks(&bea, &invites(&ana).await, "Bruyère").await;
    talk(&clock, &[&one, &two]).await;
    let (home, other) = (office(&one), office(&two));
    for (state, word) in [
        (None, "On its way"),
        (Some(BackupState::Full), "No room"),
        (Some(BackupState::Damaged), "Came damaged"),
        (Some(BackupState::Held), "Held"),
    ] {
        home.append(&made(&[&two])).await.unwrap();
        if let Some(state) = state {
            other.append(&says(&one, state)).await.unwrap();
        }
        for _ in 0..2 {
            one.app.membership.tick().await.unwrap();
            two.app.membership.tick().await.unwrap();
        }
        // The machine may have asked somebody else meanwhile: its word of this moment is taken.
        home.append(&made(&[&two])).await.unwrap();
        let page = ana.get(PATH).await.text;
        assert_eq!(rows(&page, "newest"), [["Bruyère", word]], "{page}");
    }
    let page = ana.get(PATH).await.text;
    assert!(page.contains("1 other member holds all of it.") && page.contains("3\u{a0}GB"), "{page}");
    let page = bea.get(PATH).await.text;
    assert_eq!(rows(&page, "kept"), [["Aubépine", "3 GB"]], "{page}");
    home.append(&made(&[])).await.unwrap();
    assert!(ana.get(PATH).await.text.contains("Nobody is asked to keep it"));

    let at_ms = START.parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let member = two.app.config.home.to_string();
    let report = |wrong, findings| {
        let carriers = vec![TrialOfCarrier { member: member.clone(), right: 40, wrong }];
        serde_json::to_string(&TrialReport { at_ms, number: 7, carriers, findings }).unwrap()
    };
    for (wrong, findings, words) in [
        (0, Some(0), ["All of it can be had and restored.", "Restored, and whole"]),
        (2, Some(1), ["Something is wrong.", "Restored, with 1 thing that is wrong"]),
        (2, None, ["Something is wrong.", "It could not be restored"]),
    ] {
        one.app.store.note_trial(&report(wrong, findings)).await.unwrap();
        let page = ana.get(PATH).await.text;
        assert!(words.iter().all(|word| page.contains(word)), "{words:?}: {page}");
        assert_eq!(rows(&page, "trial"), [["Bruyère", "40", &wrong.to_string()]], "{page}");
    }
}

//! A member's sealed backup is kept by two others, restored from them on an empty machine, and tried before that.

use std::sync::Arc;

use http::StatusCode;
use jiff::SignedDuration;
use node::backing::FindError;
use node::backup::phrase::Phrase;
use node::restore::{Carriers, Remote, RemoteError, Restore, Restored};
use peers::client::SystemNames;
use seams::Seams;
use testkit::{SeededEntropy, VirtualClock, transcoder};

use crate::member::{BEGIN, Kept, NAME, database, seams_on};
use crate::neighbours::{Neighbour, found, listen, rebind, talk};

fn phrase() -> Phrase {
    Phrase::draw(&SeededEntropy::new(77))
}

/// How a new machine asks the others.
fn carriers() -> Carriers {
    Carriers { names: Arc::new(SystemNames), allow_private: true, authorities: Vec::new() }
}

/// Three members of which the first has a public and a private video, an original and an unfinished upload.
pub struct Street {
    pub folders: Vec<tempfile::TempDir>,
    pub neighbours: Vec<Neighbour>,
    clock: VirtualClock,
    public: String,
    private: String,
    upload: String,
}

impl Street {
    async fn new() -> Self {
        Self::sealed_to(&phrase()).await
    }

    /// Where the first seals its backups to this phrase.
    pub async fn sealed_to(phrase: &Phrase) -> Self {
        let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
        let kept = Kept::new(folders[0].path()).await;
        let public = kept.publish(&transcoder::source(1, 5_000), "public").await;
        let private = kept.publish(&transcoder::source(2, 5_000), "private").await;
        kept.upload(&transcoder::source(3, 4_000), true).await;
        kept.work().await;
        let upload = kept.begin_upload(&transcoder::source(4, 5_000), 3_000, false).await;
        let clock = kept.clock.clone();
        kept.stop().await;
        let mut neighbours = Vec::new();
        for (seed, folder) in (2..).zip(&folders) {
            let recipient = (seed == 2).then(|| phrase.recipient().to_string());
            neighbours.push(Neighbour::start(folder.path(), listen().await, &clock, (seed, recipient)).await);
        }
        found(&neighbours).await;
        Self { folders, neighbours, clock, public, private, upload }
    }

    pub fn home(&self) -> &Neighbour {
        &self.neighbours[0]
    }

    /// How many members hold the newest backup of the first, as the last one knows it.
    async fn holders(&self) -> (u64, usize) {
        let office = self.neighbours[2].office();
        let desk = office.desk().await;
        let home = self.home().kept.member.keys.id;
        let newest = desk.facts().backing.newest(&home).unwrap();
        (newest.number, desk.facts().backing.holders(home, newest).count())
    }

    /// A backup that the operator asks for, kept by both others.
    pub async fn back_up(&self) {
        let member = &self.home().kept.member;
        member.store.ask_for_backup(self.home().kept.now()).await.unwrap();
        assert!(member.backing.tick().await.unwrap());
        assert!(!member.backing.tick().await.unwrap(), "another one is not due");
        talk(&self.neighbours).await;
    }

    /// The first machine is gone, with all that it had. Answers its address.
    async fn lose_the_first(&mut self) -> String {
        let lost = self.neighbours.remove(0);
        let address = lost.address.clone();
        lost.stop().await;
        std::fs::remove_dir_all(self.folders[0].path()).unwrap();
        std::fs::create_dir(self.folders[0].path()).unwrap();
        address
    }

    /// What the new machine of the first member runs on.
    fn new_machine(&self) -> Seams {
        seams_on(self.folders[0].path(), &self.clock, 21)
    }

    async fn restore(&self, first: &str, name: &str) -> Restored {
        let seams = self.new_machine();
        let remote = Remote { first, name, carriers: carriers() };
        let arrived = remote.arrive(&seams, &phrase(), &|_, _| {}).await.unwrap();
        assert_eq!((arrived.found.agreeing, arrived.found.answered), (2, 2));
        let restore = Restore {
            backup: arrived.backup,
            seams,
            database: format!("sqlite:{}", database(self.folders[0].path()).display()),
            skip_damaged: false,
            uploads_live: SignedDuration::from_hours(48),
            carriers: Some(carriers()),
        };
        restore.run(&|_| {}).await.unwrap()
    }
}

#[tokio::test]
async fn a_member_comes_back_on_an_empty_machine_from_what_two_others_keep() {
    let mut street = Street::new().await;
    street.back_up().await;
    assert_eq!(street.holders().await, (1, 2));
    let home = street.home().kept.member.keys.id;
    let (second, third) = (street.neighbours[1].address.clone(), street.neighbours[2].address.clone());
    let address = street.lose_the_first().await;

    // Who has not the phrase learns nothing.
    let seams = street.new_machine();
    let other = Phrase::draw(&SeededEntropy::new(5));
    let name = address.strip_prefix("http://").unwrap();
    let remote = Remote { first: &second, name, carriers: carriers() };
    let refused = remote.arrive(&seams, &other, &|_, _| {}).await.err().unwrap();
    assert!(matches!(refused, RemoteError::Find(FindError::WrongPhrase(_))), "{refused}");
    let remote = Remote { first: &second, name: "nobody.example", carriers: carriers() };
    let refused = remote.arrive(&seams, &phrase(), &|_, _| {}).await.err().unwrap();
    assert!(matches!(refused, RemoteError::Find(FindError::Unknown(_))), "{refused}");

    let restored = street.restore(&third, name).await;
    assert!(restored.check.is_clean(), "{}", restored.check);
    assert_eq!((restored.member, restored.number, restored.without.len()), (home, 1, 0));
    assert_eq!(restored.uploads, 2);
    assert!(!street.folders[0].path().join("arriving").exists(), "what was gathered is gone");

    // It is the same member: its log goes on where the others have it, and so do its backups.
    let recipient = Some(phrase().recipient().to_string());
    let place = (rebind(&address).await, address);
    let back = Neighbour::start(street.folders[0].path(), place, &street.clock, (9, recipient)).await;
    street.neighbours.insert(0, back);
    talk(&street.neighbours).await;
    assert!(street.home().office().desk().await.may_append());
    let mut kept = Kept { token: String::new(), ..street.neighbours.remove(0).kept };
    kept.make_token().await;
    assert_eq!(kept.get(&format!("/v/{}/master.m3u8", street.public)).await.status, StatusCode::OK);
    for id in [&street.public, &street.private] {
        let answer = kept.call(http::Method::GET, &format!("/api/v1/videos/{id}"), &[], Vec::new()).await;
        assert_eq!(answer.json()["status"]["state"], "ready", "{}", answer.text());
    }
    assert_eq!(kept.offset(&street.upload).await, 3_000);
}

#[tokio::test]
async fn a_second_backup_only_names_what_others_carry_and_a_restore_fetches_it_back() {
    let mut street = Street::new().await;
    let carried = street.home().office().carried_by_others().await.unwrap();
    assert!(!carried.is_empty(), "the films are placed with both others by now");
    street.back_up().await;
    street.back_up().await;
    assert_eq!(street.holders().await, (2, 2));
    for neighbour in &street.neighbours[1..] {
        assert_eq!(neighbour.kept.member.store.kept_backups().await.unwrap().len(), 1, "the first was let go");
    }
    let third = street.neighbours[2].address.clone();
    let home = street.home().kept.member.keys.id.to_string();
    street.lose_the_first().await;
    let restored = street.restore(&third, &home).await;
    assert!(restored.check.is_clean(), "{}", restored.check);
    assert_eq!(restored.number, 2);
    let kept = Kept::start(street.folders[0].path(), street.clock.clone(), 30).await;
    for hash in carried {
        assert!(kept.member.app.objects.size(hash).await.unwrap().is_some(), "{hash} is not here");
    }
    assert!(kept.signs_in().await);
    kept.stop().await;
}

#[tokio::test]
async fn a_trial_restore_says_what_each_carrier_hands_out_and_that_the_whole_can_be_restored() {
    let street = Street::new().await;
    let backing = &street.home().kept.member.backing;
    assert_eq!(backing.try_when_due().await.unwrap(), None, "nobody holds a backup");
    let store = &street.home().kept.member.store;
    let amira = store.account_by_name(NAME).await.unwrap().unwrap();
    store.set_roles(amira.id, true, false).await.unwrap().unwrap();
    street.back_up().await;
    let report = backing.try_when_due().await.unwrap().unwrap();
    assert!(report.is_good(), "{report:?}");
    assert_eq!((report.number, report.carriers.len()), (1, 2));
    assert!(!street.folders[0].path().join("backup/trial").exists(), "the scratch folder is gone");
    assert_eq!(backing.try_when_due().await.unwrap(), None, "the next is due in a month");

    // One carrier loses a piece, and does not know it.
    let spoilt = &street.neighbours[1].kept;
    let kept = spoilt.member.store.kept_backups().await.unwrap();
    let lost = carry::id::ObjectHash::from_bytes(kept[0].list);
    let sweep = spoilt.member.app.objects.sweep().await;
    spoilt.member.app.objects.delete(lost, &sweep).await.unwrap();
    drop(sweep);
    street.clock.advance(std::time::Duration::from_secs(31 * 86_400)).await;
    let report = backing.try_when_due().await.unwrap().unwrap();
    assert!(!report.is_good(), "{report:?}");
    assert_eq!(report.findings, Some(0), "it can still be restored from the other one");
    let wrong: Vec<u64> = report.carriers.iter().map(|carrier| carrier.wrong).collect();
    assert_eq!(wrong.iter().sum::<u64>(), 1, "{report:?}");
    let mails = street.home().kept.mails.sent();
    let told: Vec<(&str, bool)> =
        mails.iter().map(|mail| (mail.to.as_str(), mail.subject.contains("can be restored"))).collect();
    assert_eq!(told, [("amira@example.org", true), ("amira@example.org", false)], "{mails:?}");
    assert!(mails[1].body.contains("every piece as it should be: 1 of 2"), "{}", mails[1].body);
}

#[tokio::test]
async fn a_trial_waits_for_a_newer_backup_that_carriers_may_have_before_this_machine_knows() {
    let street = Street::new().await;
    street.back_up().await;
    let member = &street.home().kept.member;
    member.store.ask_for_backup(street.home().kept.now()).await.unwrap();
    assert!(member.backing.tick().await.unwrap());
    street.home().tick().await;
    talk(&street.neighbours[1..]).await;
    for neighbour in &street.neighbours[1..] {
        let kept = neighbour.kept.member.store.kept_backups().await.unwrap();
        assert_eq!(kept.iter().map(|kept| kept.id.number).collect::<Vec<_>>(), [2], "the first was let go");
    }
    assert_eq!(member.backing.try_when_due().await.unwrap(), None, "this machine has not heard of it");
    talk(&street.neighbours).await;
    let report = member.backing.try_when_due().await.unwrap().unwrap();
    assert!(report.is_good() && report.number == 2 && report.carriers.len() == 2, "{report:?}");
}

#[tokio::test]
async fn nothing_is_made_while_nobody_said_to_whom_it_is_sealed() {
    let street = Street::new().await;
    let other = &street.neighbours[1].kept.member;
    other.store.ask_for_backup(BEGIN.parse().unwrap()).await.unwrap();
    assert!(!other.backing.tick().await.unwrap());
}

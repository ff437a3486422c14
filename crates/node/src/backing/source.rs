//! Which backup is restored: what members tell of a lost one, opened with the phrase, and the newest on which two agree.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use age::x25519::Identity;
use carry::id::MemberId;
use exchange::backing::{Lying, Whereabouts};
use federation::entry::Backup;
use futures::TryStreamExt;
use peers::client::{Cause, OpenTransport, Request};
use peers::{BaseUrl, BaseUrlRefusal};

use super::serve::{WHEREABOUTS_BYTES, WHEREABOUTS_PATH, WHEREABOUTS_TYPE};
use crate::backup::sealed::{OpenRefusal, open};
use crate::backup::sealed_piece;

/// Members that tell the same before it is believed, where so many answer.
const AGREEING: usize = 2;
/// Members that are asked, at most.
const ASKED: usize = 100;

/// Why no backup was found. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    #[error("the address of a member: {0}")]
    Address(#[from] BaseUrlRefusal),
    #[error("{0} does not answer: {1}")]
    Silent(String, Cause),
    #[error("{0} knows no such member, or no backup of it")]
    Unknown(String),
    #[error("this phrase does not open what {0} tells of the backup; was it made for another?")]
    WrongPhrase(String),
    #[error("what {0} tells of the backup is damaged")]
    Damaged(String),
    #[error("nobody says that they hold a backup of this member whole")]
    NobodyHolds,
}

/// A backup, and who is asked for its pieces.
#[derive(Debug, Clone)]
pub struct Found {
    pub member: MemberId,
    pub backup: Backup,
    /// Members that say that they hold it, and where they answer.
    pub holders: BTreeMap<MemberId, BaseUrl>,
    /// Members that told of this backup in the same words.
    pub agreeing: usize,
    /// Members that told anything.
    pub answered: usize,
}

/// Asks the member at `first`, then all that it names, where the backups of the member called `name` lie.
///
/// # Errors
/// [`FindError`].
pub async fn find(
    transport: &dyn OpenTransport,
    first: &str,
    name: &str,
    identity: &Identity,
) -> Result<Found, FindError> {
    let base = BaseUrl::parse(first)?;
    let told = ask(transport, &base, name, identity).await?;
    let member = MemberId::from_bytes(told.member);
    let (mut asked, mut answers) = (BTreeSet::from([base.to_string()]), Vec::new());
    let mut others: Vec<String> = told.members.iter().map(|known| known.address.clone()).collect();
    answers.push(told);
    others.truncate(ASKED);
    for address in others {
        let Ok(base) = BaseUrl::parse(&address) else { continue };
        if !asked.insert(base.to_string()) {
            continue;
        }
        // By its id: whoever was asked first might have meant another.
        match ask(transport, &base, &member.to_string(), identity).await {
            Ok(told) if told.member == *member.as_bytes() => answers.push(told),
            Ok(_) => {}
            Err(failure) => tracing::info!(%failure, "a member is not heard about the backup"),
        }
    }
    newest(member, &answers).ok_or(FindError::NobodyHolds)
}

/// A name as a part of a path.
fn in_path(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let letter = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    name.bytes().map(letter).collect()
}

/// The newest backup of which enough tell the same and which somebody holds.
fn newest(member: MemberId, answers: &[Whereabouts]) -> Option<Found> {
    let enough = AGREEING.min(answers.len());
    let mut told: BTreeMap<(u64, [u8; 32]), Vec<&Lying>> = BTreeMap::new();
    for lying in answers.iter().flat_map(|answer| &answer.backups) {
        told.entry((lying.backup.number, lying.backup.list.0)).or_default().push(lying);
    }
    told.into_values().rev().find_map(|same| {
        let first = same.first()?;
        let alike = |lying: &&&Lying| {
            Backup { carriers: Vec::new(), ..lying.backup.clone() }
                == Backup { carriers: Vec::new(), ..first.backup.clone() }
        };
        let agreeing = same.iter().filter(alike).count();
        let holders = same.iter().flat_map(|lying| &lying.holders);
        let holders: BTreeMap<MemberId, BaseUrl> = holders
            .filter_map(|known| Some((MemberId::from_bytes(known.member), BaseUrl::parse(&known.address).ok()?)))
            .collect();
        let backup = first.backup.clone();
        let good = agreeing >= enough && !holders.is_empty();
        good.then_some(Found { member, backup, holders, agreeing, answered: answers.len() })
    })
}

async fn ask(
    transport: &dyn OpenTransport,
    base: &BaseUrl,
    name: &str,
    identity: &Identity,
) -> Result<Whereabouts, FindError> {
    let place = || base.to_string();
    let mut request = Request::get(format!("{WHEREABOUTS_PATH}{}", in_path(name)), WHEREABOUTS_TYPE);
    request.answer_bytes = WHEREABOUTS_BYTES;
    let answer = transport.send(base, &request).await.map_err(|cause| FindError::Silent(place(), cause))?;
    if !answer.status.is_success() {
        return Err(FindError::Unknown(place()));
    }
    let opened = open(sealed_piece(answer.body), identity).await.map_err(|refusal| match refusal {
        OpenRefusal::WrongPhrase => FindError::WrongPhrase(place()),
        OpenRefusal::Damaged | OpenRefusal::Source(_) => FindError::Damaged(place()),
    })?;
    let plain: Result<Vec<u8>, io::Error> = opened.map_ok(|piece| piece.to_vec()).try_concat().await;
    let plain = plain.map_err(|_| FindError::Damaged(place()))?;
    minicbor::decode(&plain).map_err(|_| FindError::Damaged(place()))
}

#[cfg(test)]
mod tests {
    use exchange::backing::Known;
    use federation::Hash;
    use purse::usage::Hour;

    use super::*;

    fn lying(number: u64, list: u8, holders: &[u8]) -> Lying {
        let known = |n: &u8| Known { member: [*n; 32], address: format!("https://m{n}.example") };
        let backup = Backup {
            number,
            taken: Hour::from_number(500_000).unwrap(),
            inventory: Hash([1; 32]),
            inventory_bytes: 1,
            list: Hash([list; 32]),
            list_bytes: 1,
            bytes: 2,
            recipient: [0; 32],
            carriers: Vec::new(),
        };
        Lying { backup, holders: holders.iter().map(known).collect() }
    }

    fn answer(backups: Vec<Lying>) -> Whereabouts {
        Whereabouts { member: [9; 32], backups, members: Vec::new() }
    }

    fn chosen(answers: &[Whereabouts]) -> Option<(u64, usize)> {
        let found = newest(MemberId::from_bytes([9; 32]), answers)?;
        Some((found.backup.number, found.agreeing))
    }

    #[test]
    fn the_newest_backup_on_which_two_agree_and_that_somebody_holds_is_taken() {
        let (old, new) = (lying(4, 4, &[1]), lying(5, 5, &[2]));
        assert_eq!(chosen(&[answer(vec![new.clone(), old.clone()]), answer(vec![new.clone()])]), Some((5, 2)));
        // One alone tells of a newer one, or another list of it.
        assert_eq!(chosen(&[answer(vec![new.clone(), old.clone()]), answer(vec![old.clone()])]), Some((4, 2)));
        let forged = lying(5, 6, &[2]);
        assert_eq!(chosen(&[answer(vec![new.clone(), old.clone()]), answer(vec![forged, old.clone()])]), Some((4, 2)));
        // Nobody holds the newest one yet.
        let begun = lying(6, 6, &[]);
        let both = answer(vec![begun, new.clone()]);
        assert_eq!(chosen(&[both.clone(), both]), Some((5, 2)));
        // Where only one answers, its word is taken.
        assert_eq!(chosen(&[answer(vec![new])]), Some((5, 1)));
        assert_eq!(chosen(&[answer(Vec::new())]), None);
    }

    #[test]
    fn who_holds_it_is_taken_from_all_answers() {
        let answers = [answer(vec![lying(5, 5, &[1])]), answer(vec![lying(5, 5, &[2])])];
        let found = newest(MemberId::from_bytes([9; 32]), &answers).unwrap();
        assert_eq!(found.holders.len(), 2);
    }
}

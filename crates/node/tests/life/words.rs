//! What an author wrote and changed or deleted is in no file any more.

use std::fs;
use std::path::Path;

use store::{ChangeRefusal, VideoChange, Visibility};
use testkit::{CannedTranscoder, transcoder};

use crate::member::Member;

/// Files of the data folder in which the word stands, in any case of its letters.
fn holding(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if contains(&fs::read(&path).unwrap(), word) {
                found.push(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort_unstable();
    found
}

fn contains(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

async fn name(member: &Member, id: carry::id::VideoId, title: &str) {
    member.change(id, |wanted| wanted.about.title = title.to_owned()).await;
    member.work().await;
    member.keep_house().await;
}

#[tokio::test]
async fn a_title_that_was_changed_or_deleted_is_in_no_file_and_that_it_was_signed_remains() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    let folder = member.folder.path();
    name(&member, id, "Nightingale in the courtyard").await;
    assert!(!holding(folder, "nightingale").is_empty(), "what is published can be found");

    name(&member, id, "Blackbird on the roof").await;
    assert_eq!(holding(folder, "nightingale"), Vec::<String>::new());
    assert!(!holding(folder, "blackbird").is_empty());

    member.store.delete_video(id, member.now()).await.unwrap().unwrap();
    member.work().await;
    member.keep_house().await;
    assert_eq!(holding(folder, "blackbird"), Vec::<String>::new());

    let signed = member.store.manifests(0, 9).await.unwrap();
    let whole: Vec<bool> = signed.iter().map(|manifest| manifest.bytes.is_some()).collect();
    assert_eq!(whole, [false, false, false, true], "three that were superseded, and the tombstone");
    assert!(signed.iter().all(|manifest| manifest.hash != [0; 32] && manifest.signature != [0; 64]));
}

#[tokio::test]
async fn a_deleted_account_leaves_neither_its_name_nor_a_word_in_any_file() {
    let mut member = Member::new(CannedTranscoder::quick()).await;
    member.account = member.sign_up("philomena").await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    name(&member, id, "Nightingale in the courtyard").await;
    let folder = member.folder.path();
    assert!(!holding(folder, "philomena").is_empty());

    member.store.begin_account_deletion(member.account, member.now()).await.unwrap().unwrap();
    member.work().await;
    member.keep_house().await;
    for word in ["philomena", "nightingale", "what was said"] {
        assert_eq!(holding(folder, word), Vec::<String>::new(), "{word}");
    }
}

#[tokio::test]
async fn a_change_of_what_was_changed_since_is_refused_whole() {
    let member = Member::new(CannedTranscoder::quick()).await;
    member.sign_up("ben").await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Private).await;
    let seen = member.video(id).await;
    let change = |revision: u64, title: &str, viewer: &str| VideoChange {
        revision,
        about: store::VideoAbout { title: title.to_owned(), ..seen.about.clone() },
        keep_original: false,
        video_key: Some([7; 32]),
        viewers: Some(vec![viewer.to_owned()]),
    };
    let ask = async |change: VideoChange| member.store.change_video(id, &change, member.now()).await.unwrap();
    ask(change(seen.revision, "From the phone", "ben")).await.unwrap();

    // The laptop shows what was there before.
    let refused = ask(change(seen.revision, "From the laptop", "amira")).await;
    assert_eq!(refused.unwrap_err(), ChangeRefusal::Changed(seen.revision + 1));
    let refused = ask(change(seen.revision + 1, "From the laptop", "nobody")).await;
    assert_eq!(refused.unwrap_err(), ChangeRefusal::UnknownViewer("nobody".to_owned()));
    assert_eq!(member.video(id).await.about.title, "From the phone");
    let viewers: Vec<String> = member.store.viewers(id).await.unwrap().into_iter().map(|viewer| viewer.name).collect();
    assert_eq!(viewers, ["ben"]);
}

//! The commands as an operator runs them: the program itself, its exit codes and what it prints.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use testkit::transcoder;

use crate::member::Kept;

/// An operator's files.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    /// A member with a video, stopped.
    async fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(office.config(), "").unwrap();
        let kept = Kept::new(&office.data()).await;
        kept.publish(&transcoder::source(1, 2_000), "public").await;
        kept.stop().await;
        office
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn config(&self) -> PathBuf {
        self.at("ecot.toml")
    }

    fn data(&self) -> PathBuf {
        self.at("data")
    }

    /// Runs `ecot`; `input` is what is typed.
    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ecot"));
        command.args(arguments).current_dir(self.folder.path());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Whoever reads nothing has closed it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// Runs `ecot`, which answers this exit code; what it printed, on both outputs.
    fn answers(&self, code: i32, arguments: &[&str], input: &str) -> String {
        let output = self.run(arguments, input);
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        text
    }
}

fn empty(folder: &Path) -> bool {
    !folder.exists() || fs::read_dir(folder).unwrap().next().is_none()
}

#[tokio::test]
async fn an_operator_makes_a_phrase_a_backup_and_of_it_the_member_again() {
    let office = Office::new().await;
    let back_up = ["backup", "--config", "ecot.toml", "--to", "backups", "--keep", "2"];
    let text = office.answers(3, &back_up, "");
    assert!(text.contains("ecot phrase"), "{text}");

    fs::write(office.config(), "[backup]\nrecipient = \"age1...\"\n").unwrap();
    let text = office.answers(3, &back_up, "");
    assert!(text.contains("`backup.recipient`"), "{text}");

    let printed = office.answers(0, &["phrase"], "");
    let (words, recipient) = printed.split_once("\n\n").unwrap();
    assert!(recipient.starts_with("[backup]\nrecipient = \"age1"), "{recipient}");
    assert_ne!(office.answers(0, &["phrase"], ""), printed, "each phrase is new");
    fs::write(office.config(), recipient).unwrap();

    let text = office.answers(0, &back_up, "");
    assert!(text.starts_with("backup 1: 7 files, 7 of them new ("), "{text}");
    let text = office.answers(0, &back_up, "");
    assert!(text.starts_with("backup 2: 7 files, 3 of them new ("), "{text}");
    let listed = office.answers(0, &["restore", "--config", "ecot.toml", "--from", "backups", "--list"], words);
    assert_eq!(listed.lines().filter(|line| line.starts_with("object ")).count(), 4, "{listed}");

    // The machine is lost; what is left are the folder and the paper.
    fs::remove_dir_all(office.data()).unwrap();
    let restore = ["restore", "--config", "ecot.toml", "--from", "backups"];
    let other = office.answers(0, &["phrase"], "");
    let refused = office.answers(5, &restore, other.lines().next().unwrap());
    assert!(refused.contains("this phrase does not open the backup"), "{refused}");
    let refused = office.answers(2, &restore, "one two three");
    assert!(refused.contains("24 words, and this has 3"), "{refused}");
    assert!(empty(&office.data()), "something is left behind");

    fs::write(office.at("phrase.txt"), words).unwrap();
    let text = office.answers(0, &[&restore[..], &["--phrase-file", "phrase.txt"]].concat(), "");
    assert!(text.contains("is restored from backup 2") && text.contains("Nothing is wrong."), "{text}");
    office.answers(0, &["check", "--config", "ecot.toml", "--stopped"], "");
    let refused = office.answers(5, &restore, words);
    assert!(refused.contains("the data folder is not empty"), "{refused}");
    let text = office.answers(0, &back_up, "");
    assert!(text.starts_with("backup 3: 7 files, 3 of them new ("), "{text}");
}

#[tokio::test]
async fn a_damaged_backup_and_a_strange_place_are_told_by_exit_code_and_words() {
    let office = Office::new().await;
    let printed = office.answers(0, &["phrase"], "");
    let (words, recipient) = printed.split_once("\n\n").unwrap();
    fs::write(office.config(), recipient).unwrap();
    let inside = office.answers(2, &["backup", "--config", "ecot.toml", "--to", "data/backups"], "");
    assert!(inside.contains("would be lost with it"), "{inside}");
    assert!(!office.at("data/backups").exists());
    office.answers(2, &["restore", "--config", "ecot.toml", "--from", "nowhere"], words);
    office.answers(0, &["backup", "--config", "ecot.toml", "--to", "backups"], "");

    let listed = office.answers(0, &["restore", "--config", "ecot.toml", "--from", "backups", "--list"], words);
    let object = listed.lines().find(|line| line.starts_with("object ")).unwrap();
    let place = object.split(' ').next_back().unwrap();
    fs::remove_file(office.at("backups").join(place)).unwrap();
    fs::remove_dir_all(office.data()).unwrap();
    let restore = ["restore", "--config", "ecot.toml", "--from", "backups"];
    let refused = office.answers(5, &restore, words);
    assert!(refused.contains("of the backup is damaged") && refused.contains("--skip-damaged"), "{refused}");
    assert!(!office.data().exists(), "something is left behind");
    let text = office.answers(7, &[&restore[..], &["--skip-damaged"]].concat(), words);
    assert!(text.contains("object-missing") && text.contains("not restored: object "), "{text}");

    // The key of the phrase, as the program age reads it.
    let key = office.answers(0, &["phrase", "--age-key"], words);
    assert!(key.starts_with("AGE-SECRET-KEY-1"), "{key}");
}

//! The commands that need no member, as scripts and people call them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod audit;
mod audit_remote;
mod bookkeeping;
mod break_even;
#[path = "../../../federation/tests/all/exported.rs"]
#[allow(dead_code, reason = "the tests of the crate federation use more of it")]
mod exported;
#[path = "../../../federation/tests/all/nodes.rs"]
#[allow(dead_code, reason = "the tests of the crate federation use more of it")]
mod nodes;
mod settle;
mod shapley;
mod split;
#[path = "../../../federation/tests/all/town.rs"]
#[allow(dead_code, reason = "the tests of the crate federation use more of it")]
mod town;
mod usage;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// Tables in a folder of their own.
struct Desk(tempfile::TempDir);

/// What the program answered.
struct Answer {
    code: i32,
    printed: String,
    told: String,
}

impl Desk {
    fn with(name: &str, table: &str) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.path(name), table).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ecot(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ecot"));
        let Output { status, stdout, stderr } = command.args(arguments).current_dir(self.0.path()).output().unwrap();
        let [printed, told] = [stdout, stderr].map(|text| String::from_utf8(text).unwrap());
        Answer { code: status.code().unwrap(), printed, told }
    }
}

impl Answer {
    fn json(&self) -> Value {
        assert_eq!((self.code, self.told.as_str()), (0, ""));
        serde_json::from_str(&self.printed).unwrap()
    }
}

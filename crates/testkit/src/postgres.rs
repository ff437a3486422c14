//! Debian's PostgreSQL, for tests: one server for all tests of a target folder, one database for
//! each test.
//!
//! A server takes a second to make, too long for a process that runs a single test. So the first
//! process that needs one starts it, the others find it by a file in the target folder, and it
//! stops by itself a moment after the last of them ended, however it ended (server.sh).

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// Debian's folders of the versions that are installed.
const VERSIONS: &str = "/usr/lib/postgresql";

/// What keeps the server.
const SERVER: &str = include_str!("postgres/server.sh");

/// How often a server may stop between being found and being used: it does so only when the
/// machine was held up for seconds.
const TRIES: u32 = 5;

/// A running server. It runs at least as long as this.
#[derive(Debug)]
pub struct Postgres {
    bin: PathBuf,
    folder: PathBuf,
    /// The shared lock.
    _lock: File,
}

impl Postgres {
    /// The server of the tests whose `CARGO_TARGET_TMPDIR` is this.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn shared(target: &Path) -> Self {
        let bin = programs(Path::new(VERSIONS));
        fs::create_dir_all(target).expect("the target folder");
        let path = target.join("postgres.lock");
        let lock = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let lock = lock.expect("the file by which the server is found");
        for _ in 0..TRIES {
            lock.lock_shared().expect("a shared lock");
            if let Some(folder) = running(&path) {
                return Self { bin, folder, _lock: lock };
            }
            lock.lock().expect("a lock");
            if running(&path).is_none() {
                let folder = start(&bin, &path);
                fs::write(&path, folder.as_os_str().as_encoded_bytes()).expect("the file by which the server is found");
            }
        }
        panic!("PostgreSQL stopped {TRIES} times before it could be used");
    }

    /// A new, empty database.
    ///
    /// # Panics
    /// When the server refuses it.
    #[must_use]
    pub fn database(self) -> Database {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        self.run(&format!("CREATE DATABASE {name}"));
        Database { server: self, name }
    }

    /// Runs statements, each in a transaction of its own, in the database that the server came with.
    fn run(&self, sql: &str) {
        self.client("psql", "postgres", Stdio::null(), &["--quiet", "--no-psqlrc", "--command", sql]);
    }

    /// Runs one of PostgreSQL's clients on a database; answers what it prints.
    fn client(&self, name: &str, database: &str, input: Stdio, arguments: &[&str]) -> String {
        let done = Command::new(self.bin.join(name))
            .args(["--username=ecot", "--dbname", database, "--host"])
            .arg(self.folder.join("socket"))
            .args(arguments)
            .stdin(input)
            .output()
            .expect("a client of PostgreSQL");
        assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("UTF-8")
    }
}

/// A database of one test; dropped with this.
#[derive(Debug)]
pub struct Database {
    server: Postgres,
    name: String,
}

impl Database {
    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://ecot@localhost/{}?host={}", self.name, self.server.folder.join("socket").display())
    }

    /// Runs a file of statements.
    ///
    /// # Panics
    /// When a statement fails.
    pub fn run_file(&self, file: &Path) {
        let file = File::open(file).expect("the file of statements");
        let arguments = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null"];
        self.server.client("psql", &self.name, Stdio::from(file), &arguments);
    }

    /// What psql prints for a query, beside whoever uses the database.
    ///
    /// # Panics
    /// When the server refuses.
    #[must_use]
    pub fn ask(&self, query: &str) -> String {
        let arguments = ["--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--command", query];
        self.server.client("psql", &self.name, Stdio::null(), &arguments).trim().to_owned()
    }

    /// The process of the server.
    ///
    /// # Panics
    /// When the server has not written it down.
    #[must_use]
    pub fn server_pid(&self) -> u32 {
        let written = fs::read_to_string(self.server.folder.join("data/postmaster.pid"));
        let first = written.ok().and_then(|text| text.lines().next()?.parse().ok());
        first.expect("the number of the server's process")
    }

    /// Statements that make the database again.
    ///
    /// # Panics
    /// When the server refuses.
    #[must_use]
    pub fn dump(&self) -> String {
        self.server.client("pg_dump", &self.name, Stdio::null(), &["--inserts", "--no-owner", "--no-privileges"])
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Pools of a test that failed may still be connected.
        self.server.run(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

/// The folder of the newest version's programs.
fn programs(versions: &Path) -> PathBuf {
    let version = |path: &Path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let found = fs::read_dir(versions).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let newest = found.filter(|path| path.join("bin/postgres").exists()).max_by_key(|path| version(path));
    let Some(newest) = newest else {
        panic!("PostgreSQL is not installed, and the tests run on it too: apt-get install postgresql");
    };
    newest.join("bin")
}

/// The folder of the server that the lock's file names, if it is there.
fn running(path: &Path) -> Option<PathBuf> {
    let folder = PathBuf::from(fs::read_to_string(path).ok().filter(|folder| !folder.is_empty())?);
    folder.join("socket/.s.PGSQL.5432").exists().then_some(folder)
}

/// Starts a server that outlives this process; answers its folder.
fn start(bin: &Path, lock: &Path) -> PathBuf {
    // A session of its own: what ends a test's process group does not end the server.
    let mut child = Command::new("setsid")
        .args(["--fork", "sh", "-c", SERVER, "server.sh"])
        .args([bin, lock])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("setsid, of Debian's util-linux");
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    // It has left another process behind, which goes on.
    child.wait().expect("setsid");
    let mut said = String::new();
    while output.read_line(&mut said).expect("its output") > 0 {
        if let Some(folder) = said.lines().last().and_then(|line| line.strip_prefix("ready ")) {
            return PathBuf::from(folder);
        }
    }
    panic!("PostgreSQL did not start:\n{said}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "apt-get install postgresql")]
    fn without_postgresql_a_test_fails_and_names_the_package() {
        let nothing = tempfile::tempdir().unwrap();
        programs(nothing.path());
    }

    #[test]
    fn of_several_versions_the_newest_is_taken() {
        let versions = tempfile::tempdir().unwrap();
        for (version, program) in [("9", "postgres"), ("15", "postgres"), ("17", "psql")] {
            let bin = versions.path().join(version).join("bin");
            fs::create_dir_all(&bin).unwrap();
            fs::write(bin.join(program), "").unwrap();
        }
        assert_eq!(programs(versions.path()), versions.path().join("15/bin"));
    }
}

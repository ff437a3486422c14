//! The two engines, each with a new database for a test.

use std::fmt::Write;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row};
use store::{EveryCommit, Store};
use tempfile::TempDir;
use testkit::postgres::{Database, Postgres};

/// A new database of one engine, gone at the end of the test.
pub enum Place {
    Sqlite(TempDir),
    Postgres(Database),
}

impl Place {
    pub fn sqlite() -> Self {
        // In memory where that is possible: nothing here is about a disk, and each commit waits for one.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self::Sqlite(folder.unwrap())
    }

    pub fn postgres() -> Self {
        Self::Postgres(Postgres::shared(Path::new(env!("CARGO_TARGET_TMPDIR"))).database())
    }

    /// One of each.
    pub fn both() -> [Self; 2] {
        [Self::sqlite(), Self::postgres()]
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("ecot.sqlite").display()),
            Self::Postgres(database) => database.url(),
        }
    }

    /// Runs statements beside the store.
    pub async fn run_script(&self, script: &str) {
        let script = sqlx::raw_sql(AssertSqlSafe(script.to_owned()));
        match self {
            Self::Sqlite(_) => {
                let options = SqliteConnectOptions::from_str(&self.url()).unwrap().create_if_missing(true);
                script.execute(&mut options.connect().await.unwrap()).await.unwrap();
            }
            Self::Postgres(_) => {
                let options = PgConnectOptions::from_str(&self.url()).unwrap();
                script.execute(&mut options.connect().await.unwrap()).await.unwrap();
            }
        }
    }

    /// What a query answers, in texts.
    pub async fn ask(&self, query: &str) -> Vec<Vec<String>> {
        let query = AssertSqlSafe(query.to_owned());
        match self {
            Self::Sqlite(_) => {
                let options = SqliteConnectOptions::from_str(&self.url()).unwrap();
                let rows = sqlx::query(query).fetch_all(&mut options.connect().await.unwrap()).await.unwrap();
                rows.iter().map(|row| (0..row.len()).map(|n| row.get(n)).collect()).collect()
            }
            Self::Postgres(_) => {
                let options = PgConnectOptions::from_str(&self.url()).unwrap();
                let rows = sqlx::query(query).fetch_all(&mut options.connect().await.unwrap()).await.unwrap();
                rows.iter().map(|row| (0..row.len()).map(|n| row.get(n)).collect()).collect()
            }
        }
    }

    /// Statements that make this database again, in this engine's words.
    pub async fn script(&self) -> String {
        let Self::Postgres(database) = self else { return self.sqlite_script().await };
        let dump = database.dump();
        // Comments name the server; lines with a backslash are for its own client.
        let lines = dump.lines().filter(|line| !line.starts_with("--") && !line.starts_with('\\') && !line.is_empty());
        lines.map(|line| format!("{line}\n")).collect()
    }

    async fn sqlite_script(&self) -> String {
        let schema = "SELECT sql, name, type FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'sqlite_sequence' \
             AND name NOT LIKE 'video\\_search\\_%' ESCAPE '\\' ORDER BY rowid";
        let mut script = String::new();
        let schema = self.ask(schema).await;
        for row in &schema {
            writeln!(script, "{};", row[0]).unwrap();
        }
        let tables = schema.iter().filter(|row| row[2] == "table").map(|row| row[1].as_str());
        for table in tables.chain(["sqlite_sequence"]) {
            let columns = self.ask(&format!("SELECT name FROM pragma_table_info('{table}')")).await.concat();
            // Rows of the search are found by their number alone.
            let rowid = (table == "video_search").then(|| "rowid".to_owned());
            let columns: Vec<String> = rowid.into_iter().chain(columns).collect();
            let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
            let rows = format!("SELECT {} FROM {table}", quoted.join(" || ', ' || "));
            for row in self.ask(&rows).await.concat() {
                writeln!(script, "INSERT INTO {table} ({}) VALUES ({row});", columns.join(", ")).unwrap();
            }
        }
        script
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.url(), Arc::new(EveryCommit)).await.unwrap()
    }
}

/// Tells the same story on each engine. The output of a failed test ends with the engine's name.
pub async fn on_both(story: impl AsyncFn(Store)) {
    for place in Place::both() {
        println!("on {}:", place.name());
        let store = place.open().await;
        story(store.clone()).await;
        store.close().await;
    }
}

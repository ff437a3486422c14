//! The tables of both engines, and that a copy leaves none of them out.

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::{dumped, items};
use crate::engines::Place;

/// What a column holds, and whether it may be empty.
type Columns = BTreeMap<(String, String), (String, bool)>;

/// Columns by the words of a copy; those of the search and of the migrations left out.
async fn columns(place: &Place) -> Columns {
    let query = match place {
        Place::Sqlite(_) => {
            "SELECT tables.name, columns.name, columns.type, CAST(columns.\"notnull\" OR columns.pk > 0 AS TEXT) \
             FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
        }
        Place::Postgres(_) => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT), \
             CASE WHEN is_nullable = 'NO' THEN '1' ELSE '0' END \
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let word = |kind: &str| match kind {
        "INTEGER" | "bigint" => "int",
        "TEXT" | "text" => "text",
        "BLOB" | "bytea" => "bytes",
        "boolean" => "bool",
        other => panic!("no column of a copy holds {other}"),
    };
    let ours = |table: &str| {
        !table.starts_with("video_search") && !table.starts_with("sqlite_") && table != "_sqlx_migrations"
    };
    let found = place.ask(query).await;
    let found = found.into_iter().filter(|row| ours(&row[0]));
    found.map(|row| ((row[0].clone(), row[1].clone()), (word(&row[2]).to_owned(), row[3] == "0"))).collect()
}

/// What one has and the other has not, or otherwise.
fn only_in(one: &Columns, other: &Columns) -> Columns {
    let differs = |column: &(String, String), holds: &mut (String, bool)| other.get(column) != Some(&*holds);
    let mut only = one.clone();
    only.retain(differs);
    only
}

#[tokio::test]
async fn both_engines_and_a_copy_have_the_same_tables_and_columns() {
    let [sqlite, postgres] = Place::both();
    let copy = dumped(&sqlite.open().await).await;
    postgres.open().await;
    // PostgreSQL tells flags from numbers.
    let wanted = columns(&postgres).await;
    let mut found = columns(&sqlite).await;
    for (column, (kind, _)) in &mut found {
        if kind == "int" && wanted.get(column).is_some_and(|(kind, _)| kind == "bool") {
            "bool".clone_into(kind);
        }
    }
    let differ = (only_in(&found, &wanted), only_in(&wanted, &found));
    assert_eq!(differ, (Columns::new(), Columns::new()), "only in SQLite, only in PostgreSQL");
    let mut copied = BTreeSet::new();
    for item in items(&copy) {
        let mut decoder = minicbor::Decoder::new(item);
        if decoder.array().unwrap() != Some(3) || decoder.u64().unwrap_or(0) != 1 {
            continue;
        }
        let table = decoder.str().unwrap();
        for _ in 0..decoder.array().unwrap().unwrap() {
            assert_eq!(decoder.array().unwrap(), Some(2));
            copied.insert((table, decoder.str().unwrap(), decoder.str().unwrap()));
        }
    }
    let wanted = wanted.iter().map(|((table, column), (kind, _))| (table.as_str(), column.as_str(), kind.as_str()));
    let wanted: BTreeSet<_> = wanted.collect();
    let missing: Vec<_> = wanted.symmetric_difference(&copied).collect();
    assert!(missing.is_empty(), "in one of the tables and src/copy/tables.rs: {missing:?}");
}

#[tokio::test]
async fn both_engines_have_the_same_indexes() {
    let [sqlite, postgres] = Place::both();
    sqlite.open().await;
    postgres.open().await;
    let query = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
    let found: Vec<String> = sqlite.ask(query).await.concat();
    let query = "SELECT CAST(indexname AS TEXT) FROM pg_indexes WHERE schemaname = 'public' \
         AND NOT indexname LIKE '%\\_pkey' AND NOT indexname LIKE '%\\_key' AND NOT indexname LIKE 'video\\_search%' \
         ORDER BY 1";
    assert_eq!(found, postgres.ask(query).await.concat());
    assert!(found.contains(&"job_due".to_owned()));
}

#[tokio::test]
async fn no_text_is_ordered_by_the_language_of_the_server() {
    let postgres = Place::postgres();
    postgres.open().await;
    let query = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
         WHERE table_schema = 'public' AND data_type = 'text' AND COALESCE(collation_name, '') <> 'C' \
         AND table_name <> '_sqlx_migrations'";
    assert_eq!(postgres.ask(query).await, Vec::<Vec<String>>::new());
    let query = "SELECT daticulocale FROM pg_database WHERE datname = current_database()";
    assert_eq!(postgres.ask(query).await, [["fr".to_owned()]], "the server has a language of its own");
}

/// Names of the operations that `crates/store/src/methods` declares.
fn operations() -> BTreeSet<String> {
    let kinds = ["read ", "snapshot ", "write ", "decide ", "race "];
    let lines = sources("src/methods").concat();
    let declared = lines.lines().filter_map(|line| kinds.iter().find_map(|kind| line.trim().strip_prefix(kind)));
    declared.filter_map(|line| Some(line.split_once('(')?.0.to_owned())).collect()
}

fn sources(folder: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| file.is_file()).map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn every_operation_is_asked_by_a_test_of_both_engines() {
    let tests = sources("tests/all").concat();
    let operations = operations();
    assert!(operations.len() > 100, "{operations:?}");
    let unasked: Vec<_> = operations.iter().filter(|name| !tests.contains(&format!(".{name}("))).collect();
    assert!(unasked.is_empty(), "nobody asks {unasked:?}");
}

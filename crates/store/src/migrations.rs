//! The steps from an empty database to this program's schema: each is a file for either engine, built into the program.
//!
//! sqlx has a macro for such a list. With it sqlx and both drivers are compiled once more, for the compiler itself.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType};

/// One step, to this schema; `about` is the file's name in words. The database keeps a checksum of the file: once it is released, it
/// is never edited.
pub(crate) fn step(schema: i64, about: &'static str, sql: &'static str) -> Migration {
    Migration::new(schema, about.into(), MigrationType::Simple, sql.into_sql_str(), false)
}

/// Every step of one engine, by the folder of its files.
macro_rules! steps {
    ($folder:literal) => {
        vec![
            crate::migrations::step(1, "first", include_str!(concat!("../migrations/", $folder, "/0001_first.sql"))),
            crate::migrations::step(2, "logs", include_str!(concat!("../migrations/", $folder, "/0002_logs.sql"))),
            crate::migrations::step(3, "purse", include_str!(concat!("../migrations/", $folder, "/0003_purse.sql"))),
            crate::migrations::step(
                4,
                "carrying",
                include_str!(concat!("../migrations/", $folder, "/0004_carrying.sql")),
            ),
            crate::migrations::step(
                5,
                "carried things",
                include_str!(concat!("../migrations/", $folder, "/0005_carried_things.sql")),
            ),
            crate::migrations::step(
                6,
                "homes and machines",
                include_str!(concat!("../migrations/", $folder, "/0006_homes_and_machines.sql")),
            ),
        ]
    };
}
pub(crate) use steps;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use sqlx::migrate::Migrator;

    #[tokio::test]
    async fn every_file_of_a_step_is_in_the_list_of_its_engine_as_it_is() {
        for (folder, listed) in [("sqlite", steps!("sqlite")), ("postgres", steps!("postgres"))] {
            let files = Migrator::new(Path::new("migrations").join(folder)).await.unwrap();
            let told = |step: &sqlx::migrate::Migration| {
                (step.version, step.description.to_string(), step.checksum.to_vec(), step.no_tx, step.migration_type)
            };
            assert_eq!(
                listed.iter().map(told).collect::<Vec<_>>(),
                files.iter().map(told).collect::<Vec<_>>(),
                "{folder}"
            );
        }
    }
}

//! A month of raw usage rows in a Parquet file: made under a seed, summed as a closing needs them, and split.
//!
//! What it is: the measured half of `make bench TABLES=rows`; the other half is DuckDB on the same file.
//! What it is not: part of the program. A member's rows are in its database.

mod make;
mod sum;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Homes and carriers.
const MEMBERS: usize = 20;
/// Hours of the month.
const HOURS: i64 = 744;
/// 2026-12-01T00:00:00Z, in seconds.
const FIRST_S: i64 = 1_796_083_200;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Writes the file.
    Make { file: PathBuf, rows: u64 },
    /// Sums it, splits the month, and prints what it took.
    Sum { file: PathBuf },
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    match Arguments::parse().what {
        What::Make { file, rows } => make::make(&file, rows),
        What::Sum { file } => sum::sum(&file),
    }
}

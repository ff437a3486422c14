//! Sees to it that a release never goes out without its style and islands.

#![expect(clippy::disallowed_methods, reason = "a build script is told everything by its environment")]

use std::env;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let names = Path::new("islands/dist/names.json");
    println!("cargo::rerun-if-changed=islands/dist");
    println!("cargo::rerun-if-changed=locales");
    if names.is_file() {
        return ExitCode::SUCCESS;
    }
    let how = "islands/dist is missing: run `npm ci && npm run build` in crates/web/islands";
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::error={how}");
        return ExitCode::FAILURE;
    }
    println!("cargo::warning={how}; pages will have no style");
    ExitCode::SUCCESS
}

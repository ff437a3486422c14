//! The house style as a test.
//!
//! Each rule is a function from the files of the repository to findings, so that its test can
//! plant a sample that breaks it. Nothing here knows which files there are but [`tree`].

mod arrows;
mod budgets;
mod dependencies;
mod finding;
mod glossary;
mod lengths;
mod links;
mod parsed;
mod places;
mod ratchet;
mod rust;
mod seam;
mod tables;
mod tree;
mod words;

use std::path::Path;
use std::process::ExitCode;

use finding::Finding;
use ratchet::Ratchet;
use tree::Tree;

const RATCHET: &str = "xtask/ratchet.txt";

/// Checks the repository that this was built from, prints the findings.
pub fn run(shrink: bool) -> ExitCode {
    match check(shrink) {
        Ok(findings) if findings.is_empty() => {
            println!("tidy: nothing to say");
            ExitCode::SUCCESS
        }
        Ok(findings) => {
            for finding in &findings {
                println!("{finding}");
            }
            println!("tidy: {} findings; docs/STYLE.md has the reasons", findings.len());
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("tidy: {failure}");
            ExitCode::from(2)
        }
    }
}

fn check(shrink: bool) -> Result<Vec<Finding>, String> {
    let metadata = arrows::metadata()?;
    let root = metadata.workspace_root.as_std_path();
    let tree = Tree::read(root)?;
    let mut findings = Vec::new();

    let lengths = lengths::measure(&tree, &mut findings);
    let mut ratchet = Ratchet::parse(tree.text(RATCHET).unwrap_or_default(), &mut findings);
    if shrink {
        ratchet.shrink(&lengths);
        write(&root.join(RATCHET), &ratchet.to_string())?;
    }
    ratchet.compare(&lengths, &mut findings);

    let style = tables::Style::read(&tree, &mut findings);
    arrows::check(&arrows::Graph::from(&metadata), &style.order, &mut findings);
    budgets::check(&tree, &mut findings);
    dependencies::check(&tree, &mut findings);
    glossary::check(&tree, &mut findings);
    links::check(&tree, &mut findings);
    places::check(&tree, &mut findings);
    rust::check(&tree, &style.order, &mut findings);
    seam::check(&tree, &mut findings);
    words::check(&tree, &style.banned, &mut findings);
    findings.sort();
    Ok(findings)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

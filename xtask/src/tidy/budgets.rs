//! The stages of `make test`: what docs/development.md promises is what scripts/test.sh runs.

use super::finding::Finding;
use super::tables;
use super::tree::Tree;

const PAGE: &str = "docs/development.md";
const SCRIPT: &str = "scripts/test.sh";
/// What all stages may take together on 2 cores, in seconds: 20 minutes for one member, 6 for the federation and 6 for
/// carrying.
const TOGETHER_S: u64 = 32 * 60;

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let (Some(page), Some(script)) = (tree.text(PAGE), tree.text(SCRIPT)) else {
        return;
    };
    let promised = promised(page);
    let run = run(script);
    if promised != run {
        findings.push(Finding::new(PAGE, 0, format!("its stages are {promised:?}, those of {SCRIPT} {run:?}")));
    }
    let together: u64 = run.iter().map(|(_, budget)| budget).sum();
    if together > TOGETHER_S {
        let message = format!("all stages may take {together} s together, and {TOGETHER_S} s is the most");
        findings.push(Finding::new(SCRIPT, 0, message));
    }
}

/// Name and seconds of each row of the page's table.
fn promised(page: &str) -> Vec<(String, u64)> {
    let rows = tables::rows(page, &["stage", "budget", "what it checks"]).unwrap_or_default();
    let stage = |row: &tables::Row| {
        let [name, budget, _] = row.cells[..] else { return None };
        Some((name.to_owned(), budget.strip_suffix(" s")?.parse().ok()?))
    };
    rows.iter().filter_map(stage).collect()
}

/// Name and seconds of each line between `STAGES="` and the quotation mark that ends it.
fn run(script: &str) -> Vec<(String, u64)> {
    let stages = script.split_once("STAGES=\"").and_then(|(_, rest)| rest.split_once('"'));
    let lines = stages.map_or("", |(stages, _)| stages).lines();
    lines.filter_map(|line| line.split_once(' ')).filter_map(|(n, s)| Some((n.to_owned(), s.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(page: &[(&str, u64)], script: &[(&str, u64)]) -> Vec<String> {
        let rows: String = page.iter().map(|(name, budget)| format!("| {name} | {budget} s | it |\n")).collect();
        let lines: String = script.iter().map(|(name, budget)| format!("{name} {budget}\n")).collect();
        let page = format!("| stage | budget | what it checks |\n| --- | --- | --- |\n{rows}\n");
        let tree = Tree::of(&[(PAGE, &page), (SCRIPT, &format!("STAGES=\"\n{lines}\"\n"))]);
        let mut findings = Vec::new();
        check(&tree, &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_page_and_the_script_name_the_same_stages_and_seconds() {
        let stages = [("lint", 200), ("tests", 1_000)];
        assert_eq!(findings(&stages, &stages), Vec::<String>::new());
        assert!(findings(&stages, &stages[..1])[0].starts_with(PAGE));
        assert!(findings(&[("lint", 100), ("tests", 1_000)], &stages)[0].starts_with(PAGE));
        assert!(findings(&[], &stages)[0].starts_with(PAGE));
    }

    #[test]
    fn all_stages_together_take_thirty_two_minutes_at_most() {
        let stages = [("build", 920), ("tests", 1_001)];
        let found = findings(&stages, &stages);
        assert!(found.len() == 1 && found[0].starts_with(SCRIPT), "{found:?}");
    }
}

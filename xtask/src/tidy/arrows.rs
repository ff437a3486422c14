//! Which crate uses which, from `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

use super::finding::Finding;

/// What no pure crate has in its closure: runtimes, sockets, files, the system's generator.
const SHELL_CRATES: &[&str] = &[
    "async-std",
    "axum",
    "getrandom",
    "hyper",
    "mio",
    "nix",
    "object_store",
    "rand",
    "reqwest",
    "rustix",
    "seams",
    "socket2",
    "sqlx",
    "tempfile",
    "tokio",
];
/// Crates that a shipped crate may use in its tests only.
const NOT_SHIPPED: &str = "not shipped";

pub fn metadata() -> Result<Metadata, String> {
    let locked = ["--locked".to_owned()];
    MetadataCommand::new().other_options(locked).exec().map_err(|error| format!("cargo metadata: {error}"))
}

/// The workspace's crates.
#[derive(Debug, Default)]
pub struct Graph {
    /// From each crate to those it is built with; tests' dependencies are not in it.
    pub uses: BTreeMap<String, Vec<String>>,
    /// From each crate to every crate that its library is built with, directly or not.
    pub closure: BTreeMap<String, BTreeSet<String>>,
}

impl From<&Metadata> for Graph {
    fn from(metadata: &Metadata) -> Self {
        let mut graph = Self::default();
        for package in metadata.workspace_packages() {
            let normal = package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
            let uses = normal.map(|dependency| dependency.name.clone()).collect();
            graph.uses.insert(package.name.to_string(), uses);
            graph.closure.insert(package.name.to_string(), closure(metadata, &package.id));
        }
        graph
    }
}

fn closure(metadata: &Metadata, from: &PackageId) -> BTreeSet<String> {
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let nodes: BTreeMap<&PackageId, _> = nodes.map(|node| (&node.id, node)).collect();
    let mut seen: BTreeSet<&PackageId> = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop().and_then(|id| nodes.get(id)) {
        for dependency in &node.deps {
            let normal =
                dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal && kind.target.is_none());
            if normal && seen.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    let packages = metadata.packages.iter().filter(|package| seen.contains(&package.id));
    packages.map(|package| package.name.to_string()).collect()
}

/// `order`: name and kind of each crate, from docs/STYLE.md.
pub fn check(graph: &Graph, order: &[(String, String)], findings: &mut Vec<Finding>) {
    let place = |name: &str| order.iter().position(|(crate_name, _)| crate_name == name);
    let kind = |name: &str| place(name).map_or("", |index| order[index].1.as_str());
    for (name, uses) in &graph.uses {
        let path = if name == "xtask" { "xtask/Cargo.toml".to_owned() } else { format!("crates/{name}/Cargo.toml") };
        let mut say = |message: String| findings.push(Finding::new(&path, 0, message));
        let Some(own) = place(name) else {
            say("this crate has no place in the order of docs/STYLE.md".to_owned());
            continue;
        };
        for used in uses.iter().filter(|used| graph.uses.contains_key(*used)) {
            if place(used).is_some_and(|other| other >= own) {
                say(format!("uses {used}, which stands below it in docs/STYLE.md"));
            }
            if kind(used) == NOT_SHIPPED && kind(name) != NOT_SHIPPED {
                say(format!("uses {used} outside its tests"));
            }
        }
        if kind(name) == "pure" {
            let closure = graph.closure.get(name).into_iter().flatten();
            for used in closure.filter(|used| SHELL_CRATES.contains(&used.as_str())) {
                say(format!("is pure and is built with {used}"));
            }
        }
    }
    for (name, _) in order.iter().filter(|(name, _)| !graph.uses.contains_key(name)) {
        findings.push(Finding::new("docs/STYLE.md", 0, format!("the order names {name}, which is no crate")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(uses: &[(&str, &[&str])], closure: &[(&str, &[&str])]) -> Vec<String> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let graph = Graph {
            uses: uses.iter().map(|(name, used)| ((*name).to_owned(), owned(used))).collect(),
            closure: closure
                .iter()
                .map(|(name, used)| ((*name).to_owned(), owned(used).into_iter().collect()))
                .collect(),
        };
        let order = [("purse", "pure"), ("store", "shell"), ("testkit", "not shipped")];
        let order: Vec<(String, String)> =
            order.iter().map(|(name, kind)| ((*name).to_owned(), (*kind).to_owned())).collect();
        let mut findings = Vec::new();
        check(&graph, &order, &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    const SOUND: &[(&str, &[&str])] = &[("purse", &[]), ("store", &["purse", "sqlx"]), ("testkit", &["store"])];

    #[test]
    fn crates_in_order_are_left_in_peace() {
        assert!(findings(SOUND, &[("purse", &["num-bigint"])]).is_empty());
    }

    #[test]
    fn an_arrow_that_points_down_is_found() {
        let found = findings(&[("purse", &["store"]), ("store", &[]), ("testkit", &[])], &[]);
        assert_eq!(found, ["crates/purse/Cargo.toml: uses store, which stands below it in docs/STYLE.md"]);
    }

    #[test]
    fn a_pure_crate_built_with_a_runtime_is_found() {
        let found = findings(SOUND, &[("purse", &["tokio"])]);
        assert_eq!(found, ["crates/purse/Cargo.toml: is pure and is built with tokio"]);
    }

    #[test]
    fn the_test_kit_in_a_shipped_crate_is_found() {
        let found = findings(&[("purse", &[]), ("store", &["testkit"]), ("testkit", &[])], &[]);
        assert!(found.iter().any(|line| line.ends_with("uses testkit outside its tests")), "{found:?}");
    }

    #[test]
    fn a_crate_without_a_place_and_a_place_without_a_crate_are_found() {
        assert_eq!(findings(&[("purse", &[]), ("store", &[]), ("other", &[])], &[]).len(), 2);
    }
}

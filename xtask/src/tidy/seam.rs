//! What a member keeps goes through `seams::Disk`, so that the fault test can take it away again.

use syn::UseTree;
use syn::visit::{self, Visit};

use super::finding::Finding;
use super::parsed;
use super::tree::Tree;

/// Where files are touched by the seam alone: what these paths begin with.
const SEAMED: &[&str] = &[
    "crates/objects/src/",
    "crates/store/src/",
    "crates/web/src/",
    "crates/node/src/backup",
    "crates/node/src/check",
    "crates/node/src/health",
    "crates/node/src/keys.rs",
    "crates/node/src/publish",
    "crates/node/src/restore",
    "crates/node/src/workers",
];
/// Files that need more than the seam has, and why.
const EXCEPTIONS: &[(&str, &str)] =
    &[("crates/node/src/restore/marker.rs", "a restore looks whether anything at all is in the folder")];

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    for file in &tree.files {
        let Some(("rs", text)) = file.source() else {
            continue;
        };
        let seamed = SEAMED.iter().any(|start| file.path.starts_with(start));
        if !seamed || parsed::is_test_file(&file.path) {
            continue;
        }
        let mut touched = Touched(Vec::new());
        if let Ok(parsed) = syn::parse_file(text) {
            touched.visit_file(&parsed);
        }
        let excepted = EXCEPTIONS.iter().any(|(path, _why)| *path == file.path);
        if excepted && touched.0.is_empty() {
            findings.push(Finding::new(&file.path, 0, "is an exception of xtask/src/tidy/seam.rs and need not be one"));
        }
        if !excepted {
            let say = |line| {
                Finding::new(&file.path, line, "touches files beside seams::Disk, which the fault test replaces")
            };
            findings.extend(touched.0.into_iter().map(say));
        }
    }
}

/// Lines outside of tests that name the file functions of the standard library or of tokio.
struct Touched(Vec<usize>);

impl<'ast> Visit<'ast> for Touched {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !parsed::is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if let UseTree::Path(path) = &item.tree
            && has_files(&path.ident)
            && names_files(&path.tree)
        {
            self.0.push(path.ident.span().start().line);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut segments = path.segments.iter();
        if let (Some(first), Some(second)) = (segments.next(), segments.next())
            && has_files(&first.ident)
            && second.ident == "fs"
        {
            self.0.push(first.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }
}

fn has_files(library: &syn::Ident) -> bool {
    library == "std" || library == "tokio"
}

/// Whether the module of files is what a `use` begins with, or one of those that it lists.
fn names_files(tree: &UseTree) -> bool {
    match tree {
        UseTree::Path(path) => path.ident == "fs",
        UseTree::Name(name) => name.ident == "fs",
        UseTree::Rename(name) => name.ident == "fs",
        UseTree::Group(group) => group.items.iter().any(names_files),
        UseTree::Glob(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        let mut findings = Vec::new();
        check(&Tree::of(&[(path, text)]), &mut findings);
        findings.len()
    }

    #[test]
    fn a_file_that_is_opened_beside_the_seam_is_found() {
        for text in ["use std::fs;", "use tokio::{fs, io};", "fn f() { std::fs::read(\"x\"); }", "use tokio::fs::File;"]
        {
            assert_eq!(findings("crates/web/src/a.rs", text), 1, "{text}");
            assert_eq!(findings("crates/node/src/workers/a.rs", text), 1, "{text}");
            assert_eq!(findings("crates/node/src/config/a.rs", text), 0, "{text}");
            assert_eq!(findings("crates/web/tests/a.rs", text), 0, "{text}");
            assert_eq!(findings("crates/web/src/a.rs", &format!("#[cfg(test)] mod tests {{ {text} }}")), 0, "{text}");
        }
        assert_eq!(findings("crates/web/src/a.rs", "use std::fmt;"), 0);
    }

    #[test]
    fn an_exception_that_is_none_any_more_is_found() {
        let (path, _why) = EXCEPTIONS[0];
        assert_eq!(findings(path, "use std::fs;"), 0);
        assert_eq!(findings(path, "use std::fmt;"), 1);
    }
}

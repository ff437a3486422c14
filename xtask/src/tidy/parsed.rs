//! Rust files as syntax trees, and what is a test in them.

use super::finding::Finding;

/// The syntax tree, or a finding.
pub fn parse(path: &str, text: &str, findings: &mut Vec<Finding>) -> Option<syn::File> {
    syn::parse_file(text)
        .map_err(|error| {
            findings.push(Finding::new(path, error.span().start().line, format!("not Rust: {error}")));
        })
        .ok()
}

/// Whether the whole file is test code, by its place.
pub fn is_test_file(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let folder = |name: &str| parts.iter().rev().skip(1).any(|part| *part == name);
    let file = parts.last().copied().unwrap_or_default();
    ["tests", "benches", "examples", "testkit"].iter().any(|name| folder(name))
        || file == "tests.rs"
        || file.ends_with("_tests.rs")
}

/// `#[test]`, `#[tokio::test]` and the like.
pub fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().segments.last().is_some_and(|segment| segment.ident == "test"))
}

/// `#[cfg(test)]`.
pub fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

//! What holds in Rust code: no unwrap outside tests, a reason for each exception to a lint, tests
//! named as sentences, crates that open with what they are, pure crates that touch nothing.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::finding::Finding;
use super::parsed;
use super::tree::Tree;

/// What a crate's first comment says, each at least once.
const OPENING: &[&str] = &["What it is:", "What it is not:", "What it keeps true:"];
/// Words in a test's name, so that it is a sentence.
const MIN_TEST_WORDS: usize = 3;
/// Modules of the standard library that a pure crate does not name.
const AMBIENT: &[&str] =
    &["std::fs", "std::net", "std::env", "std::process", "std::thread", "std::time::SystemTime", "std::time::Instant"];

/// `order` says which crates are pure.
pub fn check(tree: &Tree, order: &[(String, String)], findings: &mut Vec<Finding>) {
    for file in &tree.files {
        let Some(("rs", text)) = file.source() else {
            continue;
        };
        let Ok(parsed) = syn::parse_file(text) else {
            continue;
        };
        let test = parsed::is_test_file(&file.path);
        Rules { path: &file.path, test, findings: &mut *findings }.visit_file(&parsed);
        if file.path.starts_with("crates/") && file.path.ends_with("/src/lib.rs") {
            opening(&file.path, text, findings);
        }
        let pure =
            |(name, kind): &(String, String)| kind == "pure" && file.path.starts_with(&format!("crates/{name}/src/"));
        if order.iter().any(pure) && !test {
            ambient(&file.path, text, findings);
        }
    }
}

fn opening(path: &str, text: &str, findings: &mut Vec<Finding>) {
    let comment: Vec<&str> = text.lines().take_while(|line| line.starts_with("//!")).collect();
    let comment = comment.join("\n");
    for part in OPENING.iter().filter(|part| !comment.contains(**part)) {
        findings.push(Finding::new(path, 1, format!("the crate's first comment does not say '{part}'")));
    }
}

fn ambient(path: &str, text: &str, findings: &mut Vec<Finding>) {
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for name in AMBIENT.iter().filter(|name| line.contains(**name)) {
            findings.push(Finding::new(path, index + 1, format!("{name} in a pure crate: make it an argument")));
        }
    }
}

struct Rules<'a> {
    path: &'a str,
    test: bool,
    findings: &'a mut Vec<Finding>,
}

impl Rules<'_> {
    fn say(&mut self, span: proc_macro2::Span, message: String) {
        self.findings.push(Finding::new(self.path, span.start().line, message));
    }

    /// Visits with `test` set while inside something that is only compiled for tests.
    fn inside(&mut self, attributes: &[syn::Attribute], visit: impl FnOnce(&mut Self)) {
        let outer = self.test;
        self.test = outer || parsed::is_test(attributes) || parsed::is_for_tests(attributes);
        visit(self);
        self.test = outer;
    }
}

impl<'ast> Visit<'ast> for Rules<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.inside(&item.attrs, |rules| visit::visit_item_mod(rules, item));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let name = item.sig.ident.to_string();
        if parsed::is_test(&item.attrs) && name.split('_').filter(|word| !word.is_empty()).count() < MIN_TEST_WORDS {
            self.say(item.sig.span(), format!("test '{name}' is not named as a sentence"));
        }
        self.inside(&item.attrs, |rules| visit::visit_item_fn(rules, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.inside(&item.attrs, |rules| visit::visit_impl_item_fn(rules, item));
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let partial =
            call.method == "unwrap" && call.args.is_empty() || call.method == "expect" && call.args.len() == 1;
        if partial && !self.test {
            self.say(call.method.span(), format!("{}() outside tests: a refusal, a failure or an assert", call.method));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let lint = ["allow", "expect"].iter().any(|name| attribute.path().is_ident(name));
        let reasoned = matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string().contains("reason ="));
        if lint && !reasoned && !self.test {
            self.say(attribute.span(), "an exception to a lint says why: reason = \"...\"".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        let order = [("purse".to_owned(), "pure".to_owned()), ("web".to_owned(), "shell".to_owned())];
        let mut findings = Vec::new();
        check(&Tree::of(&[(path, text)]), &order, &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_unwrap_outside_tests_is_found() {
        assert_eq!(findings("a.rs", "fn f() { g().unwrap(); }").len(), 1);
        assert_eq!(findings("a.rs", "fn f() { g().expect(\"why\"); }").len(), 1);
        assert!(findings("a.rs", "fn f() { g().unwrap_or_default(); }").is_empty());
        assert!(findings("a.rs", "#[cfg(test)] mod tests { fn f() { g().unwrap(); } }").is_empty());
        assert!(findings("crates/web/tests/a.rs", "fn f() { g().unwrap(); }").is_empty());
    }

    #[test]
    fn an_exception_without_a_reason_is_found() {
        assert_eq!(findings("a.rs", "#[allow(dead_code)] fn f() {}").len(), 1);
        assert_eq!(findings("a.rs", "#![expect(clippy::all)]").len(), 1);
        assert!(findings("a.rs", "#[expect(dead_code, reason = \"because\")] fn f() {}").is_empty());
    }

    #[test]
    fn a_test_that_is_not_a_sentence_is_found() {
        assert_eq!(findings("a.rs", "#[test] fn works() {}").len(), 1);
        assert_eq!(findings("a.rs", "#[tokio::test] async fn test_upload() {}").len(), 1);
        assert!(findings("a.rs", "#[test] fn an_upload_resumes() {}").is_empty());
    }

    #[test]
    fn a_crate_that_does_not_open_with_what_it_is_is_found() {
        assert_eq!(findings("crates/web/src/lib.rs", "//! Pages.\n").len(), 3);
        let opening = "//! What it is: a.\n//! What it is not: b.\n//! What it keeps true: c.\n";
        assert!(findings("crates/web/src/lib.rs", opening).is_empty());
    }

    #[test]
    fn a_pure_crate_that_reads_a_file_is_found() {
        assert_eq!(findings("crates/purse/src/a.rs", "use std::fs;").len(), 1);
        assert!(findings("crates/web/src/a.rs", "use std::fs;").is_empty());
    }
}

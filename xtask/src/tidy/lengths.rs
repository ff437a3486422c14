//! Lengths of functions and files.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::finding::Finding;
use super::parsed;
use super::tree::Tree;

pub const MAX_FUNCTION_LINES: usize = 70;
pub const MAX_FILE_LINES: usize = 250;
/// Kinds of files whose length counts.
const COUNTED: &[&str] = &["rs", "ts", "mjs"];

/// How long a file (`function` is `None`) or a function is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length {
    pub path: String,
    /// Where the function starts; 0 for a file.
    pub line: usize,
    /// `name`, or `Type::name`.
    pub function: Option<String>,
    pub lines: usize,
}

impl Length {
    /// The name of the entry in the ratchet.
    pub fn key(&self) -> String {
        self.function.as_ref().map_or(self.path.clone(), |name| format!("{} {name}", self.path))
    }

    pub fn is_over(&self) -> bool {
        self.lines > if self.function.is_some() { MAX_FUNCTION_LINES } else { MAX_FILE_LINES }
    }
}

/// Every file of code and every function in Rust; a file that cannot be parsed is a finding.
pub fn measure(tree: &Tree, findings: &mut Vec<Finding>) -> Vec<Length> {
    let mut lengths = Vec::new();
    for file in &tree.files {
        let Some((extension, text)) = file.source() else {
            continue;
        };
        if COUNTED.contains(&extension) {
            lengths.push(Length { path: file.path.clone(), line: 0, function: None, lines: text.lines().count() });
        }
        if extension == "rs"
            && let Some(parsed) = parsed::parse(&file.path, text, findings)
        {
            let mut functions = Functions { path: &file.path, owner: None, lengths: &mut lengths };
            functions.visit_file(&parsed);
        }
    }
    lengths
}

struct Functions<'a> {
    path: &'a str,
    owner: Option<String>,
    lengths: &'a mut Vec<Length>,
}

impl Functions<'_> {
    fn count(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let start = signature.span().start().line;
        let end = block.brace_token.span.close().end().line;
        let name = signature.ident.to_string();
        self.lengths.push(Length {
            path: self.path.to_owned(),
            line: start,
            function: Some(self.owner.as_ref().map_or(name.clone(), |owner| format!("{owner}::{name}"))),
            lines: end + 1 - start,
        });
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.count(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.count(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.count(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outer = self.owner.take();
        self.owner = match item.self_ty.as_ref() {
            syn::Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        };
        visit::visit_item_impl(self, item);
        self.owner = outer;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_methods_are_measured_without_their_comments() {
        let text =
            "/// Says.\n#[inline]\nfn a() {\n}\nimpl B {\n    /// Says.\n    fn c(\n    ) {\n        x();\n    }\n}\n";
        let lengths = measure(&Tree::of(&[("a.rs", text)]), &mut Vec::new());
        let found: Vec<(String, usize)> = lengths.iter().map(|length| (length.key(), length.lines)).collect();
        assert_eq!(found, [("a.rs".to_owned(), 11), ("a.rs a".to_owned(), 2), ("a.rs B::c".to_owned(), 4)]);
    }

    #[test]
    fn a_file_over_the_limit_is_over_and_one_at_the_limit_is_not() {
        let of = |lines: usize| measure(&Tree::of(&[("a.ts", &"x\n".repeat(lines))]), &mut Vec::new());
        assert!(of(251)[0].is_over());
        assert!(!of(250)[0].is_over());
    }

    #[test]
    fn a_file_that_is_not_rust_is_found() {
        let mut findings = Vec::new();
        measure(&Tree::of(&[("a.rs", "fn {")]), &mut findings);
        assert_eq!(findings.len(), 1);
    }
}

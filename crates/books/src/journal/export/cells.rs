//! Cells of tables that a spreadsheet program may open.

/// Longest label that Paheko takes, in bytes.
const PAHEKO_LABEL_BYTES: usize = 200;

/// The cell so that no spreadsheet program takes it for a formula: an apostrophe before what begins one.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
pub(super) fn unformulaic(text: &str) -> String {
    match text.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

/// The cell for PHP's reader of tables, which takes a backslash for an escape, and short enough for Paheko.
pub(super) fn for_paheko(text: &str) -> String {
    let text = unformulaic(&text.replace('\\', "/"));
    let most = text.floor_char_boundary(PAHEKO_LABEL_BYTES);
    text.get(..most).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_a_formula_gets_an_apostrophe_before_it() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1"] {
            assert_eq!(unformulaic(formula), format!("'{formula}"));
        }
        assert_eq!(unformulaic("a=1"), "a=1");
    }

    #[test]
    fn a_cell_for_paheko_has_no_backslash_and_at_most_two_hundred_bytes() {
        assert_eq!(for_paheko("a\\\"b"), "a/\"b");
        assert_eq!(for_paheko(&"é".repeat(150)).len(), 200);
        assert_eq!(for_paheko(&format!("a{}", "é".repeat(150))).len(), 199);
    }
}

//! Nothing of one person's machine, no mirror's host, no emoji.

use super::finding::Finding;
use super::tree::Tree;

/// Written in halves, so that this file passes its own rule.
const MACHINE: &[(&str, &str)] = &[
    ("/ho", "me/"),
    ("/Use", "rs/"),
    ("/ro", "ot/"),
    ("/wo", "rk/"),
    ("C:\\Use", "rs"),
    ("artifac", "tory"),
    ("jfr", "og."),
];
/// The only host that a lock file of npm may name.
const NPM_HOST: &str = "https://registry.npmjs.org/";

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    for file in &tree.files {
        let Some((_, text)) = file.source() else {
            continue;
        };
        for (index, line) in text.lines().enumerate() {
            let mut say = |message: String| findings.push(Finding::new(&file.path, index + 1, message));
            for (first, second) in MACHINE {
                let place = format!("{first}{second}");
                if line.contains(&place) {
                    say(format!("'{place}' is a place on somebody's machine"));
                }
            }
            if line.trim_start().starts_with("\"resolved\": \"http") && !line.contains(NPM_HOST) {
                say("a lock file names a mirror".to_owned());
            }
            if let Some(emoji) = line.chars().find(is_emoji) {
                say(format!("an emoji ({})", emoji.escape_unicode()));
            }
        }
    }
}

fn is_emoji(letter: &char) -> bool {
    matches!(letter, '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}')
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
    fn a_place_on_somebodys_machine_is_found() {
        for (first, second) in MACHINE {
            assert_eq!(findings("docs/a.md", &format!("see {first}{second}x")), 1, "{first}{second}");
        }
        assert_eq!(findings("docs/a.md", "see /usr/bin and /etc/ecot"), 0);
    }

    #[test]
    fn a_lock_file_that_names_a_mirror_is_found() {
        let line = |host: &str| format!("  \"resolved\": \"https://{host}/a.tgz\",");
        assert_eq!(findings("package-lock.json", &line("mirror.example")), 1);
        assert_eq!(findings("package-lock.json", &line("registry.npmjs.org")), 0);
    }

    #[test]
    fn an_emoji_is_found_and_an_accent_is_not() {
        assert_eq!(findings("README.md", "done \u{1F389}"), 1);
        assert_eq!(findings("README.md", "écot, 24.66 €, 2 × 3"), 0);
    }
}

//! One table of versions with reasons; exact versions of npm packages.

use super::finding::Finding;
use super::tree::Tree;

const ROOT: &str = "Cargo.toml";
const TABLES: &[&str] = &["dependencies", "dev-dependencies", "build-dependencies"];

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    reasons(tree.text(ROOT).unwrap_or_default(), findings);
    for file in &tree.files {
        let Some((extension, text)) = file.source() else {
            continue;
        };
        // What is measured against and not shipped may be a workspace of its own, with its own versions.
        let own_workspace = text.lines().any(|line| line == "[workspace]");
        if extension == "toml" && file.path.ends_with("/Cargo.toml") && !own_workspace {
            versions(&file.path, text, findings);
        }
        if file.path == "package.json" || file.path.ends_with("/package.json") {
            exact(&file.path, text, findings);
        }
    }
}

/// Each line of the root table that brings a crate from outside ends with a reason.
fn reasons(text: &str, findings: &mut Vec<Finding>) {
    let lines = text.lines().enumerate();
    let table = lines.skip_while(|(_, line)| *line != "[workspace.dependencies]").skip(1);
    for (index, line) in table.take_while(|(_, line)| !line.starts_with('[')) {
        let Some((name, value)) = line.split_once('=') else {
            continue;
        };
        let reason = value.rsplit_once('#').map_or("", |(_, reason)| reason.trim());
        if !line.starts_with('#') && !value.contains("path =") && reason.is_empty() {
            findings.push(Finding::new(ROOT, index + 1, format!("{}: say why it is here", name.trim())));
        }
    }
}

/// A crate takes its versions from the root table.
fn versions(path: &str, text: &str, findings: &mut Vec<Finding>) {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return findings.push(Finding::new(path, 0, format!("not TOML: {error}"))),
    };
    let targets = table.get("target").and_then(toml::Value::as_table);
    let targets = targets.into_iter().flat_map(|targets| targets.values().filter_map(toml::Value::as_table));
    for place in targets.chain([&table]) {
        for dependencies in TABLES.iter().filter_map(|name| place.get(*name)?.as_table()) {
            for (name, value) in dependencies {
                if value.get("workspace").and_then(toml::Value::as_bool) != Some(true) {
                    findings.push(Finding::new(path, 0, format!("{name}: say {name}.workspace = true")));
                }
            }
        }
    }
}

/// A package of npm has one version, not a range; the workspace's own packages may say `*`.
fn exact(path: &str, text: &str, findings: &mut Vec<Finding>) {
    let package: serde_json::Value = match serde_json::from_str(text) {
        Ok(package) => package,
        Err(error) => return findings.push(Finding::new(path, 0, format!("not JSON: {error}"))),
    };
    for table in ["dependencies", "devDependencies"] {
        for (name, version) in package.get(table).and_then(|table| table.as_object()).into_iter().flatten() {
            let version = version.as_str().unwrap_or_default();
            let is_exact =
                version.starts_with(|first: char| first.is_ascii_digit()) && !version.contains(['x', ' ', '|']);
            if !is_exact && version != "*" {
                findings.push(Finding::new(path, 0, format!("{name}: '{version}' is not one version")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        check(&Tree::of(&[(path, text)]), &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let text =
            "[workspace.dependencies]\npurse = { path = \"a\" }\nbytes = \"1\" # buffers\nhttp = \"1\"\n[x]\ny = 1\n";
        assert_eq!(findings("Cargo.toml", text), ["Cargo.toml:4: http: say why it is here"]);
    }

    #[test]
    fn a_version_outside_the_root_table_is_found() {
        let text =
            "[dependencies]\nbytes.workspace = true\nhttp = \"1\"\n[target.'cfg(unix)'.dependencies]\nnix = \"1\"\n";
        assert_eq!(findings("crates/a/Cargo.toml", text).len(), 2);
    }

    #[test]
    fn a_range_of_npm_versions_is_found() {
        let text =
            "{\"dependencies\": {\"a\": \"1.2.3\", \"b\": \"^1.2.3\"}, \"devDependencies\": {\"c\": \"latest\"}}";
        assert_eq!(findings("crates/web/islands/package.json", text).len(), 2);
    }
}

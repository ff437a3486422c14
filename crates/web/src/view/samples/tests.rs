use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::view::cost::Pool;
use crate::view::federation::backups::KeeperState;
use crate::view::form::Complaint;
use crate::view::notice::Notice;
use crate::view::operator::{Health, Part};
use crate::view::space::{FailureReason, VideoState};
use crate::view::treasurer::CapacityUnit;
use crate::view::video_settings::Visibility;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn files(folder: PathBuf, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
    found
}

/// Message ids of a language, each with the variables that it uses.
fn messages(lang: Lang) -> BTreeSet<(String, Vec<String>)> {
    let mut found = BTreeSet::new();
    for text in files(folder("locales").join(lang.tag()), ".ftl") {
        let mut current: Option<(String, BTreeSet<String>)> = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                found.extend(current.take().map(|(id, variables)| (id, variables.into_iter().collect())));
                current = Some((id.to_owned(), BTreeSet::new()));
            }
            if let Some((_, variables)) = &mut current {
                let names = line.split('$').skip(1).map(|rest| {
                    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>()
                });
                variables.extend(names);
            }
        }
        found.extend(current.map(|(id, variables)| (id, variables.into_iter().collect())));
    }
    found
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (english, french) = (messages(Lang::En), messages(Lang::Fr));
    assert!(english.len() > 300, "the messages were read: {}", english.len());
    let apart: Vec<_> = english.symmetric_difference(&french).collect();
    assert!(apart.is_empty(), "only in one language, or with other variables: {apart:#?}");
}

#[test]
fn every_key_that_a_template_names_exists() {
    let known: BTreeSet<String> = messages(Lang::En).into_iter().map(|(id, _)| id).collect();
    let mut named = 0;
    for template in files(folder("templates"), ".html") {
        for call in ["chrome.t(\"", "chrome.with(\"", "chrome.count(\""] {
            for rest in template.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                named += 1;
                assert!(known.contains(key), "a template names `{key}`, which no language has");
            }
        }
    }
    assert!(named > 200, "the templates were read: {named}");
}

#[test]
fn every_case_of_a_closed_list_has_words_in_both_languages() {
    for lang in Lang::ALL {
        for complaint in Complaint::samples() {
            assert!(!complaint.text(lang).is_empty());
            assert!(!complaint.field().is_empty());
        }
        let mut keys: Vec<String> = Notice::ALL.iter().map(|notice| notice.key()).collect();
        keys.extend(FailureReason::ALL.iter().map(|reason| reason.key()));
        keys.extend(Visibility::ALL.iter().flat_map(|visibility| [visibility.key(), visibility.explained()]));
        keys.extend(Pool::ALL.iter().map(|pool| pool.key()));
        keys.extend(Part::ALL.iter().map(|part| part.key()));
        keys.extend(KeeperState::ALL.map(|state| state.key().to_owned()));
        keys.extend([Health::Good, Health::Attention, Health::Bad].map(Health::key));
        keys.extend(CapacityUnit::ALL.iter().map(|unit| unit.key().to_owned()));
        keys.extend([VideoState::Uploading(0), VideoState::Waiting, VideoState::Ready].map(VideoState::key));
        for key in keys {
            assert!(!lang.text(&key).is_empty(), "{key}");
        }
    }
}

#[test]
fn notices_and_visibilities_are_read_back_from_their_codes() {
    for notice in Notice::ALL {
        assert_eq!(Notice::from_code(notice.code()), Some(notice));
    }
    for visibility in Visibility::ALL {
        assert_eq!(Visibility::from_code(visibility.code()), Some(visibility));
    }
    assert_eq!(Notice::from_code("<script>"), None);
}

#[test]
fn no_page_carries_script_or_style_of_its_own() {
    for lang in Lang::ALL {
        for Sample { name, html } in all(lang).unwrap() {
            assert!(!html.contains(" style="), "{name}");
            assert!(!html.contains("<style"), "{name}");
            assert!(!html.contains("javascript:"), "{name}");
            for script in html.split("<script").skip(1) {
                let opening = script.split('>').next().unwrap();
                assert!(
                    opening.contains(" src=\"/assets/") || opening.contains("application/json"),
                    "{name}: {opening}"
                );
            }
            let handlers = [" onclick", " onload", " onerror", " onsubmit", " onchange"];
            assert!(handlers.iter().all(|handler| !html.contains(handler)), "{name}");
        }
    }
}

#[test]
fn nothing_on_a_page_is_loaded_from_elsewhere() {
    for Sample { name, html } in all(Lang::En).unwrap() {
        for attribute in ["src=\"", "poster=\"", "rel=\"stylesheet\" href=\"", "action=\""] {
            for rest in html.split(attribute).skip(1) {
                assert!(rest.starts_with('/') && !rest.starts_with("//"), "{name}: {attribute}{:.60}", rest);
            }
        }
    }
}

#[test]
fn no_two_elements_of_a_page_share_an_id_and_every_label_has_its_field() {
    for Sample { name, html } in all(Lang::Fr).unwrap() {
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let different: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), different.len(), "{name}: {ids:?}");
        for target in html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(different.contains(target), "{name}: label for `{target}`");
        }
        for list in html.split("aria-describedby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(list.split_whitespace().all(|id| different.contains(id)), "{name}: described by `{list}`");
        }
    }
}

#[test]
fn a_title_cannot_break_out_of_the_page_or_the_players_configuration() {
    use crate::view::home::{HomePage, VideoCard};
    use crate::view::player::PlayerConfig;
    let nasty = "</script><script>alert(1)</script>";
    let page = HomePage {
        chrome: crate::view::Chrome::sample(Lang::En),
        recent: vec![VideoCard {
            id: "x".to_owned(),
            title: nasty.to_owned(),
            author: nasty.to_owned(),
            duration_ms: 0,
            published_at: hours_ago(0),
            has_thumbnail: true,
            cost: None,
        }],
        first: true,
        pager: crate::view::home::Pager::default(),
    };
    assert!(!page.render().unwrap().contains("alert(1)</script>"));
    let config = PlayerConfig {
        id: nasty.to_owned(),
        playlist: None,
        provisional: None,
        integrity: nasty.to_owned(),
        carried: None,
        status: String::new(),
        poster: None,
        has_picture: true,
        visibility: Visibility::Public,
        sealed: None,
    };
    assert!(!config.json(Lang::Fr).contains('<'));
}

#[test]
fn every_row_of_a_table_has_a_cell_below_each_heading() {
    let cells = |row: &str| row.matches("<th").count() - row.matches("<thead").count() + row.matches("<td").count();
    let mut rows = 0;
    for lang in Lang::ALL {
        for Sample { name, html } in all(lang).unwrap() {
            for table in
                html.split("<table").skip(1).filter_map(|rest| rest.split("</table>").next()?.split("<tfoot").next())
            {
                let mut widths = table.split("<tr").skip(1).map(cells);
                let head = widths.next().unwrap();
                for width in widths {
                    assert_eq!(width, head, "{name}: {table}");
                    rows += 1;
                }
            }
        }
    }
    assert!(rows > 50, "tables were read: {rows}");
}

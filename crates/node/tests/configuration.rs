//! The configuration file, as an operator writes it.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![allow(clippy::disallowed_methods, reason = "UPDATE_GOLDEN asks for a new golden file")]

use node::config::{Config, sample};

const NO_ENVIRONMENT: [(String, String); 0] = [];

fn refusal(text: &str) -> String {
    Config::parse(text, NO_ENVIRONMENT).unwrap_err().to_string()
}

fn variable(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn the_sample_parses_to_the_defaults() {
    assert_eq!(Config::parse(&sample(), NO_ENVIRONMENT).unwrap(), Config::default());
    assert_eq!(Config::parse("", NO_ENVIRONMENT).unwrap(), Config::default());
}

#[test]
fn every_example_in_the_sample_is_accepted() {
    let uncommented: String = sample()
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let config = Config::parse(&uncommented, NO_ENVIRONMENT).unwrap();
    assert_eq!(config.mail.relay.as_deref(), Some("smtp.example.org:587"));
    assert_eq!(config.base_url(), "https://video.example.org");
}

#[test]
fn the_sample_is_the_one_that_was_reviewed() {
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/ecot.toml");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, sample()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(golden).unwrap(),
        sample(),
        "after a change of settings, run this test once with UPDATE_GOLDEN=1 and review the file"
    );
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_nearest_name() {
    assert_eq!(
        refusal("[member]\nname = \"x\"\n\n[http]\nlisen = \"0.0.0.0:80\"\n"),
        "line 5: unknown key `lisen` in [http]; did you mean `listen`?"
    );
    assert_eq!(refusal("\n[htp]\nlisten = \"0.0.0.0:80\"\n"), "line 2: unknown section [htp]; did you mean `http`?");
    assert_eq!(refusal("[http]\nqqq = 1\n"), "line 2: unknown key `qqq` in [http]");
}

#[test]
fn a_wrong_value_is_refused_with_its_line_and_key() {
    let text = refusal("[http]\n\nlisten = \"nowhere\"\n");
    assert!(text.starts_with("line 3: `http.listen`: "), "{text}");
    let text = refusal("[http]\ntrusted_proxies = [\"10.0.0.0/40\"]\n");
    assert!(text.starts_with("line 2: `http.trusted_proxies`: `10.0.0.0/40` is neither"), "{text}");
    let text = refusal("[http\n");
    assert!(text.starts_with("line 1: "), "{text}");
    let text = refusal("http = 3\n");
    assert_eq!(text, "line 1: `http` is a section: write [http]");
}

#[test]
fn settings_that_contradict_each_other_are_refused() {
    let cases = [
        ("[http]\ntls_certificate = \"c.pem\"\n", "`http.tls_key`"),
        (
            "[member]\nbase_url = \"http://a.example\"\n[http]\ntls_certificate = \"c.pem\"\ntls_key = \"k.pem\"\n",
            "`member.base_url`",
        ),
        ("[mail]\nrelay = \"r:25\"\n", "`mail.from`"),
        ("[mail]\nuser = \"u\"\n", "`mail.password_file`"),
        ("[member]\nbase_url = \"example.org\"\n", "`member.base_url`"),
        ("[member]\nbase_url = \"https://example.org/path\"\n", "`member.base_url`"),
    ];
    for (text, key) in cases {
        let refusal = refusal(text);
        assert!(refusal.starts_with(key), "{text}: {refusal}");
    }
}

#[test]
fn a_video_is_never_allowed_to_be_longer_than_its_manifest_can_say() {
    let longest = |minutes: u64| Config::parse(&format!("[media]\nlongest_minutes = {minutes}\n"), NO_ENVIRONMENT);
    let allowed = longest(1_260).unwrap().media.longest_minutes;
    let segments = allowed * 60_000 / media::plan::SHORTEST_SEGMENT_MS;
    assert!(segments <= u64::try_from(carry::manifest::limits::MAX_SEGMENTS).unwrap(), "{segments}");
    assert_eq!(
        longest(1_261).unwrap_err().to_string(),
        "`media.longest_minutes`: at most 1260: a video has at most 21600 segments"
    );
}

#[test]
fn the_environment_overrides_the_file() {
    let file = "[http]\nlisten = \"127.0.0.1:1\"\nidle_seconds = 3\n";
    let environment = [
        variable("ECOT_HTTP_LISTEN", "127.0.0.1:2"),
        variable("ECOT_HTTP_HEADER_SECONDS", "4"),
        variable("ECOT_HTTP_TRUSTED_PROXIES", "[\"10.0.0.0/8\"]"),
        variable("ECOT_MEMBER_NAME", "12"),
        variable("ECOT_MAIL_RELAY", "localhost:25"),
        variable("ECOT_MAIL_FROM", "a@example.org"),
        variable("HOME", "/"),
    ];
    let config = Config::parse(file, environment).unwrap();
    assert_eq!(config.http.listen.port(), 2);
    assert_eq!((config.http.idle_seconds, config.http.header_seconds), (3, 4));
    assert!(config.http.trusted_proxies[0].contains("10.1.2.3".parse().unwrap()));
    assert_eq!(config.member.name, "12");
    assert_eq!(config.mail.relay.as_deref(), Some("localhost:25"));
}

#[test]
fn a_misspelt_variable_is_refused_with_the_nearest_name() {
    let error = Config::parse("", [variable("ECOT_HTTP_LISTN", "127.0.0.1:2")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "environment variable ECOT_HTTP_LISTN: no such setting; did you mean `ECOT_HTTP_LISTEN`?"
    );
    let error = Config::parse("", [variable("ECOT_HTTP_CONNECTIONS", "many")]).unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("environment variable ECOT_HTTP_CONNECTIONS: `http.connections`: "), "{text}");
}

#[test]
fn paths_start_at_the_folder_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ecot.toml");
    std::fs::write(&file, "[mail]\nuser = \"u\"\npassword_file = \"secret\"\n").unwrap();
    let config = Config::load(&file, NO_ENVIRONMENT).unwrap();
    assert_eq!(config.member.data, folder.path().join("data"));
    assert_eq!(config.mail.password_file, Some(folder.path().join("secret")));
}

//! Of those who visit, nothing stays: not on the disk, not in the log, not in the figures.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use carry::id::VideoId;
use data_encoding::BASE64URL_NOPAD;
use http::Method;
use seams::Disk;
use store::{Setting, SignUpMode};

use crate::logged::Logged;
use crate::marks::{self, Mark, files, found, found_below, places};
use crate::member::{TITLE, Whole};
use crate::running::{Running, settings, start};
use crate::visitor::Visitor;

/// The proxy that is believed.
const PROXY: &str = "127.9.9.9";
/// Who comes without it.
const DIRECT: &str = "127.44.55.66";
const OLD: &str = "198.51.100.77";
const NEW: &str = "2001:db8:77aa:55bb::1234";

const EMAIL: &str = "vera.quist@letters.example";
const NOT_KNOWN: &str = "walter.nobody@letters.example";
const PASSWORD: &str = "a marmalade staircase";
const SEARCHED: &str = "ombudsfrau";
const DESCRIPTION: &str = "Minutes of the xylophone committee";

/// Bytes between two ids that would show that they belong together: more than a row has, less than a page.
const NEAR: usize = 300;

/// A member on a real socket, with a public video of its author's.
struct Town {
    whole: Whole,
    running: Running,
    video: VideoId,
    log: Logged,
}

impl Town {
    async fn open() -> Self {
        let log = Logged::listen();
        let whole = Whole::start().await;
        whole.member.store.set_setting(&Setting::SignUp(SignUpMode::Open)).await.unwrap();
        let video = whole.publish(3, "public").await;
        whole.change(video, serde_json::json!({"description": DESCRIPTION})).await;
        let mut settings = settings();
        settings.trusted_proxies = vec![PROXY.parse().unwrap()];
        let running = start(&settings, None, whole.router.clone());
        Self { whole, running, video, log }
    }

    fn folder(&self) -> PathBuf {
        self.whole.world.disk.host_path("")
    }

    fn visitor(&self, direct: &str, behind: Option<&str>) -> Visitor {
        Visitor::new(self.running.address, direct, behind)
    }

    /// Lets hours pass as they do in a running member.
    async fn hours(&self, hours: u32) {
        for _ in 0..hours {
            self.whole.world.clock.advance(Duration::from_secs(3_600)).await;
            self.upkeep().await;
        }
    }

    async fn upkeep(&self) {
        self.whole.work().await;
        self.whole.member.tick_usage().await.unwrap();
        self.whole.member.workers.tick_housekeeping().await.unwrap();
    }
}

fn addresses() -> Vec<Mark> {
    [PROXY, DIRECT, OLD, NEW].iter().flat_map(|text| marks::address(text.parse::<IpAddr>().unwrap())).collect()
}

/// What a visit is recognised by.
fn of_visits(visitor: &Visitor) -> Vec<Mark> {
    let words = [
        ("the browser", visitor.agent.as_str()),
        ("a part of the browser", "Zebraphone"),
        ("the referrer", "letters.example/inbox"),
        ("the word searched for", SEARCHED),
        ("an e-mail that nobody has here", NOT_KNOWN),
        ("the password", PASSWORD),
        ("a wrong password", "a wrong staircase"),
        ("a name that nobody has here", "walternobody"),
        ("a path that is not there", "wp-login"),
    ];
    let words = words.iter().flat_map(|(what, word)| marks::text(what, word));
    words.chain(addresses()).collect()
}

/// What logs and figures may not have beside that: whose, and what was watched.
fn of_people(video: VideoId, cookie: &str) -> Vec<Mark> {
    let mut all = [("the e-mail", EMAIL), ("the name", "veraquist"), ("the author", "amira"), ("the title", TITLE)]
        .iter()
        .flat_map(|(what, word)| marks::text(what, word))
        .collect::<Vec<_>>();
    all.extend(marks::id("the video", video.as_bytes(), &video.to_string()));
    all.extend(marks::text("the session", cookie.split_once('=').unwrap().1));
    all
}

/// Watches as a player does, looks around, and gets things wrong.
async fn visits(town: &Town, visitor: &Visitor) {
    let video = town.video;
    let object = town.whole.published(video).await.renditions[0].object;
    for path in [
        "/".to_owned(),
        format!("/search?q={SEARCHED}"),
        format!("/v/{video}"),
        format!("/v/{video}/cost"),
        format!("/v/{video}/master.m3u8"),
        format!("/v/{video}/360p.m3u8"),
        format!("/v/{video}/integrity.json"),
        format!("/v/{video}/thumbnail"),
        format!("/api/v1/videos/{video}/status"),
        format!("/o/{object}.mp4"),
    ] {
        assert_eq!(visitor.get(&path).await.status, 200, "{path}");
    }
    let ranged = visitor.send("GET", &format!("/o/{object}.mp4"), "range: bytes=0-99\r\n", b"").await;
    assert_eq!((ranged.status, ranged.body.len()), (206, 100));
    assert_eq!(visitor.get("/wp-login.php?user=walternobody").await.status, 404);
    assert_eq!(visitor.send("POST", "/api/v1/nothing", "authorization: Bearer wp-login\r\n", b"{").await.status, 404);
    // Refused as it is, or because who is signed in sends its page's token with it.
    let wrong = visitor.post("/sign-in", &[("name", "walternobody"), ("password", "a wrong staircase")]).await;
    assert!([400, 422].contains(&wrong.status), "{}", wrong.text());
    let asked = visitor.post("/recover/mail", &[("email", NOT_KNOWN)]).await;
    assert!([400, 303].contains(&asked.status), "{}", asked.text());
    assert!(visitor.send_raw(b"wp-login / HTTP/1.1\r\nhost walternobody\r\n\r\n").await.status >= 400);
    assert!(visitor.send_raw(b"\x16\x03\x01wp-login").await.status != 200);
}

/// Makes an account over the socket; the cookie of its session.
async fn signs_up(visitor: &Visitor) -> String {
    let form = [("name", "veraquist"), ("password", PASSWORD), ("email", EMAIL)];
    let shown = visitor.post("/sign-up", &form).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    let line = shown.head.lines().find(|line| line.starts_with("set-cookie: ecot_session=")).unwrap();
    line["set-cookie: ".len()..].split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn nothing_of_a_visit_is_on_the_disk_in_the_log_or_in_the_figures() {
    let town = Town::open().await;
    let mut vera = town.visitor(PROXY, Some(OLD));
    let cookie = signs_up(&vera).await;
    for visitor in [town.visitor(DIRECT, Some(OLD)), town.visitor(PROXY, Some(NEW)), town.visitor(PROXY, Some(OLD))] {
        visits(&town, &visitor).await;
    }
    vera.cookie.clone_from(&cookie);
    visits(&town, &vera).await;
    town.upkeep().await;

    let visits = of_visits(&vera);
    assert_eq!(found_below(&town.folder(), &visits), Vec::<String>::new(), "on the disk, at once");
    let logged = [visits.clone(), of_people(town.video, &cookie)].concat();
    assert!(town.log.text().contains("/search"), "requests are logged: {}", town.log.text());
    assert_eq!(found(town.log.text().as_bytes(), &logged), Vec::<String>::new(), "in the log");
    let figures = town.visitor("127.0.0.1", None).get("/metrics").await;
    assert_eq!(figures.status, 200);
    assert_eq!(found(&figures.body, &logged), Vec::<String>::new(), "in the figures");

    town.hours(30).await;
    assert_eq!(found_below(&town.folder(), &visits), Vec::<String>::new(), "on the disk, a day later");
    let viewer = town.whole.member.store.account_by_name("veraquist").await.unwrap().unwrap().id;
    let secret = BASE64URL_NOPAD.decode(cookie.split_once('=').unwrap().1.as_bytes()).unwrap();
    let session = <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(&secret));
    for (who, id) in [("the account", &viewer.as_bytes()[..]), ("the session", &session[..])] {
        let records = side_by_side(&town, id);
        assert_eq!(records, Vec::<String>::new(), "{who} stands beside the video");
    }
    assert_eq!(found(town.log.text().as_bytes(), &logged), Vec::<String>::new(), "in the log, a day later");
}

/// Files in which an id stands near the video's, in any spelling of that.
fn side_by_side(town: &Town, id: &[u8]) -> Vec<String> {
    let video = marks::id("the video", town.video.as_bytes(), &town.video.to_string());
    let mut all = Vec::new();
    for (path, contents) in files(&town.folder()) {
        let ids = places(&contents, id);
        let videos = video.iter().flat_map(|mark| places(&contents, &mark.form));
        if videos.into_iter().any(|video| ids.iter().any(|id| id.abs_diff(video) < NEAR)) {
            all.push(path.display().to_string());
        }
    }
    all
}

#[tokio::test]
async fn the_test_of_viewing_records_finds_one() {
    let town = Town::open().await;
    let author = town.whole.member.store.account_by_name("amira").await.unwrap().unwrap().id;
    // The video's row names its author: such a row about a viewer would be a record of viewing.
    assert!(!side_by_side(&town, author.as_bytes()).is_empty());
}

#[tokio::test]
async fn what_was_written_by_mistake_is_found_and_does_not_outlive_the_day() {
    let town = Town::open().await;
    let store = &town.whole.member.store;
    store.set_setting(&Setting::MemberName(format!("seen: {OLD}"))).await.unwrap();
    assert!(!found_below(&town.folder(), &addresses()).is_empty(), "a planted leak is not noticed");
    store.set_setting(&Setting::MemberName("Les Tilleuls".to_owned())).await.unwrap();
    town.hours(24).await;
    assert_eq!(found_below(&town.folder(), &addresses()), Vec::<String>::new(), "in free pages or the write-ahead log");
}

#[tokio::test]
async fn what_a_person_deleted_is_not_on_the_disk_a_day_later() {
    let town = Town::open().await;
    let mut vera = town.visitor(DIRECT, None);
    vera.cookie = signs_up(&vera).await;
    let secret = web::sessions::Secret::parse(vera.cookie.split_once('=').unwrap().1).unwrap();
    let words =
        [("the e-mail", EMAIL), ("the name", "veraquist"), ("the title", TITLE), ("the description", DESCRIPTION)];
    let words: Vec<Mark> = words.iter().flat_map(|(what, word)| marks::text(what, word)).collect();
    // Words of the search stand apart, folded.
    let folded = ["lindens", "xylophone"].iter().flat_map(|word| marks::text("a word of the search", word));
    let all: Vec<Mark> = words.into_iter().chain(folded).collect();
    let there = found_below(&town.folder(), &all);
    for what in ["the e-mail", "the name", "the title", "the description", "a word of the search xylophone"] {
        assert!(there.iter().any(|found| found.starts_with(what)), "{what} was not there to be deleted: {there:?}");
    }

    let form = [("csrf", web::csrf::token(&secret)), ("current", PASSWORD.to_owned()), ("confirm", "yes".to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let left = vera.post("/account/delete", &form).await;
    assert_eq!(left.status, 303, "{}", left.text());
    town.whole.delete(town.video).await;
    town.hours(26).await;
    assert_eq!(found_below(&town.folder(), &all), Vec::<String>::new());
    assert_eq!(
        town.whole.call(Method::GET, "/api/v1/videos", &[], Vec::new()).await.status,
        200,
        "the author is there"
    );
}

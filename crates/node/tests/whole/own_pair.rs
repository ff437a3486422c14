//! A home and its author's own machine, which speak over real sockets.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use carry::id::{ObjectHash, VideoId};
use carry::own_machine::Standing;
use http::StatusCode;
use node::own_machine::{Home, OwnMachine, OwnMachineParts};
use peers::BaseUrl;
use seams::Seams;
use store::UserId;
use testkit::{CannedTranscoder, RecordingMailer, SeededEntropy, VirtualClock};
use tower::ServiceExt;
use web::own_machines::Checker;

use crate::ask::{Answer, ask};
use crate::line::{Line, through};
use crate::member::{BEGIN, CONFIGURATION, Whole, world};
use crate::running::{Running, settings, start};

/// A home on a real socket, and its author's own machine on another.
pub struct Pair {
    pub home: Whole,
    /// What stands between the machine and its home.
    pub line: Arc<Line>,
    /// What stands in front of the machine.
    pub front: Arc<Line>,
    pub author: UserId,
    pub token: String,
    pub address: SocketAddr,
    /// The machine's.
    pub clock: VirtualClock,
    folder: tempfile::TempDir,
    pub served: Vec<Running>,
}

impl Pair {
    pub async fn new() -> Self {
        let configuration = format!("{CONFIGURATION}[federation]\nallow_private = true\n");
        let home = Whole::start_in(world(), &configuration, Arc::new(CannedTranscoder::quick())).await;
        let author = home.member.store.account_by_name("amira").await.unwrap().unwrap().id;
        let (_, token) = web::own_machines::create(&home.member.app, author, "NAS").await.unwrap().unwrap();
        let line = Arc::new(Line::default());
        let router = home.router.clone().layer(from_fn_with_state(Arc::clone(&line), through));
        let served = start(&settings(), None, router);
        let (folder, clock) = (tempfile::tempdir().unwrap(), VirtualClock::new(BEGIN.parse().unwrap()));
        let (front, address) = (Arc::default(), served.address);
        Self { home, line, front, author, token, address, clock, folder, served: vec![served] }
    }

    /// The machine, as a process that has just begun; what its folder has stays.
    pub async fn machine(&self, limit_bytes: u64, address: Option<BaseUrl>) -> OwnMachine {
        let seams = Seams {
            clock: Arc::new(self.clock.clone()),
            entropy: Arc::new(SeededEntropy::new(7)),
            disk: Arc::new(seams::real::RealDisk::open(self.folder.path()).unwrap()),
            mailer: Arc::new(RecordingMailer::default()),
        };
        let home = Home::new(&format!("http://{}", self.address), self.token.clone()).unwrap();
        OwnMachine::open(OwnMachineParts { seams, home, address, limit_bytes }).await.unwrap()
    }

    /// One that players can reach.
    pub async fn reachable(&mut self) -> OwnMachine {
        // Its address is known before it is, as that of a proxy is.
        let site: Arc<OnceLock<Router>> = Arc::default();
        let later = Arc::clone(&site);
        let front = Router::new().fallback(move |request: Request| {
            let site = later.get().cloned().unwrap_or_default();
            site.oneshot(request)
        });
        let front = front.layer(from_fn_with_state(Arc::clone(&self.front), through));
        let served = start(&settings(), None, front);
        let base = BaseUrl::parse(&format!("http://{}", served.address)).unwrap();
        self.served.push(served);
        let machine = self.machine(u64::MAX, Some(base)).await;
        assert!(site.set(machine.router()).is_ok());
        machine
    }

    pub async fn check(&self) {
        Checker::new(&self.home.member.app).unwrap().tick(&self.home.member.app).await.unwrap();
    }

    pub async fn standing(&self) -> Standing {
        let machines = self.home.member.store.own_machines(self.author).await.unwrap();
        machines[0].standing(self.home.member.app.seams.clock.now())
    }

    /// The page of who carries, as its author sees it.
    pub async fn page(&self) -> String {
        let cookie = self.home.signed_in(self.author).await;
        let answer = self.home.get("/space/carriers", &[("cookie", &cookie)]).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.text()
    }

    pub async fn playlist(&self, video: VideoId) -> String {
        self.home.text(&format!("/v/{video}/master.m3u8")).await
    }

    pub fn object_file(&self, object: ObjectHash) -> PathBuf {
        let name = object.to_string();
        let found = walk(&self.folder.path().join("objects")).into_iter().find(|path| path.ends_with(&name));
        found.unwrap_or_else(|| panic!("{name} is not on the disk"))
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}

/// Asks the machine.
pub async fn get(router: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(router, http::Method::GET, path, headers, Vec::new()).await
}

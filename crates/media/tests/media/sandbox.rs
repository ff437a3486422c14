//! The sandbox holds, and what runs in it ends when it must.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use crate::support::{Bench, settings};
use async_trait::async_trait;
use media::sandbox::{Bounds, Confinement, Mechanisms, SUBCOMMAND, self_test};
use media::{Ffmpeg, GrowingSegment, MediaError, Transcoder, Watch};
use seams::Clock;
use seams::real::RealClock;
use tokio::sync::Notify;

const LAUNCHER: &str = env!("CARGO_BIN_EXE_media-sandbox");

fn confinement(into: &Path, readable: &[PathBuf]) -> Confinement {
    let mut all = settings().libraries;
    all.extend_from_slice(readable);
    Confinement {
        program: PathBuf::from("/usr/bin/ffmpeg"),
        readable: all,
        writable: Some(into.to_path_buf()),
        bounds: Bounds {
            address_space: 8 << 30,
            cpu_seconds: 60,
            file_bytes: 1 << 20,
            processes: 1 << 14,
            open_files: 64,
            nice: 1,
        },
        apply: Mechanisms::ALL,
        demand: Mechanisms::ALL,
    }
}

fn launch(confinement: &Confinement, arguments: &[&str]) -> Output {
    Command::new(LAUNCHER)
        .arg(SUBCOMMAND)
        .arg(serde_json::to_string(confinement).unwrap())
        .args(["-v", "error", "-nostdin", "-y"])
        .args(arguments)
        .output()
        .unwrap()
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().all(|entry| entry.unwrap().metadata().unwrap().len() == 0)
}

#[tokio::test]
async fn the_self_test_sees_every_escape_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let report = self_test(&settings().launcher, &RealClock, scratch.path(), Mechanisms::ALL).await.unwrap();
    assert_eq!(report.mechanisms, Mechanisms::ALL);
    let refused = report.refused;
    assert!(refused.network && refused.reading && refused.writing, "{report:?}");
    assert!(refused.starting && refused.reaching, "{report:?}");
}

#[tokio::test]
async fn on_a_kernel_without_landlock_and_namespaces_seccomp_and_rlimits_pass_and_the_report_says_so() {
    let scratch = tempfile::tempdir().unwrap();
    let settings = media::Settings { mechanisms: Mechanisms::LEAST, ..settings() };
    let (_, report) = Ffmpeg::start(settings, Arc::new(RealClock), scratch.path()).await.unwrap();
    assert_eq!(report.mechanisms, Mechanisms::LEAST);
    assert!(report.refused.network && report.refused.starting && report.refused.reaching && !report.refused.reading);
    assert!(report.to_string().contains("landlock: no"), "{report}");
}

#[tokio::test]
async fn a_launcher_that_does_not_confine_is_not_accepted() {
    let scratch = tempfile::tempdir().unwrap();
    let settings = media::Settings::new(PathBuf::from("/bin/true"));
    let error = Ffmpeg::start(settings, Arc::new(RealClock), scratch.path()).await.err().unwrap();
    assert!(matches!(error, MediaError::Sandbox(_)), "{error}");
}

#[test]
fn what_is_demanded_and_not_in_force_keeps_the_program_from_starting() {
    let into = tempfile::tempdir().unwrap();
    let weak = Confinement { apply: Mechanisms::LEAST, ..confinement(into.path(), &[]) };
    let ended = launch(&weak, &["-version"]);
    assert_eq!(ended.status.code(), Some(125));
}

#[test]
fn an_address_on_the_network_is_never_asked() {
    let into = tempfile::tempdir().unwrap();
    #[expect(clippy::disallowed_methods, reason = "it waits for whoever should not come")]
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}/video.mp4", listener.local_addr().unwrap());
    let out = into.path().join("out.mp4");
    let ended = launch(&confinement(into.path(), &[]), &["-i", &address, "-c", "copy", out.to_str().unwrap()]);
    assert!(!ended.status.success());
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    assert!(is_empty(into.path()));
}

#[test]
fn another_file_cannot_be_read_even_through_a_list_that_may_be() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("job");
    std::fs::create_dir(&into).unwrap();
    let secret = folder.path().join("secret.pcm");
    std::fs::write(&secret, [7; 4096]).unwrap();
    let list = folder.path().join("list.ffconcat");
    std::fs::write(&list, format!("ffconcat version 1.0\nfile {}\n", secret.display())).unwrap();
    let out = into.join("out.wav");
    let (list_name, secret_name, out) = (list.to_str().unwrap(), secret.to_str().unwrap(), out.to_str().unwrap());
    let confinement = confinement(&into, std::slice::from_ref(&list));
    for input in [
        &["-f", "s16le", "-i", secret_name][..],
        &["-f", "s16le", "-i", "/etc/passwd"],
        &["-f", "concat", "-safe", "0", "-i", list_name],
    ] {
        let ended = launch(&confinement, &[input, &[out]].concat());
        assert!(!ended.status.success(), "{input:?}");
        assert!(is_empty(&into));
    }
}

#[test]
fn nothing_is_written_outside_of_the_job_folder_nor_beyond_its_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("job");
    std::fs::create_dir(&into).unwrap();
    let confinement = confinement(&into, &[]);
    let picture = ["-f", "lavfi", "-i", "testsrc=size=640x480:rate=25:duration=10"];
    let outside = folder.path().join("outside.y4m");
    let ended = launch(&confinement, &[&picture[..], &["-f", "rawvideo", outside.to_str().unwrap()]].concat());
    assert!(!ended.status.success() && !outside.exists());
    let inside = into.join("inside.raw");
    let ended = launch(&confinement, &[&picture[..], &["-f", "rawvideo", inside.to_str().unwrap()]].concat());
    assert!(!ended.status.success());
    assert!(std::fs::metadata(&inside).unwrap().len() <= 1 << 20);
}

/// Lets a test wait until something has been told, and know how much was done before.
#[derive(Default)]
struct FirstTold {
    told: Notify,
    permille: AtomicU16,
}

#[async_trait]
impl Watch for FirstTold {
    async fn progress(&self, permille: u16) {
        self.permille.store(permille, Ordering::SeqCst);
    }

    async fn segment(&self, _segment: GrowingSegment) {
        self.told.notify_one();
    }
}

/// Whether a process still names the folder in its arguments.
fn somebody_works_in(folder: &Path) -> bool {
    let name = folder.to_str().unwrap().as_bytes();
    std::fs::read_dir("/proc").unwrap().any(|entry| {
        let arguments = std::fs::read(entry.unwrap().path().join("cmdline")).unwrap_or_default();
        arguments.windows(name.len()).any(|part| part == name)
    })
}

#[tokio::test]
async fn dropping_the_work_kills_ffmpeg_and_leaves_nothing_beside_the_job_folder() {
    let bench = Bench::new().await;
    let clip = bench.clip("long.avi", "-f lavfi -i testsrc=size=320x180:rate=25:duration=120 -c:v mpeg4 -q:v 6");
    let (_, plan) = bench.plan(&clip).await.unwrap();
    let into = bench.path("job");
    std::fs::create_dir(&into).unwrap();
    let before = bench.names();
    let told = FirstTold::default();
    tokio::select! {
        done = bench.transcoder.produce(&plan, &clip, &into, &told) => panic!("too quick: {}", done.is_ok()),
        () = told.told.notified() => {}
    }
    let done = told.permille.load(Ordering::SeqCst);
    assert!(done < 800, "{done}: the first of thirty segments is told when it is whole, not at the end");
    // The signal has been sent; that the kernel has acted on it may take a moment.
    while somebody_works_in(&into) {
        RealClock.sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(bench.names(), before);
}

/// Time in which a whole minute is over at once.
struct Hasty;

#[async_trait]
impl Clock for Hasty {
    fn now(&self) -> jiff::Timestamp {
        RealClock.now()
    }

    async fn sleep(&self, duration: Duration) {
        if duration < Duration::from_secs(60) {
            RealClock.sleep(duration).await;
        }
    }
}

#[tokio::test]
async fn work_that_takes_too_long_is_stopped_and_may_be_tried_again() {
    let bench = Bench::new().await;
    let clip = bench.clip("clip.avi", "-f lavfi -i testsrc2=size=320x180:rate=25:duration=2 -c:v mpeg4");
    let (_, plan) = bench.plan(&clip).await.unwrap();
    let hasty = Ffmpeg::unsandboxed(settings(), Arc::new(Hasty));
    let into = bench.path("job");
    std::fs::create_dir(&into).unwrap();
    let error = hasty.produce(&plan, &clip, &into, &media::NotWatched).await.unwrap_err();
    assert!(matches!(error, MediaError::TimedOut { .. }) && error.retry_helps(), "{error}");
}

#[tokio::test]
async fn without_a_sandbox_by_name_the_work_is_the_same() {
    let bench = Bench::new().await;
    let open = Bench { transcoder: Ffmpeg::unsandboxed(settings(), Arc::new(RealClock)), ..bench };
    let clip = open.clip("clip.avi", "-f lavfi -i testsrc2=size=320x180:rate=25:duration=2 -c:v mpeg4");
    assert_eq!(open.transcode(&clip).await.unwrap().summary(), ["180p 320x180"]);
}

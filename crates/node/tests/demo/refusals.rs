use std::fs;
use std::net::TcpListener;
use std::process::Command;

use memchr::memmem;

use crate::process::{Running, demo, end};

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let data = folder.path().join("demo");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecot"));
    let (code, _, errors) = end(command.args(["demo", "--members", "1", "--port", &port, "--data"]).arg(&data));
    assert_eq!(code, Some(4), "{errors}");
    assert!(errors.contains(&port) && errors.contains("--port 0"), "{errors}");
    assert!(!data.join("data").exists(), "nothing was begun");
}

#[test]
fn a_folder_in_use_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Running::start(folder.path());
    running.until("Ecot is at");
    let (code, _, errors) = end(&mut demo(folder.path()));
    assert_eq!(code, Some(5), "{errors}");
    assert!(errors.contains("another ecot is running") && errors.contains("--data"), "{errors}");
}

#[test]
fn a_folder_that_cannot_be_made_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let (code, _, errors) = end(&mut demo(&file.join("demo")));
    assert_eq!(code, Some(5), "{errors}");
    assert!(errors.contains("file/demo") && errors.contains("--data"), "{errors}");
}

#[test]
fn a_machine_without_ffmpeg_is_told_how_to_get_it() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, errors) = end(demo(folder.path()).env("ECOT_MEDIA_FFMPEG", "/nowhere/ffmpeg"));
    assert_eq!(code, Some(5), "{errors}");
    assert!(errors.contains("/nowhere/ffmpeg") && errors.contains("apt-get install ffmpeg"), "{errors}");
    assert!(errors.contains("media.ffmpeg"), "{errors}");
}

#[test]
fn what_a_package_is_searched_for_is_in_the_demonstration() {
    let program = fs::read(env!("CARGO_BIN_EXE_ecot")).unwrap();
    for trace in include_str!("../../../../xtask/demo-traces.txt").lines() {
        assert!(memmem::find(&program, trace.as_bytes()).is_some(), "{trace}");
    }
}

//! The launcher's side: restrict this process, then become another program.

use std::convert::Infallible;
use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode};

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset, RulesetAttr,
    RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};
use rustix::process::{Resource, Rlimit, Signal};
use rustix::thread::{CapabilitySet, CapabilitySets, UnshareFlags};

use super::check;
use super::confinement::{Bounds, Confinement, Mechanisms};
use super::filter;

/// Exit code of a launcher that could not do its work.
pub(super) const NOT_ENTERED: u8 = 125;

/// The highest Landlock interface whose rights are used; older kernels give what they have.
const LANDLOCK: ABI = ABI::V6;

/// Devices that a C library may want, harmless to read.
const DEVICES: [&str; 3] = ["/dev/null", "/dev/zero", "/dev/urandom"];

/// Restricts this process as its first argument (a [`Confinement`] in JSON) says, and becomes the
/// program with the remaining arguments. Must be called before any thread is started.
///
/// Returns only if that failed, having said why on standard error.
pub fn enter_and_exec(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match enter(arguments.into_iter()) {
        Ok(code) => code,
        Err(error) => {
            check::say(&mut io::stderr(), &format!("sandbox: {error}\n"));
            ExitCode::from(NOT_ENTERED)
        }
    }
}

/// Why the sandbox was not entered.
#[derive(Debug, thiserror::Error)]
enum EnterError {
    #[error("the first argument is not a confinement")]
    Unreadable,
    #[error("{0}: {1}")]
    System(&'static str, io::Error),
    #[error("landlock: {0}")]
    Landlock(#[from] RulesetError),
    #[error("seccomp: {0}")]
    Filter(#[from] seccompiler::BackendError),
    #[error("seccomp: {0}")]
    Apply(#[from] seccompiler::Error),
    #[error("the kernel gives {found:?}, demanded is {demanded:?}")]
    Missing { found: Mechanisms, demanded: Mechanisms },
}

impl EnterError {
    fn system(what: &'static str) -> impl FnOnce(rustix::io::Errno) -> EnterError {
        move |errno| EnterError::System(what, errno.into())
    }
}

fn enter(mut arguments: impl Iterator<Item = OsString>) -> Result<ExitCode, EnterError> {
    let first = arguments.next().and_then(|first| first.into_string().ok());
    let confinement: Confinement =
        first.and_then(|text| serde_json::from_str(&text).ok()).ok_or(EnterError::Unreadable)?;
    let found = restrict(&confinement)?;
    let demand = confinement.demand;
    let missing = (demand.landlock && !found.landlock) || (demand.network_namespace && !found.network_namespace);
    if missing {
        return Err(EnterError::Missing { found, demanded: demand });
    }
    let arguments: Vec<_> = arguments.collect();
    if arguments.first().is_some_and(|word| word == check::WORD) {
        return Ok(check::attempt(found, &arguments[1..]));
    }
    let temporary = confinement.writable.as_deref().unwrap_or(Path::new("/"));
    let error = become_program(&confinement.program, temporary, arguments);
    match error {
        Ok(never) => match never {},
        Err(error) => Err(EnterError::System("starting the program", error)),
    }
}

#[allow(clippy::disallowed_methods, reason = "exec replaces this process: the launcher has no runtime to block")]
fn become_program(program: &Path, folder: &Path, arguments: Vec<OsString>) -> io::Result<Infallible> {
    Err(Command::new(program)
        .args(arguments)
        .env_clear()
        .env("LC_ALL", "C")
        .env("TMPDIR", folder)
        .current_dir(folder)
        .exec())
}

/// Puts everything in force and says what the kernel gave.
fn restrict(confinement: &Confinement) -> Result<Mechanisms, EnterError> {
    let apply = confinement.apply;
    if !apply.always {
        die_with_parent()?;
        return Ok(Mechanisms::NONE);
    }
    bound(&confinement.bounds)?;
    let network_namespace = apply.network_namespace && leave_network();
    drop_capabilities()?;
    die_with_parent()?;
    rustix::thread::set_no_new_privs(true).map_err(EnterError::system("no_new_privs"))?;
    let landlock = apply.landlock && restrict_files(confinement)?;
    let filter = filter::compiled()?;
    seccompiler::apply_filter(&filter)?;
    Ok(Mechanisms { always: true, landlock, network_namespace })
}

fn die_with_parent() -> Result<(), EnterError> {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL)).map_err(EnterError::system("death signal"))
}

fn bound(bounds: &Bounds) -> Result<(), EnterError> {
    let limits = [
        (Resource::As, bounds.address_space),
        (Resource::Cpu, bounds.cpu_seconds),
        (Resource::Fsize, bounds.file_bytes),
        (Resource::Nproc, bounds.processes),
        (Resource::Nofile, bounds.open_files),
        (Resource::Core, 0),
    ];
    for (resource, limit) in limits {
        // A hard limit that is already lower stays: only root could raise it.
        let hard = rustix::process::getrlimit(resource).maximum.map_or(limit, |hard| hard.min(limit));
        rustix::process::setrlimit(resource, Rlimit { current: Some(hard), maximum: Some(hard) })
            .map_err(EnterError::system("rlimit"))?;
    }
    // When memory runs out, the kernel takes ffmpeg and not the member.
    std::fs::write("/proc/self/oom_score_adj", "1000").map_err(|error| EnterError::System("oom_score_adj", error))?;
    rustix::process::nice(bounds.nice).map_err(EnterError::system("nice"))?;
    Ok(())
}

/// Moves into an empty network namespace: directly when privileged, else through a namespace of
/// users. False if the kernel allows neither.
#[allow(deprecated, reason = "the unsafety of unshare is in CLONE_FILES alone, which is not used")]
fn leave_network() -> bool {
    rustix::thread::unshare(UnshareFlags::NEWNET).is_ok()
        || rustix::thread::unshare(UnshareFlags::NEWUSER | UnshareFlags::NEWNET).is_ok()
}

/// With no_new_privs a program can gain none of them back.
fn drop_capabilities() -> Result<(), EnterError> {
    let none = CapabilitySet::empty();
    let sets = CapabilitySets { effective: none, permitted: none, inheritable: none };
    rustix::thread::set_capabilities(None, sets).map_err(EnterError::system("capabilities"))
}

/// False if the kernel has no Landlock.
fn restrict_files(confinement: &Confinement) -> Result<bool, RulesetError> {
    let all = AccessFs::from_all(LANDLOCK);
    let read = AccessFs::from_read(LANDLOCK);
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(all)?
        .handle_access(AccessNet::from_all(LANDLOCK))?
        .scope(Scope::from_all(LANDLOCK))?
        .create()?;
    let devices = DEVICES.map(Path::new);
    let readable = confinement.readable.iter().map(|path| path.as_path()).chain(devices);
    for path in readable.chain([confinement.program.as_path()]) {
        rules = allow(rules, path, read)?;
    }
    if let Some(writable) = &confinement.writable {
        rules = allow(rules, writable, all & !AccessFs::Execute)?;
    }
    Ok(rules.restrict_self()?.ruleset != RulesetStatus::NotEnforced)
}

/// Adds a rule; a path that is not there needs none.
fn allow(
    rules: landlock::RulesetCreated,
    path: &Path,
    access: landlock::BitFlags<AccessFs>,
) -> Result<landlock::RulesetCreated, RulesetError> {
    let Ok(place) = PathFd::new(path) else { return Ok(rules) };
    let access = if path.is_dir() { access } else { access & AccessFs::from_file(LANDLOCK) };
    rules.add_rule(PathBeneath::new(place, access))
}

//! The command line. Each subcommand has a module with its arguments and a `run`.

mod backup;
mod beside;
mod check;
#[cfg(feature = "demo")]
mod demo;
mod exit;
mod export;
mod init;
mod offline;
mod operator_link;
mod own_machine;
mod phrase;
mod progress;
mod publish;
mod restore;
mod runtime;
mod serve;
mod serving;
mod token;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use exit::{Exit, Failure};

/// One member of a federation that shares the cost of video.
#[derive(Debug, Parser)]
#[command(name = "ecot", version, about, after_help = Exit::HELP, subcommand_required = true)]
struct Ecot {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Serve(serve::Serve),
    Token(token::Token),
    OperatorLink(operator_link::OperatorLink),
    Publish(publish::Publish),
    OwnMachine(own_machine::RunOwnMachine),
    Check(check::Check),
    Phrase(phrase::MakePhrase),
    Backup(backup::MakeBackup),
    Restore(restore::Restore),
    Charter(offline::Charter),
    Split(offline::Split),
    Settle(offline::Settle),
    Shapley(offline::Shapley),
    Usage(offline::Usage),
    BreakEven(offline::BreakEven),
    Export(export::Export),
    Log(offline::Log),
    Closing(offline::Closing),
    Books(offline::Books),
    #[cfg(feature = "demo")]
    Demo(demo::Demo),
}

impl Command {
    fn run(self) -> Result<(), Failure> {
        match self {
            Self::Init(command) => command.run(),
            Self::Serve(command) => command.run(),
            Self::Token(command) => command.run(),
            Self::OperatorLink(command) => command.run(),
            Self::Publish(command) => command.run(),
            Self::OwnMachine(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Phrase(command) => command.run(),
            Self::Backup(command) => command.run(),
            Self::Restore(command) => command.run(),
            Self::Charter(command) => command.run(),
            Self::Split(command) => command.run(),
            Self::Settle(command) => command.run(),
            Self::Shapley(command) => command.run(),
            Self::Usage(command) => command.run(),
            Self::BreakEven(command) => command.run(),
            Self::Export(command) => command.run(),
            Self::Log(command) => command.run(),
            Self::Closing(command) => command.run(),
            Self::Books(command) => command.run(),
            #[cfg(feature = "demo")]
            Self::Demo(command) => command.run(),
        }
    }
}

/// Runs the program with the arguments of the process. The member also starts this program as the sandbox of ffmpeg;
/// those arguments are its own, not a person's.
pub fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    let program = arguments.next();
    if let Some(first) = arguments.next() {
        if first == media::sandbox::SUBCOMMAND {
            return media::sandbox::enter_and_exec(arguments);
        }
        return run(program.into_iter().chain([first]).chain(arguments)).into();
    }
    run(program).into()
}

/// Runs the program; `arguments` begin with the program's name. Results go to standard output, all
/// else to standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let command = match Ecot::try_parse_from(arguments) {
        Ok(ecot) => ecot.command,
        Err(error) => {
            // The help itself, or what was wrong; if nobody can read it, the code still tells.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    match command.run() {
        Ok(()) => Exit::Done,
        Err(failure) => {
            failure.tell();
            failure.exit
        }
    }
}

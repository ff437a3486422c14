//! What confines ffmpeg, as the operator's console tells it.

use media::sandbox::SandboxReport;
use web::Board;
use web::view::operator::{Health, Part, SandboxLine};

/// Puts on the board what the self-test found; `None`: ffmpeg runs unconfined, as the configuration says.
pub(super) fn show(board: &Board, confinement: Option<SandboxReport>) {
    let Some(report) = confinement else {
        board.set(Part::Media, Health::Bad, "ffmpeg runs unconfined: media.sandbox is off");
        board.set_sandbox(vec![wall(
            "sandbox",
            false,
            "media.sandbox is off; a broken ffmpeg can do what ecot can do",
        )]);
        return;
    };
    let found = report.mechanisms;
    let whole = found.always && found.landlock && found.network_namespace;
    let (health, detail) = if whole {
        (Health::Good, "ffmpeg is confined")
    } else {
        (Health::Attention, "ffmpeg is confined by what this kernel has")
    };
    board.set(Part::Media, health, detail);
    board.set_sandbox(vec![
        wall("seccomp", found.always, "sockets and other programs were refused"),
        wall("rlimits", found.always, "memory, time and the size of files have bounds"),
        if found.landlock {
            wall("Landlock", true, "reading and writing outside of its folder was refused")
        } else {
            wall("Landlock", false, "this kernel cannot keep ffmpeg from files that ecot may read")
        },
        if found.network_namespace {
            wall("network namespace", true, "it has no network")
        } else {
            wall("network namespace", false, "none to be had here; seccomp alone refuses sockets")
        },
    ]);
}

fn wall(wall: &str, holds: bool, detail: &str) -> SandboxLine {
    SandboxLine { wall: wall.to_owned(), holds, detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use media::sandbox::{Mechanisms, Refused};

    use super::*;

    /// Wall and whether it holds, and the health of the part.
    fn shown(confinement: Option<SandboxReport>) -> (Vec<(String, bool)>, Option<Health>) {
        let board = Board::default();
        show(&board, confinement);
        let walls = board.sandbox().into_iter().map(|line| (line.wall, line.holds)).collect();
        (walls, board.line(Part::Media).map(|line| line.health))
    }

    fn report(landlock: bool, network_namespace: bool) -> SandboxReport {
        let mechanisms = Mechanisms { always: true, landlock, network_namespace };
        let refused = Refused { network: true, reading: landlock, writing: landlock, starting: true, reaching: true };
        SandboxReport { mechanisms, refused }
    }

    #[test]
    fn the_console_says_which_walls_hold_and_which_this_kernel_lacks() {
        let (walls, health) = shown(Some(report(true, true)));
        assert!(walls.len() == 4 && walls.iter().all(|(_, holds)| *holds), "{walls:?}");
        assert_eq!(health, Some(Health::Good));

        let (walls, health) = shown(Some(report(false, false)));
        let missing: Vec<_> = walls.iter().filter(|(_, holds)| !holds).map(|(wall, _)| wall.as_str()).collect();
        assert_eq!((missing, health), (vec!["Landlock", "network namespace"], Some(Health::Attention)));
    }

    #[test]
    fn a_sandbox_that_is_off_is_told_as_bad() {
        assert_eq!(shown(None), (vec![("sandbox".to_owned(), false)], Some(Health::Bad)));
    }
}

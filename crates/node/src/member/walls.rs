//! What confines ffmpeg, as the operator's console tells it.

use media::sandbox::SandboxReport;
use web::Board;
use web::view::operator::{Detail, Health, Part, SandboxLine, Wall};

/// Puts on the board what the self-test found; `None`: ffmpeg runs unconfined, as the configuration says.
pub(super) fn show(board: &Board, confinement: Option<SandboxReport>) {
    let Some(report) = confinement else {
        board.set(Part::Media, Health::Bad, Detail::Unconfined);
        board.set_sandbox(vec![SandboxLine { wall: Wall::All, holds: false }]);
        return;
    };
    let found = report.mechanisms;
    let walls = vec![
        SandboxLine { wall: Wall::Seccomp, holds: found.always },
        SandboxLine { wall: Wall::Rlimits, holds: found.always },
        SandboxLine { wall: Wall::Landlock, holds: found.landlock },
        SandboxLine { wall: Wall::NetworkNamespace, holds: found.network_namespace },
    ];
    let (health, detail) = if walls.iter().all(|line| line.holds) {
        (Health::Good, Detail::Confined)
    } else {
        (Health::Attention, Detail::PartlyConfined)
    };
    board.set(Part::Media, health, detail);
    board.set_sandbox(walls);
}

#[cfg(test)]
mod tests {
    use media::sandbox::{Mechanisms, Refused};

    use super::*;

    /// Wall and whether it holds, and the health of the part.
    fn shown(confinement: Option<SandboxReport>) -> (Vec<(Wall, bool)>, Option<Health>) {
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
        let missing: Vec<_> = walls.iter().filter(|(_, holds)| !holds).map(|(wall, _)| *wall).collect();
        assert_eq!((missing, health), (vec![Wall::Landlock, Wall::NetworkNamespace], Some(Health::Attention)));
    }

    #[test]
    fn a_sandbox_that_is_off_is_told_as_bad() {
        assert_eq!(shown(None), (vec![(Wall::All, false)], Some(Health::Bad)));
    }
}

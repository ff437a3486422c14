//! What differs between two texts, line by line.

use crate::view::federation::charter::Line;

/// Lines around a difference that are shown.
const AROUND: usize = 3;

/// Lines of the differing middle of either text that are compared one by one, at most; beyond it the one is shown as gone
/// and the other as new.
const COMPARED_MOST: usize = 2_000;

/// The lines of both texts in order: a longest common sequence of them is the same, the rest is gone or new.
pub(super) fn lines(before: &str, after: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old_mid, new_mid) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let mut all: Vec<Line> = old[..head].iter().map(same).collect();
    all.extend(middle(old_mid, new_mid));
    all.extend(old_rest[old_rest.len() - tail..].iter().map(same));
    folded(all)
}

fn same(line: &&str) -> Line {
    Line::Same((*line).to_owned())
}

fn gone(line: &&str) -> Line {
    Line::Gone((*line).to_owned())
}

fn new(line: &&str) -> Line {
    Line::New((*line).to_owned())
}

fn middle(old: &[&str], new_lines: &[&str]) -> Vec<Line> {
    if old.len().max(new_lines.len()) > COMPARED_MOST {
        return old.iter().map(gone).chain(new_lines.iter().map(new)).collect();
    }
    let longest = lengths(old, new_lines);
    let at = |one: usize, other: usize| longest[one * (new_lines.len() + 1) + other];
    let (mut one, mut other, mut all) = (0, 0, Vec::new());
    while one < old.len() && other < new_lines.len() {
        if old[one] == new_lines[other] {
            all.push(same(&old[one]));
            (one, other) = (one + 1, other + 1);
        } else if at(one + 1, other) >= at(one, other + 1) {
            all.push(gone(&old[one]));
            one += 1;
        } else {
            all.push(new(&new_lines[other]));
            other += 1;
        }
    }
    all.extend(old[one..].iter().map(gone));
    all.extend(new_lines[other..].iter().map(new));
    all
}

/// For each place of both, how many lines of a common sequence are still to come.
fn lengths(old: &[&str], new_lines: &[&str]) -> Vec<u16> {
    let wide = new_lines.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * wide];
    for one in (0..old.len()).rev() {
        for other in (0..new_lines.len()).rev() {
            longest[one * wide + other] = if old[one] == new_lines[other] {
                longest[(one + 1) * wide + other + 1] + 1
            } else {
                longest[(one + 1) * wide + other].max(longest[one * wide + other + 1])
            };
        }
    }
    longest
}

/// Leaves out what is the same and far from any difference.
fn folded(all: Vec<Line>) -> Vec<Line> {
    let is_same = |line: &Line| matches!(line, Line::Same(_));
    let differs: Vec<usize> = (0..all.len()).filter(|place| !is_same(&all[*place])).collect();
    let near = |place: usize| {
        let next = differs.partition_point(|differing| *differing < place);
        let close = |found: Option<&usize>| found.is_some_and(|found| found.abs_diff(place) <= AROUND);
        close(differs.get(next)) || (next > 0 && close(differs.get(next - 1)))
    };
    let (mut shown, mut hidden) = (Vec::new(), 0);
    for (place, line) in all.into_iter().enumerate() {
        if near(place) {
            shown.extend((hidden > 0).then_some(Line::Hidden(hidden)));
            hidden = 0;
            shown.push(line);
        } else {
            hidden += 1;
        }
    }
    shown.extend((hidden > 0).then_some(Line::Hidden(hidden)));
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(lines: &[Line]) -> Vec<String> {
        let write = |line: &Line| match line {
            Line::Same(text) => format!(" {text}"),
            Line::Gone(text) => format!("-{text}"),
            Line::New(text) => format!("+{text}"),
            Line::Hidden(count) => format!("…{count}"),
        };
        lines.iter().map(write).collect()
    }

    #[test]
    fn a_line_that_changed_is_shown_with_those_around_it() {
        let before = "a\nb\nc\nd\ne\nf\ng\nh\ni";
        let after = "a\nb\nc\nd\nE\nf\ng\nh\ni";
        let shown = written(&lines(before, after));
        assert_eq!(shown, ["…1", " b", " c", " d", "-e", "+E", " f", " g", " h", "…1"]);
    }

    #[test]
    fn what_was_moved_is_gone_here_and_new_there() {
        let shown = written(&lines("one\ntwo\nthree", "two\nthree\none"));
        assert_eq!(shown, ["-one", " two", " three", "+one"]);
    }

    #[test]
    fn equal_texts_differ_nowhere_and_an_empty_one_everywhere() {
        assert_eq!(written(&lines("a\nb", "a\nb")), ["…2"]);
        assert_eq!(written(&lines("", "a\nb")), ["+a", "+b"]);
        assert_eq!(written(&lines("a\nb", "")), ["-a", "-b"]);
    }

    #[test]
    fn texts_too_long_to_compare_are_shown_one_after_the_other() {
        let text = |mark: char| (0..=COMPARED_MOST).map(|line| format!("{mark}{line}\n")).collect::<String>();
        let all = lines(&text('a'), &text('b'));
        assert_eq!(all.len(), 2 * (COMPARED_MOST + 1));
        assert!(matches!((&all[0], &all[COMPARED_MOST + 1]), (Line::Gone(_), Line::New(_))));
    }
}

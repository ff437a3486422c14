//! The picture of a month: from those who pay more than they spent to those who carried, as wide as the amounts.

/// One who gives or receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Its name, short enough for the picture.
    pub name: String,
    /// The amount, written out.
    pub amount: String,
    /// From the top, in the picture's units.
    pub y: u64,
    /// Its height; at least 2.
    pub height: u64,
}

impl End {
    /// Where the name's base line is.
    #[must_use]
    pub const fn name_y(&self) -> u64 {
        self.y + 13
    }

    /// Where the amount's base line is.
    #[must_use]
    pub const fn amount_y(&self) -> u64 {
        self.y + 28
    }
}

/// A band between two ends, as the path of its outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band(pub String);

/// The picture. It is 360 wide.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Flows {
    pub from: Vec<End>,
    pub to: Vec<End>,
    pub bands: Vec<Band>,
    pub height: u64,
}

/// One who gives or receives, before it is drawn: name, amount written out, minor units.
pub type Party = (String, String, u64);

/// Units for the sum of all amounts.
const SUM_HEIGHT: u64 = 150;
/// Units that each end has at least: two lines of text.
const LEAST_SLOT: u64 = 36;
const GAP: u64 = 10;
const LEFT: u64 = 12;
const RIGHT: u64 = 348;
const MIDDLE: u64 = 180;
/// Letters of a name that fit into half of the picture.
const NAME_CHARS: usize = 19;

impl Flows {
    /// Draws what flows. Who gives is on the left; everybody gives to each who receives in proportion. Both sides have the
    /// same sum.
    #[must_use]
    pub fn draw(from: &[Party], to: &[Party]) -> Self {
        let sum: u64 = from.iter().map(|(.., minor)| *minor).fold(0, u64::saturating_add);
        let (left, right) = (ends(from, sum), ends(to, sum));
        let lowest = |ends: &[End]| ends.last().map_or(0, |end| end.y + end.height.max(LEAST_SLOT));
        let height = lowest(&left).max(lowest(&right)) + 2;
        let mut bands = Vec::new();
        let mut entered: Vec<u64> = right.iter().map(|end| end.y).collect();
        for (place, end) in left.iter().enumerate() {
            let mut y = end.y;
            for (other, target) in right.iter().enumerate() {
                let (Some((.., given)), Some((.., received))) = (from.get(place), to.get(other)) else { continue };
                let out = part(end.height, *received, sum);
                let into = part(target.height, *given, sum);
                let Some(enter) = entered.get_mut(other) else { continue };
                bands.push(Band(outline((y, out), (*enter, into))));
                y += out;
                *enter += into;
            }
        }
        Self { from: left, to: right, bands, height }
    }
}

impl Flows {
    /// Draws what flows between single ones: whom on the left, whom on the right, how much. The sums of each are its party's.
    #[must_use]
    pub fn between(from: &[Party], to: &[Party], amounts: &[(usize, usize, u64)]) -> Self {
        let sum: u64 = from.iter().map(|(.., all)| *all).fold(0, u64::saturating_add);
        let (left, right) = (ends(from, sum), ends(to, sum));
        let lowest = |ends: &[End]| ends.last().map_or(0, |end| end.y + end.height.max(LEAST_SLOT));
        let height = lowest(&left).max(lowest(&right)) + 2;
        let mut left_y: Vec<u64> = left.iter().map(|end| end.y).collect();
        let mut entered: Vec<u64> = right.iter().map(|end| end.y).collect();
        let mut bands = Vec::new();
        for (one, other, amount) in amounts {
            let (Some((.., given)), Some((.., received))) = (from.get(*one), to.get(*other)) else { continue };
            let (Some(end), Some(target)) = (left.get(*one), right.get(*other)) else { continue };
            let (Some(y), Some(enter)) = (left_y.get_mut(*one), entered.get_mut(*other)) else { continue };
            let (out, into) = (part(end.height, *amount, *given), part(target.height, *amount, *received));
            bands.push(Band(outline((*y, out), (*enter, into))));
            *y += out;
            *enter += into;
        }
        Self { from: left, to: right, bands, height }
    }
}

fn ends(parties: &[Party], sum: u64) -> Vec<End> {
    let mut y = 1;
    let mut ends = Vec::new();
    for (name, amount, minor) in parties {
        let height = part(SUM_HEIGHT, *minor, sum).max(2);
        ends.push(End { name: short(name), amount: amount.clone(), y, height });
        y += height.max(LEAST_SLOT) + GAP;
    }
    ends
}

/// `whole x minor / sum`.
fn part(whole: u64, minor: u64, sum: u64) -> u64 {
    let exact = u128::from(whole) * u128::from(minor) / u128::from(sum.max(1));
    u64::try_from(exact).unwrap_or(whole)
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME_CHARS {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME_CHARS - 1).collect();
    format!("{kept}…")
}

fn outline((y, out): (u64, u64), (enter, into): (u64, u64)) -> String {
    let (lower, entered) = (y + out.max(1), enter + into.max(1));
    format!(
        "M{LEFT} {y}C{MIDDLE} {y} {MIDDLE} {enter} {RIGHT} {enter}V{entered}C{MIDDLE} {entered} {MIDDLE} {lower} {LEFT} {lower}Z"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str, minor: u64) -> Party {
        (name.to_owned(), minor.to_string(), minor)
    }

    #[test]
    fn ends_are_as_high_as_their_amounts_and_never_overlap() {
        let drawn = Flows::draw(&[party("a", 75), party("b", 25)], &[party("c", 99), party("d", 1)]);
        let heights: Vec<u64> = drawn.from.iter().map(|end| end.height).collect();
        assert_eq!(heights, [112, 37]);
        assert_eq!(drawn.bands.len(), 4);
        for ends in [&drawn.from, &drawn.to] {
            assert!(ends.windows(2).all(|pair| pair[0].y + pair[0].height.max(LEAST_SLOT) < pair[1].y));
        }
    }

    #[test]
    fn a_band_between_two_is_as_wide_as_what_flows_between_them() {
        let (from, to) = ([party("a", 60), party("b", 40)], [party("c", 100)]);
        let drawn = Flows::between(&from, &to, &[(0, 0, 60), (1, 0, 40)]);
        let heights: Vec<u64> = drawn.from.iter().chain(&drawn.to).map(|end| end.height).collect();
        assert_eq!(heights, [90, 60, 150]);
        assert_eq!(drawn.bands[0].0, "M12 1C180 1 180 1 348 1V91C180 91 180 91 12 91Z");
        assert!(drawn.bands[1].0.ends_with("V151C180 151 180 161 12 161Z"), "{}", drawn.bands[1].0);
    }

    #[test]
    fn a_month_without_flows_draws_nothing_and_a_long_name_is_cut() {
        assert_eq!(Flows::draw(&[], &[]).bands, []);
        assert_eq!(short("videos.association-des-tilleuls.example"), "videos.association…");
    }
}

//! Single bars.

use super::Charset;

/// Eighths of a cell, from none to seven: U+258F to U+2589.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar as long as `part` is of `whole`, at most `cells` terminal cells: in eighths of a cell, rounded down; in ASCII in whole
/// cells, rounded half up. A part above zero is never without a mark, and one beyond the whole fills the room. Nothing where either
/// is zero or less. The text is as wide as the bar, without blanks behind it.
///
/// ```
/// use outlay::report::chart::{Charset, bar};
/// assert_eq!(bar(55, 100, 10, Charset::Unicode), "█████▌");
/// assert_eq!(bar(55, 100, 10, Charset::Ascii), "######");
/// ```
#[must_use]
pub fn bar(part: i64, whole: i64, cells: usize, charset: Charset) -> String {
    let [part, whole] = [part, whole].map(|size| u64::try_from(size).unwrap_or(0));
    scaled(part, whole, cells, cells, charset)
}

/// [`bar`] where `whole` takes `room` cells, at most `cells` long.
fn scaled(part: u64, whole: u64, room: usize, cells: usize, charset: Charset) -> String {
    if part == 0 || whole == 0 || room == 0 || cells == 0 {
        return String::new();
    }
    let [part, whole] = [part.min(whole.saturating_mul(2)), whole].map(u128::from);
    let room = u128::try_from(room).unwrap_or(u128::MAX >> 70);
    let cells_of = |wanted: u128| usize::try_from(wanted).unwrap_or(cells).min(cells);
    match charset {
        Charset::Ascii => {
            let filled = cells_of((2 * part * room + whole) / (2 * whole));
            if filled == 0 { ".".to_owned() } else { "#".repeat(filled) }
        }
        Charset::Unicode => {
            let eighths = (part * room * 8 / whole).max(1);
            let whole_cells = usize::try_from(eighths / 8).unwrap_or(cells);
            if whole_cells >= cells {
                return "█".repeat(cells);
            }
            let rest = usize::try_from(eighths % 8).unwrap_or(0);
            format!("{}{}", "█".repeat(whole_cells), EIGHTHS[rest])
        }
    }
}

/// A bar in front of its whole: always exactly `cells` terminal cells, the rest filled with a light track. For budgets: how much of
/// `whole` is used.
///
/// ```
/// use outlay::report::chart::{Charset, gauge};
/// assert_eq!(gauge(25, 100, 10, Charset::Unicode), "██▌·······");
/// assert_eq!(gauge(150, 100, 10, Charset::Ascii), "##########");
/// ```
#[must_use]
pub fn gauge(part: i64, whole: i64, cells: usize, charset: Charset) -> String {
    let filled = bar(part, whole, cells, charset);
    let track = match charset {
        Charset::Unicode => "·",
        Charset::Ascii => "-",
    };
    let rest = cells.saturating_sub(filled.chars().count());
    format!("{filled}{}", track.repeat(rest))
}

/// The room of bars that stand below each other and may be negative: those grow to the left of a common zero. Both sides have one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    least: i64,
    cells: usize,
    cells_left: usize,
    /// A size, and how many cells it takes on either side.
    scale: (u64, usize),
}

impl Axis {
    /// The axis of bars for these values, `cells` terminal cells long. Zero has its place even if no value is below or above it.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = i64>, cells: usize) -> Self {
        let (least, largest) = values
            .into_iter()
            .fold((0_i64, 0_i64), |(least, largest), value| (least.min(value), largest.max(value)));
        let below = i128::from(least).abs();
        let span = below + i128::from(largest);
        let room = i128::try_from(cells).unwrap_or(0);
        // Rounded up, so that a negative value always has a cell, but never the whole room where there are others.
        let left = if span == 0 { 0 } else { (below * room + span - 1) / span };
        let left =
            usize::try_from(left).unwrap_or(0).min(if largest > 0 { cells.saturating_sub(1) } else { cells });
        let sides = [(least.unsigned_abs(), left), (largest.unsigned_abs(), cells.saturating_sub(left))];
        // The side that needs more for a cell: on the other there is room left over, since cells are whole.
        let is_tighter = |one: (u64, usize), other: (u64, usize)| {
            let size = |side: (u64, usize), by: usize| u128::from(side.0) * u128::try_from(by).unwrap_or(0);
            size(one, other.1) > size(other, one.1)
        };
        let is_left = largest == 0 || is_tighter(sides[0], sides[1]);
        let scale = if is_left { sides[0] } else { sides[1] };
        Self { least, cells, cells_left: left, scale }
    }

    /// Whether bars may stand left of zero.
    #[must_use]
    pub const fn has_negatives(&self) -> bool {
        self.least < 0
    }

    /// The bar of a value, with the blanks before it that put zero where it is in the others.
    #[must_use]
    pub fn bar(&self, value: i64, charset: Charset) -> String {
        let (whole, room) = self.scale;
        let scaled = |cells: usize, charset| scaled(value.unsigned_abs(), whole, room, cells, charset);
        if value >= 0 {
            let right = scaled(self.cells_right(), charset);
            return if right.is_empty() { right } else { format!("{}{right}", " ".repeat(self.cells_left)) };
        }
        if self.cells_left == 0 {
            return String::new();
        }
        let drawn = match charset {
            // Only the half block has a twin that is filled from the right.
            Charset::Unicode => {
                let length = scaled(self.cells_left, Charset::Unicode);
                let whole = length.chars().filter(|c| *c == '█').count();
                let half = length.chars().last().is_some_and(|c| "▌▋▊▉".contains(c));
                let mark = if half || whole == 0 { "▐" } else { "" };
                format!("{mark}{}", "█".repeat(whole))
            }
            Charset::Ascii => scaled(self.cells_left, charset).replace('#', "-"),
        };
        format!("{}{drawn}", " ".repeat(self.cells_left.saturating_sub(drawn.chars().count())))
    }

    /// A size, and how many cells a bar of that size takes on either side.
    #[must_use]
    pub const fn scale(&self) -> (u64, usize) {
        self.scale
    }

    /// The cells left of zero.
    #[must_use]
    pub const fn cells_left(&self) -> usize {
        self.cells_left
    }

    /// The cells right of zero.
    #[must_use]
    pub const fn cells_right(&self) -> usize {
        self.cells.saturating_sub(self.cells_left)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bar_is_as_long_as_the_part_is_of_the_whole() {
        for (part, cells, unicode, ascii) in [
            (0, 8, "", ""),
            (-5, 8, "", ""),
            (1, 8, "▏", "."),
            (50, 8, "████", "####"),
            (56, 8, "████▍", "####"),
            (57, 8, "████▌", "#####"),
            (100, 8, "████████", "########"),
            (900, 8, "████████", "########"),
            (50, 1, "▌", "#"),
            (50, 0, "", ""),
        ] {
            assert_eq!(bar(part, 100, cells, Charset::Unicode), unicode, "{part} in {cells}");
            assert_eq!(bar(part, 100, cells, Charset::Ascii), ascii, "{part} in {cells}");
        }
        assert_eq!(bar(1, 0, 8, Charset::Unicode), "");
        assert_eq!(bar(i64::MAX, i64::MAX, 3, Charset::Unicode), "███");
    }

    #[test]
    fn a_gauge_fills_its_room_whatever_is_in_it() {
        assert_eq!(gauge(0, 100, 4, Charset::Unicode), "····");
        assert_eq!(gauge(-1, 100, 4, Charset::Ascii), "----");
        assert_eq!(gauge(50, 100, 4, Charset::Ascii), "##--");
        assert_eq!(gauge(1, 0, 4, Charset::Unicode), "····");
    }

    #[test]
    fn negative_values_stand_left_of_a_common_zero() {
        let axis = Axis::new([300, -100, 0], 8);
        assert!(axis.has_negatives());
        let bars = [300, 150, 0, -50, -100].map(|value| axis.bar(value, Charset::Unicode));
        assert_eq!(bars, ["  ██████", "  ███", "", " █", "██"]);
        assert_eq!(axis.bar(-25, Charset::Unicode), " ▐");
        assert_eq!(axis.bar(-100, Charset::Ascii), "--");
        let only_below = Axis::new([-1, -2], 4);
        assert_eq!([-2, -1].map(|value| only_below.bar(value, Charset::Unicode)), ["████", "  ██"]);
    }

    #[test]
    fn both_sides_have_one_scale() {
        let axis = Axis::new([1000, -1], 20);
        assert_eq!(axis.bar(-1, Charset::Unicode), "▐");
        assert_eq!(axis.bar(1000, Charset::Unicode).trim_start().chars().count(), 19);
        // As long as one another where they are as much, whichever side has the odd cell.
        let axis = Axis::new([10, -10], 9);
        let cells = |value: i64| axis.bar(value, Charset::Ascii).trim().len();
        assert_eq!((cells(10), cells(-10)), (4, 4));
        let axis = Axis::new([30, -10], 13);
        let cells = |value: i64| axis.bar(value, Charset::Ascii).trim().len();
        assert_eq!((cells(30), cells(-10), cells(10)), (9, 3, 3));
    }

    proptest! {
        #[test]
        fn no_bar_leaves_its_room_and_a_longer_one_is_of_more(
            one in any::<i64>(), other in any::<i64>(), whole in any::<i64>(), cells in 0_usize..200,
        ) {
            for charset in [Charset::Unicode, Charset::Ascii] {
                let width = |part| bar(part, whole, cells, charset).chars().count();
                prop_assert!(width(one) <= cells);
                prop_assert!(one > other || width(one) <= width(other));
                prop_assert_eq!(gauge(one, whole, cells, charset).chars().count(), cells);
                let axis = Axis::new([one, other], cells);
                for value in [one, other] {
                    prop_assert!(axis.bar(value, charset).chars().count() <= cells);
                }
            }
        }
    }
}

//! Bars made of several parts, with a legend.

use super::{Axis, Charset, Ink, Span};
use crate::model::cells::{cut_with, width};
use crate::model::text::for_terminal;

/// Parts that can be told apart, beside the one that sums the rest.
pub const SERIES_MAX: usize = Ink::SERIES_MAX;

/// What parts are filled with where colour does not tell them apart; the last is that of the rest.
const FILLS: [&str; SERIES_MAX + 1] = ["█", "▒", "▚", "░", "▌", "▓", "▄", "·"];
/// The same in ASCII.
const FILLS_ASCII: [&str; SERIES_MAX + 1] = ["#", "=", "o", ":", "x", "+", "-", "."];
/// Cells between two columns.
const GAP: usize = 2;
/// Cells of the longest bar at most: longer ones are no easier to compare.
pub const BAR_CELLS_MAX: usize = 60;
/// Cells below which a bar says nothing: the sums are left out first.
const BAR_CELLS_MIN: usize = 10;

/// What one colour stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name, as the legend has it.
    pub label: String,
    /// A colour of its own; else the next of the palette.
    pub ink: Option<Ink>,
    /// Whether it is the rest.
    pub is_rest: bool,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// Its name.
    pub label: String,
    /// The value of each series, in their order. Those below zero stand left of it.
    pub values: Vec<i64>,
    /// What is said behind it: its sum.
    pub note: String,
}

/// Stacked bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stacked {
    /// The heading of the names and that of the sums.
    pub heading: [String; 2],
    /// The parts, at most [`SERIES_MAX`] and the rest.
    pub series: Vec<Series>,
    /// The bars, from above.
    pub stacks: Vec<Stack>,
}

impl Stacked {
    /// The lines of the picture: the heading, a bar each, and the legend. None is wider than `room` terminal cells, as long as that is 20
    /// or more. `is_coloured` says whether inks will be seen; where they are not, each series has a fill of its own.
    #[must_use]
    pub fn lines(&self, room: usize, charset: Charset, is_coloured: bool) -> Vec<Vec<Span>> {
        let labels = self.stacks.iter().map(|stack| &stack.label).chain([&self.heading[0]]);
        let label_cells = labels.map(|label| width(&for_terminal(label))).max().unwrap_or(0).min(room / 3);
        let notes = self.stacks.iter().map(|stack| &stack.note).chain([&self.heading[1]]);
        let note_cells = notes.map(|note| width(note)).max().unwrap_or(0);
        let beside = label_cells + GAP + note_cells + GAP;
        let has_notes = room >= beside + BAR_CELLS_MIN;
        let used = if has_notes { beside } else { label_cells + GAP };
        let cells = room.saturating_sub(used).min(BAR_CELLS_MAX);
        let fills = Fills { series: &self.series, charset, is_coloured };
        let sums = |sign: i64| {
            let of = move |stack: &Stack| {
                let part = stack.values.iter().filter(|value| value.signum() == sign);
                part.fold(0_i64, |sum, value| sum.saturating_add(*value))
            };
            self.stacks.iter().map(of)
        };
        let axis = Axis::new(sums(1).chain(sums(-1)), cells);
        let line = |label: &str, note: &str, bar: Vec<Span>| {
            let label = cut_with(&for_terminal(label), label_cells, charset.ellipsis());
            let mut line =
                vec![Span::plain(format!("{label}{}", " ".repeat(label_cells - width(&label) + GAP)))];
            if has_notes {
                line.push(Span::plain(format!("{}{note}  ", " ".repeat(note_cells - width(note)))));
            }
            line.extend(bar);
            line
        };
        let mut lines = vec![line(&self.heading[0], &self.heading[1], Vec::new())];
        for stack in &self.stacks {
            lines.push(line(&stack.label, &stack.note, fills.bar(&stack.values, axis)));
        }
        lines.extend(self.legend(room, fills));
        lines
    }

    /// What each fill stands for, as many to a line as there is room for.
    fn legend(&self, room: usize, fills: Fills<'_>) -> Vec<Vec<Span>> {
        let mut lines: Vec<Vec<Span>> = Vec::new();
        let mut used = 0;
        for (index, series) in self.series.iter().enumerate() {
            let label =
                cut_with(&for_terminal(&series.label), room.saturating_sub(2), fills.charset.ellipsis());
            let cells = 2 + width(&label);
            if lines.is_empty() || used + 3 + cells > room {
                lines.push(Vec::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                if used > 0 {
                    line.push(Span::plain("   "));
                    used += 3;
                }
                line.push(Span::inked(fills.mark(index), fills.ink(index)));
                line.push(Span::plain(format!(" {label}")));
                used += cells;
            }
        }
        lines
    }
}

/// What the series are drawn with.
#[derive(Debug, Clone, Copy)]
struct Fills<'a> {
    series: &'a [Series],
    charset: Charset,
    is_coloured: bool,
}

impl Fills<'_> {
    fn ink(self, index: usize) -> Ink {
        let series = self.series.get(index);
        let own = series.and_then(|series| series.ink);
        own.unwrap_or_else(|| if self.is_rest(index) { Ink::others() } else { Ink::series(index) })
    }

    fn is_rest(self, index: usize) -> bool {
        self.series.get(index).is_some_and(|series| series.is_rest)
    }

    fn mark(self, index: usize) -> &'static str {
        let at = if self.is_rest(index) { SERIES_MAX } else { index % SERIES_MAX };
        match self.charset {
            Charset::Unicode if self.is_coloured => "█",
            Charset::Unicode => FILLS[at],
            Charset::Ascii => FILLS_ASCII[at],
        }
    }

    /// A bar: what is below zero up to it, then what is above. A part ends at the cell next to where it ends exactly, so that the parts
    /// together are as long as their sum.
    fn bar(self, values: &[i64], axis: Axis) -> Vec<Span> {
        let left = axis.cells_left();
        let below = Self::parts(values.iter().map(|value| value.min(&0).unsigned_abs()), axis.scale(), left);
        let length: usize = below.iter().map(|(_, cells)| cells).sum();
        let above = values.iter().map(|value| value.max(&0).unsigned_abs());
        let above = Self::parts(above, axis.scale(), axis.cells_right());
        let mut spans = vec![Span::plain(" ".repeat(left.saturating_sub(length)))];
        let drawn = below.into_iter().rev().chain(above);
        spans
            .extend(drawn.map(|(index, cells)| Span::inked(self.mark(index).repeat(cells), self.ink(index))));
        spans
    }

    /// How many cells each part takes of a side of so many cells, where a size of `whole` takes `room`.
    fn parts(
        sizes: impl Iterator<Item = u64>,
        (whole, room): (u64, usize),
        cells: usize,
    ) -> Vec<(usize, usize)> {
        let (whole, room) = (u128::from(whole), u128::try_from(room).unwrap_or(0));
        let most = u128::try_from(cells).unwrap_or(0);
        let mut parts = Vec::new();
        let (mut sum, mut drawn) = (0_u128, 0);
        for (index, size) in sizes.enumerate() {
            sum += u128::from(size);
            let end = (2 * sum * room + whole).checked_div(2 * whole).unwrap_or(0).min(most);
            let end = usize::try_from(end).unwrap_or(cells);
            if end > drawn {
                parts.push((index, end - drawn));
                drawn = end;
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stacked(stacks: &[(&str, &[i64])], series: &[&str]) -> Stacked {
        Stacked {
            heading: ["Month".to_owned(), "EUR".to_owned()],
            series: series
                .iter()
                .map(|label| Series { label: (*label).to_owned(), ink: None, is_rest: *label == "(other)" })
                .collect(),
            stacks: stacks
                .iter()
                .map(|(label, values)| Stack {
                    label: (*label).to_owned(),
                    values: values.to_vec(),
                    note: values.iter().fold(0_i64, |sum, value| sum.saturating_add(*value)).to_string(),
                })
                .collect(),
        }
    }

    fn text(lines: &[Vec<Span>]) -> Vec<String> {
        let line = |line: &Vec<Span>| line.iter().map(|span| span.text.as_str()).collect::<String>();
        lines.iter().map(|spans| line(spans).trim_end().to_owned()).collect()
    }

    #[test]
    fn parts_stand_beside_each_other_and_the_longest_bar_fills_the_room() {
        let chart = stacked(
            &[("2026-01", &[30, 10, 0]), ("2026-02", &[0, 20, 0]), ("2026-03", &[0, 0, 0])],
            &["food", "rent", "(other)"],
        );
        assert_eq!(
            text(&chart.lines(34, Charset::Unicode, false)),
            [
                "Month    EUR",
                "2026-01   40  ███████████████▒▒▒▒▒",
                "2026-02   20  ▒▒▒▒▒▒▒▒▒▒",
                "2026-03    0",
                "█ food   ▒ rent   · (other)",
            ]
        );
        assert_eq!(text(&chart.lines(34, Charset::Ascii, true))[1], "2026-01   40  ###############=====");
        let coloured = &chart.lines(34, Charset::Unicode, true)[1];
        assert_eq!(coloured[3], Span::inked("███████████████", Ink::series(0)));
        assert_eq!(coloured[4], Span::inked("█████", Ink::series(1)));
    }

    #[test]
    fn what_is_below_zero_stands_left_of_it() {
        let chart = stacked(&[("a", &[30, -10]), ("b", &[10, 0])], &["x", "y"]);
        assert_eq!(
            text(&chart.lines(25, Charset::Ascii, false)),
            ["Month  EUR", "a       20   ===#########", "b       10      ###", "# x   = y"]
        );
    }

    proptest! {
        #[test]
        fn no_line_leaves_the_room_and_a_bar_is_as_long_as_its_sum(
            values in prop::collection::vec(prop::collection::vec(any::<i64>(), 3), 0..6),
            labels in prop::collection::vec("[a-c咖啡]{0,40}", 6),
            room in 20_usize..140,
        ) {
            let stacks: Vec<(&str, &[i64])> =
                labels.iter().map(String::as_str).zip(values.iter().map(Vec::as_slice)).collect();
            let chart = stacked(&stacks, &[&labels[0], "rent", "(other)"]);
            for charset in [Charset::Unicode, Charset::Ascii] {
                for line in text(&chart.lines(room, charset, false)) {
                    prop_assert!(width(&line) <= room, "{}: {:?}", room, line);
                }
            }
        }
    }
}

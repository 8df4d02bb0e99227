//! Tables for people: no borders, columns that line up, cut to the width only on a terminal.
//!
//! Owns the layout. Widths are terminal cells (Unicode UAX #11 as `unicode-width` counts them), so that CJK and emoji
//! line up. Every cell is made safe for the terminal here.

mod fit;

use std::borrow::Cow;

use comfy_table::{CellAlignment, ContentArrangement};
use unicode_width::UnicodeWidthStr;

use self::fit::{cut_with, wrap};
use super::sanitize::for_terminal;
use super::style::{Style, Tone};
use crate::model::cells;

/// Cells between two columns.
const GAP: usize = 2;

/// Rows that the table library lays out; more than anyone reads at a terminal are written line by line.
const LAID_OUT_ROWS_MAX: usize = 200;

/// A column: its heading and how it behaves where room is short.
#[derive(Debug, Clone)]
pub struct Column {
    title: Cow<'static, str>,
    right: bool,
    shrinks_to: Option<usize>,
    wraps: bool,
    lines_max: usize,
    dropped: u8,
}

impl Column {
    /// A column of text aligned to the left that is never cut.
    #[must_use]
    pub const fn new(title: &'static str) -> Self {
        Self {
            title: Cow::Borrowed(title),
            right: false,
            shrinks_to: None,
            wraps: false,
            lines_max: usize::MAX,
            dropped: 0,
        }
    }

    /// A column whose heading comes from data.
    #[must_use]
    pub fn named(title: impl AsRef<str>) -> Self {
        let title = Cow::Owned(for_terminal(title.as_ref()).into_owned());
        Self { title, right: false, shrinks_to: None, wraps: false, lines_max: usize::MAX, dropped: 0 }
    }

    /// Aligns to the right: amounts, numbers.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// Lets the column be cut, down to `cells` terminal cells, where the table is wider than the terminal.
    #[must_use]
    pub const fn shrinks_to(mut self, cells: usize) -> Self {
        self.shrinks_to = Some(cells);
        self
    }

    /// Lets the column become narrower, down to `cells` terminal cells, by going on in the lines below: for what must be read
    /// whole.
    #[must_use]
    pub const fn wraps_to(mut self, cells: usize) -> Self {
        self.shrinks_to = Some(cells);
        self.wraps = true;
        self
    }

    /// Cuts a text of a column that wraps after so many lines: for tables of many rows.
    #[must_use]
    pub const fn lines(mut self, most: usize) -> Self {
        self.lines_max = most;
        self
    }

    /// Lets the column be left out where cutting is not enough: the highest `rank` goes first, 0 never goes.
    #[must_use]
    pub const fn dropped(mut self, rank: u8) -> Self {
        self.dropped = rank;
        self
    }
}

/// A cell: text and, on a coloured terminal, its tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: String,
    tone: Option<Tone>,
}

impl Cell {
    /// A cell in a tone.
    #[must_use]
    pub fn toned(text: impl AsRef<str>, tone: Tone) -> Self {
        Self { text: for_terminal(text.as_ref()).into_owned(), tone: Some(tone) }
    }
}

impl Cell {
    /// A cell of a text that this program made of digits, signs and codes: nothing in it needs to be made safe, and it is not copied.
    #[must_use]
    pub fn figure(text: String) -> Self {
        debug_assert!(matches!(for_terminal(&text), Cow::Borrowed(_)), "{text:?} is no figure");
        Self { text, tone: None }
    }

    /// The same cell in another tone.
    #[must_use]
    pub const fn in_tone(mut self, tone: Tone) -> Self {
        self.tone = Some(tone);
        self
    }
}

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: for_terminal(text.as_ref()).into_owned(), tone: None }
    }
}

/// A table that is built row by row and rendered once.
#[derive(Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(columns: impl Into<Vec<Column>>) -> Self {
        Self { columns: columns.into(), rows: Vec::new() }
    }

    /// Adds a row; cells that are missing are empty, cells too many are ignored.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> &mut Self {
        let mut row: Vec<Cell> = cells.into_iter().take(self.columns.len()).collect();
        row.resize_with(self.columns.len(), || Cell::from(""));
        self.rows.push(row);
        self
    }

    /// Whether the table has no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as lines that end in a line break. `width` is the room in terminal cells, `None` for no limit: then
    /// nothing is cut or left out.
    #[must_use]
    pub fn render(&self, width: Option<usize>, style: Style) -> String {
        let layout = self.layout(width);
        if let Some(taller) = self.wrapped(&layout, style) {
            return taller.render_as(&layout, style);
        }
        self.render_as(&layout, style)
    }

    /// The lines in a layout.
    fn render_as(&self, layout: &[(usize, usize)], style: Style) -> String {
        let lines = if self.rows.len() > LAID_OUT_ROWS_MAX {
            self.padded_lines(layout, style.ellipsis())
        } else {
            self.laid_out_lines(layout, style.ellipsis())
        };
        let mut text = String::new();
        for (number, line) in lines.iter().enumerate() {
            let line = line.trim_end();
            if style.is_coloured() {
                let tones = layout.iter().map(|&(index, cells)| {
                    let tone = match number {
                        0 => Some(Tone::Bold),
                        n => self.rows.get(n - 1).and_then(|row| row[index].tone),
                    };
                    (cells + GAP, tone)
                });
                paint(&mut text, line, tones, style);
            } else {
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }

    /// The same table with more rows, where a column that wraps has not the room that its texts want.
    fn wrapped(&self, layout: &[(usize, usize)], style: Style) -> Option<Self> {
        let wraps: Vec<(usize, usize)> =
            layout.iter().copied().filter(|&(index, _)| self.columns[index].wraps).collect();
        let is_long =
            |row: &Vec<Cell>| wraps.iter().any(|&(index, cells)| cells::width(&row[index].text) > cells);
        if !self.rows.iter().any(is_long) {
            return None;
        }
        let mut taller = Self::new(self.columns.clone());
        for row in &self.rows {
            let mut parts: Vec<Vec<String>> = vec![Vec::new(); row.len()];
            for &(index, cells) in &wraps {
                parts[index] = wrap(&row[index].text, cells, self.columns[index].lines_max, style.ellipsis());
            }
            let height = parts.iter().map(Vec::len).max().unwrap_or(0).max(1);
            for line in 0..height {
                let cells = row.iter().zip(&parts).map(|(cell, parts)| {
                    let text = match parts.get(line) {
                        Some(part) => part.clone(),
                        None if line == 0 => cell.text.clone(),
                        None => String::new(),
                    };
                    Cell { text, tone: cell.tone }
                });
                taller.rows.push(cells.collect());
            }
        }
        Some(taller)
    }

    /// The lines as the table library lays them out.
    fn laid_out_lines(&self, layout: &[(usize, usize)], ellipsis: &str) -> Vec<String> {
        let mut table = comfy_table::Table::new();
        table.set_content_arrangement(ContentArrangement::Disabled);
        table.load_style(comfy_table::presets::NOTHING);
        table.set_header(
            layout.iter().map(|&(index, cells)| cut_with(&self.columns[index].title, cells, ellipsis)),
        );
        for row in &self.rows {
            table.add_row(layout.iter().map(|&(index, cells)| cut_with(&row[index].text, cells, ellipsis)));
        }
        for (place, &(index, _)) in layout.iter().enumerate() {
            if let Some(column) = table.column_mut(place) {
                let after = if place + 1 == layout.len() { 0 } else { GAP };
                column.set_padding((0, u16::try_from(after).unwrap_or_default()));
                if self.columns[index].right {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        table.lines().collect()
    }

    /// The same lines, written one by one: a table of thousands of rows takes a tenth of the time.
    fn padded_lines(&self, layout: &[(usize, usize)], ellipsis: &str) -> Vec<String> {
        let header = self.padded_line(layout, ellipsis, |index| &self.columns[index].title);
        let rows = self.rows.iter().map(|row| self.padded_line(layout, ellipsis, |index| &row[index].text));
        std::iter::once(header).chain(rows).collect()
    }

    fn padded_line<'t>(
        &self,
        layout: &[(usize, usize)],
        ellipsis: &str,
        text_of: impl Fn(usize) -> &'t str,
    ) -> String {
        let mut line = String::with_capacity(layout.iter().map(|(_, cells)| cells + GAP).sum());
        for (place, &(index, room)) in layout.iter().enumerate() {
            let mut text = Cow::Borrowed(text_of(index));
            if cells::width(&text) > room {
                text = Cow::Owned(cut_with(&text, room, ellipsis));
            }
            let rest = room.saturating_sub(cells::width(&text));
            let (before, after) = if self.columns[index].right { (rest, 0) } else { (0, rest) };
            let gap = if place + 1 == layout.len() { 0 } else { GAP };
            line.extend(std::iter::repeat_n(' ', before));
            line.push_str(&text);
            line.extend(std::iter::repeat_n(' ', after + gap));
        }
        line
    }

    /// Whether the table can be shown in `width` terminal cells; `None` has room for any.
    #[must_use]
    pub fn fits(&self, width: Option<usize>) -> bool {
        let cells = self.layout(width).iter().map(|(_, cells)| cells + GAP).sum::<usize>();
        width.is_none_or(|width| cells.saturating_sub(GAP) <= width)
    }

    /// How many terminal cells the table takes where it has room for `room`: fewer where it needs no more, more where it cannot do with
    /// less.
    #[must_use]
    pub fn width(&self, room: usize) -> usize {
        let cells = self.layout(Some(room)).iter().map(|(_, cells)| cells + GAP).sum::<usize>();
        cells.saturating_sub(GAP)
    }

    /// Which columns are shown, by index, and how many terminal cells each gets.
    fn layout(&self, width: Option<usize>) -> Vec<(usize, usize)> {
        let natural = |index: usize| {
            let cells = self.rows.iter().map(|row| cells::width(&row[index].text)).max().unwrap_or(0);
            (index, cells.max(cells::width(&self.columns[index].title)))
        };
        let mut layout: Vec<(usize, usize)> = (0..self.columns.len()).map(natural).collect();
        let Some(width) = width else { return layout };
        loop {
            let least: usize = layout.iter().map(|&(index, cells)| self.least(index, cells) + GAP).sum();
            let drop = layout
                .iter()
                .enumerate()
                .filter(|(_, (index, _))| self.columns[*index].dropped > 0)
                .max_by_key(|(_, (index, _))| self.columns[*index].dropped)
                .map(|(place, _)| place);
            match drop {
                Some(place) if least.saturating_sub(GAP) > width => layout.remove(place),
                _ => break,
            };
        }
        self.shrink(&mut layout, width);
        layout
    }

    /// The fewest terminal cells that the column may get when its content wants `cells`.
    fn least(&self, index: usize, cells: usize) -> usize {
        self.columns[index].shrinks_to.map_or(cells, |least| least.min(cells))
    }

    /// Takes cells from the widest column that may still shrink, until the table fits or none may.
    fn shrink(&self, layout: &mut [(usize, usize)], width: usize) {
        let total = |layout: &[(usize, usize)]| {
            layout.iter().map(|(_, cells)| cells + GAP).sum::<usize>().saturating_sub(GAP)
        };
        while total(layout) > width {
            let widest = layout
                .iter_mut()
                .filter(|(index, cells)| self.least(*index, *cells) < *cells)
                .max_by_key(|(_, cells)| *cells);
            match widest {
                Some((_, cells)) => *cells -= 1,
                None => return,
            }
        }
    }
}

/// Appends `line`, each of its columns in its tone. `columns` gives the width of each with the gap after it.
fn paint(out: &mut String, line: &str, columns: impl Iterator<Item = (usize, Option<Tone>)>, style: Style) {
    let mut rest = line;
    for (cells, tone) in columns {
        let end = rest
            .char_indices()
            .map(|(start, c)| start + c.len_utf8())
            .take_while(|&end| rest[..end].width() <= cells)
            .last()
            .unwrap_or(0);
        let (cell, after) = rest.split_at(end);
        match tone {
            Some(tone) => {
                let text = cell.trim();
                let start = cell.len() - cell.trim_start().len();
                out.push_str(&cell[..start]);
                out.push_str(&style.paint(tone, text));
                out.push_str(&cell[start + text.len()..]);
            }
            None => out.push_str(cell),
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new([
            Column::new("no").right(),
            Column::new("date"),
            Column::new("amount").right(),
            Column::new("category").shrinks_to(8),
            Column::new("description").shrinks_to(8),
            Column::new("method").dropped(1),
        ]);
        table.row(
            ["1", "2026-10-15", "12.50 EUR", "food:groceries", "bread and butter, weekend", "Card"]
                .map(Cell::from),
        );
        table.row(
            ["1042", "2026-10-14", "1234.00 EUR", "travel", "咖啡 ☕ with 👩‍👩‍👧 at the station", "UPI"]
                .map(Cell::from),
        );
        table
    }

    fn widths(text: &str) -> Vec<usize> {
        text.lines().map(UnicodeWidthStr::width).collect()
    }

    #[test]
    fn amounts_line_up_on_the_right_and_wide_characters_take_two_cells() {
        let text = table().render(None, Style::plain());
        assert_eq!(
            text,
            "  no  date             amount  category        description                     method\n\
             \x20  1  2026-10-15    12.50 EUR  food:groceries  bread and butter, weekend       Card\n\
             1042  2026-10-14  1234.00 EUR  travel          咖啡 ☕ with 👩‍👩‍👧 at the station  UPI\n"
        );
        let method = widths(&text)[1] - 4;
        assert_eq!(widths(&text)[2] - 3, method, "both methods begin in the same cell");
    }

    #[test]
    fn nothing_is_cut_without_a_width() {
        assert!(!table().render(None, Style::plain()).contains('…'));
    }

    #[test]
    fn a_narrow_terminal_cuts_flexible_columns_and_never_amounts() {
        for width in [80, 72, 60] {
            let text = table().render(Some(width), Style::plain());
            assert!(widths(&text).iter().all(|&line| line <= width), "{width}:\n{text}");
            assert!(text.contains("1234.00 EUR") && text.contains('…'), "{width}:\n{text}");
        }
    }

    #[test]
    fn forty_cells_still_show_the_number_the_amount_and_what_it_was() {
        let mut table = Table::new([
            Column::new("no").right(),
            Column::new("date").dropped(1),
            Column::new("amount").right(),
            Column::new("category").shrinks_to(8),
            Column::new("description").shrinks_to(8),
        ]);
        table.row(["1", "2026-10-15", "1234.50 EUR", "food:groceries", "bread and butter"].map(Cell::from));
        let text = table.render(Some(40), Style::plain());
        assert!(widths(&text).iter().all(|&line| line <= 40), "{text}");
        assert!(text.contains("1234.50 EUR") && !text.contains("2026"), "{text}");
        assert!(text.contains("food:g") && text.contains("bread"), "{text}");
    }

    #[test]
    fn a_column_that_wraps_goes_on_below_and_loses_nothing() {
        let mut table = Table::new([
            Column::new("no").right(),
            Column::new("why").wraps_to(6),
            Column::new("where").wraps_to(4),
        ]);
        table.row(["1", "the server refused it", "/home/ana/outlay.db"].map(Cell::from));
        table.row(["2", "", "咖啡咖啡"].map(Cell::from));
        assert_eq!(
            table.render(Some(20), Style::plain()),
            "no  why      where\n \
             1  the      /home/a\n    \
             server   na/outl\n    \
             refused  ay.db\n    \
             it\n \
             2           咖啡咖\n             啡\n"
        );
        for width in 1..60 {
            let text = table.render(Some(width), Style::plain());
            let whole: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            for c in "refused/home/ana/outlay.db咖啡".chars() {
                assert!(whole.contains(c), "{width}:\n{text}");
            }
            assert!(width < 16 || widths(&text).iter().all(|&line| line <= width), "{width}:\n{text}");
        }
        assert!(!table.render(None, Style::plain()).contains("\n    "));
    }

    #[test]
    fn colours_go_around_the_text_and_do_not_move_a_column() {
        let mut table = Table::new([Column::new("amount").right(), Column::new("what")]);
        table.row([Cell::toned("5.00", Tone::Red), Cell::from("咖啡")]);
        table.row([Cell::toned("15.00", Tone::Green), Cell::toned("bread", Tone::Dim)]);
        let coloured = table.render(None, Style::new(true));
        assert!(coloured.contains("  \u{1b}[31m5.00\u{1b}[0m  咖啡\n"), "{coloured:?}");
        let mut plain = coloured;
        for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m"] {
            plain = plain.replace(code, "");
        }
        assert_eq!(plain, table.render(None, Style::plain()));
    }

    #[test]
    fn a_long_table_is_written_as_the_library_would_lay_it_out() {
        let mut table = table();
        for number in 0..300 {
            table.row([
                Cell::from(number.to_string()),
                Cell::from("咖啡 e\u{301} 👩‍👩‍👧".repeat(number % 4)),
                Cell::from("x y"),
            ]);
        }
        for width in [None, Some(80), Some(40), Some(20)] {
            let layout = table.layout(width);
            let trimmed = |lines: Vec<String>| -> Vec<String> {
                lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
            };
            assert_eq!(
                trimmed(table.padded_lines(&layout, Style::plain().ellipsis())),
                trimmed(table.laid_out_lines(&layout, Style::plain().ellipsis())),
                "{width:?}"
            );
        }
    }

    #[test]
    fn a_cell_cannot_drive_the_terminal_or_break_the_line() {
        let mut table = Table::new([Column::new("what")]);
        table.row([Cell::from("a\u{1b}[2Jb\nc")]);
        assert_eq!(table.render(None, Style::plain()), "what\na\\u{1b}[2Jb\\nc\n");
    }

    #[test]
    fn a_table_without_rows_still_has_its_heading() {
        let table = Table::new([Column::new("what")]);
        assert!(table.is_empty());
        assert_eq!(table.render(Some(40), Style::plain()), "what\n");
    }
}

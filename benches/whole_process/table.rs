//! The printed table.
//!
//! Owns how numbers, targets and verdicts look. Must not measure.

use std::fmt::Write;

use crate::timing::{Comparison, ONE_PPM, Spread};

/// What a row is meant to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The median ratio, in parts per million.
    RatioPpm(u64),
    /// The median time, in milliseconds.
    Milliseconds(u64),
    /// The same as the other, with a tenth for noise.
    Same,
}

/// In what sizes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes.
    Byte,
    /// 2^20 bytes.
    MebiByte,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Line {
    work: String,
    rows: String,
    ours: String,
    beside: String,
    peer: String,
    ratio: String,
    pairs: String,
    target: String,
    reached: &'static str,
}

const NOTHING: &str = "–";
const MS_NS: u64 = 1_000_000;

impl Line {
    /// A row of times.
    pub fn times(
        work: &str,
        rows: Option<u64>,
        beside: &str,
        found: &Comparison,
        target: Option<Target>,
    ) -> Self {
        let reached = target.map(|target| match target {
            Target::RatioPpm(most) => found.ratio_ppm.median <= most,
            Target::Same => found.ratio_ppm.median <= ONE_PPM + ONE_PPM / 10,
            Target::Milliseconds(most) => found.ours_ns.median <= most * MS_NS,
        });
        Self {
            work: work.to_owned(),
            rows: rows.map_or_else(|| NOTHING.to_owned(), grouped),
            ours: found.ours_ns.map(time),
            beside: beside.to_owned(),
            peer: found.peer_ns.map(time),
            ratio: ratios(found.ratio_ppm),
            pairs: found.pairs.to_string(),
            target: target.map_or_else(|| NOTHING.to_owned(), Target::text),
            reached: verdict(reached),
        }
    }

    /// A row of sizes; `peer` is another program's, by name. All are in bytes, the most that is allowed too.
    pub fn sizes(
        work: &str,
        rows: u64,
        unit: Unit,
        bytes: u64,
        peer: Option<(&str, u64)>,
        most: Option<u64>,
    ) -> Self {
        let text = |bytes: u64| unit.text(bytes);
        Self {
            work: work.to_owned(),
            rows: grouped(rows),
            ours: text(bytes),
            beside: peer.map_or(NOTHING, |(name, _)| name).to_owned(),
            peer: peer.map_or_else(|| NOTHING.to_owned(), |(_, bytes)| text(bytes)),
            ratio: peer
                .map_or_else(|| NOTHING.to_owned(), |(_, other)| ratio(crate::timing::ratio(bytes, other))),
            pairs: "1".to_owned(),
            target: most.map_or_else(|| NOTHING.to_owned(), |most| format!("≤ {}", text(most))),
            reached: verdict(most.map(|most| bytes <= most)),
        }
    }

    /// A row that says why there is no figure.
    pub fn absent(work: &str, rows: u64, beside: &str, reason: &str) -> Self {
        Self {
            work: work.to_owned(),
            rows: grouped(rows),
            ours: NOTHING.to_owned(),
            beside: beside.to_owned(),
            peer: reason.to_owned(),
            ratio: NOTHING.to_owned(),
            pairs: NOTHING.to_owned(),
            target: NOTHING.to_owned(),
            reached: verdict(None),
        }
    }

    fn cells(&self) -> [&str; 9] {
        [
            &self.work,
            &self.rows,
            &self.ours,
            &self.beside,
            &self.peer,
            &self.ratio,
            &self.pairs,
            &self.target,
            self.reached,
        ]
    }
}

impl Target {
    fn text(self) -> String {
        match self {
            Self::RatioPpm(most) => format!("≤ {} ×", ratio(most)),
            Self::Milliseconds(most) => format!("≤ {}", time(most * MS_NS)),
            Self::Same => "the same (≤ 1.10 ×)".to_owned(),
        }
    }
}

impl Unit {
    fn text(self, bytes: u64) -> String {
        match self {
            Self::Byte => format!("{bytes} B"),
            Self::MebiByte => format!("{} MiB", bytes.div_ceil(1 << 20)),
        }
    }
}

const fn verdict(reached: Option<bool>) -> &'static str {
    match reached {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => NOTHING,
    }
}

/// The table in Markdown, padded so that it can be read as it is.
pub fn markdown(lines: &[Line]) -> String {
    const HEAD: [&str; 9] =
        ["Work", "Rows", "outlay", "Beside it", "Its figure", "Ratio", "Pairs", "Target", "Reached"];
    let mut widths = HEAD.map(|cell| cell.chars().count());
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line.cells()) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    let mut put = |cells: [&str; 9], fill: &str| {
        for (cell, width) in cells.iter().zip(widths) {
            let padding = fill.repeat(width - cell.chars().count());
            // Writing to a string cannot fail.
            let _ = write!(out, "| {cell}{padding} ");
        }
        out.push_str("|\n");
    };
    put(HEAD, " ");
    put(["---"; 9], "-");
    for line in lines {
        put(line.cells(), " ");
    }
    out
}

/// Nanoseconds with three digits, about.
pub fn time(ns: u64) -> String {
    match ns {
        0..10_000_000 => format!("{} ms", decimals(ns / 10_000, 2)),
        10_000_000..100_000_000 => format!("{} ms", decimals(ns / 100_000, 1)),
        100_000_000..1_000_000_000 => format!("{} ms", ns / MS_NS),
        _ => format!("{} s", decimals(ns / 10_000_000, 2)),
    }
}

/// Parts per million with two decimals, or four where two would say nothing.
fn ratio(ppm: u64) -> String {
    if ppm < ONE_PPM / 10 { decimals(ppm / 100, 4) } else { decimals((ppm + 5_000) / 10_000, 2) }
}

fn ratios(spread: Spread) -> String {
    spread.map(ratio)
}

fn decimals(value: u64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    format!("{}.{:0width$}", value / unit, value % unit, width = usize::try_from(digits).unwrap_or(0))
}

/// Thousands apart: `1,000,000`.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

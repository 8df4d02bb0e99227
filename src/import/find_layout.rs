//! The way from text and options to a layout.
//!
//! Owns the order of the search: how the text is cut, the header, the roles, then the proofs over the whole file. Must not
//! read rows into expenses.

use crate::model::currency::Currency;

use super::columns::Columns;
use super::error::{Example, ImportError};
use super::evidence::Evidence;
use super::infer::{
    Above, Assigned, Given, Header, Profile, Sample, assign, find_delimiter, find_header, is_foreign,
    sign_by_kinds, sign_by_payments, speaks_of_bills, usual_mark,
};
use super::layout::{Column, Format, Layout, Note, Sign, column_name};
use super::options::{HeaderOption, ImportOptions};
use super::profile::{Recall, fingerprint_of};
use super::roles::Role;
use super::sign_proof::{Hints, SignProof, prove};
use super::table::{Cut, Place, Records, find_quote, has_bare_quotes, is_blank};
use super::told::{check_numbers, given_roles};
use super::years::Years;

/// Finds the layout of a statement from what was told and what its names and values say.
pub(super) fn find_layout(
    text: &str,
    encoding: &'static str,
    options: &ImportOptions,
) -> Result<Layout, ImportError> {
    let skip_to = options.skip_lines.saturating_add(1);
    let start = Place::of_line(text, skip_to).ok_or(ImportError::NoLine { line: skip_to })?;
    let start = match options.header {
        Some(HeaderOption::Line(line)) => Place::of_line(text, line).ok_or(ImportError::NoLine { line })?,
        _ => start,
    };
    let delimiter = options.delimiter.unwrap_or_else(|| find_delimiter(text, start));
    let quoted = Cut { delimiter, quote: Some(find_quote(text, start)) };
    let found = find_with_cut(text, start, quoted, encoding, options);
    let is_broken = match &found {
        Ok((_, swallowed)) => *swallowed > 0 || has_bare_quotes(text, start, quoted),
        // A column that is told or remembered may be there only where quotes are text.
        Err(error) => matches!(
            error,
            ImportError::OpenQuote { .. }
                | ImportError::RecordTooLong { .. }
                | ImportError::UnknownColumn { .. }
                | ImportError::ProfileColumn { .. }
        ),
    };
    if is_broken
        && let Ok((mut layout, _)) = find_with_cut(text, start, quoted.unquoted(), encoding, options)
        && is_even(text, &layout)
    {
        let message = "quotes are not closed as they are opened, so they were read as text".to_owned();
        layout.notes.push(Note { code: "broken_quotes", message });
        return Ok(layout);
    }
    found.map(|(layout, _)| layout)
}

/// Whether every row has as many cells as the others, so that quotes hold none together.
fn is_even(text: &str, layout: &Layout) -> bool {
    let mut records = Records::new(text, layout.data, layout.cut());
    let mut width = None;
    loop {
        match records.read() {
            Ok(None) => return width.is_some(),
            Ok(Some(_)) if is_blank(records.record()) => {}
            Ok(Some(_)) if *width.get_or_insert(records.record().len()) == records.record().len() => {}
            _ => return false,
        }
    }
}

/// The layout under one way to cut, and how many records take in rows after them.
fn find_with_cut(
    text: &str,
    start: Place,
    cut: Cut,
    encoding: &'static str,
    options: &ImportOptions,
) -> Result<(Layout, u64), ImportError> {
    let sample = Sample::read(text, start, cut)?;
    let header = find_header(&sample, start, cut, options)?;
    let records = sample.records.get(header.first..).unwrap_or_default();
    let profile = Profile::of(records);
    let fingerprint = fingerprint_of(&header.names, header.line.is_some(), cut.delimiter, records);
    let mut assigned = assign(&header.names, &profile, given_roles(&header.names, options)?)?;
    let end = match header.line {
        Some(line) => sample.records.partition_point(|record| record.line < line),
        None => header.first,
    };
    let above = Above::read(sample.records.get(..end).unwrap_or_default());

    let mut positions = positions_of(&assigned, &above);
    let mark = options.decimal_mark.unwrap_or_else(|| usual_mark(&profile));
    let kind = (&positions, sample.years, is_foreign(&header.names));
    let evidence = Evidence::collect(text, header.data, cut, kind, above.dates, options, mark)?;
    let width = evidence.columns_max.max(header.names.len());
    check_numbers(options, &header.names, if evidence.rows > 0 { width } else { usize::MAX })?;
    let plain = plain_columns(&header, width);
    let named = |role| positions.get(role).map(|index| column_name(&plain, index)).unwrap_or_default();
    let date_format = evidence.date_format(options, &named(Role::Date))?;
    let decimal_mark = evidence.decimal_mark(options, named)?;
    let proof = prove_signs(&evidence, &assigned, &profile, (&positions, above.is_of_card), options)?;
    if proof.directions
        && options.map.iter().all(|(role, _)| *role != Role::Direction)
        && let Some(line) = evidence.words_against_balance()
    {
        return Err(ImportError::AgainstBalance { column: named(Role::Direction), line });
    }
    if let Some(index) = assigned.maybe_direction {
        if proof.directions {
            let reason = "its values are words for directions".to_owned();
            assigned.roles[index] = Some(Given { role: Role::Direction, reason });
        } else {
            positions.set(Role::Direction, None, None);
        }
    }
    let layout = Layout {
        format: Format::Csv,
        encoding,
        delimiter: Some(char::from(cut.delimiter)),
        quote: cut.quote.map(char::from),
        header_line: header.line,
        idle: std::mem::take(&mut assigned.idle),
        columns: with_roles(plain, assigned),
        date_format,
        decimal_mark,
        signs: proof.signs,
        sign_reason: proof.reason,
        years: sample.years,
        recall: Recall {
            fingerprint: Some(fingerprint),
            told_against_proof: proof.told_against,
            date_format_matters: evidence.date_format_matters(options),
        },
        rows: evidence.rows,
        notes: notes(&evidence, &positions, sample.years, above.currency, options),
        data: header.data,
        row_cells_max: header.names.len().max(usual_width(&profile)),
        begins_pending: above.begins_pending,
        positions,
        may_have_three_decimals: options.decimal_mark.is_some() || evidence.three_decimals > 0,
    };
    Ok((layout, evidence.swallowed))
}

/// Every column with its name, without a role.
fn plain_columns(header: &Header, width: usize) -> Vec<Column> {
    let name = |index: usize| header.line.and_then(|_| header.names.get(index).cloned());
    (0..width)
        .map(|index| Column { index: index + 1, header: name(index), role: None, reason: None })
        .collect()
}

/// The columns with the roles that they were given.
fn with_roles(plain: Vec<Column>, assigned: Assigned) -> Vec<Column> {
    let Assigned { roles, more_texts, .. } = assigned;
    plain
        .into_iter()
        .zip(roles.into_iter().chain(std::iter::repeat(None)))
        .map(|(column, given)| match given.filter(|given| given.role != Role::Ignore) {
            Some(Given { role, reason }) => Column { role: Some(role), reason: Some(reason), ..column },
            None if more_texts.contains(&(column.index - 1)) => {
                Column { reason: Some("kept in the note".to_owned()), ..column }
            }
            None => column,
        })
        .collect()
}

/// What signs mean, by the file as a whole, else by what is known of such files.
fn prove_signs(
    evidence: &Evidence,
    assigned: &Assigned,
    profile: &Profile,
    (positions, is_of_card): (&Columns, bool),
    options: &ImportOptions,
) -> Result<SignProof, ImportError> {
    let otherwise = || {
        let because = |reason: &'static str| move |sign: Sign| (sign, reason);
        sign_by_payments(profile, positions)
            .map(because("payments to the account show it"))
            .or_else(|| sign_by_kinds(profile, positions).map(because("its kinds of transactions show it")))
    };
    let is_of_card = is_of_card || speaks_of_bills(profile, positions);
    let (maybe_direction, is_spent) = (assigned.maybe_direction.is_some(), assigned.is_spent);
    prove(evidence, Hints { maybe_direction, is_of_card, is_spent, otherwise }, options)
}

/// The number of cells that most rows of the sample have at most: what stands beyond it was cut out of another cell.
fn usual_width(profile: &Profile) -> usize {
    let mut widths: Vec<usize> = profile.rows.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    // Nine of ten rows are no wider.
    widths.get(widths.len() * 9 / 10).or(widths.last()).copied().unwrap_or(0)
}

/// Where the roles stand; a column of words for directions that is still to be proved among them.
fn positions_of(assigned: &Assigned, above: &Above) -> Columns {
    let mut positions = Columns::default();
    for (index, given) in assigned.roles.iter().enumerate() {
        if let Some(Given { role, .. }) = given {
            positions.set(*role, Some(index), assigned.currencies.get(index).copied().flatten());
        }
    }
    positions.set_parts(assigned.parts);
    positions.set_texts(assigned.more_texts.clone(), assigned.kind_text);
    positions.set_currency_above(above.currency.map(|(currency, _)| currency));
    positions.set(Role::Direction, positions.get(Role::Direction).or(assigned.maybe_direction), None);
    positions
}

/// What was taken for granted and can be told otherwise.
fn notes(
    evidence: &Evidence,
    positions: &Columns,
    years: Option<Years>,
    currency_above: Option<(Currency, u64)>,
    options: &ImportOptions,
) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(Example { line, value }) = evidence.deciding_date_above(options) {
        let message = format!("days and months of the dates stand as in `{value}` in line {line}");
        notes.push(Note { code: "dates_above", message });
    }
    if let Some(Years { first, last, .. }) = years {
        let message = format!(
            "dates have no year; they were read as days from {first} to {last}, as another line of the file has it"
        );
        notes.push(Note { code: "years", message });
    }
    if let Some((currency, line)) = currency_above
        && options.currency.is_none()
        && evidence.has_bare_amounts
        && positions.get(Role::Currency).is_none()
    {
        let message = format!("amounts without a currency are in {currency}, which line {line} names");
        notes.push(Note { code: "currency_above", message });
    }
    if evidence.rows == 0 {
        notes.push(Note { code: "no_rows", message: "the file has a header and no rows".to_owned() });
    }
    for (role, count, code, meaning) in [
        (Role::Debit, evidence.debit, "negative_debits", "spending"),
        (Role::Credit, evidence.credit, "negative_credits", "income"),
    ] {
        if positions.get(role).is_some() && count.usual() == Sign::Negative {
            let message =
                format!("the {role} column has mostly negative amounts; they were read as {meaning}");
            notes.push(Note { code, message });
        }
    }
    if let Some(Example { line, value }) = &evidence.unknown_state {
        let message = format!(
            "{} rows say a state that is not known and were read as booked, such as `{value}` in line {line}",
            evidence.unknown_states
        );
        notes.push(Note { code: "unknown_states", message });
    }
    if let Some(position) = positions.get(Role::Fee) {
        let message = format!(
            "column {} has fees; they are no part of the amounts and were not imported",
            position + 1
        );
        notes.push(Note { code: "fees", message });
    }
    notes
}

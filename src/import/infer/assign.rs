//! Which column gets which role, and why.
//!
//! Owns the choice from names and values of a sample. Must not read beyond it.

use std::collections::BTreeSet;

use crate::import::dates::is_year_last_compact;
use crate::import::error::{Choice, ImportError};
use crate::import::options::Answer;
use crate::import::roles::{ColumnRef, Role};
use crate::import::text::shown;
use crate::model::currency::Currency;

use super::lexicon::{Claim, Kind, Normalised, PART_RANK, claims, normalise};
use super::money::is_number;
use super::profile::Profile;

mod amounts;
mod texts;
mod values;

/// Rank of a column that its values alone speak for.
const BY_VALUES_RANK: usize = 1_000;

/// A role with the reason for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Given {
    pub role: Role,
    pub reason: String,
}

/// The roles of all columns.
#[derive(Debug, Default)]
pub(in crate::import) struct Assigned {
    /// By position.
    pub roles: Vec<Option<Given>>,
    /// By position: the currency that the header names.
    pub currencies: Vec<Option<Currency>>,
    /// The position of a direction column that the values of the whole file still have to prove.
    pub maybe_direction: Option<usize>,
    /// The position of amounts that another row's is made of.
    pub parts: Option<usize>,
    /// Positions of further texts, which are kept in the note.
    pub more_texts: Vec<usize>,
    /// The position of what a row is called that has no text besides.
    pub kind_text: Option<usize>,
    /// Whether the column of amounts is called by a name of money spent.
    pub is_spent: bool,
    /// Positions of columns that have no number in rows with an amount: a number there is the row's, in the wrong column or in
    /// one that is not known.
    pub idle: Vec<usize>,
}

/// Gives roles to the columns; `told` holds what `--map` and a profile say, one entry a column or fewer.
///
/// # Errors
///
/// Nothing can be the date or the amount; several columns can, and nothing decides.
pub(in crate::import) fn assign(
    names: &[String],
    profile: &Profile,
    told: Vec<Option<Given>>,
) -> Result<Assigned, ImportError> {
    let mut work = Work::new(names, profile, told);
    work.date()?;
    work.amounts()?;
    work.direction();
    work.currency();
    work.state();
    work.texts();
    Ok(work.finish())
}

struct Work<'a> {
    names: &'a [String],
    profile: &'a Profile,
    normalised: Vec<Normalised>,
    claims: Vec<Vec<Claim>>,
    given: Vec<Option<Given>>,
    maybe_direction: Option<usize>,
}

impl<'a> Work<'a> {
    fn new(names: &'a [String], profile: &'a Profile, mut told: Vec<Option<Given>>) -> Self {
        let width = names.len().max(profile.columns.len()).max(told.len());
        let normalised: Vec<Normalised> =
            (0..width).map(|index| normalise(names.get(index).map_or("", String::as_str))).collect();
        let claims = normalised.iter().map(|name| claims(&name.name)).collect();
        told.resize(width, None);
        Self { names, profile, normalised, claims, given: told, maybe_direction: None }
    }

    fn width(&self) -> usize {
        self.given.len()
    }

    fn is_free(&self, index: usize) -> bool {
        self.given.get(index).is_some_and(Option::is_none)
    }

    fn has(&self, role: Role) -> bool {
        self.given.iter().flatten().any(|given| given.role == role)
    }

    /// The column that has a role.
    fn assigned(&self, role: Role) -> Option<usize> {
        self.given.iter().position(|given| given.as_ref().is_some_and(|given| given.role == role))
    }

    fn rank(&self, index: usize, kind: Kind) -> Option<usize> {
        self.claims.get(index)?.iter().find(|claim| claim.kind == kind).map(|claim| claim.rank)
    }

    fn claims_any(&self, index: usize, kinds: &[Kind]) -> bool {
        self.claims.get(index).is_some_and(|claims| claims.iter().any(|claim| kinds.contains(&claim.kind)))
    }

    fn give(&mut self, index: usize, role: Role, reason: &str) {
        let reason = match self.names.get(index).filter(|name| !name.is_empty()) {
            Some(name) => reason.replace("{name}", &shown(name)),
            None => reason.to_owned(),
        };
        if let Some(slot) = self.given.get_mut(index) {
            *slot = Some(Given { role, reason });
        }
    }

    /// Gives a role for the name where one supports it, else for the values.
    fn give_by(&mut self, index: usize, role: Role, kind: Kind, values: &str) {
        let reason = if self.rank(index, kind).is_some() { "its header `{name}`" } else { values };
        self.give(index, role, reason);
    }

    /// Free columns by their claim to a kind, the best first.
    fn claimants(&self, kind: Kind) -> Vec<usize> {
        let mut ranked: Vec<(usize, usize)> = (0..self.width())
            .filter(|&index| self.is_free(index))
            .filter_map(|index| self.rank(index, kind).map(|rank| (rank, index)))
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, index)| index).collect()
    }

    fn date(&mut self) -> Result<(), ImportError> {
        let told = self.has(Role::Date);
        let free: Vec<usize> = (0..self.width()).filter(|&index| self.is_free(index)).collect();
        let names_dates = |index: usize| self.claims_any(index, &[Kind::Date, Kind::ValueDate]);
        let is_number = |index: usize| {
            let first = (0..self.profile.rows.len()).map(|row| self.profile.cell(row, index));
            !names_dates(index) && first.filter(|cell| !cell.is_empty()).all(is_year_last_compact)
        };
        let dated: Vec<usize> = free
            .iter()
            .copied()
            .filter(|&index| self.profile.column(index).is_dates() && !is_number(index))
            .collect();
        let varies = dated.iter().any(|&index| !self.profile.is_constant(index));
        let rank = |work: &Self, index: usize| {
            let by_name = work
                .rank(index, Kind::Date)
                .or_else(|| work.rank(index, Kind::ValueDate).map(|rank| 500 + rank));
            let constant = varies && work.profile.is_constant(index);
            let sparse = work.profile.column(index).filled * 2 < work.profile.rows.len();
            (constant || sparse, by_name.unwrap_or(BY_VALUES_RANK), index)
        };
        let chosen = if told {
            None
        } else if let Some(best) = dated.iter().copied().min_by_key(|&index| rank(self, index)) {
            self.refuse_same_names(best, Role::Date, &dated)?;
            Some(best)
        } else {
            // Nothing looks like a date: the name is all there is, and the proof will say what stands there.
            let by_name =
                self.claimants(Kind::Date).into_iter().chain(self.claimants(Kind::ValueDate)).next();
            Some(by_name.ok_or_else(|| self.not_understood())?)
        };
        if let Some(index) = chosen {
            self.give_by(index, Role::Date, Kind::Date, "its values are dates");
        }
        let second = dated
            .iter()
            .copied()
            .filter(|&index| self.is_free(index) && self.claims_any(index, &[Kind::Date, Kind::ValueDate]))
            .min_by_key(|&index| (self.rank(index, Kind::ValueDate).is_none(), index));
        if let Some(index) = second.filter(|_| !self.has(Role::ValueDate)) {
            self.give(index, Role::ValueDate, "its header `{name}`; read where the date is blank");
        }
        Ok(())
    }

    fn not_understood(&self) -> ImportError {
        let found = crate::import::told::list_columns(self.names);
        let line = self.profile.rows.first().map_or(1, |row| row.line);
        let found = if self.names.is_empty() {
            let cells = self.profile.rows.first().map(|row| row.cells.clone()).unwrap_or_default();
            format!("line {line} has {}", crate::import::told::list_columns(&cells))
        } else {
            format!("the header has {found}")
        };
        let example = "--map date=COL,amount=COL,description=COL, with debit=COL,credit=COL or direction=COL where the file \
                       has those";
        ImportError::NoHeader { found, example: example.to_owned() }
    }

    /// Two columns of one name that both look right: taking the left one would be a guess.
    fn refuse_same_names(&self, chosen: usize, role: Role, among: &[usize]) -> Result<(), ImportError> {
        let name = &self.normalised[chosen].name;
        let same: Vec<usize> = among
            .iter()
            .copied()
            .filter(|&index| !name.is_empty() && self.normalised[index].name == *name)
            .collect();
        let values = |index: usize| -> Vec<&str> {
            (0..self.profile.rows.len()).map(|row| self.profile.cell(row, index)).collect()
        };
        if same.len() < 2 || same.iter().all(|&index| values(index) == values(chosen)) {
            return Ok(());
        }
        Err(ImportError::SameNames {
            role: role.as_str(),
            name: self.names.get(chosen).map(|name| shown(name)).unwrap_or_default(),
            numbers: same.iter().map(|index| (index + 1).to_string()).collect::<Vec<_>>().join(", "),
        })
    }

    /// Columns with words for directions: one that is called so, else one that holds nothing else.
    fn direction(&mut self) {
        if self.has(Role::Direction) || !self.has(Role::Amount) {
            return;
        }
        let worded = |work: &Self, index: usize| {
            let column = work.profile.column(index);
            column.directions > 0 && column.directions * 10 >= column.filled * 8
        };
        if let Some(index) = self.claimants(Kind::Direction).into_iter().find(|&index| worded(self, index)) {
            self.give(index, Role::Direction, "its header `{name}`");
            return;
        }
        let by_type = self.claimants(Kind::Type).into_iter();
        let others = (0..self.width()).filter(|&index| self.is_free(index));
        let unclaimed = others.filter(|&index| {
            // A name of one side over words for both is half of a name.
            self.claims[index].is_empty() || self.claims_any(index, &[Kind::Debit, Kind::Credit])
        });
        self.maybe_direction = by_type.chain(unclaimed).find(|&index| {
            let column = self.profile.column(index);
            // K is credit beside D where a name says so, and a kind of card elsewhere.
            let is_clear = column.distinct.iter().all(|word| !word.eq_ignore_ascii_case("k"));
            column.is_directions() && column.distinct.len() <= 4 && is_clear
        });
    }

    fn currency(&mut self) {
        if self.has(Role::Currency) {
            return;
        }
        let coded = |work: &Self, index: usize| {
            let column = work.profile.column(index);
            column.codes > 0 && column.codes * 10 >= column.filled * 8
        };
        let empty = |work: &Self, index: usize| work.profile.column(index).filled == 0;
        let by_name = self.claimants(Kind::Currency);
        let named = by_name.iter().copied().find(|&index| coded(self, index)).or_else(|| {
            by_name
                .iter()
                .copied()
                .find(|&index| !self.profile.column(index).is_money() && !empty(self, index))
        });
        if let Some(index) = named {
            if !self.is_of_other_amount(index) {
                self.give(index, Role::Currency, "its header `{name}`");
                self.pair_amount_with_currency(index);
            }
            return;
        }
        let at = self.given.iter().position(|given| {
            given
                .as_ref()
                .is_some_and(|given| matches!(given.role, Role::Amount | Role::Debit | Role::Credit))
        });
        let nearest = (0..self.width())
            .filter(|&index| self.is_free(index) && coded(self, index))
            .filter(|&index| !self.claims_any(index, &[Kind::OtherCurrency, Kind::Unread]))
            .min_by_key(|&index| (at.map_or(0, |at| at.abs_diff(index)), at.is_some_and(|at| index < at)));
        if let Some(index) = nearest {
            self.give(index, Role::Currency, "its values are currency codes");
        }
    }

    /// Where the amount has another currency beside it, the one that is the same in every row is the account's, and the amount
    /// beside that was booked.
    fn pair_amount_with_currency(&mut self, currency: usize) {
        let Some(amount) = self.assigned(Role::Amount) else { return };
        let (other, Some(booked)) = (amount + 1, currency.checked_sub(1)) else { return };
        let is_constant = |index: usize| self.profile.column(index).distinct.len() == 1;
        if other == currency || booked == amount || self.profile.column(other).codes == 0 {
            return;
        }
        if !is_constant(currency) {
            if is_constant(other) && self.is_free(other) {
                self.given[currency] = None;
                self.give(other, Role::Currency, "it stands beside the amount");
            }
        } else if !is_constant(other) && self.is_free(booked) && self.profile.column(booked).is_money() {
            self.given[amount] = None;
            self.give(booked, Role::Amount, "the currency of the account stands beside it");
        }
    }

    /// Whether a column of currencies belongs to an amount before a conversion: the account's amount has its currency in its
    /// own header, or is the other one in the rows of one currency and differs from it in all others.
    fn is_of_other_amount(&self, currency: usize) -> bool {
        let amounts =
            [Role::Amount, Role::Debit, Role::Credit].into_iter().filter_map(|role| self.assigned(role));
        if amounts.clone().any(|index| {
            let own = self.normalised[index].currency;
            own.is_some_and(|own| {
                self.profile.column(currency).distinct.iter().any(|code| *code != own.code())
            })
        }) {
            return true;
        }
        let Some(amount) = self.assigned(Role::Amount) else { return false };
        let rows = 0..self.profile.rows.len();
        self.claimants(Kind::OtherAmount).into_iter().any(|other| {
            let is_same = |row: usize| self.profile.cell(row, amount) == self.profile.cell(row, other);
            let same: BTreeSet<&str> = rows
                .clone()
                .filter(|row| is_same(*row))
                .map(|row| self.profile.cell(row, currency))
                .collect();
            let [home] = same.iter().copied().collect::<Vec<_>>()[..] else { return false };
            let mut abroad = rows.clone().filter(|row| self.profile.cell(*row, currency) != home).peekable();
            abroad.peek().is_some() && abroad.all(|row| !is_same(row))
        })
    }

    fn state(&mut self) {
        if self.has(Role::State) {
            return;
        }
        let named =
            self.claimants(Kind::State).into_iter().find(|&index| self.profile.column(index).filled > 0);
        let stated = |work: &Self, index: usize| {
            let column = work.profile.column(index);
            // Under a name for texts only words that are no letters for something else.
            let texts = [Kind::Note, Kind::Type, Kind::Description, Kind::Unread];
            let worded = work.claims_any(index, &texts)
                && column.distinct.iter().all(|word| word.chars().count() > 2)
                && column.filled * 10 >= work.profile.rows.len() * 9;
            column.filled > 0 && column.states == column.filled && (work.claims[index].is_empty() || worded)
        };
        let by_values = || {
            (0..self.width()).find(|&index| {
                self.is_free(index) && Some(index) != self.maybe_direction && stated(self, index)
            })
        };
        if let Some(index) = named.or_else(by_values) {
            self.give_by(index, Role::State, Kind::State, "its values are states");
        }
    }

    /// Whether a column that holds no amounts, days or numbers of its own has no number in any row with an amount.
    fn is_idle(&self, index: usize) -> bool {
        const READ: [Option<Role>; 5] =
            [None, Some(Role::Note), Some(Role::Category), Some(Role::Method), Some(Role::State)];
        let role = self.given.get(index).and_then(|given| given.as_ref()).map(|given| given.role);
        let is_number = |row: usize, index: usize| is_number(self.profile.cell(row, index));
        let amounts: Vec<usize> = [Role::Amount, Role::Debit, Role::Credit]
            .into_iter()
            .filter_map(|role| self.assigned(role))
            .collect();
        READ.contains(&role)
            && !self.claims_any(index, &[Kind::Unread, Kind::Part, Kind::Time, Kind::OtherCurrency])
            && (0..self.profile.rows.len())
                .all(|row| !is_number(row, index) || amounts.iter().all(|amount| !is_number(row, *amount)))
    }

    fn finish(self) -> Assigned {
        let parts = self.claimants(Kind::Part);
        let amount = self.assigned(Role::Amount);
        Assigned {
            idle: (0..self.width()).filter(|&index| self.is_idle(index)).collect(),
            is_spent: amount
                .is_some_and(|index| self.rank(index, Kind::Debit).is_some_and(|rank| rank < PART_RANK)),
            more_texts: self.more_texts(),
            kind_text: self.kind_text(),
            parts: parts.into_iter().find(|&index| self.profile.column(index).is_money()),
            roles: self.given,
            currencies: self.normalised.into_iter().map(|name| name.currency).collect(),
            maybe_direction: self.maybe_direction,
        }
    }
}

/// A choice between columns, shown with the cells of one row.
fn choice(pairs: &[(Role, usize)], profile: &Profile, row: usize) -> Choice {
    let map: Vec<(Role, ColumnRef)> =
        pairs.iter().map(|(role, index)| (*role, ColumnRef::Number(index + 1))).collect();
    let cells: Vec<String> =
        pairs.iter().map(|(role, index)| format!("{role} `{}`", shown(profile.cell(row, *index)))).collect();
    Choice { answer: Answer::Map(map), reading: cells.join(", ") }
}

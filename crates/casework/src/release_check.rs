//! Whether a document can be a release: exactly the fields of its kind, the dimensions and tables that were declared, and sums
//! that hold. What was not declared is not in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook_whole::Codebook;
use crate::coded_fault::CodedFault;
use crate::coded_field::{FieldCodes, RecordKind};
use crate::exact_series::{ExactFigure, SdgHarm};
use crate::record_lists::RecordLists;
use crate::release_document::{ReleaseDocument, ReleasedDimension, ReleasedFigures};
use crate::rounding::ROUNDING_BASE;
use crate::table_declaration::CheckedDeclaration;
use crate::tally::Side;

impl ReleaseDocument {
    /// Everything that can be said without the lists of the codebook.
    pub(crate) fn check(&self) -> Result<CheckedDeclaration, CodedFault> {
        let declared = self.declaration.check_without_codebook()?;
        let kind = declared.kind;
        if self.name != declared.name() {
            return Err(wrong(format!(
                "it is called otherwise than {}, which was declared",
                declared.name()
            )));
        }
        if self.method != Self::method_of(kind, &self.figures)
            || !has_fields_of(&self.figures, kind)
        {
            return Err(wrong(format!("these are no figures of the kind {kind}")));
        }
        match kind {
            RecordKind::Case => self.figures.cases.map_or(Ok(()), |year| year.check())?,
            RecordKind::Person => check_series(&self.figures)?,
            RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => {
                check_multiples(&self.figures)?;
                check_dimensions(&self.figures, &declared)?;
                self.check_tables()?;
            }
        }
        self.check_agreement(&declared)?;
        Ok(declared)
    }

    /// Looks whether every code is of its list, where the release is of this version of the codebook. Of another version
    /// nothing more can be said.
    ///
    /// # Errors
    /// [`CodedFault::Release`] names the dimension.
    pub fn check_codes(&self, book: &Codebook) -> Result<(), CodedFault> {
        if self.declaration.codebook != book.version {
            return Ok(());
        }
        let declared = self.declaration.check(book)?;
        let lists = RecordLists::of(declared.kind, book);
        for (dimension, shown) in declared.dimensions.iter().zip(&self.figures.dimensions) {
            let side = Side::of(dimension, &declared, &lists);
            let field = dimension.field.and_then(|name| declared.kind.field(name));
            // A pack of a country may have come since; the other lists change only with the version.
            let grows = field.is_some_and(|field| field.codes == FieldCodes::Country);
            let fits = if grows {
                shown.codes.iter().all(|code| side.codes.contains(code))
            } else {
                shown.codes == side.codes
            };
            if !fits {
                return Err(wrong(format!(
                    "the categories of {dimension} are not those of its list"
                )));
            }
        }
        Ok(())
    }

    /// That the tables are those that were declared, and add up.
    fn check_tables(&self) -> Result<(), CodedFault> {
        let figures = &self.figures;
        let declared = self.declaration.tables.iter();
        let declared = declared.filter(|table| table.len() == 2).flatten();
        let shown = figures.tables.iter();
        let shown = shown.flat_map(|table| [&table.rows, &table.columns]);
        if !declared.eq(shown) {
            return Err(wrong(
                "its tables are not those that were declared".to_owned(),
            ));
        }
        let sides: BTreeMap<&str, &ReleasedDimension> = figures
            .dimensions
            .iter()
            .map(|one| (one.name.as_str(), one))
            .collect();
        for table in &figures.tables {
            let (Some(rows), Some(columns)) = (
                sides.get(table.rows.as_str()),
                sides.get(table.columns.as_str()),
            ) else {
                return Err(wrong(format!(
                    "a dimension of {} is not described",
                    table.name()
                )));
            };
            let wide = columns.counts.len().max(1);
            let row_sums = table.counts.chunks(wide).map(|row| sum(row.iter()));
            let column = |at| sum(table.counts.iter().skip(at).step_by(wide));
            let column_sums = (0..columns.counts.len()).map(column);
            let adds_up = |sums: &[u64]| sums.iter().map(|sum| Some(*sum)).collect::<Vec<_>>();
            if row_sums.collect::<Vec<_>>() != adds_up(&rows.counts)
                || column_sums.collect::<Vec<_>>() != adds_up(&columns.counts)
            {
                return Err(wrong(format!(
                    "{} does not add up to its sides",
                    table.name()
                )));
            }
        }
        Ok(())
    }
}

/// Exactly the fields of a kind, and none of another: what is exact has rules of its own.
fn has_fields_of(figures: &ReleasedFigures, kind: RecordKind) -> bool {
    let ReleasedFigures {
        base,
        total,
        dimensions,
        tables,
        cases,
        persons,
        series,
    } = figures;
    let is_rounded = (*base, total.is_some()) == (Some(ROUNDING_BASE), true);
    let none_rounded =
        base.is_none() && total.is_none() && dimensions.is_empty() && tables.is_empty();
    let none_of_persons = persons.is_none() && series.is_empty();
    match kind {
        RecordKind::Case => cases.is_some() && none_rounded && none_of_persons,
        RecordKind::Person => persons.is_some() && none_rounded && cases.is_none(),
        RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => {
            is_rounded && cases.is_none() && none_of_persons
        }
    }
}

/// That every harm has its groups in their order, with numbers of persons that can be.
fn check_series(figures: &ReleasedFigures) -> Result<(), CodedFault> {
    let labels = |one: &ExactFigure| (one.harm.clone(), one.group.clone());
    if !figures.series.iter().map(labels).eq(SdgHarm::figures()) {
        return Err(wrong(
            "its figures are not those of the series, each harm with its groups".to_owned(),
        ));
    }
    let persons = figures.persons.unwrap_or_default();
    let all = sum(figures.series.iter().map(|one| &one.persons));
    let mut harms: BTreeMap<&str, u64> = BTreeMap::new();
    for one in &figures.series {
        let of_harm = harms.entry(&one.harm).or_default();
        *of_harm = of_harm.saturating_add(one.persons);
    }
    if all.is_none_or(|all| all < persons) || harms.values().any(|of_harm| *of_harm > persons) {
        return Err(wrong(format!(
            "{persons} persons cannot be those of its series"
        )));
    }
    Ok(())
}

fn check_multiples(figures: &ReleasedFigures) -> Result<(), CodedFault> {
    let sides = figures.dimensions.iter().map(|one| &one.counts);
    let cells = figures.tables.iter().map(|one| &one.counts);
    let every = sides.chain(cells).flatten().chain(&figures.total);
    match every
        .into_iter()
        .find(|count| !count.is_multiple_of(ROUNDING_BASE))
    {
        Some(count) => Err(wrong(format!("{count} is no multiple of {ROUNDING_BASE}"))),
        None => Ok(()),
    }
}

/// That its dimensions are those of the declared tables, each with plain codes that stand there once, and add up to the total.
fn check_dimensions(
    figures: &ReleasedFigures,
    declared: &CheckedDeclaration,
) -> Result<(), CodedFault> {
    let total = figures.total.unwrap_or_default();
    if total < declared.declaration.minimum_total {
        return Err(wrong(
            "its total is below the least that was declared".to_owned(),
        ));
    }
    let wanted = declared.dimensions.iter().map(ToString::to_string);
    if !wanted.eq(figures.dimensions.iter().map(|one| one.name.clone())) {
        return Err(wrong(
            "its dimensions are not those of the tables that were declared".to_owned(),
        ));
    }
    for (dimension, shown) in declared.dimensions.iter().zip(&figures.dimensions) {
        let once: BTreeSet<&String> = shown.codes.iter().collect();
        let are_bodies = dimension.field.is_some() || shown.codes == declared.declaration.bodies;
        if once.len() != shown.codes.len()
            || !shown.codes.iter().all(|code| is_plain(code))
            || !are_bodies
        {
            return Err(wrong(format!(
                "the categories of {dimension} are not those of its list"
            )));
        }
        if shown.codes.len() != shown.counts.len() || sum(shown.counts.iter()) != Some(total) {
            return Err(wrong(format!("{dimension} does not add up to the total")));
        }
    }
    Ok(())
}

/// What every code of every list is: nothing that a CSV or a terminal would take for something else.
fn is_plain(code: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    (1..=MOST_CODE).contains(&code.len()) && code.bytes().all(fits)
}

/// Nothing where numbers are too large to be counts.
fn sum<'c>(mut counts: impl Iterator<Item = &'c u64>) -> Option<u64> {
    counts.try_fold(0_u64, |sum, count| sum.checked_add(*count))
}

pub(crate) fn wrong(what: String) -> CodedFault {
    CodedFault::Release(format!(
        "this is no release as the program makes them: {what}"
    ))
}

/// More than any code has, in bytes.
const MOST_CODE: usize = 100;

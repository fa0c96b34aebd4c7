//! From counts to a release: one total, each dimension's values once, and tables that add up to them.

use std::collections::BTreeMap;

use seal::RoundingKey;

use crate::coded_fault::CodedFault;
use crate::coded_field::RecordKind;
use crate::release_document::{ReleaseDocument, ReleasedDimension, ReleasedFigures, ReleasedTable};
use crate::rounding::{ROUNDING_BASE, RowValue, round_cells, round_count};
use crate::table_declaration::{CheckedDeclaration, TableDeclaration};
use crate::table_tree::Edge;
use crate::tally::Tally;

impl Tally<'_> {
    /// Makes the release. The same records, declaration and key always make the same one.
    ///
    /// # Errors
    /// [`CodedFault::Release`] without the declared key, below the least total, or with an exact figure that is too small.
    pub fn release(mut self, key: Option<&RoundingKey>) -> Result<ReleaseDocument, CodedFault> {
        self.check_keys()?;
        let figures = match self.declared.kind {
            RecordKind::Case => ReleasedFigures {
                cases: Some(self.year.published()?),
                ..ReleasedFigures::default()
            },
            RecordKind::Person => ReleasedFigures {
                persons: Some(self.series.persons()),
                series: self.series.figures(),
                ..ReleasedFigures::default()
            },
            RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => {
                self.round(checked_key(self.declared, key)?)?
            }
        };
        Ok(ReleaseDocument {
            format: ReleaseDocument::FORMAT.to_owned(),
            name: self.declared.name(),
            declaration: self.declared.declaration.clone(),
            declaration_digest: self.declared.digest().to_string(),
            method: ReleaseDocument::method_of(self.declared.kind, &figures).to_owned(),
            figures,
            agreement: vec![],
        })
    }

    fn round(&self, key: &RoundingKey) -> Result<ReleasedFigures, CodedFault> {
        let declared = self.declared;
        let stream = |what: &str| key.stream(purpose(declared, what).as_bytes());
        let total = round_count(self.total, &mut stream("total"));
        let least = declared.declaration.minimum_total;
        if total < least {
            return Err(CodedFault::Release(format!(
                "{} has fewer records than the {least} that its declaration asks for: nothing is published of it; say so, and declare \
                 a wider scope for later periods",
                declared.name()
            )));
        }
        let mut values: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        let mut cells: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        for root in declared.roots() {
            let side = self.sides.get(root);
            let counts = side.map(|side| side.counts.as_slice()).unwrap_or_default();
            let mut drawn = stream(&format!("side {}", self.name(root)));
            let rounded = round_cells(
                counts,
                counts.len(),
                &[total],
                RowValue::Adjacent,
                &mut drawn,
            );
            values.insert(root, rounded);
            // Outwards from the root, so that of each table one side is settled.
            let mut waiting = vec![(root, RowValue::Adjacent)];
            while let Some((from, how)) = waiting.pop() {
                for (edge, at) in declared.edges.iter().zip(0..) {
                    let Some(to) = other_end(edge, from).filter(|to| !values.contains_key(to))
                    else {
                        continue;
                    };
                    let (table, turned) = self.table(at, from);
                    let columns = self.sides.get(to).map_or(0, |side| side.codes.len());
                    let settled = values.get(&from).map(Vec::as_slice).unwrap_or_default();
                    let mut drawn = stream(&format!(
                        "cells {} {}",
                        self.name(edge.one),
                        self.name(edge.other)
                    ));
                    let rounded = round_cells(&table, columns, settled, how, &mut drawn);
                    values.insert(to, sums_of_columns(&rounded, columns));
                    let rounded = if turned {
                        transposed(&rounded, columns)
                    } else {
                        rounded
                    };
                    cells.insert(at, rounded);
                    waiting.push((to, RowValue::Free));
                }
            }
        }
        let dimensions = self
            .sides
            .iter()
            .zip(0..)
            .map(|(side, at)| ReleasedDimension {
                name: self.name(at),
                codes: side.codes.clone(),
                counts: values.get(&at).cloned().unwrap_or_default(),
            });
        let tables = declared
            .edges
            .iter()
            .zip(0..)
            .filter(|(edge, _)| edge.published);
        let tables = tables.map(|(edge, at)| ReleasedTable {
            rows: self.name(edge.one),
            columns: self.name(edge.other),
            counts: cells.remove(&at).unwrap_or_default(),
        });
        Ok(ReleasedFigures {
            base: Some(ROUNDING_BASE),
            total: Some(total),
            tables: tables.collect(),
            dimensions: dimensions.collect(),
            ..ReleasedFigures::default()
        })
    }

    fn name(&self, at: usize) -> String {
        let dimension = self.declared.dimensions.get(at);
        dimension.map(ToString::to_string).unwrap_or_default()
    }

    /// The cells of an edge with the rows of one of its ends, and whether they were turned for that.
    fn table(&self, at: usize, from: usize) -> (Vec<u32>, bool) {
        let cells = self.cells.get(at).map(Vec::as_slice).unwrap_or_default();
        match self.declared.edges.get(at) {
            Some(edge) if edge.one != from => {
                let columns = self.sides.get(from).map_or(0, |side| side.codes.len());
                (transposed(cells, columns), true)
            }
            Some(_) | None => (cells.to_vec(), false),
        }
    }
}

/// The key, if it is the one that was declared.
fn checked_key<'k>(
    declared: &CheckedDeclaration,
    key: Option<&'k RoundingKey>,
) -> Result<&'k RoundingKey, CodedFault> {
    let name = declared
        .rounding_key
        .map(|name| name.to_string())
        .unwrap_or_default();
    let Some(key) = key else {
        return Err(CodedFault::Release(format!(
            "the rounding key is missing: name the file of the key {name} with --key"
        )));
    };
    if key.instance() != declared.instance || Some(key.name()) != declared.rounding_key {
        return Err(CodedFault::Release(format!(
            "this is the rounding key {}, and {name} was declared: use that one, since figures rounded anew would tell more than \
             those that were published",
            key.name()
        )));
    }
    Ok(key)
}

/// What a number is drawn for: the records that are counted, in one spelling.
fn purpose(declared: &CheckedDeclaration, what: &str) -> String {
    let TableDeclaration {
        bodies,
        period,
        kind,
        ..
    } = &declared.declaration;
    format!("{period}\n{kind}\n{}\n{what}", bodies.join(","))
}

impl CheckedDeclaration {
    /// Where rounding begins, as places in `dimensions`: of those that hang together the one in the most tables, or the first of
    /// these by name. One that is in no table with another is a root itself. Its counts, and those of its tables, lie less than
    /// [`ROUNDING_BASE`] from what was counted.
    pub fn roots(&self) -> Vec<usize> {
        let count = self.dimensions.len();
        let tables = |at: usize| {
            let ends = self.edges.iter().filter_map(|edge| other_end(edge, at));
            ends.count()
        };
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|at| std::cmp::Reverse(tables(*at)));
        let mut reached: Vec<usize> = vec![];
        let mut roots = vec![];
        for at in order {
            if reached.contains(&at) {
                continue;
            }
            roots.push(at);
            let mut waiting = vec![at];
            while let Some(from) = waiting.pop() {
                reached.push(from);
                let ends = self.edges.iter().filter_map(|edge| other_end(edge, from));
                waiting.extend(ends.filter(|to| !reached.contains(to)));
            }
        }
        roots
    }
}

fn other_end(edge: &Edge, at: usize) -> Option<usize> {
    if edge.one == at {
        Some(edge.other)
    } else if edge.other == at {
        Some(edge.one)
    } else {
        None
    }
}

fn sums_of_columns(cells: &[u64], columns: usize) -> Vec<u64> {
    let sum = |column| cells.iter().skip(column).step_by(columns.max(1)).sum();
    (0..columns).map(sum).collect()
}

/// Rows for columns.
fn transposed<T: Copy>(cells: &[T], columns: usize) -> Vec<T> {
    let column = |at| cells.iter().skip(at).step_by(columns.max(1)).copied();
    (0..columns).flat_map(column).collect()
}

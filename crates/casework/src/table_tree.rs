//! Tables as a tree: dimensions are its knots, tables its branches. What is rounded from knot to knot adds up everywhere.

use std::collections::BTreeMap;

use crate::codebook_whole::Codebook;
use crate::coded_fault::CodedFault;
use crate::coded_field::RecordKind;
use crate::table_dimension::Dimension;

/// Two dimensions that records are counted by together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The first dimension.
    pub one: usize,
    /// The second.
    pub other: usize,
    /// Whether it is a table of the declaration.
    pub published: bool,
}

/// Every dimension of the tables, each once, by name, and what links them.
pub(crate) fn read_tables(
    declared: &[Vec<String>],
    kind: RecordKind,
    book: Option<&Codebook>,
) -> Result<(Vec<Dimension>, Vec<Edge>), CodedFault> {
    let mut tables: Vec<Vec<Dimension>> = vec![];
    for (names, table) in declared.iter().zip(1..) {
        let wrong = |why: String| CodedFault::Table { table, why };
        if names.is_empty() || names.len() > 2 {
            return Err(wrong(
                "has no or more than two dimensions: take one or two".to_owned(),
            ));
        }
        let read = names
            .iter()
            .map(|name| Dimension::read(name, kind, book).map_err(wrong));
        let read: Vec<Dimension> = read.collect::<Result<_, _>>()?;
        if read.iter().filter(|one| one.is_restricted(kind)).count() > 1 {
            return Err(wrong(format!(
                "crosses {}, which are both restricted: take one of them",
                names.join(" and ")
            )));
        }
        let same = |other: &&Vec<Dimension>| {
            other.len() == read.len() && other.iter().all(|one| read.contains(one))
        };
        if tables.iter().find(same).is_some() {
            return Err(wrong("stands there twice: take it out".to_owned()));
        }
        if let [one, other] = read.as_slice()
            && one.field == other.field
        {
            return Err(wrong(
                "crosses a field with itself: take two fields".to_owned(),
            ));
        }
        tables.push(read);
    }
    let mut dimensions: Vec<Dimension> = tables.concat();
    dimensions.sort();
    dimensions.dedup();
    let place = |one: &Dimension| dimensions.iter().position(|known| known == one);
    let mut groups = Groups::new(dimensions.len());
    let mut edges = vec![];
    for (one, at) in dimensions.iter().zip(0..) {
        let groups_of = Dimension {
            field: one.field,
            grouped: true,
        };
        if let Some(other) = place(&groups_of).filter(|_| !one.grouped) {
            groups.join(at, other);
            edges.push(Edge {
                one: at,
                other,
                published: false,
            });
        }
    }
    for (read, table) in tables.iter().zip(1..) {
        let [first, second] = read.as_slice() else {
            continue;
        };
        let (Some(one), Some(other)) = (place(first), place(second)) else {
            continue;
        };
        if !groups.join(one, other) {
            return Err(CodedFault::Table {
                table,
                why: format!(
                    "{first} and {second} are linked by other tables already, and a ring of tables cannot be rounded so that \
                         it adds up: leave one table of the ring out, or declare it for another period"
                ),
            });
        }
        edges.push(Edge {
            one,
            other,
            published: true,
        });
    }
    Ok((dimensions, edges))
}

/// Which dimensions hang together already.
struct Groups(BTreeMap<usize, usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).map(|one| (one, one)).collect())
    }

    fn of(&self, one: usize) -> usize {
        self.0.get(&one).copied().unwrap_or(one)
    }

    /// False where both hang together already.
    fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.of(one), self.of(other));
        if one == other {
            return false;
        }
        for group in self.0.values_mut().filter(|group| **group == other) {
            *group = one;
        }
        true
    }
}

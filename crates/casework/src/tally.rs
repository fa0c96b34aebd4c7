//! Counting records while they are read: memory grows with the tables, not with the records.

use std::io::BufRead;

use seal::BodyId;

use crate::coded_fault::CodedFault;
use crate::coded_field::RecordKind;
use crate::coded_record::{CodedRecord, RecordFile};
use crate::exact_series::ExactSeries;
use crate::exact_year::ExactYear;
use crate::record_lists::RecordLists;
use crate::table_declaration::CheckedDeclaration;
use crate::table_dimension::Dimension;

/// The true counts of a period. They are for rounding alone: nothing prints them.
pub struct Tally<'d> {
    pub(crate) declared: &'d CheckedDeclaration,
    lists: &'d RecordLists,
    pub(crate) total: u64,
    pub(crate) sides: Vec<Side>,
    /// For each edge of the declaration its cells, row by row; rows are the first dimension.
    pub(crate) cells: Vec<Vec<u32>>,
    pub(crate) year: ExactYear,
    pub(crate) series: ExactSeries,
    keys: Vec<u128>,
    delivered: Vec<BodyId>,
    /// Records of other periods, which were passed over.
    passed_over: u64,
}

/// One dimension while it is counted.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    /// The categories, in the order of the list.
    pub(crate) codes: Vec<String>,
    /// The category of each place in the list of the field; the last one for a field that was left empty.
    of_place: Vec<usize>,
    pub(crate) counts: Vec<u32>,
}

impl<'d> Tally<'d> {
    /// Begins to count what was declared.
    pub fn begin(declared: &'d CheckedDeclaration, lists: &'d RecordLists) -> Self {
        let sides: Vec<Side> = declared
            .dimensions
            .iter()
            .map(|dimension| Side::of(dimension, declared, lists))
            .collect();
        let length = |at: usize| sides.get(at).map_or(0, |side| side.codes.len());
        let cells = declared
            .edges
            .iter()
            .map(|edge| vec![0; length(edge.one) * length(edge.other)])
            .collect();
        Self {
            declared,
            lists,
            total: 0,
            sides,
            cells,
            year: ExactYear::default(),
            series: ExactSeries::default(),
            keys: vec![],
            delivered: vec![],
            passed_over: 0,
        }
    }

    /// Counts a file of records. Those of other periods are passed over.
    ///
    /// # Errors
    /// [`CodedFault`] names row and field of the first record that is not sound.
    pub fn take_file(&mut self, input: impl BufRead) -> Result<(), CodedFault> {
        let mut file = RecordFile::begin(input, self.lists)?;
        let body = self
            .declared
            .bodies
            .iter()
            .position(|body| *body == file.body);
        let body = body.ok_or_else(|| CodedFault::OtherBody {
            body: file.body.to_string(),
        })?;
        if !self.delivered.contains(&file.body) {
            self.delivered.push(file.body);
        }
        let mut record = CodedRecord::empty();
        let mut places = vec![0; self.sides.len()];
        let fields: Vec<Option<usize>> = self
            .declared
            .dimensions
            .iter()
            .map(|one| self.column(one))
            .collect();
        while file.next_record(&mut record)? {
            if record.period != self.declared.period {
                self.passed_over += 1;
                continue;
            }
            self.keys.push(record.key);
            self.total += 1;
            match self.declared.kind {
                RecordKind::Case => self.year.take(self.lists, &record)?,
                RecordKind::Person => self.series.take(self.lists, file.body, &record),
                RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => {
                    self.count(&record, body, &fields, &mut places);
                }
            }
        }
        Ok(())
    }

    /// Looks whether a record was counted twice, once all files are read.
    ///
    /// # Errors
    /// [`CodedFault::Release`] names it.
    pub fn check_keys(&mut self) -> Result<(), CodedFault> {
        self.keys.sort_unstable();
        let pairs = self.keys.iter().zip(self.keys.iter().skip(1));
        if let Some((key, _)) = pairs.into_iter().find(|(one, next)| one == next) {
            return Err(CodedFault::Release(format!(
                "the record {key:032x} stands in two files: take one of them out, or have the later one made again without it"
            )));
        }
        Ok(())
    }

    /// Records of other periods, which were passed over.
    pub const fn passed_over(&self) -> u64 {
        self.passed_over
    }

    /// How many bodies of the declaration handed in a file. It is for whoever makes the release, and stands in none: no count is
    /// published that is not rounded.
    pub fn bodies_delivered(&self) -> usize {
        self.delivered.len()
    }

    fn column(&self, dimension: &Dimension) -> Option<usize> {
        let fields = self.declared.kind.fields();
        let field = dimension.field?;
        fields.iter().position(|known| known.name == field)
    }

    fn count(
        &mut self,
        record: &CodedRecord,
        body: usize,
        fields: &[Option<usize>],
        places: &mut [usize],
    ) {
        for ((side, field), place) in self.sides.iter_mut().zip(fields).zip(places.iter_mut()) {
            *place = match field {
                None => body,
                Some(field) => side.category(record.places.get(*field).copied().flatten()),
            };
            if let Some(count) = side.counts.get_mut(*place) {
                *count += 1;
            }
        }
        for (edge, cells) in self.declared.edges.iter().zip(&mut self.cells) {
            let place = |at: usize| places.get(at).copied().unwrap_or_default();
            let columns = self
                .sides
                .get(edge.other)
                .map_or(0, |side| side.codes.len());
            if let Some(cell) = cells.get_mut(place(edge.one) * columns + place(edge.other)) {
                *cell += 1;
            }
        }
    }
}

impl Side {
    pub(crate) fn of(
        dimension: &Dimension,
        declared: &CheckedDeclaration,
        lists: &RecordLists,
    ) -> Self {
        let mut codes: Vec<String> = vec![];
        let mut of_place = vec![];
        match dimension.field {
            None => codes = declared.declaration.bodies.clone(),
            Some(field) => {
                for code in lists.codes(field) {
                    let category = match code.split_once('.') {
                        Some((group, _)) if dimension.grouped => group,
                        _ => code.as_str(),
                    };
                    let known = codes.iter().position(|known| known == category);
                    of_place.push(known.unwrap_or(codes.len()));
                    if known.is_none() {
                        codes.push(category.to_owned());
                    }
                }
                if declared
                    .kind
                    .field(field)
                    .is_some_and(|field| !field.required)
                {
                    codes.push(NOT_RECORDED.to_owned());
                }
            }
        }
        let counts = vec![0; codes.len()];
        Self {
            codes,
            of_place,
            counts,
        }
    }

    fn category(&self, place: Option<u16>) -> usize {
        let of = |place: u16| self.of_place.get(usize::from(place)).copied();
        let empty = self.codes.len().saturating_sub(1);
        place.and_then(of).unwrap_or(empty)
    }
}

impl std::fmt::Debug for Tally<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tally(hidden)")
    }
}

/// The category of a field that was left empty.
const NOT_RECORDED: &str = "_X";

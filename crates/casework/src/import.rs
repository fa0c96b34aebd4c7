//! An existing log, row by row, as coded records (decision 0062).

use std::io::BufRead;

use seal::Day;

use crate::coded_fault::CodedFault;
use crate::coded_field::RecordKind;
use crate::coding_agreement::needs_two;
use crate::import_columns::Columns;
use crate::import_fault::{ImportFault, ImportPlace};
use crate::import_plan::{FieldSource, ImportPlan};
use crate::import_rows::{LogRow, LogRows, QuoteFlaw, RowsFault};
use crate::import_suggestion::Suggestions;
use crate::import_value::{self, CellCodes};
use crate::incident::IncidentTarget;
use crate::record_batch::BatchRecord;
use crate::release_period::ReleasePeriod;

/// A log that is being read.
#[derive(Debug)]
pub struct ImportLog<'p, R> {
    plan: &'p ImportPlan,
    rows: LogRows<R>,
    row: LogRow,
    today: Day,
    columns: Columns,
    is_beyond_ascii: bool,
    suggestions: Suggestions,
}

/// What became of one row. It is used again for each.
#[derive(Debug, Default)]
pub struct ImportedRow {
    /// The row as spreadsheets count: the row with the names of the columns is the first.
    pub number: u64,
    /// Whether it was passed over, because nothing stands in it or the mapping says so.
    pub is_passed_over: bool,
    /// The period that it is counted in.
    pub period: Option<ReleasePeriod>,
    /// Its records; none where there is a fault.
    pub records: Vec<BatchRecord>,
    /// For each code of its records that takes two officers in a case, the name of its field: here one may have given it.
    pub perhaps_by_one: Vec<&'static str>,
    /// How many further values of its cells were left by rule.
    pub values_left: u64,
    /// What is wrong with it.
    pub faults: Vec<ImportFault>,
}

impl<'p, R: BufRead> ImportLog<'p, R> {
    /// Reads the row with the names of the columns. `today` is the day after which nothing can have happened yet.
    ///
    /// # Errors
    /// Everything in which log and mapping do not fit one another.
    pub fn begin(input: R, plan: &'p ImportPlan, today: Day) -> Result<Self, Vec<ImportFault>> {
        let read = |fault: RowsFault| vec![unreadable(1, &fault)];
        let mut rows = LogRows::begin(input, plan.spelling.delimiter).map_err(read)?;
        let mut row = LogRow::default();
        rows.next_row(&mut row).map_err(read)?;
        let columns = Columns::read(&row, plan)?;
        Ok(Self {
            plan,
            rows,
            is_beyond_ascii: row.is_beyond_ascii(),
            row,
            today,
            columns,
            suggestions: Suggestions::default(),
        })
    }

    /// So many bytes were read.
    pub const fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }

    /// Reads the next row into `into`; false at the end of the log.
    ///
    /// # Errors
    /// After a fault of this kind nothing more can be read.
    pub fn next_row(&mut self, into: &mut ImportedRow) -> Result<bool, ImportFault> {
        let more = self.rows.next_row(&mut self.row);
        let number = self.row.number;
        if !more.map_err(|fault| unreadable(number, &fault))? {
            return Ok(false);
        }
        into.begin(number);
        if let Some(fault) = self.shape_fault() {
            into.faults.push(fault);
            return Ok(true);
        }
        into.is_passed_over = self.row.is_blank();
        if into.is_passed_over {
            return Ok(true);
        }
        let cells = self.cells(&mut into.faults);
        let is_utf_8 = into.faults.is_empty();
        if is_utf_8 {
            self.take(&cells, into);
        }
        self.is_beyond_ascii |= is_utf_8 && self.row.is_beyond_ascii();
        Ok(true)
    }

    /// What is wrong with the row as a whole.
    fn shape_fault(&self) -> Option<ImportFault> {
        let place = || ImportPlace::Row(self.row.number);
        match self.row.flaw {
            Some(QuoteFlaw::Open) => {
                return Some(ImportFault::at(
                    place(),
                    "a quotation mark is opened here and never closed, so that all rows behind it are one cell",
                    "close it, or write it twice within a cell",
                ));
            }
            Some(QuoteFlaw::TextBehind) => {
                return Some(ImportFault::at(
                    place(),
                    "text stands behind a quotation mark that closes a cell",
                    "write a quotation mark within a cell twice",
                ));
            }
            None => {}
        }
        let (found, wanted) = (self.row.len(), self.columns.names.len());
        (found != wanted && !self.row.is_blank()).then(|| {
            ImportFault::at(
                place(),
                format!("it has {found} cells, and there are {wanted} columns"),
                "look for a separator in a cell without quotation marks, and for a quotation mark that is not closed",
            )
        })
    }

    /// The texts of all cells. One that is no UTF-8 is a fault, whether its column is taken or not: a log in two encodings
    /// has values that look alike and are not.
    fn cells(&self, faults: &mut Vec<ImportFault>) -> Vec<&str> {
        let mut cells = vec![];
        for ((at, cell), column) in self.row.cells().enumerate().zip(&self.columns.names) {
            match cell {
                Ok(cell) => cells.push(cell),
                Err(fault) => {
                    let byte = self.row.byte_at(at, fault.valid_up_to());
                    let (why, remedy) = if self.is_beyond_ascii {
                        (
                            "two encodings are mixed in this log: rows before it are UTF-8",
                            "find the parts it was put together from, and save each as UTF-8",
                        )
                    } else {
                        (
                            "this log is not UTF-8",
                            "save it as UTF-8 (in a spreadsheet: `CSV UTF-8`)",
                        )
                    };
                    faults.push(ImportFault::at(
                        ImportPlace::Cell(self.row.number, column.clone()),
                        format!("has the byte {byte:02X}, which is no UTF-8; {why}"),
                        remedy,
                    ));
                }
            }
        }
        cells
    }

    fn take(&self, cells: &[&str], into: &mut ImportedRow) {
        let cell = |column: &str| {
            let at = self.columns.places.get(column);
            at.and_then(|at| cells.get(*at))
                .copied()
                .unwrap_or_default()
        };
        let place = |column: &str| ImportPlace::Cell(into.number, column.to_owned());
        for (column, values) in &self.plan.passed_over {
            if values.contains(cell(column)) {
                into.is_passed_over = true;
                return;
            }
        }
        if let Some(column) = &self.plan.codebook_column {
            let (found, wanted) = (cell(column), self.plan.lists.version);
            if found.parse() != Ok(wanted) {
                into.faults.push(
                    ImportFault::at(
                        place(column),
                        format!("is another version of the codebook than {wanted}"),
                        "code the row anew with this version, or import it with the program of its own",
                    )
                    .of(found),
                );
            }
        }
        let when = &self.plan.when;
        let is_year = self.plan.kind().is_exact();
        let text = cell(&when.column);
        let period = if text.is_empty() {
            into.faults.push(ImportFault::at(
                place(&when.column),
                "is empty",
                "say when it was as far as it is known, or pass such rows over under [passed_over]",
            ));
            None
        } else {
            let read = when.form.period(text, when.range, is_year, self.today);
            read.map_err(|flaw| {
                let fault = ImportFault::at(place(&when.column), flaw.why, flaw.remedy);
                into.faults.push(fault.of(text));
            })
            .ok()
        };
        into.period = period;
        let mut fields = vec![];
        for planned in &self.plan.fields {
            let name = planned.field.name;
            match &planned.source {
                FieldSource::Always(code) => fields.push((name, vec![code.clone()])),
                FieldSource::Empty => {}
                FieldSource::Column(source) => {
                    let place = place(&source.column);
                    let cell = cell(&source.column);
                    let known = (&self.plan.lists, &self.suggestions);
                    match import_value::codes(known, planned, source, cell, &place) {
                        Ok(CellCodes { codes, left }) => {
                            into.values_left += left;
                            fields.push((name, codes));
                        }
                        Err(fault) => into.faults.push(fault),
                    }
                }
            }
        }
        if let Some(period) = period.filter(|_| into.faults.is_empty()) {
            self.records(period, &fields, into);
        }
    }

    /// A group has a band of its size, though `unknown` may be it; one person is one without being asked (as in an incident).
    /// It is looked at record by record: a row may tell of a person and of a group.
    fn size(&self, codes: &mut Vec<(&'static str, &str)>, number: u64) -> Option<ImportFault> {
        let code = |name: &str| {
            let found = codes.iter().find(|(field, _)| *field == name);
            found.map(|(_, code)| *code)
        };
        let (unit, size) = (code("unit")?, code("size").unwrap_or_default());
        let is_person = unit == IncidentTarget::PERSON;
        let (why, remedy) = match (is_person, size) {
            (true, "") => {
                codes.retain(|(field, _)| *field != "size");
                codes.push(("size", IncidentTarget::ONE));
                return None;
            }
            (true, IncidentTarget::ONE) => return None,
            (true, _) => (
                "is the size of several, and the target is one person",
                "code the unit as a group, or the size as `n1`",
            ),
            (false, "") => (
                "is more than one person, and has no size",
                "say how many they are; where nobody knows, `empty = \"unk\"` under [fields.size]",
            ),
            (false, _) => return None,
        };
        let value = if size.is_empty() { unit } else { size };
        Some(ImportFault::at(self.place_of("size", number), why, remedy).of(value))
    }

    fn records(
        &self,
        period: ReleasePeriod,
        fields: &[(&'static str, Vec<String>)],
        into: &mut ImportedRow,
    ) {
        let most = fields.iter().map(|(_, codes)| codes.len()).max();
        for at in 0..most.unwrap_or_default().max(1) {
            let codes = fields.iter().filter_map(|(name, codes)| {
                let code = codes.get(at).or_else(|| codes.first())?;
                Some((*name, code.as_str()))
            });
            let mut codes: Vec<_> = codes.collect();
            if self.plan.kind() == RecordKind::Act
                && let Some(fault) = self.size(&mut codes, into.number)
            {
                into.faults.push(fault);
                into.records.clear();
                into.perhaps_by_one.clear();
                return;
            }
            match BatchRecord::check(&self.plan.lists, into.number, period, &codes) {
                Ok(record) => {
                    into.records.push(record);
                    into.perhaps_by_one.extend(self.taking_two(&codes));
                }
                Err(fault) => {
                    into.faults.push(self.told(fault, into.number));
                    into.records.clear();
                    into.perhaps_by_one.clear();
                    return;
                }
            }
        }
    }

    /// The fields of a record whose codes take two officers in a case (decision 0060).
    fn taking_two(&self, codes: &[(&'static str, &str)]) -> Vec<&'static str> {
        let takes_two = |(name, code): &&(&'static str, &str)| {
            let field = self.plan.kind().field(name);
            field.is_some_and(|field| needs_two(field, &[*code]))
        };
        codes
            .iter()
            .filter(takes_two)
            .map(|(name, _)| *name)
            .collect()
    }

    /// A fault of a record, in the words of whoever has the log before them.
    fn told(&self, fault: CodedFault, number: u64) -> ImportFault {
        if let CodedFault::NotCounted {
            field, why, remedy, ..
        } = fault
        {
            let remedy = format!("{remedy}, or pass such rows over under [passed_over]");
            return ImportFault::at(self.place_of(field, number), why, remedy);
        }
        ImportFault::at(
            ImportPlace::Row(number),
            fault.to_string(),
            "correct it in the log",
        )
    }

    /// The cell that a field comes from; the row where it comes from none.
    fn place_of(&self, name: &str, number: u64) -> ImportPlace {
        let planned = self
            .plan
            .fields
            .iter()
            .find(|field| field.field.name == name);
        match planned.and_then(|field| field.column()) {
            Some(source) => ImportPlace::Cell(number, source.column.clone()),
            None => ImportPlace::Row(number),
        }
    }
}

impl ImportedRow {
    fn begin(&mut self, number: u64) {
        self.number = number;
        (self.is_passed_over, self.period, self.values_left) = (false, None, 0);
        self.records.clear();
        self.perhaps_by_one.clear();
        self.faults.clear();
    }
}

fn unreadable(number: u64, fault: &RowsFault) -> ImportFault {
    let (place, remedy) = match fault {
        RowsFault::NoCsv(_) => (
            ImportPlace::Log,
            "export it as CSV in UTF-8; of an export of Uwazi take `import.csv` out of the ZIP",
        ),
        RowsFault::TooLong => (
            ImportPlace::Row(number),
            "a quotation mark is opened in it and not closed: close it, or write it twice within a cell",
        ),
        RowsFault::Broken(_) => (ImportPlace::Log, "look whether the disk is whole"),
    };
    ImportFault::at(place, fault.to_string(), remedy)
}

#[cfg(test)]
mod tests;

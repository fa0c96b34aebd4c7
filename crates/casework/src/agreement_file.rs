//! How well the coders of a body agreed over a period, as a lead hands it to the data custodian (decision 0066): a file of
//! figures that are rounded already. No case, officer, code or exact number stands in it.

use seal::{BodyId, InstanceId};
use thiserror::Error;

use crate::agreement_figure::{AgreementFigure, ShownKappa, agreement_fields};
use crate::codebook_text::CODEBOOK_VERSION;
use crate::coded_field::RecordKind;
use crate::coding_agreement::AgreementCount;
use crate::release_period::ReleasePeriod;

/// How well the coders of a body agreed over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodingAgreement {
    /// The deployment.
    pub instance: InstanceId,
    /// The body.
    pub body: BodyId,
    /// The period.
    pub period: ReleasePeriod,
    /// The version of the codebook whose codes were compared.
    pub codebook: u16,
    /// The figures, by kind and field.
    pub figures: Vec<AgreementFigure>,
}

/// Why a file of agreement is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AgreementFault {
    /// A line of the head is not understood.
    #[error("line {line}: expected `{expected}`: {AGAIN}")]
    Head {
        /// The line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// A row is not understood.
    #[error("row {row}, {field}: {why}: {AGAIN}")]
    Row {
        /// The row, from 1, without the head.
        row: usize,
        /// The column.
        field: &'static str,
        /// What is wrong.
        why: String,
    },
    /// The file goes on behind its rows, or is spelt otherwise.
    #[error("it is spelt otherwise than the program spells it: {AGAIN}")]
    Spelling,
    /// It is another office's.
    #[error("line 2, instance: it is another office's: take the file out")]
    OtherOffice,
    /// Its body does not belong to the release.
    #[error("line 3, body: {0} is not among the bodies of the declaration: take the file out")]
    OtherBody(BodyId),
    /// A body stands in two files.
    #[error("line 3, body: {0} stands in two files: take one of them out")]
    Twice(BodyId),
    /// It is of another period.
    #[error(
        "line 4, period: it is of {found}, and {wanted} is released: name the file of {wanted}"
    )]
    OtherPeriod {
        /// The period of the file.
        found: ReleasePeriod,
        /// That of the release.
        wanted: ReleasePeriod,
    },
    /// Codes of another version were compared.
    #[error(
        "line 5, codebook: codes of version {found} were compared, and the release is of version {wanted}: {AGAIN}"
    )]
    OtherCodebook {
        /// The version of the file.
        found: u16,
        /// That of the release.
        wanted: u16,
    },
}

impl CodingAgreement {
    /// The first words of the file.
    pub const FORMAT: &'static str = "tabir/v1/coding-agreement";
    /// What the last line begins with, behind the text that is signed: a signature of a lead of the body.
    pub const SIGNED: &'static str = "signed ";

    /// What of a count is shown. Kinds that are not counted in a period of this length are passed over.
    pub fn of(
        instance: InstanceId,
        body: BodyId,
        period: ReleasePeriod,
        count: &AgreementCount,
    ) -> Self {
        let mut counted = count.fields();
        counted.retain(|one| one.kind.is_exact() == period.is_year());
        Self {
            instance,
            body,
            period,
            codebook: CODEBOOK_VERSION,
            figures: AgreementFigure::of_all(&counted),
        }
    }

    /// The text that is signed.
    pub fn to_text(&self) -> String {
        let Self {
            instance,
            body,
            period,
            codebook,
            figures,
        } = self;
        let format = Self::FORMAT;
        let mut text = format!(
            "{format}\ninstance {instance}\nbody {body}\nperiod {period}\ncodebook {codebook}\n{COLUMNS}\n"
        );
        for one in figures {
            let AgreementFigure {
                kind,
                field,
                at_least,
                kappa_at_least,
            } = one;
            text.push_str(&format!("{kind},{field},{at_least},{kappa_at_least}\n"));
        }
        text
    }

    /// Reads [`CodingAgreement::to_text`].
    ///
    /// # Errors
    /// [`AgreementFault`] names the line, or row and column.
    pub fn from_text(text: &str) -> Result<Self, AgreementFault> {
        let mut lines = text.lines();
        let mut line = |line, name: &str, expected| {
            let told = lines.next().and_then(|told| told.strip_prefix(name));
            told.ok_or(AgreementFault::Head { line, expected })
        };
        line(1, Self::FORMAT, Self::FORMAT)?;
        let instance = line(2, "instance ", INSTANCE)?.parse().ok();
        let body = line(3, "body ", BODY)?.parse().ok();
        let period = line(4, "period ", PERIOD)?.parse().ok();
        let codebook = line(5, "codebook ", CODEBOOK)?.parse().ok();
        line(6, COLUMNS, COLUMNS)?;
        let head = |line, expected| AgreementFault::Head { line, expected };
        let period: ReleasePeriod = period.ok_or(head(4, PERIOD))?;
        let figures = lines
            .zip(1..)
            .map(|(told, row)| read_row(told, row, period))
            .collect::<Result<_, _>>()?;
        let read = Self {
            instance: instance.ok_or(head(2, INSTANCE))?,
            body: body.ok_or(head(3, BODY))?,
            period,
            codebook: codebook.ok_or(head(5, CODEBOOK))?,
            figures,
        };
        let in_order = |pair: &[AgreementFigure]| match pair {
            [one, next] => (one.kind, one.field) < (next.kind, next.field),
            _ => true,
        };
        let mut pairs = read.figures.windows(2).zip(2..);
        if let Some((_, row)) = pairs.find(|(pair, _)| !in_order(pair)) {
            let (field, why) = ("field", "does not follow the row before it".to_owned());
            return Err(AgreementFault::Row { row, field, why });
        }
        if read.to_text() == text {
            Ok(read)
        } else {
            Err(AgreementFault::Spelling)
        }
    }
}

fn read_row(
    told: &str,
    row: usize,
    period: ReleasePeriod,
) -> Result<AgreementFigure, AgreementFault> {
    let fault = |field, why: String| AgreementFault::Row { row, field, why };
    let cells: Vec<&str> = told.split(',').collect();
    let [kind, field, at_least, kappa] = cells.as_slice() else {
        let why = format!(
            "a row has four cells, `{COLUMNS}`, and this one {}",
            cells.len()
        );
        return Err(fault("kind", why));
    };
    let known: Option<RecordKind> = kind.parse().ok();
    let known = known.filter(|kind| kind.is_exact() == period.is_year());
    let kind =
        known.ok_or_else(|| fault("kind", format!("`{kind}` is not counted in {period}")))?;
    let mut fields = agreement_fields(kind);
    let field = fields.find(|one| one == field).ok_or_else(|| {
        fault(
            "field",
            format!("`{field}` is no field of `{kind}` that takes two officers"),
        )
    })?;
    let pairs = at_least.parse();
    let at_least = pairs.map_err(|_| fault("at_least", format!("`{at_least}` is no number")))?;
    if !AgreementFigure::STEPS.contains(&at_least) {
        let why = format!(
            "{at_least} is too exact: it is one of {:?}",
            AgreementFigure::STEPS
        );
        return Err(fault("at_least", why));
    }
    let kappa_at_least = kappa
        .parse::<ShownKappa>()
        .map_err(|wrong| fault("kappa_at_least", format!("`{kappa}` is {wrong}")))?;
    Ok(AgreementFigure {
        kind,
        field,
        at_least,
        kappa_at_least,
    })
}

const AGAIN: &str = "have a lead make the file again at the desk, in the numbers";
const COLUMNS: &str = "kind,field,at_least,kappa_at_least";
const INSTANCE: &str = "instance and the id of the office";
const BODY: &str = "body and its id";
const PERIOD: &str = "period 2027-Q1";
const CODEBOOK: &str = "codebook 1";

#[cfg(test)]
mod tests;

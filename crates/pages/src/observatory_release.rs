//! What is released, as pages: the list of releases, and one page for each.

use askama::Template;
use casework::{
    CheckedDeclaration, CodedFault, ExactFigure, RecordKind, ReleaseDocument, ReleasePeriod,
    ReleasedTable, SdgHarm, agreement_fields, kind_needs_two,
};

use crate::figure::{FigureLabel, FigureLook, FigurePart, FigureTable, FigureText, SIGNED};
use crate::figure_words::FigureWords;
use crate::observatory::{FileLine, PublicPlace};
use crate::observatory_promises::of_year;
use crate::{Door, Wording};

/// A release that holds.
#[derive(Debug)]
pub struct PublicRelease {
    /// What was released.
    pub document: ReleaseDocument,
    /// What was declared.
    pub declared: CheckedDeclaration,
    /// What its page and folder are called.
    pub name: String,
    /// SHA-256 of its list of digests.
    pub digest: String,
    /// Who signed it, and when.
    pub signers: Vec<String>,
    /// Its files.
    pub files: Vec<FileLine>,
}

impl PublicRelease {
    /// A release, read anew.
    ///
    /// # Errors
    /// [`CodedFault`] where the declaration in it breaks a rule.
    pub fn of(
        document: ReleaseDocument,
        name: String,
        digest: String,
        signers: Vec<String>,
        files: Vec<FileLine>,
    ) -> Result<Self, CodedFault> {
        Ok(Self {
            declared: document.declaration.check_without_codebook()?,
            document,
            name,
            digest,
            signers,
            files,
        })
    }

    /// What is counted.
    pub const fn kind(&self) -> RecordKind {
        self.declared.kind
    }

    /// The time that it is about.
    pub const fn period(&self) -> ReleasePeriod {
        self.declared.period
    }

    /// The bodies whose records are counted, by their ids.
    pub fn bodies(&self) -> &[String] {
        &self.document.declaration.bodies
    }

    /// Whether somebody only practised.
    pub const fn is_rehearsal(&self) -> bool {
        self.document.declaration.rehearsal
    }

    /// Its page.
    pub fn page(&self) -> String {
        format!("releases/{}.html", self.name)
    }

    /// What it is about, in words.
    pub fn title(&self, words: FigureWords<'_>) -> String {
        let kind = match self.kind() {
            RecordKind::Case => words.say.with_two(
                "figures-kind-case-of",
                "kind",
                words.kind(self.kind()),
                "body",
                words.bodies(self.bodies()),
            ),
            RecordKind::Act
            | RecordKind::Person
            | RecordKind::Proceeding
            | RecordKind::Protection => words.kind(self.kind()),
        };
        let period = words.period(self.period());
        let (say, title) = (words.say, "figures-title");
        say.with_two(title, "kind", kind, "period", period)
    }

    /// What it is about and of which bodies, where others may be about the same.
    pub fn full_title(&self, words: FigureWords<'_>) -> String {
        let title = self.title(words);
        if self.kind() == RecordKind::Case {
            return title;
        }
        let (bodies, of) = (words.bodies(self.bodies()), "figures-kind-case-of");
        words.say.with_two(of, "kind", title, "body", bodies)
    }

    /// The answer, in a sentence.
    pub fn answer(&self, words: FigureWords<'_>) -> String {
        let say = words.say;
        let number = |count: u64| say.number(&u32::try_from(count).unwrap_or(u32::MAX));
        let figures = &self.document.figures;
        match (&figures.cases, figures.persons) {
            (Some(year), _) => {
                let closed = year.closed_out + year.closed_sub + year.closed_act;
                say.with_two(
                    "figures-answer-cases",
                    "received",
                    number(year.received),
                    "closed",
                    number(closed),
                )
            }
            (None, Some(persons)) => say.with("figures-answer-persons", "persons", number(persons)),
            (None, None) => {
                let total = number(figures.total.unwrap_or_default());
                say.with("figures-answer-rounded", "total", total)
            }
        }
    }

    /// Everything that stands on its page.
    pub fn text(&self, words: FigureWords<'_>) -> FigureText {
        let declaration = &self.document.declaration;
        FigureText {
            heading: self.title(words),
            bodies: Some(words.bodies(self.bodies())),
            lead: self.answer(words),
            rehearsal: self.is_rehearsal(),
            paragraphs: self.rounded(words).into_iter().collect(),
            parts: self.parts(words),
            facts: vec![
                ("figures-fact-period", words.period(self.period())),
                ("figures-fact-bodies", words.bodies(self.bodies())),
                ("figures-fact-declared", declaration.declared.clone()),
                ("figures-fact-signed", self.signers.join(", ")),
                ("figures-fact-codebook", declaration.codebook.to_string()),
                ("figures-fact-name", self.document.name.clone()),
                ("figures-fact-digest", self.digest.clone()),
            ],
            quality: self.quality(),
            further: vec![],
            files_are: SIGNED,
            files: self.files.clone(),
        }
    }

    /// That the answer is no exact number.
    pub(crate) fn rounded(&self, words: FigureWords<'_>) -> Option<String> {
        let said = words.say.text("figures-answer-all").into_owned();
        self.document.figures.base.map(|_| said)
    }

    fn quality(&self) -> Vec<&'static str> {
        let own = match self.kind() {
            RecordKind::Case => "figures-quality-case",
            RecordKind::Person => "figures-quality-person",
            RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => {
                "figures-quality-rounded"
            }
        };
        let mut quality = vec!["figures-quality-dared", own, "figures-quality-bodies"];
        if agreement_fields(self.kind()).next().is_none() {
            quality.push("figures-quality-agreement");
        }
        if self
            .document
            .figures
            .cases
            .is_some_and(|year| year.has_promises())
        {
            quality.push("figures-quality-promises");
        }
        // Persons are not imported (decision 0062).
        if self.kind() != RecordKind::Person && kind_needs_two(self.kind()) {
            quality.push("figures-quality-imported");
        }
        quality
    }

    fn parts(&self, words: FigureWords<'_>) -> Vec<FigurePart> {
        let figures = &self.document.figures;
        let mut parts: Vec<FigurePart> = vec![];
        for dimension in &figures.dimensions {
            parts.extend(self.of_dimension(words, &dimension.name));
        }
        for table in &figures.tables {
            parts.push(self.of_table(words, table));
        }
        if self.document.figures.cases.is_some() {
            parts.push(self.of_cases(words));
            parts.extend(of_year(self, words));
        }
        if figures.persons.is_some() {
            parts.push(self.of_persons(words));
        }
        parts.extend(self.of_agreement(words));
        parts
    }

    /// A dimension by itself: bars beside their numbers.
    pub(crate) fn of_dimension(&self, words: FigureWords<'_>, name: &str) -> Option<FigurePart> {
        let say = words.say;
        let dimensions = &self.document.figures.dimensions;
        let dimension = dimensions.iter().find(|one| one.name == name)?;
        let counts = dimension.codes.iter().zip(&dimension.counts);
        let rows = counts.map(|(code, count)| {
            let label = words.code(self.kind(), name, code);
            (label, vec![Some(*count)])
        });
        let heading = words.dimension(self.kind(), name);
        let about = (self.title(words), heading.clone());
        let number = FigureLabel::plain(say.text("figures-number"));
        let rows = rows.collect();
        let list = words.list(self.kind(), name);
        Some(FigurePart {
            id: plain(name),
            heading,
            paragraphs: vec![],
            table: Some(FigureTable::of(
                FigureLook::Across,
                about,
                vec![number],
                rows,
            )),
            note: Some(self.note(&[name])),
            lists: list.into_iter().collect(),
            files: self.files_of(&plain(name)),
        })
    }

    /// Two dimensions: a bar beneath each number. The side with fewer categories makes the columns.
    fn of_table(&self, words: FigureWords<'_>, table: &ReleasedTable) -> FigurePart {
        let kind = self.kind();
        let side = |name: &str| {
            let mut dimensions = self.document.figures.dimensions.iter();
            let found = dimensions.find(|one| one.name == name);
            let codes = found.map(|one| one.codes.as_slice()).unwrap_or_default();
            let shown = found.map_or(0, |one| one.counts.iter().filter(|one| **one > 0).count());
            (codes, shown)
        };
        let ((rows, many), (columns, few)) = (side(&table.rows), side(&table.columns));
        let wide = columns.len();
        let count = |row: usize, column: usize| {
            let at = row.saturating_mul(wide).saturating_add(column);
            table.counts.get(at).copied()
        };
        let turned = few > many;
        let (down, along) = if turned {
            (&table.columns, &table.rows)
        } else {
            (&table.rows, &table.columns)
        };
        let (down_codes, along_codes) = if turned {
            (columns, rows)
        } else {
            (rows, columns)
        };
        let cells = |at: usize| {
            let along = 0..along_codes.len();
            let cell = |other| {
                if turned {
                    count(other, at)
                } else {
                    count(at, other)
                }
            };
            along.map(cell).collect::<Vec<_>>()
        };
        let drawn = down_codes.iter().zip(0..);
        let drawn = drawn.map(|(code, at)| (words.code(kind, down, code), cells(at)));
        let heads = along_codes.iter().map(|code| words.code(kind, along, code));
        let first = words.dimension(kind, down);
        let [one, other] = [&table.rows, &table.columns].map(|name| words.dimension(kind, name));
        let heading = "figures-by";
        let heading = words.say.with_two(heading, "rows", one, "columns", other);
        let lists = [down, along].into_iter();
        let mut lists: Vec<_> = lists.filter_map(|name| words.list(kind, name)).collect();
        lists.dedup();
        let name = plain(&table.name());
        FigurePart {
            id: name.clone(),
            heading,
            paragraphs: vec![],
            table: Some(FigureTable::of(
                FigureLook::Beneath,
                (self.title(words), first),
                heads.collect(),
                drawn.collect(),
            )),
            note: Some(self.note(&[&table.rows, &table.columns])),
            lists,
            files: self.files_of(&name),
        }
    }

    fn of_cases(&self, words: FigureWords<'_>) -> FigurePart {
        let say = words.say;
        let year = self.document.figures.cases.unwrap_or_default();
        let row = |(name, count): (&str, u64)| (case_label(say, name), vec![Some(count)]);
        let heading = words.kind(self.kind());
        let number = FigureLabel::plain(say.text("figures-number"));
        let about = (self.title(words), say.text("figures-cases").into_owned());
        let rows = year.figures().map(row).to_vec();
        FigurePart {
            id: "cases".to_owned(),
            heading,
            paragraphs: vec![],
            table: Some(FigureTable::of(
                FigureLook::Across,
                about,
                vec![number],
                rows,
            )),
            note: Some("figures-note-cases"),
            lists: vec![],
            files: self.files_of("cases"),
        }
    }

    /// The exact series: harms and groups.
    pub(crate) fn of_persons(&self, words: FigureWords<'_>) -> FigurePart {
        let say = words.say;
        let series = &self.document.figures.series;
        let mut groups: Vec<&str> = vec![];
        for one in series {
            if !groups.contains(&one.group.as_str()) {
                groups.push(&one.group);
            }
        }
        let count = |harm: &str, group: &str| {
            let is_it = |one: &&ExactFigure| one.harm == harm && one.group == group;
            series.iter().find(is_it).map(|one| one.persons)
        };
        let rows = SdgHarm::ALL.map(|harm| {
            let counts = groups.iter().map(|group| count(harm.word(), group));
            (harm_label(say, harm.word()), counts.collect())
        });
        let columns = groups.iter().map(|group| group_label(say, group)).collect();
        let about = (self.title(words), say.text("figures-harm").into_owned());
        FigurePart {
            id: plain(&self.name),
            heading: words.period(self.period()),
            paragraphs: vec![self.answer(words)],
            table: Some(FigureTable::of(
                FigureLook::Beneath,
                about,
                columns,
                rows.to_vec(),
            )),
            note: Some("figures-note-persons"),
            lists: vec![],
            files: self.files_of("sdg-16-10-1"),
        }
    }

    /// How far a number can lie from what was counted, by its dimensions.
    pub(crate) fn note(&self, dimensions: &[&str]) -> &'static str {
        let declared = &self.declared;
        let roots = declared.roots();
        let mut roots = roots.iter().filter_map(|at| declared.dimensions.get(*at));
        if roots.any(|root| dimensions.contains(&root.to_string().as_str())) {
            "figures-note-near"
        } else {
            "figures-note-far"
        }
    }

    pub(crate) fn files_of(&self, table: &str) -> Vec<FileLine> {
        let ends = [".csv", ".csv-metadata.json"].map(|end| format!("/{table}{end}"));
        let of_table = |file: &&FileLine| ends.iter().any(|end| file.path.ends_with(end));
        self.files.iter().filter(of_table).cloned().collect()
    }
}

/// Every release, the newest period first.
#[derive(Debug, Template)]
#[template(path = "observatory/releases.html")]
pub struct ReleasesPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// Where the page stands.
    pub at: PublicPlace<'a>,
    /// The releases.
    pub releases: &'a [ReleaseLine],
    /// Pages that put releases together, with what they are called.
    pub further: &'a [(String, String)],
}

/// A release in a list.
#[derive(Debug, Clone)]
pub struct ReleaseLine {
    /// Its page.
    pub page: String,
    /// What it is about.
    pub title: String,
    /// The bodies whose records are counted.
    pub bodies: String,
    /// The answer.
    pub answer: String,
    /// Whether somebody only practised.
    pub rehearsal: bool,
}

impl ReleaseLine {
    /// The line of a release.
    pub fn of(release: &PublicRelease, words: FigureWords<'_>) -> Self {
        Self {
            page: release.page(),
            title: release.title(words),
            bodies: words.bodies(release.bodies()),
            answer: release.answer(words),
            rehearsal: release.is_rehearsal(),
        }
    }
}

/// What a figure of the exact table of cases is called.
pub(crate) fn case_label(say: &Wording, name: &str) -> FigureLabel {
    let key = format!("figures-case-{}", name.replace('_', "-"));
    FigureLabel::plain(say.text(&key))
}

fn harm_label(say: &Wording, word: &str) -> FigureLabel {
    let key = format!("figures-harm-{}", word.replace('_', "-"));
    FigureLabel::plain(say.text(&key))
}

fn group_label(say: &Wording, word: &str) -> FigureLabel {
    let key = format!("figures-group-{}", word.replace('_', "-"));
    FigureLabel::plain(say.text(&key))
}

/// As names of files have it.
pub(crate) fn plain(name: &str) -> String {
    name.replace(':', "__")
}

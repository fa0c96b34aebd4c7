//! How well coders agreed, beside the figures of a release.

use casework::{RecordKind, ReleasedAgreement, SLAPP_INDICATORS, ShownKappa, agreement_fields};

use crate::figure::FigurePart;
use crate::figure_words::FigureWords;
use crate::observatory_release::PublicRelease;

impl PublicRelease {
    /// How well coders agreed, body by body; that nobody handed it in; nothing where nothing that is counted takes two.
    pub(crate) fn of_agreement(&self, words: FigureWords<'_>) -> Option<FigurePart> {
        agreement_fields(self.kind()).next()?;
        let say = words.say;
        let told = &self.document.agreement;
        let lead = match self.kind() {
            _ if told.is_empty() => "figures-agreement-none",
            RecordKind::Proceeding => "figures-agreement-text-proceeding",
            RecordKind::Act | RecordKind::Case | RecordKind::Person | RecordKind::Protection => {
                "figures-agreement-text"
            }
        };
        let lines = told.iter().map(|one| self.agreed(one, words));
        let files = self.files.iter();
        let files = files.filter(|file| !told.is_empty() && file.path.ends_with("/release.json"));
        Some(FigurePart {
            id: "agreement".to_owned(),
            heading: say.text("figures-agreement").into_owned(),
            paragraphs: [say.text(lead).into_owned()]
                .into_iter()
                .chain(lines)
                .collect(),
            table: None,
            note: None,
            lists: vec![],
            files: files.cloned().collect(),
        })
    }

    fn agreed(&self, one: &ReleasedAgreement, words: FigureWords<'_>) -> String {
        let say = words.say;
        let pairs = u32::try_from(one.at_least).unwrap_or(u32::MAX);
        let field = if one.field == SLAPP_INDICATORS {
            say.text("figures-agreement-indicators").into_owned()
        } else {
            words.dimension(self.kind(), &one.field)
        };
        let key = match one.kappa_at_least {
            ShownKappa::Low => "figures-agreement-low",
            ShownKappa::Moderate => "figures-agreement-moderate",
            ShownKappa::Good => "figures-agreement-good",
            ShownKappa::High => "figures-agreement-high",
        };
        say.with_all(
            "figures-agreement-of",
            &[
                ("body", words.body(&one.body)),
                ("field", field),
                ("pairs", say.number(&pairs)),
                ("kappa", say.text(key).into_owned()),
            ],
        )
    }
}

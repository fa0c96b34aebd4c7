//! How far two officers who coded or assessed the same thing, each without the other, agree.

use std::collections::BTreeMap;

use crate::coded_field::{CodedField, FieldCodes, RecordKind};
use crate::coding::Coding;
use crate::slapp::{INDICATORS, SlappAssessment};

/// One field of two codings, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPair {
    /// The field.
    pub field: &'static str,
    /// What the first officer chose; empty where nothing.
    pub first: String,
    /// What the second one chose.
    pub second: String,
    /// Whether it takes two officers to say it.
    pub needs_two: bool,
}

/// How far pairs of codings or assessments agree in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAgreement {
    /// The kind of record.
    pub kind: RecordKind,
    /// The field, or [`SLAPP_INDICATORS`].
    pub field: &'static str,
    /// Pairs that were compared.
    pub pairs: u64,
    /// What was compared in them: one thing in each pair, save of indicators, of which each pair has sixteen.
    pub compared: u64,
    /// How much of that agrees.
    pub agreed: u64,
    /// Cohen's kappa in thousandths, from -1000 to 1000. Nothing where it is not defined: both officers used one and the
    /// same code throughout, so that chance alone agrees always.
    pub kappa: Option<i64>,
}

/// Gathers pairs of codings and assessments, field by field.
#[derive(Debug, Default)]
pub struct AgreementCount {
    /// In each field by what was judged: one thing, save of indicators.
    pairs: BTreeMap<(RecordKind, &'static str), BTreeMap<&'static str, PairCounts>>,
}

/// What officers hold a proceeding to be, as their assessments say it.
pub(crate) const SLAPP: &str = "slapp";
/// What they found of its indicators, all of them together. No coded record has it.
pub const SLAPP_INDICATORS: &str = "slapp_indicators";

/// How often each pair of codes was chosen.
type PairCounts = BTreeMap<(String, String), u64>;

impl FieldPair {
    /// Whether both chose the same.
    pub fn agrees(&self) -> bool {
        self.first == self.second
    }
}

impl AgreementCount {
    /// Adds two codings of one thing. Of fields for which one officer is enough nothing is counted; nor of whether a proceeding
    /// is a SLAPP, with which both begin as it was assessed: that is what [`AgreementCount::add_assessments`] is for.
    pub fn add(&mut self, first: &Coding, second: &Coding) {
        let Some(kind) = first.record_kind() else {
            return;
        };
        for pair in compare(first, second)
            .into_iter()
            .filter(|pair| pair.needs_two && pair.field != SLAPP)
        {
            self.count((kind, pair.field), pair.field, pair.first, pair.second);
        }
    }

    /// Adds what two officers found of one proceeding: each indicator, and what they hold it to be.
    pub fn add_assessments(&mut self, first: &SlappAssessment, second: &SlappAssessment) {
        let kind = RecordKind::Proceeding;
        let [one, other] = [first, second].map(|held| held.result.clone());
        self.count((kind, SLAPP), SLAPP, one, other);
        for indicator in INDICATORS {
            let [one, other] = [first, second].map(|held| held.state(indicator).word().to_owned());
            self.count((kind, SLAPP_INDICATORS), indicator, one, other);
        }
    }

    /// What came of it, for each kind and field.
    pub fn fields(&self) -> Vec<FieldAgreement> {
        let fields = self.pairs.iter().map(|((kind, field), judged)| {
            let counts = judged.values().flatten();
            let agreed = counts.filter(|((first, second), _)| first == second);
            let pairs = judged.values().map(|counts| counts.values().sum::<u64>());
            FieldAgreement {
                kind: *kind,
                field,
                pairs: pairs.clone().max().unwrap_or(0),
                compared: pairs.sum(),
                agreed: agreed.map(|(_, count)| count).sum(),
                kappa: kappa(judged.values()),
            }
        });
        fields.collect()
    }

    fn count(
        &mut self,
        field: (RecordKind, &'static str),
        judged: &'static str,
        first: String,
        second: String,
    ) {
        let counts = self.pairs.entry(field).or_default();
        let counts = counts.entry(judged).or_default();
        let count = counts.entry((first, second)).or_default();
        *count = count.saturating_add(1);
    }
}

/// Two codings field by field. Where they are of different kinds there is nothing to compare.
pub fn compare(first: &Coding, second: &Coding) -> Vec<FieldPair> {
    let kind = first.record_kind().filter(|_| first.kind == second.kind);
    let fields = kind.map_or(&[][..], RecordKind::fields).iter();
    let fields = fields.filter(|field| field.codes != FieldCodes::Token);
    let pair = |field: &CodedField| {
        let [one, other] = [first, second].map(|coding| coding.code(field.name).to_owned());
        FieldPair {
            field: field.name,
            needs_two: needs_two(field, &[&one, &other]),
            first: one,
            second: other,
        }
    };
    fields.map(pair).collect()
}

/// Whether it takes two officers to code a field: acts against life, how far something is verified, and whether a proceeding
/// is a SLAPP.
pub fn needs_two(field: &CodedField, codes: &[&str]) -> bool {
    match field.name {
        "verification" | "slapp" => true,
        "act" => codes.iter().any(|code| code.starts_with("life.")),
        _ => false,
    }
}

/// Whether records of a kind have a field that always takes two.
pub fn kind_needs_two(kind: RecordKind) -> bool {
    kind.fields().iter().any(|field| needs_two(field, &[]))
}

/// With `n` pairs of which `a` agree, and `s` the sum over all codes of how often the first officer used it times how often the
/// second did: observed agreement is `a/n`, that of chance `s/n²`, so kappa is `(an - s) / (n² - s)`. Where several things were
/// judged in the same pairs, both sides are summed over them: by chance each is found as often as it is, and not as the others are.
fn kappa<'c>(judged: impl Iterator<Item = &'c PairCounts>) -> Option<i64> {
    kappa_of(judged.map(against_chance))
}

/// By how much more than by chance two officers agree, and by how much they could, each times the square of the pairs.
fn against_chance(counts: &PairCounts) -> (i128, i128) {
    let mut used: BTreeMap<&str, (i128, i128)> = BTreeMap::new();
    let (mut pairs, mut agreed) = (0_i128, 0_i128);
    for ((first, second), count) in counts {
        let count = i128::from(*count);
        pairs += count;
        if first == second {
            agreed += count;
        }
        used.entry(first).or_default().0 += count;
        used.entry(second).or_default().1 += count;
    }
    let by_chance: i128 = used.values().map(|(one, other)| one * other).sum();
    (agreed * pairs - by_chance, pairs * pairs - by_chance)
}

/// In thousandths.
fn kappa_of(judged: impl Iterator<Item = (i128, i128)>) -> Option<i64> {
    let (mut more, mut possible) = (0_i128, 0_i128);
    for (of_one, possible_of_one) in judged {
        more += of_one;
        possible += possible_of_one;
    }
    if possible == 0 {
        return None;
    }
    let thousandths = more * 1_000;
    // To the nearest, halves away from 0.
    let half = if thousandths < 0 { -possible } else { possible };
    i64::try_from((2 * thousandths + half) / (2 * possible)).ok()
}

/// Kappa of two officers and two codes: how often both used the one, each alone the other, and both the other.
#[cfg(test)]
pub(crate) fn kappa_of_four(counts: [u64; 4]) -> Option<i64> {
    let [both, first, second, neither] = counts.map(i128::from);
    let pairs = both + first + second + neither;
    let by_chance = (both + first) * (both + second) + (neither + first) * (neither + second);
    let more = (both + neither) * pairs - by_chance;
    kappa_of(std::iter::once((more, pairs * pairs - by_chance)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::coding::tests::coding;
    use crate::slapp::{IndicatorState, SlappIndicator};

    fn kappa_of_one(counts: &PairCounts) -> Option<i64> {
        kappa(std::iter::once(counts))
    }

    fn counts(table: &[(&str, &str, u64)]) -> PairCounts {
        let rows = table.iter().filter(|row| row.2 > 0);
        rows.map(|(one, other, count)| (((*one).to_owned(), (*other).to_owned()), *count))
            .collect()
    }

    #[test]
    fn kappa_is_that_of_a_table_worked_by_hand() {
        // 50 pairs, 35 agree (0.7); chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; (0.7 - 0.5) / 0.5.
        let table = [
            ("y", "y", 20),
            ("y", "n", 5),
            ("n", "y", 10),
            ("n", "n", 15),
        ];
        assert_eq!(kappa_of_one(&counts(&table)), Some(400));
        assert_eq!(kappa_of_four([20, 5, 10, 15]), Some(400));
        assert_eq!(kappa_of_four([9, 0, 0, 0]), None);
        assert_eq!(
            kappa_of_one(&counts(&[("y", "y", 3), ("n", "n", 4)])),
            Some(1_000)
        );
        assert_eq!(
            kappa_of_one(&counts(&[("y", "n", 1), ("n", "y", 1)])),
            Some(-1_000)
        );
        // A third: 4 pairs, 3 agree; chance (3*2 + 1*2)/16 = 1/2; (3/4 - 1/2)/(1/2).
        let table = [("y", "y", 2), ("y", "n", 1), ("n", "n", 1)];
        assert_eq!(kappa_of_one(&counts(&table)), Some(500));
    }

    #[test]
    fn kappa_is_not_defined_where_chance_alone_agrees_always() {
        assert_eq!(kappa_of_one(&counts(&[])), None);
        assert_eq!(kappa_of_one(&counts(&[("y", "y", 9)])), None);
        // Each used one code throughout, and not the same: no agreement and none by chance.
        assert_eq!(kappa_of_one(&counts(&[("y", "n", 9)])), Some(0));
    }

    #[test]
    fn life_verification_and_slapp_take_two_and_nothing_else_does() {
        for kind in RecordKind::ALL {
            for field in kind.fields() {
                let always = ["verification", "slapp"].contains(&field.name);
                assert_eq!(
                    needs_two(field, &["threat.death"]),
                    always,
                    "{}",
                    field.name
                );
                let of_life = needs_two(field, &["threat.death", "life.killing"]);
                assert_eq!(of_life, always || field.name == "act", "{}", field.name);
            }
        }
        assert!(kind_needs_two(RecordKind::Act) && kind_needs_two(RecordKind::Person));
        assert!(kind_needs_two(RecordKind::Proceeding) && !kind_needs_two(RecordKind::Case));
    }

    #[test]
    fn two_codings_stand_side_by_side_and_the_count_takes_what_needs_two() {
        let (one, mut other) = (coding("reported"), coding("reported"));
        let pairs = compare(&one, &other);
        assert_eq!(pairs.len(), RecordKind::Act.fields().len());
        assert!(pairs.iter().all(FieldPair::agrees));
        other.codes.iter_mut().for_each(|chosen| {
            if ["verification", "perpetrator"].contains(&chosen.field.as_str()) {
                chosen.code = "unlikely".to_owned();
            }
        });
        let differ: Vec<_> = compare(&one, &other)
            .into_iter()
            .filter(|pair| !pair.agrees())
            .map(|pair| (pair.field, pair.needs_two))
            .collect();
        assert_eq!(differ, [("verification", true), ("perpetrator", false)]);
        let mut count = AgreementCount::default();
        count.add(&one, &other);
        count.add(&one, &one);
        let fields = count.fields();
        let [verification] = fields.as_slice() else {
            panic!("{fields:?}");
        };
        assert_eq!((verification.pairs, verification.agreed), (2, 1));
        other.kind = "person".to_owned();
        assert!(compare(&one, &other).is_empty());
    }

    #[test]
    fn whether_a_suit_is_a_slapp_is_no_agreement_of_those_who_code_it() {
        let mut one = Coding::default();
        one.kind = "proceeding".to_owned();
        let pairs = compare(&one, &one);
        assert!(
            pairs
                .iter()
                .any(|pair| pair.field == "slapp" && pair.needs_two)
        );
        let mut count = AgreementCount::default();
        count.add(&one, &one);
        assert_eq!(count.fields(), []);
    }

    fn assessment(result: &str, states: [IndicatorState; 2]) -> SlappAssessment {
        let mut held = SlappAssessment::default();
        held.result = result.to_owned();
        for (code, state) in ["coe.a_imbalance", "coe.b_unfounded"]
            .into_iter()
            .zip(states)
        {
            let mut found = SlappIndicator::default();
            found.indicator = code.to_owned();
            found.state = state;
            held.indicators.push(found);
        }
        held
    }

    #[test]
    fn of_indicators_that_two_looked_for_all_count_together_and_what_they_hold_for_itself() {
        use IndicatorState::{Absent, Present};
        let likely = || assessment("likely", [Present, Present]);
        let unlikely = || assessment("unlikely", [Absent, Present]);
        let mut count = AgreementCount::default();
        count.add_assessments(&likely(), &likely());
        count.add_assessments(&unlikely(), &unlikely());
        count.add_assessments(&likely(), &unlikely());
        count.add_assessments(&unlikely(), &likely());
        let fields = count.fields();
        let [held, found] = fields.as_slice() else {
            panic!("{fields:?}");
        };
        assert_eq!((held.field, found.field), (SLAPP, SLAPP_INDICATORS));
        assert_eq!((held.pairs, held.compared, held.agreed), (4, 4, 2));
        assert_eq!(held.kappa, Some(0));
        // Suits are what is counted, whatever was looked for in each.
        assert_eq!((found.pairs, found.compared, found.agreed), (4, 64, 62));
        // One indicator differs as chance has it. That the others are the same throughout makes nothing better.
        assert_eq!(found.kappa, Some(0));
        // Where all of them are, there is no kappa.
        let mut same = AgreementCount::default();
        same.add_assessments(&likely(), &likely());
        assert!(same.fields().iter().all(|one| one.kappa.is_none()));
    }

    #[test]
    fn kappa_of_several_weighs_each_by_what_chance_leaves() {
        let clear = counts(&[("y", "y", 5), ("n", "n", 5)]);
        let by_chance = counts(&[("y", "y", 4), ("y", "n", 1), ("n", "y", 4), ("n", "n", 1)]);
        assert_eq!(kappa_of_one(&clear), Some(1_000));
        assert_eq!(kappa_of_one(&by_chance), Some(0));
        // 100 - 50 of one, and 100 - 50 of the other: 50 of 100.
        assert_eq!(kappa([&clear, &by_chance].into_iter()), Some(500));
        let alike = counts(&[("y", "y", 10)]);
        assert_eq!(kappa([&clear, &alike].into_iter()), Some(1_000));
    }

    proptest! {
        #[test]
        fn kappa_lies_between_its_bounds_and_does_not_mind_who_was_first(
            rows in proptest::collection::vec((0_u8..4, 0_u8..4, 1_u64..1_000), 0..12),
        ) {
            let mut table = BTreeMap::new();
            let mut turned = BTreeMap::new();
            let (mut pairs, mut agreed) = (0, 0);
            for (one, other, count) in rows {
                let [one, other] = [one, other].map(|code| code.to_string());
                *table.entry((one.clone(), other.clone())).or_default() += count;
                *turned.entry((other.clone(), one.clone())).or_default() += count;
                pairs += count;
                agreed += if one == other { count } else { 0 };
            }
            let kappa_here = kappa_of_one(&table);
            prop_assert_eq!(kappa_here, kappa_of_one(&turned));
            if let Some(kappa_here) = kappa_here {
                prop_assert!((-1_000..=1_000).contains(&kappa_here));
                // It is 1 where all agree and nowhere else, up to what thousandths round.
                prop_assert!(kappa_here < 1_000 || agreed * 1_000 >= pairs * 999);
                prop_assert!(agreed < pairs || kappa_here == 1_000);
            }
        }
    }
}

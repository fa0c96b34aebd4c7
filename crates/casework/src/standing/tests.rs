use super::*;

const ONE: OfficerId = OfficerId::from_bytes([1; 16]);
const OTHER: OfficerId = OfficerId::from_bytes([2; 16]);
const PROPOSED: ObjectId = ObjectId::from_bytes([3; 16]);
const FRESH: ObjectId = ObjectId::from_bytes([4; 16]);

const SINCE: Day = Day::from_number(20_000);

/// Every standing: each stage, held or not, protected or not, and with each thing that may wait for a decision.
fn standings() -> Vec<Standing> {
    let mut standings = vec![];
    for stage in CaseStage::ALL.iter().copied() {
        for bits in 0..32_u8 {
            let pending = DecisionKind::ALL.iter().map(|kind| {
                Some(Pending {
                    object: PROPOSED,
                    kind: *kind,
                    by: ONE,
                    since: SINCE,
                })
            });
            for pending in pending.chain([None]) {
                standings.push(Standing {
                    stage,
                    is_held: bits & 1 > 0,
                    asks_protection: bits & 2 > 0,
                    is_protected: bits & 4 > 0,
                    awaits_referral: bits & 8 > 0,
                    is_contested: bits & 16 > 0,
                    pending,
                });
            }
        }
    }
    standings
}

fn steps() -> Vec<Step> {
    let moves = CaseStage::ALL.iter().copied().map(Step::Move);
    let proposals = DecisionKind::ALL.iter().copied().map(Step::Propose);
    let votes = [PROPOSED, FRESH]
        .into_iter()
        .flat_map(|on| [Step::Agree(on), Step::Refuse(on)]);
    moves.chain(proposals).chain(votes).collect()
}

/// Every step by each of two officers on the last day of a notice, on the day behind it, and by a clock that was set
/// back.
fn tried() -> Vec<(Step, OfficerId, Day)> {
    let days = [-1, 29, 30].map(|days| SINCE.plus(days));
    let by = |step| [ONE, OTHER].map(|by| days.map(|day| (step, by, day)));
    steps().into_iter().flat_map(by).flatten().collect()
}

#[test]
fn every_step_from_every_standing_has_its_outcome() {
    for before in standings() {
        for (step, by, today) in tried() {
            let after = before.after(step, by, FRESH, today);
            let told = format!("{before:?} {step:?} {by} {today} {after:?}");
            let waits = before.pending.map(|pending| pending.kind);
            let forgets = waits == Some(DecisionKind::Forget);
            let done = Standing {
                pending: None,
                ..before
            };
            match step {
                Step::Move(stage) => {
                    let may = stage != before.stage && before.stage.may_go_to(stage);
                    assert_eq!(after.is_ok(), may, "{told}");
                    if let Ok(after) = after {
                        let from = if forgets && !stage.is_closed() {
                            done
                        } else {
                            before
                        };
                        let expected = Standing { stage, ..from };
                        assert_eq!(after, expected, "{told}");
                    }
                }
                Step::Propose(kind)
                    if waits.is_some() && !(forgets && kind == DecisionKind::Hold) =>
                {
                    assert_eq!(after, Err(StepFault::Pending), "{told}");
                }
                Step::Propose(kind) => {
                    let pending = Some(Pending {
                        object: FRESH,
                        kind,
                        by,
                        since: today,
                    });
                    let proposed = Ok(Standing { pending, ..before });
                    assert_eq!(
                        after,
                        barrier(&before, kind).map_or(proposed, Err),
                        "{told}"
                    );
                }
                Step::Agree(on) | Step::Refuse(on) if waits.is_none() || on != PROPOSED => {
                    assert_eq!(after, Err(StepFault::NotPending), "{told}");
                }
                Step::Refuse(_) => assert_eq!(after, Ok(done), "{told}"),
                Step::Agree(_) if by == ONE => {
                    assert_eq!(after, Err(StepFault::OwnProposal), "{told}");
                }
                Step::Agree(_) => {
                    let kind = waits.unwrap();
                    let is_early = forgets && today < SINCE.plus(30);
                    let decided = match kind {
                        DecisionKind::Close => Standing {
                            stage: CaseStage::Concluded,
                            ..done
                        },
                        DecisionKind::Forget => Standing {
                            stage: CaseStage::Archived,
                            ..done
                        },
                        DecisionKind::Hold => Standing {
                            is_held: true,
                            ..done
                        },
                        DecisionKind::Release => Standing {
                            is_held: false,
                            ..done
                        },
                    };
                    let expected = match barrier(&before, kind) {
                        Some(fault) => Err(fault),
                        None if is_early => Err(StepFault::Notice),
                        None => Ok(decided),
                    };
                    assert_eq!(after, expected, "{told}");
                }
            }
        }
    }
}

/// Why this can be neither proposed nor agreed to as the case stands.
fn barrier(before: &Standing, kind: DecisionKind) -> Option<StepFault> {
    let is_closed = before.stage.is_closed();
    match kind {
        DecisionKind::Close if is_closed => Some(StepFault::AlreadySo),
        DecisionKind::Close if before.asks_protection => Some(StepFault::AsksProtection),
        DecisionKind::Close => before.awaits_referral.then_some(StepFault::AwaitsReferral),
        DecisionKind::Hold => before.is_held.then_some(StepFault::AlreadySo),
        DecisionKind::Release => (!before.is_held).then_some(StepFault::AlreadySo),
        DecisionKind::Forget if !is_closed => Some(StepFault::NotClosed),
        DecisionKind::Forget if before.is_held => Some(StepFault::Held),
        DecisionKind::Forget if before.asks_protection || before.is_protected => {
            Some(StepFault::Protected)
        }
        DecisionKind::Forget if before.is_contested => Some(StepFault::Contested),
        DecisionKind::Forget => before.awaits_referral.then_some(StepFault::AwaitsReferral),
    }
}

#[test]
fn nothing_is_closed_held_or_forgotten_by_one_officer() {
    for before in standings() {
        for (step, by, today) in tried() {
            let Ok(after) = before.after(step, by, FRESH, today) else {
                continue;
            };
            if by == ONE {
                assert!(
                    !after.stage.is_closed() || before.stage.is_closed(),
                    "{before:?} {step:?}"
                );
                assert_eq!(after.is_held, before.is_held, "{before:?} {step:?}");
            }
            let forgets = after.stage == CaseStage::Archived && before.stage != after.stage;
            let may = !before.is_held
                && !before.is_protected
                && !before.asks_protection
                && !before.is_contested;
            let is_told = by == OTHER && today == SINCE.plus(30);
            assert!(!forgets || (may && is_told), "{before:?} {step:?}");
        }
    }
}

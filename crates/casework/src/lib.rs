//! The words and rules of the work: report, status, exclusion, message.
//!
//! Pure: no clock, no database, no page. A rule takes what it needs as arguments and answers with a
//! type that says what is allowed.
//!
//! ```
//! use casework::{Basis, ReportForm};
//!
//! let mut form = ReportForm::default();
//! form.account = "The tender was rigged.".to_owned();
//! form.basis = vec!["document".to_owned()];
//! assert_eq!(form.basis()?, [Basis::Document]);
//! # Ok::<(), casework::FormFault>(())
//! ```

mod account;
mod act;
mod act_chain;
mod act_page;
mod agreement_figure;
mod agreement_file;
mod allegation;
mod assisted;
mod card;
mod carried_parcel;
mod case_file;
mod case_record;
mod codebook;
mod codebook_check;
mod codebook_export;
mod codebook_fault;
mod codebook_text;
mod codebook_together;
mod codebook_whole;
mod coded_fault;
mod coded_field;
mod coded_record;
mod coded_subject;
mod coded_together;
mod coding;
mod coding_agreement;
mod consent;
mod consent_notice;
mod counted_person;
mod country_packs;
mod deadlines;
mod decision;
mod defence;
mod desk_memory;
mod docket;
mod duplicate_candidates;
mod exact_series;
mod exact_year;
mod exclusion;
mod exhibit;
mod file_name;
mod hand_over;
mod handed_record;
mod holders;
mod import;
mod import_columns;
mod import_date;
mod import_fault;
mod import_field;
mod import_mapping;
mod import_plan;
mod import_rows;
mod import_suggestion;
mod import_value;
mod inbox;
mod inbox_search;
mod incident;
mod incident_entry;
mod incident_form;
mod journal;
mod kept_out;
mod later_exclusion;
mod leaving;
mod message;
mod note;
mod notice;
mod officer_answer;
mod officer_grant;
mod officer_object;
mod opened_case;
mod parcel_part;
mod partial_date;
mod parts;
mod peer_office;
mod period;
mod proceeding;
mod proceeding_entry;
mod proceeding_fault;
mod proceeding_field;
mod proceeding_follows;
mod proceeding_form;
mod promise_kept;
mod proposing;
mod protection;
mod protection_record;
mod protection_status;
mod protection_step;
mod protections;
mod published;
mod receipt_check;
mod record_batch;
mod record_lists;
mod recusal;
mod referral;
mod referral_along;
mod referral_elsewhere;
mod referral_status;
mod referral_terms;
mod referrals;
mod referred_file;
mod release;
mod release_check;
mod release_document;
mod release_files;
mod release_period;
mod release_register;
mod released_agreement;
mod report;
mod reporter_identity;
mod retention;
mod review;
mod rewrap;
mod risk;
mod role;
mod rounding;
mod row_limit;
mod saved_searches;
mod settlement;
mod settlement_rules;
mod sheet_cell;
mod slapp;
mod slapp_agreement;
mod stage;
mod standing;
mod status;
mod step;
mod table_declaration;
mod table_dimension;
mod table_tree;
mod tally;
mod task;
mod triage;
mod vault;
mod vault_custody;
mod vault_request;
mod vault_state;
mod weekday;
mod work;
mod working;

pub use account::{
    ATTEMPT_COUNTS_SECONDS, AccountName, AccountNameError, INVITATION_SECONDS, MOST_PASSKEYS,
    RECOVERY_CODES, SESSION_IDLE_SECONDS, SESSION_SECONDS, SIGN_IN_SECONDS, wait_after,
};
pub use act::{Act, ActError, ActKind, ActSubject};
pub use act_chain::{ActChain, ActDay, ChainFault};
pub use act_page::{ActPage, ActPlace};
pub use agreement_figure::{AgreementFigure, ShownKappa, ShownKappaError, agreement_fields};
pub use agreement_file::{AgreementFault, CodingAgreement};
pub use allegation::{Allegation, Known};
pub use assisted::{Assisted, EnteredBy, NoChannel};
pub use card::{CARD_LABELS_BYTES, CARD_TITLE_BYTES, Card};
pub use carried_parcel::{FilesToCarry, ParcelToCarry};
pub use case_file::{
    ArrivedObject, CaseBytesError, CaseFile, ListedCase, Priority, ProtectionState, StoredObject,
    UnknownPriority,
};
pub use case_record::Closing;
pub use codebook::{Code, CodeList, CodeState, CodebookError};
pub use codebook_check::SCHEMES;
pub use codebook_export::CodebookFile;
pub use codebook_fault::CodebookFault;
pub use codebook_text::{CODEBOOK_VERSION, CodebookText};
pub use codebook_whole::{
    CodeConfidence, CodeGroup, CodeLabel, Codebook, CodedEntry, CodedList, Crosswalk,
    CrosswalkRelation, LabelState, Replacement,
};
pub use coded_fault::CodedFault;
pub use coded_field::{CodedField, FieldCodes, RecordKind, UnknownRecordKind};
pub use coded_record::{CodedRecord, RecordFile};
pub use coded_subject::{CodedKind, CodedSubject, CodingNote, SettlementNote};
pub use coding::{ChosenCode, Coding, CodingFault, CodingSource, CodingSubject};
pub use coding_agreement::{
    AgreementCount, FieldAgreement, FieldPair, SLAPP_INDICATORS, compare, kind_needs_two, needs_two,
};
pub use consent::Consent;
pub use consent_notice::asked_consent;
pub use counted_person::CountedPerson;
pub use country_packs::{COUNTRY_PACKS, DEADLINE_CODES};
pub use deadlines::Deadlines;
pub use decision::{DecisionKind, Outcome, Proposal, UnknownDecision, Vote};
pub use defence::{COURT_CALENDAR, DefenceDeadline, DefenceFact, DefenceRoute, FactConfidence};
pub use desk_memory::{DeskMemory, OlderRoster, SealedMemory};
pub use docket::{Docket, Hider, SealedDocket};
pub use duplicate_candidates::{
    DuplicateCandidate, EventFacts, MOST_CANDIDATES, MOST_NEIGHBOURS, duplicate_candidates,
};
pub use exact_series::{ExactFigure, ExactSeries, SdgHarm};
pub use exact_year::ExactYear;
pub use exclusion::resolve_exclusions;
pub use exhibit::{Custody, Exhibit, Removal};
pub use file_name::saved_name;
pub use hand_over::{HandOver, OfficerHandOver};
pub use handed_record::{
    CheckedHandIn, HandedFault, HandedRecord, KeptRecord, is_batch_due, waits_for_others,
};
pub use holders::{
    Holder, LIVE_HOLDERS, TooFewLeft, check_excluding, check_left, has_few_holders, live_holders,
    officers_on_duty,
};
pub use import::{ImportLog, ImportedRow};
pub use import_date::{DateForm, RangeRule};
pub use import_fault::{ImportFault, ImportPlace};
pub use import_field::{MappedField, SeveralRule};
pub use import_mapping::{ImportDialect, ImportMapping, MappedDate};
pub use import_plan::ImportPlan;
pub use inbox::{
    CARDS_AT_ONCE, COUNTED_CASES, INBOX_ROWS, InboxPage, InboxPlace, InboxRow, case_ids_from_bytes,
    case_ids_to_bytes,
};
pub use inbox_search::{InboxCase, InboxOrder, InboxSearch, count_due};
pub use incident::{
    FollowedIncident, Incident, IncidentAct, IncidentFault, IncidentField, IncidentTarget,
};
pub use incident_entry::{FollowedEntry, IncidentEntry, IncidentSealingFault};
pub use incident_form::{IncidentForm, TypedAct, TypedDay};
pub use journal::{Journal, JournalFault};
pub use kept_out::KeptOutTold;
pub use later_exclusion::{LaterExclusion, OfficerExclusion};
pub use leaving::LeavingFault;
pub use message::{DeletionRequest, Message, MessageFault};
pub use note::{Link, Naming, Note, NoteFault, SealedNote, draw_allegation_id};
pub use notice::{NoticeHours, NoticeHoursError, NoticeMoment, NoticeStep};
pub use officer_answer::OfficerAnswer;
pub use officer_grant::OfficerGrant;
pub use officer_object::SealingFault;
pub use opened_case::{CaseFault, Content, Entry, NamedFiles, OpenCase, label};
pub use parcel_part::{CarriedFiles, ParcelPart};
pub use partial_date::{PartialDate, PartialDateFault};
pub use peer_office::{PeerFault, PeerOffice, SentPeers, lacks_peers};
pub use period::{Period, PeriodError};
pub use proceeding::{BelongsTo, EarlierEntry, Proceeding};
pub use proceeding_entry::{
    ProceedingEntry, ProceedingSealingFault, StandingAssessment, StandingProceeding,
};
pub use proceeding_fault::{ProceedingDate, ProceedingFault};
pub use proceeding_field::{AMOUNTS, COUNTRIES, ProceedingCodes, ProceedingField};
pub use proceeding_form::ProceedingForm;
pub use promise_kept::{PromiseCounts, PromiseKept, PromisedDays};
pub use protection::{ProtectionFault, ProtectionRequest};
pub use protection_status::{ProtectionStanding, ProtectionStatus, UnknownProtectionStatus};
pub use protection_step::{
    ForNamed, KeptProtection, ProtectionEntry, ProtectionStep, SealedProtection, ToldProtection,
};
pub use protections::Protection;
pub use published::{Published, PublishedError};
pub use receipt_check::{asked_groups, is_group};
pub use record_batch::{BatchFault, BatchRecord, RecordBatch};
pub use record_lists::RecordLists;
pub use referral::{
    ReferralPlan, ReferralRisk, ReferralStep, Referring, SealedReferral, SentReferral, ToldReferral,
};
pub use referral_along::AlongReferral;
pub use referral_elsewhere::{AnswerSigner, CarriedParcel, ReferralAnswer, SentElsewhere};
pub use referral_status::{ReferralStatus, UnknownReferralStatus};
pub use referral_terms::{ReferralTerms, Referred, ReferredBy, SharedIdentity, UnknownIdentity};
pub use referrals::{Referral, ReferralState};
pub use referred_file::{ReferredFile, UnknownWentAs, WentAs};
pub use release_document::{ReleaseDocument, ReleasedDimension, ReleasedFigures, ReleasedTable};
pub use release_files::ReleaseFile;
pub use release_period::{ReleasePeriod, ReleasePeriodError};
pub use release_register::{RegisterFault, ReleaseRegister};
pub use released_agreement::ReleasedAgreement;
pub use report::{Basis, CheckedReport, FormFault, Report, ReportForm, Urgency};
pub use reporter_identity::{IdentityFault, ReporterIdentity};
pub use retention::{Kept, Retention, RetentionClass, UnknownRetention};
pub use review::{ReviewFault, ReviewGround, ReviewRequest, WaitingReview, settles_review};
pub use rewrap::{rewrapped_from_bytes, rewrapped_to_bytes};
pub use risk::{Likelihood, Risk, RiskLevel, Severity};
pub use role::{Doing, ROLES, may};
pub use rounding::ROUNDING_BASE;
pub use saved_searches::{SavedSearch, SavedSearches, SealedSearches, SearchesFault};
pub use settlement::{Settlement, SettlementFault, SettlementPlan};
pub use sheet_cell::harmless_text;
pub use slapp::{
    INDICATORS, IndicatorState, NEXUS, RESULTS, SlappAssessment, SlappFault, SlappIndicator,
    SlappVerdict,
};
pub use slapp_agreement::{AssessedPair, AssessmentNote};
pub use stage::{CaseStage, UnknownStage};
pub use standing::{Pending, Standing};
pub use status::{CaseStatus, UnknownStatus};
pub use step::{Moved, SealedStep, Step, StepFault};
pub use table_declaration::{CheckedDeclaration, TableDeclaration};
pub use table_dimension::Dimension;
pub use table_tree::Edge;
pub use tally::Tally;
pub use task::{KnownTask, Listing, StandingTask, Task, TaskHalf, TaskPlan, TaskState};
pub use triage::{Score, Triage};
pub use vault::{OpenedVault, VaultFault};
pub use vault_custody::{AskedNames, SealedVaultAnswer, VaultCustody, WaitingVault};
pub use vault_request::{SealedVaultRequest, VaultReason, VaultRequest};
pub use vault_state::{StatedAnswer, VaultState, answers_from_bytes, answers_to_bytes};
pub use weekday::{UnknownWeekday, Weekday};
pub use work::{
    Due, NoticePlace, RetentionPlace, TaskPlace, UnknownWorkPlace, WORK_ROWS, Work, WorkItem,
    WorkPage, WorkPlace,
};
pub use working::Working;

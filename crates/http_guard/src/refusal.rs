use std::fmt;

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use pages::refusal::RefusalKind;

use crate::{LogSafe, Reference, log_fault};

/// Why a door does not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A form that is cut off or is no form.
    #[error("the form is incomplete")]
    BadForm,
    /// The store is not there at the moment, or full.
    #[error("the store is not available")]
    Busy(#[source] BoxFault),
    /// Another parcel has the same number.
    #[error("another parcel has the same number")]
    Conflict,
    /// More files are on their way, or wait, than there is room for.
    #[error("too many files are on their way")]
    Crowded,
    /// A parcel of whose files parts are missing.
    #[error("parts of the files are missing")]
    Incomplete,
    /// A fault of our own.
    #[error("internal fault")]
    Internal(#[source] BoxFault),
    /// A method that is answered nowhere at this door.
    #[error("the method is not allowed")]
    Method,
    /// No such page, or nothing there that this visitor may see.
    #[error("not found")]
    NotFound,
    /// A parcel whose shape or signatures are wrong.
    #[error("the parcel is damaged")]
    ParcelDamaged,
    /// A parcel for another instance.
    #[error("the parcel was sealed for another office")]
    ParcelForeign,
    /// A file that was handed in as a parcel and is none.
    #[error("the file is no parcel")]
    ParcelNone,
    /// A parcel made with a list of officers that is no longer accepted.
    #[error("the parcel was sealed with an old roster")]
    SealAgain,
    /// Nobody is signed in, or not any more.
    #[error("nobody is signed in")]
    SignedOut,
    /// A follow-up to which something was added before it arrived.
    #[error("something was added since the follow-up was sealed")]
    Stale,
    /// A sender that stopped sending.
    #[error("the sender stopped sending")]
    Slow,
    /// More than is taken at once.
    #[error("more than is taken at once")]
    TooLarge,
    /// A parcel of a version that is not known.
    #[error("the version of the parcel is not known")]
    UnknownVersion,
}

impl Refusal {
    /// Wraps a fault of our own.
    pub fn internal(fault: impl LogSafe + fmt::Debug + Send + Sync + 'static) -> Self {
        Self::Internal(BoxFault(Box::new(fault)))
    }

    /// Wraps a fault of a store that may be there again soon.
    pub fn busy(fault: impl LogSafe + fmt::Debug + Send + Sync + 'static) -> Self {
        Self::Busy(BoxFault(Box::new(fault)))
    }

    /// Returns the texts for this refusal.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::BadForm => RefusalKind::BadForm,
            Self::Busy(_) => RefusalKind::Busy,
            Self::Conflict => RefusalKind::Conflict,
            Self::Crowded => RefusalKind::Crowded,
            Self::Incomplete => RefusalKind::Incomplete,
            Self::Internal(_) => RefusalKind::Internal,
            Self::Method => RefusalKind::Method,
            Self::NotFound => RefusalKind::NotFound,
            Self::ParcelDamaged => RefusalKind::ParcelDamaged,
            Self::ParcelForeign => RefusalKind::ParcelForeign,
            Self::ParcelNone => RefusalKind::ParcelNone,
            Self::SealAgain => RefusalKind::SealAgain,
            Self::SignedOut => RefusalKind::SignedOut,
            Self::Stale => RefusalKind::Stale,
            Self::Slow => RefusalKind::Slow,
            Self::TooLarge => RefusalKind::TooLarge,
            Self::UnknownVersion => RefusalKind::UnknownVersion,
        }
    }

    /// Returns the fault to be logged, if somebody must look at it.
    fn fault(&self) -> Option<&BoxFault> {
        match self {
            Self::Busy(fault) | Self::Internal(fault) => Some(fault),
            Self::BadForm
            | Self::Conflict
            | Self::Crowded
            | Self::Incomplete
            | Self::Method
            | Self::NotFound
            | Self::ParcelDamaged
            | Self::ParcelForeign
            | Self::ParcelNone
            | Self::SealAgain
            | Self::SignedOut
            | Self::Slow
            | Self::Stale
            | Self::TooLarge
            | Self::UnknownVersion => None,
        }
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::BadForm => StatusCode::BAD_REQUEST,
            Self::Busy(_) | Self::Crowded => StatusCode::SERVICE_UNAVAILABLE,
            Self::Incomplete => StatusCode::PRECONDITION_FAILED,
            Self::Conflict | Self::Stale => StatusCode::CONFLICT,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::ParcelDamaged
            | Self::ParcelForeign
            | Self::ParcelNone
            | Self::SealAgain
            | Self::UnknownVersion => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    /// Returns the bare answer; [`guard`](crate::guard) puts the page into it, because only there
    /// the language of the visitor is known.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// Logs the fault beneath a refusal, if there is one, and returns the number under which it stands.
pub fn log_refusal(refusal: &Refusal) -> Option<Reference> {
    let fault = refusal.fault()?;
    let reference = Reference::draw();
    log_fault(reference, fault);
    Some(reference)
}

/// A fault whose text may be logged.
#[derive(Debug)]
pub struct BoxFault(Box<dyn Loggable>);

impl fmt::Display for BoxFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for BoxFault {}

impl LogSafe for BoxFault {}

trait Loggable: LogSafe + fmt::Debug + Send + Sync {}

impl<T: LogSafe + fmt::Debug + Send + Sync> Loggable for T {}

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use casework::{Codebook, CodebookFault, CodebookText, CodedFault};
use http_guard::Look;
use pages::{Door, Pages, WordingError};
use thiserror::Error;

use crate::{Published, Site};

/// What an office says about its public pages.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The harmless page that *Leave quickly* opens.
    pub leave: String,
    /// Whether the office is there for practice. Every page says so, and search engines are asked to leave it out.
    pub training: bool,
}

/// Why the door does not open.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The codebook has faults, which a test rules out for that of the project.
    #[error("the codebook has {} faults, the first of them: {}", .0.len(), first(.0))]
    Codebook(Vec<CodebookFault>),
    /// A page could not be drawn.
    #[error("the page `{0}` could not be drawn")]
    Page(String),
    /// A file could not be packed.
    #[error("the file `{path}` could not be packed")]
    Packing {
        /// The file.
        path: String,
        /// Why.
        #[source]
        fault: std::io::Error,
    },
    /// A release breaks a rule, which whoever verified it rules out.
    #[error("a release cannot be shown: {0}")]
    Release(#[from] CodedFault),
    /// The compiled-in wording is unsound, which a test rules out.
    #[error(transparent)]
    Wording(#[from] WordingError),
}

/// All that the public's door holds.
pub struct Observatory {
    look: Arc<Look>,
    book: Codebook,
    site: RwLock<Arc<Site>>,
}

impl Observatory {
    /// Makes everything that there is to read.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(settings: Settings, published: &Published) -> Result<Self, OpenError> {
        let pages = Pages::load()?;
        let door = Door {
            style: pages.observatory_style().address().to_owned(),
            leave: settings.leave,
            training: settings.training,
            ..Door::default()
        };
        let look = Look {
            pages,
            door,
            scripts: None,
        };
        let book = CodebookText::of_project().read();
        let book = book.map_err(OpenError::Codebook)?;
        let site = Site::make(&look, &book, published)?;
        Ok(Self {
            look: Arc::new(look),
            book,
            site: RwLock::new(Arc::new(site)),
        })
    }

    /// Everything that there is to read, as it is now: what is published meanwhile does not change it.
    pub fn site(&self) -> Arc<Site> {
        // Nothing that holds the lock can stop half-way: it only takes or puts a whole site.
        let site = self.site.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&site)
    }

    /// Makes everything anew, and then puts it in the place of what was there, all at once.
    ///
    /// # Errors
    /// [`OpenError`]; what was there stays.
    pub fn publish(&self, published: &Published) -> Result<(), OpenError> {
        let made = Arc::new(Site::make(&self.look, &self.book, published)?);
        let mut site = self.site.write().unwrap_or_else(PoisonError::into_inner);
        *site = made;
        Ok(())
    }

    /// What refusals need to be drawn.
    pub(crate) fn look(&self) -> Arc<Look> {
        self.look.clone()
    }

    /// Whether the office is there for practice.
    pub(crate) fn is_for_practice(&self) -> bool {
        self.look.door.training
    }
}

impl fmt::Debug for Observatory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observatory")
    }
}

fn first(faults: &[CodebookFault]) -> String {
    faults.first().map_or_else(String::new, ToString::to_string)
}

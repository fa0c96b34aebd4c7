use thiserror::Error;

/// What is wrong in a codebook, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodebookFault {
    /// A file has another shape.
    #[error("{file}, line {line}: {why}")]
    Unreadable {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What the reader of the file says.
        why: String,
    },
    /// A code is spelt otherwise than codes are.
    #[error(
        "{list}: `{code}` is no code: use small letters, digits and `_`, and one dot before a child"
    )]
    Spelling {
        /// The list.
        list: String,
        /// The code.
        code: String,
    },
    /// A code stands there twice.
    #[error("{list}: `{code}` stands there twice: keep one")]
    Twice {
        /// The list or file.
        list: String,
        /// The code.
        code: String,
    },
    /// A text is missing.
    #[error("{list}: `{code}` has no {column}: write one")]
    NoText {
        /// The list.
        list: String,
        /// The code.
        code: String,
        /// Which text.
        column: &'static str,
    },
    /// There is neither a code nor a group above it.
    #[error("{list}: nothing stands above `{code}`: add the code or a group `{parent}`")]
    NoParent {
        /// The list.
        list: String,
        /// The code.
        code: String,
        /// What should stand above it.
        parent: String,
    },
    /// A file names a code that is not there.
    #[error("{file}: there is no `{code}` in {list}: correct it, or take the line out")]
    UnknownCode {
        /// The file.
        file: String,
        /// The list.
        list: String,
        /// The code.
        code: String,
    },
    /// A file names a scheme that is not described.
    #[error(
        "crosswalk: `{scheme}` is described nowhere: add it to the schemes, with where it is published"
    )]
    UnknownScheme {
        /// The scheme.
        scheme: String,
    },
    /// A code that was published is gone or was never taken back properly.
    #[error(
        "{list}: `{code}` was published in version {since} and is gone: put it back, and name what replaces it in replaced.csv"
    )]
    Gone {
        /// The list.
        list: String,
        /// The code.
        code: String,
        /// Since which version it was published.
        since: u16,
    },
    /// A code is new, and the version does not say so.
    #[error(
        "{list}: `{code}` is in no version: add it to published.csv with a version, and raise the version of the codebook"
    )]
    Unpublished {
        /// The list.
        list: String,
        /// The code.
        code: String,
    },
    /// Something is said to hold from a version that does not exist yet, or from before it was published.
    #[error("{list}: `{code}` says version {since}, and there are only those from 1 to {version}")]
    NoSuchVersion {
        /// The list.
        list: String,
        /// The code.
        code: String,
        /// The version it says.
        since: u16,
        /// The version of the codebook.
        version: u16,
    },
    /// What takes the place of a code is replaced itself, or is the code itself.
    #[error(
        "{list}: `{code}` is replaced by `{by}`, which is used no longer either: name one that is used"
    )]
    ReplacedByReplaced {
        /// The list.
        list: String,
        /// The code.
        code: String,
        /// What should take its place.
        by: String,
    },
    /// A country adds something that is no child of a code.
    #[error(
        "{country}: `{code}` in {list} is no child of a code of the project: a country adds below `parent.`, and changes nothing above"
    )]
    NoChild {
        /// The country.
        country: String,
        /// The list.
        list: String,
        /// The code.
        code: String,
    },
}

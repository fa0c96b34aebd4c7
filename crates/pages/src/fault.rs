/// Something in a form that needs another look, and where it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// The id of the field.
    pub field: &'static str,
    /// The key of the text.
    pub key: &'static str,
    /// Values for the text.
    pub values: Vec<(&'static str, String)>,
}

impl Fault {
    /// Names a fault whose text needs no value.
    pub fn new(field: &'static str, key: &'static str) -> Self {
        Self {
            field,
            key,
            values: Vec::new(),
        }
    }

    /// Names a fault with one value in its text.
    pub fn with(
        field: &'static str,
        key: &'static str,
        name: &'static str,
        value: impl ToString,
    ) -> Self {
        Self {
            field,
            key,
            values: vec![(name, value.to_string())],
        }
    }
}

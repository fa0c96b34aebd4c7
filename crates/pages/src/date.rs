/// A day as it is shown. The pages know days only, never hours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Date {
    /// The year, such as 2026.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Returns the day in the form for `datetime` attributes.
    pub fn machine(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

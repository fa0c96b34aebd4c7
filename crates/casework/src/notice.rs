//! When the notices that come at fixed hours are due. They come whether or not there is anything to do, so that
//! nobody who sees one learns more than who gets it.

use thiserror::Error;

/// The hours of a day at which notices are sent, by the office's own clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeHours(Vec<i64>);

/// A moment by the office's own clock, in minutes since the beginning of 1970 there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoticeMoment(i64);

/// Why hours for notices are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoticeHoursError {
    /// None at all, or more than twelve.
    #[error("notices are sent between once and twelve times a day")]
    Count,
    /// It does not read like an hour.
    #[error("an hour for notices is written as `07:30`")]
    Malformed,
    /// One of them stands twice.
    #[error("an hour for notices stands twice")]
    Twice,
}

/// What is to be done about somebody's notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeStep {
    /// Nothing is sent, and the hours count from this moment on: it is somebody's first, or the clock was set back.
    Begin,
    /// The notice of this moment is sent.
    Send,
    /// It was sent already.
    Wait,
}

impl NoticeHours {
    /// Reads hours such as `07:30`.
    ///
    /// # Errors
    /// [`NoticeHoursError`] says what is wrong.
    pub fn read<'a>(hours: impl IntoIterator<Item = &'a str>) -> Result<Self, NoticeHoursError> {
        let minutes = hours.into_iter().map(minute_of_day);
        let mut minutes = minutes.collect::<Option<Vec<i64>>>();
        let minutes = minutes.as_mut().ok_or(NoticeHoursError::Malformed)?;
        if !(1..=MOST_A_DAY).contains(&minutes.len()) {
            return Err(NoticeHoursError::Count);
        }
        let count = minutes.len();
        minutes.sort_unstable();
        minutes.dedup();
        if minutes.len() < count {
            return Err(NoticeHoursError::Twice);
        }
        Ok(Self(std::mem::take(minutes)))
    }

    /// The last of these hours that has come where clocks run `offset_minutes` ahead of UTC.
    pub fn last(&self, unix_seconds: i64, offset_minutes: i32) -> NoticeMoment {
        let minute = unix_seconds
            .div_euclid(60)
            .saturating_add(offset_minutes.into());
        let midnight = minute.saturating_sub(minute.rem_euclid(A_DAY));
        let today = self.0.iter().map(|hour| midnight.saturating_add(*hour));
        let last = today.filter(|moment| *moment <= minute).max();
        // Before the first hour of a day it is the last one of the day before.
        let evening = self.0.last().copied().unwrap_or_default();
        NoticeMoment(last.unwrap_or_else(|| midnight.saturating_sub(A_DAY).saturating_add(evening)))
    }
}

impl NoticeMoment {
    /// As it is kept.
    pub const fn minutes(self) -> i64 {
        self.0
    }

    /// The moment so many minutes after the beginning of 1970 by the office's clock.
    pub const fn from_minutes(minutes: i64) -> Self {
        Self(minutes)
    }

    /// What is to be done when this is the last hour that has come, and the notice of `sent` was the last one sent.
    /// However many hours were missed, one notice comes for all of them.
    pub const fn step(self, sent: Option<Self>) -> NoticeStep {
        match sent {
            None => NoticeStep::Begin,
            Some(sent) if sent.0 < self.0 => NoticeStep::Send,
            // A clock that was days ahead would else silence the notices until it is there again.
            Some(sent) if sent.0 > self.0.saturating_add(A_DAY) => NoticeStep::Begin,
            Some(_) => NoticeStep::Wait,
        }
    }
}

fn minute_of_day(hour: &str) -> Option<i64> {
    let (hours, minutes) = hour.split_once(':')?;
    let number = |text: &str, below: i64| {
        let digits = text.len() == 2 && text.bytes().all(|one| one.is_ascii_digit());
        let number: i64 = text.parse().ok().filter(|_| digits)?;
        (number < below).then_some(number)
    };
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}

const A_DAY: i64 = 24 * 60;
const MOST_A_DAY: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    const JAKARTA: i32 = 7 * 60;
    /// 2026-11-29 00:00 in Jakarta.
    const SUNDAY: i64 = 20_786 * 86_400 - 7 * 3_600;

    fn at(hours: i64, minutes: i64) -> i64 {
        SUNDAY + hours * 3_600 + minutes * 60
    }

    fn three() -> NoticeHours {
        NoticeHours::read(["17:00", "07:30", "12:30"]).unwrap()
    }

    #[test]
    fn the_last_hour_that_has_come_is_found_by_the_offices_clock_on_every_day() {
        let last = |seconds| three().last(seconds, JAKARTA);
        let clock = |hours: i64, minutes: i64| NoticeMoment((20_786 * 24 + hours) * 60 + minutes);
        assert_eq!(last(at(0, 0)), clock(-7, 0), "yesterday evening");
        assert_eq!(last(at(7, 29)), clock(-7, 0));
        assert_eq!(last(at(7, 30)), clock(7, 30));
        assert_eq!(last(at(12, 29)), clock(7, 30));
        assert_eq!(last(at(23, 59)), clock(17, 0));
        assert_eq!(
            three().last(at(7, 30), 0),
            clock(-7, 0),
            "half past midnight UTC"
        );
    }

    #[test]
    fn missed_hours_bring_one_notice_and_a_clock_set_back_brings_none() {
        let last = |seconds| three().last(seconds, JAKARTA);
        let step = |now, sent| last(now).step(Some(last(sent)));
        assert_eq!(last(at(8, 0)).step(None), NoticeStep::Begin);
        assert_eq!(step(at(8, 0), at(7, 30)), NoticeStep::Wait);
        assert_eq!(step(at(13, 0), at(8, 0)), NoticeStep::Send);
        assert_eq!(step(at(24 * 9, 0), at(8, 0)), NoticeStep::Send);
        assert_eq!(step(at(24 * 9, 1), at(24 * 9, 0)), NoticeStep::Wait);
        assert_eq!(step(at(8, 0), at(13, 0)), NoticeStep::Wait);
        assert_eq!(step(at(8, 0), at(24 + 7, 30)), NoticeStep::Wait);
        assert_eq!(step(at(8, 0), at(24 + 12, 30)), NoticeStep::Begin);
    }

    #[test]
    fn hours_that_are_none_are_refused() {
        let read = |hours: &[&str]| NoticeHours::read(hours.iter().copied());
        for wrong in ["24:00", "7:30", "07:60", "0730", "+7:30", "07:3O", "", ":"] {
            assert_eq!(read(&[wrong]), Err(NoticeHoursError::Malformed), "{wrong}");
        }
        assert_eq!(read(&[]), Err(NoticeHoursError::Count));
        assert_eq!(read(&["07:00", "07:00"]), Err(NoticeHoursError::Twice));
        let many: Vec<String> = (0..13).map(|hour| format!("{hour:02}:00")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(read(&many), Err(NoticeHoursError::Count));
    }
}

//! Dates in headers (RFC 9110, section 5.6.7).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Reads a date in any of the three forms of HTTP, or as in a mail. A date after the last timestamp is
/// the last one.
///
/// A year of two digits is the one nearest to `reference`, which is the date of the response. Without
/// one, it is between 1970 and 2069.
pub(crate) fn parse(text: &str, reference: Option<Timestamp>) -> Option<Timestamp> {
    if let Ok(date) = rfc2822::parse(text) {
        // RFC 2822 reads a year of two digits as well, but without a reference.
        return Some(date.timestamp());
    }
    let (date, time, year) = split(text)?;
    let (day, month) = day_and_month(date)?;
    let time = clock_time(time)?;
    let year = full_year(year, reference)?;
    let [hour, minute, second] = time;
    let date = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    let date = TimeZone::UTC.to_timestamp(date);
    Some(date.unwrap_or(Timestamp::MAX))
}

/// Splits a date into day and month, time, and year.
fn split(text: &str) -> Option<([&str; 2], &str, &str)> {
    let words = text.split([' ', ',', '-', '\t']);
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.len() > 4 && is_weekday(words.first()?) {
        words.remove(0);
    }
    match *words.as_slice() {
        // Sunday, 06-Nov-94 08:49:37 GMT, and Fri, 31 Dec 9999 23:59:59 GMT
        [day, month, year, time, zone] if is_utc(zone) => Some(([day, month], time, year)),
        // Sun Nov  6 08:49:37 1994
        [month, day, time, year] => Some(([day, month], time, year)),
        _ => None,
    }
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_utc(zone: &str) -> bool {
    ["gmt", "utc", "ut", "z"].contains(&&*zone.to_ascii_lowercase())
}

fn day_and_month([day, month]: [&str; 2]) -> Option<(i8, i8)> {
    let month = month.to_ascii_lowercase();
    let index = MONTHS.iter().position(|name| *name == month)?;
    Some((number(day)?, i8::try_from(index + 1).ok()?))
}

fn clock_time(text: &str) -> Option<[i8; 3]> {
    let mut parts = text.split(':').map(number);
    let time = [parts.next()??, parts.next()??, parts.next()??];
    let [hour, minute, second] = time;
    // A leap second counts as the second before it.
    let second = if second == 60 { 59 } else { second };
    parts.next().is_none().then_some([hour, minute, second])
}

fn full_year(text: &str, reference: Option<Timestamp>) -> Option<i16> {
    let year: i16 = number(text)?;
    if text.len() != 2 {
        return Some(year);
    }
    let Some(reference) = reference else {
        return Some(if year < 70 { 2000 + year } else { 1900 + year });
    };
    let now = TimeZone::UTC.to_datetime(reference).year();
    let year = now - now.rem_euclid(100) + year;
    // RFC 9110: a year more than 50 years in the future is the last one with these digits.
    Some(match year - now {
        51.. => year - 100,
        ..-49 => year + 100,
        _ => year,
    })
}

fn number<N: TryFrom<i64>>(text: &str) -> Option<N> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = if is_number {
        text.parse().ok()?
    } else {
        return None;
    };
    N::try_from(number).ok()
}

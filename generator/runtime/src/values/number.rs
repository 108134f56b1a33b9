//! Numbers by their decimal text, without the rounding of a float.

use std::cmp::Ordering;

/// A decimal number: its digits without zeros at either end, times a power of ten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Digits {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Digits {
    /// Parses a text such as `-12.5e3`. `None` if it has another form.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (is_negative, number) = match text.strip_prefix('-') {
            Some(number) => (true, number),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match number.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, power(exponent)?),
            None => (number, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_end_matches('0');
        let shift = (all.len() - digits.len()) as i64 - fraction.len() as i64;
        let digits = digits.trim_start_matches('0');
        Some(match digits {
            // Zero has no sign and no exponent.
            "" => Self {
                is_negative: false,
                digits: String::new(),
                exponent: 0,
            },
            digits => Self {
                is_negative,
                digits: digits.to_owned(),
                exponent: exponent.saturating_add(shift),
            },
        })
    }
}

/// Parses an exponent, which may be larger than any that matters.
fn power(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let largest = i64::MAX / 2;
    let value = digits.parse().unwrap_or(largest).min(largest);
    Some(if text.starts_with('-') { -value } else { value })
}

impl Digits {
    /// Returns the power of ten of the first digit.
    fn magnitude(&self) -> i64 {
        let length = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        self.exponent.saturating_add(length)
    }

    /// Compares the absolute values.
    fn cmp_absolute(&self, other: &Self) -> Ordering {
        let is_zero = (self.digits.is_empty(), other.digits.is_empty());
        match is_zero {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // Neither text of digits ends with a zero, so that a shorter one is the smaller one.
            (false, false) => {
                (self.magnitude(), &self.digits).cmp(&(other.magnitude(), &other.digits))
            }
        }
    }

    /// Returns the digits as an integer, times ten to the power of the exponent minus `exponent`. `None`
    /// if it has more than 128 bits.
    fn scaled(&self, exponent: i64) -> Option<i128> {
        let digits: i128 = match self.digits.as_str() {
            "" => 0,
            digits => digits.parse().ok()?,
        };
        let power = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        digits.checked_mul(10_i128.checked_pow(power)?)
    }
}

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Digits {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => self.cmp_absolute(other),
            (true, true) => other.cmp_absolute(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

/// Whether a number is a multiple of another. Numbers that are too far apart for the calculation count as multiples.
pub(super) fn is_multiple(text: &str, of: &str) -> bool {
    let (Some(number), Some(of)) = (Digits::parse(text), Digits::parse(of)) else {
        return true;
    };
    let exponent = number.exponent.min(of.exponent);
    match (number.scaled(exponent), of.scaled(exponent)) {
        (Some(number), Some(of)) => of == 0 || number % of == 0,
        _ => true,
    }
}

/// A reason why a text isn't a 64-bit integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotInteger {
    /// It isn't a number, or has a fraction.
    Form,
    /// It is an integer that is too large.
    Range,
}

/// Parses a number without a fraction: `9007199254740993`, `9007199254740993.0` or `5e9`.
pub(super) fn integer<T: TryFrom<i128>>(text: &str) -> Result<T, NotInteger> {
    let number = Digits::parse(text).ok_or(NotInteger::Form)?;
    let exponent = u32::try_from(number.exponent);
    if number.exponent < 0 {
        return Err(NotInteger::Form);
    }
    let value = || {
        let digits: i128 = match number.digits.as_str() {
            "" => 0,
            digits => digits.parse().ok()?,
        };
        let value = digits.checked_mul(10_i128.checked_pow(exponent.ok()?)?)?;
        T::try_from(if number.is_negative { -value } else { value }).ok()
    };
    value().ok_or(NotInteger::Range)
}

/// Whether two texts are the same number.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || Digits::parse(one) == Digits::parse(other)
}

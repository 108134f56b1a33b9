//! Numbers by their decimal text, without the rounding of a float.

/// A decimal number: its digits without zeros at either end, times a power of ten.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Parses a text such as `-12.5e3`. `None` if it has another form.
    fn parse(text: &str) -> Option<Self> {
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

/// Why a text isn't a 64-bit integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotInteger {
    /// It isn't a number, or has a fraction.
    Form,
    /// It is an integer that is too large.
    Range,
}

/// Parses a number without a fraction: `9007199254740993`, `9007199254740993.0` or `5e9`.
pub(super) fn integer(text: &str) -> Result<i64, NotInteger> {
    let number = Decimal::parse(text).ok_or(NotInteger::Form)?;
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
        i64::try_from(if number.is_negative { -value } else { value }).ok()
    };
    value().ok_or(NotInteger::Range)
}

/// Whether two texts are the same number.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || Decimal::parse(one) == Decimal::parse(other)
}

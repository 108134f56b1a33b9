//! Scalars: values that JSON writes as one boolean, number or string.
//!
//! The table has one row for each scalar, with everything that the stages know of it. To support
//! another string format, add a row. A Rust type that the runtime has not met also needs the runtime's
//! `Check`, and `Display` to be written as a parameter.

use serde_json::Value;

use super::reading::{self, Reading};

/// Everything that the stages know of a scalar.
#[derive(Debug)]
pub struct ScalarFacts {
    /// The string formats of OpenAPI that it stands for.
    pub formats: &'static [&'static str],
    /// The expectation of a reader of an example: `a date`.
    pub expected: &'static str,
    /// Whether the generated crate reads a JSON value as the scalar.
    pub reads: fn(&Value, Reading) -> bool,
    /// Whether values are strings of which not every one is a value: as an alternative of a union, it is
    /// tried before those that take any string.
    pub restricts_strings: bool,
    /// The type in Rust.
    pub rust: RustType,
    /// Its reading and writing in the generated crate.
    pub codec: Codec,
    /// The value that examples of calls pass.
    pub sample: Sample,
    /// The size of a value in bytes, at most, on any platform.
    pub size: usize,
    /// Whether a value of the type can be one that must not be sent.
    pub needs_check: bool,
    /// Whether setters and constructors accept every type that converts into it.
    pub converts: bool,
}

/// A type in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RustType {
    /// A type that is always in scope: `bool`.
    Prelude(&'static str),
    /// A type of another crate, which the generated crate depends on: the module and the name.
    Foreign(&'static str, &'static str),
    /// A type of the runtime.
    Runtime(&'static str),
}

/// The reading and writing of a scalar in the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// As serde does.
    Serde,
    /// Leniently: a number may come as a string.
    Lenient,
    /// In a special form, which this module of the runtime reads and writes.
    Module(&'static str),
}

/// A value that examples of calls pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A literal of Rust.
    Literal(&'static str),
    /// A text.
    Text(&'static str),
    /// A text that is parsed.
    Parsed(&'static str),
    /// A text that follows from the name of the value.
    Named,
}

macro_rules! scalars {
    ($($(#[$doc:meta])* $name:ident { $($facts:tt)* })*) => {
        /// A value that JSON writes as one boolean, number or string.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scalar {
            $($(#[$doc])* $name,)*
        }

        impl Scalar {
            /// Every scalar, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the scalar's row of the table.
            #[must_use]
            pub fn facts(self) -> &'static ScalarFacts {
                match self {
                    $(Self::$name => {
                        const FACTS: &ScalarFacts = &ScalarFacts { $($facts)* };
                        FACTS
                    })*
                }
            }
        }
    };
}

scalars! {
    /// `true` or `false`.
    Bool {
        formats: &[],
        expected: "`true` or `false`",
        reads: |value, _| value.is_boolean(),
        restricts_strings: false,
        rust: RustType::Prelude("bool"),
        codec: Codec::Serde,
        sample: Sample::Literal("true"),
        size: 8,
        needs_check: false,
        converts: false,
    }
    /// An integer that has 32 bits according to the document.
    I32 {
        formats: &[],
        expected: "an integer",
        reads: reading::is_i32,
        restricts_strings: false,
        rust: RustType::Prelude("i32"),
        codec: Codec::Lenient,
        sample: Sample::Literal("1"),
        size: 8,
        needs_check: false,
        converts: false,
    }
    /// Any other integer.
    I64 {
        formats: &[],
        expected: "an integer",
        reads: reading::is_i64,
        restricts_strings: false,
        rust: RustType::Prelude("i64"),
        codec: Codec::Lenient,
        sample: Sample::Literal("1"),
        size: 8,
        needs_check: false,
        converts: false,
    }
    /// An integer of 64 bits without a sign.
    U64 {
        formats: &[],
        expected: "a non-negative integer",
        reads: reading::is_u64,
        restricts_strings: false,
        rust: RustType::Prelude("u64"),
        codec: Codec::Lenient,
        sample: Sample::Literal("1"),
        size: 8,
        needs_check: false,
        converts: false,
    }
    /// A number whose digits count, such as an amount of money.
    Decimal {
        formats: &[],
        expected: "a number",
        reads: reading::is_decimal,
        restricts_strings: false,
        rust: RustType::Runtime("Decimal"),
        codec: Codec::Serde,
        sample: Sample::Parsed("12.50"),
        size: 24,
        needs_check: false,
        converts: false,
    }
    /// A number.
    F64 {
        formats: &[],
        expected: "a number",
        reads: reading::is_f64,
        restricts_strings: false,
        rust: RustType::Prelude("f64"),
        codec: Codec::Lenient,
        sample: Sample::Literal("1.0"),
        size: 8,
        needs_check: true,
        converts: false,
    }
    /// Text of any format that no other row has.
    String {
        formats: &[],
        expected: "a string",
        reads: |value, _| value.is_string(),
        restricts_strings: false,
        rust: RustType::Prelude("String"),
        codec: Codec::Serde,
        sample: Sample::Named,
        size: 24,
        needs_check: false,
        converts: true,
    }
    /// A point in time, written as RFC 3339.
    Timestamp {
        formats: &["date-time"],
        expected: "a date-time",
        reads: reading::is_timestamp,
        restricts_strings: true,
        rust: RustType::Foreign("jiff", "Timestamp"),
        codec: Codec::Serde,
        sample: Sample::Parsed("2026-01-31T12:00:00Z"),
        size: 16,
        needs_check: false,
        converts: false,
    }
    /// A point in time, written as RFC 2822.
    Rfc2822 {
        formats: &["date-time-rfc-2822"],
        expected: "a date-time",
        reads: reading::is_timestamp,
        restricts_strings: true,
        rust: RustType::Foreign("jiff", "Timestamp"),
        codec: Codec::Module("rfc2822"),
        sample: Sample::Parsed("2026-01-31T12:00:00Z"),
        size: 16,
        needs_check: false,
        converts: false,
    }
    /// A calendar date.
    Date {
        formats: &["date"],
        expected: "a date",
        reads: reading::is_date,
        restricts_strings: true,
        rust: RustType::Foreign("jiff::civil", "Date"),
        codec: Codec::Lenient,
        sample: Sample::Parsed("2026-01-31"),
        size: 8,
        needs_check: false,
        converts: false,
    }
    /// A URI reference; may be relative or empty.
    Uri {
        formats: &["uri", "url", "uri-reference"],
        expected: "a string",
        reads: |value, _| value.is_string(),
        restricts_strings: false,
        rust: RustType::Runtime("UriRef"),
        codec: Codec::Serde,
        sample: Sample::Text("https://www.example.com/"),
        size: 24,
        needs_check: true,
        converts: true,
    }
}

impl Scalar {
    /// Creates the scalar of a string with this format.
    #[must_use]
    pub fn of_string_format(format: &str) -> Self {
        let mut all = Self::ALL.iter().copied();
        let found = all.find(|scalar| scalar.facts().formats.contains(&format));
        found.unwrap_or(Self::String)
    }

    /// Creates the scalar of a number with this format. The formats of the OpenAPI Format Registry and
    /// those that documents use for amounts of money keep all digits.
    #[must_use]
    pub fn of_number_format(format: &str) -> Self {
        const EXACT: &[&str] = &[
            "amount",
            "bigdecimal",
            "currency",
            "decimal",
            "decimal128",
            "monetary",
            "money",
            "numeric",
            "price",
        ];
        let format = format.replace(['-', '_'], "").to_ascii_lowercase();
        match EXACT.contains(&format.as_str()) {
            true => Self::Decimal,
            false => Self::F64,
        }
    }

    /// Whether values are numbers.
    #[must_use]
    pub fn is_number(self) -> bool {
        self.is_integer() || matches!(self, Self::F64 | Self::Decimal)
    }

    /// Whether values are integers.
    #[must_use]
    pub fn is_integer(self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_maps_to_one_scalar() {
        let formats = Scalar::ALL.iter().flat_map(|scalar| scalar.facts().formats);
        let mut formats: Vec<_> = formats.collect();
        let count = formats.len();
        formats.sort();
        formats.dedup();
        assert_eq!(formats.len(), count);
        assert_eq!(Scalar::of_string_format("date"), Scalar::Date);
        assert_eq!(Scalar::of_string_format("password"), Scalar::String);
    }

    #[test]
    fn parsed_samples_are_readable() {
        for scalar in Scalar::ALL {
            if let Sample::Parsed(text) = scalar.facts().sample {
                let value = Value::from(text);
                assert!(
                    (scalar.facts().reads)(&value, Reading::Lenient),
                    "{scalar:?}"
                );
            }
        }
    }
}

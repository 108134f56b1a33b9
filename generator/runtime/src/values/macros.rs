//! The macros that implement each SID, open enum and union of the generated code.
//!
//! They name everything through `runtime`, which the calling module has in scope. They are exported
//! under other names, because an exported macro is also an item of the crate's root.
//!
//! Functions are `#[inline]`, as in all generated code: the compiler translates them in the program that calls
//! them, and not at all if none does.

/// Implements a newtype of [`Sid`](super::super::Sid): `sid!(AccountSid, "AC")`, or `sid!(MessageSid,
/// "SM", "MM")` for a kind with several prefixes.
#[doc(hidden)]
#[macro_export]
macro_rules! __sid {
    ($name:ident, $prefix:literal) => {
        impl $name {
            /// The two letters at the beginning of a SID of this kind.
            pub const PREFIX: &'static str = $prefix;
        }

        runtime::sid!(@common $name, $prefix);
    };
    ($name:ident, $($prefix:literal),+) => {
        runtime::sid!(@common $name, $($prefix),+);
    };
    (@common $name:ident, $($prefix:literal),+) => {
        impl $name {
            /// All prefixes of this kind of SID.
            pub const PREFIXES: &'static [&'static str] = &[$($prefix),+];

            const FORMAT: runtime::SidFormat =
                runtime::SidFormat::new(stringify!($name), Self::PREFIXES);

            /// Creates a SID from its text.
            ///
            /// # Errors
            ///
            /// If the text isn't a prefix and 32 hexadecimal digits.
            #[inline]
            pub fn new(text: impl AsRef<str>) -> Result<Self, runtime::SidError> {
                Self::FORMAT.parse(text.as_ref()).map(Self)
            }

            /// Returns the text in its wire form.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Whether this is a prefix and 32 hexadecimal digits. Reading a response keeps any text,
            /// even an empty one; everything else creates well-formed SIDs only.
            #[must_use]
            #[inline]
            pub fn is_well_formed(&self) -> bool {
                Self::FORMAT.matches(self.as_str())
            }
        }

        runtime::wire_text!($name);

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = runtime::SidError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = runtime::SidError;

            #[inline]
            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl ::std::convert::TryFrom<String> for $name {
            type Error = runtime::SidError;

            #[inline]
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl runtime::Lenient for $name {}

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                <runtime::Sid as ::serde::Deserialize>::deserialize(deserializer).map(Self)
            }
        }

        impl runtime::Check for $name {
            #[inline]
            fn check(&self, checker: &mut runtime::Checker) {
                if !self.is_well_formed() {
                    checker.refuse_by_description(runtime::SidError::new(Self::FORMAT, self.as_str()));
                }
            }
        }
    };
}

/// Implements an open enum: `open_enum!(NumberType { Local: "LOCAL", TollFree: "TOLL-FREE" })`. The
/// enum has one more variant, `Unrecognized`.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident { $($variant:ident: $wire:literal),+ $(,)? }) => {
        impl $name {
            /// The values that this version of the crate knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the value in its wire form.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Unrecognized(value) => value.as_str(),
                }
            }

            /// Whether this version of the crate knows the value.
            #[must_use]
            #[inline]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unrecognized(_))
            }
        }

        runtime::wire_text!($name);

        impl runtime::OpenEnum for $name {
            #[inline]
            fn known(text: &str) -> Option<Self> {
                match text {
                    $($wire => Some(Self::$variant),)+
                    _ => None,
                }
            }

            #[inline]
            fn unrecognized(value: runtime::UnrecognizedValue) -> Self {
                Self::Unrecognized(value)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            // Not `Self::Err`, which may be a variant.
            #[inline]
            fn from_str(text: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                runtime::OpenEnum::from_text(text)
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl runtime::Lenient for $name {}

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                runtime::OpenEnum::from_wire(deserializer)
            }
        }

        // A caller may send a value that is newer than the crate, so nothing is checked.
        impl runtime::Check for $name {}
    };
}

/// Implements an open enum of integers: `open_integer_enum!(Priority { Low: 1, High: 2 })`. The enum
/// has one more variant, `Unrecognized`.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_integer_enum {
    ($name:ident { $($variant:ident: $wire:literal),+ $(,)? }) => {
        impl $name {
            /// The values that this version of the crate knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the value in its wire form.
            #[must_use]
            #[inline]
            pub const fn value(self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Unrecognized(value) => value.get(),
                }
            }

            /// Whether this version of the crate knows the value.
            #[must_use]
            #[inline]
            pub const fn is_known(self) -> bool {
                !matches!(self, Self::Unrecognized(_))
            }
        }

        impl runtime::OpenIntegerEnum for $name {
            #[inline]
            fn known(value: i64) -> Option<Self> {
                match value {
                    $($wire => Some(Self::$variant),)+
                    _ => None,
                }
            }

            #[inline]
            fn unrecognized(value: runtime::UnrecognizedInteger) -> Self {
                Self::Unrecognized(value)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                runtime::OpenIntegerEnum::from_integer(value)
            }
        }

        impl From<$name> for i64 {
            #[inline]
            fn from(value: $name) -> Self {
                value.value()
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }

        impl runtime::Lenient for $name {}

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                runtime::OpenIntegerEnum::from_wire(deserializer)
            }
        }

        // A caller may send a value that is newer than the crate, so nothing is checked.
        impl runtime::Check for $name {}
    };
}

/// Implements an enum of alternatives, in the order in which they are tried: `union!(Recipient {
/// Number, Client })`. The enum has one more variant, `Unrecognized`.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident { $($variant:ident),+ $(,)? }) => {
        runtime::union!(@common $name, None, alternatives => {
            alternatives$(.or(Self::$variant))+
        });

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => value.serialize(serializer),)+
                    Self::Unrecognized(value) => value.serialize(serializer),
                }
            }
        }
    };
    (@common $name:ident, $tag:expr, $alternatives:ident => $add:block) => {
        impl runtime::Union for $name {
            const TAG: Option<&'static str> = $tag;

            #[inline]
            fn alternatives(
                $alternatives: runtime::Alternatives<'_, Self>,
            ) -> runtime::Alternatives<'_, Self> {
                $add
            }

            #[inline]
            fn unrecognized(value: ::serde_json::Value) -> Self {
                Self::Unrecognized(value)
            }
        }

        impl runtime::Lenient for $name {}

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                runtime::Union::from_wire(deserializer)
            }
        }
    };
}

/// Implements an enum of alternatives with a discriminator property: `tagged_union!("kind", Pet { Cat:
/// ["cat", "kitten"], Dog: ["dog"] })`. The enum has one more variant, `Unrecognized`. An alternative
/// that doesn't write the property itself gets its first tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($property:literal, $name:ident {
        $($variant:ident: [$($tag:literal),* $(,)?]),+ $(,)?
    }) => {
        runtime::union!(@common $name, Some($property), alternatives => {
            alternatives$(.tagged(&[$($tag),*], Self::$variant))+
        });

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        runtime::write_tagged(value, $property, &[$($tag),*], serializer)
                    })+
                    Self::Unrecognized(value) => value.serialize(serializer),
                }
            }
        }
    };
}

/// Implements the traits of a type whose wire form is text, given its `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_text {
    ($name:ident) => {
        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

pub use {
    __open_enum as open_enum, __open_integer_enum as open_integer_enum, __sid as sid,
    __tagged_union as tagged_union, __union as union, __wire_text as wire_text,
};

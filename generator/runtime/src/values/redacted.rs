//! `Debug` without personal data.

use std::fmt::{self, Debug};

/// Replaces in `Debug` a value that the API's description marks as personal data.
pub struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal data]")
    }
}

/// Writes a struct as a derived `Debug` does, with these values of its fields.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug_struct(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[(&str, &dyn Debug)],
) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    for (name, value) in fields {
        // A field whose name is a keyword of Rust is a raw identifier.
        shown.field(name.strip_prefix("r#").unwrap_or(name), *value);
    }
    shown.finish()
}

/// Implements `Debug` for a struct, without the values of its personal fields:
/// `redacted!(Line { number, #[personal] pin })`.
#[doc(hidden)]
#[macro_export]
macro_rules! __redacted {
    ($name:ident { $($(#[$mark:ident])? $field:ident),* $(,)? }) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                runtime::debug_struct(f, stringify!($name), &[
                    $((stringify!($field), runtime::redacted!(@value self.$field $(, $mark)?))),*
                ])
            }
        }
    };
    (@value $value:expr, personal) => { &runtime::Redacted };
    (@value $value:expr) => { &$value };
}

/// Implements `Debug` for a union, without the values of its personal alternatives, and without a value of none of
/// them: `redacted_union!(Contact { Number, #[personal] Name })`.
#[doc(hidden)]
#[macro_export]
macro_rules! __redacted_union {
    ($name:ident { $($(#[$mark:ident])? $variant:ident),* $(,)? }) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant(_value) => f
                        .debug_tuple(stringify!($variant))
                        .field(runtime::redacted!(@value _value $(, $mark)?))
                        .finish(),)*
                    Self::Unrecognized(_) => f
                        .debug_tuple("Unrecognized")
                        .field(&runtime::Redacted)
                        .finish(),
                }
            }
        }
    };
}

pub use __redacted as redacted;
pub use __redacted_union as redacted_union;

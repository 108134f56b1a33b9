//! Problems, and the tables that define those of each stage.

use std::fmt;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// A part of the document is suspect, or cannot be expressed and was replaced by a wider type.
    Warning,
    /// Information that needs no action.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// A problem that a stage can report. Its `Display` states the problem in one sentence: what was
/// expected, and what was found.
pub trait Problem: fmt::Display {
    /// Returns the stable name of the problem, in kebab case: `dangling-reference`.
    fn code(&self) -> &'static str;

    /// Returns its severity.
    fn severity(&self) -> Severity;

    /// Returns the fix, in one sentence.
    fn help(&self) -> String;
}

/// Defines a type of problems. A row has the message, the severity, the code and the help of one:
///
/// ```text
/// problems! {
///     #[derive(Clone, Debug)]
///     pub(crate) enum ShapeProblem {
///         #[error("`{field}` is required in {object}; the object is ignored")]
///         #[problem(Warning, "missing-field", format!("add `{field}`"))]
///         Missing { object: &'static str, field: &'static str },
///     }
/// }
/// ```
///
/// The message is that of [`thiserror`]. Severity and help may refer to the fields.
macro_rules! problems {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $(
            $(#[doc = $doc:literal])*
            #[error($($message:tt)*)]
            #[problem($severity:expr, $code:literal, $help:expr)]
            $variant:ident
            $({ $($(#[doc = $field_doc:literal])* $field:ident: $ty:ty),+ $(,)? })?
            $(($inner:ty))?
        ),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(::thiserror::Error)]
        $vis enum $name {
            $(
                $(#[doc = $doc])*
                #[error($($message)*)]
                $variant $({ $($(#[doc = $field_doc])* $field: $ty),+ })? $(($inner))?,
            )+
        }

        impl $crate::diagnostics::Problem for $name {
            fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)+
                }
            }

            #[allow(unused_imports, unused_variables, reason = "a row needs some of them")]
            fn severity(&self) -> $crate::diagnostics::Severity {
                use $crate::diagnostics::Severity::{Error, Note, Warning};

                match self {
                    $(Self::$variant { $($($field,)+)? .. } => $severity,)+
                }
            }

            #[allow(unused_variables, reason = "a row needs some of them")]
            fn help(&self) -> String {
                match self {
                    $(Self::$variant { $($($field,)+)? .. } => $help.into(),)+
                }
            }
        }
    };
}

pub(crate) use problems;

//! Schema sites: the location of a schema, and a hint for the name of its type.

use openapiv3::ReferenceOr;

use crate::diagnostics::Location;

use crate::lower::words::singular;

/// The location of a schema, and a hint for the name of its type.
#[derive(Clone, Debug)]
pub(in crate::lower) struct SchemaSite {
    pub(in crate::lower) location: Location,
    /// Owner and role, as free text: `CreatePortIn phone_numbers`.
    pub(in crate::lower) name_hint: String,
}

impl SchemaSite {
    pub(in crate::lower) fn new(location: Location, name_hint: impl Into<String>) -> Self {
        Self {
            location,
            name_hint: name_hint.into(),
        }
    }

    /// Creates the site of a part of this schema that does not change what its type would be called.
    pub(in crate::lower) fn within(&self, keyword: &str) -> Self {
        Self::new(self.location.join(keyword), self.name_hint.clone())
    }

    /// Creates the site of a part of an `allOf`, whose type would be called as the whole.
    pub(in crate::lower) fn part(&self, index: usize) -> Self {
        let location = self.location.join("allOf").join(index);
        Self::new(location, self.name_hint.clone())
    }

    /// Creates the site of the values of undeclared properties.
    pub(in crate::lower) fn additional(&self) -> Self {
        let name_hint = format!("{} value", self.name_hint);
        Self::new(self.location.join("additionalProperties"), name_hint)
    }

    pub(in crate::lower) fn property(&self, name: &str) -> Self {
        Self::new(
            self.location.join("properties").join(name),
            format!("{} {name}", self.name_hint),
        )
    }

    pub(in crate::lower) fn items(&self) -> Self {
        Self::new(self.location.join("items"), singular(&self.name_hint))
    }

    pub(in crate::lower) fn branch(&self, keyword: &str, index: usize, word: &str) -> Self {
        Self::new(
            self.location.join(keyword).join(index),
            format!("{} {word}", self.name_hint),
        )
    }
}

/// Returns the name hint of a type found inline in a part of an operation: the component's name with
/// `kind` if the part is a component, else the operation's with `role`.
pub(in crate::lower) fn inline_name_hint<T>(
    part: &ReferenceOr<T>,
    operation: &str,
    kind: &str,
    role: &str,
) -> String {
    match part {
        ReferenceOr::Reference { reference } => {
            let component = reference.rsplit('/').next().unwrap_or(reference);
            format!("{component} {kind}")
        }
        ReferenceOr::Item(_) => format!("{operation} {role}"),
    }
}

//! The sections of `components`.

use crate::diagnostics::Pointer;

/// A section of `components`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Section {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
    Links,
    Callbacks,
}

impl Section {
    pub(super) const ALL: [Self; 9] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
        Self::Links,
        Self::Callbacks,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Examples => "examples",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
            Self::Links => "links",
            Self::Callbacks => "callbacks",
        }
    }

    /// Whether a reference to the component may have its own description.
    pub(super) fn is_described(self) -> bool {
        matches!(
            self,
            Self::Parameters | Self::RequestBodies | Self::Responses
        )
    }

    /// Returns a reference to a component of this section, with the component's name unescaped.
    pub(super) fn reference_to(self, name: &str) -> String {
        format!("#/components/{}/{name}", self.name())
    }

    pub(super) fn pointer(self) -> Pointer {
        Pointer::root().join("components").join(self.name())
    }

    /// Returns the name of the component that a pointer points to, if it is one of this section.
    pub(super) fn component(self, pointer: &Pointer) -> Option<String> {
        let mut tokens = pointer.tokens();
        let is_section = tokens.next()? == "components" && tokens.next()? == self.name();
        let name = tokens.next()?;
        (is_section && tokens.next().is_none()).then_some(name)
    }
}

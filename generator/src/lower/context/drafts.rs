//! Types that are found, before all of them have names.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use openapiv3::SchemaData;

use crate::ir::{Candidate, Name, Shape, Type, TypeId};

use super::site::SchemaSite;

/// The types of one document, while they are found.
#[derive(Debug, Default)]
pub(in crate::lower) struct TypeDrafts {
    drafts: Vec<TypeDraft>,
    /// The ids of the component schemas, by their names.
    pub(in crate::lower) components: IndexMap<String, TypeId>,
    /// The components that are lowered or being lowered.
    pub(in crate::lower) started: BTreeSet<TypeId>,
    /// The addresses of the schemas whose shapes are being determined.
    pub(in crate::lower) in_progress: BTreeSet<usize>,
    /// The inline schemas, by their addresses: an `allOf` meets those of another schema again.
    pub(in crate::lower) inline: BTreeMap<usize, InlineSchema>,
}

/// The state of an inline schema.
#[derive(Clone, Debug)]
pub(in crate::lower) enum InlineSchema {
    /// The schema is being lowered.
    InProgress,
    /// The schema is being lowered and contains itself; this type represents it.
    Recursive(TypeId),
    /// The schema is lowered to this type.
    Done(Type),
}

/// A type that may have no final name yet.
#[derive(Debug)]
pub(in crate::lower) struct TypeDraft {
    pub(in crate::lower) name: DraftName,
    pub(in crate::lower) pointer: String,
    pub(in crate::lower) description: Option<String>,
    pub(in crate::lower) deprecated: bool,
    pub(in crate::lower) shape: Shape,
}

/// The name of a type draft.
#[derive(Clone, Debug)]
pub(in crate::lower) enum DraftName {
    /// The final name.
    Final(Name),
    /// The candidates, of which one is chosen when all types are known.
    Candidates(Candidate),
}

/// The longest title that names a type; a longer one is a sentence.
pub(in crate::lower) const MAX_TITLE: usize = 60;

impl TypeDraft {
    /// Creates the draft of an inline schema, named after its title or after its site.
    pub(super) fn inline(data: &SchemaData, shape: Shape, site: &SchemaSite) -> Self {
        let title = data.title.iter().filter(|title| title.len() <= MAX_TITLE);
        let pointer = site.location.pointer.to_string();
        Self {
            name: DraftName::Candidates(Candidate {
                wanted: title.cloned().chain([site.name_hint.clone()]).collect(),
            }),
            pointer,
            description: data.description.clone(),
            deprecated: data.deprecated,
            shape,
        }
    }
}

impl TypeDrafts {
    pub(in crate::lower) fn add(&mut self, draft: TypeDraft) -> TypeId {
        self.drafts.push(draft);
        TypeId(self.drafts.len() - 1)
    }

    pub(in crate::lower) fn get(&self, id: TypeId) -> &TypeDraft {
        &self.drafts[id.0]
    }

    pub(in crate::lower) fn set_shape(&mut self, id: TypeId, shape: Shape) {
        self.drafts[id.0].shape = shape;
    }

    /// Returns the type of a component schema.
    pub(in crate::lower) fn component(&self, name: &str) -> Option<TypeId> {
        self.components.get(name).copied()
    }

    pub(in crate::lower) fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.drafts.len()).map(TypeId)
    }

    /// Takes all drafts, in the order of their ids.
    pub(in crate::lower) fn take(&mut self) -> Vec<TypeDraft> {
        std::mem::take(&mut self.drafts)
    }
}

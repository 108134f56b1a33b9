//! The required arguments of constructors.

use super::{Field, Name, Operation, Presence, Struct, Type};

/// A value that a constructor requires.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    /// The argument's name, which is the field's.
    pub name: &'a Name,
    /// Its content.
    pub ty: &'a Type,
    /// Whether it may be null.
    pub is_nullable: bool,
}

impl Field {
    /// Returns the argument that sets the field.
    #[must_use]
    pub fn argument(&self) -> Argument<'_> {
        Argument {
            name: &self.name,
            ty: &self.ty,
            is_nullable: self.presence == Presence::Nullable,
        }
    }
}

impl Struct {
    /// Returns the fields that a value can't be built without, null or not, in the order of the
    /// constructor's arguments.
    pub fn required_fields(&self) -> impl Iterator<Item = &Field> {
        let is_required =
            |field: &&Field| matches!(field.presence, Presence::Required | Presence::Nullable);
        let mut fields: Vec<_> = self.fields.iter().filter(is_required).collect();
        fields.sort_by_key(|field| field.position);
        fields.into_iter()
    }
}

impl Operation {
    /// Returns the arguments of its constructor and of its method: the required parameters, then the
    /// body if it is required.
    #[must_use]
    pub fn required_arguments(&self) -> Vec<Argument<'_>> {
        let (parameters, _) = self.split_parameters();
        let parameters = parameters.into_iter().map(|found| (&found.name, &found.ty));
        let body = self.body.iter().filter(|body| body.required);
        let all = parameters.chain(body.map(|body| (&body.name, &body.ty)));
        let arguments = all.map(|(name, ty)| Argument {
            name,
            ty,
            is_nullable: false,
        });
        arguments.collect()
    }
}

//! Required properties whose value the document fixes: constructors set it.

use serde_json::Value;

use super::{
    Argument, Constant, Constraints, Field, Module, Presence, Scalar, Shape, Struct, Type,
};

impl Field {
    /// Returns the value that constructors set, if the property is required and the document fixes its value.
    #[must_use]
    pub fn constant<'a>(&self, module: &'a Module) -> Option<Constant<'a>> {
        let is_set = self.is_constant && self.presence == Presence::Required;
        is_set.then(|| only_value(module, &self.ty, &self.constraints))?
    }
}

impl Struct {
    /// Returns the required fields with a fixed value.
    pub fn constants<'a>(
        &'a self,
        module: &'a Module,
    ) -> impl Iterator<Item = (&'a Field, Constant<'a>)> {
        let fields = self.fields.iter();
        fields.filter_map(|field| Some((field, field.constant(module)?)))
    }

    /// Returns the required fields that are arguments of its constructor.
    pub fn argument_fields(&self, module: &Module) -> impl Iterator<Item = &Field> {
        let fields = self.required_fields();
        fields.filter(|field| field.constant(module).is_none())
    }

    /// Returns the arguments of its constructor.
    #[must_use]
    pub fn required_arguments(&self, module: &Module) -> Vec<Argument<'_>> {
        let fields = self.argument_fields(module);
        fields.map(Field::argument).collect()
    }
}

fn only_value<'a>(
    module: &'a Module,
    ty: &Type,
    constraints: &Constraints,
) -> Option<Constant<'a>> {
    match module.resolve(ty) {
        Type::Scalar(Scalar::Bool) => match constraints.values.as_slice() {
            [Value::Bool(flag)] => Some(Constant::Flag(*flag)),
            _ => None,
        },
        Type::Named(id) => {
            let name = match &module.get(*id).shape {
                Shape::Enum(found) => found.only_variant()?,
                Shape::IntegerEnum(found) => found.only_variant()?,
                _ => return None,
            };
            Some(Constant::Variant(name))
        }
        _ => None,
    }
}

//! Former names that the manifest keeps as deprecated ones.

use crate::diagnostics::Diagnostics;
use crate::input::{Choice, NameChoices};
use crate::ir::{
    CATCH_ALL, Case, ErrorCodes, FormerItem, FormerName, Module, Name, Operation, Resource, Scope,
    Shape, TypeId, reserved,
};
use crate::lower::problem::LowerProblem;

/// Adds the former names of a module's items. Its names are final.
///
/// A choice whose item the module doesn't have, or whose former name another item has, is an error.
pub(in crate::lower) fn add_former_names(
    module: &mut Module,
    choices: &NameChoices,
    diagnostics: &mut Diagnostics,
) {
    for (path, choice) in &choices.renamed {
        match find(module, path, &choice.name) {
            Some(found) => match found.former_name(module) {
                Some(name) => module.former_names.push(name),
                None => report(choice, taken(last(path)), diagnostics),
            },
            None => report(choice, unknown(path, &choice.name), diagnostics),
        }
    }
}

fn report(choice: &Choice, problem: LowerProblem, diagnostics: &mut Diagnostics) {
    diagnostics.report(choice.location.clone(), problem);
}

fn taken(name: &str) -> LowerProblem {
    let name = name.to_owned();
    LowerProblem::NameTaken { name }
}

/// Returns the path at which the renamed item should stand.
fn unknown(path: &str, name: &str) -> LowerProblem {
    let owner = path.rsplit_once("::").map(|(owner, _)| owner);
    let subject = owner.map_or(name.to_owned(), |owner| format!("{owner}::{name}"));
    LowerProblem::UnknownSubject { subject }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// A renamed item.
struct Found {
    item: FormerItem,
    former: String,
    current: Name,
}

/// Finds the item that has a new name, by its former path.
fn find(module: &Module, path: &str, name: &str) -> Option<Found> {
    let former = last(path).to_owned();
    let owner = path.rsplit_once("::").map(|(owner, _)| last(owner));
    let (item, current) = match owner {
        None => renamed_type(module, name)?,
        Some(owner) if owner == "unreferenced" || owner == module.webhooks_name() => {
            renamed_type(module, name)?
        }
        Some(owner) => member(module, owner, name)?,
    };
    Some(Found {
        item,
        former,
        current: current.clone(),
    })
}

fn renamed_type<'m>(module: &'m Module, name: &str) -> Option<(FormerItem, &'m Name)> {
    let is_it = |found: &&Name| found.plain() == name;
    for (index, def) in module.types.iter().enumerate() {
        let mut names = [Some(&def.name), def.arguments.as_ref()]
            .into_iter()
            .flatten();
        if let Some(found) = names.find(is_it) {
            return Some((FormerItem::Type(TypeId(index)), found));
        }
    }
    let mut resources = module.resources.iter().enumerate();
    resources.find_map(|(index, resource)| {
        let operations = resource.operations.iter();
        let operations =
            operations.flat_map(|found| [Some(&found.type_name), found.arguments.as_ref()]);
        let mut names = operations.flatten().chain([&resource.type_name]);
        Some((FormerItem::ResourceType(index), names.find(is_it)?))
    })
}

/// Finds a variant, a method or an accessor. The type that holds it may have a former name, too.
fn member<'m>(module: &'m Module, owner: &str, name: &str) -> Option<(FormerItem, &'m Name)> {
    let former = module.former_names.iter();
    let mut former = former.filter(|known| known.former.plain() == owner);
    let owner = former.next().map_or(owner, |known| known.current.plain());
    let found = variant(module, owner, name).or_else(|| setter(module, owner, name));
    found.or_else(|| {
        let mut resources = module.resources.iter().enumerate();
        match module.type_name.as_ref().map_or("Client", Name::plain) == owner {
            true => resources
                .find(|(_, resource)| resource.name.plain() == name)
                .map(|(index, resource)| (FormerItem::Accessor(index), &resource.name)),
            false => resources
                .find(|(_, resource)| resource.type_name.plain() == owner)
                .and_then(|(index, resource)| method(index, resource, name)),
        }
    })
}

/// Finds a setter of a type that is sent, or of the calls of an operation.
fn setter<'m>(module: &'m Module, owner: &str, name: &str) -> Option<(FormerItem, &'m Name)> {
    let types = module.types.iter().enumerate();
    let types = types.map(|(index, _)| FormerItem::Setter(TypeId(index)));
    let resources = module.resources.iter().enumerate();
    let calls = resources.flat_map(|(index, resource)| {
        let operations = 0..resource.operations.len();
        operations.map(move |operation| FormerItem::CallSetter(index, operation))
    });
    let is_owner = |item: &FormerItem| module.setter_owner(*item).map(Name::plain) == Some(owner);
    let item = types.chain(calls).find(is_owner)?;
    let mut setters = setters(module, item).into_iter();
    Some((item, setters.find(|found| found.plain() == name)?))
}

/// Returns the names of the setters that share a scope with a setter.
fn setters(module: &Module, item: FormerItem) -> Vec<&Name> {
    match item {
        FormerItem::Setter(id) => match &module.get(id).shape {
            Shape::Struct(shape) if module.get(id).usage.request => {
                let fields = shape.fields.iter().filter(|field| field.has_setter());
                fields.map(|field| &field.name).collect()
            }
            _ => Vec::new(),
        },
        FormerItem::CallSetter(resource, operation) => {
            let resource = module.resources.get(resource);
            let operation = resource.and_then(|found| found.operations.get(operation));
            operation.into_iter().flat_map(Operation::setters).collect()
        }
        _ => Vec::new(),
    }
}

fn variant<'m>(module: &'m Module, owner: &str, name: &str) -> Option<(FormerItem, &'m Name)> {
    let mut types = module.types.iter();
    let is_of_codes = |codes: &&ErrorCodes| codes.name.plain() == owner;
    let item = match module.error_codes.as_ref().filter(is_of_codes) {
        Some(_) => FormerItem::ErrorCode,
        None => {
            let index = types.position(|def| def.name.plain() == owner)?;
            FormerItem::Variant(TypeId(index))
        }
    };
    let names = variants(module, item).into_iter();
    let found = names.into_iter().find(|found| found.plain() == name)?;
    Some((item, found))
}

/// Returns the names of the variants without values: only those can have a constant in their place.
fn variants(module: &Module, item: FormerItem) -> Vec<&Name> {
    let id = match item {
        FormerItem::Variant(id) => id,
        _ => {
            let codes = module.error_codes.iter().flat_map(|found| &found.codes);
            return codes.map(|code| &code.name).collect();
        }
    };
    match &module.get(id).shape {
        Shape::Enum(shape) => shape.variants.iter().map(|found| &found.name).collect(),
        Shape::IntegerEnum(shape) => shape.variants.iter().map(|found| &found.name).collect(),
        _ => Vec::new(),
    }
}

fn method<'m>(index: usize, resource: &'m Resource, name: &str) -> Option<(FormerItem, &'m Name)> {
    let mut operations = resource.operations.iter().enumerate();
    let (operation, found) =
        operations.find(|(_, operation)| operation.method_name.plain() == name)?;
    Some((FormerItem::Method(index, operation), &found.method_name))
}

impl Found {
    /// Claims the former name in the scope of the item; none if another item has it.
    fn former_name(self, module: &Module) -> Option<FormerName> {
        let Self {
            item,
            former,
            current,
        } = self;
        let (mut scope, taken) = scope(module, item);
        for name in taken {
            scope.claim_kept(name.plain());
        }
        for name in module
            .former_names
            .iter()
            .filter(|name| shares_scope(name.item, item))
        {
            scope.claim_kept(name.former.plain());
        }
        Some(FormerName {
            item,
            former: scope.claim_kept(&former)?,
            current,
        })
    }
}

/// Returns the scope of an item's name, and the names in it.
fn scope(module: &Module, item: FormerItem) -> (Scope, Vec<&Name>) {
    let resources = || module.resources.iter();
    match item {
        FormerItem::Type(_) | FormerItem::ResourceType(_) => {
            let scope = Scope::new(Case::Pascal, reserved::TYPES);
            (scope, module.type_names())
        }
        FormerItem::Variant(_) | FormerItem::ErrorCode => {
            let scope = Scope::new(Case::Pascal, &[CATCH_ALL]);
            (scope, variants(module, item))
        }
        FormerItem::Setter(_) => {
            let scope = Scope::new(Case::Snake, reserved::FIELDS);
            (scope, setters(module, item))
        }
        FormerItem::CallSetter(..) => {
            let scope = Scope::new(Case::Snake, reserved::SETTERS);
            (scope, setters(module, item))
        }
        FormerItem::Accessor(_) => {
            let client = match module.type_name {
                None => reserved::CLIENT,
                Some(_) => &[],
            };
            let reserved = [reserved::ACCESSORS, reserved::DEVICES, client].concat();
            let names = resources().map(|resource| &resource.name);
            (Scope::new(Case::Snake, &reserved), names.collect())
        }
        FormerItem::Method(index, _) => {
            let scope = Scope::new(Case::Snake, reserved::METHODS);
            let methods = resources().nth(index).into_iter();
            let methods = methods.flat_map(|resource| &resource.operations);
            (scope, methods.map(|found| &found.method_name).collect())
        }
    }
}

fn shares_scope(one: FormerItem, other: FormerItem) -> bool {
    use FormerItem::{Accessor, Method, ResourceType, Type};
    match (one, other) {
        (Type(_) | ResourceType(_), Type(_) | ResourceType(_)) => true,
        (Accessor(_), Accessor(_)) => true,
        (Method(one, _), Method(other, _)) => one == other,
        (one, other) => one == other,
    }
}

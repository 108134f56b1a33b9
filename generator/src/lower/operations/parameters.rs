//! Parameters: their types, and how they are written.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    Content, MediaType, Parameter as SourceParameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr, Schema, SchemaKind,
};

use crate::diagnostics::Location;
use crate::document::is_whole_query;
use crate::ir::{
    BodyEncoding, Candidate, Constraints, Name, Parameter, ParameterLocation, Scope, Shape, Style,
    Type,
};
use crate::lower::context::{
    Lowering, SchemaRef, SchemaSite, description_at, inline_name_hint, resolve_component,
};
use crate::lower::problem::LowerProblem;
use crate::lower::schemas::{Facts, constraints, is_marked, is_personal};

use super::media_types::encoding_of;
use super::shared::lower_shared;
use super::unread::report_unread_parameter;
use super::{OperationSource, fallbacks, headers, path};

/// Returns the parameters of an operation, and those that its path contains but the document does not
/// declare.
pub(super) fn lower_parameters<'a>(
    lowering: &mut Lowering<'a>,
    sources: Vec<(&'a SourceParameter, SchemaSite)>,
    path: &str,
    found: &OperationSource<'a>,
    scope: &mut Scope,
) -> Vec<Parameter> {
    let wanted: Vec<_> = sources
        .iter()
        .map(|(source, _)| Candidate::plain(&source.parameter_data_ref().name))
        .collect();
    let names = scope.claim_all(&wanted);
    let locations = path_locations(&sources);
    let mut parameters = Vec::new();
    for ((source, site), name) in sources.into_iter().zip(names) {
        parameters.push(lower_parameter(lowering, name, source, &site));
    }
    report_unused(lowering, path, &locations, &mut parameters);
    add_undeclared(lowering, path, found, &mut parameters, scope);
    parameters.sort_by_key(|parameter| !parameter.required);
    parameters
}

/// Returns the parameters of the operation, which override those of its path. `type_name` starts the names
/// of types found inline.
pub(super) fn parameter_sources<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    type_name: &str,
) -> Vec<(&'a SourceParameter, SchemaSite)> {
    let path_location = lowering
        .root()
        .join("paths")
        .join(found.path)
        .join("parameters");
    let own_location = found.location.join("parameters");
    let mut sources = IndexMap::new();
    for (list, location) in [
        (&found.item.parameters, path_location),
        (&found.operation.parameters, own_location),
    ] {
        let mut own = IndexMap::new();
        for (index, parameter) in list.iter().enumerate() {
            let location = location.join(index);
            let Some(source) = resolve_parameter(lowering, parameter, &location) else {
                continue;
            };
            let name = source.parameter_data_ref().name.as_str();
            let kind = parameter_location(source);
            if let Some(problem) = headers::refusal(kind, name) {
                lowering.report(&location, problem);
                continue;
            }
            let key = (kind, headers::unified(kind, name));
            if own.contains_key(&key) {
                let name = name.to_owned();
                lowering.report(&location, LowerProblem::RepeatedParameter { name });
            } else {
                let name_hint = inline_name_hint(parameter, type_name, "parameter", name);
                own.insert(key, (source, SchemaSite::new(location, name_hint)));
            }
        }
        sources.extend(own);
    }
    sources.into_values().collect()
}

fn resolve_parameter<'a>(
    lowering: &mut Lowering<'a>,
    parameter: &'a ReferenceOr<SourceParameter>,
    location: &Location,
) -> Option<&'a SourceParameter> {
    let components = lowering
        .api
        .components
        .as_ref()
        .map(|components| &components.parameters);
    resolve_component(lowering, parameter, components, "parameters", location)
}

fn lower_parameter<'a>(
    lowering: &mut Lowering<'a>,
    name: Name,
    source: &'a SourceParameter,
    site: &SchemaSite,
) -> Parameter {
    let data = source.parameter_data_ref();
    let location = parameter_location(source);
    let (ty, schema) = parameter_type(lowering, data, site);
    let (style, explode) = style(source, data);
    let facts = schema.map(|schema| Facts::of(lowering, schema));
    let constraints = schema.map(|schema| constraints(lowering, schema, site));
    let is_object = constraints.as_ref().is_some_and(|found| found.is_object);
    let ty = match is_object && is_any_json(lowering, &ty) {
        // The style separates the properties of an object, though not of any JSON.
        true => Type::JsonObject,
        false => ty,
    };
    let default = facts.as_ref().and_then(|facts| facts.default.clone());
    let is_required = data.required || location == ParameterLocation::Path;
    let fallback = default
        .clone()
        .filter(|text| is_required && fallbacks::fits(lowering, &ty, location, text));
    let resolved = schema.and_then(|schema| schema.resolve(lowering));
    let prefix = resolved.and_then(|schema| lowering.dialect.map_prefix(format(schema)?));
    let (style, wire) = match prefix {
        Some(prefix) if location == ParameterLocation::Query => {
            (Style::Dotted, prefix.unwrap_or(&data.name))
        }
        _ => (style, data.name.as_str()),
    };
    Parameter {
        name,
        wire: wire.to_owned(),
        description: description_at(lowering, "parameters", &site.location)
            .or_else(|| facts.as_ref()?.description.clone()),
        location,
        style,
        explode,
        required: is_required && fallback.is_none(),
        fallback,
        deprecated: data.deprecated.unwrap_or(false)
            || facts.as_ref().is_some_and(|facts| facts.deprecated),
        personal: is_marked(lowering.dialect, &data.extensions)
            || schema.is_some_and(|schema| is_personal(lowering, schema)),
        ty,
        constraints: constraints.unwrap_or_default(),
        default,
    }
}

/// Returns the type and the schema.
fn parameter_type<'a>(
    lowering: &mut Lowering<'a>,
    data: &'a ParameterData,
    site: &SchemaSite,
) -> (Type, Option<SchemaRef<'a>>) {
    let schema = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => Some(schema),
        ParameterSchemaOrContent::Content(content) => {
            match first_content(lowering, content, site) {
                Some((media_type, media)) if encoding_of(media_type) == BodyEncoding::Json => {
                    match &media.schema {
                        None => return (Type::Json, None),
                        schema => schema.as_ref(),
                    }
                }
                Some((media_type, media)) => {
                    let location = site.location.join("content").join(media_type);
                    let is_unread = report_unread_parameter(lowering, media_type, media, &location);
                    media.schema.as_ref().filter(|_| !is_unread)
                }
                None => None,
            }
        }
    };
    let Some(schema) = schema else {
        return (Type::STRING, None);
    };
    let site = site.within("schema");
    let ty = lower_shared(lowering, schema, &site);
    (ty, Some(schema.into()))
}

/// Returns the first media type of a parameter, and reports if there are others, which OpenAPI does not allow.
fn first_content<'a>(
    lowering: &mut Lowering<'a>,
    content: &'a Content,
    site: &SchemaSite,
) -> Option<(&'a String, &'a MediaType)> {
    let first = content.first()?;
    if content.len() > 1 {
        let chosen = first.0.clone();
        let location = site.location.join("content");
        lowering.report(&location, LowerProblem::ParameterMediaTypes { chosen });
    }
    Some(first)
}

/// Returns the names and the locations of the path parameters.
fn path_locations(sources: &[(&SourceParameter, SchemaSite)]) -> Vec<(String, Location)> {
    let of_path = sources
        .iter()
        .filter(|(source, _)| parameter_location(source) == ParameterLocation::Path);
    let named = of_path.map(|(source, site)| {
        let name = source.parameter_data_ref().name.clone();
        (name, site.location.clone())
    });
    named.collect()
}

/// Removes the path parameters that the path does not contain.
fn report_unused(
    lowering: &mut Lowering<'_>,
    path: &str,
    declared: &[(String, Location)],
    parameters: &mut Vec<Parameter>,
) {
    let used = path::parameter_names(path);
    for (name, location) in declared {
        if used.contains(&name.as_str()) {
            continue;
        }
        parameters.retain(|parameter| {
            parameter.location != ParameterLocation::Path || parameter.wire != *name
        });
        let name = name.clone();
        lowering.report(location, LowerProblem::UnusedPathParameter { name });
    }
}

/// Adds the path parameters that the operation does not declare.
fn add_undeclared<'a>(
    lowering: &mut Lowering<'a>,
    path: &str,
    found: &OperationSource<'a>,
    parameters: &mut Vec<Parameter>,
    scope: &mut Scope,
) {
    let names: BTreeSet<&str> = path::parameter_names(path).into_iter().collect();
    for name in names {
        let known = parameters.iter().any(|parameter| {
            parameter.location == ParameterLocation::Path && parameter.wire == name
        });
        if !known {
            parameters.push(plain_path_parameter(name, scope));
            let name = name.to_owned();
            lowering.report(&found.location, LowerProblem::MissingPathParameter { name });
        }
    }
}

/// Whether a type is any JSON, also by the name of a component.
fn is_any_json(lowering: &Lowering<'_>, ty: &Type) -> bool {
    match ty {
        Type::Json => true,
        Type::Named(id) => match &lowering.types.get(*id).shape {
            Shape::Alias(ty) => is_any_json(lowering, ty),
            _ => false,
        },
        _ => false,
    }
}

/// Returns the format of a schema whose type OpenAPI does not define a format for.
fn format(schema: &Schema) -> Option<&str> {
    match &schema.schema_kind {
        SchemaKind::Any(any) => any.format.as_deref(),
        _ => None,
    }
}

fn parameter_location(source: &SourceParameter) -> ParameterLocation {
    match source {
        SourceParameter::Path { .. } => ParameterLocation::Path,
        SourceParameter::Query { .. } => ParameterLocation::Query,
        SourceParameter::Header { .. } => ParameterLocation::Header,
        SourceParameter::Cookie { .. } => ParameterLocation::Cookie,
    }
}

/// Returns the style, and whether lists are exploded; `form` explodes them by default.
fn style(source: &SourceParameter, data: &ParameterData) -> (Style, bool) {
    if let Some(style) = content_style(source, data) {
        return (style, false);
    }
    let style = match source {
        SourceParameter::Path { style, .. } => match style {
            PathStyle::Matrix => Style::Matrix,
            PathStyle::Label => Style::Label,
            PathStyle::Simple => Style::Simple,
        },
        SourceParameter::Query { .. } if is_whole_query(data) => Style::Fields,
        SourceParameter::Query { style, .. } => query_style(style),
        SourceParameter::Header { .. } => Style::Simple,
        SourceParameter::Cookie { .. } => Style::Form,
    };
    (style, data.explode.unwrap_or(style == Style::Form))
}

/// Returns the style of a parameter with `content`. In a URL and in a header, text is written as a scalar with
/// a schema is, but a cookie is not encoded.
fn content_style(source: &SourceParameter, data: &ParameterData) -> Option<Style> {
    let ParameterSchemaOrContent::Content(content) = &data.format else {
        return None;
    };
    let (media_type, _) = content.first()?;
    match (encoding_of(media_type), source) {
        (BodyEncoding::Json, _) => Some(Style::Json),
        (_, SourceParameter::Cookie { .. }) => Some(Style::Plain),
        _ => None,
    }
}

pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn plain_path_parameter(name: &str, scope: &mut Scope) -> Parameter {
    Parameter {
        name: scope.claim(name),
        wire: name.to_owned(),
        description: None,
        location: ParameterLocation::Path,
        style: Style::Simple,
        explode: false,
        required: true,
        fallback: None,
        deprecated: false,
        personal: false,
        ty: Type::STRING,
        constraints: Constraints::default(),
        default: None,
    }
}

//! Parameters: what they hold, and how they are written.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    Parameter as SourceParameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr, Schema, SchemaKind,
};

use crate::diagnostics::Location;
use crate::ir::{Candidate, Constraints, Name, Parameter, ParameterLocation, Scope, Style, Type};

use super::constraints::default;
use super::operation::Found;
use super::personal::is_marked;
use super::problem::LowerProblem;
use super::schema::{Schemas, owner};
use super::site::SchemaSite;
use super::template;

impl<'a> Schemas<'a> {
    /// The parameters of an operation, and those that its path has locations for and the document
    /// doesn't declare.
    pub(super) fn parameters(
        &mut self,
        sources: Vec<(&'a SourceParameter, SchemaSite)>,
        path: &str,
        found: &Found<'a>,
        scope: &mut Scope,
    ) -> Vec<Parameter> {
        let wanted: Vec<_> = sources
            .iter()
            .map(|(source, _)| {
                let data = source.parameter_data_ref();
                let key = format!("{} {}", data.name, parameter_location(source).as_str());
                Candidate {
                    key,
                    wanted: vec![data.name.clone()],
                }
            })
            .collect();
        let names = scope.claim_all(&wanted);
        let mut parameters = Vec::new();
        for ((source, site), name) in sources.into_iter().zip(names) {
            parameters.push(self.parameter(name, source, &site));
        }
        self.check_path(path, found, &mut parameters, scope);
        parameters.sort_by_key(|parameter| !parameter.required);
        parameters
    }

    /// The operation's own parameters over those of its path. `type_name` starts the names of types
    /// found inline.
    pub(super) fn parameter_sources(
        &mut self,
        found: &Found<'a>,
        type_name: &str,
    ) -> Vec<(&'a SourceParameter, SchemaSite)> {
        let path_place = self
            .location()
            .join("paths")
            .join(found.path)
            .join("parameters");
        let own_place = found.location.join("parameters");
        let mut sources = IndexMap::new();
        for (list, location) in [
            (&found.item.parameters, path_place),
            (&found.source.parameters, own_place),
        ] {
            let mut own = IndexMap::new();
            for (index, parameter) in list.iter().enumerate() {
                let location = location.join(index);
                let Some(source) = self.follow_parameter(parameter, &location) else {
                    continue;
                };
                let name = source.parameter_data_ref().name.as_str();
                let key = (parameter_location(source), name);
                if own.contains_key(&key) {
                    let name = name.to_owned();
                    self.diagnostics
                        .report(location, LowerProblem::RepeatedParameter { name });
                } else {
                    let words = owner(parameter, type_name, "parameter", name);
                    own.insert(key, (source, SchemaSite::new(location, words)));
                }
            }
            sources.extend(own);
        }
        sources.into_values().collect()
    }

    fn follow_parameter(
        &mut self,
        parameter: &'a ReferenceOr<SourceParameter>,
        location: &Location,
    ) -> Option<&'a SourceParameter> {
        let components = self
            .api
            .components
            .as_ref()
            .map(|components| &components.parameters);
        self.resolve(parameter, components, "parameters", location)
    }

    fn parameter(
        &mut self,
        name: Name,
        source: &'a SourceParameter,
        site: &SchemaSite,
    ) -> Parameter {
        let data = source.parameter_data_ref();
        let location = parameter_location(source);
        let (ty, schema, json) = self.parameter_type(data, site);
        let constraints = self.bounds(schema, &ty, site);
        let (style, explode) = if json {
            (Style::Json, false)
        } else {
            style(source, data)
        };
        let prefix = schema.and_then(|schema| self.dialect.map_prefix(format(schema)?));
        let (style, wire) = match prefix {
            Some(prefix) if location == ParameterLocation::Query => {
                (Style::Dotted, prefix.unwrap_or(&data.name))
            }
            _ => (style, data.name.as_str()),
        };
        Parameter {
            name,
            wire: wire.to_owned(),
            description: self.description("parameters", &site.location),
            location,
            style,
            explode,
            required: data.required || location == ParameterLocation::Path,
            deprecated: data.deprecated.unwrap_or(false),
            personal: is_marked(self.dialect, &data.extensions),
            ty,
            constraints,
            default: schema.and_then(default),
        }
    }

    /// The type, the schema if it stands here, and whether values are written as JSON text.
    fn parameter_type(
        &mut self,
        data: &'a ParameterData,
        site: &SchemaSite,
    ) -> (Type, Option<&'a Schema>, bool) {
        let (schema, json) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (Some(schema), false),
            ParameterSchemaOrContent::Content(content) => {
                let media = content.values().next();
                (media.and_then(|media| media.schema.as_ref()), true)
            }
        };
        let Some(schema) = schema else {
            return (Type::String, None, false);
        };
        let site = SchemaSite::new(site.location.join("schema"), site.words.clone());
        (self.lower(schema, &site), schema.as_item(), json)
    }

    /// Makes the path's locations and the path parameters agree.
    fn check_path(
        &mut self,
        path: &str,
        found: &Found<'a>,
        parameters: &mut Vec<Parameter>,
        scope: &mut Scope,
    ) {
        let locations: BTreeSet<&str> = template::locations(path).into_iter().collect();
        let unused: Vec<_> = parameters
            .iter()
            .filter(|parameter| parameter.location == ParameterLocation::Path)
            .filter(|parameter| !locations.contains(parameter.wire.as_str()))
            .map(|parameter| parameter.wire.clone())
            .collect();
        for name in unused {
            parameters.retain(|parameter| {
                parameter.location != ParameterLocation::Path || parameter.wire != name
            });
            self.diagnostics.report(
                found.location.clone(),
                LowerProblem::UnusedPathParameter { name },
            );
        }
        for name in locations {
            let known = parameters.iter().any(|parameter| {
                parameter.location == ParameterLocation::Path && parameter.wire == name
            });
            if !known {
                parameters.push(plain_path_parameter(name, scope));
                let name = name.to_owned();
                self.diagnostics.report(
                    found.location.clone(),
                    LowerProblem::MissingPathParameter { name },
                );
            }
        }
    }
}

/// The format of a schema, if it has one that OpenAPI doesn't know for its type.
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

/// The style, and whether lists are exploded, which only `form` does when nothing is said.
fn style(source: &SourceParameter, data: &ParameterData) -> (Style, bool) {
    let style = match source {
        SourceParameter::Path { style, .. } => match style {
            PathStyle::Matrix => Style::Matrix,
            PathStyle::Label => Style::Label,
            PathStyle::Simple => Style::Simple,
        },
        SourceParameter::Query { style, .. } => query_style(style),
        SourceParameter::Header { .. } => Style::Simple,
        SourceParameter::Cookie { .. } => Style::Form,
    };
    (style, data.explode.unwrap_or(style == Style::Form))
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
        deprecated: false,
        personal: false,
        ty: Type::String,
        constraints: Constraints::default(),
        default: None,
    }
}

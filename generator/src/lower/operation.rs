//! Operations: parameters, bodies, answers.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    Encoding, MediaType, OpenAPI, Operation as Source, Parameter as SourceParameter, ParameterData,
    ParameterSchemaOrContent, PathItem, PathStyle, QueryStyle, ReferenceOr, RequestBody, Response,
    Schema, SchemaKind, StatusCode, Type as SchemaType,
};

use crate::diagnostics::Place;
use crate::ir::{
    Answer, Auth, Body, BodyEncoding, Candidate, Case, Constraints, FieldStyle, Location, Method,
    Name, Parameter, Scope, Style, Type,
};

use super::constraints::{constraints, default, is_personal};
use super::problem::LowerProblem;
use super::schema::{Schemas, Spot};

/// An operation of the document, before it has its names.
pub(super) struct Found<'a> {
    pub(super) id: String,
    pub(super) method: Method,
    pub(super) path: &'a str,
    pub(super) item: &'a PathItem,
    pub(super) source: &'a Source,
    pub(super) place: Place,
}

impl Found<'_> {
    /// The first tag, or the first word of the path that says something.
    pub(super) fn group(&self) -> String {
        let segment = || {
            self.path
                .split('/')
                .find(|part| is_word(part))
                .unwrap_or("default")
        };
        self.source
            .tags
            .first()
            .cloned()
            .unwrap_or_else(|| segment().to_owned())
    }
}

fn is_word(segment: &str) -> bool {
    let version = segment.strip_prefix(['v', 'V']).is_some_and(|rest| {
        rest.chars()
            .next()
            .is_some_and(|first| first.is_ascii_digit())
    });
    segment.starts_with(|first: char| first.is_ascii_alphabetic()) && !version
}

/// What an operation takes and gives.
pub(super) struct Signature {
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) answer: Answer,
    pub(super) accept: Option<String>,
    pub(super) successes: Vec<u16>,
    pub(super) server: String,
    pub(super) auth: Auth,
}

/// Every operation, in the document's order.
pub(super) fn operations<'a>(api: &'a OpenAPI, document: &Place) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for (path, item) in &api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        for (method, source) in item.iter() {
            let Some(method) = method_of(method) else {
                continue;
            };
            let place = document
                .join("paths")
                .join(path)
                .join(method.as_str().to_lowercase());
            let id = source
                .operation_id
                .clone()
                .filter(|id| !id.is_empty())
                .unwrap_or_else(|| format!("{}{path}", method.as_str().to_lowercase()));
            found.push(Found {
                id,
                method,
                path,
                item,
                source,
                place,
            });
        }
    }
    found
}

fn method_of(name: &str) -> Option<Method> {
    Some(match name {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => return None,
    })
}

impl<'a> Schemas<'a> {
    /// What an operation takes and gives. `type_name` starts the names of types found inline.
    pub(super) fn signature(&mut self, found: &Found<'a>, type_name: &str) -> Signature {
        let mut scope = Scope::new(Case::Value, RESERVED_SETTERS);
        let body = self.body(found, type_name, &mut scope);
        let parameters = self.parameters(found, type_name, &mut scope);
        let (answer, successes) = self.answer(found, type_name);
        Signature {
            parameters,
            body,
            answer,
            accept: self.accept(found),
            successes,
            server: self.server(found),
            auth: self.auth(found.source),
        }
    }

    /// No word on security is no reason to keep credentials back; only the document can say so.
    fn auth(&self, source: &Source) -> Auth {
        match source.security.as_ref().or(self.api.security.as_ref()) {
            Some(schemes) if schemes.is_empty() => Auth::None,
            Some(schemes) if schemes.iter().any(IndexMap::is_empty) => Auth::Optional,
            Some(_) => Auth::Required,
            None => Auth::Optional,
        }
    }

    /// The server of the operation, the path or the document, the nearest first.
    fn server(&mut self, found: &Found<'_>) -> String {
        let own = found
            .source
            .servers
            .first()
            .or_else(|| found.item.servers.first());
        let server = own.or_else(|| self.api.servers.first());
        server.map(server_url).unwrap_or_default()
    }

    fn parameters(
        &mut self,
        found: &Found<'a>,
        type_name: &str,
        scope: &mut Scope,
    ) -> Vec<Parameter> {
        let sources = self.parameter_sources(found);
        let wanted: Vec<_> = sources
            .iter()
            .map(|(source, _)| {
                let data = source.parameter_data_ref();
                let key = format!("{} {}", data.name, location(source).as_str());
                Candidate {
                    key,
                    wanted: vec![data.name.clone()],
                }
            })
            .collect();
        let names = scope.claim_all(&wanted);
        let mut parameters = Vec::new();
        for ((source, place), name) in sources.into_iter().zip(names) {
            let words = format!("{type_name} {}", source.parameter_data_ref().name);
            parameters.push(self.parameter(name, source, &Spot::new(place, words)));
        }
        self.check_path(found, &mut parameters, scope);
        parameters.sort_by_key(|parameter| !parameter.required);
        parameters
    }

    /// The operation's own parameters over those of its path.
    fn parameter_sources(&mut self, found: &Found<'a>) -> Vec<(&'a SourceParameter, Place)> {
        let path_place = self
            .place()
            .join("paths")
            .join(found.path)
            .join("parameters");
        let own_place = found.place.join("parameters");
        let mut sources = IndexMap::new();
        for (list, place) in [
            (&found.item.parameters, path_place),
            (&found.source.parameters, own_place),
        ] {
            for (index, parameter) in list.iter().enumerate() {
                let place = place.join(index);
                if let Some(source) = self.follow_parameter(parameter, &place) {
                    let name = source.parameter_data_ref().name.as_str();
                    sources.insert((location(source), name), (source, place));
                }
            }
        }
        sources.into_values().collect()
    }

    fn follow_parameter(
        &mut self,
        parameter: &'a ReferenceOr<SourceParameter>,
        place: &Place,
    ) -> Option<&'a SourceParameter> {
        let components = self
            .api
            .components
            .as_ref()
            .map(|components| &components.parameters);
        self.resolve(parameter, components, "parameters", place)
    }

    /// The item, or the component that a reference leads to, through references between components.
    fn resolve<T>(
        &mut self,
        item: &'a ReferenceOr<T>,
        components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
        what: &'static str,
        place: &Place,
    ) -> Option<&'a T> {
        let mut current = item;
        for _ in 0..=components.map_or(0, IndexMap::len) {
            let reference = match current {
                ReferenceOr::Item(item) => return Some(item),
                ReferenceOr::Reference { reference } => reference,
            };
            let name = reference.rsplit('/').next().unwrap_or(reference);
            let name = name.replace("~1", "/").replace("~0", "~");
            match components.and_then(|components| components.get(&name)) {
                Some(next) => current = next,
                None => {
                    let reference = reference.clone();
                    self.diagnostics
                        .report(place.clone(), LowerProblem::Dangling { what, reference });
                    return None;
                }
            }
        }
        None
    }

    fn parameter(&mut self, name: Name, source: &'a SourceParameter, spot: &Spot) -> Parameter {
        let data = source.parameter_data_ref();
        let location = location(source);
        let (ty, schema, json) = self.parameter_type(data, spot);
        let constraints =
            schema.map_or_else(Constraints::default, |schema| constraints(schema, &ty));
        let (style, explode) = if json {
            (Style::Json, false)
        } else {
            style(source, data)
        };
        Parameter {
            name,
            wire: data.name.clone(),
            description: data.description.clone(),
            location,
            style,
            explode,
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or(false),
            personal: is_personal(self.dialect, &data.extensions),
            ty,
            constraints,
            default: schema.and_then(default),
        }
    }

    /// The type, the schema if it stands here, and whether values are written as JSON text.
    fn parameter_type<'s>(
        &mut self,
        data: &'s ParameterData,
        spot: &Spot,
    ) -> (Type, Option<&'s Schema>, bool) {
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
        let spot = Spot::new(spot.place.join("schema"), spot.words.clone());
        (self.lower(schema, &spot), schema.as_item(), json)
    }

    /// Makes the path's places and the path parameters agree.
    fn check_path(
        &mut self,
        found: &Found<'a>,
        parameters: &mut Vec<Parameter>,
        scope: &mut Scope,
    ) {
        let places: BTreeSet<&str> = template_names(found.path).collect();
        let unused: Vec<_> = parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Path)
            .filter(|parameter| !places.contains(parameter.wire.as_str()))
            .map(|parameter| parameter.wire.clone())
            .collect();
        for name in unused {
            parameters
                .retain(|parameter| parameter.location != Location::Path || parameter.wire != name);
            self.diagnostics.report(
                found.place.clone(),
                LowerProblem::UnusedPathParameter { name },
            );
        }
        for name in places {
            let known = parameters
                .iter()
                .any(|parameter| parameter.location == Location::Path && parameter.wire == name);
            if !known {
                parameters.push(plain_path_parameter(name, scope));
                let name = name.to_owned();
                self.diagnostics.report(
                    found.place.clone(),
                    LowerProblem::MissingPathParameter { name },
                );
            }
        }
    }

    fn body(&mut self, found: &Found<'a>, type_name: &str, scope: &mut Scope) -> Option<Body> {
        let place = found.place.join("requestBody");
        let body = self.follow_body(found.source.request_body.as_ref()?, &place)?;
        let (content_type, media) = choose(&body.content)?;
        let place = place.join("content").join(content_type).join("schema");
        let encoding = body_encoding(content_type);
        let ty = media.schema.as_ref().map_or(Type::Json, |schema| {
            self.lower(schema, &Spot::new(place, format!("{type_name} request")))
        });
        let ty = match encoding {
            BodyEncoding::Text => Type::String,
            BodyEncoding::Binary => Type::Binary,
            _ => ty,
        };
        let demands = media
            .schema
            .as_ref()
            .is_some_and(|schema| self.demands_properties(schema));
        Some(Body {
            name: scope.claim("body"),
            required: body.required || demands,
            encoding,
            styles: media.encoding.iter().filter_map(field_style).collect(),
            content_type: content_type.to_owned(),
            ty,
            description: body.description.clone(),
        })
    }

    pub(super) fn follow_body(
        &mut self,
        body: &'a ReferenceOr<RequestBody>,
        place: &Place,
    ) -> Option<&'a RequestBody> {
        let components = self
            .api
            .components
            .as_ref()
            .map(|components| &components.request_bodies);
        self.resolve(body, components, "requestBodies", place)
    }

    /// Whether a schema has required properties, so that a body can't be left out whatever
    /// `requestBody.required` says.
    fn demands_properties(&self, schema: &ReferenceOr<Schema>) -> bool {
        let schema = match schema {
            ReferenceOr::Item(schema) => schema,
            ReferenceOr::Reference { reference } => match self.follow(reference) {
                Some(schema) => schema,
                None => return false,
            },
        };
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => !object.required.is_empty(),
            SchemaKind::Any(any) => !any.required.is_empty(),
            SchemaKind::AllOf { all_of } => all_of.iter().any(|part| self.demands_properties(part)),
            _ => false,
        }
    }

    /// What the successful responses hold, and the statuses outside 2XX that count as success.
    fn answer(&mut self, found: &Found<'a>, type_name: &str) -> (Answer, Vec<u16>) {
        let successes = success_responses(found.source);
        let mut answers = Vec::new();
        let mut redirects = Vec::new();
        for (status, response) in successes {
            let place = found.place.join("responses").join(status);
            let Some(response) = self.follow_response(response, &place) else {
                continue;
            };
            if let StatusCode::Code(code @ 300..400) = status {
                redirects.push(*code);
            }
            let answer = self.response_answer(response, &place, type_name);
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        let answer = self.unite(answers, &found.place);
        (answer, redirects)
    }

    /// The media type of the first answer that has one, unless asking for JSON says it.
    fn accept(&mut self, found: &Found<'a>) -> Option<String> {
        for (status, response) in success_responses(found.source) {
            let place = found.place.join("responses").join(status);
            let response = self.follow_response(response, &place)?;
            if let Some((media_type, _)) = choose(&response.content) {
                let usual = matches!(media_type, "application/json" | "*/*");
                return (!usual && is_header_value(media_type)).then(|| media_type.to_owned());
            }
        }
        None
    }

    pub(super) fn follow_response(
        &mut self,
        response: &'a ReferenceOr<Response>,
        place: &Place,
    ) -> Option<&'a Response> {
        let components = self
            .api
            .components
            .as_ref()
            .map(|components| &components.responses);
        self.resolve(response, components, "responses", place)
    }

    fn response_answer(
        &mut self,
        response: &'a Response,
        place: &Place,
        type_name: &str,
    ) -> Answer {
        let Some((content_type, media)) = choose(&response.content) else {
            return Answer::Empty;
        };
        let place = place.join("content").join(content_type).join("schema");
        match body_encoding(content_type) {
            BodyEncoding::Text => Answer::Text,
            BodyEncoding::Json => {
                let spot = Spot::new(place, format!("{type_name} response"));
                Answer::Json(
                    media
                        .schema
                        .as_ref()
                        .map_or(Type::Json, |schema| self.lower(schema, &spot)),
                )
            }
            _ => Answer::Binary,
        }
    }

    /// One answer that covers all.
    fn unite(&mut self, answers: Vec<Answer>, place: &Place) -> Answer {
        let empty = answers.contains(&Answer::Empty);
        let mut rest = answers
            .into_iter()
            .filter(|answer| *answer != Answer::Empty);
        match (rest.next(), rest.next()) {
            (None, _) => Answer::Empty,
            (Some(Answer::Json(ty)), None) if empty => Answer::OptionalJson(ty),
            (Some(answer), None) => answer,
            (Some(Answer::Json(_)), Some(Answer::Json(_))) => {
                self.diagnostics
                    .report(place.clone(), LowerProblem::SeveralAnswers);
                if empty {
                    Answer::OptionalJson(Type::Json)
                } else {
                    Answer::Json(Type::Json)
                }
            }
            (Some(_), Some(_)) => {
                self.diagnostics
                    .report(place.clone(), LowerProblem::SeveralAnswers);
                Answer::Binary
            }
        }
    }
}

/// The responses that count as success: 2XX; else `default`; else redirects.
pub(super) fn success_responses(source: &Source) -> Vec<(&StatusCode, &ReferenceOr<Response>)> {
    let of = |range: std::ops::Range<u16>| {
        let within = move |status: &StatusCode| match status {
            StatusCode::Code(code) => range.contains(code),
            StatusCode::Range(class) => range.contains(&(class * 100)),
        };
        let found = source
            .responses
            .responses
            .iter()
            .filter(move |(status, _)| within(status));
        found.collect::<Vec<_>>()
    };
    let plain = of(200..300);
    if plain.is_empty() {
        of(300..400)
    } else {
        plain
    }
}

/// The media type that is understood best, with its description.
pub(super) fn choose(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    let rank = |content_type: &str| match body_encoding(content_type) {
        BodyEncoding::Json if content_type.starts_with("application/json") => 0,
        BodyEncoding::Json => 1,
        BodyEncoding::Form => 2,
        BodyEncoding::Multipart => 3,
        BodyEncoding::Text => 4,
        BodyEncoding::Binary => 5,
    };
    let media = content
        .iter()
        .min_by_key(|(content_type, _)| rank(content_type))?;
    Some((media.0.as_str(), media.1))
}

/// Whether a text can be sent as a header.
fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

fn body_encoding(content_type: &str) -> BodyEncoding {
    let essence = content_type
        .split(';')
        .next()
        .unwrap_or(content_type)
        .trim();
    let essence = essence.to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" => BodyEncoding::Json,
        "application/x-www-form-urlencoded" => BodyEncoding::Form,
        "multipart/form-data" => BodyEncoding::Multipart,
        essence if essence.ends_with("+json") => BodyEncoding::Json,
        essence if essence.starts_with("text/") || essence.ends_with("xml") => BodyEncoding::Text,
        _ => BodyEncoding::Binary,
    }
}

/// A form field that is written in a style of its own.
fn field_style((wire, encoding): (&String, &Encoding)) -> Option<FieldStyle> {
    let json = encoding
        .content_type
        .as_deref()
        .is_some_and(|found| found.ends_with("json"));
    let style = match &encoding.style {
        _ if json => Style::Json,
        Some(style) => query_style(style),
        None => return None,
    };
    Some(FieldStyle {
        wire: wire.clone(),
        style,
        explode: encoding.explode,
    })
}

fn location(source: &SourceParameter) -> Location {
    match source {
        SourceParameter::Path { .. } => Location::Path,
        SourceParameter::Query { .. } => Location::Query,
        SourceParameter::Header { .. } => Location::Header,
        SourceParameter::Cookie { .. } => Location::Cookie,
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

fn query_style(style: &QueryStyle) -> Style {
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
        location: Location::Path,
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

/// The names between braces in a path template.
pub(super) fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// A server's URL with the defaults of its variables filled in, without a slash at the end.
pub(super) fn server_url(server: &openapiv3::Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url.trim_end_matches('/').to_owned()
}

/// What a call can do by itself, so that no setter takes its name.
const RESERVED_SETTERS: &[&str] = &[
    "new",
    "clone",
    "into",
    "send",
    "execute",
    "send_blocking",
    "execute_blocking",
    "request",
    "timeout",
    "attempt_timeout",
    "retry",
    "no_retry",
    "idempotent",
    "operation",
    "client",
    "items",
    "pages",
    "limit",
    "resume",
    "wait_until",
    "wait_until_done",
    "strict",
    "header",
];

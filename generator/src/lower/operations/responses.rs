//! Responses: the values of calls that succeed.

use std::fmt;

use openapiv3::{Operation as SourceOperation, ReferenceOr, Response, StatusCode};

use crate::diagnostics::Location;
use crate::ir::{
    BodyEncoding, Candidate, Case, Method, ResponseBody, Scope, Shape, StatusResponse, Type,
};
use crate::lower::context::{
    DraftName, Lowering, SchemaSite, TypeDraft, description_at, inline_name_hint, resolve_component,
};
use crate::lower::problem::LowerProblem;
use crate::lower::schemas::lower_schema;

use super::OperationSource;
use super::media_types::{encoding_of, is_header_value, other_schemas, preferred};

/// What an operation answers, and with which statuses.
pub(super) struct SuccessResponse {
    /// What it answers.
    pub(super) body: ResponseBody,
    /// The media type to ask for, if it isn't the usual one of its kind.
    pub(super) accept: Option<String>,
    /// The statuses outside 2XX that count as success.
    pub(super) statuses: Vec<u16>,
}

/// What the successful responses hold. `type_name` starts the names of types found inline.
pub(super) fn lower_success<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    type_name: &str,
) -> SuccessResponse {
    let mut answers = Vec::new();
    let mut accept = None;
    for (status, source) in successes(found.operation) {
        let location = found.location.join("responses").join(status);
        let Some(response) = resolve_response(lowering, source, &location) else {
            continue;
        };
        if found.method == Method::Head {
            // Its answers have no body, whatever they are like for the others.
            answers.push(Described {
                status,
                answer: ResponseBody::Empty,
                description: description_at(lowering, "responses", &location),
            });
            continue;
        }
        if let Some((kept, left)) = other_schemas(&response.content) {
            lowering.diagnostics.report(
                location.join("content"),
                LowerProblem::OtherAnswers { kept, left },
            );
        }
        let media_type = preferred(&response.content).map(|(media_type, _)| media_type);
        accept = accept.or(media_type);
        let words = inline_name_hint(source, type_name, "response", "response");
        answers.push(Described {
            status,
            answer: response_body(lowering, response, &location, words),
            description: description_at(lowering, "responses", &location),
        });
    }
    let redirects = answers.iter().filter_map(|of| of.status.redirect());
    let statuses = redirects.collect();
    let answer = combined_body(lowering, answers, found, type_name);
    let single = !matches!(answer, ResponseBody::ByStatus(_));
    SuccessResponse {
        accept: accept.filter(|_| single).and_then(unusual),
        statuses,
        body: answer,
    }
}

/// What a status stands for in an operation's answer.
pub(in crate::lower) fn body_for_status<'b>(
    lowering: &'b Lowering<'_>,
    answer: &'b ResponseBody,
    status: ResponseKey<'_>,
) -> Option<&'b ResponseBody> {
    let ResponseBody::ByStatus(Type::Named(id)) = answer else {
        return Some(answer);
    };
    let Shape::Responses(answers) = &lowering.types.get(*id).shape else {
        return None;
    };
    let found = answers.iter().find(|of| of.statuses == status.range());
    found.map(|of| &of.answer)
}

fn response_body<'a>(
    lowering: &mut Lowering<'a>,
    response: &'a Response,
    location: &Location,
    words: String,
) -> ResponseBody {
    let Some((content_type, media)) = preferred(&response.content) else {
        return ResponseBody::Empty;
    };
    let location = location.join("content").join(content_type).join("schema");
    match encoding_of(content_type) {
        BodyEncoding::Text => ResponseBody::Text,
        BodyEncoding::Json => {
            let site = SchemaSite::new(location, words);
            let schema = media.schema.as_ref();
            ResponseBody::Json(
                schema.map_or(Type::Json, |schema| lower_schema(lowering, schema, &site)),
            )
        }
        _ => ResponseBody::Binary,
    }
}

/// One answer that covers all: the one that there is, JSON that may be missing, or a type that
/// tells the statuses apart.
fn combined_body(
    lowering: &mut Lowering<'_>,
    answers: Vec<Described<'_>>,
    found: &OperationSource<'_>,
    type_name: &str,
) -> ResponseBody {
    let mut kinds: Vec<&ResponseBody> = Vec::new();
    for Described { answer, .. } in &answers {
        if !kinds.contains(&answer) {
            kinds.push(answer);
        }
    }
    match kinds.as_slice() {
        [] => ResponseBody::Empty,
        [only] => (*only).clone(),
        [ResponseBody::Json(ty), ResponseBody::Empty]
        | [ResponseBody::Empty, ResponseBody::Json(ty)] => ResponseBody::OptionalJson(ty.clone()),
        _ => body_by_status(lowering, answers, found, type_name),
    }
}

fn body_by_status(
    lowering: &mut Lowering<'_>,
    mut answers: Vec<Described<'_>>,
    found: &OperationSource<'_>,
    type_name: &str,
) -> ResponseBody {
    // The first that fits is taken, so a class of statuses comes after its members.
    answers.sort_by_key(|of| of.status.is_class());
    let mut scope = Scope::new(Case::Pascal, &[]);
    let wanted: Vec<_> = answers.iter().map(|of| of.status.candidate()).collect();
    let cases = answers.into_iter().zip(scope.claim_all(&wanted));
    let cases = cases.map(|(of, name)| StatusResponse {
        name,
        statuses: of.status.range(),
        answer: of.answer,
        boxed: false,
        description: of.description.filter(|text| !text.trim().is_empty()),
    });
    let shape = Shape::Responses(cases.collect());
    let pointer = found.location.join("responses").pointer.to_string();
    let id = lowering.types.add(TypeDraft {
        name: DraftName::Candidates(Candidate {
            key: pointer.clone(),
            wanted: vec![format!("{type_name} answer")],
        }),
        pointer,
        description: None,
        deprecated: false,
        nullable: false,
        shape,
    });
    ResponseBody::ByStatus(Type::Named(id))
}

/// What comes with a status.
struct Described<'d> {
    status: ResponseKey<'d>,
    answer: ResponseBody,
    description: Option<String>,
}

/// The key of a response.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum ResponseKey<'d> {
    /// A status, or a class of them.
    Declared(&'d StatusCode),
    /// Whatever the others don't say.
    Default,
}

impl ResponseKey<'_> {
    /// The first and the last status that it stands for among successes.
    pub(in crate::lower) fn range(self) -> (u16, u16) {
        match self {
            Self::Declared(StatusCode::Code(code)) => (*code, *code),
            Self::Declared(StatusCode::Range(class)) => (class * 100, class * 100 + 99),
            Self::Default => (200, 299),
        }
    }

    fn is_class(self) -> bool {
        let (first, last) = self.range();
        first != last
    }

    /// The status, if it is one outside 2XX.
    fn redirect(self) -> Option<u16> {
        match self {
            Self::Declared(StatusCode::Code(code @ 300..400)) => Some(*code),
            _ => None,
        }
    }

    /// The name of its variant: the status's own, `Created`, or one made of its number.
    fn candidate(self) -> Candidate {
        let name = match self {
            Self::Declared(StatusCode::Code(code)) => {
                reason(*code).map_or_else(|| format!("status {code}"), str::to_owned)
            }
            Self::Declared(_) | Self::Default => "success".to_owned(),
        };
        Candidate {
            key: self.to_string(),
            wanted: vec![name],
        }
    }
}

impl fmt::Display for ResponseKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared(status) => status.fmt(f),
            Self::Default => f.write_str("default"),
        }
    }
}

/// The responses that count as success: 2XX; else redirects; else `default`.
pub(in crate::lower) fn successes(
    source: &SourceOperation,
) -> Vec<(ResponseKey<'_>, &ReferenceOr<Response>)> {
    let declared = |class: u16| {
        let within = move |status: &StatusCode| match status {
            StatusCode::Code(code) => code / 100 == class,
            StatusCode::Range(range) => *range == class,
        };
        let responses = source.responses.responses.iter();
        let found = responses.filter(move |(status, _)| within(status));
        let found = found.map(|(status, response)| (ResponseKey::Declared(status), response));
        Some(found.collect::<Vec<_>>()).filter(|found| !found.is_empty())
    };
    declared(2).or_else(|| declared(3)).unwrap_or_else(|| {
        let default = source.responses.default.iter();
        default
            .map(|response| (ResponseKey::Default, response))
            .collect()
    })
}

/// A media type that must be asked for by name, and can be.
fn unusual(media_type: &str) -> Option<String> {
    let usual = matches!(media_type, "application/json" | "*/*");
    (!usual && is_header_value(media_type)).then(|| media_type.to_owned())
}

/// What a status that an operation can succeed with is called.
fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        _ => return None,
    })
}

pub(in crate::lower) fn resolve_response<'a>(
    lowering: &mut Lowering<'a>,
    response: &'a ReferenceOr<Response>,
    location: &Location,
) -> Option<&'a Response> {
    let components = lowering
        .api
        .components
        .as_ref()
        .map(|components| &components.responses);
    resolve_component(lowering, response, components, "responses", location)
}

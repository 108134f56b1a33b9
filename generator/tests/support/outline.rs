//! The intermediate representation as short lines, so that a snapshot can be read at a glance.

use std::fmt::Write as _;

use sdksmith::ir::{
    Access, Api, Auth, Credential, Field, Home, Module, Operation, Presence, ResponseBody, Shape,
    Type, TypeDef,
};

/// Every operation and type of the crate's only module.
pub(crate) fn outline(api: &Api) -> String {
    let module = &api.modules[0];
    let mut text = String::new();
    for resource in &module.resources {
        let _ = writeln!(text, "resource {} ({})", resource.name, resource.type_name);
        for operation in &resource.operations {
            text.push_str(&self::operation(api, module, operation));
        }
    }
    for def in &module.types {
        text.push_str(&self::def(api, module, def));
    }
    text
}

fn operation(api: &Api, module: &Module, operation: &Operation) -> String {
    let mut text = format!(
        "  {} ({}) = {} {} @ {}\n",
        operation.method_name,
        operation.type_name,
        operation.method.as_str(),
        operation.path,
        operation.server,
    );
    for parameter in &operation.parameters {
        let _ = writeln!(
            text,
            "    {} {} `{}`: {}{} {:?}{}",
            parameter.location.as_str(),
            parameter.name,
            parameter.wire,
            ty(api, module, &parameter.ty),
            if parameter.required { "" } else { "?" },
            parameter.style,
            if parameter.explode { " exploded" } else { "" },
        );
    }
    if let Some(body) = &operation.body {
        let _ = writeln!(
            text,
            "    body: {}{} {:?} `{}`",
            ty(api, module, &body.ty),
            if body.required { "" } else { "?" },
            body.encoding,
            body.content_type,
        );
    }
    let response = response(api, module, &operation.response);
    let public = if operation.auth == Auth::None {
        " public"
    } else {
        ""
    };
    let _ = writeln!(text, "    -> {response}{public} {:?}", operation.successes);
    for parts in &operation.credentials {
        let _ = writeln!(text, "    takes {}", way(parts));
    }
    text
}

/// Returns the line of one security alternative.
pub(crate) fn way(parts: &[Credential]) -> String {
    let shown = |credential: &Credential| match credential {
        Credential::Key(key) => {
            let (location, variable) = (key.location.as_str(), key.variable());
            format!("{} `{}` in {location} from {variable}", key.name, key.wire)
        }
        other => format!("{other:?}"),
    };
    parts.iter().map(shown).collect::<Vec<_>>().join(" and ")
}

fn def(api: &Api, module: &Module, def: &TypeDef) -> String {
    let usage = match (def.usage.request, def.usage.response) {
        (true, true) => " (sent, received)",
        (true, false) => " (sent)",
        (false, true) => " (received)",
        (false, false) => "",
    };
    let home = match def.home {
        Home::Resource(home) => module.resources[home].name.to_string(),
        Home::Shared => "shared".to_owned(),
        Home::Unreferenced => "unreferenced".to_owned(),
        Home::Webhooks => "webhooks".to_owned(),
    };
    match &def.shape {
        Shape::Struct(shape) => {
            let mut text = format!("struct {}{usage} in {home}\n", def.name);
            for field in &shape.fields {
                text.push_str(&self::field(api, module, field));
            }
            if let Some((name, found)) = &shape.additional {
                let _ = writeln!(text, "  {name}: rest {}", ty(api, module, found));
            }
            text
        }
        Shape::Enum(shape) => {
            let known = shape.variants.iter();
            let variants: Vec<_> = known
                .map(|known| format!("{}={:?}", known.name, known.wire))
                .collect();
            format!(
                "enum {}{usage} in {home}: {}\n",
                def.name,
                variants.join(" | ")
            )
        }
        Shape::IntegerEnum(shape) => {
            let known = shape.variants.iter();
            let variants: Vec<_> = known
                .map(|known| format!("{}={}", known.name, known.wire))
                .collect();
            format!(
                "integers {}{usage} in {home}: {}\n",
                def.name,
                variants.join(" | ")
            )
        }
        Shape::Union(union) => {
            let variants: Vec<_> = union
                .variants
                .iter()
                .map(|variant| {
                    let boxed = if variant.boxed { "box " } else { "" };
                    let tags = variant.tags.join(",");
                    format!(
                        "{}({boxed}{}) [{tags}]",
                        variant.name,
                        ty(api, module, &variant.ty)
                    )
                })
                .collect();
            let by = union
                .discriminator
                .as_ref()
                .map(|by| format!(" by {}", by.property));
            let by = by.unwrap_or_default();
            format!(
                "union {}{usage}{by} in {home}: {}\n",
                def.name,
                variants.join(" | ")
            )
        }
        Shape::Responses(found) => {
            let responses: Vec<_> = found
                .iter()
                .map(|of| {
                    let (first, last) = of.statuses;
                    let what = response(api, module, &of.body);
                    format!("{first}-{last} {}: {what}", of.name)
                })
                .collect();
            format!(
                "answers {}{usage} in {home}: {}\n",
                def.name,
                responses.join(" | ")
            )
        }
        Shape::Alias(found) => {
            format!(
                "alias {}{usage} in {home} = {}\n",
                def.name,
                ty(api, module, found)
            )
        }
    }
}

fn response(api: &Api, module: &Module, response: &ResponseBody) -> String {
    match response {
        ResponseBody::Json(found) | ResponseBody::ByStatus(found) => ty(api, module, found),
        ResponseBody::OptionalJson(found) => format!("{}?", ty(api, module, found)),
        other => format!("{other:?}"),
    }
}

fn field(api: &Api, module: &Module, field: &Field) -> String {
    let mark = match field.presence {
        Presence::Required => "",
        Presence::Nullable => " | null",
        Presence::Optional => "?",
        Presence::OptionalNullable => "? | null",
    };
    let boxed = if field.boxed { "box " } else { "" };
    let facts: Vec<_> = [
        (field.deprecated, "deprecated"),
        (field.personal, "personal"),
        (field.access == Access::ReadOnly, "read-only"),
        (field.access == Access::WriteOnly, "write-only"),
    ]
    .into_iter()
    .filter_map(|(holds, fact)| holds.then_some(fact.to_owned()))
    .chain((!field.constraints.is_empty()).then(|| format!("{:?}", field.constraints)))
    .collect();
    let facts = facts.join(" ").replace("None", "-");
    let line = format!(
        "  {} `{}`: {boxed}{}{mark} {facts}",
        field.name,
        field.wire,
        ty(api, module, &field.ty),
    );
    format!("{}\n", line.trim_end())
}

fn ty(api: &Api, module: &Module, found: &Type) -> String {
    match found {
        Type::Named(id) => module.get(*id).name.to_string(),
        Type::Sid(id) => api.sids[id.0].name.to_string(),
        Type::List(inner) => format!("[{}]", ty(api, module, inner)),
        Type::Map(inner) => format!("{{{}}}", ty(api, module, inner)),
        Type::Nullable(inner) => format!("{} | null", ty(api, module, inner)),
        Type::Scalar(scalar) => format!("{scalar:?}"),
        other => format!("{other:?}"),
    }
}

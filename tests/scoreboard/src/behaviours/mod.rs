//! The behaviours, in groups.

mod errors;
mod limits;
mod lists;
mod reading;
mod requests;
mod retries;
mod security;
mod tools;
mod types;

use crate::adapter::Adapter;
use crate::verdict::Checked;

/// A behaviour that users ask of a client.
#[derive(Debug)]
pub struct Behaviour {
    /// The name in the output of an adapter.
    pub id: &'static str,
    /// What the client does if it passes.
    pub title: &'static str,
    /// The reason why users want it.
    pub reason: &'static str,
    pub(crate) check: fn(&dyn Adapter) -> Checked,
}

/// All behaviours: name, what passes, why users want it, and the check.
pub const BEHAVIOURS: &[Behaviour] = &[
    behaviour(
        "get-retried",
        "A GET is repeated after the status 503",
        "Servers are unavailable for a moment during a deployment.",
        retries::get_is_repeated,
    ),
    behaviour(
        "refused-post-retried",
        "A POST is repeated after the status 429",
        "The server refused it, so a repetition can't place an order twice.",
        retries::refused_post_is_repeated,
    ),
    behaviour(
        "retry-after",
        "The delay in `Retry-After` is obeyed",
        "Servers block clients that return earlier.",
        retries::retry_after_is_obeyed,
    ),
    behaviour(
        "post-not-doubled",
        "A POST is not repeated after a broken connection",
        "It may have taken effect: a repetition places an order twice.",
        retries::post_is_not_doubled,
    ),
    behaviour(
        "retries-end",
        "Retries end, and the error has the last status",
        "A server that is down must not hold the caller for ever.",
        retries::retries_end,
    ),
    behaviour(
        "typed-error",
        "The error that the document declares is a typed value",
        "Callers decide by the code of the API.",
        errors::error_is_typed,
    ),
    behaviour(
        "broken-error",
        "An error whose JSON is cut off keeps its status",
        "The status decides what to do, and bodies of failing servers are broken.",
        errors::broken_error_keeps_its_status,
    ),
    behaviour(
        "html-error",
        "An error page in HTML keeps status and text",
        "Proxies respond for the server when it is down.",
        errors::html_error_keeps_status_and_text,
    ),
    behaviour(
        "html-success",
        "A page in HTML with the status 200 is an error that keeps the text",
        "Captive portals and sign-in pages respond with 200.",
        errors::html_success_keeps_the_text,
    ),
    behaviour(
        "cut-off",
        "A body that ends early is an error",
        "A part of a list must not pass for the whole.",
        errors::cut_off_body_is_an_error,
    ),
    behaviour(
        "null-in-list",
        "A null in a list is read, where the document allows it",
        "Lists of real APIs have gaps.",
        reading::null_in_a_list,
    ),
    behaviour(
        "null-in-map",
        "A null in a map is read, where the document allows it",
        "Maps of labels have keys without a value.",
        reading::null_in_a_map,
    ),
    behaviour(
        "stray-null",
        "A null for an optional property is read, though the document does not allow it",
        "Servers write absent values as null.",
        reading::stray_null,
    ),
    behaviour(
        "unknown-value",
        "An unknown value of an enum is kept, as text",
        "APIs gain values; a client must not break then.",
        reading::unknown_value,
    ),
    behaviour(
        "unknown-property",
        "An unknown property is no error",
        "APIs gain properties.",
        reading::unknown_property,
    ),
    behaviour(
        "number-as-text",
        "A number that arrives as text is read",
        "Many APIs quote prices.",
        reading::number_as_text,
    ),
    behaviour(
        "wrong-optional",
        "An optional property of the wrong type does not hide the others",
        "One field that the document describes wrongly must not make the call useless.",
        reading::wrong_optional,
    ),
    behaviour(
        "large-integer",
        "The integer 18446744073709551615 is exact",
        "Identifiers exceed what a floating-point number holds.",
        reading::large_integer,
    ),
    behaviour(
        "decimal",
        "A number with `format: decimal` keeps every digit",
        "Money is not a floating-point number.",
        reading::decimal,
    ),
    behaviour(
        "date-time",
        "A `date-time` has a type for points in time",
        "Comparing dates as text is a bug.",
        reading::date_time,
    ),
    behaviour(
        "empty-success",
        "A 204 beside a 200 is an absent value, not an error",
        "The document declares both.",
        reading::empty_success,
    ),
    behaviour(
        "json-suffix",
        "A media type such as `application/vnd.depot+json` is read as JSON",
        "Versioned APIs use them.",
        reading::json_suffix,
    ),
    behaviour(
        "recursive",
        "A type that contains itself is read",
        "Categories and threads of comments are trees.",
        types::recursive,
    ),
    behaviour(
        "all-of",
        "`allOf` is one struct",
        "Documents compose their types.",
        types::all_of,
    ),
    behaviour(
        "union",
        "A union with a discriminator is read as the alternative it names",
        "The wrong alternative is silent corruption.",
        types::union,
    ),
    behaviour(
        "unknown-alternative",
        "An unknown alternative of a union is no error",
        "APIs gain kinds of objects.",
        types::unknown_alternative,
    ),
    behaviour(
        "repeated-query",
        "A list in a query is a repeated parameter",
        "`explode` is the default of OpenAPI.",
        requests::repeated_query,
    ),
    behaviour(
        "comma-query",
        "A list in a query is separated by commas, where the document says so",
        "The keyword `explode: false` asks for it.",
        requests::comma_query,
    ),
    behaviour(
        "deep-object",
        "An object in a query has the style `deepObject`",
        "Filters of many APIs use it.",
        requests::deep_object,
    ),
    behaviour(
        "encoded-path",
        "A path parameter cannot add segments or a query",
        "An identifier from outside, such as `a/../b?c`, must not reach another operation.",
        requests::encoded_path,
    ),
    behaviour(
        "dot-segment",
        "A path parameter `..` cannot leave its path",
        "URL libraries remove dot segments, and the request goes to another operation.",
        requests::dot_segment,
    ),
    behaviour(
        "header-injection",
        "A line break in a header is an error before anything is sent",
        "It would add a header of an attacker.",
        requests::header_injection,
    ),
    behaviour(
        "repeated-form",
        "A list in a form is a repeated field",
        "Serializers of maps keep only the last or refuse.",
        requests::repeated_form,
    ),
    behaviour(
        "multipart",
        "A file is a part of a multipart form, beside a field",
        "Photos and documents are uploaded in this way.",
        requests::multipart,
    ),
    behaviour(
        "three-states",
        "A property of a request is absent, null or a value",
        "In a PATCH, absent keeps and null removes.",
        requests::three_states,
    ),
    behaviour(
        "checked-request",
        "A value beyond `maxLength` is an error before anything is sent",
        "The error names the property, and costs no call.",
        requests::checked_request,
    ),
    behaviour(
        "hidden-key",
        "`Debug` of a client does not show its key",
        "Logs are read by many.",
        security::debug_hides_the_key,
    ),
    behaviour(
        "key-in-error",
        "The error of a call does not show a key in the query",
        "Errors are logged, with the URL.",
        security::error_hides_the_key,
    ),
    behaviour(
        "plain-http",
        "A key is not sent over plain http to another machine",
        "Anyone on the way reads it.",
        security::no_key_over_plain_http,
    ),
    behaviour(
        "redirect",
        "A key in a header is not sent to the host of a redirect",
        "The redirect may lead to an attacker.",
        security::no_key_to_the_host_of_a_redirect,
    ),
    behaviour(
        "token",
        "An access token of OAuth 2.0 is obtained, kept, and obtained again once it is refused",
        "Otherwise every program writes this, and asks for a token in each call.",
        security::token_is_obtained,
    ),
    behaviour(
        "webhook",
        "The signature of a webhook is verified",
        "Anyone can send a request to a public address.",
        security::webhook_is_verified,
    ),
    behaviour(
        "timeout",
        "A server that does not respond ends the call at its time limit",
        "A call without a limit hangs the program.",
        limits::silent_server,
    ),
    behaviour(
        "stalled-body",
        "A body that stops ends the call at its time limit",
        "A limit for the head alone does not help.",
        limits::stalled_body,
    ),
    behaviour(
        "size-bound",
        "A response beyond a bound is an error, and is not read on",
        "A broken server must not fill the memory.",
        limits::size_bound,
    ),
    behaviour(
        "streamed-upload",
        "An upload is sent while it is read",
        "Files may be larger than the memory.",
        limits::streamed_upload,
    ),
    behaviour(
        "streamed-download",
        "A download is read while it arrives",
        "Files may be larger than the memory.",
        limits::streamed_download,
    ),
    behaviour(
        "event-stream",
        "The events of a `text/event-stream` are read one by one",
        "Progress and language models arrive as events.",
        limits::event_stream,
    ),
    behaviour(
        "pages",
        "A list is read across its pages",
        "Otherwise every caller writes the loop.",
        lists::pages,
    ),
    behaviour(
        "foreign-page",
        "A next page at another host is not fetched",
        "The key would go there.",
        lists::foreign_page,
    ),
    behaviour(
        "page-loop",
        "A next page that is the same again is an error",
        "The loop never ends.",
        lists::page_loop,
    ),
    behaviour(
        "response-header",
        "The headers of a response can be read",
        "They hold rate limits, ETags and request IDs.",
        tools::response_header,
    ),
    behaviour(
        "own-client",
        "A call runs on a `reqwest::Client` of the application",
        "Proxies, certificates, HTTP/2 and compression are configured once.",
        tools::own_client,
    ),
    behaviour(
        "compressed",
        "A response is compressed by gzip, if the caller wants it",
        "Lists in JSON shrink to a tenth.",
        tools::compressed,
    ),
    behaviour(
        "blocking",
        "A call works without an async runtime",
        "Scripts and build tools.",
        tools::blocking,
    ),
    behaviour(
        "mock",
        "The crate has a double of the transport for tests",
        "Tests of your code need no server.",
        tools::mock,
    ),
];

const fn behaviour(
    id: &'static str,
    title: &'static str,
    reason: &'static str,
    check: fn(&dyn Adapter) -> Checked,
) -> Behaviour {
    Behaviour {
        id,
        title,
        reason,
        check,
    }
}

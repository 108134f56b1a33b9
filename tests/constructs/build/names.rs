//! A document whose schemas, properties, operations, parameters, resources, values and keys are all called
//! as what Rust, the runtime or generated code has.

use std::fmt::Write;

/// Of the prelude and of the standard library, of the runtime, and of crates, modules and types.
const NAMES: &str = "
    Result Option Vec Box String Default Clone Debug From Into TryInto TryFrom AsRef FromStr Display Iterator
    Future Pin Arc Send Sync Error Ok Err Some None Self Fn Drop Eq Ord Hash Cow Deref Formatter Duration
    BTreeMap HashMap ToString PartialEq IntoIterator FromIterator
    Client ClientBuilder Credentials Value Map Body Part Form Call Response Request Items Pages
    Nullable Checker Check Field Timestamp Date UriRef Operation OperationInfo Json OptionalJson Binary
    Text Empty FromResponse ResponseBody HasExamples Method Scheme Poller PagingScheme Paginated Multipart MultipartWriter RequestWriter
    QueryStyle PathStyle HeaderStyle CookieStyle Union Object Unrecognized UnrecognizedValue Sid SidError
    Transport authorization download perform outgoing cmp
    Bytes SecretString größe Größe Ægir Żółć ĳ 名前
    type mod lib core std crate super runtime serde http self bool str i64 names NamesApi";

/// The document, as YAML.
pub(crate) fn document() -> String {
    let names: Vec<&str> = NAMES.split_whitespace().collect();
    let schema = |index: usize| {
        let name = names[index % names.len()];
        format!("{{ $ref: '#/components/schemas/{name}' }}")
    };
    let json = |index| {
        format!(
            "{{ description: d, content: {{ application/json: {{ schema: {} }} }} }}",
            schema(index)
        )
    };
    let mut paths = String::new();
    let mut schemas = format!(
        "    Values: {{ type: string, enum: [{}] }}\n",
        names.join(", ")
    );
    let mut properties = String::new();
    let mut keys = String::new();
    for (index, name) in names.iter().enumerate() {
        let media_type = [
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
        ][index % 3];
        let (value, next, list) = (schema(index), schema(index + 1), schema(index + 2));
        let tag = if index % 2 == 0 { name } else { "names" };
        let query = names[(index + 3) % names.len()];
        let shape = match index % 5 {
            0 => format!(
                "{{ type: object, required: [type], properties: {{ type: {{ type: string, format: date-time }}, next: {next}, list: {{ type: array, items: {list} }} }} }}"
            ),
            1 => "{ type: string, enum: [a, b] }".to_owned(),
            2 => format!("{{ oneOf: [{next}, {{ type: string }}, {{ type: integer }}] }}"),
            3 => format!(
                "{{ type: object, additionalProperties: {{ type: string, format: uri }}, properties: {{ {name}: {{ type: string, nullable: true }}, file: {{ type: string, format: binary }} }} }}"
            ),
            _ => "{ type: integer, enum: [1, 2] }".to_owned(),
        };
        // Writing to a string can't fail.
        let _ = writeln!(
            paths,
            "  /{index}/{{{name}}}: {{ post: {{ operationId: {name}, tags: [{tag}], parameters: [{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}, {{ name: {query}, in: query, schema: {value} }}], requestBody: {{ required: true, content: {{ {media_type}: {{ schema: {value} }} }} }}, responses: {{ '200': {}, '201': {}, '400': {} }} }} }}",
            json(index + 1),
            json(index),
            json(index),
        );
        let _ = writeln!(schemas, "    {name}: {shape}");
        let _ = writeln!(properties, "        {name}: {value}");
        let _ = writeln!(
            keys,
            "    {name}: {{ type: apiKey, in: header, name: X-{index} }}"
        );
    }
    format!(
        "openapi: 3.0.3
info: {{ title: Names, version: '1' }}
servers: [{{ url: 'https://acme.test' }}]
paths:
  /all: {{ get: {{ operationId: all, tags: [names], responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Properties' }} }} }} }} }} }} }}
{paths}components:
  schemas:
{schemas}    Spellings: {{ type: string, enum: [in-progress, IN_PROGRESS, in_doubt, InDoubt] }}
    Properties:
      type: object
      required: [{}]
      properties:
{properties}  securitySchemes:
{keys}",
        names.join(", ")
    )
}

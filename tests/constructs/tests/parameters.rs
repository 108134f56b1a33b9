//! Every kind of scalar as a parameter and as a field of a form: what is sent is what OpenAPI says, and nothing is
//! sent for a value that is out of bounds.

#![cfg(all(feature = "parameters", feature = "test-util"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

use std::collections::BTreeMap;

use constructs::runtime::Empty;
use constructs::testing::{MockResponse, MockTransport, SentRequest};
use constructs::{Client, Error, NoRetry, Operation, parameters};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The names of an operation's parameters, with their values.
struct Values<'a>(BTreeMap<&'a str, &'a Value>);

impl Values<'_> {
    fn read<T: DeserializeOwned>(&self, name: &str) -> T {
        let value = self.0.get(name).copied().unwrap();
        serde_json::from_value(value.clone()).unwrap_or_else(|error| {
            panic!("{name}: {value}: {error}");
        })
    }

    fn set<T: DeserializeOwned>(&self, name: &str, field: &mut T) {
        if self.0.contains_key(name) {
            *field = self.read(name);
        }
    }

    /// Reads all values as one object.
    fn body<T: DeserializeOwned>(&self) -> T {
        let members = self.0.iter();
        let members = members.map(|(name, value)| ((*name).to_owned(), (*value).clone()));
        serde_json::from_value(members.collect()).unwrap()
    }
}

/// Sends an operation with these values.
type Sender = fn(&MockTransport, &Values<'_>) -> Result<(), Error>;

fn send<O>(api: &MockTransport, operation: O) -> Result<(), Error>
where
    O: Operation<ResponseBody = Empty>,
{
    let _ = api.on::<O>().respond(MockResponse::status(204));
    let client = Client::builder().transport(api.clone()).retry(NoRetry);
    let call = client.build().unwrap().call(operation).send();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(call)
}

/// The operations by name.
macro_rules! operations {
    ($($name:ident $operation:tt;)+) => {
        const OPERATIONS: &[(&str, Sender)] = &[
            $((stringify!($name), |api, values| send(api, operation!($name values $operation))),)+
        ];
    };
}

/// An operation with these values.
macro_rules! operation {
    ($name:ident $values:ident (optional $($field:ident)+)) => {{
        let mut operation = parameters::$name::new();
        $($values.set(stringify!($field), &mut operation.$field);)+
        operation
    }};
    ($name:ident $values:ident (required $arguments:ident $($field:ident)+)) => {
        parameters::$name::new(parameters::$arguments {
            $($field: $values.read(stringify!($field)),)+
        })
    };
    ($name:ident $values:ident (body)) => {
        parameters::$name::new($values.body())
    };
}

include!(concat!(env!("OUT_DIR"), "/parameters.rs"));

/// An operation whose parameters are in one place.
struct Described {
    name: String,
    place: String,
    /// Whether all values are required.
    is_required: bool,
    rows: Vec<Row>,
}

/// A parameter, or a field of a form.
struct Row {
    name: String,
    /// A value that is admitted, and its text in the request.
    good: (Value, String),
    /// The path of a violation, and a value that has it.
    bad: Option<(String, Value)>,
    /// The text in a request without a value.
    unset: Option<String>,
}

fn described() -> Vec<Described> {
    type Columns = (
        String,
        (Value, String),
        Option<(String, Value)>,
        Option<String>,
    );
    let text = include_str!(concat!(env!("OUT_DIR"), "/parameters.json"));
    let all: Vec<(String, String, bool, Vec<Columns>)> = serde_json::from_str(text).unwrap();
    let all = all
        .into_iter()
        .map(|(name, place, is_required, rows)| Described {
            name,
            place,
            is_required,
            rows: rows
                .into_iter()
                .map(|(name, good, bad, unset)| Row {
                    name,
                    good,
                    bad,
                    unset,
                })
                .collect(),
        });
    all.collect()
}

impl Described {
    /// Sends the values, and returns the requests.
    fn send(&self, values: &Values<'_>) -> (Result<(), Error>, Vec<SentRequest>) {
        let mut all = OPERATIONS.iter();
        let (_, send) = all.find(|(name, _)| *name == self.name).unwrap();
        let api = MockTransport::new();
        (send(&api, values), api.sent())
    }

    /// Returns the values of these rows.
    fn values<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Values<'a> {
        let values = rows.into_iter().map(|row| (row.name.as_str(), &row.good.0));
        Values(values.collect())
    }

    /// Returns what the request holds if the values of these rows are set.
    fn expected(&self, is_set: impl Fn(&Row) -> bool) -> String {
        let texts = self.rows.iter().map(|row| match is_set(row) {
            true => Some(row.good.1.as_str()),
            false => row.unset.as_deref(),
        });
        texts
            .flatten()
            .collect::<Vec<_>>()
            .join(match self.place.as_str() {
                "path" => "/",
                "query" | "form" => "&",
                "cookie" => "; ",
                "header" => "\n",
                _ => "",
            })
    }

    /// Returns the part of the request that holds values.
    fn found(&self, request: &SentRequest) -> String {
        let target = request.http().uri();
        let body = || String::from_utf8_lossy(request.body()).into_owned();
        match self.place.as_str() {
            "path" => {
                let start = format!("/{}/", self.name);
                request.path().replacen(&start, "", 1)
            }
            "query" => target.query().unwrap_or_default().to_owned(),
            "cookie" => request.header("cookie").unwrap_or_default().to_owned(),
            "form" => body(),
            "header" => {
                let headers = self.rows.iter();
                let headers = headers.filter_map(|row| request.header(&row.name));
                headers.collect::<Vec<_>>().join("\n")
            }
            _ => {
                let media_type = request.header("content-type").unwrap();
                let boundary = media_type.split_once("boundary=").unwrap().1;
                let body = body().replace(boundary, "BOUNDARY");
                body.strip_suffix("--BOUNDARY--\r\n").unwrap().to_owned()
            }
        }
    }

    /// Returns the difference of the request that has the values of these rows, if there is one.
    fn difference(&self, shown: &str, is_set: impl Fn(&Row) -> bool) -> Option<String> {
        let expected = self.expected(&is_set);
        let values = Self::values(self.rows.iter().filter(|row| is_set(row)));
        let found = match self.send(&values) {
            (Ok(()), sent) => sent.iter().map(|sent| self.found(sent)).collect(),
            (Err(error), _) => error.to_string(),
        };
        let name = &self.name;
        (found != expected)
            .then(|| format!("{name}, {shown}: expected\n{expected}\nfound\n{found}\n"))
    }
}

#[test]
fn values_are_written_in_the_declared_style() {
    let mut wrong = Vec::new();
    for operation in described() {
        wrong.extend(operation.difference("all values", |_| true));
        if !operation.is_required {
            wrong.extend(operation.difference("no values", |_| false));
            for row in &operation.rows {
                wrong.extend(operation.difference(&row.name, |other| other.name == row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn values_out_of_bounds_are_not_sent() {
    let mut missed = Vec::new();
    for operation in described() {
        for row in &operation.rows {
            let Some((path, value)) = &row.bad else {
                continue;
            };
            let others = operation.rows.iter().filter(|_| operation.is_required);
            let mut values = Described::values(others);
            values.0.insert(&row.name, value);
            let (result, sent) = operation.send(&values);
            let violations: Vec<_> = match &result {
                Ok(()) => Vec::new(),
                Err(error) => error
                    .violations()
                    .iter()
                    .map(|found| found.field())
                    .collect(),
            };
            if violations != [path.as_str()] || !sent.is_empty() {
                let name = &operation.name;
                missed.push(format!("{name}: {path}: {value}: {violations:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

//! A small API in the form of generated code, and transports with fixed outcomes.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, StatusCode};
use sdksmith_runtime as runtime;
use sdksmith_runtime::twilio;
use sdksmith_runtime::{
    Body, Call, Check, Checker, Client, ClientBuilder, Credentials, Empty, Json, Limits, Multipart,
    MultipartWriter, NoRetry, Operation, OperationInfo, Part, Profile, RequestWriter, Sid,
    Transport, TransportError, TransportFuture, UnrecognizedValue,
};
use serde::Serialize;

pub(crate) static PROFILE: Profile = twilio::profile("things", "1.2.3");

pub(crate) const SERVER: &str = "https://things.example.com";

/// Identifies a thing: `TH` and 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ThingSid(Sid);
runtime::sid!(ThingSid, "TH");

/// Identifies a message: `SM` or `MM` and 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct MessageSid(Sid);
runtime::sid!(MessageSid, "SM", "MM");

/// A part of a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Material {
    Wood,
    StainlessSteel,
    Unrecognized(UnrecognizedValue),
}
runtime::open_enum!(Material {
    Wood: "WOOD",
    StainlessSteel: "Stainless-Steel"
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Thing {
    pub(crate) sid: ThingSid,
    pub(crate) parts: Vec<Component>,
}
runtime::object!(Thing {
    sid: required("sid"),
    parts: required("parts")
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Component {
    pub(crate) size: i64,
}
runtime::object!(Component {
    size: required("size", lenient)
});

#[derive(Clone, Debug)]
pub(crate) struct FetchThing {
    pub(crate) id: String,
}

impl Operation for FetchThing {
    type ResponseBody = Json<Thing>;

    const INFO: OperationInfo = OperationInfo::get("FetchThing", SERVER, "/v1/Things/{Id}.json");

    fn write(&self, request: &mut RequestWriter) {
        request.path("Id", &self.id);
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ListThings {
    pub(crate) token: Option<String>,
    pub(crate) size: Option<i32>,
    pub(crate) materials: Option<Vec<Material>>,
    pub(crate) trace: Option<String>,
}

impl Operation for ListThings {
    type ResponseBody = Json<Vec<Thing>>;

    const INFO: OperationInfo = OperationInfo::get("ListThings", SERVER, "/v1/Things");

    fn write(&self, request: &mut RequestWriter) {
        request.query("Token", self.token.as_ref());
        request.query("Size", self.size.as_ref()).range(1..=100);
        request
            .query_list("Material>", self.materials.as_ref())
            .items(..=2);
        request.header("X-Trace", self.trace.as_ref());
    }
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewThing {
    pub(crate) name: String,
    pub(crate) parts: Vec<NewPart>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewPart {
    pub(crate) owner: Option<ThingSid>,
}

impl Check for NewThing {
    fn check(&self, checker: &mut Checker) {
        checker.required("name", &self.name).length(1..=10);
        checker.required("parts", &self.parts).items(1..=3);
    }
}

impl Check for NewPart {
    fn check(&self, checker: &mut Checker) {
        checker.optional("owner", self.owner.as_ref());
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CreateThing {
    pub(crate) body: NewThing,
}

impl Operation for CreateThing {
    type ResponseBody = Empty;

    const INFO: OperationInfo =
        OperationInfo::post("CreateThing", SERVER, "/v1/Things").success(&[302]);

    fn write(&self, request: &mut RequestWriter) {
        request.json(&self.body);
    }
}

/// An operation that sends a file, and a title in the same body.
#[derive(Clone, Debug)]
pub(crate) struct SendFile {
    pub(crate) title: String,
    pub(crate) file: Part,
}

impl Check for SendFile {
    fn check(&self, _: &mut Checker) {}
}

impl Multipart for SendFile {
    fn write(&self, body: &mut MultipartWriter<'_>) {
        body.field("title", Some(&self.title));
        body.file("file", Some(&self.file));
    }
}

impl Operation for SendFile {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post("SendFile", SERVER, "/files");

    fn write(&self, request: &mut RequestWriter) {
        request.multipart(self);
    }
}

/// An operation that anyone may call.
#[derive(Clone, Debug)]
pub(crate) struct Ping;

impl Operation for Ping {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post("Ping", SERVER, "/ping").public();

    fn write(&self, _: &mut RequestWriter) {}
}

pub(crate) const SECRET: &str = "s3cr3t-t0k3n";

pub(crate) fn credentials() -> Credentials {
    Credentials::auth_token("AC0123", SECRET)
}

/// Creates a builder of clients that make one attempt.
pub(crate) fn builder() -> ClientBuilder {
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    builder.retry(NoRetry)
}

/// A call of [`FetchThing`] with a client on the transport.
pub(crate) fn fetch(transport: impl Transport) -> Call<FetchThing> {
    let client = builder().transport(transport).build().unwrap();
    client.call(FetchThing { id: "1".into() })
}

/// A client whose requests go nowhere.
pub(crate) fn client() -> Client {
    builder()
        .transport(FixedTransport::default())
        .build()
        .unwrap()
}

/// Sends the same response to every request, and records the requests.
#[derive(Clone, Default)]
pub(crate) struct FixedTransport {
    response: http::Response<Bytes>,
    requests: Arc<Mutex<Vec<Request<Body>>>>,
}

impl FixedTransport {
    pub(crate) fn responding(status: u16, body: &str) -> Self {
        let mut response = http::Response::new(Bytes::from(body.to_owned()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        Self {
            response,
            ..Self::default()
        }
    }

    pub(crate) fn with(mut self, header: &'static str, value: &str) -> Self {
        self.response
            .headers_mut()
            .insert(header, value.parse().unwrap());
        self
    }

    pub(crate) fn requests(&self) -> Vec<Request<Body>> {
        self.requests.lock().unwrap().clone()
    }
}

impl Transport for FixedTransport {
    fn send(&self, request: Request<Body>, _: Limits) -> TransportFuture<'_> {
        self.requests.lock().unwrap().push(request);
        let response = self.response.clone();
        Box::pin(async move { Ok(response) })
    }
}

/// Fails every request in the same way.
pub(crate) struct Failing(pub(crate) fn() -> TransportError);

impl Transport for Failing {
    fn send(&self, _: Request<Body>, _: Limits) -> TransportFuture<'_> {
        let error = (self.0)();
        Box::pin(async move { Err(error) })
    }
}

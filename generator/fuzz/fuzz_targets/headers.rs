//! Any bytes as the headers of a response: a delay, a date, a link or a charset, or none, and no panic. No
//! link leads to another server.

#![no_main]

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, HeaderName, LINK, RETRY_AFTER};
use http::{HeaderValue, Request, Response};
use libfuzzer_sys::fuzz_target;
use sdksmith_runtime::generic;
use sdksmith_runtime::{
    Body, ClientBuilder, Json, Limits, NoRetry, Operation, OperationInfo, Paginated, PagingScheme,
    Profile, RequestWriter, Text, Transport, TransportFuture,
};

static PROFILE: Profile = generic::profile("things", "1.2.3");

const SERVER: &str = "https://things.example.com/base";

/// A list whose pages are linked by a header.
#[derive(Clone)]
struct List;

impl Operation for List {
    type ResponseBody = Json<Vec<u8>>;

    const INFO: OperationInfo = OperationInfo::get("List", SERVER, "/things").public();

    fn write(&self, _: &mut RequestWriter) {}
}

impl Paginated for List {
    type Item = u8;

    const PAGING: PagingScheme = PagingScheme::LinkHeader;

    fn items(page: Vec<u8>) -> Vec<u8> {
        page
    }
}

struct Read;

impl Operation for Read {
    type ResponseBody = Text;

    const INFO: OperationInfo = OperationInfo::get("Read", SERVER, "/text").public();

    fn write(&self, _: &mut RequestWriter) {}
}

/// Responds to every request with the same headers.
#[derive(Clone)]
struct Fixed {
    response: Response<Bytes>,
    hosts: Arc<Mutex<Vec<String>>>,
}

impl Transport for Fixed {
    fn send(&self, request: Request<Body>, _: Limits) -> TransportFuture<'_> {
        let uri = request.uri();
        let origin = format!(
            "{}://{}",
            uri.scheme_str().unwrap_or(""),
            uri.authority().map_or("", |a| a.as_str())
        );
        self.hosts.lock().unwrap().push(origin);
        let response = self.response.clone();
        Box::pin(async move { Ok(response) })
    }
}

/// Finishes a future that never waits.
fn finish<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing wakes the call"),
    }
}

fuzz_target!(|input: (u16, Vec<(u8, Vec<u8>)>)| {
    let (status, headers) = input;
    let mut response = Response::new(Bytes::from_static(b"[1]"));
    if let Ok(status) = http::StatusCode::from_u16(status) {
        *response.status_mut() = status;
    }
    const NAMES: [HeaderName; 4] = [RETRY_AFTER, DATE, LINK, CONTENT_TYPE];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_bytes(&value) {
            let name = NAMES[usize::from(name) % NAMES.len()].clone();
            response.headers_mut().append(name, value);
        }
    }
    let hosts = Arc::default();
    let transport = Fixed { response, hosts };
    let builder = ClientBuilder::new(&PROFILE).retry(NoRetry);
    let client = builder.transport(transport.clone()).build().unwrap();
    let mut items = client.call(List).items();
    for _ in 0..4 {
        if !matches!(finish(items.try_next()), Ok(Some(_))) {
            break;
        }
    }
    match finish(client.call(Read).send_with_response()) {
        Ok(response) => {
            let _ = response.retry_after();
        }
        Err(error) => {
            let _ = error.retry_after();
            let _ = (error.to_string(), format!("{error:?}"));
        }
    }
    for host in transport.hosts.lock().unwrap().iter() {
        assert_eq!(host, "https://things.example.com");
    }
});

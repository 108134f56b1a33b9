//! Ten thousand calls to a server that fails in every possible way.
//!
//! The server keeps what it has carried out, so that the test can hold it against what the client was
//! told. The mix of faults is random, and the same on every run.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sdksmith_runtime::testing::{MockResponse, MockTransport, SentRequest};
use sdksmith_runtime::{
    Client, ClientBuilder, Error, ExponentialBackoff, RetryBudget, RetryPolicy,
};
use serde_json::{Value, json};

use crate::support::{CreateThing, FetchThing, NewPart, NewThing, PROFILE, credentials};

const CALLS: u64 = 10_000;

/// A server that fails most requests.
struct Server {
    random: u64,
    /// The number of times that each POST was carried out, by the name in its body.
    created: BTreeMap<String, u32>,
    /// The number of requests without a successful response.
    faults: u32,
}

impl Server {
    fn new() -> Self {
        Self {
            random: 0x2545_f491_4f6c_dd1d,
            created: BTreeMap::new(),
            faults: 0,
        }
    }

    /// A number below the limit (xorshift).
    fn below(&mut self, limit: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % limit
    }

    fn serve(&mut self, request: &SentRequest) -> MockResponse {
        let success = match request.operation().unwrap().name() {
            "FetchThing" => MockResponse::json(200, &json!({"sid": request.path(), "parts": []})),
            _ => MockResponse::status(201),
        };
        let (is_carried_out, response) = match self.below(14) {
            0 => (false, MockResponse::connection_refused()),
            1 => (false, MockResponse::status(503).header("retry-after", "1")),
            2 => (false, MockResponse::status(429).header("retry-after", "1")),
            3 => (false, MockResponse::connection_reset()),
            4 => (true, MockResponse::connection_reset()),
            5 => (true, MockResponse::timeout()),
            6 => (self.below(2) == 0, MockResponse::html(502)),
            7 => (self.below(2) == 0, MockResponse::status(500)),
            // A proxy says so whatever became of the request.
            12 => (self.below(2) == 0, MockResponse::status(503)),
            8 => (true, success.truncated()),
            9 => (true, success.slow(Duration::from_secs(20))),
            _ => (true, success),
        };
        self.faults += u32::from(!format!("{response:?}").contains("MockResponse(20"));
        if is_carried_out && request.method() == "POST" {
            let name = request.json::<Value>().unwrap()["name"].to_string();
            *self.created.entry(name).or_default() += 1;
        }
        response
    }
}

/// The outcomes of the calls, as the client reports them.
#[derive(Default)]
struct Outcomes {
    succeeded: u64,
    undone: u64,
    uncertain: u64,
}

impl Outcomes {
    fn count(&mut self, error: &Error) {
        if error.may_have_taken_effect() {
            self.uncertain += 1;
        } else {
            self.undone += 1;
        }
    }
}

fn client(server: &Arc<Mutex<Server>>) -> Client {
    let transport = MockTransport::new();
    let serve = |server: Arc<Mutex<Server>>| {
        move |request: &SentRequest| server.lock().unwrap().serve(request)
    };
    let fetches = transport.on::<FetchThing>();
    let _ = fetches.respond_to(serve(Arc::clone(server))).always();
    let creations = transport.on::<CreateThing>();
    let _ = creations.respond_to(serve(Arc::clone(server))).always();
    ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .retry(ExponentialBackoff::default().seeded(7).max_attempts(6))
        .timeout(Duration::from_secs(600))
        .retry_budget(RetryBudget::unlimited())
        .transport(transport)
        .build()
        .unwrap()
}

#[tokio::test]
async fn no_call_is_lost_and_no_post_runs_twice() {
    let server = Arc::new(Mutex::new(Server::new()));
    let client = client(&server);
    let (mut fetches, mut creations) = (Outcomes::default(), Outcomes::default());
    for number in 0..CALLS {
        if number % 2 == 0 {
            fetch(&client, number, &mut fetches).await;
        } else {
            create(&client, &server, number, &mut creations).await;
        }
    }
    let total = |outcomes: &Outcomes| outcomes.succeeded + outcomes.undone + outcomes.uncertain;
    assert_eq!(total(&fetches) + total(&creations), CALLS);
    // Despite the faults, most calls that can be repeated succeed. A body that cannot be read is not
    // requested again, and every twelfth is truncated.
    assert!(server.lock().unwrap().faults > 10_000);
    assert!(fetches.succeeded > 3000, "{}", fetches.succeeded);
    assert!(creations.succeeded > 2000, "{}", creations.succeeded);
    assert!(creations.uncertain > 1000, "{}", creations.uncertain);
}

/// A successful fetch returns the response to that fetch.
async fn fetch(client: &Client, number: u64, outcomes: &mut Outcomes) {
    let id = number.to_string();
    match client.call(FetchThing { id }).send().await {
        Ok(thing) => {
            assert_eq!(thing.sid.as_str(), format!("/v1/Things/{number}.json"));
            outcomes.succeeded += 1;
        }
        Err(error) => {
            assert!(error.is_decode() || error.attempts() == 6, "{error}");
            outcomes.count(&error);
        }
    }
}

/// The reported outcome of a creation matches the state of the server.
async fn create(client: &Client, server: &Mutex<Server>, number: u64, outcomes: &mut Outcomes) {
    let parts = vec![NewPart { owner: None }];
    let name = number.to_string();
    let body = NewThing { name, parts };
    let outcome = client.call(CreateThing { body }).send().await;
    let name = format!("\"{number}\"");
    let times = server
        .lock()
        .unwrap()
        .created
        .get(&name)
        .copied()
        .unwrap_or_default();
    match outcome {
        Ok(()) => {
            assert_eq!(times, 1, "{number}");
            outcomes.succeeded += 1;
        }
        Err(error) => {
            let most = u32::from(error.may_have_taken_effect());
            assert!(
                times <= most,
                "{number} was carried out {times} times: {error}"
            );
            outcomes.count(&error);
        }
    }
}

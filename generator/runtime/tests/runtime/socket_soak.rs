//! Ten thousand calls over real sockets, through a proxy that breaks connections at every stage: before
//! the upstream has the request, after it has, and in the middle of the response.
//!
//! The upstream keeps what it has carried out, so that the test can compare it with what the client
//! reports.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sdksmith_runtime::{
    Client, ClientBuilder, Error, ExponentialBackoff, RetryBudget, RetryPolicy,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{CreateThing, FetchThing, NewPart, NewThing, PROFILE, credentials};

const CALLS: usize = 10_000;
const TASKS: usize = 8;

/// The number of times that each thing was created, by its name.
type Created = Arc<Mutex<BTreeMap<String, u32>>>;

/// Reads a request to its end. `None` if the client closed the connection.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream
            .read(&mut buffer)
            .await
            .ok()
            .filter(|count| *count > 0)?;
        request.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&request);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let mut lines = head.lines();
        let length = lines.find_map(|line| line.strip_prefix("content-length: "));
        if body.len() == length.map_or(0, |length| length.parse().unwrap()) {
            return Some(text.into_owned());
        }
    }
}

/// Carries out every request that arrives completely.
async fn upstream(listener: TcpListener, created: Created) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let created = Arc::clone(&created);
        tokio::spawn(async move {
            let Some(request) = read_request(&mut stream).await else {
                return;
            };
            let response = carry_out(&request, &created);
            let _ = stream.write_all(response.as_bytes()).await;
        });
    }
}

fn carry_out(request: &str, created: &Created) -> String {
    if request.starts_with("POST") {
        let (_, body) = request.split_once("\r\n\r\n").unwrap();
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let name = body["name"].as_str().unwrap().to_owned();
        *created.lock().unwrap().entry(name).or_default() += 1;
        return "HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n".to_owned();
    }
    let path = request.split(' ').nth(1).unwrap();
    let body = format!("{{\"sid\":\"{path}\",\"parts\":[]}}");
    format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The behaviour of the proxy for a request.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// Closes the connection, and the upstream sees nothing.
    CloseBefore,
    /// Closes the connection after the upstream has carried out the request.
    CloseAfter,
    /// Responds with a 503 of its own after the upstream has carried out the request.
    UnavailableAfter,
    /// Responds without the upstream, and says when to try again.
    Busy,
    /// Responds without the upstream, and breaks off in the middle of the body.
    BusyCut,
    /// Breaks off in the middle of the upstream's response.
    Cut,
    /// Passes on part of the request only, and closes both connections.
    CutRequest,
    /// Doesn't respond in time, although the upstream has carried out the request.
    Stall,
    /// Passes on all, and closes the connection without announcing it.
    CloseIdle,
}

/// The faults of all requests, in an order that looks random and is the same on every run.
#[derive(Clone)]
struct Faults(Arc<Mutex<u64>>);

impl Faults {
    /// Returns the next fault (xorshift).
    fn next(&self) -> Fault {
        let mut random = self.0.lock().unwrap();
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        if random.is_multiple_of(500) {
            return Fault::Stall;
        }
        match *random % 17 {
            0 => Fault::CloseBefore,
            1 => Fault::CloseAfter,
            2 => Fault::UnavailableAfter,
            3 => Fault::Busy,
            4 => Fault::BusyCut,
            5 => Fault::Cut,
            6 => Fault::CutRequest,
            7 => Fault::CloseIdle,
            _ => Fault::None,
        }
    }
}

const BUSY: &str = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 20\r\n\r\n";
const DOWN: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\nDown";

async fn proxy(listener: TcpListener, target: std::net::SocketAddr, faults: Faults) {
    loop {
        let (mut client, _) = listener.accept().await.unwrap();
        let faults = faults.clone();
        tokio::spawn(async move {
            while let Some(request) = read_request(&mut client).await {
                let fault = faults.next();
                let Some(response) = respond(&request, target, fault).await else {
                    return;
                };
                let is_complete = client.write_all(response.as_bytes()).await.is_ok();
                if !is_complete || matches!(fault, Fault::Cut | Fault::BusyCut | Fault::CloseIdle) {
                    return;
                }
            }
        });
    }
}

/// Returns what the proxy sends, or `None` if it closes the connection.
async fn respond(request: &str, target: std::net::SocketAddr, fault: Fault) -> Option<String> {
    match fault {
        Fault::CloseBefore => return None,
        Fault::Busy => return Some(format!("{BUSY}{{\"message\":  \"Busy\"}}")),
        Fault::BusyCut => return Some(format!("{BUSY}{{\"mess")),
        _ => {}
    }
    let mut upstream = TcpStream::connect(target).await.unwrap();
    if fault == Fault::CutRequest {
        let part = request.get(..request.len() - 10).unwrap();
        upstream.write_all(part.as_bytes()).await.unwrap();
        return None;
    }
    upstream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    upstream.read_to_string(&mut response).await.unwrap();
    match fault {
        Fault::CloseAfter => None,
        Fault::UnavailableAfter => Some(DOWN.to_owned()),
        Fault::Cut => response.get(..response.len() - 6).map(str::to_owned),
        Fault::Stall => {
            tokio::time::sleep(ATTEMPT_TIMEOUT * 3).await;
            None
        }
        _ => Some(response),
    }
}

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(1);

async fn client(created: &Created) -> Client {
    let behind = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let before = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = behind.local_addr().unwrap();
    let url = format!("http://{}", before.local_addr().unwrap());
    tokio::spawn(upstream(behind, Arc::clone(created)));
    let faults = Faults(Arc::new(Mutex::new(0x2545_f491_4f6c_dd1d)));
    tokio::spawn(proxy(before, target, faults));
    let policy = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(6);
    ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .base_url(url)
        .retry(policy)
        .retry_budget(RetryBudget::unlimited())
        .attempt_timeout(ATTEMPT_TIMEOUT)
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap()
}

/// The number of calls by their end.
#[derive(Default)]
struct Outcomes {
    fetched: usize,
    created: usize,
    undone: usize,
    uncertain: usize,
}

#[tokio::test]
async fn no_call_is_lost_and_no_post_runs_twice() {
    let created = Created::default();
    let client = client(&created).await;
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| tokio::spawn(work(client.clone(), Arc::clone(&created), task)))
        .collect();
    let mut all = Outcomes::default();
    for task in tasks {
        let outcomes = task.await.unwrap();
        all.fetched += outcomes.fetched;
        all.created += outcomes.created;
        all.undone += outcomes.undone;
        all.uncertain += outcomes.uncertain;
    }
    assert_eq!(
        all.fetched + all.created + all.undone + all.uncertain,
        CALLS
    );
    // A fetch fails only if six attempts in a row do.
    assert!(all.fetched > CALLS * 49 / 100, "{}", all.fetched);
    assert!(all.created > CALLS / 4, "{}", all.created);
    // The outcome of a creation is uncertain after the connection breaks, whether or not the upstream had it.
    assert!(all.uncertain > CALLS / 10, "{}", all.uncertain);
    assert!(created.lock().unwrap().values().all(|times| *times == 1));
}

async fn work(client: Client, created: Created, task: usize) -> Outcomes {
    let mut outcomes = Outcomes::default();
    for number in (task..CALLS).step_by(TASKS) {
        match (number / TASKS) % 2 {
            0 => fetch(&client, number, &mut outcomes).await,
            _ => create(&client, &created, number, &mut outcomes).await,
        }
    }
    outcomes
}

async fn fetch(client: &Client, number: usize, outcomes: &mut Outcomes) {
    let id = number.to_string();
    match client.call(FetchThing { id }).send().await {
        Ok(thing) => {
            assert_eq!(thing.sid.as_str(), format!("/v1/Things/{number}.json"));
            outcomes.fetched += 1;
        }
        Err(error) => {
            assert_eq!(error.attempts(), 6, "{error}");
            outcomes.count(&error);
        }
    }
}

async fn create(client: &Client, created: &Created, number: usize, outcomes: &mut Outcomes) {
    let parts = vec![NewPart { owner: None }];
    let name = number.to_string();
    let body = NewThing {
        name: name.clone(),
        parts,
    };
    let outcome = client.call(CreateThing { body }).send().await;
    let times = created.lock().unwrap().get(&name).copied();
    let times = times.unwrap_or_default();
    match outcome {
        Ok(()) => {
            assert_eq!(times, 1, "{number}");
            outcomes.created += 1;
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

impl Outcomes {
    fn count(&mut self, error: &Error) {
        if error.may_have_taken_effect() {
            self.uncertain += 1;
        } else {
            self.undone += 1;
        }
    }
}

//! A server on the local machine that issues tokens, and has an API that takes them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request that the server received.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) path: String,
    pub(super) head: String,
    pub(super) body: String,
}

impl Received {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1);
        let mut pairs = lines.filter_map(|line| line.split_once(": "));
        let found = pairs.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }
}

/// What the server does with a request.
pub(super) enum Reply {
    /// Responds with the bytes of a whole response.
    Send(String),
    /// Keeps the connection open without a response.
    Silence,
}

/// Returns a response with a body of this media type.
pub(super) fn reply(status: &str, media_type: &str, body: &str) -> Reply {
    Reply::Send(format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    ))
}

pub(super) fn json(status: &str, body: &str) -> Reply {
    reply(status, "application/json", body)
}

/// A response with a token that is valid for an hour.
pub(super) fn issue(token: &str) -> Reply {
    let body = format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":3600}}"#);
    json("200 OK", &body)
}

pub(super) fn done() -> Reply {
    json("204 No Content", "")
}

pub(super) fn unauthorized() -> Reply {
    json("401 Unauthorized", r#"{"message":"expired"}"#)
}

/// A server that responds to each request as a function says. The function gets the request, and the
/// number of requests to its path so far, beginning with 1.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    pub(super) fn start(
        respond: impl Fn(&Received, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let all = Arc::clone(&received);
        let respond = Arc::new(respond);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (all, respond) = (Arc::clone(&all), Arc::clone(&respond));
                thread::spawn(move || serve(stream, &all, &*respond));
            }
        });
        Self { address, received }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Returns the requests to a path.
    pub(super) fn received(&self, path: &str) -> Vec<Received> {
        let received = self.received.lock().unwrap();
        let received = received.iter().filter(|request| request.path == path);
        received.cloned().collect()
    }

    /// Waits until so many requests to a path have arrived.
    pub(super) async fn wait_for(&self, path: &str, count: usize) {
        for _ in 0..6_000 {
            if self.received(path).len() >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("expected {count} requests to {path} within a minute");
    }
}

fn serve(
    mut stream: TcpStream,
    all: &Mutex<Vec<Received>>,
    respond: &(dyn Fn(&Received, usize) -> Reply + Send + Sync),
) {
    let Some(request) = read(&mut stream) else {
        return;
    };
    let number = {
        let mut all = all.lock().unwrap();
        all.push(request.clone());
        let same = all.iter().filter(|other| other.path == request.path);
        same.count()
    };
    match respond(&request, number) {
        Reply::Send(response) => {
            // A client that has what it wants may have closed the connection.
            let _ = stream.write_all(response.as_bytes());
        }
        Reply::Silence => {
            // Ends when the client closes the connection.
            let _ = stream.read(&mut [0]);
        }
    }
}

/// Reads a request with a body of the announced length; none if the client sends no whole one.
fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
        text.push_str(str::from_utf8(&buffer[..count]).unwrap());
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let request = Received {
            path: head.split(' ').nth(1)?.to_owned(),
            head: head.to_owned(),
            body: body.to_owned(),
        };
        let length = request.header("content-length");
        if body.len() == length.map_or(0, |length| length.parse().unwrap()) {
            return Some(request);
        }
    }
}

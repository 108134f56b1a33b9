//! A server on the loopback interface that responds as a script says, and records what it receives.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::adapter::Setup;

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) at: Instant,
    /// The target of the request line: path and query, or the whole URL at a proxy.
    pub(crate) target: String,
    /// The names are in small letters.
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the value of a query parameter, still encoded.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.target.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    }
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// It sends these bytes, and closes the connection.
    Bytes(Vec<u8>),
    /// It sends these bytes, and keeps the connection open without sending any more.
    Stall(Vec<u8>),
    /// It sends the first bytes, and the others once [`Server::go_on`] is called.
    InTwo(Vec<u8>, Vec<u8>),
    /// It sends the first bytes, and then repeats the others until the client or [`ENDLESS`] ends it.
    Endless(Vec<u8>, &'static [u8]),
}

/// The number of bytes after which an endless response ends after all.
pub(crate) const ENDLESS: usize = 64 << 20;

impl Reply {
    /// A response with a body.
    pub(crate) fn new(status: u16, headers: &[&str], body: &str) -> Self {
        let mut head = headers.to_vec();
        let length = format!("content-length: {}", body.len());
        head.push(&length);
        let mut bytes = head_of(status, &head);
        bytes.extend_from_slice(body.as_bytes());
        Self::Bytes(bytes)
    }

    /// A response with a JSON body.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::new(status, &["content-type: application/json"], body)
    }

    /// An item with these further properties, such as `, "weight": 1`.
    pub(crate) fn item(properties: &str) -> Self {
        Self::json(200, &format!(r#"{{"id":7,"name":"Rex"{properties}}}"#))
    }

    /// A response without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self::new(status, &[], "")
    }

    /// No response: the connection is closed.
    pub(crate) fn nothing() -> Self {
        Self::Bytes(Vec::new())
    }
}

/// Returns the head of a response, after which the connection is closed.
pub(crate) fn head_of(status: u16, headers: &[&str]) -> Vec<u8> {
    let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    format!("HTTP/1.1 {status} Status\r\nconnection: close\r\n{headers}\r\n").into_bytes()
}

type Script = dyn Fn(usize, &Received) -> Reply + Send + Sync;

/// What the threads of a server share.
struct Shared {
    script: Box<Script>,
    received: Mutex<Vec<Received>>,
    /// Everything that arrived, also of requests that are not complete.
    bytes: Mutex<Vec<u8>>,
    arrived: Condvar,
    sent: AtomicUsize,
    may_go_on: Mutex<bool>,
    going_on: Condvar,
    is_closed: AtomicBool,
}

/// A running server.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// Starts a server. The script gets the number of the request, from 0, and the request.
    pub(crate) fn start(
        script: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            script: Box::new(script),
            received: Mutex::default(),
            bytes: Mutex::default(),
            arrived: Condvar::new(),
            sent: AtomicUsize::new(0),
            may_go_on: Mutex::new(false),
            going_on: Condvar::new(),
            is_closed: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if accepting.is_closed.load(Ordering::SeqCst) {
                    break;
                }
                let shared = Arc::clone(&accepting);
                // A client that goes away ends the exchange.
                thread::spawn(move || shared.exchange(stream).ok());
            }
        });
        Ok(Self { address, shared })
    }

    /// Starts a server that responds to everything in the same way.
    pub(crate) fn always(reply: Reply) -> io::Result<Self> {
        Self::start(move |_, _| reply.clone())
    }

    /// Returns the URL of the server.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the settings of a client of this server.
    pub(crate) fn setup(&self) -> Setup {
        Setup::new(&self.url())
    }

    /// Returns the requests so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        lock(&self.shared.received).clone()
    }

    /// Returns the last request.
    pub(crate) fn last(&self) -> io::Result<Received> {
        let last = lock(&self.shared.received).last().cloned();
        last.ok_or_else(|| io::Error::other("no request arrived"))
    }

    /// Returns the number of bytes that the server has sent.
    pub(crate) fn sent(&self) -> usize {
        self.shared.sent.load(Ordering::SeqCst)
    }

    /// Sends the second part of [`Reply::InTwo`].
    pub(crate) fn go_on(&self) {
        *lock(&self.shared.may_go_on) = true;
        self.shared.going_on.notify_all();
    }

    /// Returns a function that waits until these bytes have arrived, and reports whether they have.
    pub(crate) fn arrival(&self, bytes: &'static [u8]) -> impl Fn(Duration) -> bool + use<> {
        let shared = Arc::clone(&self.shared);
        move |limit| {
            let is_missing =
                |all: &mut Vec<u8>| !all.windows(bytes.len()).any(|window| window == bytes);
            let all = lock(&shared.bytes);
            let waited = shared.arrived.wait_timeout_while(all, limit, is_missing);
            !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_closed.store(true, Ordering::SeqCst);
        self.go_on();
        // Wakes the thread that accepts connections.
        drop(TcpStream::connect(self.address));
    }
}

impl Setup {
    /// Returns the settings of a client of the server with this URL.
    pub(crate) fn new(server: &str) -> Self {
        Self {
            server: server.to_owned(),
            key: "SECRET-0123456789",
            proxy: None,
            timeout: None,
            max_response_bytes: None,
        }
    }
}

impl Shared {
    fn exchange(&self, mut stream: TcpStream) -> io::Result<()> {
        let Some(request) = self.read(&stream)? else {
            return Ok(());
        };
        let number = {
            let mut received = lock(&self.received);
            received.push(request.clone());
            received.len() - 1
        };
        match (self.script)(number, &request) {
            Reply::Bytes(bytes) => self.send(&mut stream, &bytes),
            Reply::Stall(bytes) => {
                self.send(&mut stream, &bytes)?;
                self.wait();
                Ok(())
            }
            Reply::InTwo(first, second) => {
                self.send(&mut stream, &first)?;
                self.wait();
                self.send(&mut stream, &second)
            }
            Reply::Endless(first, repeated) => {
                self.send(&mut stream, &first)?;
                while self.sent.load(Ordering::SeqCst) < ENDLESS {
                    self.send(&mut stream, repeated)?;
                }
                Ok(())
            }
        }
    }

    fn send(&self, stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
        stream.write_all(bytes)?;
        self.sent.fetch_add(bytes.len(), Ordering::SeqCst);
        Ok(())
    }

    /// Waits until [`Server::go_on`] is called, or the server ends.
    fn wait(&self) {
        let may_go_on = lock(&self.may_go_on);
        drop(self.going_on.wait_while(may_go_on, |may| !*may));
    }

    /// Reads a request, or returns nothing if the connection ends before one.
    fn read(&self, stream: &TcpStream) -> io::Result<Option<Received>> {
        let mut reader = BufReader::new(stream);
        let first = self.line(&mut reader)?;
        let Some(target) = first.split(' ').nth(1) else {
            return Ok(None);
        };
        let mut headers = Vec::new();
        loop {
            let line = self.line(&mut reader)?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut request = Received {
            at: Instant::now(),
            target: target.to_owned(),
            headers,
            body: String::new(),
        };
        let body = match request.header("content-length").map(str::parse) {
            Some(Ok(length)) => self.bytes(&mut reader, length)?,
            _ if request.header("transfer-encoding").is_some() => self.chunks(&mut reader)?,
            _ => Vec::new(),
        };
        request.body = String::from_utf8_lossy(&body).into_owned();
        Ok(Some(request))
    }

    /// Reads a line without its end.
    fn line(&self, reader: &mut BufReader<&TcpStream>) -> io::Result<String> {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        self.note(line.as_bytes());
        Ok(line.trim_end().to_owned())
    }

    fn chunks(&self, reader: &mut BufReader<&TcpStream>) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let length = self.line(reader)?;
            let length = usize::from_str_radix(length.trim(), 16).unwrap_or(0);
            if length == 0 {
                return Ok(body);
            }
            body.extend(self.bytes(reader, length)?);
            self.line(reader)?;
        }
    }

    fn bytes(&self, reader: &mut BufReader<&TcpStream>, length: usize) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        let mut buffer = [0; 16 << 10];
        while all.len() < length {
            let most = buffer.len().min(length - all.len());
            let part = buffer.get_mut(..most).unwrap_or_default();
            let count = reader.read(part)?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let part = part.get(..count).unwrap_or_default();
            self.note(part);
            all.extend_from_slice(part);
        }
        Ok(all)
    }

    fn note(&self, bytes: &[u8]) {
        lock(&self.bytes).extend_from_slice(bytes);
        self.arrived.notify_all();
    }
}

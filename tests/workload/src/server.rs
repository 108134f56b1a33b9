//! A server on the local machine.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{io, thread};

/// Starts a server on the local machine that sends this JSON as the response to every request without a
/// body. Returns its URL.
///
/// # Errors
///
/// If it can't listen.
pub fn serve(json: &str) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let response = format!("{head}content-length: {}\r\n\r\n{json}", json.len());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let response = response.clone();
            thread::spawn(move || respond(stream, response.as_bytes()));
        }
    });
    Ok(url)
}

/// Responds to each request that a client sends on a connection.
fn respond(mut stream: TcpStream, response: &[u8]) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        received.extend_from_slice(&buffer[..count]);
        if received.ends_with(b"\r\n\r\n") {
            received.clear();
            stream.write_all(response)?;
        }
    }
}

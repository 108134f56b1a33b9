//! The example program that receives webhooks, over real sockets.

use std::io::{BufRead, BufReader, Lines};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};

use super::*;

/// The running program.
struct Program {
    process: Child,
    address: SocketAddr,
    output: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_receive_webhooks"))
            .args([PUBLIC_URL, "127.0.0.1:0"])
            .env("TWILIO_AUTH_TOKEN", AUTH_TOKEN)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = output.next().unwrap().unwrap();
        let address = line.strip_prefix("Listening on ").unwrap();
        Self {
            address: address.parse().unwrap(),
            process,
            output,
        }
    }

    /// Sends a request, and returns the status of the response and the line that the program prints.
    fn receive(&mut self, request: &Request<Bytes>) -> (u16, String) {
        let (status, body) = send(self.address, request, usize::MAX);
        assert_eq!(body, "");
        (status, self.output.next().unwrap().unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_program_receives_genuine_webhooks_only() {
    let mut program = Program::start();
    let (status, line) = program.receive(&signed());
    assert_eq!((status, &*line), (200, &*format!("Completed: {}", event())));
    let forged = signed().map(|_| Bytes::from("{}"));
    let (status, line) = program.receive(&forged);
    assert_eq!(status, 403);
    assert!(line.contains("doesn't have the signed hash"), "{line}");
    let other = request("/port-in", "application/json", r#"{"event":"New"}"#);
    let (status, line) = program.receive(&twilio().sign(other).unwrap());
    assert_eq!((status, &*line), (200, r#"Unknown event: {"event":"New"}"#));
    let mut nowhere = signed();
    *nowhere.uri_mut() = "/elsewhere".parse().unwrap();
    assert_eq!(send(program.address, &nowhere, usize::MAX).0, 404);
    // The program stays up for the next webhook when a sender breaks off.
    let mut cut = TcpStream::connect(program.address).unwrap();
    cut.write_all(&written(&signed())[..40]).unwrap();
    drop(cut);
    assert_eq!(program.receive(&signed()).0, 200);
}

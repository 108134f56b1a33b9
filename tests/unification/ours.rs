//! The part of each application that uses the generated crate.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use twilio_numbers::{Client, ClientBuilder, Credentials};

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

pub fn builder() -> ClientBuilder {
    Client::builder().credentials(Credentials::auth_token(
        "AC00000000000000000000000000000000",
        "any",
    ))
}

/// Makes a call over plain http, and one over https that fails at the certificate or before it, but not for
/// want of cryptography.
pub fn check() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 8192];
        let length = stream.read(&mut request).unwrap();
        stream
            .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
            .unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let call = |url: String| {
        let client = builder().base_url(url).build().unwrap();
        let call = client
            .request("DELETE".parse().unwrap(), "/v1/x")
            .no_retry();
        runtime().block_on(call.send())
    };
    call(url).unwrap();
    let request = server.join().unwrap();
    // The client asks for no compression, although a library of the application could decompress.
    assert!(!request.contains("accept-encoding"), "{request}");
    let error = call("https://127.0.0.1:1".to_owned()).unwrap_err();
    assert!(error.is_connect(), "{error}");
    println!("holds");
}

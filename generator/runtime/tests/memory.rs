//! The peak memory of a large response. This test is a process of its own, because it measures the process.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use sdksmith_runtime::{
    Binary, Call, ClientBuilder, Json, Operation, OperationInfo, Profile, RequestWriter, twilio,
};

static PROFILE: Profile = twilio::profile("things", "1.2.3");

/// The size of the body, in MiB: less than the default limit.
const SIZE: usize = 31;

struct Fetch;

impl Operation for Fetch {
    type ResponseBody = Binary;

    const INFO: OperationInfo =
        OperationInfo::get("Fetch", "https://things.example.com", "/file").public();

    fn write(&self, _: &mut RequestWriter) {}
}

struct List;

impl Operation for List {
    type ResponseBody = Json<Vec<String>>;

    const INFO: OperationInfo =
        OperationInfo::get("List", "https://things.example.com", "/list").public();

    fn write(&self, _: &mut RequestWriter) {}
}

/// Sends so many MiB of the text that one MiB of items makes.
fn respond(mut stream: TcpStream, is_announced: bool) {
    assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
    let item = format!("\"{}\",", "x".repeat(1021));
    let chunk = item.repeat(1024);
    let head = match is_announced {
        true => format!("content-length: {}", (SIZE << 20) + 4),
        false => "connection: close".to_owned(),
    };
    let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n[");
    stream.write_all(head.as_bytes()).unwrap();
    for _ in 0..SIZE {
        stream.write_all(chunk.as_bytes()).unwrap();
    }
    stream.write_all(b"\"\"]").unwrap();
}

fn call<O: Operation>(operation: O, is_announced: bool) -> Call<O> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || respond(listener.accept().unwrap().0, is_announced));
    let client = ClientBuilder::new(&PROFILE).base_url(url).build();
    client.unwrap().call(operation).no_retry()
}

/// The most memory that the process had since the last look, in MiB.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.unwrap().split_whitespace().nth(1).unwrap();
    fs::write("/proc/self/clear_refs", "5").unwrap();
    kilobytes.parse::<usize>().unwrap() >> 10
}

#[tokio::test]
async fn a_large_response_takes_little_more_than_its_size() {
    peak();
    let before = peak();
    // A body of unknown length is copied when the memory for it grows.
    for (is_announced, most) in [(true, SIZE * 3 / 2), (false, SIZE * 4)] {
        let body = call(Fetch, is_announced).send().await.unwrap();
        assert_eq!(body.len(), (SIZE << 20) + 4);
        drop(body);
        let taken = peak() - before;
        println!("announced: {is_announced}, {taken} MiB");
        assert!(taken <= most, "announced: {is_announced}, {taken} MiB");
    }
    let list = call(List, true).send().await.unwrap();
    assert_eq!(list.len(), SIZE * 1024 + 1);
    drop(list);
    // The body, the value, and what the allocator keeps.
    let taken = peak() - before;
    println!("JSON: {taken} MiB");
    assert!(taken <= SIZE * 4, "JSON: {taken} MiB");
}

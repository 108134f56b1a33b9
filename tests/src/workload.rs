//! Work of a known size, for the benchmarks and for the tests that count allocations.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{io, thread};

use twilio_numbers::v1::{CreateBulkEligibilityRequest, EligibilityPhoneNumber};

/// Returns the request to check so many numbers.
#[must_use]
pub fn bulk_request(numbers: usize) -> CreateBulkEligibilityRequest {
    let numbers = (0..numbers).map(|index| EligibilityPhoneNumber::new(number(index)));
    CreateBulkEligibilityRequest::new("Spring migration", numbers)
}

/// Returns the response to it, with about 500 bytes for each of the numbers.
#[must_use]
pub fn bulk_response(numbers: usize) -> String {
    let results: Vec<_> = (0..numbers).map(result).collect();
    format!(
        r#"{{"request_id":"EC0123456789abcdef0123456789abcdef","status":"COMPLETE","results":[{}]}}"#,
        results.join(",")
    )
}

fn number(index: usize) -> String {
    format!("+1617{index:07}")
}

fn result(index: usize) -> String {
    let number = number(index);
    format!(
        r#"{{"phone_number":"{number}","hosting_account_sid":"AC0123456789abcdef0123456789abcdef","account_sid":"AC{index:032x}","eligibility_status":"INELIGIBLE","eligibility_sub_status":"NUMBER_TYPE_INELIGIBLE","ineligibility_reason":"NUMBER_TYPE_INELIGIBLE","next_step":"NUMBER_TYPE_CANNOT_BE_HOSTED","phone_number_type":"MOBILE","iso_country_code":"US","country":"US","voice_provider":null,"messaging_provider":null,"hosting_order_sid":null,"date_last_checked":"2026-03-01T12:00:00Z"}}"#
    )
}

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

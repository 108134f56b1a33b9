//! A bulk check is fetched with text that may be anything.

use twilio_numbers::Client;

fn fetch(client: &Client) {
    let _ = client.v1().bulk_eligibility().fetch("ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

fn main() {}

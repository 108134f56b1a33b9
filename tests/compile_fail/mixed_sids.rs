//! A port-in request is fetched with the SID of one of its phone numbers.

use twilio_numbers::Client;
use twilio_numbers::v1::PortInPhoneNumberSid;

fn fetch(client: &Client, number: PortInPhoneNumberSid) {
    let _ = client.v1().porting_port_in().fetch(number);
}

fn main() {}

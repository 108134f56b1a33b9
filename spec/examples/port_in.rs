//! Requests that a phone number be ported to Twilio, and fetches the request.
//!
//! ```text
//! cargo run --features test-util --example port_in -- RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa +16175551212 signer@example.com
//! ```
//!
//! The arguments are the SID of a utility bill that was uploaded before, the number, and the email
//! address of the person who signs the letter of authorization. This is a real request: it ends when
//! it is cancelled (`porting_port_in().delete(sid)`) or the number is ported.
//!
//! The environment gives the credentials (see `Client::from_env`) and, in `TWILIO_BASE_URL`, the
//! server to use instead of Twilio's. Without credentials it is a simulation, which needs no argument.

mod support;

use std::error::Error;
use std::process::ExitCode;

use twilio_numbers::testing::MockTransport;
use twilio_numbers::v1::*;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    support::report(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let client = support::client(simulate)?;
    let arguments = support::arguments(&[
        "RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "+16175551212",
        "signer@example.com",
    ]);
    let [utility_bill, number, signer] = arguments.as_slice() else {
        return Err("usage: port_in DOCUMENT_SID NUMBER SIGNER_EMAIL".into());
    };
    let account: AccountSid = support::account()?.parse()?;
    let utility_bill: DocumentSid = utility_bill.parse()?;
    let request = PortingPortInCreate::new(account, [utility_bill], carrier(signer))
        .phone_numbers([PortingPortInCreatePhoneNumber::new(number)]);

    let ports = client.v1().porting_port_in();
    let created = ports.create(request).send().await?;
    let sid = created
        .port_in_request_sid
        .ok_or("the request has no SID")?;
    println!("Created {sid}.");

    let port_in = ports.fetch(sid).send().await?;
    let status = port_in.port_in_request_status.as_deref();
    println!("Status: {}", status.unwrap_or("unknown"));
    for number in port_in.phone_numbers.unwrap_or_default() {
        let text = number.phone_number.as_deref().unwrap_or("A number");
        match (number.portable, &number.not_portability_reason) {
            (Some(true), _) => println!("  {text} is portable."),
            (Some(false), Some(reason)) => println!("  {text} isn't portable: {reason}"),
            (Some(false), None) => println!("  {text} isn't portable."),
            (None, _) => println!("  {text} hasn't been evaluated yet."),
        }
    }
    Ok(())
}

/// What the carrier that loses the number has on record, to the letter.
fn carrier(signer: &str) -> PortingLosingCarrierInformation {
    let address = PortingAddress::new("101 Spear St", "San Francisco", "CA", "94105", "USA");
    PortingLosingCarrierInformation::new("Owl Bank, Inc.", "Jane Owl", signer)
        .customer_type(PortingLosingCarrierInformationCustomerType::Business)
        .account_telephone_number("+16175551212")
        .address(address)
}

/// The answers of the simulation.
fn simulate(api: &MockTransport) {
    api.on::<CreatePortingPortIn>().respond_example();
    api.on::<FetchPortingPortIn>().respond_example();
}

//! Requests that a phone number be ported to Twilio, and fetches the request.
//!
//! ```text
//! cargo run --features test-util --example port_in -- RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa +16175551212 signer@example.com
//! ```
//!
//! The arguments are the SID of a utility bill that was uploaded before, the number, and the email
//! address of the person who signs the letter of authorization. This is a real request: it ends when
//! it is canceled (`porting_port_in().delete(sid)`) or the number is ported, which takes days. A program
//! that runs as long can wait for that with `porting_port_in().fetch(sid).wait_until_done()`; webhooks
//! are the other way.
//!
//! The client is configured by the environment, see `Client::from_env`. Without credentials, the
//! program is a simulation, which needs no argument.

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
    let request = CreatePortingPortInRequest::new(
        client.account_sid()?,
        [utility_bill.parse()?],
        [PhoneNumberToPort::new(number)],
        carrier(signer),
    );

    let ports = client.v1().porting_port_in();
    let created = ports.create(request).send().await?;
    println!("Created {}.", created.port_in_request_sid);

    let port_in = ports.fetch(created.port_in_request_sid).send().await?;
    println!("Status: {}", port_in.port_in_request_status);
    for number in port_in.phone_numbers.unwrap_or_default() {
        let text = &number.phone_number;
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
fn carrier(signer: &str) -> LosingCarrierInformation {
    let address = PortingAddress::new(PortingAddressArgs {
        street: "101 Spear St".to_owned(),
        city: "San Francisco".to_owned(),
        state: "CA".to_owned(),
        zip: "94105".to_owned(),
        country: "USA".to_owned(),
    });
    LosingCarrierInformation::new(LosingCarrierInformationArgs {
        customer_name: "Owl Bank, Inc.".to_owned(),
        authorized_representative: "Jane Owl".to_owned(),
        authorized_representative_email: signer.to_owned(),
    })
        .customer_type(CustomerType::Business)
        .account_telephone_number("+16175551212")
        .address(address)
}

/// The answers of the simulation.
fn simulate(api: &MockTransport) {
    api.on::<CreatePortingPortIn>().respond_example();
    api.on::<FetchPortingPortIn>().respond_example();
}

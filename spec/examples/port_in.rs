//! Ports a phone number to Twilio: uploads the utility bill, checks whether the number is portable,
//! requests the port, and follows the request until it is completed, canceled or expired.
//!
//! ```text
//! cargo run --features test-util --example port_in -- bill.pdf +16175551212 signer@example.com
//! ```
//!
//! The arguments are the utility bill (an image or a PDF document of at most 10 MB), the number, and the
//! email address of the person who signs the letter of authorization. This is a real request, and a port
//! takes days: the program asks once an hour. You can stop it; `porting_port_in().delete(sid)` cancels
//! the request. A service would receive webhooks instead.
//!
//! The client is configured by the environment, see `Client::from_env`. Without credentials, the
//! program is a simulation, which needs no argument.

mod support;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use twilio_numbers::documents::{CreateUpload, DocumentSid, DocumentType, DocumentUpload};
use twilio_numbers::testing::{HasExamples, MockTransport};
use twilio_numbers::v1::*;
use twilio_numbers::{Body, Client, Part};

const HOUR: u64 = 3600;

const DAY: u64 = 24 * HOUR;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    support::report(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let client = support::client(simulate)?;
    let arguments = support::arguments(&["bill.pdf", "+16175551212", "signer@example.com"]);
    let [bill, number, signer] = arguments.as_slice() else {
        return Err("usage: port_in UTILITY_BILL NUMBER SIGNER_EMAIL".into());
    };

    let bill = upload(&client, bill).await?;
    println!("Uploaded {bill}.");

    let portability = client.v1().porting_portability();
    let found = portability.fetch(number).send().await?;
    if found.portable == Some(false) {
        let reason = found.not_portable_reason.unwrap_or_default();
        return Err(format!("{number} isn't portable: {reason}").into());
    }
    println!("{number} is portable.");

    let ports = client.v1().porting_port_in();
    let number = PhoneNumberToPort::new(number);
    let request =
        CreatePortingPortInRequest::new(client.account_sid()?, [bill], carrier(signer), [number]);
    let sid = ports.create(request).send().await?.port_in_request_sid;
    println!("Created {sid}.");

    let delay = Duration::from_secs(if support::is_simulation() { 0 } else { HOUR });
    let done = ports
        .fetch(sid)
        .wait_until_done()
        .interval(delay)
        .backoff(1.0, delay)
        .deadline(Duration::from_secs(30 * DAY))
        .await?;
    println!("Status: {}", done.port_in_request_status);
    Ok(())
}

/// Uploads the utility bill, which is read from disk while it is sent.
async fn upload(client: &Client, path: &str) -> Result<DocumentSid, Box<dyn Error>> {
    let name = Path::new(path).file_name().unwrap_or_default();
    let content = match support::is_simulation() {
        true => Body::from("%PDF-2.0"),
        false => Body::path(path),
    };
    let file = Part::new(name.to_string_lossy(), content).media_type(media_type(path)?);
    let upload = DocumentUpload::new(DocumentType::UtilityBill, file).friendly_name("Utility bill");
    let document = client.documents().upload().create(upload).send().await?;
    match document.mime_type.as_deref() {
        None | Some("") => Err("the utility bill was not uploaded, or had no content".into()),
        Some(_) => Ok(document.sid),
    }
}

/// Returns the media type of a file, by its extension.
fn media_type(path: &str) -> Result<&'static str, Box<dyn Error>> {
    let extension = Path::new(path).extension().unwrap_or_default();
    match extension.to_string_lossy().to_lowercase().as_str() {
        "pdf" => Ok("application/pdf"),
        "png" => Ok("image/png"),
        "jpg" | "jpeg" => Ok("image/jpeg"),
        _ => Err(format!("{path}: expected a PDF, PNG or JPEG file").into()),
    }
}

/// Returns the data that the losing carrier has on record, spelled exactly as there.
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

/// The responses of the simulation: the number is portable, and the port is completed at once.
fn simulate(api: &MockTransport) {
    let mut portability = FetchPortingPortability::example();
    portability.portable = Some(true);
    let pending = FetchPortingPortIn::example();
    let mut completed = pending.clone();
    completed.port_in_request_status = PortInRequestStatus::Completed;
    api.on::<CreateUpload>().respond_example();
    api.on::<FetchPortingPortability>().respond_with(&portability);
    api.on::<CreatePortingPortIn>().respond_example();
    api.on::<FetchPortingPortIn>()
        .respond_with(&pending)
        .respond_with(&completed);
}

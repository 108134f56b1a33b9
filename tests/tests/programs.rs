//! The programs that come with the generated crate, run the way a reader would: with another server,
//! and as the simulations that they are without credentials.

use std::fs;
use std::io::Write;
use std::process::{Output, Stdio};

use end_to_end::{
    ACCOUNT_SID, AUTH_TOKEN, AUTHORIZATION, Outcome, Received, Recorder, ServerResponse, example,
};
use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tokio::process::Command;

/// The programs that are run here.
const PROGRAMS: [(&str, &str); 6] = [
    ("bulk_eligibility", env!("CARGO_BIN_EXE_bulk_eligibility")),
    (
        "bulk_hosting_order",
        env!("CARGO_BIN_EXE_bulk_hosting_order"),
    ),
    ("check_number", env!("CARGO_BIN_EXE_check_number")),
    ("port_in", env!("CARGO_BIN_EXE_port_in")),
    ("receive_webhooks", env!("CARGO_BIN_EXE_receive_webhooks")),
    ("webhooks", env!("CARGO_BIN_EXE_webhooks")),
];

/// The output of the program that ports a number.
const PORTED: [&str; 4] = [
    "Uploaded RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
    "+16175551212 is portable.",
    "Created KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
    "Status: Completed",
];

/// The environment variables that the programs read.
const VARIABLES: [&str; 7] = [
    "TWILIO_ACCOUNT_SID",
    "TWILIO_API_KEY",
    "TWILIO_API_SECRET",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_BASE_URL",
    "TWILIO_EDGE",
    "TWILIO_REGION",
];

/// A program, with nothing in the environment for it.
fn command(program: &str) -> Outcome<Command> {
    let found = PROGRAMS.iter().find(|(name, _)| *name == program);
    let (_, path) = found.ok_or("there is no such program")?;
    let mut command = Command::new(path);
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).kill_on_drop(true);
    Ok(command)
}

/// Runs a program to its end, with a server that gives these replies.
async fn run(
    program: &str,
    arguments: &[&str],
    responses: impl IntoIterator<Item = ServerResponse>,
) -> Outcome<(Vec<Received>, Output)> {
    let server = Recorder::start(responses).await?;
    let output = command(program)?
        .args(arguments)
        .env("TWILIO_BASE_URL", server.url())
        .env("TWILIO_ACCOUNT_SID", ACCOUNT_SID)
        .env("TWILIO_AUTH_TOKEN", AUTH_TOKEN)
        .output()
        .await?;
    let requests = server.finish();
    assert!(
        requests
            .iter()
            .all(|request| request.header("authorization") == [AUTHORIZATION])
    );
    Ok((requests, output))
}

/// Asserts that a program ended well, and what it printed.
#[track_caller]
fn assert_printed(output: &Output, lines: &[&str]) {
    let printed = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}{complaints}");
    assert_eq!(printed.lines().collect::<Vec<_>>(), lines, "{complaints}");
}

/// Asserts which requests came.
#[track_caller]
fn assert_requests(requests: &[Received], expected: &[&str]) {
    let lines = requests
        .iter()
        .map(|request| format!("{} {}", request.method(), request.target()));
    assert_eq!(lines.collect::<Vec<_>>(), expected);
}

#[test]
fn every_program_is_tested() -> Outcome {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/examples");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?
            .file_name()
            .into_string()
            .map_err(|_| "a name that isn't UTF-8")?;
        names.extend(name.strip_suffix(".rs").map(str::to_owned));
    }
    names.sort();
    assert_eq!(names, PROGRAMS.map(|(name, _)| name));
    Ok(())
}

#[tokio::test]
async fn check_number_prints_eligibility() -> Outcome {
    let response =
        ServerResponse::json(200, &example("v1/create_eligibility_200_ineligible_type")?);
    let (requests, output) = run("check_number", &["+13175787000"], [response]).await?;
    assert_requests(&requests, &["POST /v1/HostedNumber/Eligibility"]);
    let numbers = json!([{ "phone_number": "+13175787000" }]);
    assert_eq!(requests[0].json()?["phone_numbers"], numbers);
    let lines = [
        "+1XXXXXXXXXX can't be hosted.",
        "  Reason: NUMBER_TYPE_INELIGIBLE",
        "  Next step: NUMBER_TYPE_CANNOT_BE_HOSTED",
    ];
    assert_printed(&output, &lines);
    Ok(())
}

#[tokio::test]
async fn bulk_eligibility_waits_for_results() -> Outcome {
    let created = example("v1/create_bulk_eligibility_202_create")?;
    let responses = [
        ServerResponse::json(202, &created),
        ServerResponse::json(200, &created),
        ServerResponse::json(200, &example("v1/fetch_bulk_eligibility_200_successful")?),
    ];
    let numbers = ["+13175787000", "+15017122000"];
    let (requests, output) = run("bulk_eligibility", &numbers, responses).await?;
    let fetch = "GET /v1/HostedNumber/Eligibility/Bulk/ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_requests(
        &requests,
        &["POST /v1/HostedNumber/Eligibility/Bulk", fetch, fetch],
    );
    let sent = numbers.map(|number| json!({ "phone_number": number }));
    assert_eq!(requests[0].json()?["phone_numbers"], json!(sent));
    let lines = [
        "Created ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
        "+1XXXXXXXXXX can't be hosted: NUMBER_TYPE_INELIGIBLE",
        "+493333344444544XXX can't be hosted: NUMBER_FORMAT_INELIGIBLE",
    ];
    assert_printed(&output, &lines);
    Ok(())
}

#[tokio::test]
async fn number_is_ported_from_the_bill_to_the_end() -> Outcome {
    let bill = NamedTempFile::with_suffix(".pdf")?;
    fs::write(bill.path(), "%PDF-2.0")?;
    let bill = bill.path().to_str().ok_or("the path is not Unicode")?;
    let portability = json!({ "phone_number": "+16175551212", "portable": true });
    let mut completed = example("v1/fetch_porting_port_in_200_fetch")?;
    completed["port_in_request_status"] = json!("Completed");
    let responses = [
        ServerResponse::json(201, &example("documents/create_upload_2xx_uploaded")?),
        ServerResponse::json(200, &portability),
        ServerResponse::json(202, &example("v1/create_porting_port_in_202_create")?),
        ServerResponse::json(200, &completed),
    ];
    let arguments = [bill, "+16175551212", "signer@example.com"];
    let (requests, output) = run("port_in", &arguments, responses).await?;
    let flow = [
        "POST /v1/Documents",
        "GET /v1/Porting/Portability/PhoneNumber/%2B16175551212",
        "POST /v1/Porting/PortIn",
        "GET /v1/Porting/PortIn/KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    assert_requests(&requests, &flow);
    let form = String::from_utf8_lossy(requests[0].body());
    assert!(
        form.contains("Content-Type: application/pdf\r\n\r\n%PDF-2.0\r\n"),
        "{form}"
    );
    let sent = requests[2].json()?;
    assert_eq!(sent["account_sid"], ACCOUNT_SID);
    assert_eq!(
        sent["documents"],
        json!(["RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])
    );
    let signer = "/losing_carrier_information/authorized_representative_email";
    assert_eq!(sent.pointer(signer), Some(&json!("signer@example.com")));
    assert_printed(&output, &PORTED);
    Ok(())
}

#[tokio::test]
async fn port_in_ends_if_the_bill_has_no_content() -> Outcome {
    let bill = NamedTempFile::with_suffix(".png")?;
    let bill = bill.path().to_str().ok_or("the path is not Unicode")?;
    let body = json!({ "sid": "RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "mime_type": "" });
    let arguments = [bill, "+16175551212", "signer@example.com"];
    let (requests, output) = run("port_in", &arguments, [ServerResponse::json(201, &body)]).await?;
    assert_requests(&requests, &["POST /v1/Documents"]);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && complaint.contains("had no content"),
        "{complaint}"
    );
    Ok(())
}

#[tokio::test]
async fn webhooks_are_configured() -> Outcome {
    let configuration = json!({
        "port_in_target_url": "https://www.example.com/port-in",
        "notifications_of": ["PortInActionRequired", "PortInCompleted"],
    });
    let responses = [
        ServerResponse::json(201, &configuration),
        ServerResponse::json(200, &configuration),
    ];
    let url = "https://www.example.com/port-in";
    let (requests, output) = run("webhooks", &[url], responses).await?;
    let path = "/v1/Porting/Configuration/Webhook";
    assert_requests(
        &requests,
        &[&format!("POST {path}"), &format!("GET {path}")],
    );
    assert_eq!(requests[0].json()?["port_in_target_url"], url);
    let lines = [
        "Port-ins are told to https://www.example.com/port-in",
        "  PortInActionRequired",
        "  PortInCompleted",
    ];
    assert_printed(&output, &lines);
    Ok(())
}

#[tokio::test]
async fn bulk_hosting_order_is_created() -> Outcome {
    let order = json!({ "friendly_name": "test", "anything": [1, null] });
    let mut file = NamedTempFile::new()?;
    write!(file, "{order}")?;
    let mut processed: Value = example("v2/create_bulk_hosted_number_order_202_create")?;
    let placed = ServerResponse::json(202, &processed);
    processed["request_status"] = json!("PROCESSED");
    let path = file.path().to_str().ok_or("a path that isn't UTF-8")?;
    let responses = [placed, ServerResponse::json(200, &processed)];
    let (requests, output) = run("bulk_hosting_order", &[path], responses).await?;
    let fetch = "GET /v2/HostedNumber/Orders/Bulk/BHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_requests(&requests, &["POST /v2/HostedNumber/Orders/Bulk", fetch]);
    assert_eq!(requests[0].json()?, order);
    let lines = [
        "Placed BHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
        "Processed 4 numbers.",
    ];
    assert_printed(&output, &lines);
    Ok(())
}

/// Without credentials, each program shows its flow, with a single command and no network.
#[tokio::test]
async fn programs_simulate_without_credentials() -> Outcome {
    let flows: [(&str, &[&str]); 6] = [
        (
            "bulk_eligibility",
            &[
                "Created ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
                "+1XXXXXXXXXX can't be hosted: NUMBER_TYPE_INELIGIBLE",
                "+493333344444544XXX can't be hosted: NUMBER_FORMAT_INELIGIBLE",
            ],
        ),
        (
            "bulk_hosting_order",
            &[
                "Placed BHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
                "Processed 4 numbers.",
            ],
        ),
        (
            "check_number",
            &[
                "+1XXXXXXXXXX can't be hosted.",
                "  Reason: NUMBER_TYPE_INELIGIBLE",
                "  Next step: NUMBER_TYPE_CANNOT_BE_HOSTED",
            ],
        ),
        ("port_in", &PORTED),
        (
            "receive_webhooks",
            &[
                r#"Completed: {"event":"PortInCompleted"}"#,
                "-> 200 OK",
                "the webhook is refused: the body doesn't have the signed hash",
                "-> 403 Forbidden",
            ],
        ),
        (
            "webhooks",
            &[
                "Port-ins are told to https://www.example.com/port-in",
                "Port-outs are told to https://www.example.com/port-out",
                "  PortInWaitingForSignature",
            ],
        ),
    ];
    for (program, lines) in flows {
        let output = command(program)?.output().await?;
        assert!(output.status.success(), "{program}: {output:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.starts_with("No credentials: this is a simulation"));
        let printed = String::from_utf8_lossy(&output.stdout);
        let printed: Vec<_> = printed.lines().take(lines.len()).collect();
        assert_eq!(printed, lines, "{program}");
    }
    Ok(())
}

/// Half of the credentials is a mistake and no wish for a simulation.
#[tokio::test]
async fn incomplete_credentials_are_an_error() -> Outcome {
    let output = command("check_number")?
        .env("TWILIO_ACCOUNT_SID", ACCOUNT_SID)
        .output()
        .await?;
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.contains("TWILIO_AUTH_TOKEN"), "{complaint}");
    Ok(())
}

/// A program that can't do what it is for says why in a line, and says that it has failed.
#[tokio::test]
async fn failures_are_reported_in_one_line() -> Outcome {
    let refusal = json!({ "code": 22102, "message": "Invalid Phone Number", "status": 400 });
    let (_, output) = run(
        "check_number",
        &["+13175787000"],
        [ServerResponse::json(400, &refusal)],
    )
    .await?;
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&output.stderr);
    let expected = "CreateEligibility failed: 400 Bad Request: Invalid Phone Number (code 22102)\n";
    assert_eq!(complaint, expected);

    let (requests, output) = run("check_number", &["3175787000"], []).await?;
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        complaint.starts_with("CreateEligibility was not sent: "),
        "{complaint}"
    );
    assert!(requests.is_empty());
    Ok(())
}

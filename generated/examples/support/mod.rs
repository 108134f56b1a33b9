//! The client of the example programs: of Twilio's API or, if the environment has no credentials, of a
//! simulation of it.

#![allow(dead_code, reason = "each program uses a part of it")]

use std::env;
use std::error::Error;
use std::process::ExitCode;

use twilio_numbers::testing::MockTransport;
use twilio_numbers::{Client, Credentials};

/// The variables that credentials are in.
const CREDENTIALS: [&str; 4] = [
    "TWILIO_ACCOUNT_SID",
    "TWILIO_API_KEY",
    "TWILIO_API_SECRET",
    "TWILIO_AUTH_TOKEN",
];

/// The account of the simulation.
const SIMULATED_ACCOUNT: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// Whether nothing is sent, because there is not a single credential.
pub(crate) fn is_simulation() -> bool {
    CREDENTIALS.iter().all(|name| env::var_os(name).is_none())
}

/// A client that is configured by the environment. In a simulation, `simulate` says what the API
/// answers.
pub(crate) fn client(
    simulate: impl FnOnce(&MockTransport),
) -> Result<Client, twilio_numbers::Error> {
    if is_simulation() {
        eprintln!("No credentials: this is a simulation, which sends nothing. Its answers are the");
        eprintln!("examples in the description of Twilio's API.");
        let api = MockTransport::new();
        simulate(&api);
        let credentials = Credentials::auth_token(SIMULATED_ACCOUNT, "simulated");
        return Client::builder()
            .credentials(credentials)
            .transport(api)
            .build();
    }
    Client::from_env()
}

/// The program's arguments. Without any, a simulation has these.
pub(crate) fn arguments(simulated: &[&str]) -> Vec<String> {
    let given: Vec<String> = env::args().skip(1).collect();
    match given.is_empty() && is_simulation() {
        true => simulated.iter().copied().map(str::to_owned).collect(),
        false => given,
    }
}

/// Returns the exit code of a program, and prints a failure as one line.
pub(crate) fn report(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

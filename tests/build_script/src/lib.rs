//! A client that a build script generates. `build.rs` is the example of the documentation.

include!(concat!(env!("OUT_DIR"), "/client/src/lib.rs"));

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::testing::{MockResponse, MockTransport};
    use crate::v1::{FetchTicket, State, Ticket};
    use crate::{Client, Credentials};

    /// Waits for a future that is ready at once, as those of the mock transport are.
    fn ready<T>(future: impl Future<Output = T>) -> T {
        let mut future = std::pin::pin!(future);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        loop {
            if let std::task::Poll::Ready(value) = future.as_mut().poll(&mut context) {
                return value;
            }
        }
    }

    #[test]
    fn hand_written_code_is_a_part_of_the_crate() -> Result<(), crate::Error> {
        let api = MockTransport::new();
        let body = r#"{ "number": 7, "state": "open" }"#;
        api.on::<FetchTicket>().respond(
            MockResponse::status(200)
                .header("content-type", "application/json")
                .body(body),
        );
        let client = Client::builder()
            .credentials(Credentials::api_key("secret"))
            .transport(api.clone())
            .build()?;
        assert!(ready(client.is_open(7))?);
        Ok(())
    }

    #[test]
    fn types_have_the_chosen_derives() {
        let ticket = || Ticket::new(7, State::Open);
        let distinct: HashSet<_> = [ticket(), ticket()].into();
        assert_eq!(distinct.len(), 1);
    }

    #[test]
    fn variables_have_the_chosen_prefix() {
        let error = Client::builder_from_env().err();
        let message = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(message.contains("TICKETS_API_KEY"), "{message}");
    }
}

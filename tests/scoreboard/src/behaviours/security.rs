//! Credentials and signatures.

use crate::adapter::{Adapter, Setup, Webhook};
use crate::server::{Received, Reply, Server};
use crate::verdict::{Checked, Shortfall, attempted, ensure, expect, failed};

fn has_key(request: &Received, setup: &Setup) -> bool {
    request.header("x-api-key") == Some(setup.key)
}

pub(super) fn debug_hides_the_key(adapter: &dyn Adapter) -> Checked {
    let setup = Setup::new("https://depot.example.com");
    let text = adapter.debug(&setup)?;
    ensure(!text.contains(setup.key), "`Debug` shows the key")
}

/// The call fails because the connection breaks, which is when libraries show the URL.
pub(super) fn error_hides_the_key(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::json(200, "[]"))?;
    let setup = server.setup();
    adapter.look_up(&setup, &["1"])?;
    if server.last()?.query("api_key") != Some(setup.key) {
        let reason = "the crate sends no key in the query".to_owned();
        return Err(Shortfall::Unsupported(reason));
    }
    let broken = Server::always(Reply::nothing())?;
    let error = failed(adapter.look_up(&broken.setup(), &["1"]))?;
    ensure(!error.shown.contains(setup.key), "the error shows the key")
}

/// The server is a proxy, so that the host needs no address.
pub(super) fn no_key_over_plain_http(adapter: &dyn Adapter) -> Checked {
    let proxy = Server::always(Reply::item(""))?;
    let mut setup = Setup::new("http://depot.example.com");
    setup.proxy = Some(proxy.url());
    attempted(adapter.fetch_item(&setup, "7"))?;
    let received = proxy.received();
    let is_sent = received.iter().any(|request| has_key(request, &setup));
    ensure(!is_sent, "the key is sent")
}

pub(super) fn no_key_to_the_host_of_a_redirect(adapter: &dyn Adapter) -> Checked {
    let other = Server::always(Reply::item(""))?;
    let location = format!("location: {}/v1/items/7", other.url());
    let server = Server::always(Reply::new(302, &[&location], ""))?;
    let setup = server.setup();
    attempted(adapter.fetch_item(&setup, "7"))?;
    let first = server.last()?;
    ensure(
        has_key(&first, &setup),
        "the key is not even sent to its own host",
    )?;
    let received = other.received();
    let is_sent = received.iter().any(|request| has_key(request, &setup));
    ensure(!is_sent, "the key is sent")
}

/// The server issues a token, and a second one after it refuses the first.
pub(super) fn token_is_obtained(adapter: &dyn Adapter) -> Checked {
    let server = Server::start(|number, request| {
        let is_token = request.body.contains("grant_type=client_credentials");
        match (is_token, request.header("authorization")) {
            (true, _) => Reply::json(
                200,
                &format!(
                    r#"{{"access_token":"t{number}","token_type":"Bearer","expires_in":3600}}"#
                ),
            ),
            (false, Some("Bearer t0")) if number < 2 => Reply::empty(204),
            (false, Some("Bearer t3")) => Reply::empty(204),
            (false, _) => Reply::empty(401),
        }
    })?;
    adapter.fetch_secret_twice(&server.setup(), "program", "SECRET-OF-PROGRAM")?;
    expect(server.received().len(), 5)
}

/// The secret is that of the specification of Standard Webhooks.
const SIGNED: Webhook = Webhook {
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    headers: [
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", "1767225600"),
        (
            "webhook-signature",
            "v1,q8CHRr8n+q//AdjcigYXL/X+b3upRMpM2VXFeqETZ6E=",
        ),
    ],
    body: r#"{"item":"Rex"}"#,
};

pub(super) fn webhook_is_verified(adapter: &dyn Adapter) -> Checked {
    expect(adapter.receive_webhook(&SIGNED)?, "Rex".to_owned())?;
    let forged = Webhook {
        body: r#"{"item":"Max"}"#,
        ..SIGNED
    };
    failed(adapter.receive_webhook(&forged)).map(drop)
}

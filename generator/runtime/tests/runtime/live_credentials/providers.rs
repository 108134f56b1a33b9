//! Providers, on the mock transport.

use std::future;
use std::time::Duration;

use http::{Method, Request};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Body, Client, Credentials, CredentialsError, CredentialsFuture, CredentialsProvider,
    CredentialsRequest, Empty, NoRetry, Operation, OperationInfo, Profile, ProvidedCredentials,
    RequestWriter, SecurityScheme, TransportError, TransportErrorKind,
};

use super::{Create, Fetch, Numbered, SERVER, builder, headers_sent, token};

/// A client on a transport whose responses to calls of [`Fetch`] have these statuses, the last one always.
fn client(credentials: Credentials, statuses: &[u16]) -> (Client, MockTransport) {
    let transport = MockTransport::new();
    let mut stub = transport.on::<Fetch>();
    for status in statuses {
        stub = stub.respond(MockResponse::status(*status));
    }
    let _ = stub.always();
    let builder = builder(credentials).transport(transport.clone());
    let client = builder.blocking_transport(transport.clone());
    (client.build().unwrap(), transport)
}

/// Lets time pass on the clock of the transport.
async fn pass(transport: &MockTransport, seconds: u64) {
    use sdksmith_runtime::Transport;
    transport.clock().sleep(Duration::from_secs(seconds)).await;
}

#[tokio::test]
async fn credentials_are_kept_until_shortly_before_they_expire() {
    for (lifetime, renewed) in [(1000, 970), (100, 90), (10, 9)] {
        let supply = match lifetime {
            1000 => |number| token(number, 1000),
            100 => |number| token(number, 100),
            _ => |number| token(number, 10),
        };
        let provider = Numbered::new(supply);
        let (client, transport) = client(provider.credentials(), &[204]);
        client.call(Fetch).send().await.unwrap();
        pass(&transport, renewed - 1).await;
        client.call(Fetch).send().await.unwrap();
        assert_eq!(provider.asked(), 1, "{lifetime} s");
        pass(&transport, 1).await;
        client.call(Fetch).send_blocking().unwrap();
        assert_eq!(provider.asked(), 2, "{lifetime} s");
        assert_eq!(
            headers_sent(&transport, "authorization"),
            ["Bearer token-1", "Bearer token-1", "Bearer token-2"]
        );
    }
}

#[tokio::test]
async fn credentials_without_a_lifetime_are_kept_until_they_are_rejected() {
    let provider = Numbered::new(|number| {
        let key = Credentials::header("X-Key", format!("key-{number}"));
        Ok(ProvidedCredentials::new(key))
    });
    let (client, transport) = client(provider.credentials(), &[204, 204, 401, 204]);
    client.call(Fetch).send().await.unwrap();
    pass(&transport, 1_000_000_000).await;
    client.call(Fetch).send().await.unwrap();
    client.call(Fetch).send().await.unwrap();
    assert_eq!(
        headers_sent(&transport, "x-key"),
        ["key-1", "key-1", "key-1", "key-2"]
    );
    assert_eq!(provider.asked(), 2);
}

#[tokio::test]
async fn credentials_with_a_lifetime_of_zero_are_asked_for_by_every_call() {
    let provider = Numbered::new(|number| token(number, 0));
    let (client, transport) = client(provider.credentials(), &[204]);
    client.call(Fetch).send().await.unwrap();
    client.call(Fetch).send_blocking().unwrap();
    assert_eq!(
        headers_sent(&transport, "authorization"),
        ["Bearer token-1", "Bearer token-2"]
    );
}

#[tokio::test]
async fn rejected_credentials_are_renewed_for_one_more_attempt() {
    let provider = Numbered::new(|number| token(number, 100));
    let transport = MockTransport::new();
    let stub = transport.on::<Create>().respond(MockResponse::status(401));
    let _ = stub.respond(MockResponse::status(204)).always();
    let client = builder(provider.credentials()).retry(NoRetry);
    let client = client.transport(transport.clone()).build().unwrap();
    client.call(Create).send().await.unwrap();
    assert_eq!(transport.sent().len(), 2);
    client.call(Create).send().await.unwrap();
    assert_eq!(
        headers_sent(&transport, "authorization"),
        ["Bearer token-1", "Bearer token-2", "Bearer token-2"]
    );
    assert_eq!(transport.delays(), [Duration::ZERO]);
}

#[tokio::test]
async fn a_second_rejection_is_the_error_of_the_call() {
    let provider = Numbered::new(|number| token(number, 100));
    let (client, transport) = client(provider.credentials(), &[401]);
    for error in [
        client.call(Fetch).send().await.unwrap_err(),
        client.call(Fetch).send_blocking().unwrap_err(),
    ] {
        assert!(error.is_unauthorized() && !error.may_have_taken_effect());
        assert_eq!(error.attempts(), 2);
    }
    assert_eq!(transport.sent().len(), 4);
}

#[tokio::test]
async fn unchanged_credentials_are_not_sent_again_after_a_rejection() {
    let provider = Numbered::new(|_| token(1, 100));
    let (client, transport) = client(provider.credentials(), &[401]);
    let error = client.call(Fetch).send().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!((error.attempts(), transport.sent().len()), (1, 1));
    assert_eq!(provider.asked(), 2);
}

#[tokio::test]
async fn fixed_credentials_are_not_sent_again_after_a_rejection() {
    let (client, transport) = client(Credentials::bearer("fixed"), &[401]);
    let error = client.call(Fetch).send().await.unwrap_err();
    assert_eq!((error.attempts(), transport.sent().len()), (1, 1));
}

#[tokio::test]
async fn a_renewal_does_not_lift_the_limit_on_uncertain_attempts() {
    let provider = Numbered::new(|number| token(number, 100));
    let transport = MockTransport::new();
    let stub = transport.on::<Create>().respond(MockResponse::status(401));
    let stub = stub.respond(MockResponse::connection_reset());
    let _ = stub.respond(MockResponse::status(204));
    let client = builder(provider.credentials()).transport(transport.clone());
    let error = client.build().unwrap().call(Create).send().await;
    let error = error.unwrap_err();
    assert!(error.is_interrupted() && error.may_have_taken_effect());
    assert_eq!(transport.sent().len(), 2);
}

#[tokio::test]
async fn a_provider_that_fails_is_the_error_of_the_call() {
    let provider = Numbered::new(|_| Err(CredentialsError::new("the vault is sealed")));
    let (client, transport) = client(provider.credentials(), &[204]);
    for error in [
        client.call(Fetch).send().await.unwrap_err(),
        client.call(Fetch).send_blocking().unwrap_err(),
    ] {
        assert_eq!(
            error.to_string(),
            "Fetch was not sent: the credentials can't be obtained: the vault is sealed"
        );
        assert!(error.is_credentials() && !error.is_transient());
        assert!(!error.may_have_taken_effect());
        assert_eq!(error.attempts(), 0);
    }
    assert_eq!((provider.asked(), transport.sent().len()), (2, 0));
}

#[tokio::test]
async fn a_renewal_that_fails_is_reported_with_the_attempts_before() {
    let provider = Numbered::new(|number| match number {
        1 => token(1, 100),
        _ => Err(CredentialsError::new("the vault is sealed").with_code("sealed")),
    });
    let (client, _) = client(provider.credentials(), &[401]);
    let error = client.call(Fetch).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Fetch failed: the credentials can't be obtained: the vault is sealed"
    );
    assert_eq!((error.attempts(), error.code_text()), (1, Some("sealed")));
}

#[tokio::test]
async fn failures_that_may_pass_are_retried_as_the_policy_of_the_call_says() {
    fn failing_twice(number: u32) -> super::Supplied {
        match number {
            1 => Err(CredentialsError::new("the vault is busy").transient()),
            2 => Err(TransportError::from(TransportErrorKind::Connect).into()),
            _ => token(number, 100),
        }
    }
    let provider = Numbered::new(failing_twice);
    let (client, transport) = client(provider.credentials(), &[204]);
    let error = client.call(Fetch).no_retry().send().await.unwrap_err();
    assert!(error.is_credentials() && error.is_transient());
    client.call(Fetch).send().await.unwrap();
    assert_eq!((provider.asked(), transport.delays().len()), (3, 1));
}

#[tokio::test]
async fn a_provider_that_never_recovers_is_asked_as_often_as_calls_are_sent() {
    let provider = Numbered::new(|_| Err(CredentialsError::new("busy").transient()));
    let (client, _) = client(provider.credentials(), &[204]);
    let error = client.call(Fetch).send().await.unwrap_err();
    assert!(error.is_credentials());
    assert_eq!(provider.asked(), 4);
}

#[tokio::test]
async fn valid_credentials_are_used_while_their_renewal_fails() {
    let provider = Numbered::new(|number| match number {
        1 => token(1, 100),
        _ => Err(CredentialsError::new("busy").transient()),
    });
    let (client, transport) = client(provider.credentials(), &[204]);
    client.call(Fetch).send().await.unwrap();
    pass(&transport, 95).await;
    client.call(Fetch).send().await.unwrap();
    assert_eq!(provider.asked(), 2);
    pass(&transport, 5).await;
    let error = client.call(Fetch).no_retry().send().await.unwrap_err();
    assert!(error.is_credentials());
}

struct Never;

impl CredentialsProvider for Never {
    fn provide<'a>(&'a self, _: CredentialsRequest<'a>) -> CredentialsFuture<'a> {
        Box::pin(future::pending())
    }
}

#[tokio::test]
async fn the_time_limit_of_a_call_includes_its_provider() {
    let (client, transport) = client(Credentials::provided_by(Never), &[204]);
    let error = client.call(Fetch).send().await.unwrap_err();
    assert!(error.is_credentials() && error.is_timeout());
    assert!(!error.may_have_taken_effect());
    assert_eq!(transport.delays(), [Duration::from_secs(120)]);
}

#[tokio::test]
async fn a_call_may_have_a_provider_of_its_own() {
    let own = Numbered::new(|number| token(number, 100));
    let of_call = own.credentials();
    let (client, transport) = client(Credentials::bearer("client"), &[204]);
    for _ in 0..2 {
        let call = client.call(Fetch).with_credentials(of_call.clone());
        call.send().await.unwrap();
    }
    client.call(Fetch).send().await.unwrap();
    assert_eq!(
        headers_sent(&transport, "authorization"),
        ["Bearer token-1", "Bearer token-1", "Bearer client"]
    );
    assert_eq!(own.asked(), 1);
}

const KEY: SecurityScheme = SecurityScheme::Header {
    name: "X-Key",
    variable: "KEY",
};

static BY_OPERATION: Profile = Profile::generic("acme", "1.0.0")
    .server(SERVER)
    .security_by_operation(&[&[SecurityScheme::Bearer], &[KEY]]);

struct Known(OperationInfo);

impl Operation for Known {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::get("Known", SERVER, "/known");

    fn info(&self) -> OperationInfo {
        self.0.clone()
    }

    fn write(&self, _: &mut RequestWriter) {}
}

#[tokio::test]
async fn operations_ask_only_the_providers_that_they_need() {
    let provider = Numbered::new(|number| {
        let both = Credentials::bearer(format!("token-{number}"));
        Ok(ProvidedCredentials::new(both))
    });
    let credentials = Credentials::header("X-Key", "fixed").and(provider.credentials());
    let transport = MockTransport::new();
    let stub = transport.on_request(Method::GET, "/known");
    let _ = stub.respond(MockResponse::status(204)).always();
    let client = sdksmith_runtime::ClientBuilder::new(&BY_OPERATION).credentials(credentials);
    let client = client.transport(transport.clone()).build().unwrap();
    let public = Known(Known::INFO.public());
    client.call(public).send().await.unwrap();
    assert_eq!(provider.asked(), 0);
    let bearer = Known(Known::INFO.security(&[&[SecurityScheme::Bearer]]));
    client.call(bearer).send().await.unwrap();
    assert_eq!(provider.asked(), 1);
    let sent = transport.sent();
    assert_eq!(sent[1].header("authorization"), Some("Bearer token-1"));
    assert_eq!(sent[1].header("x-key"), None);
}

#[tokio::test]
async fn credentials_of_another_kind_than_the_operation_takes_are_reported() {
    let provider = Numbered::new(|_| Ok(ProvidedCredentials::new(Credentials::query("q", "s3"))));
    let transport = MockTransport::new();
    let client = sdksmith_runtime::ClientBuilder::new(&BY_OPERATION);
    let client = client.credentials(provider.credentials());
    let client = client.transport(transport.clone()).build().unwrap();
    let bearer = Known(Known::INFO.security(&[&[SecurityScheme::Bearer]]));
    let error = client.call(bearer).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Known was not sent: the operation takes a bearer token, and the client has the query parameter `q`; \
         set what it takes with `ClientBuilder::credentials`"
    );
    assert!(error.is_configuration());
}

#[tokio::test]
async fn a_provider_must_not_supply_another_provider() {
    let provider = Numbered::new(|_| {
        let inner = Numbered::new(|number| token(number, 1));
        Ok(ProvidedCredentials::new(inner.credentials()))
    });
    let (client, _) = client(provider.credentials(), &[204]);
    let error = client.call(Fetch).send().await.unwrap_err().to_string();
    assert!(
        error.ends_with("expected credentials, found another provider"),
        "{error}"
    );
}

#[tokio::test]
async fn a_call_must_not_replace_what_a_provider_supplies() {
    let provider = Numbered::new(|_| Ok(ProvidedCredentials::new(Credentials::query("key", "s3"))));
    let (client, transport) = client(provider.credentials(), &[204]);
    let error = client.call(Fetch).with_query("key", "mine").send().await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "Fetch was not sent: the call adds the query parameter `key`, which the credentials set; set other \
         credentials with `Call::with_credentials`"
    );
    assert!(transport.sent().is_empty());
}

#[test]
fn a_request_that_is_not_sent_has_nothing_of_a_provider() {
    let provider = Numbered::new(|number| token(number, 100));
    let (client, _) = client(provider.credentials(), &[204]);
    let request = client.call(Fetch).request().unwrap();
    assert!(request.headers().get("authorization").is_none());
    assert_eq!(provider.asked(), 0);
}

#[tokio::test]
async fn a_provider_is_not_asked_for_a_call_over_plain_http() {
    let provider = Numbered::new(|number| token(number, 100));
    let (client, _) = client(provider.credentials(), &[204]);
    let call = client.call(Fetch).with_base_url("http://api.example.com");
    let error = call.send().await.unwrap_err();
    assert!(error.is_configuration(), "{error}");
    assert_eq!(provider.asked(), 0);
}

/// Exchanges a token of its own for one of the API.
struct Exchange {
    url: &'static str,
}

impl CredentialsProvider for Exchange {
    fn provide<'a>(&'a self, request: CredentialsRequest<'a>) -> CredentialsFuture<'a> {
        Box::pin(async move {
            let body = Body::from(format!("for {}", request.operation().name()));
            let response = request.send(Request::post(self.url).body(body)?).await?;
            let token = String::from_utf8(response.into_body().to_vec())?;
            Ok(ProvidedCredentials::new(Credentials::bearer(token)))
        })
    }
}

#[tokio::test]
async fn a_provider_may_use_the_transport_of_the_client() {
    let exchange = Exchange {
        url: "https://sts.example.com/exchange",
    };
    let (client, transport) = client(Credentials::provided_by(exchange), &[204]);
    let stub = transport.on_request(Method::POST, "/exchange");
    let _ = stub
        .respond(MockResponse::status(200).body("issued"))
        .always();
    client.call(Fetch).send_blocking().unwrap();
    client.call(Fetch).send().await.unwrap();
    let sent = transport.sent();
    assert_eq!(sent.len(), 3);
    assert_eq!(sent[0].host(), "sts.example.com");
    assert_eq!(sent[0].body(), "for Fetch");
    assert_eq!(sent[0].header("user-agent"), Some("acme/1.0.0"));
    assert_eq!(sent[0].header("authorization"), None);
    assert_eq!(sent[2].header("authorization"), Some("Bearer issued"));
}

#[tokio::test]
async fn a_provider_must_not_send_secrets_over_plain_http() {
    let exchange = Exchange {
        url: "http://sts.example.com/exchange",
    };
    let (client, transport) = client(Credentials::provided_by(exchange), &[204]);
    let error = client.call(Fetch).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Fetch was not sent: the credentials can't be obtained: credentials aren't sent over plain http to \
         `sts.example.com`; use https, or allow the host with `ClientBuilder::allow_plain_http`"
    );
    assert!(transport.sent().is_empty());
}

/// Works in its own way for blocking calls.
struct Both;

impl CredentialsProvider for Both {
    fn provide<'a>(&'a self, _: CredentialsRequest<'a>) -> CredentialsFuture<'a> {
        Box::pin(future::ready(token(1, 0)))
    }

    fn provide_blocking(&self, _: CredentialsRequest<'_>) -> super::Supplied {
        token(2, 0)
    }
}

#[tokio::test]
async fn blocking_calls_ask_in_the_blocking_way() {
    let (client, transport) = client(Credentials::provided_by(Both), &[204]);
    client.call(Fetch).send().await.unwrap();
    client.call(Fetch).send_blocking().unwrap();
    assert_eq!(
        headers_sent(&transport, "authorization"),
        ["Bearer token-1", "Bearer token-2"]
    );
}

//! The default transports against a server with an untrusted certificate.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sdksmith_runtime::{Call, Error, ExponentialBackoff, RetryPolicy};

use crate::support::{FetchThing, builder};

const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"sid\":\"\",\"parts\":[]}";

/// Starts a server at `https://localhost`. Returns its URL and its certificate.
pub(crate) fn serve() -> (String, CertificateDer<'static>) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            // A client that does not trust the certificate aborts the handshake.
            if stream.read(&mut [0; 4096]).is_ok() {
                stream.write_all(ANSWER.as_bytes()).unwrap();
            }
        }
    });
    (url, certificate)
}

/// Creates a call with the default transport and up to four attempts.
fn call(url: &str) -> Call<FetchThing> {
    let retry = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(4);
    let client = builder().retry(retry).base_url(url).build().unwrap();
    client.call(FetchThing { id: "1".into() })
}

fn assert_untrusted(error: &Error) {
    assert!(error.is_tls(), "{error}");
    assert!(!error.is_connect() && !error.is_transient() && !error.may_have_taken_effect());
    assert_eq!(error.attempts(), 1, "{error}");
    let start = "FetchThing failed: no secure connection to the server: ";
    assert!(error.to_string().starts_with(start), "{error}");
    assert!(error.to_string().contains("certificate"), "{error}");
}

#[tokio::test]
async fn untrusted_certificate_is_reported_and_not_retried() {
    let (url, _) = serve();
    assert_untrusted(&call(&url).send().await.unwrap_err());
}

#[test]
fn untrusted_certificate_is_reported_by_blocking_calls() {
    let (url, _) = serve();
    assert_untrusted(&call(&url).send_blocking().unwrap_err());
}

// native-tls does not distinguish the two.
#[cfg(not(feature = "native-tls"))]
#[tokio::test]
async fn broken_handshake_is_not_a_trust_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            assert_ne!(stream.read(&mut [0; 8192]).unwrap(), 0);
        }
    });
    let error = call(&url).send().await.unwrap_err();
    assert!(error.is_connect() && !error.is_tls(), "{error}");
    assert_eq!(error.attempts(), 4);
}

/// The certificate as text.
pub(crate) fn pem(certificate: &CertificateDer<'_>) -> String {
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD.encode(certificate);
    format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n")
}

#[tokio::test]
async fn a_root_certificate_that_is_added_is_trusted_by_both_transports() {
    let (url, certificate) = serve();
    let trusting = || {
        builder()
            .base_url(&url)
            .root_certificates(pem(&certificate))
    };
    let call = trusting()
        .build()
        .unwrap()
        .call(FetchThing { id: "1".into() });
    assert!(call.clone().send().await.unwrap().parts.is_empty());
    assert!(call.send_blocking().unwrap().parts.is_empty());

    let broken = trusting().root_certificates("no certificate").build();
    let error = broken.unwrap_err();
    assert!(error.is_configuration(), "{error}");
}

#[tokio::test]
async fn a_server_that_does_not_agree_on_the_encryption_in_time_is_no_connection() {
    use sdksmith_runtime::{HttpTransport, Limits, Transport, TransportErrorKind};

    // The system accepts the connection, and nobody says anything on it.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let mut limits = Limits::default();
    limits.connect_timeout = Duration::from_millis(100);
    let request = http::Request::post(url).body(sdksmith_runtime::Body::default());
    let transport = HttpTransport::new().unwrap();
    let error = transport.send(request.unwrap(), limits).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect, "{error:?}");
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn custom_reqwest_client_may_trust_the_certificate() {
    use rustls::{ClientConfig, RootCertStore};
    use sdksmith_runtime::ReqwestTransport;

    let (url, certificate) = serve();
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    let tls = ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let own = reqwest::Client::builder().tls_backend_preconfigured(tls);
    let transport = ReqwestTransport::new(own).unwrap();
    let builder = builder().base_url(url).transport(transport);
    let client = builder.build().unwrap();
    let thing = client.call(FetchThing { id: "1".into() }).send().await;
    assert!(thing.unwrap().parts.is_empty());
}

//! Keys in the query of a URL, beside the parameters of the call.

use sdksmith_runtime::{ClientBuilder, Credentials};

use crate::support::{FixedTransport, ListThings, PROFILE};

fn query(list: ListThings, credentials: Credentials) -> Option<String> {
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials);
    let client = builder.transport(FixedTransport::default()).build();
    let request = client.unwrap().call(list).request().unwrap();
    request.uri().query().map(str::to_owned)
}

#[test]
fn api_keys_are_added_to_the_query() {
    let key = || Credentials::query("key", "k");
    let list = |size| ListThings {
        size,
        ..ListThings::default()
    };
    assert_eq!(query(list(None), key()).as_deref(), Some("key=k"));
    assert_eq!(query(list(Some(5)), key()).as_deref(), Some("Size=5&key=k"));
    // A parameter of the operation is not written twice.
    let own = Credentials::query("Size", "k");
    assert_eq!(query(list(Some(5)), own).as_deref(), Some("Size=5"));
    // A part of a name is another name.
    let part = Credentials::query("Siz", "k");
    assert_eq!(query(list(Some(5)), part).as_deref(), Some("Size=5&Siz=k"));
}

//! The recognition of OpenAPI documents and their versions.

use sdksmith::document::DocumentSource;

use crate::support::{errors_of, load_source, load_text, source};

#[test]
fn openapi_3_0_to_3_2_are_accepted() {
    for version in [
        "3.0.0", "3.0.3", "3.1.0", "'3.0'", "3.0", "3.1", "3.1.1-rc", "3.2.0",
    ] {
        let (document, problems) = load_text(&format!("openapi: {version}\npaths: {{}}"));
        assert_eq!(problems, "", "for {version}");
        assert_eq!(document.unwrap().api.openapi, "3.0.3");
    }
}

#[test]
fn other_documents_are_rejected() {
    let cases = [
        "- openapi: 3.0.0",
        "<html></html>",
        "info: {}",
        "openapi: null",
        "openapi: {}",
        "openapi: 3.3.0",
        "openapi: 3.01.0",
        "openapi: 2.0",
        "openapi: latest",
        "swagger: '2.0'",
    ];
    let shown: String = cases
        .iter()
        .map(|case| format!("{case}\n{}\n", errors_of(case)))
        .collect();
    insta::assert_snapshot!("refused", shown);
}

#[test]
fn checksum_covers_the_original_text() {
    let text = "\u{feff}openapi: 3.0.0\npaths: {}";
    let (document, _) = load_text(text);
    let sha256 = document.unwrap().sha256;
    assert_eq!(
        sha256,
        "f6f84ef8233d0734f4b33d98c2e5d86f58a7d7777f393ad3e98fe0bbea3cc39c"
    );

    let expecting = |sha256: &str| DocumentSource {
        sha256: Some(sha256.to_owned()),
        ..source(text)
    };
    assert!(load_source(&expecting(&sha256.to_uppercase())).0.is_some());
    let (document, problems) = load_source(&expecting("0123"));
    assert!(document.is_none());
    insta::assert_snapshot!("checksum", problems);
}

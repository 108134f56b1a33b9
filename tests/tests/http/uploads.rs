//! The upload of a document.

use std::fs::File;
use std::io::Write;

use end_to_end::{
    ACCOUNT_SID, AUTH_TOKEN, Outcome, Recorder, ServerResponse, client, example, exchange,
};
use serde_json::json;
use tempfile::NamedTempFile;
use twilio_numbers::documents::*;
use twilio_numbers::{Body, Client, Credentials, Part};

/// The size that the API accepts, in bytes.
const LIMIT: u64 = 10_000_000;

fn upload(content: impl Into<Body>) -> DocumentUpload {
    let file = Part::new("bill.pdf", content).media_type("application/pdf");
    DocumentUpload::new(DocumentType::UtilityBill, file)
}

fn file_of(length: u64) -> Outcome<NamedTempFile> {
    let file = NamedTempFile::new()?;
    File::options()
        .write(true)
        .open(file.path())?
        .set_len(length)?;
    Ok(file)
}

#[tokio::test]
async fn file_on_disk_is_sent_as_a_part() -> Outcome {
    let mut file = NamedTempFile::new()?;
    file.write_all(b"%PDF-2.0")?;
    let response = ServerResponse::json(201, &example("documents/create_upload_2xx_uploaded")?);
    let (request, result) = exchange(response, async |client| {
        let upload = upload(Body::path(file.path())).friendly_name("March");
        client.documents().upload().create(upload).send().await
    })
    .await?;

    let line = (request.method(), request.target());
    assert_eq!(line, ("POST", "/v1/Documents"));
    let [media_type] = request.header("content-type")[..] else {
        return Err("expected one content type".into());
    };
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=");
    let body = std::str::from_utf8(request.body())?;
    assert_eq!(
        body.replace(boundary.ok_or("expected a boundary")?, "x"),
        "--x\r\nContent-Disposition: form-data; name=\"document_type\"\r\n\r\nutility_bill\r\n\
         --x\r\nContent-Disposition: form-data; name=\"friendly_name\"\r\n\r\nMarch\r\n\
         --x\r\nContent-Disposition: form-data; name=\"File\"; filename=\"bill.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n%PDF-2.0\r\n--x--\r\n"
    );
    let document = result?;
    assert_eq!(
        document.sid.to_string(),
        "RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    );
    assert_eq!(document.mime_type.as_deref(), Some("application/pdf"));
    Ok(())
}

#[tokio::test]
async fn file_without_content_has_an_empty_media_type() -> Outcome {
    let body = json!({ "sid": "RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "mime_type": "" });
    let (_, result) = exchange(ServerResponse::json(201, &body), async |client| {
        client.documents().upload().create(upload("")).send().await
    })
    .await?;
    assert_eq!(result?.mime_type.as_deref(), Some(""));
    Ok(())
}

#[tokio::test]
async fn too_large_file_is_not_sent() -> Outcome {
    let server = Recorder::start([]).await?;
    let uploads = client(&server)?.documents().upload();

    let in_memory = vec![b'x'; usize::try_from(LIMIT)? + 1];
    let result = uploads.create(upload(in_memory)).send().await;
    let Err(error) = result else {
        return Err("expected an error of a file in memory".into());
    };
    let [violation] = error.violations() else {
        return Err(format!("expected one violation, found {error}").into());
    };
    assert_eq!(violation.field(), "File");
    let problem = "must have at most 10000000 bytes, but has 10000001";
    assert_eq!(violation.problem(), problem);

    let on_disk = file_of(LIMIT + 1)?;
    let create = || uploads.create(upload(Body::path(on_disk.path())));
    let Err(error) = create().send().await else {
        return Err("expected an error of a file on disk".into());
    };
    assert!(error.is_request_body(), "{error}");
    assert!(
        error.to_string().contains("more than 10000000 bytes"),
        "{error}"
    );
    assert_eq!(error.attempts(), 1);

    assert_eq!(server.connections(), 0);
    Ok(())
}

#[test]
fn upload_has_a_host_without_edge_and_region() -> Outcome {
    let credentials = Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN);
    let client = Client::builder().credentials(credentials);
    let client = client.edge("dublin").region("ie1").build()?;
    let request = client
        .documents()
        .upload()
        .create(upload("%PDF"))
        .request()?;
    assert_eq!(
        request.uri(),
        "https://numbers-upload.twilio.com/v1/Documents"
    );
    let sid = "KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let request = client.v1().porting_port_in().fetch(sid).request()?;
    let host = request.uri().host();
    assert_eq!(host, Some("numbers.dublin.ie1.twilio.com"));
    Ok(())
}

//! The generated crate is up to date with the documents.

use std::process::Command;

use end_to_end::Outcome;

#[test]
fn generated_crate_is_up_to_date() -> Outcome {
    let check = Command::new(env!("CARGO"))
        .args(["xtask", "codegen", "--check"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()?;
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stderr)
    );
    Ok(())
}

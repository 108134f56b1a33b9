//! Calls that must not compile, each in a file of its own with what the compiler says to it.

#[test]
fn invalid_calls_do_not_compile() {
    trybuild::TestCases::new().compile_fail("compile_fail/*.rs");
}

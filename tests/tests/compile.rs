//! Calls that must not compile, each in its own file beside the compiler's message.

#[test]
fn invalid_calls_do_not_compile() {
    trybuild::TestCases::new().compile_fail("compile_fail/*.rs");
}

//! Samples of every problem, for pages that show all diagnostics.

/// Makes a function that returns samples of a problem type. It doesn't compile unless every variant has
/// one; a variant whose message has several forms may have several.
macro_rules! samples {
    ($name:ident: $problem:ident {
        $($variant:ident $({ $($fields:tt)* })? $(( $($values:tt)* ))?),+ $(,)?
    }) => {
        pub(super) fn $name() -> Vec<$problem> {
            #[allow(unreachable_patterns, reason = "a variant may have several samples")]
            fn every_variant_has_a_sample(problem: &$problem) {
                match problem {
                    $($problem::$variant { .. } => {})+
                }
            }
            let samples = vec![$($problem::$variant $({ $($fields)* })? $(( $($values)* ))?),+];
            samples.iter().for_each(every_variant_has_a_sample);
            samples
        }
    };
}

//! `responses!`: an enum of what different statuses answer.
//!
//! It names everything through `runtime`, which the calling module has in scope.

/// Makes an enum of what different statuses answer, read as what its status says:
/// `responses!(PlaceOrderAnswer { Placed: 201 as Json<Order>, Queued: 202..=203 as Json<Ticket>, Known:
/// 204 })`. A status that isn't listed is read as the first. A variant without a type is one without
/// a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __responses {
    ($name:ident {
        $($variant:ident: $status:literal $(..=$last:literal)? $(as $answer:ty)?),+ $(,)?
    }) => {
        impl runtime::FromResponse for $name {
            type Output = Self;

            const ACCEPT: &'static str = "application/json, */*;q=0.5";

            fn read(reading: &mut runtime::ResponseReader<'_>) -> Result<Self, runtime::DecodeError> {
                let status = reading.response().status().as_u16();
                $(if matches!(status, $status $(..=$last)?) {
                    return runtime::responses!(@read reading $variant $($answer)?);
                })+
                runtime::responses!(@first reading $($variant $(as $answer)?,)+)
            }
        }

        #[cfg(feature = "test-util")]
        impl runtime::testing::Mockable for $name {
            fn mock(value: &Self) -> runtime::testing::MockResponse {
                match value {
                    $(Self::$variant { $(0: runtime::responses!(@bind value $answer))? } => {
                        runtime::responses!(@reply $status $(value $answer)?)
                    })+
                }
            }
        }
    };
    (@bind $value:ident $answer:ty) => {
        $value
    };
    (@reply $status:literal $value:ident $answer:ty) => {
        <$answer as runtime::testing::Mockable>::mock($value).with_status($status)
    };
    (@reply $status:literal) => {
        runtime::testing::MockResponse::status($status)
    };
    (@first $reading:ident $variant:ident $(as $answer:ty)?, $($others:tt)*) => {
        runtime::responses!(@read $reading $variant $($answer)?)
    };
    (@read $reading:ident $variant:ident $answer:ty) => {
        <$answer as runtime::FromResponse>::read($reading).map(Self::$variant)
    };
    (@read $reading:ident $variant:ident) => {
        Ok(Self::$variant)
    };
}

pub use __responses as responses;

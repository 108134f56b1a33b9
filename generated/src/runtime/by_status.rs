// @generated: a copy of `generator/runtime/src/by_status.rs`; edit that file instead.

//! `responses!`: an enum with a variant for each status that a response may have.
//!
//! It names everything through `runtime`, which the calling module has in scope.

/// Implements `FromResponse` for an enum with a variant for each status:
/// `responses!(PlaceOrderResponse { Placed: 201 as Json<Order>, Queued: 202..=203 as Json<Ticket>,
/// Known: 204 })`. A response with another status is read as the first variant. A variant without a
/// type has no value.
#[doc(hidden)]
#[macro_export]
macro_rules! __responses {
    ($name:ident {
        $($variant:ident: $status:literal $(..=$last:literal)? $(as $body:ty)?),+ $(,)?
    }) => {
        impl runtime::FromResponse for $name {
            type Output = Self;

            const ACCEPT: &'static str = "application/json, */*;q=0.5";

            fn read(reader: &mut runtime::ResponseReader<'_>) -> Result<Self, runtime::DecodeError> {
                let status = reader.response().status().as_u16();
                $(if matches!(status, $status $(..=$last)?) {
                    return runtime::responses!(@read reader $variant $($body)?);
                })+
                runtime::responses!(@first reader $($variant $(as $body)?,)+)
            }
        }

        #[cfg(feature = "test-util")]
        impl runtime::testing::Mockable for $name {
            fn mock(value: &Self) -> runtime::testing::MockResponse {
                match value {
                    $(Self::$variant { $(0: runtime::responses!(@bind value $body))? } => {
                        runtime::responses!(@mock $status $(value $body)?)
                    })+
                }
            }
        }
    };
    (@bind $value:ident $body:ty) => {
        $value
    };
    (@mock $status:literal $value:ident $body:ty) => {
        <$body as runtime::testing::Mockable>::mock($value).with_status($status)
    };
    (@mock $status:literal) => {
        runtime::testing::MockResponse::status($status)
    };
    (@first $reader:ident $variant:ident $(as $body:ty)?, $($others:tt)*) => {
        runtime::responses!(@read $reader $variant $($body)?)
    };
    (@read $reader:ident $variant:ident $body:ty) => {
        <$body as runtime::FromResponse>::read($reader).map(Self::$variant)
    };
    (@read $reader:ident $variant:ident) => {
        Ok(Self::$variant)
    };
}

pub use __responses as responses;

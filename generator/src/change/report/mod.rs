//! Changes as reports: for a terminal, a pull request, a browser, a program, GitHub's annotations, and as a
//! section of a changelog.

mod changelog;
mod github;
mod html;
mod json;
mod markdown;
mod model;
mod text;

pub use self::changelog::changelog;
pub use self::github::github;
pub use self::html::html;
pub use self::json::json;
pub use self::markdown::markdown;
pub use self::model::{LocatedChange, Report};
pub use self::text::text;

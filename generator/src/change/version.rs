//! The version to release.

use semver::Version;

use super::model::{Change, SourceLevel};

/// The kind of release that its changes require.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// Nothing that users see has changed.
    None,
    /// Only things that users don't name.
    Patch,
    /// Something new, or something that behaves differently.
    Minor,
    /// Something that breaks.
    Major,
}

impl Release {
    /// Creates the release that these changes need.
    #[must_use]
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let needed = changes.into_iter().map(|change| match change.source {
            _ if change.is_breaking() => Self::Major,
            SourceLevel::Minor => Self::Minor,
            _ if change.changes_wire => Self::Minor,
            _ => Self::Patch,
        });
        needed.max().unwrap_or(Self::None)
    }

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Returns the version that follows another one, as Cargo reads versions: before 1.0.0, the second
/// number counts what breaks.
#[must_use]
pub fn next_version(current: &Version, release: Release) -> Version {
    let Version {
        major,
        minor,
        patch,
        ..
    } = *current;
    match (release, major) {
        (Release::None, _) => current.clone(),
        (Release::Major, 0) => Version::new(0, minor + 1, 0),
        (_, 0) | (Release::Patch, _) => Version::new(major, minor, patch + 1),
        (Release::Major, _) => Version::new(major + 1, 0, 0),
        (Release::Minor, _) => Version::new(major, minor + 1, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_version_follows_the_changes() {
        for (current, release, next) in [
            ("0.1.0", Release::Major, "0.2.0"),
            ("0.1.3", Release::Minor, "0.1.4"),
            ("0.1.3", Release::None, "0.1.3"),
            ("1.2.3", Release::Major, "2.0.0"),
            ("1.2.3", Release::Minor, "1.3.0"),
            ("1.2.3", Release::Patch, "1.2.4"),
        ] {
            let current = Version::parse(current);
            let found = current.map(|current| next_version(&current, release).to_string());
            assert_eq!(found.ok().as_deref(), Some(next));
        }
    }
}

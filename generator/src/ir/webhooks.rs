//! The module of the events that an API sends.

use super::Module;

impl Module {
    /// Returns the name of the module of the events, which is none of a resource.
    #[must_use]
    pub fn webhooks_name(&self) -> &'static str {
        let is_free = |name: &&&str| {
            let mut resources = self.resources.iter();
            resources.all(|resource| resource.name.plain() != **name)
        };
        let names = ["webhooks", "webhook_events", "received_webhooks"];
        names
            .iter()
            .find(is_free)
            .copied()
            .unwrap_or("received_events")
    }
}

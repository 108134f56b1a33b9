//! The SID types that a crate and its modules hold.

use std::collections::BTreeSet;

use super::{Api, Authentication, Home, Module, Operation, SidId, SidType, Type, TypeDef};

impl Api {
    /// Returns the SID types of the crate, in the order of their names. Those that only omitted types
    /// hold are not among them.
    #[must_use]
    pub fn present_sids(&self) -> Vec<&SidType> {
        let mut used: BTreeSet<SidId> =
            self.modules.iter().flat_map(Module::present_sids).collect();
        used.extend(self.account_sid());
        let mut sids: Vec<_> = used.into_iter().map(|id| &self.sids[id.0]).collect();
        sids.sort_by(|one, other| one.name.cmp(&other.name));
        sids
    }

    /// Returns the type of the account's SID, for a vendor whose credentials belong to an account.
    #[must_use]
    pub fn account_sid(&self) -> Option<SidId> {
        let Authentication::Vendor(credentials) = &self.authentication else {
            return None;
        };
        let prefix = credentials.account_prefix.as_deref()?;
        let mut sids = self.sids.iter();
        sids.position(|sid| sid.prefixes == [prefix]).map(SidId)
    }
}

impl Module {
    /// Returns the SID types that the module's operations, and the types that they use, hold.
    #[must_use]
    pub fn used_sids(&self) -> BTreeSet<SidId> {
        let referenced = |def: &&TypeDef| def.home != Home::Unreferenced;
        let types = self.types.iter().filter(referenced);
        let types = types.flat_map(|def| def.shape.types());
        sids(types.chain(self.operations().flat_map(Operation::types)))
    }

    /// Returns the SID types that any code of the module holds.
    fn present_sids(&self) -> BTreeSet<SidId> {
        match self.omit_unreferenced {
            true => self.used_sids(),
            false => {
                let types = self.types.iter().flat_map(|def| def.shape.types());
                sids(types.chain(self.operations().flat_map(Operation::types)))
            }
        }
    }
}

/// Returns the SID types among some types and inside them, not following [`Type::Named`].
fn sids<'a>(types: impl Iterator<Item = &'a Type>) -> BTreeSet<SidId> {
    let mut found = BTreeSet::new();
    for ty in types {
        ty.walk(&mut |ty| {
            if let Type::Sid(id) = ty {
                found.insert(*id);
            }
        });
    }
    found
}

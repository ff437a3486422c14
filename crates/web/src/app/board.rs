//! What only the node knows of the member's parts, for the operator's console.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use crate::view::operator::{Detail, Health, HealthLine, Part, SandboxLine};

/// How the parts are that the pages cannot ask themselves.
#[derive(Default)]
pub struct Board {
    parts: RwLock<BTreeMap<&'static str, HealthLine>>,
    sandbox: RwLock<Vec<SandboxLine>>,
}

impl Board {
    /// Says how a part is, and why.
    pub fn set(&self, part: Part, health: Health, detail: Detail) {
        let line = HealthLine { part, health, detail };
        self.parts.write().unwrap_or_else(PoisonError::into_inner).insert(part.code(), line);
    }

    /// Says what the self-test of the sandbox found.
    pub fn set_sandbox(&self, lines: Vec<SandboxLine>) {
        *self.sandbox.write().unwrap_or_else(PoisonError::into_inner) = lines;
    }

    /// What was said of a part last.
    pub fn line(&self, part: Part) -> Option<HealthLine> {
        self.parts.read().unwrap_or_else(PoisonError::into_inner).get(part.code()).cloned()
    }

    /// What was said of the sandbox last.
    pub fn sandbox(&self) -> Vec<SandboxLine> {
        self.sandbox.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

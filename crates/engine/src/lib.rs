//! The façade: everything the outside calls. Lists in, parties in, answers out; every question has a day.

pub mod answer;
pub mod audit;
pub mod compare;
pub mod diff;
mod error;
mod gather;
pub mod import;
pub mod investigate;
pub mod licensing;
pub mod lists;
pub mod ownership;
pub mod rescreen;
pub mod rules;
pub mod screen;
pub mod successors;
pub mod update;

pub use chokepoint_screening::{Question, Scratch};
pub use error::EngineError;
pub use lists::Lists;

use chokepoint_store::workspace::Workspace;
use std::path::Path;

/// A workspace with the functions of the program over it.
#[derive(Debug, Clone)]
pub struct Engine {
    workspace: Workspace,
}

impl Engine {
    /// Opens the workspace in `folder`, making it when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or written.
    pub fn open(folder: &Path) -> Result<Self, EngineError> {
        Ok(Self { workspace: Workspace::open(folder)? })
    }

    /// The workspace.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }
}

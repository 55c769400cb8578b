//! Worlds hold together.

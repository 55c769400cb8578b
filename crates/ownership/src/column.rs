//! An array in memory or in a mapped file: the graph does not care which.

use bytemuck::Pod;
use chokepoint_store::flat::Array;
use std::ops::Deref;

/// Numbers in memory or in a mapped file.
pub(crate) enum Column<T> {
    Owned(Vec<T>),
    Mapped(Array<T>),
}

impl<T: Pod> Deref for Column<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        match self {
            Self::Owned(numbers) => numbers,
            Self::Mapped(numbers) => numbers,
        }
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(numbers: Vec<T>) -> Self {
        Self::Owned(numbers)
    }
}

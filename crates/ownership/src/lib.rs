//! Who owns and controls whom: the graph of interests, counted as the law counts, with the path that shows it.
//!
//! Facts are measured here: what share is proven, what share is possible, which tie stands on which day. The share
//! that matters, and whether owners add up, comes from `rules`. Nothing is multiplied along a chain, and nothing is
//! rounded.

mod column;
mod day;
mod graph;
mod holdings;
mod method;
mod oddity;
mod path;
pub mod regimes;
mod solve;
mod walk;

pub use graph::{Edge, Graph, GraphBuilder};
pub use holdings::{Holding, Holdings};
pub use method::{Measure, Method, NoMethod, Signs};
pub use oddity::{Oddities, Oddity};
pub use path::{PATH_LIMIT, Path, Step};
pub use solve::{Answer, Seed, solve};
pub use walk::{Hop, Neighbour, neighbourhood, shortest, strongest};

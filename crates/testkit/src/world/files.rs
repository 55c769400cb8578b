//! A world as the raw files a user would have.
